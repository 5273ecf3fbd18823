//! Why something cannot be taken home.

use crate::{learn, protocol};

/// A file that cannot be written as asked.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// What training would refuse too.
    #[error(transparent)]
    Learn(#[from] learn::Error),
    /// A search that cannot be made.
    #[error("{cause}")]
    Search {
        /// Why.
        cause: String,
    },
}

impl From<Error> for protocol::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Learn(error) => error.into(),
            Error::Search { .. } => Self::new(error.to_string(), "Change what is varied, then search again."),
        }
    }
}
