//! Groups of rows that nobody named: how they are found, and how well they hold together.

mod calls;
mod report;
mod spec;

pub use calls::Cluster;
pub use report::{ClusterScores, Clustered, Elbow, ElbowPoint, GroupProfile, Silhouettes};
pub use spec::{ClusterMethod, ClusterSpec};
