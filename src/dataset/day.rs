//! Calendar days in the proleptic Gregorian calendar, and how they are read and written: the only such type in the house.
//!
//! Days are counted in eras of 400 years, with years that begin in March (Hinnant, *chrono-compatible low-level date algorithms*,
//! 2013).

/// A calendar day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i64);

impl Day {
    /// The day of a date; absent if there is none in the calendar.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let shifted = i64::from(if month <= 2 { year - 1 } else { year });
        let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
        let day_of_year = i64::from((153 * ((month + 9) % 12) + 2) / 5 + day - 1);
        let found = Self(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468);
        // A day beyond its month's last would count on into the next.
        (found.date() == (year, month, day)).then_some(found)
    }

    /// Year, month (1..=12) and day (1..=31).
    pub fn date(self) -> (i32, u32, u32) {
        let shifted = self.0.saturating_add(719_468);
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        ((year_of_era + era * 400 + i64::from(month <= 2)) as i32, month as u32, day as u32)
    }

    /// Reads `2026-11-23`, years 1 to 9999; absent if it is no calendar day.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let mut parts = text.splitn(3, '-').map(|part| if digits(part) { part.parse::<u32>().ok() } else { None });
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        Self::of(i32::try_from(year).ok().filter(|year| (1..=9999).contains(year))?, month, day)
    }

    /// `23 Nov 2026`.
    pub fn label(self) -> String {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (year, month, day) = self.date();
        let month = (month as usize).checked_sub(1).and_then(|index| MONTHS.get(index)).copied().unwrap_or("");
        format!("{day} {month} {year}")
    }

    /// `2026-11-23`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.date();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// `20261123`, as calendar files have it.
    pub fn compact(self) -> String {
        let (year, month, day) = self.date();
        format!("{year:04}{month:02}{day:02}")
    }

    /// The day this many days later.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u32 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) as u32
    }

    /// The Monday of its week (ISO 8601).
    #[must_use]
    pub fn monday(self) -> Self {
        Self(self.0 - i64::from(self.weekday()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_lead_to_each_other() {
        let of = |year, month, day| Day::of(year, month, day).unwrap();
        assert_eq!((of(1970, 1, 1), of(2026, 11, 23), Day(-1).date()), (Day(0), Day(20_780), (1969, 12, 31)));
        for number in (-800_000..800_000).step_by(37) {
            let (year, month, day) = Day(number).date();
            assert_eq!(of(year, month, day).0, number);
        }
        assert_eq!([of(2000, 2, 29).plus(1), of(1900, 2, 28).plus(1)], [of(2000, 3, 1), of(1900, 3, 1)]);
        for (year, month, day) in [(1900, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32)] {
            assert_eq!(Day::of(year, month, day), None);
        }
    }

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
    fn an_invalid_date_is_refused() {
        for text in
            ["", "2026", "2026-02-29", "2026-13-01", "2026-00-10", "soon-11-23", "2026-04-31", "+2026-04-30", "0-1-1", "2026-11-23-1"]
        {
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
