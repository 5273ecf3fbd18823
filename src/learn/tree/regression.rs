//! A decision tree of numbers behind linfa's traits: squared error, each leaf answers with the mean of its rows.

use linfa::ParamGuard;
use linfa::dataset::{AsSingleTargets, DatasetBase};
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, ArrayBase, Data, Ix2};
use serde::{Deserialize, Serialize};

use super::{Growth, Tree, check_numbers, number_grower, numbers_of};
use crate::learn::{Error, columns::Columns, random::Random};
use crate::protocol::{Hyperparameters, RegressionTreeSpec};

/// A regression tree's settings and seed, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct RegressionTreeParams {
    spec: RegressionTreeSpec,
    checked: CheckedRegressionTree,
}

/// A regression tree's settings and seed, in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedRegressionTree {
    growth: Growth,
    seed: u64,
}

/// A fitted tree of numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegressionTree {
    tree: Tree,
}

impl RegressionTreeParams {
    /// The settings of `spec` under `seed`, which orders the features at each split.
    pub fn new(spec: &RegressionTreeSpec, seed: u64) -> Self {
        let growth = Growth {
            max_depth: spec.max_depth,
            min_samples_split: spec.min_samples_split,
            min_samples_leaf: spec.min_samples_leaf,
            max_features: spec.max_features,
            bootstrap: false,
            random_thresholds: false,
        };
        Self { spec: spec.clone(), checked: CheckedRegressionTree { growth, seed } }
    }
}

impl ParamGuard for RegressionTreeParams {
    type Checked = CheckedRegressionTree;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedRegressionTree, Error> {
        self.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedRegressionTree, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedRegressionTree {
    /// Grows the tree on ranked columns; one finite target per row.
    pub fn fit_columns(&self, columns: &Columns, targets: &[f64], progress: &mut dyn FnMut(f64, &str)) -> Result<RegressionTree, Error> {
        check_numbers(columns, targets)?;
        progress(0.0, "growing the tree");
        Ok(RegressionTree { tree: number_grower(columns, targets, self.growth).grow(&mut Random::stream(self.seed, 0)) })
    }
}

impl RegressionTree {
    /// Mean target of the training rows in the leaf that a row of values falls into.
    pub fn predict(&self, value: impl Fn(usize) -> f64) -> f64 {
        self.tree.probabilities(value).first().copied().unwrap_or_default()
    }

    /// The same for every row of the columns.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        self.tree.probabilities_of(columns)
    }

    /// Squared error taken away per feature, normalised to sum to 1; all 0 for a tree without a split.
    pub fn importances(&self) -> &[f64] {
        self.tree.importances()
    }

    /// Questions on the longest way down; 0 for a lone leaf.
    pub fn depth(&self) -> u32 {
        self.tree.depth()
    }

    /// Number of leaves.
    pub fn leaves(&self) -> usize {
        self.tree.leaves()
    }

    /// Number of features it was grown on.
    pub fn features(&self) -> usize {
        self.tree.features()
    }
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = f64>> Fit<ArrayBase<D, Ix2>, T, Error> for CheckedRegressionTree {
    type Object = RegressionTree;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<RegressionTree, Error> {
        let (columns, targets) = numbers_of(dataset)?;
        self.fit_columns(&columns, &targets, &mut |_, _| {})
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<f64>> for RegressionTree {
    fn predict_inplace(&self, records: &ArrayBase<D, Ix2>, targets: &mut Array1<f64>) {
        for (row, target) in records.rows().into_iter().zip(targets.iter_mut()) {
            *target = self.predict(|feature| row[feature]);
        }
    }

    fn default_target(&self, records: &ArrayBase<D, Ix2>) -> Array1<f64> {
        Array1::zeros(records.nrows())
    }
}
