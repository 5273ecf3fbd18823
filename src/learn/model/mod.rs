//! Any of the models behind one face: checked settings in, class shares or numbers out.

mod classifier;
mod importance;
mod regressor;

pub use classifier::{CheckedClassifier, Classifier};
pub use regressor::{CheckedRegressor, Regressor};

use super::Error;
use crate::protocol::{ModelSpec, params};

/// Only a forest's trees can be grown apart.
const NO_FOREST: Error = Error::Stored { cause: "it is no forest, so it has no trees to part" };

/// A classifier's settings; refuses a model that predicts numbers.
pub fn classifier(spec: &ModelSpec, seed: u64) -> Result<CheckedClassifier, Error> {
    CheckedClassifier::new(spec, seed)?.ok_or_else(|| Error::WrongTask { model: params::kind(spec).title, answers: "numbers, not classes" })
}

/// A regressor's settings; refuses a model that predicts classes.
pub fn regressor(spec: &ModelSpec, seed: u64) -> Result<CheckedRegressor, Error> {
    CheckedRegressor::new(spec, seed)?.ok_or_else(|| Error::WrongTask { model: params::kind(spec).title, answers: "classes, not numbers" })
}
