//! The page around a lab: its story, readable without the lab, and the place where the lab is mounted.

use leptos::prelude::*;

use crate::roadmap::labs::{LABS, Lab};
use crate::ui::site::components::{LabPlace, Prose};
use crate::ui::site::link::href;

/// `/lab/train` and its neighbours.
#[component]
pub(crate) fn LabPage(
    /// Which.
    lab: &'static Lab,
) -> impl IntoView {
    view! {
        <article class="lab-page">
            <nav class="lab-switch" aria-label="Labs">
                <ul>
                    {LABS
                        .iter()
                        .map(|other| {
                            let here = (other.id == lab.id).then_some("page");
                            view! { <li><a href=href(&format!("/lab/{}", other.id)) aria-current=here>{other.title}</a></li> }
                        })
                        .collect_view()}
                </ul>
            </nav>
            <header class="lab-head">
                <h1>{lab.title}</h1>
                <p class="lead">{lab.lead}</p>
                <p class="lab-story">{lab.story}</p>
            </header>
            <LabPlace name=lab.id />
            <Prose key=format!("lab-{}", lab.id) id="body" />
        </article>
    }
}
