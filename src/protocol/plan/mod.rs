//! The plan: on what terms someone studies, and the dates that follow.

mod calls;
mod report;
mod spec;

pub use calls::Plan;
pub use report::{Planned, PlannedItem, PlannedMove, PlannedPhase};
pub use spec::PlanSpec;
