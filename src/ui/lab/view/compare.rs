//! Two models side by side: A is kept, B is the last one trained.

use leptos::prelude::*;

use super::explore::drawing_view;
use super::report::metric_lines;
use super::table::{figure_columns, table};
use crate::protocol::{Comparison, TrainSpec, params};
use crate::ui::lab::state::Lab;
use crate::ui::lab::{address, story};

/// Keeps A, and shows it beside B as soon as there is one.
#[component]
pub(crate) fn CompareBox(
    /// The lab.
    lab: Lab,
) -> impl IntoView {
    let is_kept = Memo::new(move |_| match (lab.kept.get(), lab.result.get()) {
        (Some(kept), Some(result)) => Some(kept == result.asked),
        _ => None,
    });
    let state = Signal::derive(move || match is_kept.get() {
        None => "Keep this model as A, change a setting, and train again: the two appear side by side.",
        Some(true) => "This model is A. Change a setting and train again.",
        Some(false) => "",
    });
    let name = Signal::derive(move || lab.kept.with(|kept| kept.as_ref().map_or_else(String::new, |kept| format!("A: {}", short(kept)))));
    let keep = Signal::derive(move || if is_kept.get() == Some(false) { "Keep this one as A instead" } else { "Keep as A" });
    view! {
        <section class="lab-section" aria-labelledby="lab-compare">
            <h2 id="lab-compare">"Compare"</h2>
            <p>{state}</p>
            <p class="lab-note">{name}</p>
            <p class="lab-actions">
                <button
                    type="button"
                    id="lab-keep"
                    class="button"
                    aria-pressed=move || (is_kept.get() == Some(true)).to_string()
                    on:click=move |_| if is_kept.get_untracked() == Some(true) { lab.release() } else { lab.keep() }
                >
                    {keep}
                </button>
                {move || {
                    (is_kept.get() == Some(false))
                        .then(|| view! { <button type="button" class="button" on:click=move |_| lab.release()>"Forget A"</button> })
                }}
            </p>
            {move || match (lab.comparison.get(), is_kept.get()) {
                (Some(comparison), _) => beside(&comparison),
                (None, Some(false)) if !lab.is_training() && lab.trouble.with(Option::is_none) => view! { <p class="lab-empty">"Comparing …"</p> }.into_any(),
                _ => ().into_any(),
            }}
        </section>
    }
    .into_any()
}

fn beside(comparison: &Comparison) -> AnyView {
    let (left, right) = (&comparison.left.report, &comparison.right.report);
    let caption = format!("A is {}; B is {}", short(&left.spec), short(&right.spec));
    let lines = metric_lines(&left.scores, &right.scores, |a, b| b - a);
    let drawings = comparison.left.drawings.iter().chain(&comparison.right.drawings).filter(|(name, _)| name == "compare");
    view! {
        {story::between(comparison).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
        {table(caption, figure_columns("Metric", &["A", "B", "B − A"]), lines, vec![])}
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
