//! What leaks.

use serde::{Deserialize, Serialize};

/// What leaks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeakCase {
    /// A column that is known only after the answer is due is among the features; where the model is used it is empty.
    Answer {
        /// The column to predict: two classes.
        target: String,
        /// The column that gives it away.
        column: String,
        /// The column of dates; the latest third of the rows is the future.
        time: String,
        /// Take every so many rows, 1..=100.
        every: u32,
    },
    /// Rows of the same days are in training and test; where the model is used, every day is new.
    Time {
        /// The column to predict: two classes.
        target: String,
        /// The column of dates; the latest third of the rows is the future.
        time: String,
        /// Take every so many rows, 1..=100.
        every: u32,
    },
    /// The scaler has seen the rows it is tested on.
    Scaler {
        /// The column to predict.
        target: String,
        /// Rows to learn from, 20..=1000; the rest of the table is the future.
        rows: u32,
        /// How often it is done anew with other rows, 2..=200.
        repeats: u32,
    },
    /// Columns of noise are chosen with the answers of the rows they are tested on.
    Selection {
        /// Rows to learn from, 20..=1000.
        rows: u32,
        /// Columns of noise, 2..=5000.
        columns: u32,
        /// Columns that are kept, 1..=`columns`.
        kept: u32,
        /// How often it is done anew, 2..=200.
        repeats: u32,
    },
}
