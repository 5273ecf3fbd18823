//! What to do: a complete experiment by value. Field names and defaults are scikit-learn's.

use serde::{Deserialize, Serialize};

use crate::protocol::dataset::DatasetRef;
use crate::protocol::model::ModelSpec;
use crate::protocol::prepare::PrepareSpec;

/// One experiment, complete: the same value gives the same numbers bit for bit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainSpec {
    /// The table to learn from.
    pub dataset: DatasetRef,
    /// Name of the column to predict.
    pub target: String,
    /// Columns to learn from; empty means all but the target and those the profile marks as identifiers.
    #[serde(default)]
    pub features: Vec<String>,
    /// How columns become numbers.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub prepare: Box<PrepareSpec>,
    /// How rows are held out.
    #[serde(default)]
    pub split: SplitSpec,
    /// The model and its hyper-parameters.
    pub model: ModelSpec,
    /// Folds of cross-validation on the training rows, 2..=20; 0 skips it.
    #[serde(default)]
    pub folds: u32,
}

fn is_usual(prepare: &PrepareSpec) -> bool {
    *prepare == PrepareSpec::default()
}

/// How rows are held out for the test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SplitSpec {
    /// Share of rows held out, 0.05..=0.95.
    pub test_share: f64,
    /// Keep the class proportions in both parts; only where rows are drawn one by one and the target has classes.
    pub stratify: bool,
    /// Seed of split, folds and model.
    pub seed: u64,
    /// Column whose values are groups: all rows of a group are on one side (scikit-learn's `GroupShuffleSplit` and
    /// `GroupKFold`); absent parts row by row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Column of numbers or dates: earlier rows train, later ones test (`TimeSeriesSplit`); absent leaves time out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

impl Default for SplitSpec {
    fn default() -> Self {
        Self { test_share: 0.2, stratify: true, seed: 42, group: None, time: None }
    }
}
