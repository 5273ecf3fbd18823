//! The leakage lab: it asks its own questions, so it needs no data of the training lab's.

mod story;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{Unmount, of_workers};
use crate::ui::client::Client;
use crate::ui::platform;
use crate::ui::workspace::address;
use crate::ui::workspace::state::Lab;

/// Mounts the lab.
pub(super) fn mount(client: Client, place: HtmlElement) -> Option<Unmount> {
    let query = platform::query();
    let address = address::read("")?;
    let handle = leptos::mount::mount_to(place, move || {
        let notice = of_workers(&client);
        let lab = Lab::new(client, false, address);
        view! { {notice} <view::Leakage lab query /> }
    });
    Some(Box::new(move || drop(handle)))
}
