//! The code on a printed sheet, and the progress that it brings back.

#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::Unmount;
use crate::ui::workspace::reader::Reader;

/// Mounts the question whether to take the progress over.
pub(super) fn mount(reader: Reader, place: HtmlElement) -> Option<Unmount> {
    let handle = leptos::mount::mount_to(place, move || view! { <view::Restoring reader /> });
    Some(Box::new(move || drop(handle)))
}
