//! The metric lab: one model, many thresholds, and what each metric says of them.

mod problems;
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
        let lab = state::MetricLab::new(client, query);
        view! { {notices(client, Vec::new)} <view::Metric lab /> }
    });
    Some(Box::new(move || drop(handle)))
}
