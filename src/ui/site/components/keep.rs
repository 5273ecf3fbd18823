//! What a reader keeps beside a topic or step: its status, a note, a bookmark.

use leptos::prelude::*;

use crate::ui::progress::Status;
use crate::ui::site::live;
use crate::ui::site::state::workspace;

/// Four states as one radio group: arrows move, the shape says it as well as the colour.
#[component]
pub(crate) fn StatusPicker(
    /// Topic or step.
    id: &'static str,
    /// Its title, for the group's name.
    title: &'static str,
) -> impl IntoView {
    let workspace = workspace();
    let status = workspace.status(id);
    view! {
        <fieldset class="status-picker">
            <legend class="visually-hidden">{format!("Status of {title}")}</legend>
            {Status::ALL
                .map(|choice| {
                    view! {
                        <label>
                            <input
                                type="radio"
                                name=format!("status-{id}")
                                value=choice.word()
                                prop:checked=Signal::derive(move || status.get() == choice)
                                on:change=move |_| workspace.change(id, |item| item.status = choice)
                            />
                            <span class="stop-mark" data-status=choice.word() aria-hidden="true"></span>
                            <span>{choice.label()}</span>
                        </label>
                    }
                })}
        </fieldset>
    }
}

/// A bookmark toggle, and a note that opens when wanted.
#[component]
pub(crate) fn NoteAndBookmark(
    /// Topic or step.
    id: &'static str,
    /// Its title, for labels.
    title: &'static str,
) -> impl IntoView {
    let workspace = workspace();
    let bookmarked = Memo::new(move |_| workspace.progress.with(|progress| progress.items.get(id).is_some_and(|item| item.bookmark)));
    let note =
        Memo::new(move |_| workspace.progress.with(|progress| progress.items.get(id).map(|item| item.note.clone()).unwrap_or_default()));
    view! {
        <div class="keep">
            <button
                type="button"
                class="bookmark"
                aria-pressed=live(move || bookmarked.get().to_string())
                aria-label=format!("Bookmark {title}")
                on:click=move |_| workspace.change(id, |item| item.bookmark = !item.bookmark)
            >
                <span aria-hidden="true" class="bookmark-mark"></span>
                {live(move || if bookmarked.get() { "Bookmarked" } else { "Bookmark" }.to_owned())}
            </button>
            <details class="note">
                <summary>{live(move || if note.with(String::is_empty) { "Add a note" } else { "Your note" }.to_owned())}</summary>
                <textarea
                    rows="4"
                    aria-label=format!("Note on {title}")
                    prop:value=live(move || note.get())
                    on:change=move |event| {
                        let text = event_target_value(&event);
                        workspace.change(id, |item| item.note = text);
                    }
                ></textarea>
            </details>
        </div>
    }
}
