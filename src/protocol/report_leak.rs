//! Leaks: the same model judged with a leak and without, and what it is worth where it is used.

use serde::{Deserialize, Serialize};

use super::{DatasetRef, Drawing};

/// Judge a model with a leak and without.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leak {
    /// The table; not looked at where columns are noise.
    pub dataset: DatasetRef,
    /// What leaks.
    pub case: LeakCase,
    /// Seed of all draws.
    #[serde(default = "seed")]
    pub seed: u64,
    /// Width of the drawing in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
}

fn seed() -> u64 {
    42
}

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

/// What was promised and what came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeakReport {
    /// What was asked.
    pub case: LeakCase,
    /// The score, by scikit-learn's name; higher is better.
    pub metric: String,
    /// The score of a model that knows nothing.
    pub chance: f64,
    /// With the leak.
    pub leaky: Promise,
    /// Without it.
    pub honest: Promise,
    /// Rows learned from, each time.
    pub rows: u64,
    /// Rows of the future, each time.
    pub future_rows: u64,
    /// Models fitted in all.
    pub fits: u64,
    /// Promise and delivery drawn; absent if no width was given.
    pub drawing: Option<Drawing>,
    /// Time of all of it, milliseconds; measured, so not part of what is reproducible.
    pub fit_millis: f64,
}

/// A way of judging a model, and how the model then did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Promise {
    /// What the validation said.
    pub claimed: Scored,
    /// What the model, learned anew from all rows of the past, scored on rows of the future.
    pub delivered: Scored,
    /// Mean of claimed minus delivered.
    pub gap: f64,
    /// Standard error of the gap over the repeats; absent if there are none.
    pub gap_error: Option<f64>,
}

/// A score and its parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scored {
    /// Over all rows, or the mean over the repeats.
    pub score: f64,
    /// By month, or by repeat, counted from 1.
    pub parts: Vec<(String, f64)>,
}
