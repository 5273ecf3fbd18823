//! Two models side by side: A is kept, B is the last one trained.

use leptos::prelude::*;

use super::explore::{drawing_view, number_cell};
use super::report::{METRICS, figures};
use crate::protocol::{Comparison, TrainSpec, params};
use crate::ui::lab::number::{optional, signed};
use crate::ui::lab::state::Lab;
use crate::ui::lab::{address, story};

/// Keeps A, and shows it beside B as soon as there is one.
#[component]
pub(crate) fn CompareBox(
    /// The lab.
    lab: Lab,
) -> impl IntoView {
    let is_kept = Memo::new(move |_| match (lab.kept.get(), lab.result.get()) {
        (Some(kept), Some(result)) => Some(kept.asked == result.asked),
        _ => None,
    });
    let state = Signal::derive(move || match is_kept.get() {
        None => "Keep this model as A, change a setting, and train again: the two appear side by side.",
        Some(true) => "This model is A. Change a setting and train again.",
        Some(false) => "",
    });
    let name =
        Signal::derive(move || lab.kept.with(|kept| kept.as_ref().map_or_else(String::new, |run| format!("A: {}", short(&run.asked)))));
    let keep = Signal::derive(move || if is_kept.get() == Some(false) { "Keep this one as A instead" } else { "Keep as A" });
    view! {
        <section class="lab-section" aria-labelledby="lab-compare">
            <h2 id="lab-compare">"Compare"</h2>
            <p>{state}</p>
            <p class="lab-note">{name}</p>
            <p class="lab-actions">
                {move || {
                    (is_kept.get() != Some(true)).then(|| view! { <button type="button" class="button" on:click=move |_| lab.keep()>{keep}</button> })
                }}
            </p>
            {move || match (lab.comparison.get(), is_kept.get()) {
                (Some(comparison), _) => beside(&comparison),
                (None, Some(false)) if !lab.is_training() => view! { <p class="lab-empty">"Comparing …"</p> }.into_any(),
                _ => ().into_any(),
            }}
        </section>
    }
    .into_any()
}

fn beside(comparison: &Comparison) -> AnyView {
    let (left, right) = (&comparison.left.report, &comparison.right.report);
    let rows =
        METRICS.into_iter().zip(figures(&left.scores).into_iter().zip(figures(&right.scores))).map(|((name, about), (left, right))| {
            let difference = left.zip(right).map(|(left, right)| signed(right - left)).unwrap_or_default();
            view! {
                <tr>
                    <th scope="row">{name}<span class="lab-about">{about}</span></th>
                    {[optional(left), optional(right), difference].map(number_cell).into_iter().collect_view()}
                </tr>
            }
        });
    let drawings = comparison.left.drawings.iter().chain(&comparison.right.drawings).filter(|(name, _)| name == "compare");
    view! {
        {story::between(comparison).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
        <div class="table-scroll" tabindex="0" role="region" aria-label="Comparison, scrollable">
            <table class="lab-table">
                <caption>{format!("A is {}; B is {}", short(&left.spec), short(&right.spec))}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Metric"</th>
                        <th scope="col" data-number="">"A"</th>
                        <th scope="col" data-number="">"B"</th>
                        <th scope="col" data-number="">"B − A"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        <div class="lab-drawings">{drawings.take(1).map(|(_, drawing)| drawing_view("A beside B".to_owned(), drawing)).collect_view()}</div>
    }
    .into_any()
}

/// A model in a few words: its name and what is not at its default.
fn short(spec: &TrainSpec) -> String {
    let kind = params::kind(&spec.model);
    let mut words: Vec<String> = kind
        .params
        .iter()
        .filter_map(|param| {
            let value = params::get(&spec.model, param.name)?;
            (value != param.default).then(|| format!("{} {value}", param.name))
        })
        .collect();
    if let Some(start) = address::starting(spec.dataset.clone()).filter(|start| start.split != spec.split) {
        if start.split.seed != spec.split.seed {
            words.push(format!("seed {}", spec.split.seed));
        }
        if start.split.test_share != spec.split.test_share {
            words.push(format!("test share {}", spec.split.test_share));
        }
        if !spec.split.stratify {
            words.push("not stratified".to_owned());
        }
    }
    let title = kind.title.to_lowercase();
    if words.is_empty() { format!("a {title} as it comes") } else { format!("a {title} with {}", words.join(", ")) }
}
