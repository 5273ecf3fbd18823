//! What a training will take, and what came of its portions.

use serde::{Deserialize, Serialize};

use super::spec::Portion;

/// What an experiment will take, right to a factor of two or three.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimated {
    /// Training rows.
    pub rows: u64,
    /// Encoded columns, at most.
    pub columns: u64,
    /// Models fitted, those of cross-validation included.
    pub fits: u64,
    /// Seconds in one worker.
    pub seconds: f64,
    /// Bytes of memory beside the table itself.
    pub bytes: f64,
    /// It fits into a worker's memory.
    pub fits_in_memory: bool,
    /// The portions that the workers should do; empty where one worker alone is as fast, or has the model already.
    #[serde(default)]
    pub portions: Vec<Portion>,
}

/// A portion that is done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shared {
    /// Trees, or a fold's scores; empty for [`Portion::Fit`].
    #[serde(default)]
    pub bytes: Vec<u8>,
}

/// The whole is remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathered {}
