//! The print: the roadmap as a PDF.

mod results;
mod state;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{Unmount, of_workers};
use crate::ui::client::Client;
use crate::ui::workspace::reader::Reader;

/// Mounts the print.
pub(super) fn mount(client: Client, reader: Reader, place: HtmlElement) -> Option<Unmount> {
    let handle = leptos::mount::mount_to(place, move || {
        let notice = of_workers(&client);
        let desk = state::Desk::new(client, &reader);
        desk.open();
        view! { {notice} <view::Printing desk reader /> }
    });
    Some(Box::new(move || drop(handle)))
}
