//! Rows and columns taken from tables, and tables put under one another.

use std::collections::BTreeMap;

use crate::dataset::{Column, Table, Values};

/// These columns of a table, as far as it has them, in this order.
pub(super) fn only(table: &Table, names: &[String]) -> Table {
    let columns = names.iter().filter_map(|name| table.column(name)).cloned().collect();
    Table { columns, rows: table.rows, afterwards: vec![] }
}

/// Tables under one another: the columns that all of them have and in which all are of one kind.
pub(super) fn stacked(tables: &[Table]) -> Table {
    let Some(first) = tables.first() else { return Table::default() };
    let columns = first.columns.iter().filter_map(|column| stack(column, tables)).collect();
    Table { columns, rows: tables.iter().map(|table| table.rows).sum(), afterwards: first.afterwards.clone() }
}

fn stack(first: &Column, tables: &[Table]) -> Option<Column> {
    let parts: Vec<&Column> = tables.iter().map(|table| table.column(&first.name)).collect::<Option<_>>()?;
    let values = match &first.values {
        Values::Numeric(_) => {
            let mut all = Vec::new();
            for part in parts {
                let Values::Numeric(values) = &part.values else { return None };
                all.extend_from_slice(values);
            }
            Values::Numeric(all)
        }
        Values::Text { .. } => {
            let (mut all, mut names, mut places) = (Vec::new(), Vec::new(), BTreeMap::new());
            for part in parts {
                let Values::Text { codes, levels } = &part.values else { return None };
                let own: Vec<u32> = levels
                    .iter()
                    .map(|level| {
                        *places.entry(level.clone()).or_insert_with(|| {
                            names.push(level.clone());
                            names.len() as u32 - 1
                        })
                    })
                    .collect();
                all.extend(codes.iter().map(|code| own.get(*code as usize).copied().unwrap_or(Values::MISSING)));
            }
            Values::Text { codes: all, levels: names }
        }
    };
    Some(Column { name: first.name.clone(), values })
}

/// The class of every row among these names; absent where it is missing or none of them.
pub(super) fn labels(table: &Table, target: &str, classes: &[String]) -> Vec<Option<u32>> {
    let place = |name: &str| classes.iter().position(|class| class == name).map(|place| place as u32);
    match table.column(target).map(|column| &column.values) {
        Some(Values::Text { codes, levels }) => {
            let places: Vec<Option<u32>> = levels.iter().map(|level| place(level)).collect();
            codes.iter().map(|code| places.get(*code as usize).copied().flatten()).collect()
        }
        Some(Values::Numeric(values)) => {
            let numbers: Vec<Option<f64>> = classes.iter().map(|class| class.parse().ok()).collect();
            values.iter().map(|value| numbers.iter().position(|number| *number == Some(*value)).map(|place| place as u32)).collect()
        }
        None => vec![None; table.rows],
    }
}
