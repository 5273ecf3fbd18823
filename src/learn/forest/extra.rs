//! Extra trees: one threshold drawn per feature instead of the best one, and all rows instead of a draw.
//!
//! Geurts, Ernst and Wehenkel, *Extremely randomized trees*, Machine Learning 63 (2006). Fitted, they are a forest.

use linfa::ParamGuard;

use super::tree_ensemble::CheckedTreeEnsemble;
use super::{CheckedForest, CheckedRegressionForest};
use crate::learn::{Error, tree::Growth};
use crate::protocol::{ExtraTreesRegressorSpec, ExtraTreesSpec, Hyperparameters};

/// Settings and seed of extra trees that predict classes, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct ExtraTreesParams {
    spec: ExtraTreesSpec,
    checked: CheckedForest,
}

/// Settings and seed of extra trees that predict numbers, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct ExtraTreesRegressorParams {
    spec: ExtraTreesRegressorSpec,
    checked: CheckedRegressionForest,
}

impl ExtraTreesParams {
    /// The settings of `spec` under `seed`.
    pub fn new(spec: &ExtraTreesSpec, seed: u64) -> Self {
        let growth = Growth {
            max_depth: spec.max_depth,
            min_samples_split: spec.min_samples_split,
            min_samples_leaf: spec.min_samples_leaf,
            max_features: spec.max_features,
            bootstrap: spec.bootstrap,
            random_thresholds: true,
        };
        let ensemble = CheckedTreeEnsemble { growth, trees: spec.n_estimators, oob_score: spec.oob_score, seed };
        Self { spec: spec.clone(), checked: CheckedForest { ensemble, criterion: spec.criterion, class_weight: spec.class_weight } }
    }
}

impl ParamGuard for ExtraTreesParams {
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

impl ExtraTreesRegressorParams {
    /// The settings of `spec` under `seed`.
    pub fn new(spec: &ExtraTreesRegressorSpec, seed: u64) -> Self {
        let growth = Growth {
            max_depth: spec.max_depth,
            min_samples_split: spec.min_samples_split,
            min_samples_leaf: spec.min_samples_leaf,
            max_features: spec.max_features,
            bootstrap: spec.bootstrap,
            random_thresholds: true,
        };
        let ensemble = CheckedTreeEnsemble { growth, trees: spec.n_estimators, oob_score: spec.oob_score, seed };
        Self { spec: spec.clone(), checked: CheckedRegressionForest { ensemble } }
    }
}

impl ParamGuard for ExtraTreesRegressorParams {
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
