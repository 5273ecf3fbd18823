//! The labs, the plan and the print: what is mounted into the places that the page leaves, `<div data-lab="train">`.
//!
//! A lab is one folder: `mod.rs` mounts it, `state.rs` is what the reader has set and what came out of it, `view` shows it, and
//! `story.rs` puts results into words. No lab knows another.

mod drift;
mod groups;
mod leakage;
mod metric;
mod plan;
mod print;
mod restore;
mod track;
mod train;
mod tune;

use super::client::Client;
use super::platform;
use super::programs::places_of;
use super::workspace::reader::Reader;

/// Takes a mounted lab down again.
type Unmount = Box<dyn FnOnce()>;

/// The program of the training lab.
pub fn train() {
    let client = Client::open();
    platform::on_lab_place(places_of("train"), move |_, place| train::mount(client, place));
}

/// The program of the labs about one question each: groups, settings, leaks, metrics.
pub fn explore() {
    let client = Client::open();
    platform::on_lab_place(places_of("explore"), move |name, place| match name {
        "groups" => groups::mount(client, place),
        "tune" => tune::mount(client, place),
        "leakage" => leakage::mount(client, place),
        _ => metric::mount(client, place),
    });
}

/// The program of the tracking lab.
pub fn track() {
    let client = Client::open();
    platform::on_lab_place(places_of("track"), move |_, place| track::mount(client, place));
}

/// The program of the drift lab.
pub fn drift() {
    let client = Client::open();
    platform::on_lab_place(places_of("drift"), move |_, place| drift::mount(client, place));
}

/// The program of what is planned and printed.
pub fn paper() {
    let (client, reader) = (Client::open(), Reader::open());
    platform::on_lab_place(places_of("paper"), move |name, place| match name {
        "plan" => plan::mount(reader.clone(), place),
        "restore" => restore::mount(reader.clone(), place),
        _ => print::mount(client, reader.clone(), place),
    });
}
