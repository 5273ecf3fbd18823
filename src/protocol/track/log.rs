//! The prediction log as it is asked for, wherever it is kept.

use serde::{Deserialize, Serialize};

use crate::protocol::drift::WatchSpec;

/// Read the prediction log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadLog {
    /// The service.
    pub spec: WatchSpec,
    /// What is asked of its log.
    pub question: LogQuestion,
}

/// What is asked of a log, wherever it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogQuestion {
    /// Which entries.
    #[serde(default)]
    pub filter: LogFilter,
    /// How they are written.
    #[serde(default)]
    pub form: LogForm,
    /// Entries that are passed over.
    #[serde(default)]
    pub offset: u64,
    /// Entries at most, 1..=200000.
    pub most: u32,
    /// Bytes of a text at most; a longer one is left out, and the answer says how long it is. Any length if absent.
    #[serde(default)]
    pub longest: Option<u64>,
}

impl LogQuestion {
    /// The first `most` entries that match, however long their text is.
    pub fn first(most: u32, form: LogForm, filter: LogFilter) -> Self {
        Self { filter, form, offset: 0, most, longest: None }
    }
}

/// Which entries of the log; what is left out does not matter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogFilter {
    /// First window.
    pub from: Option<u32>,
    /// Last window. Labels that come after it are not known yet.
    pub to: Option<u32>,
    /// Version of the model.
    pub version: Option<u32>,
    /// The class answered.
    pub answer: Option<String>,
    /// Wrong answers only (`true`) or right ones only (`false`); either needs a label.
    pub wrong: Option<bool>,
    /// Confidence at most, 0..=1.
    pub confidence_to: Option<f64>,
}

/// How entries are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogForm {
    /// Rows of a table.
    #[default]
    Table,
    /// One CSV text.
    Csv,
    /// One JSON object a line.
    JsonLines,
    /// One JSON object with `columns` and `data`, as MLflow's `log_table` keeps a table and `load_table` reads it.
    MlflowTable,
}

/// Some entries of the log. Columns: `id`, `timestamp` (UTC, from 2026-01-01), `window`, `model_version`, the features, then
/// `prediction`, `probability` of it, `latency_millis`, `label_window`, at whose end the label came, and `label`, both empty until
/// it is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LogPage {
    /// Column names.
    pub columns: Vec<String>,
    /// Entries, each with one text per column; absent is missing. Only where a table was asked for.
    pub rows: Vec<Vec<Option<String>>>,
    /// All entries that match.
    pub matching: u64,
    /// The file's text; empty where a table was asked for.
    pub text: String,
    /// Bytes of that text, though it may be left out.
    #[serde(default)]
    pub bytes: u64,
    /// Versions that answered in the windows asked for, whatever the filter.
    #[serde(default)]
    pub versions: Vec<u32>,
    /// Classes answered in them, sorted.
    #[serde(default)]
    pub answers: Vec<String>,
}

/// Entries of a kept prediction log, as `read_log` gives those of a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadKeptLog {
    /// The run.
    pub run_id: String,
    /// The table among its files.
    #[serde(default = "usual")]
    pub path: String,
    /// What is asked of it.
    pub question: LogQuestion,
}

/// Where a service's log is among the files of its run.
pub const LOG_PATH: &str = "predictions.json";

fn usual() -> String {
    LOG_PATH.to_owned()
}
