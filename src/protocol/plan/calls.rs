//! The plan as a request.

use serde::{Deserialize, Serialize};

use super::spec::PlanSpec;

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
