//! Weights of the classes in training, as several families have them.

use serde::{Deserialize, Serialize};

use super::param::Param;

/// Weights of the classes in training.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassWeight {
    /// Every row counts once.
    #[default]
    None,
    /// Classes weigh inversely to their frequency: n / (classes · count).
    Balanced,
}

pub(super) const CLASS_WEIGHT: Param =
    Param::choice("class_weight", &["None", "balanced"], "Balanced makes rows of rare classes count for more.");
