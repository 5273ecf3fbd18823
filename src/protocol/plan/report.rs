//! The dates that follow from the terms.

use serde::{Deserialize, Serialize};

/// What follows from the terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The last day; absent if nothing is left to do.
    pub finish: Option<String>,
    /// Hours left.
    pub hours: u32,
    /// Days between the last day and the target; below 0 if it is missed.
    pub slack_days: Option<i64>,
    /// The fewest hours a week that reach the target; absent without one, or if even 80 do not.
    pub needed_hours_per_week: Option<u16>,
    /// All phases.
    pub phases: Vec<PlannedPhase>,
    /// Phases that end on another day if that week is missed.
    pub moved: Vec<PlannedMove>,
    /// The calendar file (RFC 5545).
    pub calendar: String,
}

/// A phase's dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPhase {
    /// 0..=6.
    pub phase: u8,
    /// Hours left.
    pub hours: u32,
    /// First and last day; absent if nothing is left to do.
    pub days: Option<(String, String)>,
    /// Topics, then the project.
    pub items: Vec<PlannedItem>,
}

/// A topic's or project's dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedItem {
    /// Its id.
    pub id: String,
    /// Hours left.
    pub hours: u32,
    /// First and last day; absent if nothing is left to do.
    pub days: Option<(String, String)>,
}

/// A phase that ends on another day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedMove {
    /// 0..=6.
    pub phase: u8,
    /// Last day before.
    pub from: String,
    /// Last day after.
    pub to: String,
    /// Days later.
    pub days: i64,
}
