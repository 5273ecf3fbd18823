//! A model in service: it is trained on one part of the data, serves traffic drawn from the rest, is watched, and is trained
//! again when the learner or a policy says so.
//!
//! [`World`] is what does not depend on what happens (the first model, its reference, the rows that traffic comes from);
//! [`History`] is what happens. Both are functions of table and spec.

mod alerts;
mod detectors;
mod ground;
mod log;
mod look;
mod parts;
mod policies;
mod retrain;
mod run;
mod service;
mod table;
mod truth;
mod world;

pub use look::CloseLook;
pub use run::History;
pub use world::World;
