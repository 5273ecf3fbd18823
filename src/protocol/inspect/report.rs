//! What a closer look found: intervals, calibration, thresholds, curves, permutation importance, partial dependence, failing groups.

use serde::{Deserialize, Serialize};

use super::spec::{BinStrategy, CostSpec};
use crate::protocol::drawing::Drawing;
use crate::protocol::train::FoldScores;

/// What a closer look found, with its drawing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspected {
    /// The figures.
    pub findings: Findings,
    /// The figures drawn; absent if no width was given or there is nothing to draw.
    pub drawing: Option<Drawing>,
}

/// The figures of a [`Look`](super::Look), under its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Findings {
    /// Of [`Look::Intervals`](super::Look::Intervals).
    Intervals(Vec<Interval>),
    /// Of [`Look::Calibration`](super::Look::Calibration).
    Calibration(Calibration),
    /// Of [`Look::Thresholds`](super::Look::Thresholds).
    Thresholds(Box<ThresholdReport>),
    /// Of [`Look::LearningCurve`](super::Look::LearningCurve).
    LearningCurve(ScoreCurve),
    /// Of [`Look::ValidationCurve`](super::Look::ValidationCurve).
    ValidationCurve(ScoreCurve),
    /// Of [`Look::Permutation`](super::Look::Permutation).
    Permutation(PermutationReport),
    /// Of [`Look::Dependence`](super::Look::Dependence).
    Dependence(PartialDependence),
    /// Of [`Look::Slices`](super::Look::Slices).
    Slices(SliceReport),
    /// Of [`Look::Folds`](super::Look::Folds).
    Folds(Vec<FoldScores>),
}

/// A figure with the range that would hold the true one in so many of such samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The metric, by scikit-learn's name.
    pub metric: String,
    /// The figure itself.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Share of samples whose interval would hold the true figure, such as 0.95.
    pub level: f64,
    /// Resamples in which the metric was defined.
    pub resamples: u32,
}

/// Whether rows given a probability of 0.8 are positive 8 times in 10.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Positive class; for several classes `the predicted class`.
    pub class: String,
    /// How the bins were cut.
    pub strategy: BinStrategy,
    /// Bins that hold rows, ascending.
    pub bins: Vec<CalibrationBin>,
    /// Expected calibration error: mean over rows of |share positive − mean predicted| of the row's bin, 0..=1.
    pub expected_error: f64,
    /// Largest |share positive − mean predicted| of a bin, 0..=1.
    pub largest_error: f64,
    /// Brier score as `brier_score_loss`: 0..=1 for two classes, 0..=2 for more.
    pub brier: f64,
    /// Brier score of always giving the classes' shares of these rows.
    pub baseline_brier: f64,
}

/// Rows whose probability lies in one bin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// Mean probability given.
    pub predicted: f64,
    /// Share that is positive.
    pub positive: f64,
    /// Wilson 95% interval of that share.
    pub interval: (f64, f64),
    /// Rows in the bin.
    pub rows: u64,
}

/// A binary model at every threshold worth choosing: rows at or above it are called positive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThresholdReport {
    /// Positive class.
    pub class: String,
    /// Costs used.
    pub costs: CostSpec,
    /// At most 200, strictest first; the first calls no row positive, the last calls all.
    pub points: Vec<ThresholdPoint>,
    /// What the usual threshold of 0.5 gives.
    pub usual: ThresholdPoint,
    /// The cheapest of all thresholds, the strictest of equals.
    pub cheapest: ThresholdPoint,
    /// The threshold of the highest F1, the strictest of equals.
    pub highest_f1: ThresholdPoint,
    /// Where a perfectly calibrated model should be cut at these costs; absent if errors cost nothing.
    pub calibrated_threshold: Option<f64>,
    /// Area under the ROC curve, over all thresholds.
    pub roc_auc: Option<f64>,
    /// Mean precision over the rows found, over all thresholds; a model that knows nothing has the share of the class.
    pub average_precision: Option<f64>,
}

/// What one threshold gives.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThresholdPoint {
    /// Smallest probability called positive; absent where no row is.
    pub threshold: Option<f64>,
    /// Positive rows found.
    pub true_positives: u64,
    /// Negative rows called positive.
    pub false_positives: u64,
    /// Positive rows missed.
    pub false_negatives: u64,
    /// Negative rows left alone.
    pub true_negatives: u64,
    /// Right among those called positive; 0 where none is.
    pub precision: f64,
    /// Found among the positive.
    pub recall: f64,
    /// Harmonic mean of precision and recall; 0 where both are.
    pub f1: f64,
    /// Left alone among the negative.
    pub specificity: f64,
    /// Share of all rows that are right.
    pub accuracy: f64,
    /// Mean cost of a row.
    pub cost: f64,
}

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
