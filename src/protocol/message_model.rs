//! Requests for what a fitted model leaves behind: its predictions, and the model itself, taken out of the worker that fitted it,
//! written as MLflow's files, asked again.
//!
//! A kept model is a text, the whole of it: preparation, weights or trees, classes. It answers as the model it was, to the last bit.

use serde::{Deserialize, Serialize};

use super::{FeatureSummary, Prediction, Rows, TrainSpec};

/// A fitted model as text, to be kept. It is trained now unless it is remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeepModel {
    /// The experiment.
    pub spec: TrainSpec,
    /// Longest text that is wanted, in bytes.
    pub most: u64,
}

/// A fitted model as text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FittedModel {
    /// JSON; absent if it is longer than was wanted.
    pub model: Option<String>,
    /// Length of the text, in bytes; at the least, if it is far longer than was wanted.
    pub bytes: u64,
}

/// A kept model as the files of an MLflow model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelFiles {
    /// What [`KeepModel`] gave.
    pub model: String,
}

/// Ask a kept model: about a row given as text, about rows of a dataset, or both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AskModel {
    /// What [`KeepModel`] gave.
    pub model: String,
    /// Features and their values; those left out or empty count as missing.
    #[serde(default)]
    pub row: Vec<(String, String)>,
    /// Rows of a dataset, by number.
    #[serde(default)]
    pub rows: Option<Rows>,
}

/// What a kept model answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// What it was trained as, every default filled in.
    pub spec: TrainSpec,
    /// The features it takes.
    pub features: Vec<FeatureSummary>,
    /// The answer to the row.
    pub prediction: Prediction,
    /// Of each of the rows: the class, counted from 0, and the share it gives that class; of a model of numbers the number, twice.
    pub answers: Vec<(f64, f64)>,
}

/// The test rows with the model's answers, as CSV.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Predictions {
    /// The experiment whose model answers.
    pub spec: TrainSpec,
}
