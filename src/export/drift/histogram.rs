//! What a column's figure shows: the share of each side per bin, or per category.

use serde::Serialize;

use crate::dataset::Table;
use crate::monitor::drift::Numbers;
use crate::monitor::{ColumnPair, PairedValues};

/// Bins of a column of numbers.
const BINS: usize = 20;
/// Distinct numbers up to which each has a bin of its own, and categories that are named; the rest are one bin.
const NAMED: usize = 12;

/// Shares of both sides of a column; each side's sum to 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Histogram {
    pub(super) column: String,
    /// Neighbours touch: the bins are parts of one scale.
    pub(super) is_scale: bool,
    pub(super) bins: Vec<Bin>,
}

/// One bin.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Bin {
    pub(super) name: String,
    pub(super) reference: f64,
    pub(super) current: f64,
}

/// The picture of a column; absent where the two sides cannot be set side by side.
pub(super) fn of(column: &str, reference: &Table, current: &Table) -> Option<Histogram> {
    let sides = ColumnPair::new(reference.column(column)?, current.column(column)).ok()?;
    let (is_scale, bins) = match &sides.side {
        PairedValues::Numbers(numbers) if numbers.distinct_up_to(NAMED + 1) <= NAMED => (false, by_value(numbers)),
        PairedValues::Numbers(numbers) => (true, by_width(numbers)),
        PairedValues::Categories { names, counts } => (false, by_name(names, &counts.reference, &counts.current)),
    };
    Some(Histogram { column: column.to_owned(), is_scale, bins })
}

fn by_value(numbers: &Numbers) -> Vec<Bin> {
    let (mut reference, mut current) = (numbers.reference(), numbers.current());
    let mut bins = Vec::new();
    while let Some(value) = match (reference.first(), current.first()) {
        (Some(left), Some(right)) => Some(left.min(*right)),
        (left, right) => left.or(right).copied(),
    } {
        let (i, j) = (reference.partition_point(|next| *next <= value), current.partition_point(|next| *next <= value));
        bins.push(bin(short(value), i, numbers.reference().len(), j, numbers.current().len()));
        (reference, current) = (reference.get(i..).unwrap_or_default(), current.get(j..).unwrap_or_default());
    }
    bins
}

/// Bins of equal width over both sides.
fn by_width(numbers: &Numbers) -> Vec<Bin> {
    let ends = |values: &[f64]| Some((*values.first()?, *values.last()?));
    let (Some(left), Some(right)) = (ends(numbers.reference()), ends(numbers.current())) else { return Vec::new() };
    let (least, most) = (left.0.min(right.0), left.1.max(right.1));
    // Half of each first: the difference of two numbers may be larger than any number.
    let edge = |place: usize| if place == BINS { most } else { least + (most / BINS as f64 - least / BINS as f64) * place as f64 };
    let below = |values: &[f64], place: usize| {
        if place == BINS { values.len() } else { values.partition_point(|value| *value < edge(place)) }
    };
    let within = |values: &[f64], place: usize| below(values, place + 1) - below(values, place);
    (0..BINS)
        .map(|place| {
            let name = format!("{} to {}", short(edge(place)), short(edge(place + 1)));
            let (reference, current) = (numbers.reference(), numbers.current());
            bin(name, within(reference, place), reference.len(), within(current, place), current.len())
        })
        .collect()
}

/// The most frequent categories, then all others together.
fn by_name(names: &[String], reference: &[u64], current: &[u64]) -> Vec<Bin> {
    let (n, m) = (reference.iter().sum::<u64>() as usize, current.iter().sum::<u64>() as usize);
    let mut all: Vec<(&String, usize, usize)> =
        names.iter().zip(reference.iter().zip(current)).map(|(name, (left, right))| (name, *left as usize, *right as usize)).collect();
    all.sort_by_key(|(_, left, right)| std::cmp::Reverse(left * m.max(1) + right * n.max(1)));
    let (named, others) = all.split_at(if all.len() > NAMED { NAMED - 1 } else { all.len() });
    let mut bins: Vec<Bin> = named.iter().map(|(name, left, right)| bin((*name).clone(), *left, n, *right, m)).collect();
    if !others.is_empty() {
        let sum = |of: fn(&(&String, usize, usize)) -> usize| others.iter().map(of).sum();
        bins.push(bin(format!("{} others", others.len()), sum(|other| other.1), n, sum(|other| other.2), m));
    }
    bins
}

fn bin(name: String, left: usize, n: usize, right: usize, m: usize) -> Bin {
    Bin { name, reference: left as f64 / n.max(1) as f64, current: right as f64 / m.max(1) as f64 }
}

/// A number with at most four significant digits.
pub(super) fn short(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-4..1e7).contains(&size) {
        return format!("{value:.2e}");
    }
    let places = [(1000.0, 0), (100.0, 1), (10.0, 2), (1.0, 3)].iter().find(|(from, _)| size >= *from).map_or(4, |(_, places)| *places);
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
