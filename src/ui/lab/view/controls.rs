//! The controls: data, model, the settings that matter, and the one button.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::data::DataControls;
use super::field::{Entry, Field, ParamField};
use super::more::MoreSettings;
use crate::protocol::params::{self, MODELS};
use crate::ui::lab::state::{Lab, Stage};
use crate::ui::platform;

/// Everything that can be set.
#[component]
pub(crate) fn Controls(
    /// The lab.
    lab: Lab,
) -> impl IntoView {
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        lab.train();
    };
    view! {
        <form class="lab-controls" aria-label="Settings" novalidate on:submit=on_submit>
            <DataControls lab />
            <ModelControls lab />
            <MoreSettings lab />
            <TrainBar lab />
        </form>
    }
    .into_any()
}

/// Model and main hyper-parameters, made from the parameter table.
#[component]
pub(crate) fn ModelControls(
    /// The lab.
    lab: Lab,
    /// Without the model's parameters.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let task = Memo::new(move |_| lab.task());
    let kind = Memo::new(move |_| lab.spec.with(|spec| params::kind(&spec.model)));
    let seed = Signal::derive(move || lab.spec.with(|spec| spec.split.seed.to_string()));
    view! {
        <fieldset class="lab-group">
            <legend>"Model"</legend>
            <div class="field">
                <label for="lab-model">"Model"</label>
                <select
                    id="lab-model"
                    aria-describedby="lab-model-about"
                    on:change=move |event| lab.set_model(&event_target_value(&event))
                >
                    {move || {
                        let task = task.get();
                        MODELS
                            .iter()
                            .filter(|model| model.task == task)
                            .map(|model| {
                                let chosen = Signal::derive(move || kind.get().id == model.id);
                                view! { <option value=model.id prop:selected=chosen>{model.title}</option> }
                            })
                            .collect_view()
                    }}
                </select>
                <p class="field-about" id="lab-model-about">{Signal::derive(move || kind.get().about)}</p>
            </div>
            <div class="lab-fields">
                {move || (!brief).then(|| params_of(lab, kind.get(), true))}
                <Field
                    lab
                    name="seed"
                    label="Seed"
                    about="Starts every random draw; the same seed gives the same numbers on any machine.".to_owned()
                    entry=Entry::Whole { min: 0, max: u32::MAX, optional: false }
                    value=seed
                />
            </div>
        </fieldset>
    }
    .into_any()
}

/// The model's parameters, the main ones or the others.
pub(crate) fn params_of(lab: Lab, kind: &'static params::ModelKind, main: bool) -> AnyView {
    kind.params
        .iter()
        .filter(|param| param.main == main)
        .map(|param| view! { <ParamField lab param /> }.into_any())
        .collect_view()
        .into_any()
}

/// The one primary action, its progress, its way back, and what went wrong with it.
#[component]
fn TrainBar(lab: Lab) -> impl IntoView {
    let training = Memo::new(move |_| lab.is_training());
    let finished = Memo::new(move |_| lab.stage.with(|stage| matches!(stage, Stage::Finished)));
    let progress = Memo::new(move |_| match lab.stage.get() {
        Stage::Training { progress, .. } => Some(progress),
        _ => None,
    });
    let share = Signal::derive(move || progress.with(|progress| progress.as_ref().map_or(0.0, |progress| progress.share)));
    let doing = Signal::derive(move || progress.with(|progress| progress.as_ref().map_or_else(String::new, |now| now.doing.clone())));
    view! {
        <div class="lab-train">
            <div class="lab-actions">
                <button id="lab-train" class="button-primary" type="submit" aria-disabled=Signal::derive(move || training.get().then_some("true"))>
                    "Train"
                </button>
                {move || {
                    training.get().then(|| view! { <button type="button" class="button" on:click=move |_| lab.cancel()>"Cancel"</button> })
                }}
            {move || {
                finished
                    .get()
                    .then(|| {
                        view! {
                            <button type="button" class="lab-jump" on:click=move |_| platform::show("lab-result")>
                                "See the result"
                            </button>
                        }
                    })
            }}
            </div>
            {move || {
                training
                    .get()
                    .then(|| {
                        view! {
                            <div class="lab-progress">
                                <progress max="1" aria-label="Training" prop:value=share></progress>
                                <span>{doing}</span>
                                <span role="status">{move || lab.outlook.get()}</span>
                            </div>
                        }
                    })
            }}
            <p role="status" class="lab-announcement">{Signal::derive(move || lab.announcement())}</p>
            <Problem lab data=false />
        </div>
    }
    .into_any()
}

/// What went wrong, and what to do.
#[component]
pub(crate) fn Problem(
    /// The lab.
    lab: Lab,
    /// Show trouble with the data, not with training.
    data: bool,
) -> impl IntoView {
    move || {
        lab.trouble.get().filter(|trouble| trouble.data == data).map(|trouble| {
            view! {
                <div class="lab-problem" role="alert">
                    <p>{sentence(&trouble.error.what)}</p>
                    <p>{trouble.error.hint}</p>
                </div>
            }
        })
    }
}

/// An error's text as a sentence. A setting's name at its beginning stays as it is written.
pub(super) fn sentence(what: &str) -> String {
    let (mut letters, mut words) = (what.chars(), what.split(' '));
    let is_name = words.next().is_some_and(|word| word.contains('_')) || words.next() == Some("takes");
    match letters.next() {
        Some(first) if !is_name => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        Some(_) => format!("{what}."),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_error_is_shown_as_a_sentence() {
        assert_eq!(super::sentence("the name is cut off"), "The name is cut off.");
        assert_eq!(super::sentence("n_neighbors takes a whole number"), "n_neighbors takes a whole number.");
        assert_eq!(super::sentence("kept takes a whole number"), "kept takes a whole number.");
        assert_eq!(super::sentence(""), "");
    }
}
