//! The tuning lab: the training lab's data and model, and a search over its settings.

mod query;
mod state;
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
    let query = query::Query::read(&platform::query(), &mut warnings)?;
    let handle = leptos::mount::mount_to(place, move || {
        let lab = state::TuneLab::new(client, query, warnings);
        lab.open();
        view! { {notices(client, move || lab.form.warnings.get())} <view::Tune lab /> }
    });
    Some(Box::new(move || drop(handle)))
}
