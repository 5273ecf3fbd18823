//! The groups lab: the training lab's data, and nothing to predict.

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
    let mut warnings = vec![];
    let query = query::Query::read(&platform::query(), &mut warnings);
    let handle = leptos::mount::mount_to(place, move || {
        state::GroupsLab::new(client, query, warnings).map(|lab| {
            lab.open();
            view! { {notices(client, move || lab.form.warnings.get())} <view::Groups lab /> }
        })
    });
    Some(Box::new(move || drop(handle)))
}
