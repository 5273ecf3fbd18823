//! The charts of a study.

use crate::chart;
use crate::learn::Grouping;
use crate::protocol::tune::Leaderboard;
use crate::protocol::{Drawing, Findings};

/// The chart of a closer look.
pub(super) fn findings(findings: &Findings, width: u32) -> Option<Drawing> {
    match findings {
        Findings::Intervals(found) => chart::intervals(found, &[], width),
        Findings::Calibration(found) => chart::calibration(found, width),
        Findings::Thresholds(found) => chart::thresholds(found, width),
        Findings::LearningCurve(found) | Findings::ValidationCurve(found) => chart::score_curve(found, width),
        Findings::Permutation(found) => chart::permutation(found, width),
        Findings::Dependence(found) => chart::dependence(found, width),
        Findings::Slices(found) => chart::slices(found, width),
        Findings::Folds(_) => None,
    }
}

/// The charts of a search, by name.
pub(super) fn search(board: &Leaderboard, width: u32) -> Vec<(String, Drawing)> {
    named([("parallel_coordinates", chart::parallel_coordinates(board, width)), ("search_progress", chart::search_progress(board, width))])
}

/// The charts of a clustering, by name.
pub(super) fn grouping(grouping: &Grouping, width: u32) -> Vec<(String, Drawing)> {
    let report = &grouping.report;
    let view = chart::ScatterView { x_name: &grouping.axes[0], y_name: &grouping.axes[1], points: &grouping.points, names: &[] };
    named([
        ("scatter", chart::scatter(&view, width)),
        ("silhouette", report.silhouettes.as_ref().and_then(|found| chart::silhouette(found, width))),
        ("elbow", report.elbow.as_ref().and_then(|found| chart::elbow(found, width))),
    ])
}

fn named<const N: usize>(drawings: [(&str, Option<Drawing>); N]) -> Vec<(String, Drawing)> {
    drawings.into_iter().filter_map(|(name, drawing)| Some((name.to_owned(), drawing?))).collect()
}
