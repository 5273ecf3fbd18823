//! Monitoring: whether the data still look like the reference, whether the model still predicts well, and which alerts fire.
//!
//! Pure functions over columns, windows and streams, held to scipy, Evidently and river by committed generators. Everything
//! is a function of its arguments, the seed included; what cannot be measured is an [`Error`] that says why, never NaN.

mod alert;
mod chunks;
mod column_pair;
mod correction;
pub mod drift;
mod error;
mod estimate;
mod isotonic;
mod live;
mod multivariate;
mod notes;
mod policy;
mod quality;
mod rules;
pub mod stream;
pub mod traffic;

#[cfg(test)]
mod gold_classes;
#[cfg(test)]
mod gold_nannyml;
#[cfg(test)]
mod gold_rules;
#[cfg(test)]
mod gold_whole;
#[cfg(test)]
pub(crate) mod testing;

pub use alert::{Alert, Condition};
pub use chunks::{ChunkRule, compare_chunks, compare_column};
pub use column_pair::{ColumnPair, PairedValues};
pub use correction::adjusted;
pub use error::Error;
pub use estimate::{Estimator, METRICS, Metric, Predicted, against, one_hot, performance};
pub use isotonic::Isotonic;
pub use live::{Deployment, History, WindowInvestigation};
pub use multivariate::{Reconstruction, domain_classifier};
pub use notes::FEW;
pub use policy::{Retraining, baselines, score};
pub use quality::Quality;
pub use rules::{apply, chosen, compare};
