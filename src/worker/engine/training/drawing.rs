//! The charts of a training.

use super::super::Error;
use super::learning;
use crate::chart;
use crate::dataset::Table;
use crate::learn::Experiment;
use crate::protocol::train::RegressReport;
use crate::protocol::{DatasetProfile, DecisionRegions, Drawing, TrainReport};

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
pub(super) fn decision_map(experiment: &Experiment, table: &Table, x: &str, y: &str, width: u32) -> Result<DecisionRegions, Error> {
    let plane = learning::plane(experiment, table, x, y, (width / CELL_WIDTH).clamp(40, 120) as usize)?;
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
