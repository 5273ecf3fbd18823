//! Rows in groups by a column of the table: its levels, its few values, or quarters of its range by count.

use crate::dataset::order;
use std::collections::BTreeMap;

use crate::dataset::{Column, Table, Values};
use crate::learn::Error;
use crate::learn::metrics::quantile::quantile;

/// Groups of one column at most; the rarest texts share one.
const MOST_GROUPS: usize = 12;
/// Distinct numbers that are groups of their own.
const FEW_NUMBERS: usize = 6;
/// Bins of a numeric column.
const BINS: usize = 4;

/// A column as groups of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// The column.
    pub column: String,
    /// Names of the groups, such as `Biscoe`, `3.1 to 4.7`, `missing`.
    pub levels: Vec<String>,
    /// Place of each row's group in `levels`.
    pub codes: Vec<u32>,
}

/// The groups of these columns over these table rows; columns with one group only are left out.
pub fn groups(table: &Table, columns: &[String], rows: &[u32]) -> Result<Vec<Grouped>, Error> {
    let mut found = Vec::new();
    for name in columns {
        let column = table.column(name).ok_or_else(|| Error::NoColumn { column: name.clone() })?;
        let grouped = match &column.values {
            Values::Numeric(_) => numbers(column, rows),
            Values::Text { codes, levels } => texts(name, codes, levels, rows),
        };
        if grouped.levels.len() > 1 {
            found.push(grouped);
        }
    }
    Ok(found)
}

/// Keeps the groups that occur; absent values become the last group.
fn coded(column: &str, mut names: Vec<String>, places: &[Option<usize>]) -> Grouped {
    let missing = names.len();
    names.push("missing".into());
    let mut occurs = vec![false; names.len()];
    places.iter().for_each(|place| occurs[place.unwrap_or(missing)] = true);
    let code_of: Vec<u32> = (0..names.len()).map(|place| occurs[..place].iter().filter(|occurs| **occurs).count() as u32).collect();
    let levels = names.into_iter().zip(&occurs).filter(|(_, occurs)| **occurs).map(|(name, _)| name).collect();
    Grouped { column: column.into(), levels, codes: places.iter().map(|place| code_of[place.unwrap_or(missing)]).collect() }
}

fn numbers(column: &Column, rows: &[u32]) -> Grouped {
    let values: Vec<Option<f64>> = rows.iter().map(|row| column.number(*row as usize)).collect();
    let mut sorted: Vec<f64> = values.iter().flatten().copied().collect();
    order::ascending(&mut sorted);
    let mut distinct = sorted.clone();
    distinct.dedup();
    if distinct.len() <= FEW_NUMBERS {
        let place = |value: &Option<f64>| value.map(|value| distinct.partition_point(|one| *one < value));
        let places: Vec<Option<usize>> = values.iter().map(place).collect();
        return coded(&column.name, distinct.iter().map(f64::to_string).collect(), &places);
    }
    // A value on an edge belongs to the bin below; equal edges, from a value that repeats, are one.
    let mut edges: Vec<f64> = (1..BINS).filter_map(|edge| quantile(&sorted, edge as f64 / BINS as f64)).collect();
    edges.dedup();
    edges.retain(|edge| sorted.last().is_some_and(|last| edge < last));
    let text = |value: f64| short(value, sorted.last().unwrap_or(&0.0) - sorted.first().unwrap_or(&0.0));
    let mut names: Vec<String> = Vec::new();
    for bin in 0..=edges.len() {
        names.push(match (bin.checked_sub(1).and_then(|below| edges.get(below)), edges.get(bin)) {
            (None, Some(high)) => format!("up to {}", text(*high)),
            (Some(low), Some(high)) => format!("{} to {}", text(*low), text(*high)),
            (Some(low), None) => format!("above {}", text(*low)),
            (None, None) => "any".into(),
        });
    }
    let place = |value: &Option<f64>| value.map(|value| edges.partition_point(|edge| *edge < value));
    let places: Vec<Option<usize>> = values.iter().map(place).collect();
    coded(&column.name, names, &places)
}

/// A number with as many decimals as tell values of this range apart.
fn short(value: f64, range: f64) -> String {
    let decimals = if range > 0.0 && range < 1e6 { (2.0 - libm::floor(libm::log10(range))).clamp(0.0, 8.0) as usize } else { 0 };
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn texts(column: &str, codes: &[u32], levels: &[String], rows: &[u32]) -> Grouped {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    let own = || rows.iter().map(|row| codes.get(*row as usize).copied().filter(|code| *code != Values::MISSING));
    own().flatten().for_each(|code| *counts.entry(code).or_default() += 1);
    let mut order: Vec<(usize, u32)> = counts.into_iter().map(|(code, count)| (count, code)).collect();
    order::by(&mut order, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let shown = if order.len() > MOST_GROUPS { MOST_GROUPS - 1 } else { order.len() };
    let mut names: Vec<String> =
        order.iter().take(shown).map(|(_, code)| levels.get(*code as usize).cloned().unwrap_or_default()).collect();
    if shown < order.len() {
        names.push(format!("one of {} rarer values", order.len() - shown));
    }
    let place_of: BTreeMap<u32, usize> = order.iter().enumerate().map(|(place, (_, code))| (*code, place.min(shown))).collect();
    let places: Vec<Option<usize>> = own().map(|code| code.and_then(|code| place_of.get(&code).copied())).collect();
    coded(column, names, &places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::testing::{number, table, text};

    fn check(column: Column, levels: &[&str], codes: &[u32]) {
        let (name, rows) = (column.name.clone(), codes.len() as u32);
        let found = groups(&table(vec![column]), &[name], &(0..rows).collect::<Vec<_>>()).unwrap();
        assert_eq!(found.iter().map(|one| one.levels.clone()).collect::<Vec<_>>(), [levels]);
        assert_eq!(found[0].codes, codes);
    }

    #[test]
    fn numbers_are_cut_into_quarters_and_texts_are_taken_as_they_are() {
        check(text("t", &["b", "a", "", "b"]), &["b", "a", "missing"], &[0, 1, 2, 0]);
        check(number("n", &[2.0, 1.0, f64::NAN, 2.0]), &["1", "2", "missing"], &[1, 0, 2, 1]);
        let values = [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 9.25];
        check(number("n", &values), &["up to 1.5", "1.5 to 2.5", "2.5 to 3.5", "above 3.5"], &[0, 0, 0, 1, 1, 2, 2, 3, 3]);
    }

    #[test]
    fn a_value_that_fills_a_quarter_makes_no_empty_group() {
        let values = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        check(number("n", &values), &["up to 0", "0.5 to 3.25", "above 3.25"], &[0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2]);
    }

    #[test]
    fn rare_texts_share_a_group_and_a_constant_has_none() {
        let words: Vec<String> = (0..40).map(|row| format!("w{}", if row < 20 { row % 2 } else { row })).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let columns = table(vec![text("t", &words), text("c", &["x"; 40])]);
        let found = groups(&columns, &["t".into(), "c".into()], &(0..40).collect::<Vec<_>>()).unwrap();
        assert_eq!((found.len(), found[0].levels.len(), found[0].levels[11].as_str()), (1, 12, "one of 11 rarer values"));
        assert_eq!(found[0].codes[39], 11);
        assert!(groups(&columns, &["u".into()], &[0]).is_err());
    }
}
