//! Any of the models behind one face: checked settings in, class shares or numbers out.

mod classifier;
mod importance;
mod regressor;
#[cfg(test)]
mod tests;

use linfa::ParamGuard;

pub use classifier::{CheckedClassifier, Classifier};
pub use regressor::{CheckedRegressor, Regressor};

use self::classifier::Checked as Classes;
use self::regressor::Checked as Numbers;
use super::Error;
use super::bayes::NaiveBayesParams;
use super::boosting::BoostingParams;
use super::forest::{ExtraTreesParams, ExtraTreesRegressorParams, ForestParams, RegressionForestParams};
use super::linear::{LassoParams, LinearParams, RidgeParams};
use super::logistic::LogisticParams;
use super::neighbours::KnnParams;
use super::perceptron::PerceptronParams;
use super::svm::LinearSvcParams;
use super::tree::{RegressionTreeParams, TreeParams};
use crate::protocol::ModelSpec;
use crate::protocol::model::Task;

/// Only a forest's trees can be grown apart.
const NO_FOREST: Error = Error::Stored { cause: "it is no forest, so it has no trees to part" };

/// A model's settings, checked.
#[derive(Clone, Debug, PartialEq)]
pub enum Settings {
    /// Of a model of classes.
    Classes(CheckedClassifier),
    /// Of a model of numbers.
    Numbers(CheckedRegressor),
}

impl Settings {
    /// Checks the settings of any model.
    pub fn check(spec: &ModelSpec, seed: u64) -> Result<Self, Error> {
        let scales = spec.kind().needs_scaling;
        let classes = |model| Self::Classes(CheckedClassifier { model, scales });
        let numbers = |model| Self::Numbers(CheckedRegressor { model, scales });
        Ok(match spec {
            ModelSpec::RandomForest(spec) => classes(Classes::Forest(ForestParams::new(spec, seed).check()?)),
            ModelSpec::ExtraTrees(spec) => classes(Classes::Forest(ExtraTreesParams::new(spec, seed).check()?)),
            ModelSpec::DecisionTree(spec) => classes(Classes::Tree(TreeParams::new(spec, seed).check()?)),
            ModelSpec::HistGradientBoosting(spec) => classes(Classes::Boosting(BoostingParams::new(spec, seed).check()?)),
            ModelSpec::LogisticRegression(spec) => classes(Classes::Logistic(LogisticParams::new(spec, seed).check()?)),
            ModelSpec::LinearSvc(spec) => classes(Classes::Svm(LinearSvcParams::new(spec, seed).check()?)),
            ModelSpec::KNeighbors(spec) => classes(Classes::Neighbours(KnnParams::new(spec, seed).check()?)),
            ModelSpec::GaussianNb(spec) => classes(Classes::Bayes(NaiveBayesParams::new(spec, seed).check()?)),
            ModelSpec::Mlp(spec) => classes(Classes::Perceptron(PerceptronParams::new(spec, seed).check()?)),
            ModelSpec::LinearRegression(spec) => numbers(Numbers::Linear(LinearParams::new(spec, seed).check()?)),
            ModelSpec::Ridge(spec) => numbers(Numbers::Ridge(RidgeParams::new(spec, seed).check()?)),
            ModelSpec::Lasso(spec) => numbers(Numbers::Lasso(LassoParams::new(spec, seed).check()?)),
            ModelSpec::DecisionTreeRegressor(spec) => numbers(Numbers::Tree(RegressionTreeParams::new(spec, seed).check()?)),
            ModelSpec::RandomForestRegressor(spec) => numbers(Numbers::Forest(RegressionForestParams::new(spec, seed).check()?)),
            ModelSpec::ExtraTreesRegressor(spec) => numbers(Numbers::Forest(ExtraTreesRegressorParams::new(spec, seed).check()?)),
            ModelSpec::HistGradientBoostingRegressor(spec) => {
                numbers(Numbers::Boosting(BoostingParams::new(spec, seed).check()?.regressor()))
            }
            ModelSpec::KNeighborsRegressor(spec) => numbers(Numbers::Neighbours(KnnParams::new(spec, seed).check()?.regressor())),
        })
    }
}

/// A classifier's settings; refuses a model that predicts numbers.
pub fn classifier(spec: &ModelSpec, seed: u64) -> Result<CheckedClassifier, Error> {
    let wrong = Error::WrongTask { model: spec.kind().title, answers: "numbers, not classes" };
    match spec.kind().task {
        Task::Classification => match Settings::check(spec, seed)? {
            Settings::Classes(settings) => Ok(settings),
            Settings::Numbers(_) => Err(wrong),
        },
        Task::Regression => Err(wrong),
    }
}

/// A regressor's settings; refuses a model that predicts classes.
pub fn regressor(spec: &ModelSpec, seed: u64) -> Result<CheckedRegressor, Error> {
    let wrong = Error::WrongTask { model: spec.kind().title, answers: "classes, not numbers" };
    match spec.kind().task {
        Task::Regression => match Settings::check(spec, seed)? {
            Settings::Numbers(settings) => Ok(settings),
            Settings::Classes(_) => Err(wrong),
        },
        Task::Classification => Err(wrong),
    }
}
