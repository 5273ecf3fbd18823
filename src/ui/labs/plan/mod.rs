//! The plan: dates of what is left.

#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::Unmount;
use crate::ui::workspace::reader::Reader;

/// Mounts the plan.
pub(super) fn mount(reader: Reader, place: HtmlElement) -> Option<Unmount> {
    let handle = leptos::mount::mount_to(place, move || view! { <view::Planning reader /> });
    Some(Box::new(move || drop(handle)))
}
