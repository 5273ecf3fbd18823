//! The print: the roadmap as a PDF.

mod results;
mod state;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::Unmount;
use crate::ui::client::Client;
use crate::ui::workspace::notices::notices;
use crate::ui::workspace::reader::Reader;

/// Mounts the print.
pub(super) fn mount(client: Client, reader: Reader, place: HtmlElement) -> Option<Unmount> {
    let handle = leptos::mount::mount_to(place, move || {
        let print = state::PrintLabState::new(client, &reader);
        print.open();
        view! { {notices(client, Vec::new)} <view::Printing print reader /> }
    });
    Some(Box::new(move || drop(handle)))
}
