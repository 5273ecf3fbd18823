//! A random forest: trees grown on draws of rows, each split on draws of columns, their class shares averaged.
//!
//! Breiman, *Random Forests*, Machine Learning 45 (2001). Differs from scikit-learn's only in the random numbers: tree i
//! depends on the seed and on i alone, so trees can be grown anywhere and in any order, and put together from [`PartialForest`]s.

mod extra;
mod partial_forest;
mod pure_tree_counts;
mod regression;
mod traits;
mod tree_ensemble;
mod votes;

#[cfg(test)]
mod balanced;
#[cfg(test)]
mod tests;

pub use extra::{ExtraTreesParams, ExtraTreesRegressorParams};
pub use partial_forest::PartialForest;
pub use regression::{CheckedRegressionForest, RegressionForest, RegressionForestParams};

use std::ops::Range;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::tree::{Balance, Growth, Tree, check_targets, class_grower, class_weights};
use super::{Error, columns::Columns};
use crate::protocol::{ClassWeight, Criterion, ForestClassWeight, ForestSpec, Hyperparameters};
use pure_tree_counts::PureTreeCounts;
use tree_ensemble::{CheckedTreeEnsemble, TreeEnsemble};
use votes::Votes;

/// Fitted trees of class shares: a random forest, or extra trees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forest {
    #[serde(rename = "grove")]
    ensemble: TreeEnsemble,
    oob_score: Option<f64>,
    oob_unseen: usize,
    #[serde(skip)]
    pure_counts: PureTreeCounts,
}

/// A forest's settings and seed, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct ForestParams {
    spec: ForestSpec,
    checked: CheckedForest,
}

/// A forest's settings and seed, in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedForest {
    ensemble: CheckedTreeEnsemble,
    criterion: Criterion,
    class_weight: ForestClassWeight,
}

impl ForestParams {
    /// The settings of `spec` under `seed`.
    pub fn new(spec: &ForestSpec, seed: u64) -> Self {
        let growth = Growth {
            max_depth: spec.max_depth,
            min_samples_split: spec.min_samples_split,
            min_samples_leaf: spec.min_samples_leaf,
            max_features: spec.max_features,
            bootstrap: spec.bootstrap,
            random_thresholds: false,
        };
        let ensemble = CheckedTreeEnsemble { growth, trees: spec.n_estimators, oob_score: spec.oob_score, seed };
        Self { spec: spec.clone(), checked: CheckedForest { ensemble, criterion: spec.criterion, class_weight: spec.class_weight } }
    }
}

impl ParamGuard for ForestParams {
    type Checked = CheckedForest;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedForest, Error> {
        self.spec.check()?;
        self.checked.ensemble.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedForest, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedForest {
    /// Number of trees to grow.
    pub fn trees(&self) -> u32 {
        self.ensemble.trees
    }

    /// Grows the trees on ranked columns; labels must be below `classes`. `grown` hears the number of finished trees.
    pub fn fit_columns(&self, columns: &Columns, labels: &[u8], classes: usize, grown: &mut dyn FnMut(u32)) -> Result<Forest, Error> {
        let part = self.grow_part(columns, labels, classes, 0..self.trees(), grown)?;
        self.from_parts(vec![part], labels)
    }

    /// Grows only the trees with these numbers, 0..`trees()`; `grown` hears how many of them are finished.
    pub fn grow_part(
        &self,
        columns: &Columns,
        labels: &[u8],
        classes: usize,
        numbers: Range<u32>,
        grown: &mut dyn FnMut(u32),
    ) -> Result<PartialForest, Error> {
        check_targets(columns, labels, classes)?;
        let (weight, balance) = match (self.class_weight, self.ensemble.growth.bootstrap) {
            (ForestClassWeight::None, _) => (ClassWeight::None, Balance::None),
            (_, false) => (ClassWeight::Balanced, Balance::None),
            (ForestClassWeight::Balanced, true) => (ClassWeight::None, Balance::Drawn),
            (ForestClassWeight::BalancedSubsample, true) => (ClassWeight::None, Balance::Weighed),
        };
        let weights = class_weights(labels, classes, weight);
        let mut grower = class_grower(columns, labels, &weights, self.criterion, self.ensemble.growth, balance);
        Ok(self.ensemble.grow(grower.as_mut(), columns, Votes::of_shares(classes), numbers, grown))
    }

    /// The forest of parts that together hold every tree once; the same, bit for bit, as if grown in one go.
    pub fn from_parts(&self, parts: Vec<PartialForest>, labels: &[u8]) -> Result<Forest, Error> {
        let (ensemble, votes, pure_counts) = self.ensemble.join(parts, labels.len())?;
        let (oob_score, oob_unseen) = votes.map_or((None, 0), |votes| (votes.accuracy(labels), votes.unseen()));
        Ok(Forest { ensemble, oob_score, oob_unseen, pure_counts })
    }
}

impl Forest {
    /// Mean over the trees of each class's share in the leaf that the row falls into.
    pub fn probabilities(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        self.ensemble.means(value)
    }

    /// The same for every row of the columns: row after row, one number per class.
    pub fn probabilities_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        self.ensemble.means_of(columns)
    }

    /// The most probable class of every row, the first of equals; not every tree is asked about every row.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<usize> {
        self.ensemble.largest_of(columns)
    }

    /// What [`Forest::predict_of`] gives for the rows and labels that the forest was grown on. Where more than half of the trees
    /// answer with a row's own label for certain, none is asked: that is so for most rows, unless trees are kept from growing
    /// fully. A forest that was stored does not know it and asks its trees.
    pub fn predict_own(&self, columns: &[Vec<f64>], labels: &[u8]) -> Vec<usize> {
        let pure_counts = self.pure_counts.counts();
        if pure_counts.len() != labels.len() {
            return self.predict_of(columns);
        }
        let half = self.ensemble.trees.len() / 2;
        let asked: Vec<usize> = (0..labels.len()).filter(|row| usize::from(pure_counts[*row]) <= half).collect();
        let mut found: Vec<usize> = labels.iter().map(|label| usize::from(*label)).collect();
        let rows: Vec<Vec<f64>> = columns.iter().map(|column| asked.iter().map(|row| column[*row]).collect()).collect();
        asked.into_iter().zip(self.predict_of(&rows)).for_each(|(row, class)| found[row] = class);
        found
    }

    /// Mean impurity decrease per feature, summing to 1, and its standard deviation over the trees.
    pub fn importances(&self) -> Vec<(f64, f64)> {
        self.ensemble.importances()
    }

    /// Accuracy on each row by the trees that did not see it, 0..=1; absent unless asked for.
    pub fn oob_score(&self) -> Option<f64> {
        self.oob_score
    }

    /// Rows that every tree saw, so that the out-of-bag score says little about them.
    pub fn oob_unseen(&self) -> usize {
        self.oob_unseen
    }

    /// The trees, in order.
    pub fn trees(&self) -> &[Tree] {
        &self.ensemble.trees
    }

    /// Number of features it was grown on.
    pub fn features(&self) -> usize {
        self.ensemble.features
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.ensemble.outputs
    }
}
