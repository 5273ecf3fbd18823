//! Searches for settings: what is tried, and what each trial came to.

mod calls;
mod report;
mod spec;

pub use calls::{RunTrial, Search, SearchScript};
pub use report::{Leaderboard, Rung, SearchAxis, SearchStatus, Trial, TrialReport};
pub use spec::{Dimension, HalvingSpec, MinResources, Scale, SearchSpec, Strategy, Values};
