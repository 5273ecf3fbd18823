//! The choice of a model and its main settings.

use leptos::prelude::*;

use crate::protocol::model::MODELS;
use crate::ui::workspace::experiment_form::ExperimentForm;
use crate::ui::workspace::field::{Field, FieldInput, params_of};

/// Model and main hyper-parameters, made from the parameter table.
#[component]
pub(crate) fn ModelControls(
    /// The form.
    form: ExperimentForm,
    /// Without the model's parameters.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let task = Memo::new(move |_| form.task());
    let kind = Memo::new(move |_| form.spec.with(|spec| spec.model.kind()));
    let seed = Signal::derive(move || form.spec.with(|spec| spec.split.seed.to_string()));
    view! {
        <fieldset class="lab-group">
            <legend>"Model"</legend>
            <div class="field">
                <label for="lab-model">"Model"</label>
                <select
                    id="lab-model"
                    aria-describedby="lab-model-about"
                    on:change=move |event| form.set_model(&event_target_value(&event))
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
                {move || (!brief).then(|| params_of(form, kind.get(), true))}
                <Field
                    form
                    name="seed"
                    label="Seed"
                    about="Starts every random draw; the same seed gives the same numbers on any machine.".to_owned()
                    entry=FieldInput::Whole { min: 0, max: u32::MAX, optional: false }
                    value=seed
                />
            </div>
        </fieldset>
    }
    .into_any()
}
