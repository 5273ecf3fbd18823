//! The request that judges a model with a leak and without.

use serde::{Deserialize, Serialize};

use super::spec::LeakCase;
use crate::protocol::dataset::DatasetRef;

/// Judge a model with a leak and without.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leak {
    /// The table; not looked at where columns are noise.
    pub dataset: DatasetRef,
    /// What leaks.
    pub case: LeakCase,
    /// Seed of all draws.
    #[serde(default = "seed")]
    pub seed: u64,
    /// Width of the drawing in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
}

fn seed() -> u64 {
    42
}
