//! How good a model is. Every figure equals scikit-learn's, ties and missing classes included.

pub mod calibration;
pub mod cluster;
pub mod confusion;
pub mod curves;
mod mcnemar;
pub mod probability;
pub mod quantile;
pub mod regression;
pub mod scorer;
pub mod threshold;

pub use confusion::{Confusion, wilson_interval};
pub use curves::{precision_recall, roc, thinned};
pub use mcnemar::mcnemar;
pub use probability::{log_loss, roc_auc};

#[cfg(test)]
mod gold;
#[cfg(test)]
mod gold_more;

use crate::protocol::Scores;

/// The headline figures of these predictions. `shares` has one row per label with one share per class.
pub fn scores<R: AsRef<[f64]>>(actual: &[u32], predicted: &[u32], shares: &[R], classes: usize) -> Scores {
    let confusion = Confusion::new(actual, predicted, classes);
    Scores {
        accuracy: confusion.accuracy(),
        balanced_accuracy: confusion.balanced_accuracy(),
        macro_avg: confusion.macro_avg(),
        weighted_avg: confusion.weighted_avg(),
        roc_auc: roc_auc(actual, shares, classes),
        log_loss: log_loss(actual, shares),
    }
}

/// The most probable class of each row, the first of equals.
pub fn largest_of<R: AsRef<[f64]>>(shares: &[R]) -> Vec<u32> {
    shares.iter().map(|row| crate::learn::largest(row.as_ref()) as u32).collect()
}
