//! The request for a closer look at a model.

use serde::{Deserialize, Serialize};

use super::spec::Look;
use crate::protocol::train::TrainSpec;

/// Look closer at the model of an experiment, of classes or of numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspect {
    /// The experiment.
    pub spec: TrainSpec,
    /// What to look at.
    pub look: Look,
    /// Width of the drawing in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
}
