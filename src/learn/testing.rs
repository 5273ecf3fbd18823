//! Small tables for the tests of this room, and a reader for the shipped files.

use crate::dataset::{Column, Table, Values};

/// A numeric column; NaN is missing.
pub(crate) fn number(name: &str, values: &[f64]) -> Column {
    Column { name: name.into(), values: Values::Numeric(values.to_vec()) }
}

/// A text column; empty is missing.
pub(crate) fn text(name: &str, values: &[&str]) -> Column {
    let mut levels: Vec<String> = Vec::new();
    let codes = values
        .iter()
        .map(|value| {
            if value.is_empty() {
                return Values::MISSING;
            }
            let place = levels.iter().position(|level| level == value).unwrap_or_else(|| {
                levels.push((*value).to_owned());
                levels.len() - 1
            });
            place as u32
        })
        .collect();
    Column { name: name.into(), values: Values::Text { codes, levels } }
}

/// A table of these columns.
pub(crate) fn table(columns: Vec<Column>) -> Table {
    let rows = columns.first().map_or(0, |column| match &column.values {
        Values::Numeric(values) => values.len(),
        Values::Text { codes, .. } => codes.len(),
    });
    Table { columns, rows, afterwards: vec![] }
}

/// A plain comma-separated file: no quotes, empty or `NA` is missing, a column with a word in it is text.
pub(crate) fn read_csv(content: &str) -> Table {
    let mut lines = content.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').map(|cell| if cell == "NA" { "" } else { cell }).collect()).collect();
    let column = |index: usize| {
        let cells: Vec<&str> = rows.iter().map(|row| row[index]).collect();
        let parsed: Option<Vec<f64>> = cells.iter().map(|cell| if cell.is_empty() { Some(f64::NAN) } else { cell.parse().ok() }).collect();
        parsed.map_or_else(|| text(names[index], &cells), |values| number(names[index], &values))
    };
    table((0..names.len()).map(column).collect())
}

/// A shipped dataset.
pub(crate) fn shipped(id: &str) -> Table {
    let path = format!("public/data/{id}.csv");
    read_csv(&std::fs::read_to_string(&path).unwrap_or_else(|cause| panic!("{path}: {cause}")))
}

/// A spec from its settings by name, the others at their defaults.
pub(crate) fn spec_of<S: serde::de::DeserializeOwned>(settings: &serde_json::Value) -> S {
    serde_json::from_value(settings.clone()).unwrap()
}

/// The columns of a shipped dataset but the last, which is the target.
pub(crate) fn features_of(id: &str) -> Vec<Vec<f64>> {
    let mut columns = shipped(id).columns;
    columns.pop();
    let numbers = |column: Column| match column.values {
        Values::Numeric(values) => values,
        Values::Text { .. } => panic!("{} is text", column.name),
    };
    columns.into_iter().map(numbers).collect()
}
