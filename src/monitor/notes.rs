//! What should be known beside a comparison's figures: that values are few, that names differ in spelling only, that a test is
//! undefined.

use std::collections::BTreeMap;

use super::Error;
use super::column_pair::{ColumnPair, PairedValues};
use super::drift::Counts;
use crate::protocol::{DriftTest, Judged, float};

/// Values on a side below which they are called few: the usual rule of thumb for a mean to be nearly normal.
pub const FEW: u64 = 30;

/// The notes on a column under a test.
pub(super) fn of(sides: &ColumnPair, test: DriftTest) -> Vec<String> {
    let (n, m) = match &sides.side {
        PairedValues::Numbers(numbers) => (numbers.reference().len() as u64, numbers.current().len() as u64),
        PairedValues::Categories { counts, .. } => counts.rows(),
    };
    let few = |side: &str, values: u64| {
        let noun = if values == 1 { "value" } else { "values" };
        let then = match test.judged() {
            Judged::PValue => "a test finds large changes only",
            Judged::Distance => "a distance is often large by chance alone",
        };
        (values < FEW).then(|| format!("With {values} {side} {noun} {then}."))
    };
    let mut notes: Vec<String> = few("reference", n).into_iter().chain(few("current", m)).collect();
    if let PairedValues::Categories { names, counts } = &sides.side {
        notes.extend(spelling(names, counts));
    }
    notes
}

/// Why a test has no result, and what that counts as.
pub(super) fn undefined(error: &Error) -> String {
    let what = error.to_string();
    let mut chars = what.chars();
    let what: String = chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect());
    format!("{what}. The result is undefined, which counts as no drift, as in Evidently.")
}

/// Names that only one side has, and that the other side writes in another way.
fn spelling(names: &[String], counts: &Counts) -> Option<String> {
    let at = |place: usize| (counts.reference.get(place).copied().unwrap_or(0), counts.current.get(place).copied().unwrap_or(0));
    let sides = || names.iter().enumerate().map(|(place, name)| (name, at(place)));
    let gone: BTreeMap<String, &String> =
        sides().filter(|(_, (then, now))| *then > 0 && *now == 0).map(|(name, _)| (plain(name), name)).collect();
    let new: Vec<(&String, &String)> = sides()
        .filter(|(_, (then, now))| *then == 0 && *now > 0)
        .filter_map(|(name, _)| gone.get(&plain(name)).map(|before| (*before, name)))
        .collect();
    let (before, now) = new.first()?;
    let shared = sides().any(|(_, (then, now))| then > 0 && now > 0);
    let count = new.len();
    let noun = if count == 1 { "value differs" } else { "values differ" };
    let first = if shared { String::new() } else { "No value is written alike on both sides. ".to_owned() };
    Some(format!("{first}{count} {noun} in spelling only, such as '{before}' and '{now}'. Write them alike, then compare again."))
}

/// A normalised name: without case, outer and repeated spaces, and the format of a number.
fn plain(name: &str) -> String {
    let words = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    float(&words).map_or(words, |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use crate::dataset::{Column, Table};
    use crate::monitor::compare;
    use crate::monitor::gold_rules::{number, text};
    use crate::protocol::drift::ColumnFinding;
    use crate::protocol::{DriftSpec, DriftTest};

    fn table(column: Column, rows: usize) -> Table {
        Table { columns: vec![column], rows, afterwards: vec![] }
    }

    fn words(cycle: &[&str], rows: usize) -> Table {
        table(text("c", (0..rows).map(|row| Some(cycle[row % cycle.len()].to_owned())).collect()), rows)
    }

    fn notes(reference: &Table, current: &Table, test: Option<DriftTest>) -> Vec<String> {
        match compare(reference, current, &DriftSpec { test, ..DriftSpec::default() }).unwrap().columns.remove(0).found {
            ColumnFinding::Measured(measured) => measured.notes,
            ColumnFinding::Unmeasured(error) => panic!("{error}"),
        }
    }

    #[test]
    fn names_that_differ_in_spelling_only_are_said() {
        let found = |then: &[&str], now: &[&str]| notes(&words(then, 60), &words(now, 60), None);
        assert_eq!(
            found(&["True", "False"], &["true", "false"]),
            [
                "No value is written alike on both sides. 2 values differ in spelling only, such as 'False' and 'false'. Write them alike, then compare again."
            ]
        );
        assert_eq!(
            found(&["1", "2", "x"], &["1.0", "2", "x"]),
            ["1 value differs in spelling only, such as '1' and '1.0'. Write them alike, then compare again."]
        );
        assert_eq!(
            found(&["New  York", "Rome"], &["new york", "Rome"]),
            ["1 value differs in spelling only, such as 'New  York' and 'new york'. Write them alike, then compare again."]
        );
        // A name that is really new, and one that both sides have in both spellings.
        assert!(found(&["red", "blue"], &["green", "blue"]).is_empty());
        assert!(found(&["a", "A", "b"], &["A", "a", "b"]).is_empty());
    }

    #[test]
    fn few_values_are_said_on_either_side() {
        let numbers = |rows: usize| table(number("c", (0..rows).map(|row| row as f64 + 0.5).collect()), rows);
        assert_eq!(notes(&numbers(150), &numbers(8), None), ["With 8 current values a test finds large changes only."]);
        assert_eq!(
            notes(&numbers(29), &numbers(1), Some(DriftTest::Psi)),
            [
                "With 29 reference values a distance is often large by chance alone.",
                "With 1 current value a distance is often large by chance alone."
            ]
        );
        assert!(notes(&numbers(30), &numbers(30), None).is_empty());
        assert_eq!(notes(&words(&["a", "b"], 150), &words(&["a", "b"], 8), None).len(), 1);
    }
}
