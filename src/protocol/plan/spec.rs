//! On what terms someone studies.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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
