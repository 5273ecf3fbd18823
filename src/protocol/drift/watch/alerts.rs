//! What fired while a service was watched: alerts and detectors.

use serde::{Deserialize, Serialize};

use crate::protocol::drift::monitor::{AlertEvent, AlertState, DetectorScore};
use crate::protocol::error::Error;

/// What an alert rule watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertRule {
    /// The table drifts: many columns at once.
    DatasetDrift,
    /// Any column drifts.
    ColumnDrift,
    /// Performance estimated without labels leaves its band.
    Estimate,
    /// Performance by the labels leaves its band, as labels come.
    Performance,
    /// Missing values, new categories, numbers out of range, repeated rows, volume, schema.
    Quality,
    /// Answers take longer than they may.
    Latency,
    /// Many rows have values that the reference never shows.
    Unseen,
    /// The model is worse than always naming the most common class, as labels come.
    Baseline,
}

impl AlertRule {
    /// Every rule, in the order of reports.
    pub const ALL: [Self; 8] = [
        Self::DatasetDrift,
        Self::ColumnDrift,
        Self::Unseen,
        Self::Estimate,
        Self::Performance,
        Self::Baseline,
        Self::Quality,
        Self::Latency,
    ];

    /// Name for people; those of performance do not say which figure it is.
    pub fn title(self) -> &'static str {
        match self {
            Self::DatasetDrift => "Dataset drift",
            Self::ColumnDrift => "Column drift",
            Self::Estimate => "Estimated performance",
            Self::Performance => "Performance by labels",
            Self::Quality => "Data quality",
            Self::Latency => "Latency",
            Self::Unseen => "Rows unlike the reference",
            Self::Baseline => "Worse than the baseline",
        }
    }
}

/// An alert and its history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlertReport {
    /// What it watches.
    pub rule: AlertRule,
    /// Its state at the end of each window.
    pub states: Vec<AlertState>,
    /// Every change of state, oldest first; `at` is in seconds since the start.
    pub history: Vec<AlertEvent>,
}

/// A detector and what it said. Its clock is the window at whose end it heard the labels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DetectorReport {
    /// river's name, such as `ADWIN`; `always` and `never` are the two it is compared with.
    pub name: String,
    /// Windows in which it fired.
    pub firings: Vec<u32>,
    /// Windows in which it warned and did not fire.
    pub warnings: Vec<u32>,
    /// How it did against the truth, in windows.
    pub score: DetectorScore,
    /// Why it could not be run.
    pub wrong: Option<Error>,
}
