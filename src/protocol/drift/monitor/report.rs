//! What monitors say about a window: performance with or without labels, the state of the data, alerts.

use serde::{Deserialize, Serialize};

use crate::protocol::error::Error;

/// How well a model of classes does, measured or expected. A figure is absent where it is undefined. Precision, recall, F1 and
/// specificity are those of the second of two classes; with more they are the means over the classes, as is the area.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Performance {
    /// Rows it is about.
    pub rows: u64,
    /// Share of right answers, 0..=1.
    pub accuracy: Option<f64>,
    /// Area under the ROC curve, 0..=1.
    pub roc_auc: Option<f64>,
    /// Harmonic mean of precision and recall, 0..=1.
    pub f1: Option<f64>,
    /// Share of positive answers that are right, 0..=1.
    pub precision: Option<f64>,
    /// Share of positive rows that were found, 0..=1.
    pub recall: Option<f64>,
    /// Share of negative rows that were left alone, 0..=1.
    pub specificity: Option<f64>,
    /// Mean of −ln of the share given to the true class, from 0; the smaller the better.
    #[serde(default)]
    pub log_loss: Option<f64>,
    /// Class by class.
    #[serde(default)]
    pub classes: Vec<ClassFigures>,
}

/// How well one class is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ClassFigures {
    /// Share of its answers that are right, 0..=1; absent if it was never answered.
    pub precision: Option<f64>,
    /// Share of its rows that were found, 0..=1; absent if there are none.
    pub recall: Option<f64>,
    /// Harmonic mean of both, 0..=1.
    pub f1: Option<f64>,
}

/// A figure and the band it should stay in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// The figure; absent where there is nothing to measure.
    pub value: Option<f64>,
    /// Lower end of the band; absent where there is none.
    pub lower: Option<f64>,
    /// Upper end of the band; absent where there is none.
    pub upper: Option<f64>,
    /// The figure is outside the band.
    pub alert: bool,
}

/// How long the answers of a window took, waiting included, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Latency {
    /// Half of them took no longer.
    pub p50: f64,
    /// 95 of 100 took no longer.
    pub p95: f64,
    /// 99 of 100 took no longer.
    pub p99: f64,
    /// Work that came, as a share of what the server can do; from 1 on the queue grows for as long as it lasts.
    pub load: f64,
}

/// The state of a window's data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QualityReport {
    /// Rows of the window.
    pub volume: Check,
    /// Share of rows that repeat an earlier one, 0..=1.
    pub duplicates: Check,
    /// One entry per column of the reference.
    pub columns: Vec<ColumnQuality>,
    /// Columns that the reference does not have.
    pub added: Vec<String>,
}

/// The state of one column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnQuality {
    /// The column.
    pub column: String,
    /// Share of missing values, 0..=1.
    pub missing: Check,
    /// Share of numbers outside the reference's range, infinities among them, 0..=1; absent for categories.
    pub out_of_range: Option<Check>,
    /// Share of values in categories that the reference does not have, 0..=1; absent for numbers.
    pub new_values: Option<Check>,
    /// Those categories, at most ten, in order of appearance.
    pub new_names: Vec<String>,
    /// Why it could not be looked at: it is gone, or of another kind.
    pub wrong: Option<Error>,
}

/// Where an alert stands: Grafana's states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    /// All is well.
    #[default]
    Normal,
    /// The condition holds, not yet for long enough.
    Pending,
    /// Somebody should look.
    Alerting,
    /// The condition no longer holds, and the alert is kept for a while in case it returns.
    Recovering,
    /// There was nothing to look at.
    NoData,
    /// The rule itself failed.
    Error,
}

/// A change of an alert's state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlertEvent {
    /// When, in seconds since the start.
    pub at: u64,
    /// The state before.
    pub from: AlertState,
    /// The state since.
    pub to: AlertState,
    /// Why, in words.
    pub reason: String,
}

/// How a detector did against the truth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DetectorScore {
    /// Changes that it found while they lasted.
    pub found: u32,
    /// Changes that it did not find.
    pub missed: u32,
    /// Firings while nothing had changed.
    pub false_alarms: u32,
    /// Mean steps from a change to its first firing, over those found; absent if none was.
    pub mean_delay: Option<f64>,
    /// Share of firings that fell on a change, 0..=1; absent if it never fired.
    pub precision: Option<f64>,
    /// Changes that as many firings at random steps would have found, on average.
    #[serde(default)]
    pub found_by_chance: f64,
}
