//! A closer look at one window: which columns drift, and in which groups of rows the model errs more than it used to.

use super::alerts::sure;
use super::deployment::Deployment;
use super::run::History;
use super::service::as_column;
use super::table::{labels, only, stacked};
use crate::dataset::csv_writer as write;
use crate::dataset::{Column, Table, Values};
use crate::protocol::drift::ColumnFinding;
use crate::protocol::{Error, SliceLook};

/// Groups in the text, at most.
const TOLD: usize = 8;
/// Categories of a column that make groups, the window's most frequent.
const GROUPS: usize = 8;

/// What a window's columns and rows look like beside the reference.
#[derive(Debug)]
pub struct WindowInvestigation {
    /// Name, whether it drifts, what was found in words; what drifts first.
    pub columns: Vec<(String, bool, String)>,
    /// Watched columns of the reference.
    pub reference: Table,
    /// The same columns of the window, as far as it has them.
    pub current: Table,
    /// Groups with more errors than usual, the worst first; empty without labels.
    pub slices: Vec<SliceLook>,
}

impl History {
    /// Looks at a window.
    pub fn look(&self, world: &Deployment, number: u32) -> Result<WindowInvestigation, Error> {
        let spec = &self.report.spec;
        let traffic = world.traffic(spec)?;
        let (Some(window), Some(version)) = (traffic.window(number), self.live.get(number as usize)) else {
            return Err(super::service::wrong("window", number, "a window of the scenario"));
        };
        let given = version.service.answer(&window.table).ok();
        let judged = version.baseline.judge(&window.table, given.as_ref(), spec)?;
        let mut columns: Vec<(String, bool, String)> = judged
            .drift
            .columns
            .iter()
            .map(|column| match &column.found {
                ColumnFinding::Measured(measured) => (column.column.clone(), measured.drifted, sure(measured)),
                ColumnFinding::Unmeasured(error) => (column.column.clone(), true, format!("{}. {}", error.what, error.hint)),
            })
            .collect();
        columns.sort_by_key(|(_, drifted, _)| !drifted);
        let mut current = only(&window.table, &version.baseline.columns);
        if let Some(given) = &given {
            current.columns.push(as_column(given, &world.classes));
        }
        let mut slices = vec![];
        if let (Some(given), Ok(usual)) = (&given, world.first.answer(&world.reference)) {
            let wrong = |table: &Table, classes: &[u32], known: &[bool]| -> Vec<Option<bool>> {
                let all = labels(table, &spec.model.target, &world.classes);
                let is = |(row, label): (usize, Option<u32>)| Some(*classes.get(row)? != label.filter(|_| known.get(row) == Some(&true))?);
                all.into_iter().enumerate().map(is).collect()
            };
            let now = wrong(&window.table, &given.classes, &window.labelled);
            let before = wrong(&world.reference, &usual.classes, &vec![true; world.reference.rows]);
            for name in &version.service.features {
                if let (Some(left), Some(right)) = (world.reference.column(name), window.table.column(name)) {
                    slices.extend(groups(left, right, &before, &now));
                }
            }
            slices.retain(|slice| slice.excess > 0.0);
            slices.sort_by(|a, b| b.excess.total_cmp(&a.excess));
            slices.truncate(TOLD);
        }
        Ok(WindowInvestigation { columns, reference: version.baseline.reference.clone(), current, slices })
    }
}

impl History {
    /// The reference and these windows as CSV, each with the watched columns: the features and the answers.
    pub fn both_sides(&self, world: &Deployment, from: u32, to: u32) -> Result<(String, String), Error> {
        let spec = &self.report.spec;
        let traffic = world.traffic(spec)?;
        let Some(version) = self.live.get(to as usize).filter(|_| from <= to) else {
            return Err(super::service::wrong("from and to", format!("{from} to {to}"), "windows of the scenario, the first one first"));
        };
        let mut parts = vec![];
        for number in from..=to {
            let (Some(window), Some(live)) = (traffic.window(number), self.live.get(number as usize)) else { continue };
            let mut part = only(&window.table, &version.baseline.columns);
            if let (true, Ok(given)) = (window.table.rows > 0, live.service.answer(&window.table)) {
                part.columns.push(as_column(&given, &world.classes));
            }
            parts.push(part);
        }
        let text = |table: &Table| {
            let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
            write::rows(&names, (0..table.rows).map(|row| table.columns.iter().map(|column| column.text(row)).collect::<Vec<_>>()))
        };
        Ok((text(&version.baseline.reference), text(&stacked(&parts))))
    }
}

/// Errors in each group of a column: its quarters by the reference, or its most frequent categories.
fn groups(left: &Column, right: &Column, before: &[Option<bool>], now: &[Option<bool>]) -> Vec<SliceLook> {
    let tell = |values: String, is_in: &dyn Fn(&Column, usize) -> bool| {
        let count = |column: &Column, errors: &[Option<bool>]| {
            let inside = errors.iter().enumerate().filter(|(row, _)| is_in(column, *row)).filter_map(|(_, error)| *error);
            inside.fold((0_u64, 0_u64), |(wrong, rows), error| (wrong + u64::from(error), rows + 1))
        };
        let ((was, of), (wrong, rows)) = (count(left, before), count(right, now));
        let usual = (of > 0).then(|| was as f64 / of as f64);
        let excess = wrong as f64 - usual.unwrap_or(0.0) * rows as f64;
        let error = wrong as f64 / rows.max(1) as f64;
        (rows > 0).then(|| SliceLook { column: left.name.clone(), values, rows, error, usual, excess })
    };
    match &left.values {
        Values::Numeric(values) => {
            let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
            sorted.sort_unstable_by(f64::total_cmp);
            let at = |quarter: usize| sorted.get(sorted.len() * quarter / 4).copied();
            let (Some(low), Some(middle), Some(high)) = (at(1), at(2), at(3)) else { return vec![] };
            let edges = [f64::NEG_INFINITY, low, middle, high, f64::INFINITY];
            let words = [format!("below {low}"), format!("{low} to {middle}"), format!("{middle} to {high}"), format!("{high} and above")];
            let quarter = |(place, words): (usize, String)| {
                let (from, to) = (edges[place], edges[place + 1]);
                tell(words, &move |column, row| column.number(row).is_some_and(|value| value >= from && value < to))
            };
            words.into_iter().enumerate().filter_map(quarter).collect()
        }
        Values::Text { .. } => {
            // The window's own: a category that it does not have errs nowhere, and one that the reference lacks may err most.
            let level = |name: &String| tell(name.clone(), &|column, row| is_level(column, row, name));
            right.most_frequent(GROUPS).into_iter().filter_map(level).collect()
        }
    }
}

fn is_level(column: &Column, row: usize, name: &str) -> bool {
    match &column.values {
        Values::Text { codes, levels } => codes.get(row).and_then(|code| levels.get(*code as usize)).is_some_and(|level| level == name),
        Values::Numeric(_) => false,
    }
}
