//! The print: its options on one side, the PDF's own pages on the other, and a plain road for the browser's own print.

mod form;
mod preview;
mod road;

use leptos::prelude::*;

use crate::protocol::press::PrintWarning;
use crate::ui::kit::browser;
use crate::ui::kit::table::reachable;
use crate::ui::labs::print::state::Desk;
use crate::ui::labs::print::view::form::Form;
use crate::ui::labs::print::view::preview::PagePreview;
use crate::ui::labs::print::view::road::Road;
use crate::ui::workspace::problem::sentence;
use crate::ui::workspace::reader::Reader;

/// The print.
#[component]
pub(crate) fn Printing(
    /// Its state.
    desk: Desk,
    /// Whose road.
    reader: Reader,
) -> impl IntoView {
    let store = reader.trouble();
    view! {
        <div class="lab print">
            <div class="lab-notices" role="status">
                {move || store.get().map(|text| view! { <p class="lab-notice" data-kind="warn">{text}</p> })}
            </div>
            <div class="lab-columns">
                <div class="lab-controls">
                    <Form desk />
                    <Take desk />
                </div>
                <div class="lab-main">
                    <Trouble desk />
                    <PagePreview desk />
                    <Warnings desk />
                </div>
            </div>
            <Road progress=desk.progress />
        </div>
    }
    .into_any()
}

/// The one button, and what came of it.
#[component]
fn Take(desk: Desk) -> impl IntoView {
    view! {
        <div class="lab-train">
            <button
                type="button"
                class="button-primary"
                aria-disabled=move || desk.pressing.get().then_some("true")
                on:click=move |_| desk.press()
            >
                {move || if desk.pressing.get() { "Making the PDF …" } else { "Download PDF" }}
            </button>
            <p class="print-made" role="status">{desk.made}</p>
        </div>
    }
    .into_any()
}

/// Why there is no PDF, and the way around.
#[component]
fn Trouble(desk: Desk) -> impl IntoView {
    move || {
        desk.trouble.get().map(|error| {
            view! {
                <div class="lab-problem" role="alert">
                    <p>{format!("There is no PDF: {}.", error.what)}</p>
                    <p>{error.hint}</p>
                    <p>"Your browser can print the road with your progress without it."</p>
                    <div class="lab-actions">
                        <button type="button" on:click=move |_| browser::print_page()>"Print with the browser"</button>
                        <button type="button" on:click=move |_| desk.look()>"Try again"</button>
                    </div>
                </div>
            }
        })
    }
}

/// What is printed otherwise than it was given.
#[component]
fn Warnings(desk: Desk) -> impl IntoView {
    view! {
        <div role="status">
            {move || {
                let warnings = desk.warnings.get();
                let line = |warning: PrintWarning| view! { <li>{sentence(&warning.what)} " " {warning.hint}</li> };
                (!warnings.is_empty())
                    .then(|| {
                        view! {
                            <section class="lab-section" aria-labelledby="print-warnings">
                                <h2 id="print-warnings">"What is printed otherwise"</h2>
                                {reachable("lab-warnings", "What is printed otherwise, scrollable", view! { <ul>{warnings.into_iter().map(line).collect_view()}</ul> }.into_any())}
                            </section>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
