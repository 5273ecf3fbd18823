//! What a comparison of a window with its reference found, column by column.

use serde::{Deserialize, Serialize};

use super::spec::{DriftTest, Judged};
use crate::protocol::error::Error;
use crate::protocol::train::ScriptText;

/// Drift of all columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriftReport {
    /// One entry per column of the reference that was to be compared, in table order.
    pub columns: Vec<ColumnDrift>,
    /// Columns that only the current data have.
    pub added: Vec<String>,
    /// Columns that drift.
    pub drifted: u32,
    /// Columns that could be measured.
    pub measured: u32,
    /// Drifted over measured columns, 0..=1; absent if none could be measured.
    pub share: Option<f64>,
    /// The share reaches the threshold.
    pub dataset_drift: bool,
}

/// Drift of one column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnDrift {
    /// The column.
    pub column: String,
    /// What was found, or why nothing could be.
    pub found: ColumnFinding,
}

/// What was found about a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnFinding {
    /// It was compared.
    Measured(Measured),
    /// It could not be compared; why, and what to do.
    Unmeasured(Error),
}

/// A comparison that was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The test.
    pub test: DriftTest,
    /// How far apart the two sides are, in the test's unit; may be infinite (`"Infinity"` in JSON), absent where it is undefined.
    #[serde(with = "crate::protocol::number::infinite")]
    pub statistic: Option<f64>,
    /// The p-value, 0..=1; absent for distances, and where it is undefined.
    pub p_value: Option<f64>,
    /// The p-value after the correction for many, 0..=1; absent for distances.
    pub adjusted_p_value: Option<f64>,
    /// Whether distance or p-value is judged.
    pub judged: Judged,
    /// What it is held to.
    pub threshold: f64,
    /// It drifts.
    pub drifted: bool,
    /// Values that were left out as missing or infinite, in the reference and in the current data.
    pub left_out: (u64, u64),
    /// What should be known beside the figures, in sentences: few values, a change of spelling, a test that is undefined here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Drift of chunks of one column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChunkDrift {
    /// The column.
    pub column: String,
    /// Distance of each reference chunk from the whole reference; absent for a chunk without values.
    pub reference: Vec<Option<f64>>,
    /// Distance of each current chunk from the whole reference; absent for a chunk without values.
    pub current: Vec<Option<f64>>,
    /// Mean plus a multiple of the standard deviation of the reference's; absent without any.
    pub upper: Option<f64>,
    /// Which current chunks are above.
    pub alerts: Vec<bool>,
}

/// A comparison and its files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriftTaken {
    /// What was found.
    pub report: DriftReport,
    /// The files, in the order of [`DriftFile`]'s variants unless they were asked for in another.
    pub files: Vec<ScriptText>,
}
