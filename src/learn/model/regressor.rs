//! The models that answer with a number.

use std::ops::Range;

use linfa::traits::Predict;
use serde::{Deserialize, Serialize};

use crate::learn::Error;
use crate::learn::boosting::{BoostingRegressor, CheckedBoostingRegressor};
use crate::learn::columns::Columns;
use crate::learn::forest::{CheckedRegressionForest, PartialForest, RegressionForest};
use crate::learn::linear::{CheckedLasso, CheckedLinear, CheckedRidge, Lasso, Linear};
use crate::learn::neighbours::{CheckedKnnRegressor, KnnRegressor};
use crate::learn::prepare::{Encoding, Frame};
use crate::learn::scale::Scaling;
use crate::learn::tree::{CheckedRegressionTree, RegressionTree, Tree};
use crate::protocol::{Importance, Warning};

use super::NO_FOREST;
use super::importance::{FeatureWeight, largest_first, unseen};

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedRegressor {
    pub(super) model: Checked,
    /// Its columns must be on one scale.
    pub(super) scales: bool,
}

/// Settings of each way to learn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Checked {
    Linear(CheckedLinear),
    Ridge(CheckedRidge),
    Lasso(CheckedLasso),
    Tree(CheckedRegressionTree),
    Forest(CheckedRegressionForest),
    Boosting(CheckedBoostingRegressor),
    Neighbours(CheckedKnnRegressor),
}

/// A fitted model and the scaling of its features, if it needs one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regressor {
    fitted: Fitted,
    scaling: Option<Scaling>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Fitted {
    Linear(Linear),
    Lasso(Lasso),
    Tree(RegressionTree),
    Forest(RegressionForest),
    Boosting(BoostingRegressor),
    Neighbours(KnnRegressor),
}

impl CheckedRegressor {
    /// Fits on encoded columns and one finite number per row. `progress` gets the share done and the name of the current step.
    pub fn fit(
        &self,
        encoding: &Encoding,
        frame: &Frame,
        targets: &[f64],
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Regressor, Error> {
        let scaling = (self.scales && encoding.leaves_scaling_to_the_model()).then(|| Scaling::fit(encoding, frame));
        let scaled;
        let columns: &[Vec<f64>] = match &scaling {
            Some(scaling) => {
                scaled = scaling.frame(frame);
                &scaled
            }
            None => &frame.columns,
        };
        let ranked = || Columns::new(columns.iter().map(Vec::as_slice), encoding.names());
        let fitted = match &self.model {
            Checked::Linear(model) => Fitted::Linear(model.fit_columns(columns, targets, progress)?),
            Checked::Ridge(model) => Fitted::Linear(model.fit_columns(columns, targets, progress)?),
            Checked::Lasso(model) => Fitted::Lasso(model.fit_columns(columns, targets, progress)?),
            Checked::Tree(model) => Fitted::Tree(model.fit_columns(&ranked()?, targets, progress)?),
            Checked::Forest(model) => Fitted::Forest(model.fit_columns(&ranked()?, targets, progress)?),
            Checked::Boosting(model) => Fitted::Boosting(model.fit_columns(columns, targets, progress)?),
            Checked::Neighbours(model) => Fitted::Neighbours(model.fit_columns(columns, targets, progress)?),
        };
        Ok(Regressor { fitted, scaling })
    }

    /// Grows some of a forest's trees; `grown` hears how many of them are finished.
    pub fn grow(
        &self,
        columns: &Columns,
        targets: &[f64],
        numbers: Range<u32>,
        grown: &mut dyn FnMut(u32),
    ) -> Result<PartialForest, Error> {
        let Checked::Forest(forest) = &self.model else { return Err(NO_FOREST) };
        forest.grow_part(columns, targets, numbers, grown)
    }

    /// The forest whose trees were grown in parts, as if it had been fitted at once.
    pub fn join(&self, parts: Vec<PartialForest>, targets: &[f64]) -> Result<Regressor, Error> {
        let Checked::Forest(forest) = &self.model else { return Err(NO_FOREST) };
        Ok(Regressor { fitted: Fitted::Forest(forest.from_parts(parts, targets)?), scaling: None })
    }
}

impl Regressor {
    /// What the model has as text, a lower bound; only for forests, which can be larger than the data.
    pub fn least_bytes(&self) -> u64 {
        match &self.fitted {
            Fitted::Forest(model) => model.trees().iter().map(Tree::least_bytes).sum(),
            Fitted::Linear(_) | Fitted::Lasso(_) | Fitted::Tree(_) | Fitted::Boosting(_) | Fitted::Neighbours(_) => 0,
        }
    }

    /// How much each encoded feature matters, largest first; empty for a model that does not say.
    pub fn importances(&self, names: &[String]) -> Vec<Importance> {
        let weighed = |model: &Linear| -> Vec<FeatureWeight> {
            let spread = |feature| self.scaling.as_ref().map_or(1.0, |scaling| scaling.indicator_spread(feature));
            model.coefficients().iter().enumerate().map(|(feature, weight)| (weight.abs() * spread(feature), None)).collect()
        };
        let values = match &self.fitted {
            Fitted::Linear(model) => weighed(model),
            Fitted::Lasso(model) => weighed(model.linear()),
            Fitted::Tree(tree) => tree.importances().iter().map(|value| (*value, None)).collect(),
            Fitted::Forest(forest) => forest.importances().into_iter().map(|(mean, std)| (mean, Some(std))).collect(),
            Fitted::Boosting(model) => model.importances().into_iter().map(|value| (value, None)).collect(),
            Fitted::Neighbours(_) => Vec::new(),
        };
        largest_first(names, values)
    }

    /// What the reader should know about this fit.
    pub fn warnings(&self) -> Vec<Warning> {
        let text = match &self.fitted {
            Fitted::Lasso(model) => (!model.converged())
                .then(|| "lasso stopped before it converged; allow more rounds (max_iter) or accept a larger tol".to_owned()),
            Fitted::Forest(forest) => unseen(forest.oob_unseen()),
            Fitted::Linear(_) | Fitted::Tree(_) | Fitted::Boosting(_) | Fitted::Neighbours(_) => None,
        };
        text.into_iter().map(|text| Warning { line: None, column: None, text }).collect()
    }

    /// Out-of-bag R² of a forest, when asked for.
    pub fn oob_score(&self) -> Option<f64> {
        match &self.fitted {
            Fitted::Forest(forest) => forest.oob_score(),
            Fitted::Linear(_) | Fitted::Lasso(_) | Fitted::Tree(_) | Fitted::Boosting(_) | Fitted::Neighbours(_) => None,
        }
    }
}

/// The answer to every row.
impl Predict<&Frame, Vec<f64>> for Regressor {
    fn predict(&self, frame: &Frame) -> Vec<f64> {
        let scaled;
        let columns: &[Vec<f64>] = match &self.scaling {
            Some(scaling) => {
                scaled = scaling.frame(frame);
                &scaled
            }
            None => &frame.columns,
        };
        match &self.fitted {
            Fitted::Linear(model) => model.predict_of(columns),
            Fitted::Lasso(model) => model.predict_of(columns),
            Fitted::Tree(model) => model.predict_of(columns),
            Fitted::Forest(model) => model.predict_of(columns),
            Fitted::Boosting(model) => model.predict_of(columns),
            Fitted::Neighbours(model) => model.predict_of(columns),
        }
    }
}
