//! Requests about a table: read it, profile it, show rows of it.

use serde::{Deserialize, Serialize};

use super::spec::DatasetRef;

/// Read a CSV file. Its bytes come beside the message, or its text inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Load {
    /// File name, for messages.
    pub name: String,
    /// The file's text; absent when its bytes come beside the message (page, console) or from `path` (command line).
    #[serde(default)]
    pub text: Option<String>,
    /// A file to read; on the command line only.
    #[serde(default)]
    pub path: Option<String>,
    /// Read and type it, and look no closer: the answer has neither columns nor first rows.
    #[serde(default)]
    pub lean: bool,
}

/// Profile a dataset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Describe {
    /// Which.
    pub dataset: DatasetRef,
    /// Colour the distributions by this column's classes.
    #[serde(default)]
    pub target: Option<String>,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
}

/// Rows by number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// Which dataset.
    pub dataset: DatasetRef,
    /// 0-based rows, at most 1,000.
    pub rows: Vec<u32>,
}
