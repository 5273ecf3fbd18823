//! The training lab: data, a model, its report, closer looks, a comparison, what to take home.

mod closer;
mod closer_forms;
mod closer_story;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod compare;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod confusion;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod controls;
mod facts;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod figures;
mod headline;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod predict;
mod query;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod report;
mod report_numbers;
mod state;
mod story;
mod story_numbers;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod take_home;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod tasks;
mod training;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::Unmount;
use crate::ui::client::Client;
use crate::ui::labs::train::state::TrainLab;
use crate::ui::platform;

/// The training lab, on its own page or within a lesson.
pub(super) fn mount(client: Client, place: HtmlElement) -> Option<Unmount> {
    let embedded = place.has_attribute("data-embedded");
    let query = if embedded { String::new() } else { platform::query() };
    let mut warnings = vec![];
    let query = query::Query::read(&query, &mut warnings)?;
    let handle = leptos::mount::mount_to(place, move || {
        let run = query.run;
        let lab = TrainLab::new(client, embedded, query, warnings);
        lab.open(run);
        view! { <view::Screen lab /> }
    });
    Some(Box::new(move || drop(handle)))
}
