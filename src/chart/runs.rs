//! Tracked runs as charts: bars, lines over steps, points, shades, parallel axes, boxes; the kinds that MLflow offers.
//!
//! Each is drawn from the runs as they are in the table. What cannot be drawn (a run without the field, a value that is no
//! number) is left out and counted in the drawing's note, so that nobody takes a part for the whole.

mod bars;
mod boxes;
mod contour;
mod field;
#[cfg(test)]
pub(super) mod fixtures;
mod lines;
mod parallel;
mod points;
#[cfg(test)]
mod tests;

use crate::protocol::{
    Drawing,
    track::chart::{RunChart, RunData},
};

/// A chart over runs; absent if no run has what it needs.
pub fn runs(chart: &RunChart, data: &RunData, width: u32) -> Option<Drawing> {
    match chart {
        RunChart::Bar { field } => bars::bars(field, &data.points, width),
        RunChart::Line(settings) => lines::lines(settings, &data.lines, width),
        RunChart::Scatter { x, y, log_x, log_y } => points::points((x, *log_x), (y, *log_y), &data.points, width),
        RunChart::Contour { x, y, z } => contour::contour(x, y, z, &data.points, width),
        RunChart::Parallel { fields, metric } => parallel::parallel(fields, metric, &data.points, width),
        RunChart::Box { field, by } => boxes::boxes(field, by.as_deref(), &data.points, width),
    }
}
