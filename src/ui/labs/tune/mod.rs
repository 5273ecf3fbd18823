//! The tuning lab: the training lab's data and model, and a search over its settings.

mod setting;
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
    let address = address::read(&query)?;
    let handle = leptos::mount::mount_to(place, move || {
        let notice = of_workers(&client);
        let lab = Lab::new(client, false, address);
        lab.open(false);
        view! { {notice} <view::Tune lab query /> }
    });
    Some(Box::new(move || drop(handle)))
}
