//! The one place that calls the charts.

use super::{Error, learning};
use crate::chart;
use crate::dataset::Table;
use crate::learn::{Experiment, Grouping};
use crate::protocol::report_regression::RegressReport;
use crate::protocol::report_search::Leaderboard;
use crate::protocol::{DatasetProfile, DecisionRegions, Drawing, Findings, TrainReport};

/// CSS pixels per cell of a decision map: finer than the eye asks for.
const CELL_WIDTH: u32 = 6;

/// Columns drawn at most, beside the target: nobody looks at a thousand drawings, and a page could not hold them.
const MOST_COLUMNS: usize = 100;

/// The charts of a report, by name.
pub(super) fn training(report: &TrainReport, width: u32) -> Vec<(String, Drawing)> {
    chart::training(report, width)
}

/// The distribution of the first columns and of the target, by name.
pub(super) fn columns(profile: &DatasetProfile, table: &Table, width: u32) -> Vec<(String, Drawing)> {
    let mut drawn = profile.clone();
    let mut at = 0;
    drawn.columns.retain(|column| {
        at += 1;
        at <= MOST_COLUMNS || Some(&column.name) == profile.target.as_ref()
    });
    chart::columns(&drawn, table, profile.target.as_deref(), width)
}

/// The main metrics of two reports, side by side.
pub(super) fn compare(left: &TrainReport, right: &TrainReport, width: u32) -> Drawing {
    chart::compare(left, right, width)
}

/// The model's answer over two features.
pub(super) fn decision_map(experiment: &Experiment, x: &str, y: &str, width: u32) -> Result<DecisionRegions, Error> {
    let plane = learning::plane(experiment, x, y, (width / CELL_WIDTH).clamp(40, 120) as usize)?;
    let view = chart::PlaneView {
        x_name: &plane.x,
        y_name: &plane.y,
        x_range: plane.x_range,
        y_range: plane.y_range,
        cells: (plane.cells, plane.cells),
        class: &plane.class,
        confidence: &plane.confidence,
        points: &plane.points,
        classes: &plane.classes,
    };
    Ok(DecisionRegions { drawing: chart::decision_map(&view, width), held: plane.held })
}

/// The charts of a model of numbers, by name.
pub(super) fn regression(report: &RegressReport, width: u32) -> Vec<(String, Drawing)> {
    chart::regression(report, width)
}

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
