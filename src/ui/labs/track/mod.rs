//! The tracking lab: the runs in the store, and what is done with them.

mod lessons;
mod markdown;
mod query;
mod state;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::Unmount;
use crate::ui::client::Client;
use crate::ui::platform;
use crate::ui::workspace::experiment_form::ExperimentForm;
use crate::ui::workspace::experiment_query;

/// Mounts the lab.
pub(super) fn mount(client: Client, place: HtmlElement) -> Option<Unmount> {
    let query = query::Query::read(&platform::query());
    let spec = experiment_query::starting(experiment_query::first_sample())?;
    let handle = leptos::mount::mount_to(place, move || {
        let notice = client.notice();
        let form = ExperimentForm::new(client, spec, vec![]);
        form.open(|| ());
        let track = state::TrackingState::new(client, form, query);
        track.open();
        view! { <view::Tracking track notice=Signal::derive(move || notice.get()) /> }
    });
    Some(Box::new(move || drop(handle)))
}
