//! Two models side by side: A is kept, B is the last one trained.

use leptos::prelude::*;

use crate::protocol::train::{NumbersComparison, PairedErrors};
use crate::protocol::{Comparison, TrainSpec, prepare};
use crate::ui::kit::number::signed_plain;
use crate::ui::kit::table::{figure_columns, table};
use crate::ui::labs::train::facts::{metric_lines, number_lines};
use crate::ui::labs::train::state::TrainLab;
use crate::ui::labs::train::{story, story_numbers};
use crate::ui::workspace::experiment_query;
use crate::ui::workspace::explore::drawing_view;
use crate::ui::workspace::run::ModelComparison;

/// Keeps A, and shows it beside B as soon as there is one.
#[component]
pub(crate) fn CompareBox(
    /// The lab.
    lab: TrainLab,
) -> impl IntoView {
    let is_kept = Memo::new(move |_| match (lab.run.kept.get(), lab.run.result.get()) {
        (Some(kept), Some(result)) => Some(kept == result.asked),
        _ => None,
    });
    let task = |spec: &TrainSpec| spec.model.kind().task;
    let unlike = Memo::new(move |_| match (lab.run.kept.get(), lab.run.result.get()) {
        (Some(kept), Some(result)) => task(&kept) != task(&result.asked),
        _ => false,
    });
    let state = Signal::derive(move || match is_kept.get() {
        _ if unlike.get() => "A answers with a class and this model with a number, or the other way round: no error is common to both.",
        None => "Keep this model as A, change a setting, and train again: the two appear side by side.",
        Some(true) => "This model is A. Change a setting and train again.",
        Some(false) => "",
    });
    let name =
        Signal::derive(move || lab.run.kept.with(|kept| kept.as_ref().map_or_else(String::new, |kept| format!("A: {}", short(kept)))));
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
            {move || match (lab.run.comparison.get(), is_kept.get()) {
                (Some(comparison), _) => match &*comparison {
                    ModelComparison::Classes(comparison) => classes(comparison),
                    ModelComparison::Numbers(comparison) => numbers(comparison),
                },
                (None, Some(false)) if !unlike.get() && !lab.is_training() && lab.form.trouble.with(Option::is_none) => view! { <p class="lab-empty">"Comparing …"</p> }.into_any(),
                _ => ().into_any(),
            }}
        </section>
    }
    .into_any()
}

/// Two models of numbers: whose answers are nearer, row by row.
fn numbers(comparison: &NumbersComparison) -> AnyView {
    let (left, right) = (&comparison.left.report, &comparison.right.report);
    let caption = format!("A is {}; B is {}", short(&left.spec), short(&right.spec));
    let lines = number_lines(&left.scores, &right.scores, |a, b| b - a);
    view! {
        {story_numbers::between(comparison).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
        {comparison.paired.as_ref().and_then(difference)}
        {table(caption, figure_columns("Metric", &["A", "B", "B − A"]), lines, vec![])}
    }
    .into_any()
}

/// The mean difference of the errors with its interval, on a line with 0 in the middle.
fn difference(paired: &PairedErrors) -> Option<AnyView> {
    let (low, high) = paired.interval?;
    let most = low.abs().max(high.abs()) * 1.15;
    let x = move |value: f64| if most > 0.0 { ((value / most + 1.0) * 500.0).round() / 10.0 } else { 50.0 };
    Some(
        view! {
            <div class="lab-headline lab-difference">
                <p class="lab-big">
                    <span class="lab-big-label">"A’s error less B’s, on the same rows"</span>
                    <span class="lab-big-figure">{signed_plain(paired.mean)}</span>
                    <span class="lab-big-note">{format!("95% interval {} to {}", signed_plain(low), signed_plain(high))}</span>
                </p>
                <svg class="lab-interval" viewBox="-1.5 0 103 5" aria-hidden="true" focusable="false">
                    <line class="lab-interval-axis" x1="0" x2="100" y1="2.5" y2="2.5" />
                    <line class="lab-interval-range" x1=x(low) x2=x(high) y1="2.5" y2="2.5" />
                    <line class="lab-interval-baseline" x1="50" x2="50" y1="0.4" y2="4.6" />
                    <circle class="lab-interval-point" cx=x(paired.mean) cy="2.5" r="1.2" />
                </svg>
                <p class="lab-scale" aria-hidden="true"><span>"A is nearer"</span><span>"0"</span><span>"B is nearer"</span></p>
            </div>
        }
        .into_any(),
    )
}

fn classes(comparison: &Comparison) -> AnyView {
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
    let kind = spec.model.kind();
    let mut words: Vec<String> = kind
        .params
        .iter()
        .filter_map(|param| {
            let value = spec.model.get(param.name)?;
            (value != param.default).then(|| format!("{} {value}", param.name))
        })
        .collect();
    if let Some(start) = experiment_query::starting(spec.dataset.clone()).filter(|start| start.split != spec.split) {
        if start.split.seed != spec.split.seed {
            words.push(format!("seed {}", spec.split.seed));
        }
        if start.split.test_share != spec.split.test_share {
            words.push(format!("test share {}", spec.split.test_share));
        }
        if !spec.split.stratify {
            words.push("not stratified".to_owned());
        }
        words.extend(spec.split.group.as_ref().map(|column| format!("{column} kept together")));
        words.extend(spec.split.time.as_ref().map(|column| format!("rows in order of {column}")));
    }
    let prepared = prepare::differences(&spec.prepare, &Default::default()).into_iter();
    words.extend(prepared.map(|(name, value)| if value.is_empty() { format!("no {name}") } else { format!("{name} {value}") }));
    words.extend(spec.prepare.columns.iter().map(|(column, _)| format!("{column} prepared in its own way")));
    let title = kind.title.to_lowercase();
    if words.is_empty() { format!("a {title} as it comes") } else { format!("a {title} with {}", words.join(", ")) }
}
