//! How rows may be split: at random, stratified by class, by group, or at a point in time; read once from the table.

use std::collections::BTreeMap;

use super::{Holdout, Names, ordered, plain};
use crate::dataset::{Column, Table, Values, date};
use crate::learn::Error;
use crate::protocol::SplitSpec;

/// What decides which rows may stand on different sides, per position of the rows it was read for.
#[derive(Clone, Debug, PartialEq)]
pub enum Division {
    /// Nothing: any of this many rows.
    Random(usize),
    /// Classes, each of which keeps its share.
    Stratified(Vec<u32>),
    /// Groups, numbered from 0, that are never split, and the column they come from.
    Grouped(Vec<u32>, String),
    /// Time, as numbers that never decrease from earlier to later rows, and its column.
    Timed(Vec<f64>, String),
}

impl Division {
    /// Reads what the spec names for these table rows; `labels` are their classes, absent for a target of numbers.
    pub fn read(table: &Table, rows: &[u32], labels: Option<&[u32]>, spec: &SplitSpec) -> Result<Self, Error> {
        let column = |name: &String| table.column(name).ok_or_else(|| Error::NoColumn { column: name.clone() });
        match (&spec.group, &spec.time) {
            (Some(group), Some(time)) => Err(Error::TwoDivisions { group: group.clone(), time: time.clone() }),
            (Some(group), None) => Ok(Self::Grouped(groups(column(group)?, rows), group.clone())),
            (None, Some(time)) => Ok(Self::Timed(times(column(time)?, rows)?, time.clone())),
            (None, None) => Ok(match labels {
                Some(labels) if spec.stratify => Self::Stratified(labels.to_vec()),
                _ => Self::Random(rows.len()),
            }),
        }
    }

    /// The same for some of the positions, such as the training rows.
    pub fn select(&self, positions: &[u32]) -> Self {
        fn of<T: Copy>(values: &[T], positions: &[u32]) -> Vec<T> {
            positions.iter().filter_map(|position| values.get(*position as usize).copied()).collect()
        }
        match self {
            Self::Random(_) => Self::Random(positions.len()),
            Self::Stratified(labels) => Self::Stratified(of(labels, positions)),
            Self::Grouped(groups, name) => Self::Grouped(numbered(of(groups, positions)), name.clone()),
            Self::Timed(times, name) => Self::Timed(of(times, positions), name.clone()),
        }
    }

    /// Holds out a share of the rows: ⌈n · share⌉ of them, of the groups, or the latest ones.
    pub fn split(&self, test_share: f64, seed: u64, names: Names<'_>) -> Result<Holdout, Error> {
        match self {
            Self::Random(rows) => super::split(&vec![0; *rows], test_share, false, seed, names),
            Self::Stratified(labels) => super::split(labels, test_share, true, seed, names),
            Self::Grouped(groups, column) => plain::split_groups(groups, column, test_share, seed),
            Self::Timed(times, column) => ordered::split(times, column, test_share),
        }
    }

    /// Divides the rows into `count` folds, 2..=20. By time each fold is tested by a model of the rows before it.
    pub fn folds(&self, count: u32, seed: u64, names: Names<'_>) -> Result<Vec<Holdout>, Error> {
        if !(2..=20).contains(&count) {
            return Err(Error::Parameter { name: "folds", value: count.to_string(), takes: "0, or a whole number from 2 to 20".into() });
        }
        match self {
            Self::Random(rows) => plain::folds(*rows, count, seed),
            Self::Stratified(labels) => super::folds(labels, count, seed, names),
            Self::Grouped(groups, column) => plain::group_folds(groups, column, count),
            Self::Timed(times, column) => ordered::folds(times, column, count),
        }
    }
}

/// Groups in order of first appearance; rows without a value make one group together.
fn groups(column: &Column, rows: &[u32]) -> Vec<u32> {
    let key = |row: u32| match &column.values {
        // Adding zero turns −0 into 0, so that the two are one group.
        Values::Numeric(values) => {
            values.get(row as usize).map_or(u64::MAX, |value| if value.is_nan() { u64::MAX } else { (value + 0.0).to_bits() })
        }
        Values::Text { codes, .. } => codes.get(row as usize).map_or(u64::MAX, |code| u64::from(*code)),
    };
    numbered(rows.iter().map(|row| key(*row)))
}

/// A number for each distinct key, in order of first appearance, without gaps.
fn numbered<K: Ord>(keys: impl IntoIterator<Item = K>) -> Vec<u32> {
    let mut found = BTreeMap::new();
    let mut number = |key| {
        let next = found.len() as u32;
        *found.entry(key).or_insert(next)
    };
    keys.into_iter().map(&mut number).collect()
}

/// Whether day or month comes first in a column of dates; absent for numbers and where some text is no date.
pub fn order_of(column: &Column) -> Option<date::Order> {
    if let Values::Text { levels, .. } = &column.values { date::order(levels.iter().map(String::as_str)) } else { None }
}

/// Numbers as they are, dates as seconds.
fn times(column: &Column, rows: &[u32]) -> Result<Vec<f64>, Error> {
    let gap = |row: u32| Error::NoTime { column: column.name.clone(), row: row as usize };
    match &column.values {
        Values::Numeric(values) => {
            let time = |row: &u32| values.get(*row as usize).copied().filter(|value| value.is_finite()).ok_or_else(|| gap(*row));
            rows.iter().map(time).collect()
        }
        Values::Text { codes, levels } => {
            let texts = || levels.iter().map(String::as_str);
            let Some(order) = order_of(column) else {
                return Err(odd_time(column, codes, levels));
            };
            let numbers: Vec<Option<f64>> = texts().map(|text| date::parse(text, order).map(|moment| moment.number())).collect();
            let time = |row: &u32| {
                let code = codes.get(*row as usize).map_or(usize::MAX, |code| *code as usize);
                numbers.get(code).copied().flatten().ok_or_else(|| gap(*row))
            };
            rows.iter().map(time).collect()
        }
    }
}

/// The first cell that is no date in the order in which most are.
fn odd_time(column: &Column, codes: &[u32], levels: &[String]) -> Error {
    let is_date = |level: &String, order| date::parse(level, order).is_some();
    let dates = |order| levels.iter().filter(|level| is_date(level, order)).count();
    let orders = [date::Order::MonthFirst, date::Order::DayFirst];
    let order = if dates(orders[1]) > dates(orders[0]) { orders[1] } else { orders[0] };
    let level = |code: &u32| levels.get(*code as usize);
    let row = codes.iter().position(|code| level(code).is_some_and(|level| !is_date(level, order)));
    let value = row.and_then(|row| codes.get(row)).and_then(level).cloned().unwrap_or_default();
    Error::NotATime { column: column.name.clone(), value, row: row.unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::testing::{number, table, text};

    fn read(table: &Table, group: Option<&str>, time: Option<&str>) -> Result<Division, Error> {
        let spec = SplitSpec { group: group.map(Into::into), time: time.map(Into::into), ..SplitSpec::default() };
        let rows: Vec<u32> = (0..table.rows as u32).collect();
        Division::read(table, &rows, None, &spec)
    }

    fn names() -> Names<'static> {
        Names { target: "t", classes: &[] }
    }

    #[test]
    fn no_group_is_in_both_train_and_test() {
        let owners: Vec<String> =
            (0..60).map(|row: u32| if row % 13 == 5 { String::new() } else { format!("o{}", row * row % 17) }).collect();
        let table = table(vec![text("owner", &owners.iter().map(String::as_str).collect::<Vec<_>>())]);
        let division = read(&table, Some("owner"), None).unwrap();
        let Division::Grouped(groups, _) = &division else { panic!("{division:?}") };
        let holdout = division.split(0.3, 4, names()).unwrap();
        let of = |positions: &[u32]| positions.iter().map(|position| groups[*position as usize]).collect::<std::collections::BTreeSet<_>>();
        assert!(of(&holdout.train).is_disjoint(&of(&holdout.test)));
        assert_eq!((of(&holdout.test).len(), holdout.train.len() + holdout.test.len()), (3, 60));
        assert_ne!(holdout, division.split(0.3, 5, names()).unwrap());
        let inner = division.select(&holdout.train);
        for fold in inner.folds(3, 4, names()).unwrap() {
            let Division::Grouped(groups, _) = &inner else { panic!("{inner:?}") };
            let of =
                |positions: &[u32]| positions.iter().map(|position| groups[*position as usize]).collect::<std::collections::BTreeSet<_>>();
            assert!(of(&fold.train).is_disjoint(&of(&fold.test)));
        }
    }

    #[test]
    fn a_time_split_tests_later_rows_and_never_splits_equal_times() {
        let days = ["2/1/2026", "13/1/2026", "1/1/2026", "2/1/2026", "5/1/2026", "2/1/2026", "1/2/2026", "3/1/2026"];
        let division = read(&table(vec![text("day", &days)]), None, Some("day")).unwrap();
        let holdout = division.split(0.25, 0, names()).unwrap();
        assert_eq!((holdout.test.as_slice(), holdout.train.as_slice()), (&[1, 6][..], &[0, 2, 3, 4, 5, 7][..]));
        // Five of eight rows would cut through the three of 2 January: all three test.
        assert_eq!(division.split(0.6, 0, names()).unwrap_err(), Error::OneMoment { column: "day".into() });
        assert_eq!(division.split(0.5, 0, names()).unwrap().train, [0, 2, 3, 5]);
    }

    #[test]
    fn what_cannot_divide_is_named() {
        let table =
            table(vec![text("day", &["2026-01-01", "", "2026-01-02"]), text("word", &["a", "b", "b"]), number("n", &[1.0, 2.0, f64::NAN])]);
        let check = |group, time, message: &str| assert_eq!(read(&table, group, time).unwrap_err().to_string(), message);
        check(None, Some("day"), "column 'day' has no time in row 1");
        check(None, Some("n"), "column 'n' has no time in row 2");
        check(None, Some("word"), "'a' in column 'word' is no date and no number");
        check(Some("word"), Some("day"), "rows are to be divided by the groups of 'word' and by the time in 'day' at once");
        check(Some("x"), None, "there is no column 'x'");
        let one = read(&table, Some("word"), None).unwrap().folds(3, 0, names()).unwrap_err();
        assert_eq!(one.to_string(), "column 'word' has 2 groups, and cross-validation with 3 folds needs at least 3");
    }
}
