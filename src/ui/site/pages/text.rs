//! The pages that are mostly text.

use leptos::prelude::*;

use crate::ui::site::components::Prose;
use crate::ui::site::link::href;

/// A page whose whole content is lesson text.
#[component]
fn TextPage(
    /// Content file, such as `resources`.
    key: &'static str,
    /// Heading.
    title: &'static str,
) -> impl IntoView {
    view! {
        <article class="text-page">
            <h1>{title}</h1>
            <Prose key=key id="body" />
        </article>
    }
}

/// The six free resources.
#[component]
pub(crate) fn Resources() -> impl IntoView {
    view! { <TextPage key="resources" title="Six resources worth your time" /> }
}

/// Three steps and a shortcut.
#[component]
pub(crate) fn Hired() -> impl IntoView {
    view! { <TextPage key="hired" title="Getting hired" /> }
}

/// The ten articles.
#[component]
pub(crate) fn Series() -> impl IntoView {
    view! { <TextPage key="series" title="The series" /> }
}

/// How every number is checked; privacy; licences.
#[component]
pub(crate) fn About() -> impl IntoView {
    view! { <TextPage key="about" title="How this site works, and how it is checked" /> }
}

/// No page at this address.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <article class="text-page not-found">
            <p class="not-found-number" aria-hidden="true">"404"</p>
            <h1>"This stop is not on the line"</h1>
            <p>"There is no page at this address. It may have moved, or the link has a typing mistake."</p>
            <p>
                <a class="button" href=href("/")>"Back to the map"</a>
            </p>
        </article>
    }
}
