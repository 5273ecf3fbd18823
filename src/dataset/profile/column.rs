//! One column: its figures in one pass over the sorted values or the codes.

use super::kind::{self, NumberColumnFacts};
use super::spread;
use crate::dataset::{Column, Table, Values, order};
use crate::protocol::{ColumnKind, ColumnProfile, Distribution};

/// The profile of the column at 0-based place `at` of `table`.
pub fn profile(column: &Column, at: usize, table: &Table) -> ColumnProfile {
    let found = match &column.values {
        Values::Numeric(values) => numbers(column, values, at, table),
        Values::Text { codes, levels } => texts(column, codes, levels),
    };
    ColumnProfile { afterwards: table.is_afterwards(&column.name), ..found }
}

fn numbers(column: &Column, values: &[f64], at: usize, table: &Table) -> ColumnProfile {
    // A negative zero is a zero.
    let mut sorted: Vec<f64> = Vec::with_capacity(values.len());
    sorted.extend(values.iter().filter(|value| !value.is_nan()).map(|value| value + 0.0));
    order::ascending(&mut sorted);
    let distinct = sorted.chunk_by(|a, b| a == b).count() as u64;
    let whole = sorted.iter().all(|value| value.fract() == 0.0);
    let facts = NumberColumnFacts { at, columns: table.columns.len(), rows: table.rows as u64, present: sorted.len() as u64, distinct };
    let kind = kind::of_numbers(&column.name, values, whole, &facts);
    let mean = spread::mean(&sorted);
    ColumnProfile {
        name: column.name.clone(),
        kind,
        missing: (values.len() - sorted.len()) as u64,
        distinct,
        whole: whole && !sorted.is_empty(),
        min: sorted.first().copied(),
        max: sorted.last().copied(),
        mean,
        std: mean.and_then(|mean| spread::standard_deviation(&sorted, mean)),
        median: spread::quantile(&sorted, 0.5),
        distribution: if kind == ColumnKind::Categorical {
            let runs = sorted.chunk_by(|a, b| a == b);
            spread::levels(&mut runs.filter_map(|run| Some((run.first()?.to_string().into(), run.len() as u64))))
        } else {
            spread::histogram(&sorted, whole)
        },
        afterwards: false,
    }
}

fn texts(column: &Column, codes: &[u32], levels: &[String]) -> ColumnProfile {
    let mut counts = vec![0_u64; levels.len()];
    for code in codes {
        if let Some(count) = counts.get_mut(*code as usize) {
            *count += 1;
        }
    }
    let present: u64 = counts.iter().sum();
    let found: Vec<(&str, u64)> = levels.iter().map(String::as_str).zip(counts).filter(|(_, count)| *count > 0).collect();
    let distinct = found.len() as u64;
    let kind = kind::of_texts(found.iter().map(|(level, _)| *level), distinct, present);
    ColumnProfile {
        name: column.name.clone(),
        kind,
        missing: codes.len() as u64 - present,
        distinct,
        whole: false,
        min: None,
        max: None,
        mean: None,
        std: None,
        median: None,
        distribution: if present == 0 {
            Distribution::Levels { top: vec![], rest: 0 }
        } else {
            spread::levels(&mut found.into_iter().map(|(level, count)| (level.into(), count)))
        },
        afterwards: false,
    }
}
