//! The tracking lab: the runs in the store, and what is done with them.

mod lessons;
mod look;
mod markdown;
mod state;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::Unmount;
use crate::ui::client::Client;
use crate::ui::platform;
use crate::ui::workspace::address;
use crate::ui::workspace::state::Lab;

/// Mounts the lab.
pub(super) fn mount(client: Client, place: HtmlElement) -> Option<Unmount> {
    let (query, address) = (platform::query(), address::read("")?);
    let handle = leptos::mount::mount_to(place, move || {
        let notice = client.notice();
        let lab = Lab::new(client, true, address);
        lab.open(false);
        let track = state::Logbook::new(lab, &query);
        track.open();
        view! { <view::Tracking track notice=Signal::derive(move || notice.get()) /> }
    });
    Some(Box::new(move || drop(handle)))
}
