//! Predict one row: sliders, number fields and selects, answered as they move.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::{Error, FeatureSummary, Prediction};
use crate::ui::client::Client;
use crate::ui::kit::number::{percent, plain};
use crate::ui::kit::staged_render::{Part, in_turn};
use crate::ui::workspace::logging::model::PredictionSource;

/// How long a moved control rests before the model is asked.
const REST_MILLIS: u32 = 60;
/// Features shown, and built, at once; the rest opens on demand.
const FIRST_FEATURES: usize = 8;

/// A form for one row, for any model.
pub(crate) struct PredictionForm {
    pub(crate) client: Client,
    /// The features in the order in which they are shown.
    pub(crate) features: Vec<FeatureSummary>,
    /// What is predicted.
    pub(crate) target: String,
    /// Who answers.
    pub(crate) oracle: PredictionSource,
    /// What stands above.
    pub(crate) title: &'static str,
    /// Where an error is shown.
    pub(crate) trouble: RwSignal<Option<Error>>,
    /// Called when the reader changes a value.
    pub(crate) on_change: Callback<()>,
}

/// The form and the model's answer, which follows the controls as they move.
pub(crate) fn prediction_form(form: PredictionForm) -> AnyView {
    let PredictionForm { client, mut features, target, oracle, title, trouble, on_change } = form;
    let row = RwSignal::new(features.iter().map(|feature| (feature.name.clone(), typical(feature))).collect::<Vec<_>>());
    let prediction = RwSignal::new(None::<Prediction>);
    ask_when_moved(client, trouble, oracle, row, prediction);
    let rest = features.split_off(features.len().min(FIRST_FEATURES));
    let field = move |feature: FeatureSummary| feature_field(on_change, feature, row);
    let some = move |features: &[FeatureSummary]| -> Part {
        let features = features.to_vec();
        Box::new(move || features.into_iter().map(field).collect_view().into_any())
    };
    let more = (!rest.is_empty()).then(|| {
        view! {
            <details class="lab-more">
                <summary>{format!("The other {} features", rest.len())}</summary>
                <div class="lab-fields">{in_turn(rest.chunks(FIRST_FEATURES).map(some).collect())}</div>
            </details>
        }
    });
    view! {
        <section class="lab-section" aria-labelledby="lab-predict">
            <h2 id="lab-predict">{title}</h2>
            <div class="lab-predict">
                <fieldset class="lab-group">
                    <legend>"The row, from typical values"</legend>
                    <div class="lab-fields">{features.into_iter().map(field).collect_view()}</div>
                    {more}
                </fieldset>
                <div class="lab-answer">
                    <output aria-live="polite">
                        {Signal::derive(move || prediction.with(|prediction| prediction.as_ref().map_or("Asking the model …".to_owned(), |answer| verdict(&target, answer))))}
                    </output>
                    {move || prediction.get().filter(|prediction| prediction.value.is_none()).map(bars)}
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// Asks for the row as it stands; one question at a time, the newest row next.
fn ask_when_moved(
    client: Client,
    trouble: RwSignal<Option<Error>>,
    oracle: PredictionSource,
    row: RwSignal<Vec<(String, String)>>,
    prediction: RwSignal<Option<Prediction>>,
) {
    let asking = StoredValue::new(false);
    let ask = Callback::new(move |()| {
        if asking.try_get_value() != Some(false) {
            return;
        }
        asking.set_value(true);
        let oracle = oracle.clone();
        spawn_local(async move {
            while let Some(asked) = row.try_get_untracked() {
                match oracle.ask(client, asked.clone()).await {
                    Ok(answer) => _ = prediction.try_set(Some(answer)),
                    Err(fault) => {
                        if let Some(error) = fault.error() {
                            _ = trouble.try_set(Some(error));
                        }
                        break;
                    }
                }
                if row.try_with_untracked(|now| *now == asked) != Some(false) {
                    break;
                }
            }
            asking.try_update_value(|asking| *asking = false);
        });
    });
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        row.track();
        timer.set_value(Some(Timeout::new(REST_MILLIS, move || _ = ask.try_run(()))));
    });
}

fn verdict(target: &str, prediction: &Prediction) -> String {
    if let Some(value) = prediction.value {
        return format!("{target}: {}", plain(value));
    }
    let share = prediction.probabilities.iter().find(|(class, _)| *class == prediction.class).map_or(0.0, |(_, share)| *share);
    format!("{}, {} sure", prediction.class, percent(share))
}

fn bars(prediction: Prediction) -> AnyView {
    let rows = prediction.probabilities.into_iter().map(|(class, share)| {
        view! {
            <tr>
                <th scope="row">{class}</th>
                <td class="lab-bar"><meter min="0" max="1" value=share aria-hidden="true"></meter></td>
                <td data-number="">{percent(share)}</td>
            </tr>
        }
    });
    view! {
        <table class="lab-bars">
            <caption>"Probability of each class"</caption>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn typical(feature: &FeatureSummary) -> String {
    match feature.levels.first() {
        Some(level) => level.clone(),
        None => feature.typical.to_string(),
    }
}

fn feature_field(on_change: Callback<()>, feature: FeatureSummary, row: RwSignal<Vec<(String, String)>>) -> AnyView {
    let name = StoredValue::new(feature.name.clone());
    let value = Memo::new(move |_| {
        row.with(|row| name.with_value(|name| row.iter().find(|(feature, _)| feature == name).map(|(_, value)| value.clone())))
            .unwrap_or_default()
    });
    let set = move |text: String| {
        on_change.run(());
        row.update(|row| {
            name.with_value(|name| {
                if let Some((_, value)) = row.iter_mut().find(|(feature, _)| feature == name) {
                    *value = text;
                }
            })
        });
    };
    if !feature.levels.is_empty() {
        let options = feature.levels.into_iter().map(|level| {
            let (shown, own) = (level.clone(), level.clone());
            let is = Signal::derive(move || value.with(|value| *value == level));
            view! { <option value=own prop:selected=is>{shown}</option> }
        });
        return view! {
            <label class="field">
                <span class="field-name">{feature.name}</span>
                <select on:change=move |event| set(event_target_value(&event))>{options.collect_view()}</select>
            </label>
        }
        .into_any();
    }
    let step = if feature.whole { "1".to_owned() } else { step(feature.max - feature.min).to_string() };
    let range = format!("{} to {} in training", plain(feature.min), plain(feature.max));
    view! {
        <div class="field" data-slider="" role="group" aria-label=feature.name.clone()>
            <span class="field-name">{feature.name.clone()}</span>
            <input
                type="range"
                aria-label=format!("{}, slider", feature.name)
                min=feature.min
                max=feature.max
                step=step
                prop:value=value
                on:input=move |event| set(event_target_value(&event))
            />
            <input
                type="number"
                aria-label=format!("{}, value", feature.name)
                step="any"
                prop:value=value
                on:input=move |event| set(event_target_value(&event))
            />
            <span class="field-about">{range}</span>
        </div>
    }
    .into_any()
}

/// A slider's step: a power of ten that divides the range into 50 to 500 parts.
fn step(range: f64) -> f64 {
    if range > 0.0 { 10f64.powi((range / 50.0).log10().floor() as i32) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn a_slider_has_50_to_500_steps() {
        for (range, expected) in [(3.6, 0.01), (100.0, 1.0), (1398.0, 10.0), (0.06, 0.001), (0.0, 1.0)] {
            assert!((step(range) - expected).abs() < 1e-12, "{range}: {}", step(range));
        }
    }
}
