//! Leaks: the same model judged with a leak and without, and what it is worth where it is used.

mod calls;
mod report;
mod spec;

pub use calls::Leak;
pub use report::{LeakReport, Promise, Scored};
pub use spec::LeakCase;
