//! The print: its options on one side, the PDF's own pages on the other, and a plain road for the browser's own print.

mod form;
mod preview;
mod road;

use leptos::prelude::*;

use crate::protocol::print::PrintWarning;
use crate::ui::kit::browser;
use crate::ui::kit::problem::sentence;
use crate::ui::kit::table::reachable;
use crate::ui::labs::print::state::PrintLabState;
use crate::ui::labs::print::view::form::Form;
use crate::ui::labs::print::view::preview::PagePreview;
use crate::ui::labs::print::view::road::Road;
use crate::ui::workspace::reader::Reader;

/// The print.
#[component]
pub(crate) fn Printing(
    /// Its state.
    print: PrintLabState,
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
                    <Form print />
                    <Take print />
                </div>
                <div class="lab-main">
                    <Trouble print />
                    <PagePreview print />
                    <Warnings print />
                </div>
            </div>
            <Road progress=print.progress />
        </div>
    }
    .into_any()
}

/// The one button, and what came of it.
#[component]
fn Take(print: PrintLabState) -> impl IntoView {
    view! {
        <div class="lab-train">
            <button
                type="button"
                class="button-primary"
                aria-disabled=move || print.pressing.get().then_some("true")
                on:click=move |_| print.press()
            >
                {move || if print.pressing.get() { "Making the PDF …" } else { "Download PDF" }}
            </button>
            <p class="print-made" role="status">{print.made}</p>
        </div>
    }
    .into_any()
}

/// Why there is no PDF, and the way around.
#[component]
fn Trouble(print: PrintLabState) -> impl IntoView {
    move || {
        print.trouble.get().map(|error| {
            view! {
                <div class="lab-problem" role="alert">
                    <p>{format!("There is no PDF: {}.", error.what)}</p>
                    <p>{error.hint}</p>
                    <p>"Your browser can print the road with your progress without it."</p>
                    <div class="lab-actions">
                        <button type="button" on:click=move |_| browser::print_page()>"Print with the browser"</button>
                        <button type="button" on:click=move |_| print.look()>"Try again"</button>
                    </div>
                </div>
            }
        })
    }
}

/// What is printed otherwise than it was given.
#[component]
fn Warnings(print: PrintLabState) -> impl IntoView {
    view! {
        <div role="status">
            {move || {
                let warnings = print.warnings.get();
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
