//! The controls: data, model, the settings that matter, and the one button.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::ui::kit::problem::Problem;
use crate::ui::labs::train::state::{Stage, TrainLab};
use crate::ui::platform;
use crate::ui::workspace::data::DataControls;
use crate::ui::workspace::model_controls::ModelControls;
use crate::ui::workspace::more::MoreSettings;

/// Everything that can be set.
#[component]
pub(crate) fn Controls(
    /// The lab.
    lab: TrainLab,
) -> impl IntoView {
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        lab.train();
    };
    view! {
        <form class="lab-controls" aria-label="Settings" novalidate on:submit=on_submit>
            <DataControls form=lab.form />
            <ModelControls form=lab.form />
            <MoreSettings form=lab.form />
            <TrainBar lab />
        </form>
    }
    .into_any()
}

/// The one primary action, its progress, its way back, and what went wrong with it.
#[component]
fn TrainBar(lab: TrainLab) -> impl IntoView {
    let training = Memo::new(move |_| lab.is_training());
    let finished = Memo::new(move |_| lab.run.stage.with(|stage| matches!(stage, Stage::Finished)));
    let progress = Memo::new(move |_| match lab.run.stage.get() {
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
                                <span role="status">{move || lab.run.outlook.get()}</span>
                            </div>
                        }
                    })
            }}
            <p role="status" class="lab-announcement">{Signal::derive(move || lab.announcement())}</p>
            <Problem error=lab.form.trouble />
        </div>
    }
    .into_any()
}
