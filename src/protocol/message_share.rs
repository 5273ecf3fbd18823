//! Requests by which several workers train one model: its portions, and the whole put together.
//!
//! [`Estimate`](super::Estimate) says which portions there are and whether parting pays. Each [`Share`] is complete in
//! itself, so any worker can answer it, in any order, twice if need be; [`Gather`] makes of the answers the very model that
//! one worker alone would have made, bit for bit. What a portion came to are bytes that only workers read: in the page they
//! travel beside the message as they are, on the command line they are a list of numbers.

use serde::{Deserialize, Serialize};

use super::TrainSpec;

/// Do one portion of a training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The experiment.
    pub spec: TrainSpec,
    /// Which portion.
    pub portion: Portion,
}

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

/// A portion that is done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shared {
    /// Trees, or a fold's scores; empty for [`Portion::Fit`].
    #[serde(default)]
    pub bytes: Vec<u8>,
}

/// Put a training together from its portions, and remember it, so that the next request about it is answered at once. What
/// is missing is done now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gather {
    /// The experiment.
    pub spec: TrainSpec,
    /// Its portions, in any order.
    pub portions: Vec<PortionBytes>,
    /// How long the fit took, milliseconds; absent if it is fitted here.
    #[serde(default)]
    pub fit_millis: Option<f64>,
}

/// A portion and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PortionBytes {
    /// Which portion.
    pub portion: Portion,
    /// As [`Shared`] had it.
    #[serde(default)]
    pub bytes: Vec<u8>,
}

/// The whole is remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathered {}
