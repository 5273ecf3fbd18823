//! The request by which a comparison of two tables is taken home, as files of the real tools.

use serde::{Deserialize, Serialize};

use super::report_drift::DriftReport;
use super::{AlertSpec, DatasetRef, DriftSpec, ScriptText};

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

/// A table to compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ComparedTable {
    /// A sample, or an own file that the worker has read.
    Dataset(DatasetRef),
    /// A table that comes with the request.
    Text {
        /// Its name for people.
        name: String,
        /// The table, as CSV.
        csv: String,
    },
}

impl ComparedTable {
    /// The dataset, if it is one.
    pub fn dataset(&self) -> Option<&DatasetRef> {
        match self {
            Self::Dataset(dataset) => Some(dataset),
            Self::Text { .. } => None,
        }
    }
}

/// A file to take home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriftFile {
    /// The report as one HTML page under 200 kB, without scripts.
    ReportHtml,
    /// The report as JSON, the shares behind its figures included.
    ReportJson,
    /// A Python script that has Evidently make the same comparison on the two tables.
    Evidently,
    /// A Grafana dashboard over the service's metrics.
    Dashboard,
    /// Grafana's alert rules over the same metrics, as a provisioning file.
    Alerts,
    /// What a FastAPI service needs to log predictions and to publish those metrics.
    Middleware,
    /// The reference as CSV, as the script reads it.
    ReferenceCsv,
    /// The current table as CSV, as the script reads it.
    CurrentCsv,
}

/// A comparison and its files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriftTaken {
    /// What was found.
    pub report: DriftReport,
    /// The files, in the order of [`DriftFile`]'s variants unless they were asked for in another.
    pub files: Vec<ScriptText>,
}
