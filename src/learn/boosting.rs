//! Histogram gradient boosting: small trees one after another, each fitted to what the ones before got wrong.
//!
//! Friedman, *Greedy function approximation: a gradient boosting machine* (2001); Ke et al., *LightGBM* (2017). Settings,
//! bins, splits and stopping are those of scikit-learn's `HistGradientBoostingClassifier` and `HistGradientBoostingRegressor`;
//! only the draw of the rows held back for stopping is ours. Sums are fixed-point, so a fit does not depend on the order of
//! its rows.

mod bins;
mod gradient_sums;
mod grow;
mod loss;
mod predict;
mod rounds;

#[cfg(test)]
mod tests;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::Error;
use super::linfa_fit::{answers, classifier, regressor};
use super::shape::{SeenClasses, rows_with_gaps};
use crate::protocol::{BoostingSpec, Hyperparameters};
use loss::{BoostingTarget, logistic, outputs_of, softmax_of};

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
    seen: SeenClasses,
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
#[serde(from = "StoredNode", into = "StoredNode")]
struct TreeNode {
    feature: u32,
    /// Left child, the right one comes next; 0 for a leaf.
    left: u32,
    missing_left: bool,
    /// Threshold, at or below which a row goes left; a leaf's answer.
    value: f64,
}

/// As it is written, without names: there are thousands. JSON knows no infinity: it is kept as nothing.
type StoredNode = (u32, u32, bool, Option<f64>);

impl From<TreeNode> for StoredNode {
    fn from(node: TreeNode) -> Self {
        (node.feature, node.left, node.missing_left, Some(node.value).filter(|value| value.is_finite()))
    }
}

impl From<StoredNode> for TreeNode {
    fn from((feature, left, missing_left, value): StoredNode) -> Self {
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
        self.checked.spec.check()?;
        Ok(&self.checked)
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
        let (seen, places) = SeenClasses::several(SeenClasses::of(rows_with_gaps(columns)?, labels, classes)?)?;
        let places: Vec<u8> = places.into_iter().map(|place| place as u8).collect();
        let goal = BoostingTarget::Classes(&places, seen.count());
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
        Ok(BoostingRegressor { ensemble: rounds::fit(spec, *seed, columns, BoostingTarget::Numbers(targets), progress)? })
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
