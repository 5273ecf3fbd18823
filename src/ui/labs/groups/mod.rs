//! The groups lab: the training lab's data, and nothing to predict.

mod story;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{Unmount, of_workers};
use crate::ui::client::Client;
use crate::ui::platform;
use crate::ui::workspace::address;
use crate::ui::workspace::codec;
use crate::ui::workspace::state::Lab;

/// Mounts the lab.
pub(super) fn mount(client: Client, place: HtmlElement) -> Option<Unmount> {
    let query = platform::query();
    let of_data: Vec<String> = codec::words(&query)
        .into_iter()
        .filter(|(key, _)| key == "data" || key == "digest")
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    let address = address::read(&of_data.join("&"))?;
    let handle = leptos::mount::mount_to(place, move || {
        let notice = of_workers(&client);
        let lab = Lab::new(client, false, address).for_groups();
        lab.open(false);
        view! { {notice} <view::Groups lab query /> }
    });
    Some(Box::new(move || drop(handle)))
}
