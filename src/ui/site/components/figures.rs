//! A figure of the curriculum: drawn by the prerenderer, wide and narrow; the style sheet shows the one that fits.

use leptos::prelude::*;

use super::content_html;

/// One of the six figures, by name.
#[component]
pub(crate) fn Figure(
    /// Content file it comes with, such as `home`.
    #[prop(into)]
    key: String,
    /// Name, such as `salaries`.
    name: &'static str,
    /// What it shows, as a caption.
    #[prop(into)]
    caption: String,
) -> impl IntoView {
    let key: String = key;
    let id = format!("figure.{name}");
    let piece = format!("{key}#{id}");
    let html = content_html(key, id);
    view! {
        <figure class="chart chart-fixed">
            <figcaption>{caption}</figcaption>
            <div class="chart-fixed-body" data-piece=piece inner_html=html></div>
        </figure>
    }
}
