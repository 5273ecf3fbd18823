//! How the dates of a column are written, as formats of Python's `strptime`.

use crate::dataset::date::{self, Order};
use crate::dataset::{Column, Values};

/// The formats of a column of dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateFormats {
    /// In order of first appearance.
    pub(super) formats: Vec<String>,
    /// Some texts have an offset from Greenwich.
    pub(super) offsets: bool,
}

impl DateFormats {
    /// The formats of the texts of a column that are dates in this order; absent for numbers.
    pub(super) fn of(column: &Column, order: Order) -> Option<Self> {
        let Values::Text { levels, .. } = &column.values else { return None };
        let mut found = Self { formats: vec![], offsets: false };
        for format in levels.iter().filter_map(|level| format(level, order)) {
            if !found.formats.contains(&format) {
                found.formats.push(format);
            }
        }
        found.offsets = found.formats.iter().any(|format| format.contains("%z"));
        Some(found)
    }

    /// The formats without their offsets: a part of a date, such as its hour, is the one that is written.
    pub(super) fn local(&self) -> Vec<String> {
        let mut formats: Vec<String> = vec![];
        for format in self.formats.iter().map(|format| format.replace("%z", "")) {
            if !formats.contains(&format) {
                formats.push(format);
            }
        }
        formats
    }
}

/// The format of a text that the page reads as a date; absent if it does not.
fn format(text: &str, order: Order) -> Option<String> {
    date::parse(text, order)?;
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some((text.get(date.len()..date.len() + 1)?, time))),
        None => (text, None),
    };
    let mark = date.chars().find(|char| !char.is_ascii_digit())?;
    let (first, last) = (date.split(mark).next()?, date.rsplit(mark).next()?);
    let year = if last.len() == 4 { "%Y" } else { "%y" };
    let date = match (first.len(), order) {
        (4, _) => format!("%Y{mark}%m{mark}%d"),
        (_, Order::DayFirst) => format!("%d{mark}%m{mark}{year}"),
        (_, Order::MonthFirst) => format!("%m{mark}%d{mark}{year}"),
    };
    Some(time.map_or_else(|| date.clone(), |(between, time)| format!("{date}{between}{}", clock(time.trim()))))
}

/// The format of a time of day that the page reads.
fn clock(text: &str) -> String {
    let half = ["AM", "am", "PM", "pm"].iter().find_map(|half| text.strip_suffix(half));
    let before = half.map_or(text, str::trim_end);
    let spaced = |whole: &str, part: &str| if part.len() < whole.len() { " " } else { "" };
    let (clock, offset) = match before.find(['Z', '+', '-']) {
        Some(at) => {
            let whole = before.get(..at).unwrap_or_default();
            (whole.trim_end(), format!("{}%z", spaced(whole, whole.trim_end())))
        }
        None => (before, String::new()),
    };
    let hour = if half.is_some() { "%I" } else { "%H" };
    let clock = match (clock.split(':').count(), clock.contains('.')) {
        (1, _) => hour.to_owned(),
        (2, _) => format!("{hour}:%M"),
        (_, false) => format!("{hour}:%M:%S"),
        (_, true) => format!("{hour}:%M:%S.%f"),
    };
    let half = half.map_or_else(String::new, |whole| format!("{}%p", spaced(whole, before)));
    format!("{clock}{offset}{half}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, order: Order, expected: Option<&str>) {
        assert_eq!(format(text, order).as_deref(), expected, "{text}");
    }

    #[test]
    fn every_way_of_writing_a_date_has_its_format() {
        use Order::{DayFirst, MonthFirst};
        check("2026-01-31", DayFirst, Some("%Y-%m-%d"));
        check("31.1.2026", DayFirst, Some("%d.%m.%Y"));
        check("1/31/26", MonthFirst, Some("%m/%d/%y"));
        check("2026-01-31T16:05:00Z", MonthFirst, Some("%Y-%m-%dT%H:%M:%S%z"));
        check("2026-01-31 10:00:00.5+01:00", MonthFirst, Some("%Y-%m-%d %H:%M:%S.%f%z"));
        check("1/31/2026 4:05 PM", MonthFirst, Some("%m/%d/%Y %I:%M %p"));
        check("1/31/2026 4pm", MonthFirst, Some("%m/%d/%Y %I%p"));
        check("31/1/2026", MonthFirst, None);
        check("TBD", MonthFirst, None);
    }
}
