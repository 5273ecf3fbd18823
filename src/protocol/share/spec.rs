//! What a training can be parted into.

use serde::{Deserialize, Serialize};

/// What can be done apart from the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Portion {
    /// The model itself, kept by the worker that fitted it; for models that are no forest.
    Fit,
    /// Some of a forest's trees.
    Trees {
        /// The first, from 0.
        from: u32,
        /// The one after the last, at most `n_estimators`.
        to: u32,
    },
    /// One fold of the cross-validation, from 0.
    Fold(u32),
}

/// A portion and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PortionBytes {
    /// Which portion.
    pub portion: Portion,
    /// As [`Shared`](super::Shared) had it.
    #[serde(default)]
    pub bytes: Vec<u8>,
}
