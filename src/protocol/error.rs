//! What went wrong, where, and what to do: the only error that reaches the page.

use serde::{Deserialize, Serialize};

/// A failure a person can act on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{what}")]
pub struct Error {
    /// What is wrong, naming row, column or parameter and its value; lower case, no full stop.
    pub what: String,
    /// What to do about it; a sentence.
    pub hint: String,
    /// The 0-based row that it is about, until its line in the file is known and stands in `what`.
    #[serde(skip)]
    pub row: Option<usize>,
}

impl Error {
    /// An error with its way out.
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into(), row: None }
    }

    /// A worker asked for more memory than there is.
    pub fn out_of_memory() -> Self {
        let hint = "A browser gives a worker at most 4 GB. Take fewer rows or columns, fewer or shallower trees, or limit the levels of text columns (max_categories).";
        Self::new("the lab ran out of memory", hint)
    }
}
