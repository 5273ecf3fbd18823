//! Requests about the portions of a training: which there are, do one, put them together.

use serde::{Deserialize, Serialize};

use super::spec::{Portion, PortionBytes};
use crate::protocol::train::TrainSpec;

/// What an experiment will take, before it is begun.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The experiment.
    pub spec: TrainSpec,
    /// Workers that could share it, at least 1.
    #[serde(default = "one")]
    pub workers: u32,
}

fn one() -> u32 {
    1
}

/// Do one portion of a training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The experiment.
    pub spec: TrainSpec,
    /// Which portion.
    pub portion: Portion,
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
