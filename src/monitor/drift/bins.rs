//! Binning: what share of each side lies where.
//!
//! As Evidently codes it: numbers with more than 20 distinct reference values go into bins of equal width over both sides
//! together, as many as Sturges, *The choice of a class interval* (1926), advises; all others are one bin per value.

use super::Numbers;

/// Distinct reference values up to which every value is a bin of its own.
const VALUES_TO: usize = 20;

/// Shares of both sides per bin, in the same order; each side sums to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// Of the reference.
    pub reference: Vec<f64>,
    /// Of the current data.
    pub current: Vec<f64>,
    /// Edges of the bins, one more than bins; empty where every value is a bin.
    pub edges: Vec<f64>,
}

/// Shares of a column of numbers.
pub fn number_shares(numbers: &Numbers) -> Shares {
    let (n, m) = (numbers.reference().len() as f64, numbers.current().len() as f64);
    let only_reference = distinct_up_to(numbers.reference(), VALUES_TO + 1);
    if only_reference > VALUES_TO {
        let edges = sturges(numbers.ends(), n + m, numbers.integers() == (true, true));
        return Shares { reference: histogram(numbers.reference(), &edges), current: histogram(numbers.current(), &edges), edges };
    }
    let mut shares = Shares { reference: Vec::new(), current: Vec::new(), edges: Vec::new() };
    numbers.walk(|_, reference, current| {
        shares.reference.push(reference as f64 / n);
        shares.current.push(current as f64 / m);
    });
    shares
}

/// Shares of a column of categories, from how often each occurs; absent if a side has none at all.
pub fn category_shares(reference: &[u64], current: &[u64]) -> Option<Shares> {
    let (n, m) = (reference.iter().sum::<u64>(), current.iter().sum::<u64>());
    let seen = |(left, right): &(&u64, &u64)| **left > 0 || **right > 0;
    let (reference, current) = reference
        .iter()
        .zip(current)
        .filter(seen)
        .map(|(left, right)| (*left as f64 / n.max(1) as f64, *right as f64 / m.max(1) as f64))
        .unzip();
    (n > 0 && m > 0).then_some(Shares { reference, current, edges: Vec::new() })
}

/// Distinct values of a sorted list, counted up to `most`.
pub(super) fn distinct_up_to(values: &[f64], most: usize) -> usize {
    let (mut place, mut found) = (0, 0);
    while place < values.len() && found < most {
        let value = values[place];
        place += values[place..].partition_point(|next| *next <= value);
        found += 1;
    }
    found
}

/// Edges of ⌈log₂ n + 1⌉ bins of equal width between two ends, as numpy's `histogram_bin_edges` places them for `n` values. Bins of
/// integers are at least 1 wide.
pub(super) fn sturges((least, most): (f64, f64), n: f64, integers: bool) -> Vec<f64> {
    let width = (most - least) / (libm::log2(n) + 1.0);
    let width = if integers && width > 0.0 { width.max(1.0) } else { width };
    let (least, most, bins) =
        if width > 0.0 { (least, most, ((most - least) / width).ceil().max(1.0)) } else { (least - 0.5, most + 0.5, 1.0) };
    let step = (most - least) / bins;
    let mut edges: Vec<f64> = (0..=bins as usize).map(|place| place as f64 * step + least).collect();
    if let Some(last) = edges.last_mut() {
        *last = most;
    }
    edges
}

/// Shares of sorted values per bin; the last bin holds its upper edge.
pub(super) fn histogram(values: &[f64], edges: &[f64]) -> Vec<f64> {
    let Some((_, upper)) = edges.split_first() else { return Vec::new() };
    let mut before = 0;
    let share = |(place, edge): (usize, &f64)| {
        let last = place + 1 == upper.len();
        let until = if last { values.len() } else { values.partition_point(|value| value < edge) };
        let share = (until - before) as f64 / values.len() as f64;
        before = until;
        share
    };
    upper.iter().enumerate().map(share).collect()
}
