//! The labs: what `studio` mounts into the places that the page leaves, `<div data-lab="train">`.

use leptos::prelude::*;

use super::platform;

/// Mounts labs into the places there are, and into those that the page announces later.
pub fn start() {
    platform::on_lab_place(|name, place| {
        let handle = match name.as_str() {
            "train" => leptos::mount::mount_to(place, || view! { <p>"Training lab"</p> }),
            _ => return None,
        };
        Some(Box::new(move || drop(handle)) as Box<dyn FnOnce()>)
    });
}
