//! The report: the headline with interval and baseline, what just happened, every metric beside its baseline.

use std::sync::Arc;

use leptos::prelude::*;

use crate::protocol::{Averages, TrainReport};
use crate::ui::kit::number::{count, percent, score, signed, span};
use crate::ui::kit::staged_render::{Part, in_turn};
use crate::ui::kit::table::{Line, figure_columns, table};
use crate::ui::labs::train::closer;
use crate::ui::labs::train::compare::CompareBox;
use crate::ui::labs::train::confusion::Confusion;
use crate::ui::labs::train::facts::{facts_list, metric_lines};
use crate::ui::labs::train::figures::{DecisionMapBox, Figures};
use crate::ui::labs::train::headline::{Headline, headline};
use crate::ui::labs::train::predict::PredictForm;
use crate::ui::labs::train::report_numbers;
use crate::ui::labs::train::state::TrainLab;
use crate::ui::labs::train::story;
use crate::ui::labs::train::take_home::TakeHome;
use crate::ui::workspace::explore::warnings_list;
use crate::ui::workspace::logged::logged;
use crate::ui::workspace::run::{Run, TrainingOutcome};

/// Everything that came out of the last training; dimmed while the next one runs.
#[component]
pub(crate) fn Report(
    /// The lab.
    lab: TrainLab,
) -> impl IntoView {
    let training = Memo::new(move |_| lab.is_training());
    let old = Signal::derive(move || training.get().then_some("true"));
    view! {
        <div class="lab-report" aria-hidden=old inert=training data-old=old>
            {move || lab.run.result.get().map(|run| report(lab, run))}
        </div>
    }
    .into_any()
}

/// The result at once, and then section by section.
fn report(lab: TrainLab, run: Arc<Run>) -> AnyView {
    let part = |show: fn(TrainLab, Arc<Run>) -> AnyView| -> Part {
        let run = run.clone();
        Box::new(move || show(lab, run))
    };
    let mut parts = match run.found {
        TrainingOutcome::Classes(_) => vec![part(result), part(beside), part(classes)],
        TrainingOutcome::Numbers(_) => vec![part(report_numbers::result), part(beside)],
    };
    parts.push(part(|lab, run| logged(lab.client, lab.form.data.profile, run)));
    parts.push(part(|_, run| view! { <Figures run /> }.into_any()));
    parts.push(part(|lab, run| view! { <DecisionMapBox lab run /> }.into_any()));
    parts.push(part(closer::closer));
    parts.push(part(|lab, run| view! { <PredictForm lab run /> }.into_any()));
    parts.push(part(|lab, run| view! { <TakeHome lab run /> }.into_any()));
    in_turn(parts)
}

fn result(_: TrainLab, run: Arc<Run>) -> AnyView {
    let Some(report) = run.classes() else { return ().into_any() };
    view! {
        <section class="lab-section" aria-labelledby="lab-result">
            <h2 id="lab-result">"The result"</h2>
            {accuracy(report)}
            <div class="lab-story-now">
                <h3>"What just happened"</h3>
                {story::of(report).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            </div>
            {warnings_list(&report.warnings, 0)}
            {metrics_table(report)}
            {facts(report)}
        </section>
    }
    .into_any()
}

fn classes(lab: TrainLab, run: Arc<Run>) -> AnyView {
    let Some(table) = run.classes().map(class_table) else { return ().into_any() };
    view! {
        <section class="lab-section" aria-labelledby="lab-classes">
            <h2 id="lab-classes">"Class by class"</h2>
            {table}
            <Confusion lab run />
        </section>
    }
    .into_any()
}

/// Test accuracy, its interval on a line from 0 to 1, and the baseline on the same line.
fn accuracy(report: &TrainReport) -> AnyView {
    let (low, high) = report.accuracy_interval;
    headline(&Headline {
        label: "Test accuracy",
        value: report.scores.accuracy,
        interval: (low, high),
        note: format!("95% interval {} to {}", percent(low), percent(high)),
        baseline_label: "Majority-class baseline",
        baseline: report.baseline.accuracy,
        baseline_note: "always the most common class",
        most: 1.0,
        write: percent,
    })
}

fn metrics_table(report: &TrainReport) -> AnyView {
    let lines = metric_lines(&report.scores, &report.baseline, |model, baseline| model - baseline);
    table("Metrics on the test rows".to_owned(), figure_columns("Metric", &["Model", "Baseline", "Difference"]), lines, vec![])
}

fn beside(lab: TrainLab, _: Arc<Run>) -> AnyView {
    view! { <CompareBox lab /> }.into_any()
}

fn facts(report: &TrainReport) -> AnyView {
    let mut facts = vec![(
        "On the rows it learned from",
        score(report.train_accuracy),
        match signed(report.train_accuracy - report.scores.accuracy).as_str() {
            "0" => "the same as on the test rows".to_owned(),
            gap => format!("{gap} against the test rows"),
        },
    )];
    if let Some(folds) = &report.cross_validation {
        let spread = format!("{} ± {}", score(folds.mean), score(folds.std));
        let about = format!("mean ± standard deviation of {} folds; baseline {}", folds.accuracy.len(), score(folds.baseline_mean));
        facts.push(("Cross-validation", spread, about));
    }
    if let Some(oob) = report.oob_score {
        facts.push(("Out of bag", score(oob), "each row judged by the trees that never saw it".to_owned()));
    }
    facts.push(("Rows", format!("{} + {}", count(report.train_rows), count(report.test_rows)), "to learn from + to test on".to_owned()));
    facts.push(("Fit time", span(report.fit_millis), "the final fit alone, on this device".to_owned()));
    facts_list(facts)
}

fn class_table(report: &TrainReport) -> AnyView {
    let support: u64 = report.per_class.iter().map(|class| class.support).sum();
    let line = |name: &str, scores: &Averages, support: u64| {
        Line::of_figures(name, "", [score(scores.precision), score(scores.recall), score(scores.f1), count(support)])
    };
    let body = report.per_class.iter().map(|class| line(&class.class, &class.scores, class.support)).collect();
    let foot = vec![line("macro avg", &report.scores.macro_avg, support), line("weighted avg", &report.scores.weighted_avg, support)];
    let columns = figure_columns("Class", &["Precision", "Recall", "F1", "Rows"]);
    view! {
        {table("Classification report".to_owned(), columns, body, foot)}
        <p class="lab-note">
            "Precision: of the rows called this class, how many are. Recall: of the rows of this class, how many were found. F1: their harmonic mean."
        </p>
    }
    .into_any()
}
