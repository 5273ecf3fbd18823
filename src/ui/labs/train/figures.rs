//! The report's drawings, and the decision map over two features of the reader's choice.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::{DecisionMap, DecisionRegions, Drawing, TrainReport};
use crate::ui::kit::drawing::chart_width;
use crate::ui::kit::staged_render::{Part, in_turn};
use crate::ui::labs::train::state::TrainLab;
use crate::ui::workspace::explore::drawing_view;
use crate::ui::workspace::run::Run;

/// Curves, importances, confidence, folds.
#[component]
pub(crate) fn Figures(
    /// The report they belong to.
    run: Arc<Run>,
) -> impl IntoView {
    let drawings = run.drawings().iter().filter(|(name, _)| name != "confusion").cloned();
    let part = |(name, drawing): (String, Drawing)| -> Part { Box::new(move || drawing_view(title(&name), &drawing)) };
    view! {
        <section class="lab-section" aria-labelledby="lab-figures">
            <h2 id="lab-figures">"Figures"</h2>
            <div class="lab-drawings">{in_turn(drawings.map(part).collect())}</div>
        </section>
    }
    .into_any()
}

fn title(name: &str) -> String {
    match name {
        "roc" => "ROC: found against falsely found".to_owned(),
        "precision_recall" => "Precision against recall".to_owned(),
        "importance" => "What the model looks at".to_owned(),
        "confidence" => "How sure it is, right and wrong".to_owned(),
        "cross_validation" => "Accuracy of each fold".to_owned(),
        "predicted_actual" => "Predicted against actual".to_owned(),
        "residuals" => "How far off, by prediction".to_owned(),
        "residual_histogram" => "How far off, counted".to_owned(),
        "compare" => "A beside B".to_owned(),
        name => name.replace('_', " "),
    }
}

/// Draws the model's answer over two numeric features.
#[component]
pub(crate) fn DecisionMapBox(
    /// The lab.
    lab: TrainLab,
    /// The report whose model answers.
    run: Arc<Run>,
) -> impl IntoView {
    let Some(report) = run.classes() else { return ().into_any() };
    let names = numeric(report);
    let (Some(first), Some(second)) = (names.first().cloned(), names.get(1).cloned()) else {
        return ().into_any();
    };
    let names = StoredValue::new(names);
    let axes = RwSignal::new((first, second));
    let regions = RwSignal::new(None::<Arc<DecisionRegions>>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        let (x, y) = axes.get();
        let command = DecisionMap { spec: run.asked.clone(), x: x.clone(), y: y.clone(), draw_width: chart_width() };
        busy.set(true);
        spawn_local(async move {
            let answer = lab.client.call(command).await;
            if axes.try_with_untracked(|now| *now == (x, y)) != Some(true) {
                return;
            }
            busy.set(false);
            match answer {
                Ok(answer) => regions.set(Some(Arc::new(answer))),
                Err(fault) => lab.report(fault),
            }
        });
    });
    let set = move |along_x: bool, name: String| {
        axes.update(|(x, y)| {
            // Choosing the other axis' feature swaps the two.
            let (this, other) = if along_x { (x, y) } else { (y, x) };
            if *other == name {
                std::mem::swap(this, other);
            } else {
                *this = name;
            }
        });
    };
    view! {
        <section class="lab-section" aria-labelledby="lab-map">
            <h2 id="lab-map">"Decision map"</h2>
            <p>"What the model would answer everywhere between two features, all others held at their typical value."</p>
            <div class="lab-axes">
                {axis_select("lab-map-x", "Across", names, Signal::derive(move || axes.get().0), Callback::new(move |name| set(true, name)))}
                {axis_select("lab-map-y", "Up", names, Signal::derive(move || axes.get().1), Callback::new(move |name| set(false, name)))}
            </div>
            <div aria-busy=Signal::derive(move || busy.get().to_string()) class="lab-map">
                {move || match regions.get() {
                    Some(regions) => {
                        let held = held(&regions.held);
                        view! {
                            {drawing_view("The model’s answer".to_owned(), &regions.drawing)}
                            <p class="lab-note">{held}</p>
                        }
                            .into_any()
                    }
                    None => view! { <p class="lab-empty">"Drawing the map …"</p> }.into_any(),
                }}
            </div>
        </section>
    }
    .into_any()
}

fn axis_select(
    id: &'static str,
    label: &'static str,
    names: StoredValue<Vec<String>>,
    chosen: Signal<String>,
    on_choose: Callback<String>,
) -> AnyView {
    let select = NodeRef::<leptos::html::Select>::new();
    let first = chosen.get_untracked();
    // One watcher for the list and not one for each of its names: there may be thousands.
    Effect::new(move |_| {
        let chosen = chosen.get();
        if let Some(select) = select.get() {
            select.set_value(&chosen);
        }
    });
    let option = |name: String| {
        let (value, selected) = (name.clone(), name == first);
        view! { <option value=value selected=selected>{name}</option> }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id node_ref=select on:change=move |event| on_choose.run(event_target_value(&event))>
                {names.get_value().into_iter().map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// Numeric features, the most important first.
fn numeric(report: &TrainReport) -> Vec<String> {
    let mut names: Vec<String> =
        report.features.iter().filter(|feature| feature.levels.is_empty()).map(|feature| feature.name.clone()).collect();
    let rank = |name: &String| report.importances.iter().position(|importance| importance.feature == *name).unwrap_or(usize::MAX);
    names.sort_by_key(rank);
    names
}

fn held(held: &[(String, String)]) -> String {
    const SHOWN: usize = 6;
    if held.is_empty() {
        return "No other feature is held.".to_owned();
    }
    let listed: Vec<String> = held.iter().take(SHOWN).map(|(name, value)| format!("{name} {value}")).collect();
    let rest = held.len().saturating_sub(SHOWN);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    format!("Held: {}{more}.", listed.join(", "))
}
