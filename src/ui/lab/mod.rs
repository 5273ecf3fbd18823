//! The labs, the plan and the print: what `studio` mounts into the places that the page leaves, `<div data-lab="train">`.
//!
//! `address`, `number` and `story` are plain functions; `bridge` alone knows the worker; `state` is one lab's
//! setting and what came out of it; `view` shows it.

mod address;
mod bridge;
mod browser;
mod console;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod drawing;
mod number;
mod preparation;
mod print;
mod reader;
mod run;
mod search;
mod setting;
mod state;
mod story;
mod story_numbers;
#[cfg(test)]
mod testing;
mod ticket;
mod track;
mod training;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;
mod watch;

use leptos::prelude::*;
use web_sys::HtmlElement;

use self::bridge::Bridge;
use self::print::Desk;
use self::reader::Reader;
use self::state::Lab;
use self::track::Logbook;
use self::view::{Groups, Leakage, Metric, Planning, Printing, Restoring, Screen, Tracking, Tune, Watching};
use self::watch::Post;
use super::platform;

/// Mounts labs into the places there are, and into those that the page announces later.
pub fn start() {
    let script = |name: &str| format!("{}/{name}_loader.js", platform::base());
    let bridge = Bridge::new(script);
    console::publish(&bridge);
    let reader = Reader::open();
    platform::on_lab_place(move |name, place| {
        match name.as_str() {
            "plan" => return mount_plan(reader.clone(), place),
            "restore" => return mount_restore(reader.clone(), place),
            "print" => return mount_print(bridge.clone(), reader.clone(), place),
            _ => {}
        }
        let open = match name.as_str() {
            "train" => mount_train,
            "groups" => mount_groups,
            "tune" => mount_tune,
            "track" => mount_track,
            "drift" => mount_drift,
            "leakage" => mount_leakage,
            "metric" => mount_metric,
            _ => return None,
        };
        open(bridge.clone(), place)
    });
}

/// What takes a mounted lab down again.
type Unmount = Box<dyn FnOnce()>;

/// What is to be said of the workers themselves, above the labs that have no place of their own for it.
fn of_workers(bridge: &Bridge) -> AnyView {
    let notice = bridge.notice();
    view! {
        <div class="lab-notices" role="status">
            {move || notice.get().map(|text| view! { <p class="lab-notice" data-kind="warn">{text}</p> })}
        </div>
    }
    .into_any()
}

/// The training lab, on its own page or within a lesson.
fn mount_train(bridge: Bridge, place: HtmlElement) -> Option<Unmount> {
    let embedded = place.has_attribute("data-embedded");
    let query = if embedded { String::new() } else { platform::query() };
    let address = address::read(&query)?;
    let handle = leptos::mount::mount_to(place, move || {
        let run = address.run;
        let notice = bridge.notice();
        let lab = Lab::new(bridge, embedded, address);
        lab.open(run);
        view! { <Screen lab notice=Signal::derive(move || notice.get()) /> }
    });
    Some(Box::new(move || drop(handle)))
}

/// The plan: dates of what is left.
fn mount_plan(reader: Reader, place: HtmlElement) -> Option<Unmount> {
    let handle = leptos::mount::mount_to(place, move || view! { <Planning reader /> });
    Some(Box::new(move || drop(handle)))
}

/// The code on a printed sheet.
fn mount_restore(reader: Reader, place: HtmlElement) -> Option<Unmount> {
    let handle = leptos::mount::mount_to(place, move || view! { <Restoring reader /> });
    Some(Box::new(move || drop(handle)))
}

/// The print: the road as a PDF.
fn mount_print(bridge: Bridge, reader: Reader, place: HtmlElement) -> Option<Unmount> {
    let handle = leptos::mount::mount_to(place, move || {
        let notice = of_workers(&bridge);
        let desk = Desk::new(bridge, &reader);
        desk.open();
        view! { {notice} <Printing desk reader /> }
    });
    Some(Box::new(move || drop(handle)))
}

/// The groups lab: the training lab's data, and nothing to predict.
fn mount_groups(bridge: Bridge, place: HtmlElement) -> Option<Unmount> {
    let query = platform::query();
    let of_data: Vec<String> = address::words(&query)
        .into_iter()
        .filter(|(key, _)| key == "data" || key == "digest")
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    let address = address::read(&of_data.join("&"))?;
    let handle = leptos::mount::mount_to(place, move || {
        let notice = of_workers(&bridge);
        let lab = Lab::new(bridge, false, address).for_groups();
        lab.open(false);
        view! { {notice} <Groups lab query /> }
    });
    Some(Box::new(move || drop(handle)))
}

/// The tuning lab: the training lab's data and model, and a search over its settings.
fn mount_tune(bridge: Bridge, place: HtmlElement) -> Option<Unmount> {
    let query = platform::query();
    let address = address::read(&query)?;
    let handle = leptos::mount::mount_to(place, move || {
        let notice = of_workers(&bridge);
        let lab = Lab::new(bridge, false, address);
        lab.open(false);
        view! { {notice} <Tune lab query /> }
    });
    Some(Box::new(move || drop(handle)))
}

/// The tracking lab: the training lab's data and settings, and the store.
fn mount_track(bridge: Bridge, place: HtmlElement) -> Option<Unmount> {
    let (query, address) = (platform::query(), address::read("")?);
    let handle = leptos::mount::mount_to(place, move || {
        let notice = bridge.notice();
        let lab = Lab::new(bridge, true, address);
        lab.open(false);
        let track = Logbook::new(lab, &query);
        track.open();
        view! { <Tracking track notice=Signal::derive(move || notice.get()) /> }
    });
    Some(Box::new(move || drop(handle)))
}

/// The drift lab: a model in service and who watches it.
fn mount_drift(bridge: Bridge, place: HtmlElement) -> Option<Unmount> {
    let (query, address) = (platform::query(), address::read("")?);
    let handle = leptos::mount::mount_to(place, move || {
        let notice = bridge.notice();
        let post = Post::new(Lab::new(bridge, true, address), &query);
        post.open();
        view! { <Watching post notice=Signal::derive(move || notice.get()) /> }
    });
    Some(Box::new(move || drop(handle)))
}

/// The leakage lab: it asks its own questions, so it needs no data of the training lab's.
fn mount_leakage(bridge: Bridge, place: HtmlElement) -> Option<Unmount> {
    let (query, address) = (platform::query(), address::read("")?);
    let handle = leptos::mount::mount_to(place, move || {
        let notice = of_workers(&bridge);
        let lab = Lab::new(bridge, false, address);
        view! { {notice} <Leakage lab query /> }
    });
    Some(Box::new(move || drop(handle)))
}

/// The metric lab: likewise.
fn mount_metric(bridge: Bridge, place: HtmlElement) -> Option<Unmount> {
    let (query, address) = (platform::query(), address::read("")?);
    let handle = leptos::mount::mount_to(place, move || {
        let notice = of_workers(&bridge);
        let lab = Lab::new(bridge, false, address);
        view! { {notice} <Metric lab query /> }
    });
    Some(Box::new(move || drop(handle)))
}
