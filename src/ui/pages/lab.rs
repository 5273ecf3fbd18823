//! The training lab.

use leptos::prelude::*;

/// `/lab/train`.
#[component]
pub(crate) fn TrainLab() -> impl IntoView {
    view! { <article class="lab"><h1>"Training lab"</h1></article> }
}
