//! The training lab: data, a model, its report, closer looks, a comparison, what to take home.

mod closer;
mod closer_forms;
mod closer_story;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod compare;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod confusion;
mod facts;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod figures;
mod headline;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod report;
mod report_numbers;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod view;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::Unmount;
use crate::ui::client::Client;
use crate::ui::platform;
use crate::ui::workspace::address;
use crate::ui::workspace::state::Lab;

/// The training lab, on its own page or within a lesson.
pub(super) fn mount(client: Client, place: HtmlElement) -> Option<Unmount> {
    let embedded = place.has_attribute("data-embedded");
    let query = if embedded { String::new() } else { platform::query() };
    let address = address::read(&query)?;
    let handle = leptos::mount::mount_to(place, move || {
        let run = address.run;
        let notice = client.notice();
        let lab = Lab::new(client, embedded, address);
        lab.open(run);
        view! { <view::Screen lab notice=Signal::derive(move || notice.get()) /> }
    });
    Some(Box::new(move || drop(handle)))
}
