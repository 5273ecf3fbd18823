//! A table in words and numbers: kinds, missing values, spread, and which column to predict.

mod column;
mod kind;
mod spread;
mod useful;

use super::{SAMPLES, Sample, Table};
use crate::protocol::{ColumnKind, ColumnProfile, DatasetProfile, DatasetRef, Source};

use super::csv::Warnings;
pub use column::profile as column;
pub use useful::{UnusableReason, useless};

/// Rows shown as text.
const HEAD_ROWS: usize = 10;

/// Names that people give to the column to predict, in the order in which they are believed.
const TARGET_NAMES: [&str; 24] = [
    "target",
    "class",
    "label",
    "y",
    "outcome",
    "species",
    "diagnosis",
    "survived",
    "churn",
    "churned",
    "default",
    "fraud",
    "is_fraud",
    "quality",
    "category",
    "result",
    "status",
    "loan_status",
    "approved",
    "attrition",
    "exited",
    "is_canceled",
    "response",
    "deposit",
];

/// Words that tell the same as a part of a name, as in `target_class` or `Outcome 2026`.
const TARGET_WORDS: [&str; 3] = ["target", "label", "outcome"];

/// The profile of a table; `title` is the reader's file name, or any text for a sample.
pub fn profile(dataset: DatasetRef, title: &str, table: &Table, warnings: &Warnings) -> DatasetProfile {
    let columns: Vec<ColumnProfile> = table.columns.iter().enumerate().map(|(at, found)| column(found, at, table)).collect();
    let known = match &dataset {
        DatasetRef::Sample(id) => SAMPLES.iter().find(|sample| sample.id == id),
        DatasetRef::Own(_) => None,
    };
    let target = known.map(|sample| sample.target.to_string()).or_else(|| guess(&columns));
    DatasetProfile {
        dataset,
        title: known.map_or(title, |sample| sample.title).into(),
        rows: table.rows as u64,
        target,
        columns,
        warnings: warnings.listed.clone(),
        more_warnings: warnings.more,
        head: (0..table.rows.min(HEAD_ROWS)).map(|row| table.columns.iter().map(|column| column.text(row)).collect()).collect(),
        source: known.map(source),
    }
}

fn source(sample: &Sample) -> Source {
    Source { citation: sample.citation.into(), licence: sample.licence.into(), url: sample.url.into() }
}

/// A column with a telling name; else the last one, if it has classes; else the first, if it has two; else the last one that has
/// two classes; else the last one that has any.
fn guess(columns: &[ColumnProfile]) -> Option<String> {
    let could_be = |column: &&ColumnProfile| {
        let classes = (2..=50).contains(&column.distinct);
        classes && (column.kind == ColumnKind::Categorical || (column.kind == ColumnKind::Numeric && has_telling_name(&column.name)))
    };
    let told = TARGET_NAMES.iter().find_map(|name| columns.iter().filter(could_be).find(|column| column.name.eq_ignore_ascii_case(name)));
    let part = || {
        columns.iter().filter(could_be).find(|column| {
            let mut words = column.name.split(|char: char| !char.is_alphanumeric());
            words.any(|word| TARGET_WORDS.iter().any(|telling| word.eq_ignore_ascii_case(telling)))
        })
    };
    let two = |column: &&ColumnProfile| could_be(column) && column.distinct == 2;
    let last = || columns.last().filter(could_be);
    let first = || columns.first().filter(two);
    told.or_else(part)
        .or_else(last)
        .or_else(first)
        .or_else(|| columns.iter().rfind(two))
        .or_else(|| columns.iter().rfind(could_be))
        .map(|column| column.name.clone())
}

fn has_telling_name(name: &str) -> bool {
    TARGET_NAMES.iter().any(|telling| name.eq_ignore_ascii_case(telling))
}

#[cfg(test)]
mod tests;
