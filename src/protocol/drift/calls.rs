//! The request by which a comparison of two tables is taken home, as files of the real tools.

use serde::{Deserialize, Serialize};

use super::monitor::AlertSpec;
use super::spec::{ComparedTable, DriftFile, DriftSpec};

/// Compare a table with its reference, and write what was found as files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriftFiles {
    /// What the data looked like when the model was made.
    pub reference: ComparedTable,
    /// What they look like now, such as an exported log.
    pub current: ComparedTable,
    /// How drift is judged.
    #[serde(default)]
    pub spec: DriftSpec,
    /// When the alert rules fire.
    #[serde(default)]
    pub alert: AlertSpec,
    /// The column that the model predicts: compared like any other, but no feature of the service.
    #[serde(default)]
    pub target: Option<String>,
    /// Accuracy below which an alert rule fires, 0..=1; no such rule if absent.
    #[serde(default)]
    pub least_accuracy: Option<f64>,
    /// Milliseconds within which 95 of 100 answers should come, above 0; without it no alert rule looks at the time to answer.
    #[serde(default)]
    pub most_millis: Option<f64>,
    /// The report's title; names both tables if absent.
    #[serde(default)]
    pub title: Option<String>,
    /// Which files; all but the two tables if empty.
    #[serde(default)]
    pub files: Vec<DriftFile>,
}
