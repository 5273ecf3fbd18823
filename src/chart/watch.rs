//! A model in service over time: panels in layers, so that the page can hide later windows without drawing again.
//!
//! With more windows than the eye can tell apart, neighbours share a place: a line shows their mean, a cell their worst.

mod bands;
mod heat;
mod latency;
mod lines;
mod outcome;
mod performance;
mod sides;
#[cfg(test)]
mod tests;
mod timeline;

pub use outcome::policies;
pub use sides::two_sides;

use crate::protocol::Panel;
use crate::protocol::drift::WatchReport;

/// The panels of a history by name: `performance`, `drift`, `volume`, `confidence`, `answers`, `labels`, `latency`,
/// `alerts`, `detectors`.
pub fn watch(report: &WatchReport, width: u32) -> Vec<Panel> {
    if report.windows.is_empty() {
        return vec![];
    }
    vec![
        performance::performance(report, width),
        heat::heat(report, width),
        bands::alerts(report, width),
        lines::volume(report, width),
        latency::latency(report, width),
        lines::confidence(report, width),
        lines::answers(report, width),
        lines::labels(report, width),
        bands::detectors(report, width),
    ]
}
