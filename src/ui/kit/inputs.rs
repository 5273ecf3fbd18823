//! Plain fields: a label, a control, and a call when it was changed.

use leptos::ev::Event;
use leptos::prelude::*;

/// Fields side by side where there is room.
pub(crate) fn fields(fields: Vec<AnyView>) -> AnyView {
    view! { <div class="lab-fields">{fields}</div> }.into_any()
}

/// One of several, by value and name.
pub(crate) fn select(id: &'static str, label: &'static str, options: Vec<(String, String)>, set: impl Fn(String) + 'static) -> AnyView {
    let options = options.into_iter().map(|(value, shown)| view! { <option value=value>{shown}</option> });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change=move |event: Event| set(event_target_value(&event))>{options.collect_view()}</select>
        </div>
    }
    .into_any()
}

/// One of several, by value and name, with the one that is chosen.
pub(crate) fn choice(id: &'static str, label: &'static str, options: Vec<(String, String)>, value: RwSignal<String>) -> AnyView {
    let options = options.into_iter().map(|(own, shown)| {
        let mine = own.clone();
        let is = Signal::derive(move || value.with(|value| *value == mine));
        view! { <option value=own prop:selected=is>{shown}</option> }
    });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change=move |event: Event| value.set(event_target_value(&event))>{options.collect_view()}</select>
        </div>
    }
    .into_any()
}

/// A text, heard when it is left.
pub(crate) fn text(id: &'static str, label: &'static str, about: &'static str, value: RwSignal<String>, ask: Callback<()>) -> AnyView {
    let set = move |event: Event| {
        value.set(event_target_value(&event));
        ask.run(());
    };
    let about_id = format!("{id}-about");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="text" autocomplete="off" spellcheck="false" aria-describedby=about_id.clone() prop:value=value on:change=set />
            <p class="field-about" id=about_id>{about}</p>
        </div>
    }
    .into_any()
}

/// A number from 0, heard when it is left.
pub(crate) fn number(id: &'static str, label: &'static str, value: RwSignal<f64>, ask: Callback<()>) -> AnyView {
    let set = move |event: Event| {
        let typed = event_target_value(&event).parse::<f64>().ok().filter(|typed| (0.0..=1e9).contains(typed));
        if let Some(typed) = typed {
            value.set(typed);
            ask.run(());
        }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="number" min="0" step="any" prop:value=move || value.get().to_string() on:change=set />
        </div>
    }
    .into_any()
}

/// A whole number in a range, heard when it is left.
pub(crate) fn whole(id: &'static str, label: &'static str, range: (u32, u32), value: RwSignal<u32>, ask: Callback<()>) -> AnyView {
    let set = move |event: Event| {
        let typed = event_target_value(&event).parse::<u32>().ok().filter(|typed| (range.0..=range.1).contains(typed));
        if let Some(typed) = typed {
            value.set(typed);
            ask.run(());
        }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="number" min=range.0.to_string() max=range.1.to_string() prop:value=move || value.get().to_string() on:change=set />
        </div>
    }
    .into_any()
}
