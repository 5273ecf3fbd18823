//! The report: the headline with interval and baseline, what just happened, every metric beside its baseline.

use std::sync::Arc;

use leptos::prelude::*;

use super::closer;
use super::compare::CompareBox;
use super::confusion::Confusion;
use super::explore::warnings_list;
use super::figures::{DecisionMapBox, Figures};
use super::headline::{Headline, headline};
use super::logged::logged;
use super::predict::PredictForm;
use super::report_numbers;
use super::table::{Line, figure_columns, table};
use super::take_home::TakeHome;
use super::turns::{Part, in_turn};
use crate::protocol::{Averages, Scores, TrainReport};
use crate::ui::lab::number::{count, optional, percent, score, signed, span};
use crate::ui::lab::run::{Found, Run};
use crate::ui::lab::state::Lab;
use crate::ui::lab::story;

/// Everything that came out of the last training; dimmed while the next one runs.
#[component]
pub(crate) fn Report(
    /// The lab.
    lab: Lab,
) -> impl IntoView {
    let training = Memo::new(move |_| lab.is_training());
    let old = Signal::derive(move || training.get().then_some("true"));
    view! {
        <div class="lab-report" aria-hidden=old inert=training data-old=old>
            {move || lab.result.get().map(|run| report(lab, run))}
        </div>
    }
    .into_any()
}

/// The result at once, and then section by section.
fn report(lab: Lab, run: Arc<Run>) -> AnyView {
    let part = |show: fn(Lab, Arc<Run>) -> AnyView| -> Part {
        let run = run.clone();
        Box::new(move || show(lab, run))
    };
    let mut parts = match run.found {
        Found::Classes(_) => vec![part(result), part(beside), part(classes)],
        Found::Numbers(_) => vec![part(report_numbers::result), part(beside)],
    };
    parts.push(part(logged));
    parts.push(part(|_, run| view! { <Figures run /> }.into_any()));
    parts.push(part(|lab, run| view! { <DecisionMapBox lab run /> }.into_any()));
    parts.push(part(closer::closer));
    parts.push(part(|lab, run| view! { <PredictForm lab run /> }.into_any()));
    parts.push(part(|lab, run| view! { <TakeHome lab run /> }.into_any()));
    in_turn(parts)
}

fn result(_: Lab, run: Arc<Run>) -> AnyView {
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

fn classes(lab: Lab, run: Arc<Run>) -> AnyView {
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

/// The headline metrics of one set of scores, in the order of [`METRICS`].
fn figures(scores: &Scores) -> [Option<f64>; 5] {
    [Some(scores.accuracy), Some(scores.balanced_accuracy), Some(scores.macro_avg.f1), scores.roc_auc, scores.log_loss]
}

/// What the headline metrics are called and mean.
const METRICS: [(&str, &str); 5] = [
    ("Accuracy", "share of rows that are right"),
    ("Balanced accuracy", "mean of the classes’ recalls"),
    ("Macro F1", "mean of the classes’ F1"),
    ("ROC AUC", "one class against the rest; 0.5 is a coin"),
    ("Log loss", "punishes sure mistakes; lower is better"),
];

fn metrics_table(report: &TrainReport) -> AnyView {
    let lines = metric_lines(&report.scores, &report.baseline, |model, baseline| model - baseline);
    table("Metrics on the test rows".to_owned(), figure_columns("Metric", &["Model", "Baseline", "Difference"]), lines, vec![])
}

/// One row per headline metric: two scores and their difference.
pub(crate) fn metric_lines(left: &Scores, right: &Scores, difference: fn(f64, f64) -> f64) -> Vec<Line> {
    METRICS
        .into_iter()
        .zip(figures(left).into_iter().zip(figures(right)))
        .map(|((name, about), (left, right))| {
            let difference = left.zip(right).map(|(left, right)| signed(difference(left, right))).unwrap_or_default();
            Line::of_figures(name, about, [optional(left), optional(right), difference])
        })
        .collect()
}

fn beside(lab: Lab, _: Arc<Run>) -> AnyView {
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

/// Small figures with their names and what they mean.
pub(crate) fn facts_list(facts: Vec<(&'static str, String, String)>) -> AnyView {
    view! {
        <dl class="lab-facts">
            {facts
                .into_iter()
                .map(|(name, figure, about)| {
                    view! {
                        <div>
                            <dt>{name}</dt>
                            <dd><b>{figure}</b><span class="lab-about">{about}</span></dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
    .into_any()
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
