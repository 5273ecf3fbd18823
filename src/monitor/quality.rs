//! Data quality: missing values, numbers out of range, categories never seen, repeated rows, volume.
//!
//! Bands are NannyML's: mean ± 3 standard deviations of the reference's chunks for what varies, none at all for what the
//! reference never shows.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Error;
use super::chunks::band;
use crate::dataset::{Column, Table, Values};
use crate::protocol::drift::{Check, ColumnQuality, QualityReport};

/// Standard deviations that a band reaches.
const REACH: f64 = 3.0;

/// New categories that are named.
const NAMED: usize = 10;

/// What the reference looks like.
#[derive(Clone, Debug, PartialEq)]
pub struct Quality {
    columns: Vec<ExpectedColumn>,
    duplicates: Option<(f64, f64)>,
    volume: Option<(f64, f64)>,
}

#[derive(Clone, Debug, PartialEq)]
struct ExpectedColumn {
    name: String,
    missing: Option<(f64, f64)>,
    kind: ExpectedValues,
}

#[derive(Clone, Debug, PartialEq)]
enum ExpectedValues {
    Numbers { least: f64, most: f64 },
    Categories { names: BTreeSet<String> },
}

impl Quality {
    /// Learns from the reference, cut into windows of about `rows_per_window` rows, and from how many rows past windows had;
    /// without them, volume is shown and never alerts.
    pub fn fit(reference: &Table, rows_per_window: usize, past_volumes: &[u64]) -> Result<Self, Error> {
        if reference.rows == 0 {
            return Err(Error::NoRows { which: "reference" });
        }
        let size = rows_per_window.clamp(1, reference.rows);
        let starts = || (0..reference.rows).step_by(size).map(|start| start..(start + size).min(reference.rows));
        let columns = reference
            .columns
            .iter()
            .map(|column| {
                let shares: Vec<Option<f64>> = starts()
                    .map(|rows| {
                        let missing = rows.clone().filter(|row| is_missing(column, *row)).count();
                        Some(missing as f64 / rows.len() as f64)
                    })
                    .collect();
                let kind = match &column.values {
                    Values::Numeric(values) => {
                        let finite = || values.iter().copied().filter(|value| value.is_finite());
                        ExpectedValues::Numbers {
                            least: finite().fold(f64::INFINITY, f64::min),
                            most: finite().fold(f64::NEG_INFINITY, f64::max),
                        }
                    }
                    Values::Text { codes, levels } => {
                        let names = codes.iter().filter_map(|code| levels.get(*code as usize).cloned()).collect();
                        ExpectedValues::Categories { names }
                    }
                };
                ExpectedColumn { name: column.name.clone(), missing: band(&shares, REACH), kind }
            })
            .collect();
        let repeated: Vec<Option<f64>> = starts().map(|rows| repeated(reference, rows)).collect();
        let volumes: Vec<Option<f64>> = past_volumes.iter().map(|rows| Some(*rows as f64)).collect();
        Ok(Self { columns, duplicates: band(&repeated, REACH), volume: band(&volumes, REACH) })
    }

    /// Looks at a window. An empty one is no error: its volume is 0 and the rest has no figures.
    pub fn check(&self, window: &Table) -> QualityReport {
        let added = window.columns.iter().filter(|column| !self.columns.iter().any(|expected| expected.name == column.name));
        let duplicates = repeated(window, 0..window.rows);
        QualityReport {
            volume: inside(Some(window.rows as f64), self.volume),
            duplicates: inside(duplicates, self.duplicates.map(|(_, upper)| (0.0, upper))),
            added: added.map(|column| column.name.clone()).collect(),
            columns: self.columns.iter().map(|expected| expected.check(window)).collect(),
        }
    }
}

impl Quality {
    /// Share of a window's rows with at least one value that the reference never shows; absent without rows or columns.
    pub fn unseen(&self, window: &Table) -> Option<f64> {
        let columns: Vec<(&ExpectedColumn, &Column)> =
            self.columns.iter().filter_map(|expected| Some((expected, window.column(&expected.name)?))).collect();
        let is = |row: &usize| columns.iter().any(|(expected, column)| expected.is_new(column, *row));
        (window.rows > 0 && !columns.is_empty()).then(|| (0..window.rows).filter(is).count() as f64 / window.rows as f64)
    }
}

impl ExpectedColumn {
    /// Whether a row's value is a number outside the range, or a category that never came; a missing value is neither.
    fn is_new(&self, column: &Column, row: usize) -> bool {
        match (&self.kind, &column.values) {
            (ExpectedValues::Numbers { least, most }, Values::Numeric(values)) => {
                values.get(row).is_some_and(|value| value < least || value > most)
            }
            (ExpectedValues::Categories { names }, Values::Text { codes, levels }) => {
                codes.get(row).and_then(|code| levels.get(*code as usize)).is_some_and(|level| !names.contains(level))
            }
            _ => false,
        }
    }

    fn check(&self, window: &Table) -> ColumnQuality {
        let mut report = ColumnQuality {
            column: self.name.clone(),
            missing: Check::default(),
            out_of_range: None,
            new_values: None,
            new_names: Vec::new(),
            wrong: None,
        };
        let Some(column) = window.column(&self.name) else {
            report.wrong = Some(Error::NoColumn { which: "current", column: self.name.clone() }.into());
            return report;
        };
        let share = |count: usize| (window.rows > 0).then(|| count as f64 / window.rows as f64);
        let missing = (0..window.rows).filter(|row| is_missing(column, *row)).count();
        // Fewer missing values than usual are no trouble.
        report.missing = inside(share(missing), self.missing.map(|(_, upper)| (0.0, upper.min(1.0))));
        match (&self.kind, &column.values) {
            (ExpectedValues::Numbers { least, most }, Values::Numeric(values)) => {
                let outside = values.iter().filter(|value| **value < *least || **value > *most).count();
                report.out_of_range = Some(inside(share(outside), Some((0.0, 0.0))));
            }
            (ExpectedValues::Categories { names }, Values::Text { codes, levels }) => {
                let new: Vec<bool> = levels.iter().map(|level| !names.contains(level)).collect();
                let mut seen = BTreeSet::new();
                let mut count = 0;
                for code in codes.iter().filter(|code| new.get(**code as usize) == Some(&true)) {
                    count += 1;
                    if let Some(level) = levels.get(*code as usize).filter(|level| seen.len() < NAMED && seen.insert(level.as_str())) {
                        report.new_names.push(level.clone());
                    }
                }
                report.new_values = Some(inside(share(count), Some((0.0, 0.0))));
            }
            (ExpectedValues::Numbers { .. }, _) => {
                report.wrong = Some(Error::KindChanged { column: self.name.clone(), was: "numbers", is: "text" }.into());
            }
            (ExpectedValues::Categories { .. }, _) => {
                report.wrong = Some(Error::KindChanged { column: self.name.clone(), was: "text", is: "numbers" }.into());
            }
        }
        report
    }
}

fn inside(value: Option<f64>, band: Option<(f64, f64)>) -> Check {
    let outside = value.zip(band).is_some_and(|(value, (lower, upper))| value < lower || value > upper);
    Check { value, lower: band.map(|band| band.0), upper: band.map(|band| band.1), alert: outside }
}

fn is_missing(column: &Column, row: usize) -> bool {
    match &column.values {
        Values::Numeric(values) => values.get(row).is_none_or(|value| value.is_nan()),
        Values::Text { codes, levels } => codes.get(row).is_none_or(|code| *code as usize >= levels.len()),
    }
}

/// Share of rows that repeat an earlier one, value for value; absent without rows or columns.
fn repeated(table: &Table, rows: std::ops::Range<usize>) -> Option<f64> {
    if rows.is_empty() || table.columns.is_empty() {
        return None;
    }
    // Rows are compared by number: each pair of number so far and next value gets a number of its own.
    let mut numbers = vec![0_u64; rows.len()];
    for column in &table.columns {
        let mut known: HashMap<(u64, u64), u64> = HashMap::new();
        for (number, row) in numbers.iter_mut().zip(rows.clone()) {
            let value = match &column.values {
                Values::Numeric(values) => {
                    values.get(row).map_or(u64::MAX, |value| if value.is_nan() { u64::MAX } else { (value + 0.0).to_bits() })
                }
                Values::Text { codes, .. } => codes.get(row).map_or(u64::MAX, |code| u64::from(*code)),
            };
            let next = known.len() as u64;
            *number = *known.entry((*number, value)).or_insert(next);
        }
    }
    let distinct: HashSet<u64> = numbers.iter().copied().collect();
    Some((rows.len() - distinct.len()) as f64 / rows.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(numbers: Vec<f64>, words: &[&str]) -> Table {
        let mut levels: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        levels.sort();
        levels.dedup();
        let codes = words.iter().map(|word| levels.iter().position(|level| level == word).unwrap() as u32).collect();
        let rows = numbers.len();
        let columns = vec![
            Column { name: "km".into(), values: Values::Numeric(numbers) },
            Column { name: "port".into(), values: Values::Text { codes, levels } },
        ];
        Table { columns, rows, afterwards: vec![] }
    }

    #[test]
    fn what_the_reference_never_showed_alerts() {
        let reference = table((0..40).map(f64::from).collect(), &["a", "b"].repeat(20));
        let quality = Quality::fit(&reference, 10, &[40, 42, 41]).unwrap();
        let calm = quality.check(&table((0..40).map(f64::from).collect(), &["b", "a"].repeat(20)));
        assert!(!calm.volume.alert && !calm.duplicates.alert);
        assert!(calm.columns.iter().all(|column| !column.missing.alert && column.wrong.is_none()));

        let broken = quality.check(&table(vec![1.0, f64::NAN, 99.0, 1.0], &["a", "z", "a", "a"]));
        assert!(broken.volume.alert && broken.duplicates.alert);
        assert_eq!(broken.duplicates.value, Some(0.25));
        assert_eq!((broken.columns[0].missing.value, broken.columns[0].missing.alert), (Some(0.25), true));
        assert_eq!(broken.columns[0].out_of_range.map(|check| (check.value, check.alert)), Some((Some(0.25), true)));
        assert_eq!(broken.columns[1].new_names, ["z"]);
    }

    #[test]
    fn an_empty_window_and_a_lost_column_have_a_state() {
        let quality = Quality::fit(&table(vec![1.0, 2.0], &["a", "a"]), 10, &[]).unwrap();
        let empty = quality.check(&table(vec![], &[]));
        assert_eq!((empty.volume.value, empty.duplicates.value, empty.columns[0].missing.value), (Some(0.0), None, None));
        let lost = quality.check(&Table { columns: vec![], rows: 3, afterwards: vec![] });
        assert_eq!(lost.columns[0].wrong.as_ref().unwrap().what, "the current data have no column 'km'");
        assert_eq!(Quality::fit(&table(vec![], &[]), 10, &[]).unwrap_err(), Error::NoRows { which: "reference" });
    }
}
