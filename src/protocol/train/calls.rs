//! Requests that train a model and ask it: its report, its answers, its script, and the model itself, taken out of the worker that
//! fitted it, written as MLflow's files, asked again.
//!
//! A kept model is a text, the whole of it: preparation, weights or trees, classes. It answers as the model it was, to the last bit.

use serde::{Deserialize, Serialize};

use super::spec::TrainSpec;
use crate::protocol::dataset::Rows;

/// Train and judge a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Train {
    /// The experiment.
    pub spec: TrainSpec,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
    /// Leave out of the report what grows with the test rows: `outcomes` and the curves' points.
    #[serde(default)]
    pub lean: bool,
}

/// Train two models and compare them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compare {
    /// The first experiment.
    pub left: TrainSpec,
    /// The second.
    pub right: TrainSpec,
    /// Width of the drawings in CSS pixels; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
    /// Leave out of both reports what grows with the test rows.
    #[serde(default)]
    pub lean: bool,
}

/// Train and judge a model of numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regress {
    /// The experiment; its model answers with a number.
    pub spec: TrainSpec,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
    /// Leave out of the report what grows with the test rows: `outcomes`.
    #[serde(default)]
    pub lean: bool,
}

/// Train two models of numbers and compare them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompareNumbers {
    /// The first experiment.
    pub left: TrainSpec,
    /// The second.
    pub right: TrainSpec,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
    /// Leave out of both reports what grows with the test rows.
    #[serde(default)]
    pub lean: bool,
}

/// Predict one row with the model of an experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Predict {
    /// The experiment whose model answers.
    pub spec: TrainSpec,
    /// Value per feature, as text; a feature left out is missing.
    pub row: Vec<(String, String)>,
}

/// Draw the model's answer over two numeric features.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionMap {
    /// The experiment whose model answers.
    pub spec: TrainSpec,
    /// Feature along x.
    pub x: String,
    /// Feature along y.
    pub y: String,
    /// Width of the drawing in CSS pixels, 240..=1200.
    pub draw_width: u32,
}

/// Test rows of one cell of the confusion matrix, the surest first; `confidence` stands before the columns of the data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellRows {
    /// The experiment.
    pub spec: TrainSpec,
    /// Their class, as an index into the report's `classes`.
    pub actual: u32,
    /// The class the model took them for.
    pub predicted: u32,
    /// Rows at most, 1..=1000.
    pub most: u32,
}

/// The experiment as a scikit-learn script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Script {
    /// The experiment.
    pub spec: TrainSpec,
}

/// The test rows with the model's answers, as CSV.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Predictions {
    /// The experiment whose model answers.
    pub spec: TrainSpec,
}

/// A fitted model as text, to be kept. It is trained now unless it is remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeepModel {
    /// The experiment.
    pub spec: TrainSpec,
    /// Longest text that is wanted, in bytes.
    pub most: u64,
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
