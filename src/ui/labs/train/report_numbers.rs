//! The report on a model of numbers: how far off it is, beside always answering with the mean.

use std::sync::Arc;

use leptos::prelude::*;

use crate::protocol::train::RegressReport;
use crate::ui::kit::number::{count, plain, score, span};
use crate::ui::kit::table::{figure_columns, table};
use crate::ui::labs::train::facts::{facts_list, number_lines};
use crate::ui::labs::train::headline::{Headline, headline};
use crate::ui::labs::train::state::TrainLab;
use crate::ui::labs::train::story_numbers;
use crate::ui::workspace::explore::warnings_list;
use crate::ui::workspace::run::Run;

/// The result, its story, and every metric beside its baseline.
pub(crate) fn result(_: TrainLab, run: Arc<Run>) -> AnyView {
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

fn metrics_table(report: &RegressReport) -> AnyView {
    let columns = figure_columns("Metric", &["Model", "Baseline", "Difference"]);
    table(
        "Errors on the test rows".to_owned(),
        columns,
        number_lines(&report.scores, &report.baseline, |ours, theirs| ours - theirs),
        vec![],
    )
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
