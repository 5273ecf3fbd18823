//! Reports to drawings: SVG text through plotters, one file per chart, with readouts and a table twin.
//!
//! Everything here is a pure function of its data and a width in CSS pixels (held to 240..=1200, and equal to viewBox
//! units). There is no font, no window and no clock: text is measured by table. Colours are roles, written as classes
//! that `style/charts.css` colours for both themes; [`recolour`] turns them into literal colours for files and print.

mod axes;
mod backend;
mod calibration;
mod canvas;
mod clusters;
mod columns;
mod compare;
mod confidence;
mod confusion;
mod cross_validation;
mod curves;
mod decision_map;
pub mod figures;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod fixtures_judging;
mod importance;
mod intervals;
#[cfg(test)]
mod judging_tests;
mod key;
mod leak;
mod metrics;
mod palette;
mod parallel_axes;
mod permutation;
mod residuals;
mod runs;
mod score_curve;
mod search;
mod shapes;
mod slices;
#[cfg(test)]
mod tests;
mod thresholds;
mod watch;
mod widths;

pub use calibration::calibration;
pub use clusters::{ScatterView, elbow, scatter, silhouette};
pub use columns::{BALANCE, columns};
pub use compare::compare;
pub use decision_map::{PlaneView, decision_map};
pub use intervals::{dependence, intervals};
pub use leak::leak;
pub use metrics::text_width;
pub use palette::{Palette, Role, Theme, recolour};
pub use permutation::permutation;
use residuals::{predicted_actual, residual_histogram, residuals};
pub use runs::runs;
pub use score_curve::score_curve;
pub use search::{parallel_coordinates, search_progress};
pub use slices::slices;
pub use thresholds::thresholds;
pub use watch::{policies, two_sides, watch};

use crate::protocol::train::RegressReport;
use crate::protocol::{Drawing, TrainReport};

/// The charts of one trained model by name: `confusion`, `roc`, `precision_recall`, `importance`, `confidence` and, when
/// folds were asked for, `cross_validation`. A chart without data is left out.
pub fn training(report: &TrainReport, width: u32) -> Vec<(String, Drawing)> {
    let drawings = [
        ("confusion", confusion::confusion(report, width)),
        ("roc", curves::roc(report, width)),
        ("precision_recall", curves::precision_recall(report, width)),
        ("importance", importance::importance(&report.importances, &report.spec.model, width)),
        ("confidence", confidence::confidence(report, width)),
        ("cross_validation", cross_validation::cross_validation(report, width)),
    ];
    drawings.into_iter().filter_map(|(name, drawing)| Some((name.to_owned(), drawing?))).collect()
}

/// The charts of one model of numbers by name: `predicted_actual`, `residuals`, `residual_histogram` and `importance`. A chart
/// without data is left out.
pub fn regression(report: &RegressReport, width: u32) -> Vec<(String, Drawing)> {
    let drawings = [
        ("predicted_actual", predicted_actual(&report.residuals, width)),
        ("residuals", residuals(&report.residuals, width)),
        ("residual_histogram", residual_histogram(&report.residuals, width)),
        ("importance", importance::importance(&report.importances, &report.spec.model, width)),
    ];
    drawings.into_iter().filter_map(|(name, drawing)| Some((name.to_owned(), drawing?))).collect()
}
