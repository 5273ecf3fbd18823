//! How well groups found without labels hold together, and how many there should be.

use serde::{Deserialize, Serialize};

/// The headline figures of one clustering.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterScores {
    /// Groups found; noise is none of them.
    pub clusters: u32,
    /// Rows that belong to no group.
    pub noise: u64,
    /// Mean silhouette, −1..=1; absent unless there are 2..=rows−1 groups.
    pub silhouette: Option<f64>,
    /// Rows the silhouette was worked out on.
    pub silhouette_rows: u64,
    /// Mean over groups of the worst ratio of spread to distance; lower is better.
    pub davies_bouldin: Option<f64>,
    /// Spread between groups over spread within; higher is better.
    pub calinski_harabasz: Option<f64>,
    /// Agreement with known labels beyond chance, at most 1; absent without labels.
    pub adjusted_rand: Option<f64>,
    /// Sum of squared distances to the group's centre.
    pub inertia: Option<f64>,
}

/// The silhouettes of one clustering, group by group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Silhouettes {
    /// Mean over the rows.
    pub mean: f64,
    /// Group and the silhouettes of its sampled rows, largest first.
    pub groups: Vec<(i32, Vec<f64>)>,
}

/// The same clustering with more and more groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Elbow {
    /// By number of groups, ascending.
    pub points: Vec<ElbowPoint>,
    /// Number of groups at the bend of the inertia; absent below three points.
    pub bend: Option<u32>,
    /// Number of groups with the highest silhouette.
    pub best_silhouette: Option<u32>,
}

/// One number of groups.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ElbowPoint {
    /// Groups.
    pub clusters: u32,
    /// Sum of squared distances to the group's centre.
    pub inertia: f64,
    /// Mean silhouette, −1..=1.
    pub silhouette: Option<f64>,
}
