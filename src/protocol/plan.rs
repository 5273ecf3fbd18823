//! The plan as a request: on what terms someone studies, and the dates that follow.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Dates for the road.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The terms.
    pub spec: PlanSpec,
    /// A day of a week that is missed: the answer says what that moves.
    #[serde(default)]
    pub missed: Option<String>,
    /// When the calendar file is written, milliseconds since 1970.
    #[serde(default)]
    pub stamp_millis: u64,
    /// Address of the site's first page with its final slash, for links in the calendar file; empty leaves them out.
    #[serde(default)]
    pub site: String,
}

/// On what terms someone studies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanSpec {
    /// First day, `2026-11-25`.
    pub start: String,
    /// What is left begins today at the earliest; absent leaves the plan where it began.
    pub today: Option<String>,
    /// Hours of study in a week, 1..=80.
    #[serde(default = "usual_pace")]
    pub hours_per_week: u16,
    /// Own estimates by id of topic or project, hours 0..=500.
    pub hours: BTreeMap<String, u16>,
    /// Topics and steps that are done or skipped.
    pub finished: Vec<String>,
    /// Weeks without study; any day stands for its week, Monday to Sunday.
    pub weeks_off: Vec<String>,
    /// The day by which it is to be done.
    pub target: Option<String>,
}

fn usual_pace() -> u16 {
    8
}

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
