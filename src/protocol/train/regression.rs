//! How far a model of numbers is off: the headline errors and what a residual plot needs.

use serde::{Deserialize, Serialize};

use super::report::{FeatureSummary, FoldScores, Importance};
use super::spec::TrainSpec;
use crate::protocol::dataset::Warning;
use crate::protocol::drawing::Drawing;

/// The headline errors of one model on one set of rows, in the target's units where not said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegressionScores {
    /// Mean of |actual − predicted|.
    pub mae: f64,
    /// Mean of (actual − predicted)², in squared units.
    pub mse: f64,
    /// √MSE.
    pub rmse: f64,
    /// 1 − Σ(actual − predicted)² / Σ(actual − mean)²; 1 is perfect, 0 is the mean, below 0 is worse. Absent below two rows;
    /// a target that never varies gives 1 or 0, as in scikit-learn.
    pub r2: Option<f64>,
    /// Median of |actual − predicted|.
    pub median_ae: f64,
    /// Mean of |actual − predicted| / |actual|, a share; huge where an actual value is 0, as in scikit-learn.
    pub mape: f64,
    /// Largest |actual − predicted|.
    pub max_error: f64,
}

/// What the plots of a regression's errors show: every row counted, at most a few hundred drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Residuals {
    /// Name of the target, with its unit if it has one.
    pub target: String,
    /// Dataset row, actual and predicted value of the rows drawn; the largest errors are always among them.
    pub points: Vec<(u32, f64, f64)>,
    /// Test rows in all.
    pub rows: u64,
    /// Edges of equal-width bins of actual − predicted, one more than `counts`.
    pub edges: Vec<f64>,
    /// Rows per bin.
    pub counts: Vec<u64>,
    /// Mean of actual − predicted: above 0 the model guesses too low.
    pub mean: f64,
    /// Standard deviation of actual − predicted (population).
    pub std: f64,
}

/// What happened to one test row of a model of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberOutcome {
    /// 0-based row of the dataset.
    pub row: u32,
    /// True value.
    pub actual: f64,
    /// The model's answer.
    pub predicted: f64,
}

/// Everything said about one model of numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegressReport {
    /// What was asked, with every default filled in.
    pub spec: TrainSpec,
    /// What the predict form shows.
    pub features: Vec<FeatureSummary>,
    /// Rows trained on.
    pub train_rows: u64,
    /// Rows tested on.
    pub test_rows: u64,
    /// What was left out or put right.
    pub warnings: Vec<Warning>,
    /// On the test rows.
    pub scores: RegressionScores,
    /// Always the mean of the training rows, on the test rows.
    pub baseline: RegressionScores,
    /// On the training rows: a large gap to `scores` is over-fitting.
    pub train_scores: RegressionScores,
    /// Bootstrap 95% interval of the mean absolute error on the test rows; absent below two of them.
    pub mae_interval: Option<(f64, f64)>,
    /// What the plots of the errors show.
    pub residuals: Residuals,
    /// Largest first.
    pub importances: Vec<Importance>,
    /// `r2` and `neg_mean_absolute_error` over the folds on the training rows; empty unless folds were asked for.
    pub cross_validation: Vec<FoldScores>,
    /// Out-of-bag R² of a forest, when asked for.
    pub oob_score: Option<f64>,
    /// Every test row, in dataset order; empty if the report is lean.
    pub outcomes: Vec<NumberOutcome>,
    /// Wall time of the final fit alone, milliseconds; measured, so not part of what is reproducible.
    pub fit_millis: f64,
}

/// A report on a model of numbers and, if asked for, its charts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regressed {
    /// The numbers.
    pub report: RegressReport,
    /// By name: `predicted_actual`, `residuals`, `residual_histogram`, `importance`; empty unless asked for.
    pub drawings: Vec<(String, Drawing)>,
}

/// Two models of numbers beside each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumbersComparison {
    /// The first.
    pub left: Regressed,
    /// The second.
    pub right: Regressed,
    /// Their errors row by row; absent when the test rows differ.
    pub paired: Option<PairedErrors>,
}

/// The absolute errors of two models on the same rows: the first's less the second's, in the target's units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairedErrors {
    /// Rows.
    pub rows: u64,
    /// Rows on which only the first is nearer.
    pub left_nearer: u64,
    /// Rows on which only the second is nearer.
    pub right_nearer: u64,
    /// Mean of the differences: above 0 the second is nearer.
    pub mean: f64,
    /// Bootstrap 95% interval of the mean; absent below two rows.
    pub interval: Option<(f64, f64)>,
    /// Two-sided Wilcoxon signed-rank test that the differences lie evenly about 0; absent where no row differs.
    pub wilcoxon_p: Option<f64>,
}
