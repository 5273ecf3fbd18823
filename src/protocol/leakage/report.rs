//! What a leak promised and what came of it.

use serde::{Deserialize, Serialize};

use super::spec::LeakCase;
use crate::protocol::drawing::Drawing;

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
