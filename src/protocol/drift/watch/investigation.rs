//! One window looked at closely.

use serde::{Deserialize, Serialize};

use crate::protocol::drawing::Drawing;

/// What a closer look at a window found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Investigation {
    /// The window.
    pub window: u32,
    /// Column by column, what drifts first.
    pub columns: Vec<ColumnLook>,
    /// Groups of rows by the model's errors, the worst excess first; empty without labels.
    pub slices: Vec<SliceLook>,
}

/// One column of a window beside the reference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnLook {
    /// The column.
    pub column: String,
    /// It drifts.
    pub drifted: bool,
    /// What was found, in words.
    pub words: String,
    /// Reference and window; absent where there is nothing to draw.
    pub drawing: Option<Drawing>,
}

/// A group of rows of a window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SliceLook {
    /// The column that makes the group.
    pub column: String,
    /// Which of its values, in words.
    pub values: String,
    /// Rows with a label.
    pub rows: u64,
    /// Share of wrong answers, 0..=1.
    pub error: f64,
    /// Share of wrong answers of the same group in the reference, 0..=1; absent where the reference has no such row.
    pub usual: Option<f64>,
    /// Wrong answers beyond the usual share.
    pub excess: f64,
}
