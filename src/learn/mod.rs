//! Learning: preparation, models, metrics, validation. Ours where it is the point, behind linfa's traits.
//!
//! [`train`] is the whole way from a table and a spec to a judged model. Everything is a function of its arguments: the
//! only clock is the one handed in, and it is used for the reported fit time alone.

pub mod bayes;
pub mod boosting;
pub mod cluster;
pub mod columns;
pub mod cost;
mod decision_plane;
mod error;
mod experiment;
pub mod forest;
mod grouping;
pub mod holdout;
pub mod inspect;
mod inspection;
pub mod interval;
mod lbfgs;
mod leak;
pub mod linear;
mod linfa_fit;
pub mod logistic;
pub mod metrics;
pub mod model;
mod moments;
pub mod neighbours;
pub mod pca;
pub mod perceptron;
pub mod prepare;
pub mod random;
mod regression;
pub mod scale;
mod search;
mod shape;
pub mod share;
mod simd;
pub mod stored;
mod svd;
pub mod svm;
pub mod target;
pub mod training_set;
pub mod tree;
pub mod tuning;
pub mod validation;

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod gold_classification;
#[cfg(test)]
mod gold_models;
#[cfg(test)]
mod gold_regression;
#[cfg(test)]
mod gold_unsupervised;

#[cfg(test)]
pub(crate) mod testing;

pub use decision_plane::DecisionPlane;
pub use error::Error;
pub use experiment::{Experiment, train, train_with};
pub use grouping::{Grouping, cluster};
pub use inspection::{Fitted, look};
pub use leak::leak;
/// Preparation under its earlier name.
pub use prepare as encode;
pub use regression::{Regression, regress, regress_with};
pub use search::{run_trial, search_status};

/// Place of the largest value, the first of equals; 0 for an empty list.
pub(crate) fn largest(values: &[f64]) -> usize {
    let mut best = 0;
    for (place, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = place;
        }
    }
    best
}
