//! Figures as the report and the comparison show them.

use leptos::prelude::*;

use crate::protocol::Scores;
use crate::protocol::train::RegressionScores;
use crate::ui::kit::number::{optional, plain, signed, signed_plain};
use crate::ui::kit::table::Line;

/// What the headline metrics are called and mean.
pub(crate) const METRICS: [(&str, &str); 5] = [
    ("Accuracy", "share of rows that are right"),
    ("Balanced accuracy", "mean of the classes’ recalls"),
    ("Macro F1", "mean of the classes’ F1"),
    ("ROC AUC", "one class against the rest; 0.5 is a coin"),
    ("Log loss", "punishes sure mistakes; lower is better"),
];

pub(crate) type Metric = (&'static str, &'static str, fn(&RegressionScores) -> Option<f64>);

/// What the metrics are called and mean.
pub(crate) const NUMBER_METRICS: [Metric; 6] = [
    ("Mean absolute error", "how far off on average, in the target’s units", |scores| Some(scores.mae)),
    ("Root mean squared error", "the same, but large misses count for more", |scores| Some(scores.rmse)),
    ("Median absolute error", "half of the rows are nearer than this", |scores| Some(scores.median_ae)),
    ("Largest error", "the worst row", |scores| Some(scores.max_error)),
    ("Mean relative error", "as a share of the true value; huge near 0", |scores| Some(scores.mape)),
    ("R²", "share of the spread explained; the mean scores 0", |scores| scores.r2),
];

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

/// The headline metrics of one set of scores, in the order of [`METRICS`].
pub(crate) fn figures(scores: &Scores) -> [Option<f64>; 5] {
    [Some(scores.accuracy), Some(scores.balanced_accuracy), Some(scores.macro_avg.f1), scores.roc_auc, scores.log_loss]
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

/// Every metric of two models, and their difference.
pub(crate) fn number_lines(left: &RegressionScores, right: &RegressionScores, difference: fn(f64, f64) -> f64) -> Vec<Line> {
    let line = |(name, about, of): Metric| {
        let (one, other) = (of(left), of(right));
        let figure = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), plain);
        let gap = one.zip(other).map(|(one, other)| signed_plain(difference(one, other))).unwrap_or_default();
        Line::of_figures(name, about, [figure(one), figure(other), gap])
    };
    NUMBER_METRICS.into_iter().map(line).collect()
}
