//! How sure a figure is: an interval beside every score.

use serde::{Deserialize, Serialize};

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

/// How the ends of a bootstrap interval are read off the resamples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BootstrapMethod {
    /// The quantiles themselves.
    #[default]
    Percentile,
    /// Quantiles shifted for bias and skewness (bias-corrected and accelerated).
    Bca,
}

/// A bootstrap as asked for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BootstrapSpec {
    /// Resamples, 100..=10000.
    pub resamples: u32,
    /// Confidence level, 0.5..=0.999.
    pub level: f64,
    /// How the ends are found.
    pub method: BootstrapMethod,
    /// Seed of the draws.
    pub seed: u64,
}

impl Default for BootstrapSpec {
    fn default() -> Self {
        Self { resamples: 1000, level: 0.95, method: BootstrapMethod::Percentile, seed: 42 }
    }
}

/// One metric over folds, with an interval that knows that the folds share their training rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoldScores {
    /// The metric, by scikit-learn's name.
    pub metric: String,
    /// One score per fold, repeat by repeat.
    pub scores: Vec<f64>,
    /// Mean over folds.
    pub mean: f64,
    /// Standard deviation over folds (population, as `numpy.std`).
    pub std: f64,
    /// Corrected 95% interval of the mean; absent below two folds.
    pub interval: Option<(f64, f64)>,
}
