//! The pages around the plan and the print: what they are for, readable without them, and the place where each is mounted.

use leptos::prelude::*;

use crate::ui::site::components::LabPlace;
use crate::ui::site::components::Prose;

/// `/plan` and `/print`.
#[component]
pub(crate) fn ToolPage(
    /// Its place, and its content file: `plan` or `print`.
    name: &'static str,
    /// Heading.
    title: &'static str,
) -> impl IntoView {
    view! {
        <article class="lab-page">
            <header class="lab-head">
                <h1>{title}</h1>
                <Prose key=name id="lead" />
            </header>
            <LabPlace name />
            <Prose key=name id="body" />
        </article>
    }
}
