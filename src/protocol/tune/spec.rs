//! A search for settings: which parameters, which values, in what order and with how much effort.

use serde::{Deserialize, Serialize};

use crate::protocol::train::TrainSpec;

/// A search, complete: the same value gives the same trials, whoever runs them and in whatever order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchSpec {
    /// The experiment whose parameters are varied; its `folds` (2 or more) judge every trial on the training rows.
    pub base: TrainSpec,
    /// What is varied.
    pub space: Vec<Dimension>,
    /// How the space is searched.
    #[serde(default)]
    pub strategy: Strategy,
    /// Seed of random candidates and of samples of rows.
    #[serde(default = "seed")]
    pub seed: u64,
}

fn seed() -> u64 {
    42
}

/// One parameter and the values it may take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dimension {
    /// The parameter, by scikit-learn's name.
    pub name: String,
    /// Its values.
    pub values: Values,
}

/// Values of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Values {
    /// These, as Python prints them, each equally likely.
    List(Vec<String>),
    /// Any number between two ends.
    Range {
        /// Smallest.
        low: f64,
        /// Largest, above `low`.
        high: f64,
        /// How numbers are spread between the ends.
        #[serde(default)]
        scale: Scale,
        /// Whole numbers only.
        #[serde(default)]
        whole: bool,
        /// Values that a grid takes from the range, ends included, 2..=50.
        #[serde(default = "steps")]
        steps: u32,
    },
}

fn steps() -> u32 {
    5
}

/// How numbers are spread over a range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Equal differences.
    #[default]
    Linear,
    /// Equal ratios, for parameters such as `C`; both ends above 0.
    Log,
}

/// How a space is searched.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// Every combination, as `GridSearchCV`.
    #[default]
    Grid,
    /// So many random combinations, 1..=1000, as `RandomizedSearchCV`.
    Random {
        /// Combinations drawn.
        n_iter: u32,
    },
    /// Many candidates with little effort, the best of them with more, as `HalvingGridSearchCV` and `HalvingRandomSearchCV`.
    Halving(HalvingSpec),
}

/// Successive halving under scikit-learn's names and defaults.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HalvingSpec {
    /// Random candidates to begin with, 1..=1000; absent: every combination of the grid.
    pub n_candidates: Option<u32>,
    /// One in so many candidates survives a round, and effort grows as much, 2..=10.
    pub factor: u32,
    /// What effort is: absent for training rows, or a parameter such as `n_estimators`.
    pub resource: Option<String>,
    /// Effort of the first round.
    pub min_resources: MinResources,
    /// Effort of the last round at most; absent: all training rows. A parameter needs it.
    pub max_resources: Option<u32>,
    /// Repeat the first round's effort until few enough candidates are left.
    pub aggressive_elimination: bool,
}

impl Default for HalvingSpec {
    fn default() -> Self {
        Self {
            n_candidates: None,
            factor: 3,
            resource: None,
            min_resources: MinResources::Exhaust,
            max_resources: None,
            aggressive_elimination: false,
        }
    }
}

/// Effort of the first round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MinResources {
    /// As much as lets the last round use all there is.
    #[default]
    Exhaust,
    /// As little as is sensible: 2 rows per fold and class, or 1.
    Smallest,
    /// So much.
    Count(u32),
}
