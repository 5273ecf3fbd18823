//! One field: label, control, what it means, and what is wrong with its text.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::protocol::model::{ModelKind, NO_LIMIT, Param, ParamKind};
use crate::ui::kit::browser;
use crate::ui::workspace::experiment_form::ExperimentForm;

/// How a field takes its value.
#[derive(Clone, Copy)]
pub(crate) enum FieldInput {
    /// A whole number in a range; if it may be empty, that is `None`.
    Whole { min: u32, max: u32, optional: bool },
    /// A number as text, so that `1e-4` can be typed; with words offered, if there are any.
    Text { words: &'static [&'static str] },
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `True` or `False`.
    Flag,
}

impl From<&'static ParamKind> for FieldInput {
    fn from(kind: &'static ParamKind) -> Self {
        match kind {
            ParamKind::Whole { min, max, optional } => Self::Whole { min: *min, max: *max, optional: *optional },
            ParamKind::Number(_) | ParamKind::Sizes => Self::Text { words: &[] },
            ParamKind::Choice(words) => Self::Choice(words),
            ParamKind::Features => Self::Text { words: &["sqrt", "log2", "None"] },
            ParamKind::Flag => Self::Flag,
            ParamKind::Frequency | ParamKind::Several(_) | ParamKind::Text => Self::Text { words: &[] },
        }
    }
}

/// What a parameter takes and what it is when nobody says, in a few words.
pub(crate) fn range(param: &Param) -> String {
    let default = param.default;
    match &param.kind {
        ParamKind::Choice(_) | ParamKind::Flag => format!("default {default}"),
        ParamKind::Several(_) | ParamKind::Text => "default none".to_owned(),
        kind => match (kind.ends(), kind) {
            (Some(ends), ParamKind::Whole { optional: true, .. }) => format!("{ends}, or empty for None; default {default}"),
            (Some(ends), _) => format!("{ends}, default {default}"),
            (None, _) => format!("{}; default {default}", kind.takes()),
        },
    }
}

/// A hyper-parameter's field, under its standard name.
#[component]
pub(crate) fn ParamField(
    /// The form it belongs to.
    form: ExperimentForm,
    /// The parameter.
    param: &'static Param,
) -> impl IntoView {
    let value = Memo::new(move |_| form.spec.with(|spec| spec.model.get(param.name).unwrap_or_default()));
    view! {
        <Field form name=param.name label=param.name code=true about=param.about.to_owned() range=range(param) entry=FieldInput::from(&param.kind) value />
    }
}

/// A labelled field that sets what it is named after.
#[component]
pub(crate) fn Field(
    /// The form it belongs to.
    form: ExperimentForm,
    /// What it sets; part of an element's id, so without spaces.
    #[prop(into)]
    name: String,
    /// Its label.
    label: &'static str,
    /// The label is a name from code.
    #[prop(optional)]
    code: bool,
    /// One sentence on what it does.
    about: String,
    /// What it takes and what it is when nobody says.
    #[prop(optional)]
    range: String,
    /// How it takes its value.
    entry: FieldInput,
    /// The value as text.
    #[prop(into)]
    value: Signal<String>,
) -> impl IntoView {
    let id = format!("lab-{name}");
    let about_id = format!("{id}-about");
    let wrong_id = format!("{id}-wrong");
    let name = StoredValue::new(name);
    let wrong = Signal::derive(move || form.wrong.with(|wrong| name.with_value(|name| wrong.get(name).cloned())));
    let invalid = Signal::derive(move || wrong.with(Option::is_some).then_some("true"));
    let described = {
        let (about_id, wrong_id) = (about_id.clone(), wrong_id.clone());
        Signal::derive(move || if wrong.with(Option::is_some) { format!("{wrong_id} {about_id}") } else { about_id.clone() })
    };
    let set = move |event: Event, optional: bool| {
        let text = if browser::is_no_number(&event) { "no number".to_owned() } else { event_target_value(&event) };
        let meant = if optional && text.trim().is_empty() { "None" } else { text.as_str() };
        name.with_value(|name| form.set_field(name, meant));
    };
    let shown = move |optional: bool| {
        Signal::derive(move || value.with(|value| if optional && value == "None" { String::new() } else { value.clone() }))
    };
    let control = match entry {
        FieldInput::Whole { min, max, optional } => view! {
            <input
                id=id.clone()
                type="number"
                min=min
                max=(max != NO_LIMIT).then_some(max)
                step="1"
                inputmode="numeric"
                autocomplete="off"
                placeholder=optional.then_some("None")
                aria-invalid=invalid
                aria-describedby=described
                prop:value=shown(optional)
                on:input=move |event| set(event, optional)
            />
        }
        .into_any(),
        FieldInput::Text { words } => {
            let list = format!("{id}-words");
            view! {
                <input
                    id=id.clone()
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    list=(!words.is_empty()).then(|| list.clone())
                    aria-invalid=invalid
                    aria-describedby=described
                    prop:value=shown(false)
                    on:change=move |event| set(event, false)
                />
                <datalist id=list>{words.iter().map(|word| view! { <option value=*word></option> }).collect_view()}</datalist>
            }
            .into_any()
        }
        FieldInput::Choice(words) => view! {
            <select id=id.clone() aria-describedby=described on:change=move |event| set(event, false)>
                {words
                    .iter()
                    .map(|word| {
                        let chosen = Signal::derive(move || value.with(|value| value == word));
                        view! { <option value=*word prop:selected=chosen>{*word}</option> }
                    })
                    .collect_view()}
            </select>
        }
        .into_any(),
        FieldInput::Flag => view! {
            <input
                id=id.clone()
                type="checkbox"
                aria-describedby=described
                prop:checked=Signal::derive(move || value.with(|value| value == "True"))
                on:change=move |event| {
                    let text = if event_target_checked(&event) { "True" } else { "False" };
                    name.with_value(|name| form.set_field(name, text));
                }
            />
        }
        .into_any(),
    };
    view! {
        <div class="field" data-flag=matches!(entry, FieldInput::Flag).then_some("")>
            <label for=id data-code=code.then_some("")>{label}</label>
            {control}
            <p class="field-wrong" id=wrong_id>{wrong}</p>
            <p class="field-about" id=about_id>
                {about} {(!range.is_empty()).then(|| view! { " " <span class="field-range">{range}</span> })}
            </p>
        </div>
    }
    .into_any()
}

/// The model's parameters, the main ones or the others.
pub(crate) fn params_of(form: ExperimentForm, kind: &'static ModelKind, main: bool) -> AnyView {
    kind.params
        .iter()
        .filter(|param| param.main == main)
        .map(|param| view! { <ParamField form param /> }.into_any())
        .collect_view()
        .into_any()
}
