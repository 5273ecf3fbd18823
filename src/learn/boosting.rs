//! Histogram gradient boosting: small trees one after another, each fitted to what the ones before got wrong.
//!
//! Friedman, *Greedy function approximation: a gradient boosting machine* (2001); Ke et al., *LightGBM* (2017). Settings,
//! bins, splits and stopping are those of scikit-learn's `HistGradientBoostingClassifier` and `HistGradientBoostingRegressor`;
//! only the draw of the rows held back for stopping is ours. Sums are fixed-point, so a fit does not depend on the order of
//! its rows.

mod answer;
mod bins;
mod grow;
mod loss;
mod rounds;
mod sums;

#[cfg(test)]
mod tests;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::Error;
use super::face::{answers, classifier, regressor};
use super::shape::{Seen, rows_with_gaps};
use crate::protocol::BoostingSpec;
use loss::{Goal, logistic, outputs_of, softmax_of};

/// Settings of boosting that answers with classes, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct BoostingParams {
    checked: CheckedBoosting,
}

/// Settings of boosting that answers with classes, in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedBoosting {
    spec: BoostingSpec,
    seed: u64,
}

/// Settings of boosting that answers with numbers, in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedBoostingRegressor(CheckedBoosting);

/// A fitted ensemble that answers with classes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Boosting {
    ensemble: Ensemble,
    seen: Seen,
}

/// A fitted ensemble that answers with numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoostingRegressor {
    ensemble: Ensemble,
}

/// Trees that are added up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Ensemble {
    /// The answer without any tree, one per output.
    start: Vec<f64>,
    /// Round after round, a tree per output each.
    trees: Vec<Vec<TreeNode>>,
    rounds: u32,
    /// Fall of the loss by splits on each column.
    gains: Vec<f64>,
    /// It ended before its last round.
    stopped: bool,
}

/// A node of a kept tree.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "WrittenNode", into = "WrittenNode")]
struct TreeNode {
    feature: u32,
    /// Left child, the right one comes next; 0 for a leaf.
    left: u32,
    missing_left: bool,
    /// Threshold, at or below which a row goes left; a leaf's answer.
    value: f64,
}

/// As it is written, without names: there are thousands. JSON knows no infinity: it is kept as nothing.
type WrittenNode = (u32, u32, bool, Option<f64>);

impl From<TreeNode> for WrittenNode {
    fn from(node: TreeNode) -> Self {
        (node.feature, node.left, node.missing_left, Some(node.value).filter(|value| value.is_finite()))
    }
}

impl From<WrittenNode> for TreeNode {
    fn from((feature, left, missing_left, value): WrittenNode) -> Self {
        Self { feature, left, missing_left, value: value.unwrap_or(f64::INFINITY) }
    }
}

impl BoostingParams {
    /// The settings of `spec` under `seed`, which draws the rows held back for stopping.
    pub fn new(spec: &BoostingSpec, seed: u64) -> Self {
        Self { checked: CheckedBoosting { spec: spec.clone(), seed } }
    }
}

impl ParamGuard for BoostingParams {
    type Checked = CheckedBoosting;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedBoosting, Error> {
        let spec = &self.checked.spec;
        let wrong = |name, value: String, takes: &str| Err(Error::Parameter { name, value, takes: takes.into() });
        let share = |value: f64| value > 0.0 && value < 1.0;
        match spec {
            _ if !(spec.learning_rate > 0.0 && spec.learning_rate <= 1.0) => {
                wrong("learning_rate", spec.learning_rate.to_string(), "a number above 0 and at most 1")
            }
            _ if !(1..=2000).contains(&spec.max_iter) => wrong("max_iter", spec.max_iter.to_string(), "a whole number from 1 to 2000"),
            _ if spec.max_leaf_nodes.is_some_and(|leaves| !(2..=4096).contains(&leaves)) => {
                wrong("max_leaf_nodes", spec.max_leaf_nodes.unwrap_or(0).to_string(), "a whole number from 2 to 4096, or None")
            }
            _ if spec.max_depth.is_some_and(|depth| !(1..=64).contains(&depth)) => {
                wrong("max_depth", spec.max_depth.unwrap_or(0).to_string(), "a whole number from 1 to 64, or None")
            }
            _ if spec.min_samples_leaf == 0 => wrong("min_samples_leaf", "0".into(), "a whole number from 1"),
            _ if !(spec.l2_regularization >= 0.0 && spec.l2_regularization.is_finite()) => {
                wrong("l2_regularization", spec.l2_regularization.to_string(), "a number from 0")
            }
            _ if !(2..=255).contains(&spec.max_bins) => wrong("max_bins", spec.max_bins.to_string(), "a whole number from 2 to 255"),
            _ if !share(spec.validation_fraction) => {
                wrong("validation_fraction", spec.validation_fraction.to_string(), "a number above 0 and below 1")
            }
            _ if spec.n_iter_no_change == 0 => wrong("n_iter_no_change", "0".into(), "a whole number from 1"),
            _ if !(spec.tol >= 0.0 && spec.tol.is_finite()) => wrong("tol", spec.tol.to_string(), "a number from 0"),
            _ => Ok(&self.checked),
        }
    }

    fn check(self) -> Result<CheckedBoosting, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedBoosting {
    /// The same settings for numbers.
    pub fn regressor(self) -> CheckedBoostingRegressor {
        CheckedBoostingRegressor(self)
    }

    /// Fits columns, in which NaN is a missing value; labels are below `classes`. `progress` hears every round.
    pub fn fit_columns(
        &self,
        columns: &[Vec<f64>],
        labels: &[u8],
        classes: usize,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Boosting, Error> {
        let (seen, places) = Seen::several(Seen::of(rows_with_gaps(columns)?, labels, classes)?)?;
        let places: Vec<u8> = places.into_iter().map(|place| place as u8).collect();
        let goal = Goal::Classes(&places, seen.count());
        Ok(Boosting { ensemble: rounds::fit(&self.spec, self.seed, columns, goal, progress)?, seen })
    }
}

impl CheckedBoostingRegressor {
    /// Fits columns, in which NaN is a missing value, to one finite number a row. `progress` hears every round.
    pub fn fit_columns(
        &self,
        columns: &[Vec<f64>],
        targets: &[f64],
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<BoostingRegressor, Error> {
        let rows = rows_with_gaps(columns)?;
        if targets.len() != rows {
            return Err(Error::Shape { what: "the target", unit: "rows", found: targets.len(), wanted: rows });
        }
        if let Some(row) = targets.iter().position(|value| !value.is_finite()) {
            return Err(Error::NotFinite { column: "target".into(), row });
        }
        let Self(CheckedBoosting { spec, seed }) = self;
        Ok(BoostingRegressor { ensemble: rounds::fit(spec, *seed, columns, Goal::Numbers(targets), progress)? })
    }
}

impl Boosting {
    /// Raw answers, one list per output (the log odds of the second of two classes seen in training, or a score for each of
    /// them), one number a row.
    pub fn raw_of(&self, columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
        self.ensemble.raw_of(columns)
    }

    /// Probability per class of every row, row after row.
    pub fn probabilities_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let raw = self.raw_of(columns);
        let rows = raw.first().map_or(0, Vec::len);
        let shares = if outputs_of(self.seen.count()) == 1 {
            let scores = raw.first().map(Vec::as_slice).unwrap_or_default();
            scores.iter().flat_map(|score| [logistic(-score), logistic(*score)]).collect()
        } else {
            let shares_of = |row: usize| (0..raw.len()).map(|class| softmax_of(&raw, row, class)).collect::<Vec<_>>();
            (0..rows).flat_map(shares_of).collect()
        };
        self.seen.spread(shares)
    }

    /// Most probable class of every row, the first of equals.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<usize> {
        self.probabilities_of(columns).chunks_exact(self.seen.classes().max(1)).map(super::largest).collect()
    }

    /// Each column's share of the fall of the loss, all sum to 1; scikit-learn's model does not say.
    pub fn importances(&self) -> Vec<f64> {
        self.ensemble.importances()
    }

    /// Rounds that were made.
    pub fn rounds(&self) -> u32 {
        self.ensemble.rounds
    }
}

impl BoostingRegressor {
    /// The answer to every row.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        self.ensemble.raw_of(columns).into_iter().next().unwrap_or_default()
    }

    /// Each column's share of the fall of the loss, all sum to 1; scikit-learn's model does not say.
    pub fn importances(&self) -> Vec<f64> {
        self.ensemble.importances()
    }

    /// Rounds that were made.
    pub fn rounds(&self) -> u32 {
        self.ensemble.rounds
    }
}

impl Ensemble {
    fn importances(&self) -> Vec<f64> {
        let total: f64 = self.gains.iter().sum();
        self.gains.iter().map(|gain| if total > 0.0 { gain / total } else { 0.0 }).collect()
    }
}

classifier!(CheckedBoosting => Boosting);
regressor!(CheckedBoostingRegressor => BoostingRegressor);
answers!(Boosting, usize);
answers!(BoostingRegressor, f64);
