//! How well groups found without labels hold together, and how many there should be.

use serde::{Deserialize, Serialize};

use super::spec::ClusterSpec;
use crate::protocol::dataset::Warning;
use crate::protocol::drawing::Drawing;

/// Groups that were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clustered {
    /// What was asked, its features named.
    pub spec: ClusterSpec,
    /// Rows looked at.
    pub rows: u64,
    /// What was odd.
    pub warnings: Vec<Warning>,
    /// How well the groups hold together.
    pub scores: ClusterScores,
    /// Group of every row, −1 for none; empty if `lean`.
    pub groups: Vec<i32>,
    /// Rows and mean of every feature, group by group; noise, if there is any, comes last as −1.
    pub profiles: Vec<GroupProfile>,
    /// Rows per known label (outer, in the order of `labels`) and group (inner, as in `profiles`); empty without labels.
    pub crossed: Vec<Vec<u64>>,
    /// The known labels; empty without them.
    pub labels: Vec<String>,
    /// Silhouettes of a sample of rows; absent unless there are at least two groups.
    pub silhouettes: Option<Silhouettes>,
    /// The same with more and more groups; absent unless asked for.
    pub elbow: Option<Elbow>,
    /// Share of the variance along each principal component, 0..=1, largest first.
    pub explained_variance_ratio: Vec<f64>,
    /// `scatter` (rows on the first two components), `silhouette`, `elbow`, as far as there is something to draw.
    pub drawings: Vec<(String, Drawing)>,
    /// Time of the clustering alone, milliseconds; measured, so not part of what is reproducible.
    pub fit_millis: f64,
}

/// One group in figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupProfile {
    /// Its number, −1 for rows of no group.
    pub group: i32,
    /// Its rows.
    pub rows: u64,
    /// By feature: the mean of its numbers, or its most frequent text; empty where all are missing.
    pub typical: Vec<String>,
}

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
