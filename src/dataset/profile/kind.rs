//! What the values of a column are: measures, names, keys, dates or nothing.

use crate::dataset::date;
use crate::protocol::{ColumnKind, nearly_all_differ};

/// Facts about a numeric column besides its values.
pub(super) struct NumberColumnFacts {
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
pub(super) fn of_numbers(name: &str, values: &[f64], whole: bool, facts: &NumberColumnFacts) -> ColumnKind {
    if facts.present == 0 {
        ColumnKind::Empty
    } else if whole && facts.distinct == facts.rows && (counts_rows(values) || (facts.rows > 2 && names_a_key(name))) {
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
pub(super) fn counts_rows(values: &[f64]) -> bool {
    values.len() > 20
        && values.first().is_some_and(|first| first.fract() == 0.0)
        && values.iter().zip(values.iter().skip(1)).all(|(before, after)| after - before == 1.0)
}

/// Headers such as `id`, `PassengerId`, `customer_id`, `Unnamed: 0`, and the empty header of the first column.
pub(super) fn names_a_key(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let word =
        matches!(lower.as_str(), "id" | "index" | "key" | "row" | "row_number" | "rownames" | "uid" | "uuid" | "unnamed: 0" | "column 1");
    word || lower.ends_with("_id") || lower.ends_with(" id") || lower.ends_with("-id") || name.ends_with("Id") || name.ends_with("ID")
}

/// Texts are dates, a key when nearly all differ, or names.
pub(super) fn of_texts<'a>(levels: impl Iterator<Item = &'a str> + Clone, distinct: u64, present: u64) -> ColumnKind {
    if present == 0 {
        return ColumnKind::Empty;
    }
    // All levels of a small column, the first thousand of a large one.
    if date::order(levels.take(1000)).is_some() {
        ColumnKind::Date
    } else if nearly_all_differ(distinct, present) {
        ColumnKind::Identifier
    } else {
        ColumnKind::Categorical
    }
}
