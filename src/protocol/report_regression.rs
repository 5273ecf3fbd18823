//! How far a model of numbers is off: the headline errors and what a residual plot needs.

use serde::{Deserialize, Serialize};

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
