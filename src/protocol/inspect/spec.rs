//! Ways of looking at a model, and how each is done.

use serde::{Deserialize, Serialize};

/// One way of looking at a model. `scoring` is a score's name in scikit-learn; absent: `accuracy`, or `r2` for numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// A bootstrap interval for every headline metric, from the test rows.
    Intervals(BootstrapSpec),
    /// Whether probabilities can be taken at their word.
    Calibration {
        /// Bins, 2..=50.
        #[serde(default = "ten")]
        bins: u32,
        /// How they are cut.
        #[serde(default)]
        strategy: BinStrategy,
    },
    /// Every threshold of a model of two classes, with what errors cost.
    Thresholds(CostSpec),
    /// The score as there are more training rows, over folds.
    LearningCurve {
        /// Sizes, 2..=10, evenly spaced up to all training rows.
        #[serde(default = "five")]
        steps: u32,
        /// The score.
        #[serde(default)]
        scoring: Option<String>,
    },
    /// The score as one parameter changes, over folds.
    ValidationCurve {
        /// The parameter, by scikit-learn's name.
        parameter: String,
        /// Its values as Python prints them, 1..=50.
        values: Vec<String>,
        /// The score.
        #[serde(default)]
        scoring: Option<String>,
    },
    /// How much worse the score gets when a column of the test rows is shuffled.
    Permutation {
        /// Shuffles per column, 1..=100.
        #[serde(default = "five")]
        n_repeats: u32,
        /// The score.
        #[serde(default)]
        scoring: Option<String>,
    },
    /// The mean answer as one feature moves.
    Dependence {
        /// A numeric feature.
        feature: String,
        /// The class whose probability is shown; absent: the second of two, or the most frequent.
        #[serde(default)]
        class: Option<String>,
    },
    /// Groups of test rows on which the model fails more often than chance explains.
    Slices(SliceSpec),
    /// Several scores by repeated k-fold on the training rows, with an interval that knows that folds share rows.
    Folds {
        /// Folds, 2..=20.
        #[serde(default = "five")]
        folds: u32,
        /// How often they are drawn, 1..=20; divisions by group or time cannot be drawn again.
        #[serde(default = "one")]
        repeats: u32,
    },
}

fn one() -> u32 {
    1
}

fn five() -> u32 {
    5
}

fn ten() -> u32 {
    10
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
