//! What the reader is told when a program of the site does not run. The sentences stand in the document from the first, so
//! that they need nothing but the style sheet: `boot.js` puts `data-stopped` on the root element, which shows one of them.

use leptos::prelude::*;

/// Why a program does not run, the word that `boot.js` sets, and what to do about it.
const REASONS: [(&str, &str); 5] = [
    ("offline", "It could not be fetched, because you are offline. It is fetched by itself as soon as you are online again."),
    (
        "fetch",
        "It could not be fetched. Check your connection, and whether an extension or a company's filter blocks files of this site; then reload the page.",
    ),
    ("missing", "One of its files is not on the server. The site may just have been renewed: reload the page."),
    (
        "wasm",
        "This browser does not run WebAssembly here: it is too old, or WebAssembly is switched off (by Lockdown Mode on an iPhone, an extension or a company's rule). Allow it for this site, or use a current Firefox, Chrome, Edge or Safari; then reload the page.",
    ),
    ("start", "It was fetched but did not start. Reload the page; if it fails again, please report the line below."),
];

/// Says why a program does not run, once the root element has `data-stopped`.
#[component]
pub(crate) fn Stopped(
    /// Which program: `page`, `lab`, `plan` …
    what: &'static str,
) -> impl IntoView {
    let effect = match what {
        "page" => {
            "The controls of this page do not work: statuses, notes, the search, the labs. What you saved before is still there; everything can be read, and links work."
        }
        _ => "Everything else on this site can still be read.",
    };
    view! {
        <div class="stopped" data-program=what role="alert">
            <p><strong>{format!("The program of this {what} is not running.")}</strong>" "{effect}</p>
            {REASONS.map(|(why, text)| view! { <p data-why=why>{text}</p> })}
            <p class="stopped-cause"></p>
        </div>
    }
}
