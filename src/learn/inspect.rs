//! Looking into a trained model: does more data help, which setting helps, which columns matter, whom does it fail.
//!
//! Nothing here knows a model. Callers hand in closures that fit or score, so every kind of model, and every preparation of
//! the columns, can be looked into the same way.

pub mod curves;
pub mod dependence;
pub mod groups;
pub mod permutation;
mod significance;
pub mod slices;

pub use curves::{learning_curve, sample_order, train_sizes, validation_curve};
pub use dependence::{dependence_grid, partial_dependence};
pub use groups::{Grouped, groups};
pub use permutation::{EncodedFeature, permutation_importance};
pub use slices::{ErrorKind, failing_slices};

#[cfg(test)]
mod gold;
