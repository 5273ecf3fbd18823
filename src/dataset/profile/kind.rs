//! What the values of a column are: measures, names, keys, dates or nothing.

use crate::protocol::ColumnKind;

/// What is known of a column of numbers besides its values.
pub(super) struct Facts {
    /// 0-based place in the table.
    pub(super) at: usize,
    /// Columns of the table.
    pub(super) columns: usize,
    /// Rows of the table.
    pub(super) rows: u64,
    /// Rows with a value.
    pub(super) present: u64,
    /// Distinct values.
    pub(super) distinct: u64,
}

/// Numbers are names when they are few, whole and in the last column, and a key when they count the rows.
pub(super) fn of_numbers(name: &str, values: &[f64], whole: bool, facts: &Facts) -> ColumnKind {
    if facts.present == 0 {
        ColumnKind::Empty
    } else if whole && facts.distinct == facts.rows && (counts_rows(values, facts.rows) || (facts.rows > 2 && names_a_key(name))) {
        ColumnKind::Identifier
    } else if whole
        && facts.columns > 1
        && facts.at + 1 == facts.columns
        && (2..=20).contains(&facts.distinct)
        && facts.distinct * 2 <= facts.present
    {
        ColumnKind::Categorical
    } else {
        ColumnKind::Numeric
    }
}

/// More than 20 values, each one more than the value before.
fn counts_rows(values: &[f64], rows: u64) -> bool {
    rows > 20 && values.iter().zip(values.iter().skip(1)).all(|(before, after)| after - before == 1.0)
}

/// Headers such as `id`, `PassengerId`, `customer_id`, `Unnamed: 0`, and the empty header of the first column.
fn names_a_key(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let word =
        matches!(lower.as_str(), "id" | "index" | "key" | "row" | "row_number" | "rownames" | "uid" | "uuid" | "unnamed: 0" | "column 1");
    word || lower.ends_with("_id") || lower.ends_with(" id") || lower.ends_with("-id") || name.ends_with("Id") || name.ends_with("ID")
}

/// Texts are dates, a key when nearly all differ, or names.
pub(super) fn of_texts<'a>(levels: impl Iterator<Item = &'a str>, distinct: u64, present: u64) -> ColumnKind {
    if present == 0 {
        return ColumnKind::Empty;
    }
    // All levels of a small column, the first thousand of a large one.
    let mut dates = levels.take(1000).peekable();
    if dates.peek().is_some() && dates.all(is_date) {
        ColumnKind::Date
    } else if nearly_all_differ(distinct, present) {
        ColumnKind::Identifier
    } else {
        ColumnKind::Categorical
    }
}

/// More than 20 texts, and more than nine in ten of them different.
pub(super) fn nearly_all_differ(distinct: u64, present: u64) -> bool {
    distinct > 20 && distinct * 10 > present * 9
}

/// A date with year, month and day (`2026-01-31`, `31.1.2026`, `1/31/2026`), perhaps followed by a time.
fn is_date(text: &str) -> bool {
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "0"));
    let Some(mark) = date.chars().find(|char| !char.is_ascii_digit()) else { return false };
    if !matches!(mark, '-' | '/' | '.') {
        return false;
    }
    let parts: Vec<Option<u32>> = date.split(mark).map(|part| part.parse().ok().filter(|_| part.len() <= 4)).collect();
    let [Some(first), Some(second), Some(third)] = parts.as_slice() else { return false };
    let day_and_month = |a: u32, b: u32| (1..=31).contains(&a) && (1..=31).contains(&b) && a.min(b) <= 12;
    let year =
        |number: u32, text: Option<&str>| (1000..=2999).contains(&number) || (number < 100 && text.is_some_and(|text| text.len() == 2));
    let (first_text, last_text) = (date.split(mark).next(), date.split(mark).next_back());
    let order = (first_text.is_some_and(|text| text.len() == 4) && year(*first, None) && day_and_month(*second, *third))
        || (day_and_month(*first, *second) && year(*third, last_text));
    order
        && time.starts_with(|char: char| char.is_ascii_digit())
        && time.chars().all(|char| char.is_ascii_digit() || ":.+-ZAPM ".contains(char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_numbers_and_names() {
        for text in ["2026-01-31", "31.1.2026", "1/31/2026", "2026/1/2", "01-02-26", "2026-01-31T10:00:00Z", "2026-01-31 10:00:00.5+01:00"]
        {
            assert!(is_date(text), "{text}");
        }
        for text in ["2026", "1.2.3.4", "2026-13-31", "31-31-2026", "10-20-30-40", "a-b-c", "1-2", "", "2026-01-31 noon", "555-1234-99"] {
            assert!(!is_date(text), "{text}");
        }
    }
}
