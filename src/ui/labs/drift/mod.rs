//! The drift lab: a model in service, and its monitors.

mod detector;
mod injection;
mod kept;
mod query;
mod request;
mod state;
mod task;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::Unmount;
use crate::ui::client::Client;
use crate::ui::platform;

/// Mounts the lab.
pub(super) fn mount(client: Client, place: HtmlElement) -> Option<Unmount> {
    let handle = leptos::mount::mount_to(place, move || {
        let notice = client.notice();
        let drift = state::DriftLabState::new(client, query::Query::read(&platform::query()));
        drift.open();
        view! { <view::Watching drift notice=Signal::derive(move || notice.get()) /> }
    });
    Some(Box::new(move || drop(handle)))
}
