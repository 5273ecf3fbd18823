//! Why something cannot be taken home.

use crate::protocol;

/// A file that cannot be written as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A name that the dataset does not have.
    #[error("there is no column “{column}”")]
    NoColumn {
        /// The name.
        column: String,
    },
    /// Nothing is left to learn from.
    #[error("no column but the target “{target}” is left to learn from")]
    NoFeatures {
        /// The target.
        target: String,
    },
    /// A search that cannot be made.
    #[error("{cause}")]
    Search {
        /// Why.
        cause: String,
    },
}

impl From<Error> for protocol::Error {
    fn from(error: Error) -> Self {
        let hint = match &error {
            Error::NoColumn { .. } => "Choose a target and features among the columns of the dataset.",
            Error::Search { .. } => "Change what is varied, then search again.",
            Error::NoFeatures { .. } => "Choose at least one feature, or another dataset.",
        };
        Self::new(error.to_string(), hint)
    }
}
