//! Looking into a model: learning and validation curves, permutation importance, partial dependence, failing groups.

use serde::{Deserialize, Serialize};

/// Scores on the rows learned from and on rows left out, at each step of something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreCurve {
    /// What is stepped: `training rows` or a parameter's name.
    pub along: String,
    /// The score, by scikit-learn's name; higher is better.
    pub metric: String,
    /// In order of the steps.
    pub points: Vec<ScorePoint>,
}

/// The scores of one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScorePoint {
    /// The step: a number of rows, or a parameter's value as Python prints it.
    pub label: String,
    /// The step as a number; absent for words and `None`.
    pub number: Option<f64>,
    /// Score on the rows learned from, per fold.
    pub train: Vec<f64>,
    /// Score on the rows left out, per fold.
    pub validation: Vec<f64>,
    /// Mean of `train`.
    pub train_mean: f64,
    /// Standard deviation of `train` (population).
    pub train_std: f64,
    /// Mean of `validation`.
    pub validation_mean: f64,
    /// Standard deviation of `validation` (population).
    pub validation_std: f64,
}

/// How much worse the model gets when a column is shuffled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PermutationReport {
    /// The score, by scikit-learn's name; higher is better.
    pub metric: String,
    /// Score with every column in place.
    pub baseline: f64,
    /// By column of the table, largest mean drop first.
    pub features: Vec<PermutationImportance>,
}

/// The drop of the score when one column of the table is shuffled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PermutationImportance {
    /// Column of the table, all its encoded parts together.
    pub feature: String,
    /// Drop of the score in each repeat.
    pub drops: Vec<f64>,
    /// Mean drop; about 0 or below means the model does without.
    pub mean: f64,
    /// Standard deviation of the drops (population).
    pub std: f64,
}

/// The model's mean answer as one feature is moved and all others stay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartialDependence {
    /// The feature.
    pub feature: String,
    /// What the answer is: a class's probability or the target.
    pub answer: String,
    /// Values the feature was set to, ascending.
    pub grid: Vec<f64>,
    /// Mean answer over the rows at each value.
    pub mean: Vec<f64>,
    /// The answers of a few single rows, one list per row.
    pub rows: Vec<Vec<f64>>,
}

/// How failing groups are sought.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SliceSpec {
    /// Rows a group must have, 5 or more.
    pub min_rows: u32,
    /// Also groups of two conditions.
    pub pairs: bool,
    /// Share of false discoveries accepted, above 0 and below 1.
    pub false_discovery_rate: f64,
    /// Failing groups reported at most.
    pub most: u32,
}

impl Default for SliceSpec {
    fn default() -> Self {
        Self { min_rows: 20, pairs: true, false_discovery_rate: 0.05, most: 20 }
    }
}

/// Where the model fails more often than chance explains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SliceReport {
    /// What an error is: `error rate` or `mean absolute error`.
    pub metric: String,
    /// Mean error over all rows.
    pub overall: f64,
    /// Rows judged.
    pub rows: u64,
    /// Groups compared.
    pub tested: u64,
    /// Share of false discoveries accepted among `failing`.
    pub false_discovery_rate: f64,
    /// Groups that are worse beyond chance, largest difference first.
    pub failing: Vec<Slice>,
    /// The groups of single columns, worst first, whether beyond chance or not.
    pub groups: Vec<Slice>,
    /// Groups of single columns that were not compared, because they or the rows beside them are fewer than `min_rows`.
    #[serde(default)]
    pub too_small: u64,
    /// Rows that a group must have to be compared; 0 in a report that was made before this was told.
    #[serde(default)]
    pub min_rows: u32,
    /// Groups that are worse beyond chance, and for which `failing` has no room.
    #[serde(default)]
    pub unlisted: u64,
}

/// One group of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slice {
    /// Column and group, one or two, such as `island` and `Biscoe`.
    pub conditions: Vec<(String, String)>,
    /// Rows in the group.
    pub rows: u64,
    /// Mean error in the group.
    pub error: f64,
    /// `error` less the mean error of all other rows.
    pub difference: f64,
    /// Probability of such a difference by chance, one-sided.
    pub p_value: f64,
    /// The same after Benjamini and Hochberg's correction for all groups compared.
    pub adjusted_p: f64,
    /// Dataset rows of the group with the largest errors, at most 20.
    pub examples: Vec<u32>,
}
