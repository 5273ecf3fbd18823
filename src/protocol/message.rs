//! How far a job is, what a worker says unasked, and the first calls: data, training, one row.

use serde::{Deserialize, Serialize};

use super::{DatasetRef, Error, TrainSpec};

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Share done, 0..=1.
    pub share: f64,
    /// What is being done, such as `tree 40 of 100`.
    pub doing: String,
}

/// A worker can be spoken to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    /// The protocol it speaks, [`wire::PROTOCOL`](super::wire::PROTOCOL).
    pub build: String,
}

/// What a worker says unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Another tab has taken the store over.
    StoreTaken(Error),
    /// The tab that had the store has let go of it.
    StoreFreed,
}

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

/// Rows by number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// Which dataset.
    pub dataset: DatasetRef,
    /// 0-based rows, at most 1,000.
    pub rows: Vec<u32>,
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
