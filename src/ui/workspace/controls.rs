//! The controls: data, model, the settings that matter, and the one button.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::protocol::params;
use crate::protocol::params::MODELS;
use crate::ui::platform;
use crate::ui::workspace::data::DataControls;
use crate::ui::workspace::field::{Entry, Field, params_of};
use crate::ui::workspace::more::MoreSettings;
use crate::ui::workspace::problem::Problem;
use crate::ui::workspace::state::{Lab, Stage};

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
