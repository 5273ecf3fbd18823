//! A random forest of numbers: trees grown by squared error, their answers averaged.

use std::ops::Range;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::PartialForest;
use super::tree_ensemble::{CheckedTreeEnsemble, TreeEnsemble};
use super::votes::Votes;
use crate::learn::tree::{Growth, Tree, check_numbers, number_grower};
use crate::learn::{Error, columns::Columns};
use crate::protocol::{Hyperparameters, RegressionForestSpec};

/// Fitted trees of numbers: a random forest, or extra trees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegressionForest {
    #[serde(rename = "grove")]
    ensemble: TreeEnsemble,
    oob_score: Option<f64>,
    oob_unseen: usize,
}

/// A regression forest's settings and seed, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct RegressionForestParams {
    spec: RegressionForestSpec,
    checked: CheckedRegressionForest,
}

/// A regression forest's settings and seed, in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedRegressionForest {
    pub(super) ensemble: CheckedTreeEnsemble,
}

impl RegressionForestParams {
    /// The settings of `spec` under `seed`.
    pub fn new(spec: &RegressionForestSpec, seed: u64) -> Self {
        let growth = Growth {
            max_depth: spec.max_depth,
            min_samples_split: spec.min_samples_split,
            min_samples_leaf: spec.min_samples_leaf,
            max_features: spec.max_features,
            bootstrap: spec.bootstrap,
            random_thresholds: false,
        };
        let ensemble = CheckedTreeEnsemble { growth, trees: spec.n_estimators, oob_score: spec.oob_score, seed };
        Self { spec: spec.clone(), checked: CheckedRegressionForest { ensemble } }
    }
}

impl ParamGuard for RegressionForestParams {
    type Checked = CheckedRegressionForest;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedRegressionForest, Error> {
        self.spec.check()?;
        self.checked.ensemble.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedRegressionForest, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedRegressionForest {
    /// Number of trees to grow.
    pub fn trees(&self) -> u32 {
        self.ensemble.trees
    }

    /// Grows the trees on ranked columns; one finite target per row. `progress` hears of every finished tree.
    pub fn fit_columns(&self, columns: &Columns, targets: &[f64], progress: &mut dyn FnMut(f64, &str)) -> Result<RegressionForest, Error> {
        let count = self.trees();
        let mut grown = |tree: u32| progress(f64::from(tree) / f64::from(count), &format!("tree {tree} of {count}"));
        let part = self.grow_part(columns, targets, 0..count, &mut grown)?;
        self.from_parts(vec![part], targets)
    }

    /// Grows only the trees with these numbers, 0..`trees()`; `grown` hears how many of them are finished.
    pub fn grow_part(
        &self,
        columns: &Columns,
        targets: &[f64],
        numbers: Range<u32>,
        grown: &mut dyn FnMut(u32),
    ) -> Result<PartialForest, Error> {
        check_numbers(columns, targets)?;
        let mut grower = number_grower(columns, targets, self.ensemble.growth);
        Ok(self.ensemble.grow(grower.as_mut(), columns, Votes::of_numbers(targets), numbers, grown))
    }

    /// The forest of parts that together hold every tree once; the same, bit for bit, as if grown in one go.
    pub fn from_parts(&self, parts: Vec<PartialForest>, targets: &[f64]) -> Result<RegressionForest, Error> {
        let (ensemble, votes, _) = self.ensemble.join(parts, targets.len())?;
        let (oob_score, oob_unseen) = votes.map_or((None, 0), |votes| (votes.r2(targets), votes.unseen()));
        Ok(RegressionForest { ensemble, oob_score, oob_unseen })
    }
}

impl RegressionForest {
    /// Mean of the trees' answers to a row of values.
    pub fn predict(&self, value: impl Fn(usize) -> f64) -> f64 {
        self.ensemble.means(value).first().copied().unwrap_or_default()
    }

    /// The same for every row of the columns.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        self.ensemble.means_of(columns)
    }

    /// Squared error taken away per feature, summing to 1, and its standard deviation over the trees.
    pub fn importances(&self) -> Vec<(f64, f64)> {
        self.ensemble.importances()
    }

    /// R² on each row by the trees that did not see it, at most 1; absent unless asked for.
    pub fn oob_score(&self) -> Option<f64> {
        self.oob_score
    }

    /// Rows that every tree saw, so that the out-of-bag score says little about them.
    pub fn oob_unseen(&self) -> usize {
        self.oob_unseen
    }

    /// The trees, in order; each answers with one number.
    pub fn trees(&self) -> &[Tree] {
        &self.ensemble.trees
    }

    /// Number of features it was grown on.
    pub fn features(&self) -> usize {
        self.ensemble.features
    }
}
