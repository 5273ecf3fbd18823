//! The request for groups of rows.

use serde::{Deserialize, Serialize};

use super::spec::ClusterSpec;

/// Find groups of rows without being told what they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// What to do.
    pub spec: ClusterSpec,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
    /// Leave out the group of every row.
    #[serde(default)]
    pub lean: bool,
}
