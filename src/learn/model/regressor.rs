//! The models that answer with a number.

use std::ops::Range;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use crate::learn::Error;
use crate::learn::boosting::{BoostingParams, BoostingRegressor, CheckedBoostingRegressor};
use crate::learn::columns::Columns;
use crate::learn::forest::{CheckedRegressionForest, ExtraTreesRegressorParams, Part, RegressionForest, RegressionForestParams};
use crate::learn::linear::{CheckedLasso, CheckedLinear, CheckedRidge, Lasso, LassoParams, Linear, LinearParams, RidgeParams};
use crate::learn::neighbours::{CheckedKnnRegressor, KnnParams, KnnRegressor};
use crate::learn::prepare::{Encoding, Frame};
use crate::learn::scale::Scaling;
use crate::learn::tree::{CheckedRegressionTree, RegressionTree, RegressionTreeParams, Tree};
use crate::protocol::{Importance, ModelSpec, Warning, params};

use super::NO_FOREST;
use super::importance::{Weight, largest_first};

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedRegressor {
    model: Checked,
    /// Its columns must be on one scale.
    scales: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Checked {
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
    /// Checks every setting; absent if the spec is no regressor's.
    pub(super) fn new(spec: &ModelSpec, seed: u64) -> Result<Option<Self>, Error> {
        let model = match spec {
            ModelSpec::LinearRegression(spec) => Checked::Linear(LinearParams::new(spec, seed).check()?),
            ModelSpec::Ridge(spec) => Checked::Ridge(RidgeParams::new(spec, seed).check()?),
            ModelSpec::Lasso(spec) => Checked::Lasso(LassoParams::new(spec, seed).check()?),
            ModelSpec::DecisionTreeRegressor(spec) => Checked::Tree(RegressionTreeParams::new(spec, seed).check()?),
            ModelSpec::RandomForestRegressor(spec) => Checked::Forest(RegressionForestParams::new(spec, seed).check()?),
            ModelSpec::ExtraTreesRegressor(spec) => Checked::Forest(ExtraTreesRegressorParams::new(spec, seed).check()?),
            ModelSpec::HistGradientBoostingRegressor(spec) => Checked::Boosting(BoostingParams::new(spec, seed).check()?.regressor()),
            ModelSpec::KNeighborsRegressor(spec) => Checked::Neighbours(KnnParams::new(spec, seed).check()?.regressor()),
            ModelSpec::RandomForest(_)
            | ModelSpec::ExtraTrees(_)
            | ModelSpec::HistGradientBoosting(_)
            | ModelSpec::DecisionTree(_)
            | ModelSpec::LogisticRegression(_)
            | ModelSpec::LinearSvc(_)
            | ModelSpec::KNeighbors(_)
            | ModelSpec::GaussianNb(_)
            | ModelSpec::Mlp(_) => return Ok(None),
        };
        Ok(Some(Self { model, scales: params::kind(spec).scales }))
    }

    /// Fits on encoded columns and one finite number per row. `progress` hears the share done and what is being done.
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

    /// Trees that it grows apart from each other; absent for a model that is no forest.
    pub fn trees(&self) -> Option<u32> {
        if let Checked::Forest(forest) = &self.model { Some(forest.trees()) } else { None }
    }

    /// Grows some of a forest's trees; `grown` hears how many of them are finished.
    pub fn grow(&self, columns: &Columns, targets: &[f64], numbers: Range<u32>, grown: &mut dyn FnMut(u32)) -> Result<Part, Error> {
        let Checked::Forest(forest) = &self.model else { return Err(NO_FOREST) };
        forest.grow_part(columns, targets, numbers, grown)
    }

    /// The forest whose trees were grown in parts, as if it had been fitted at once.
    pub fn join(&self, parts: Vec<Part>, targets: &[f64]) -> Result<Regressor, Error> {
        let Checked::Forest(forest) = &self.model else { return Err(NO_FOREST) };
        Ok(Regressor { fitted: Fitted::Forest(forest.from_parts(parts, targets)?), scaling: None })
    }
}

impl Regressor {
    /// What the model has as text, at the least; told of forests only, which can be larger than the data.
    pub fn least_bytes(&self) -> u64 {
        match &self.fitted {
            Fitted::Forest(model) => model.trees().iter().map(Tree::least_bytes).sum(),
            _ => 0,
        }
    }

    /// The answer to every row.
    pub fn predict_of(&self, frame: &Frame) -> Vec<f64> {
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

    /// How much each encoded feature matters, largest first; empty for a model that does not say.
    pub fn importances(&self, names: &[String]) -> Vec<Importance> {
        let weighed = |model: &Linear| -> Vec<Weight> {
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
            Fitted::Lasso(model) if !model.converged() => {
                "lasso stopped before it converged; allow more rounds (max_iter) or accept a larger tol".to_owned()
            }
            Fitted::Forest(forest) if forest.oob_unseen() > 0 => {
                format!(
                    "{} training rows were in every tree's draw, so the out-of-bag score is rough; grow more trees",
                    forest.oob_unseen()
                )
            }
            _ => return Vec::new(),
        };
        vec![Warning { line: None, column: None, text }]
    }

    /// Out-of-bag R² of a forest, when asked for.
    pub fn oob_score(&self) -> Option<f64> {
        match &self.fitted {
            Fitted::Forest(forest) => forest.oob_score(),
            _ => None,
        }
    }
}
