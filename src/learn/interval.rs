//! How sure a score is: the bootstrap for a held-out part, a corrected interval for folds.
//!
//! A score on 200 rows is a draw: another 200 rows give another one. Everything here turns one score into the range that the
//! next one would fall in.

pub mod bootstrap;
pub mod bootstrap_metrics;
pub mod distribution;
pub mod folds;
pub mod paired;

pub use bootstrap::{BootstrapMetrics, bootstrap};
pub use bootstrap_metrics::{ClassificationBootstrap, RegressionBootstrap};
pub use folds::{corrected_t_test, cross_score, fold_scores};

#[cfg(test)]
mod gold;
