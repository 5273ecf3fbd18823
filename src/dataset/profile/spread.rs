//! How values are spread: moments, quantiles, bins and levels.
//!
//! Bins are as wide as Freedman and Diaconis propose (*On the histogram as a density estimator*, 1981): 2·IQR/∛n. Where
//! the inter-quartile range is 0 there are ⌈log2 n⌉ + 1 bins (Sturges, 1926). There are never more than 30, and bins of
//! whole numbers are whole numbers wide and begin half-way between two, so that every bin covers equally many of them.

use std::borrow::Cow;

use crate::protocol::Distribution;

/// Most bins of a histogram.
const MOST_BINS: usize = 30;
/// Most levels listed by name.
const MOST_LISTED: usize = 20;

/// The arithmetic mean; absent without values.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    if values.is_empty() {
        None
    } else if mean.is_finite() {
        Some(mean)
    } else {
        // The sum is beyond the largest number; the mean is not.
        Some(values.iter().map(|value| value / count).sum())
    }
}

/// The sample standard deviation (n − 1); absent with fewer than two values, or if it is beyond the largest number.
pub(super) fn standard_deviation(values: &[f64], mean: f64) -> Option<f64> {
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (values.len() > 1).then(|| (squares / (values.len() - 1) as f64).sqrt()).filter(|std| std.is_finite())
}

/// The quantile at `share` of ascending values, by linear interpolation as `numpy.quantile`.
pub(super) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let (below, above) = (*sorted.get(place.floor() as usize)?, *sorted.get(place.ceil() as usize)?);
    let part = place.fract();
    Some(if part == 0.5 { below / 2.0 + above / 2.0 } else { below + (above - below) * part })
}

/// Equal-width bins over ascending values.
pub(super) fn histogram(sorted: &[f64], whole: bool) -> Distribution {
    let (Some(&low), Some(&high)) = (sorted.first(), sorted.last()) else {
        return Distribution::Histogram { edges: vec![], counts: vec![] };
    };
    let (low, width, bins) = bins(sorted, low, high, whole);
    // Halved and doubled, which changes no bit: the whole range of the largest numbers would be infinite.
    let mut edges: Vec<f64> = (0..=bins).map(|bin| 2.0 * (low / 2.0 + width / 2.0 * bin as f64)).collect();
    if let (Some(last), false) = (edges.last_mut(), whole) {
        *last = last.max(high);
    }
    let mut counts = vec![0_u64; bins];
    let mut bin = 0;
    for value in sorted {
        while bin + 1 < bins && edges.get(bin + 1).is_some_and(|edge| value >= edge) {
            bin += 1;
        }
        if let Some(count) = counts.get_mut(bin) {
            *count += 1;
        }
    }
    Distribution::Histogram { edges, counts }
}

/// First edge, width and number of bins.
fn bins(sorted: &[f64], low: f64, high: f64, whole: bool) -> (f64, f64, usize) {
    let range = high - low;
    if range == 0.0 {
        let half = if whole { 0.5 } else { (low.abs() * 1e-3).max(1e-9) };
        return (low - half, 2.0 * half, 1);
    }
    let count = sorted.len() as f64;
    let between = quantile(sorted, 0.75).zip(quantile(sorted, 0.25)).map_or(0.0, |(upper, lower)| upper - lower);
    let width = if between > 0.0 { 2.0 * between / count.cbrt() } else { range / (count.log2().ceil() + 1.0) };
    let wanted = (range / width).ceil();
    let bins = if wanted.is_finite() { wanted.clamp(1.0, MOST_BINS as f64) } else { MOST_BINS as f64 };
    if whole && range < 1e15 {
        let width = ((range + 1.0) / bins).ceil();
        return (low - 0.5, width, ((range + 1.0) / width).ceil() as usize);
    }
    // Divided first: the range of the largest numbers would be infinite.
    let width = high / bins - low / bins;
    (low, width, bins as usize)
}

/// The most frequent values by name; equally frequent ones in alphabetical order. Only those listed are ever copied: a
/// column of keys has as many values as the table has rows.
pub(super) fn levels<'a>(counts: &mut dyn Iterator<Item = (Cow<'a, str>, u64)>) -> Distribution {
    let (mut top, mut rest): (Vec<(Cow<'a, str>, u64)>, u64) = (Vec::with_capacity(MOST_LISTED + 1), 0);
    let before = |a: &(Cow<'a, str>, u64), b: &(Cow<'a, str>, u64)| a.1 > b.1 || (a.1 == b.1 && a.0 < b.0);
    for found in counts {
        if top.len() == MOST_LISTED && top.last().is_some_and(|last| !before(&found, last)) {
            rest += found.1;
            continue;
        }
        top.insert(top.partition_point(|listed| before(listed, &found)), found);
        if top.len() > MOST_LISTED {
            rest += top.pop().map_or(0, |last| last.1);
        }
    }
    Distribution::Levels { top: top.into_iter().map(|(text, count)| (text.into_owned(), count)).collect(), rest }
}
