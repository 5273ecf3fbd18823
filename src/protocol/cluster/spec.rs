//! How groups of rows are found.

use serde::{Deserialize, Serialize};

use crate::protocol::dataset::DatasetRef;
use crate::protocol::model::{DbscanSpec, KMeansSpec, MixtureSpec};
use crate::protocol::prepare::PrepareSpec;

/// A clustering, complete.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterSpec {
    /// The table.
    pub dataset: DatasetRef,
    /// Columns to go by; empty means all but `labels` and those the profile marks as identifiers.
    #[serde(default)]
    pub features: Vec<String>,
    /// How columns become numbers. Distances need one scale: `auto` means standard here.
    #[serde(default)]
    pub prepare: Box<PrepareSpec>,
    /// A column of known groups to compare with, never looked at before; absent compares with nothing.
    #[serde(default)]
    pub labels: Option<String>,
    /// How groups are found.
    pub method: ClusterMethod,
    /// Also try k-means with 1 to this many groups, 3..=30; 0 does not.
    #[serde(default)]
    pub elbow: u32,
    /// Seed of all draws.
    #[serde(default = "seed")]
    pub seed: u64,
}

fn seed() -> u64 {
    42
}

/// How groups are found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClusterMethod {
    /// `sklearn.cluster.KMeans`.
    KMeans(KMeansSpec),
    /// `sklearn.cluster.DBSCAN`.
    Dbscan(DbscanSpec),
    /// `sklearn.mixture.GaussianMixture`.
    GaussianMixture(MixtureSpec),
}
