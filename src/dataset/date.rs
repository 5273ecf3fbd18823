//! Dates and times as people write them: `2026-01-31`, `31.1.2026`, `1/31/2026 4:05 PM`, `2026-01-31T16:05:00Z`.
//!
//! Whether the day or the month comes first is judged by the whole column, as no single `1/2/2026` can tell.

use super::day::Day;
use crate::protocol::float;

/// What comes first where the year comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// `31.1.2026`
    DayFirst,
    /// `1/31/2026`
    MonthFirst,
}

/// A date, perhaps with a time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Its day, as the clock it was read from had it; years 1000 to 2999.
    pub day: Day,
    /// 0..=23; 0 where no time is given.
    pub hour: u32,
    /// Seconds since the hour began, 0..3600.
    pub seconds: f64,
    /// Seconds by which the clock is ahead of Greenwich; 0 where none is given.
    pub offset: f64,
}

impl Moment {
    /// Seconds since 1 January 1970 in Greenwich.
    pub fn number(&self) -> f64 {
        self.day.0 as f64 * 86_400.0 + f64::from(self.hour) * 3600.0 + self.seconds - self.offset
    }
}

/// The order in which all of these texts are dates; absent if some text is none. Where nothing tells, points mean that the
/// day comes first and all other marks that the month does.
pub fn order<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Option<Order> {
    let first = texts.clone().next()?;
    let usual = if first.contains('.') { [Order::DayFirst, Order::MonthFirst] } else { [Order::MonthFirst, Order::DayFirst] };
    usual.into_iter().find(|order| texts.clone().all(|text| parse(text, *order).is_some()))
}

/// The moment that a text names; absent if it names none.
pub fn parse(text: &str, order: Order) -> Option<Moment> {
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mark = date.chars().find(|char| !char.is_ascii_digit()).filter(|char| matches!(char, '-' | '/' | '.'))?;
    let mut parts = date.split(mark);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = match (first.len(), order) {
        (4, _) => (first, second, third),
        (_, Order::DayFirst) => (third, second, first),
        (_, Order::MonthFirst) => (third, first, second),
    };
    let day = Day::of(year_of(year)?, part(month, 2)?, part(day, 2)?)?;
    let (hour, seconds, offset) = time.map_or(Some((0, 0.0, 0.0)), time_of)?;
    Some(Moment { day, hour, seconds, offset })
}

fn part(text: &str, most: usize) -> Option<u32> {
    let digits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// Two digits mean 1969 to 2068, as POSIX's `%y` has it.
fn year_of(text: &str) -> Option<i32> {
    match (text.len(), part(text, 4)? as i32) {
        (4, year @ 1000..=2999) => Some(year),
        (2, year @ 69..) => Some(1900 + year),
        (2, year) => Some(2000 + year),
        _ => None,
    }
}

/// Hour, seconds since the hour began, and offset in seconds of `16:05`, `4:05:00.5 PM`, `16:05:00Z` or `16:05+01:00`.
fn time_of(text: &str) -> Option<(u32, f64, f64)> {
    let text = text.trim();
    let (text, half) = match text.strip_suffix("AM").or_else(|| text.strip_suffix("am")) {
        Some(rest) => (rest.trim_end(), Some(0)),
        None => match text.strip_suffix("PM").or_else(|| text.strip_suffix("pm")) {
            Some(rest) => (rest.trim_end(), Some(12)),
            None => (text, None),
        },
    };
    let (clock, offset) = match text.find(['Z', '+', '-']) {
        Some(at) => (text.get(..at)?.trim_end(), offset_of(text.get(at..)?)?),
        None => (text, 0.0),
    };
    let mut parts = clock.split(':');
    let hour = part(parts.next()?, 2)?;
    let minute = parts.next().map_or(Some(0), |text| part(text, 2))?;
    let second = parts.next().map_or(Some(0.0), seconds_of)?;
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    let fits = hour < 24 && minute < 60 && parts.next().is_none() && (clock.contains(':') || half.is_some());
    fits.then_some((hour, f64::from(minute) * 60.0 + second, offset))
}

fn seconds_of(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.bytes().take(2).all(|byte| byte.is_ascii_digit());
    float(text).filter(|seconds| plain && *seconds < 61.0)
}

fn offset_of(text: &str) -> Option<f64> {
    if text == "Z" {
        return Some(0.0);
    }
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let digits: String = text.get(1..)?.chars().filter(|char| *char != ':').collect();
    let (hours, minutes) =
        (part(digits.get(..2)?, 2)?, digits.get(2..).filter(|rest| !rest.is_empty()).map_or(Some(0), |rest| part(rest, 2))?);
    Some(sign * (f64::from(hours) * 3600.0 + f64::from(minutes) * 60.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, order: Order, expected: Option<(i32, u32, u32, u32)>) {
        let found = parse(text, order).map(|moment| (moment.day.date(), moment.hour));
        assert_eq!(found, expected.map(|(year, month, day, hour)| ((year, month, day), hour)), "{text}");
    }

    #[test]
    fn dates_are_read_in_the_ways_people_write_them() {
        use Order::{DayFirst, MonthFirst};
        check("2026-01-31", MonthFirst, Some((2026, 1, 31, 0)));
        check("2026/1/2", DayFirst, Some((2026, 1, 2, 0)));
        check("31.1.2026", DayFirst, Some((2026, 1, 31, 0)));
        check("1/31/2026", MonthFirst, Some((2026, 1, 31, 0)));
        check("01-02-26", MonthFirst, Some((2026, 1, 2, 0)));
        check("2/3/69", DayFirst, Some((1969, 3, 2, 0)));
        check("2026-01-31T16:05:00Z", DayFirst, Some((2026, 1, 31, 16)));
        check("2026-01-31 10:00:00.5+01:00", DayFirst, Some((2026, 1, 31, 10)));
        check("1/31/2026 4:05 PM", MonthFirst, Some((2026, 1, 31, 16)));
        check("1/31/2026 12 AM", MonthFirst, Some((2026, 1, 31, 0)));
        for text in ["31/1/2026", "2026-02-29", "2026", "1.2.3.4", "a-b-c", "1-2", "", "2026-01-31 noon", "2026-01-31 25:00", "555-1234-99"]
        {
            check(text, MonthFirst, None);
        }
    }

    #[test]
    fn the_whole_column_tells_which_part_is_the_day() {
        let of = |texts: &[&'static str]| order(texts.iter().copied());
        assert_eq!(of(&["1/2/2026", "13/2/2026"]), Some(Order::DayFirst));
        assert_eq!(of(&["1/2/2026", "1/13/2026"]), Some(Order::MonthFirst));
        assert_eq!(of(&["1/2/2026", "3/4/2026"]), Some(Order::MonthFirst));
        assert_eq!(of(&["1.2.2026", "3.4.2026"]), Some(Order::DayFirst));
        assert_eq!(of(&["1/13/2026", "13/1/2026"]), None);
        assert_eq!(of(&["2026-01-01", "soon"]), None);
    }

    #[test]
    fn weekdays_and_seconds_agree_with_python() {
        // datetime.weekday() and datetime.timestamp() of the same moments.
        for (text, weekday, seconds) in [
            ("1970-01-01", 3, 0.0),
            ("2013-01-01 05:15", 1, 1_357_017_300.0),
            ("2000-02-29T23:59:59Z", 1, 951_868_799.0),
            ("1899-12-31", 6, -2_209_075_200.0),
            ("2026-03-29T01:30:00-05:00", 6, 1_774_765_800.0),
        ] {
            let moment = parse(text, Order::MonthFirst).unwrap();
            assert_eq!((moment.day.weekday(), moment.number()), (weekday, seconds), "{text}");
        }
    }
}
