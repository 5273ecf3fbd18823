//! The plan: hours a week and a first day become dates for every phase, topic and project; what a missed week moves; and the
//! same dates as a calendar file.
//!
//! Time is a straight line here: a week's hours are spread evenly over its seven days, finished items take none, and a week
//! off gives none. So every date follows from the hours before it, and no date has to be kept. A room of its own because the
//! page, the labs and the command line all ask it.

mod calendar;
mod command;
mod schedule;
mod shift;

pub use crate::dataset::Day;
pub use calendar::{CalendarStamp, calendar};
pub use command::{PlanError, answer};
pub use schedule::{DateSpan, DatedItem, PhaseDates, PlanTerms, Schedule};
pub use shift::{PhaseShift, moves, pace_for};

/// Most hours of study in a week.
pub const MOST_HOURS_PER_WEEK: u16 = 80;
/// Most hours that a topic or project may be given.
pub const MOST_HOURS: u16 = 500;
/// Most weeks off.
pub const MOST_WEEKS_OFF: usize = 200;
