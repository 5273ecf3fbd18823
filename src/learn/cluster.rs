//! Groups of rows that nobody named: around centers, in dense places, or as a mixture of bell curves.

mod blocks;
mod dbscan;
mod kmeans;
mod lloyd;
mod mixture;
mod seeding;

pub use dbscan::{CheckedDbscan, Dbscan, DbscanParams};
pub use kmeans::{CheckedKMeans, KMeans, KMeansParams};
pub use mixture::{CheckedMixture, Mixture, MixtureParams};
