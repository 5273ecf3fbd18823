//! The planner: hours per week and a start date become dates for every phase.

use crate::dataset::civil;
use crate::roadmap::PHASES;

/// A calendar day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i64);

/// A phase with its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// 0..=6.
    pub phase: u8,
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
    /// Estimated hours.
    pub hours: u32,
}

/// Dates of all phases, one after the other; `hours_per_week` below 1 counts as 1.
pub fn legs(start: Day, hours_per_week: u16) -> Vec<Leg> {
    let per_week = u32::from(hours_per_week.max(1));
    let mut hours_before = 0;
    PHASES
        .iter()
        .map(|phase| {
            let hours = phase.hours();
            let first = days_for(hours_before, per_week);
            hours_before += hours;
            let last = (days_for(hours_before, per_week) - 1).max(first);
            Leg { phase: phase.number, start: Day(start.0 + first), end: Day(start.0 + last), hours }
        })
        .collect()
}

/// Whole days that this many hours take, rounded up.
fn days_for(hours: u32, per_week: u32) -> i64 {
    i64::from((hours * 7).div_ceil(per_week))
}

impl Day {
    /// Reads `2026-11-23`; absent if it is no calendar day.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year: i64 = parts.next()?.parse().ok()?;
        let month: i64 = parts.next()?.parse().ok()?;
        let day: i64 = parts.next()?.parse().ok()?;
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let found = Self(civil::days(year, month, day));
        (civil::date(found.0) == (year, month, day)).then_some(found)
    }

    /// `23 Nov 2026`.
    pub fn label(self) -> String {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (year, month, day) = civil::date(self.0);
        let month = usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("");
        format!("{day} {month} {year}")
    }

    /// `2026-11-23`.
    pub fn iso(self) -> String {
        let (year, month, day) = civil::date(self.0);
        format!("{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_and_print_alike() {
        for text in ["1970-01-01", "2024-02-29", "2026-11-23", "2000-12-31", "1900-03-01"] {
            assert_eq!(Day::parse(text).unwrap().iso(), text);
        }
        assert_eq!(Day::parse("2026-11-23").unwrap(), Day(20_780));
        assert_eq!(Day::parse("2026-11-23").unwrap().label(), "23 Nov 2026");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "2026", "2026-02-29", "2026-13-01", "2026-00-10", "soon-11-23", "2026-04-31"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn phases_follow_each_other_without_gap_or_overlap() {
        let start = Day::parse("2026-12-01").unwrap();
        for hours in [1, 7, 8, 40] {
            let legs = legs(start, hours);
            assert_eq!(legs.first().map(|leg| leg.start), PHASES.first().map(|_| start));
            for pair in legs.windows(2) {
                assert_eq!(pair[1].start.0, pair[0].end.0 + 1, "{hours} hours a week");
            }
        }
    }
}
