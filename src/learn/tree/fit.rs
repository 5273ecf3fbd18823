//! A decision tree of classes behind linfa's traits.

use linfa::ParamGuard;
use linfa::dataset::{AsSingleTargets, DatasetBase};
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, ArrayBase, Data, Ix2};

use super::{Balance, Growth, Tree, check_targets, class_grower, class_weights, columns_of};
use crate::learn::{Error, columns::Columns, random::Random};
use crate::protocol::{ClassWeight, Criterion, Hyperparameters, TreeSpec};

/// A tree's settings and seed, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeParams {
    spec: TreeSpec,
    checked: CheckedTree,
}

/// A tree's settings and seed, in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedTree {
    growth: Growth,
    criterion: Criterion,
    class_weight: ClassWeight,
    seed: u64,
}

impl TreeParams {
    /// The settings of `spec` under `seed`, which orders the features at each split.
    pub fn new(spec: &TreeSpec, seed: u64) -> Self {
        let growth = Growth {
            max_depth: spec.max_depth,
            min_samples_split: spec.min_samples_split,
            min_samples_leaf: spec.min_samples_leaf,
            max_features: spec.max_features,
            bootstrap: false,
            random_thresholds: false,
        };
        Self { spec: spec.clone(), checked: CheckedTree { growth, criterion: spec.criterion, class_weight: spec.class_weight, seed } }
    }
}

impl ParamGuard for TreeParams {
    type Checked = CheckedTree;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedTree, Error> {
        self.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedTree, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedTree {
    /// Grows the tree on ranked columns; labels must be below `classes`, one per row.
    pub fn fit_columns(&self, columns: &Columns, labels: &[u8], classes: usize) -> Result<Tree, Error> {
        check_targets(columns, labels, classes)?;
        let weights = class_weights(labels, classes, self.class_weight);
        Ok(class_grower(columns, labels, &weights, self.criterion, self.growth, Balance::None).grow(&mut Random::stream(self.seed, 0)))
    }
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = usize>> Fit<ArrayBase<D, Ix2>, T, Error> for CheckedTree {
    type Object = Tree;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Tree, Error> {
        let (columns, labels, classes) = columns_of(dataset)?;
        self.fit_columns(&columns, &labels, classes)
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<usize>> for Tree {
    fn predict_inplace(&self, records: &ArrayBase<D, Ix2>, targets: &mut Array1<usize>) {
        for (row, target) in records.rows().into_iter().zip(targets.iter_mut()) {
            *target = crate::learn::largest(self.probabilities(|feature| row[feature]));
        }
    }

    fn default_target(&self, records: &ArrayBase<D, Ix2>) -> Array1<usize> {
        Array1::zeros(records.nrows())
    }
}
