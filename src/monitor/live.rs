//! A model in service: it is trained on one part of the data, serves traffic drawn from the rest, is watched, and is trained
//! again when the learner or a policy says so.
//!
//! [`Deployment`] is what does not depend on what happens (the first model, its reference, the rows that traffic comes from);
//! [`History`] is what happens. Both are functions of table and spec.

mod alerts;
mod baseline;
mod deployment;
mod detectors;
mod investigate;
mod log;
mod policies;
mod retrain;
mod row_roles;
mod run;
mod service;
mod table;
mod truth;

pub use deployment::Deployment;
pub use investigate::WindowInvestigation;
pub use run::History;
