//! The drift lab: a model in service, and its monitors.

mod detector;
mod injury;
mod kept;
mod setup;
mod state;
mod task;
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
        let post = state::Post::new(Lab::new(client, true, address), &query);
        post.open();
        view! { <view::Watching post notice=Signal::derive(move || notice.get()) /> }
    });
    Some(Box::new(move || drop(handle)))
}
