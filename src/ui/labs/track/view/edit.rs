//! Small forms within a line: a text that is asked for, and a button that wants to be pressed twice.

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;

use crate::ui::platform;

/// What a text is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A name for something new.
    New,
    /// Another name.
    Rename,
}

/// A line that asks for a name while something is asked.
pub(crate) fn ask_line(asked: RwSignal<Option<Asked>>, what: &'static str, take: Callback<(Asked, String)>) -> AnyView {
    let text = RwSignal::new(String::new());
    let id = format!("track-ask-{what}");
    let focus = id.clone();
    Effect::new(move |_| {
        if asked.with(Option::is_some) {
            text.set(String::new());
            platform::focus(&focus);
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = text.get_untracked().trim().to_owned();
        if let Some(kind) = asked.get_untracked().filter(|_| !name.is_empty()) {
            asked.set(None);
            take.run((kind, name));
        }
    };
    view! {
        <form class="track-line" hidden=move || asked.with(Option::is_none) on:submit=on_submit>
            <label class="visually-hidden" for=id.clone()>{move || if asked.get() == Some(Asked::Rename) { format!("New name of the {what}") } else { format!("Name of the new {what}") }}</label>
            <input id=id type="text" autocomplete="off" placeholder="Name" prop:value=text on:input=move |event: Event| text.set(event_target_value(&event)) />
            <button type="submit" class="button">"Save"</button>
            <button type="button" class="button" on:click=move |_| asked.set(None)>"Cancel"</button>
        </form>
    }
    .into_any()
}

/// A button that is only carried out when it is pressed a second time.
pub(crate) fn twice(label: &'static str, sure: &'static str, go: Callback<()>) -> AnyView {
    let armed = RwSignal::new(false);
    let press = move |_| {
        if armed.get_untracked() {
            go.run(());
        }
        armed.update(|armed| *armed = !*armed);
    };
    view! {
        <button type="button" class="button" data-armed=move || armed.get().then_some("") aria-live="polite" on:click=press on:blur=move |_| armed.set(false)>
            {move || if armed.get() { sure } else { label }}
        </button>
    }
    .into_any()
}
