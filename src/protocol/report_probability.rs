//! What probabilities are worth: calibration, the choice of a threshold, and what errors cost.

use serde::{Deserialize, Serialize};

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

/// How probabilities are cut into bins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BinStrategy {
    /// Equal widths.
    #[default]
    Uniform,
    /// Equal numbers of rows.
    Quantile,
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

/// What each kind of answer costs, in any one unit; a benefit is a cost below 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CostSpec {
    /// A negative row called positive.
    pub false_positive: f64,
    /// A positive row called negative.
    pub false_negative: f64,
    /// A positive row found.
    pub true_positive: f64,
    /// A negative row left alone.
    pub true_negative: f64,
}

impl Default for CostSpec {
    fn default() -> Self {
        Self { false_positive: 1.0, false_negative: 1.0, true_positive: 0.0, true_negative: 0.0 }
    }
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
