//! The planner: hours per week and a start date become dates for every phase.

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
        let found = Self::from_civil(year, month, day);
        (found.civil() == (year, month, day)).then_some(found)
    }

    /// `23 Nov 2026`.
    pub fn label(self) -> String {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (year, month, day) = self.civil();
        let month = usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("");
        format!("{day} {month} {year}")
    }

    /// `2026-11-23`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }

    // Both conversions count in 400-year eras of the Gregorian calendar, with years that begin in March.
    fn from_civil(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468)
    }

    fn civil(self) -> (i64, i64, i64) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        (year_of_era + era * 400 + i64::from(month <= 2), month, day)
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
