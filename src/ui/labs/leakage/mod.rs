//! The leakage lab: it asks its own questions, so it needs no data of the training lab's.

mod query;
mod state;
mod story;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::Unmount;
use crate::ui::client::Client;
use crate::ui::platform;
use crate::ui::workspace::notices::notices;

/// Mounts the lab.
pub(super) fn mount(client: Client, place: HtmlElement) -> Option<Unmount> {
    let query = query::Query::read(&platform::query());
    let handle = leptos::mount::mount_to(place, move || {
        let lab = state::LeakageLab::new(client, query);
        view! { {notices(client, Vec::new)} <view::Leakage lab /> }
    });
    Some(Box::new(move || drop(handle)))
}
