//! What a worker says beside its answers: that it can be spoken to, how far a job is, what nobody asked.

use serde::{Deserialize, Serialize};

use crate::protocol::error::Error;

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Share done, 0..=1.
    pub share: f64,
    /// What is being done, such as `tree 40 of 100`.
    pub doing: String,
}

/// A worker can be spoken to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    /// The protocol it speaks, [`wire::PROTOCOL`](super::PROTOCOL).
    pub build: String,
}

/// What a worker says unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Another tab has taken the store over.
    StoreTaken(Error),
    /// The tab that had the store has let go of it.
    StoreFreed,
}
