//! The preview: a page of the PDF itself, and the keys that turn pages.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::protocol::print::Edition;
use crate::ui::labs::print::state::{PrintLabState, Shown};

/// The page.
#[component]
pub(crate) fn PagePreview(print: PrintLabState) -> impl IntoView {
    let turn = move |by: i64| print.turn_to(i64::from(print.page.get_untracked()) + by);
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowRight" | "ArrowDown" | "PageDown" => turn(1),
            "ArrowLeft" | "ArrowUp" | "PageUp" => turn(-1),
            "Home" => print.turn_to(1),
            "End" => print.turn_to(i64::MAX),
            _ => return,
        }
        event.prevent_default();
    };
    let pages = Memo::new(move |_| print.shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.pages)));
    let name = move || match print.options.with(|options| options.edition) {
        Edition::OnePage => "the one-page roadmap",
        Edition::Handbook => "the handbook",
    };
    let standing = move || match (print.shown.with(|shown| shown.as_ref().map(|shown| (shown.page, shown.pages))), print.waiting.get()) {
        (None, true) => "The press is being fetched; the first page follows.".to_owned(),
        (None, false) => "No preview.".to_owned(),
        (Some((page, pages)), _) => format!("Page {page} of {pages}"),
    };
    view! {
        <section class="lab-section print-preview" aria-labelledby="print-preview">
            <h2 id="print-preview">"Preview"</h2>
            <div class="print-turn">
                <button type="button" disabled=move || print.page.get() <= 1 on:click=move |_| turn(-1)>"Previous page"</button>
                <p role="status">{standing}</p>
                <button type="button" disabled=move || pages.get() <= print.page.get() on:click=move |_| turn(1)>"Next page"</button>
            </div>
            <div
                class="print-plate"
                tabindex="0"
                role="group"
                aria-label="Preview; arrow keys turn the pages"
                aria-busy=move || print.waiting.get().to_string()
                on:keydown=on_key
            >
                {move || {
                    print.shown.get().map(|Shown { address, page, pages, width, height }| {
                        let alt = format!("Page {page} of {pages} of {} as it will be printed", untrack(name));
                        view! { <img src=address alt=alt width=width.to_string() height=height.to_string() decoding="async" /> }
                    })
                }}
            </div>
        </section>
    }
    .into_any()
}
