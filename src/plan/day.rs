//! Calendar days, and how they are read and written.

use crate::dataset::civil;

/// A calendar day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i64);

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

    /// `20261123`, as calendar files have it.
    pub fn compact(self) -> String {
        let (year, month, day) = civil::date(self.0);
        format!("{year:04}{month:02}{day:02}")
    }

    /// The day so many days on.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The Monday of its week (ISO 8601).
    #[must_use]
    pub fn monday(self) -> Self {
        // 1970-01-01 was a Thursday.
        Self(self.0 - (self.0 + 3).rem_euclid(7))
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
        assert_eq!(Day::parse("2026-03-04").unwrap().compact(), "20260304");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "2026", "2026-02-29", "2026-13-01", "2026-00-10", "soon-11-23", "2026-04-31"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_week_begins_on_monday() {
        for text in ["2026-11-23", "2026-11-25", "2026-11-29"] {
            assert_eq!(Day::parse(text).unwrap().monday().iso(), "2026-11-23", "{text}");
        }
        assert_eq!(Day(0).monday().iso(), "1969-12-29");
    }
}
