//! The report on a model of numbers: how far off it is, beside always answering with the mean.

use std::sync::Arc;

use leptos::prelude::*;

use super::explore::warnings_list;
use super::headline::{Headline, headline};
use super::report::facts_list;
use super::table::{Line, figure_columns, table};
use crate::protocol::report_regression::{RegressReport, RegressionScores};
use crate::ui::lab::number::{count, plain, score, signed_plain, span};
use crate::ui::lab::run::Run;
use crate::ui::lab::state::Lab;
use crate::ui::lab::story_numbers;

/// The result, its story, and every metric beside its baseline.
pub(crate) fn result(_: Lab, run: Arc<Run>) -> AnyView {
    let Some(report) = run.numbers() else { return ().into_any() };
    view! {
        <section class="lab-section" aria-labelledby="lab-result">
            <h2 id="lab-result">"The result"</h2>
            {mean_error(report)}
            <div class="lab-story-now">
                <h3>"What just happened"</h3>
                {story_numbers::of(report).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            </div>
            {warnings_list(&report.warnings, 0)}
            {metrics_table(report)}
            {facts(report)}
        </section>
    }
    .into_any()
}

/// The mean error with its interval, on a line from 0 to beyond the baseline's.
fn mean_error(report: &RegressReport) -> AnyView {
    let (error, baseline) = (report.scores.mae, report.baseline.mae);
    let (low, high) = report.mae_interval.unwrap_or((error, error));
    headline(&Headline {
        label: "Mean absolute error",
        value: error,
        interval: (low, high),
        note: format!("95% interval {} to {}; less is better", plain(low), plain(high)),
        baseline_label: "Mean baseline",
        baseline,
        baseline_note: "always the mean of the training rows",
        most: high.max(baseline) * 1.15,
        write: plain,
    })
}

type Metric = (&'static str, &'static str, fn(&RegressionScores) -> Option<f64>);

/// What the metrics are called and mean.
const METRICS: [Metric; 6] = [
    ("Mean absolute error", "how far off on average, in the target’s units", |scores| Some(scores.mae)),
    ("Root mean squared error", "the same, but large misses count for more", |scores| Some(scores.rmse)),
    ("Median absolute error", "half of the rows are nearer than this", |scores| Some(scores.median_ae)),
    ("Largest error", "the worst row", |scores| Some(scores.max_error)),
    ("Mean relative error", "as a share of the true value; huge near 0", |scores| Some(scores.mape)),
    ("R²", "share of the spread explained; the mean scores 0", |scores| scores.r2),
];

fn metrics_table(report: &RegressReport) -> AnyView {
    let columns = figure_columns("Metric", &["Model", "Baseline", "Difference"]);
    table(
        "Errors on the test rows".to_owned(),
        columns,
        metric_lines(&report.scores, &report.baseline, |ours, theirs| ours - theirs),
        vec![],
    )
}

/// Every metric of two models, and their difference.
pub(crate) fn metric_lines(left: &RegressionScores, right: &RegressionScores, difference: fn(f64, f64) -> f64) -> Vec<Line> {
    let line = |(name, about, of): Metric| {
        let (one, other) = (of(left), of(right));
        let figure = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), plain);
        let gap = one.zip(other).map(|(one, other)| signed_plain(difference(one, other))).unwrap_or_default();
        Line::of_figures(name, about, [figure(one), figure(other), gap])
    };
    METRICS.into_iter().map(line).collect()
}

fn facts(report: &RegressReport) -> AnyView {
    let mut facts = vec![(
        "On the rows it learned from",
        plain(report.train_scores.mae),
        format!("mean absolute error; {} on the test rows", plain(report.scores.mae)),
    )];
    for folds in &report.cross_validation {
        let about = format!("mean ± standard deviation of {} folds", folds.scores.len());
        if folds.metric == "r2" {
            facts.push(("R² over folds", format!("{} ± {}", score(folds.mean), score(folds.std)), about));
        } else {
            facts.push(("Mean absolute error over folds", format!("{} ± {}", plain(-folds.mean), plain(folds.std)), about));
        }
    }
    if let Some(oob) = report.oob_score {
        facts.push(("R² out of bag", score(oob), "each row judged by the trees that never saw it".to_owned()));
    }
    let leaning = if report.residuals.mean > 0.0 { "too low" } else { "too high" };
    facts.push(("Mean residual", plain(report.residuals.mean), format!("actual less predicted: on average it guesses {leaning}")));
    facts.push(("Rows", format!("{} + {}", count(report.train_rows), count(report.test_rows)), "to learn from + to test on".to_owned()));
    facts.push(("Fit time", span(report.fit_millis), "the final fit alone, on this device".to_owned()));
    facts_list(facts)
}
