//! Whether probabilities mean what they say: Brier score, calibration curve, expected calibration error.
//!
//! Brier, *Verification of forecasts expressed in terms of probability* (1950); Naeini, Cooper and Hauskrecht, *Obtaining
//! well calibrated probabilities using Bayesian binning* (2015); Guo et al., *On calibration of modern neural networks* (2017).

use super::confusion::wilson_interval;
use super::quantile::quantile;
use crate::learn::largest;
use crate::protocol::inspect::{BinStrategy, Calibration, CalibrationBin};

/// Mean over rows of Σ (share of class − whether it is the class)²; for two classes half of it, so 0..=1. `shares` has one
/// row per label. Absent without rows.
pub fn brier<R: AsRef<[f64]>>(actual: &[u32], shares: &[R], classes: usize) -> Option<f64> {
    if actual.is_empty() {
        return None;
    }
    let total: f64 = actual.iter().zip(shares).map(|(label, row)| brier_of(*label, row.as_ref())).sum();
    Some(total / actual.len() as f64 * if classes == 2 { 0.5 } else { 1.0 })
}

/// One row's share of the Brier score, not halved.
pub(crate) fn brier_of(label: u32, shares: &[f64]) -> f64 {
    let off = |(class, share): (usize, &f64)| {
        let off = share - f64::from(u8::from(class == label as usize));
        off * off
    };
    shares.iter().enumerate().map(off).sum()
}

/// The calibration of a model: for two classes of the second one's probability, for more of the predicted class's. `bins` is
/// 2..=50. Absent without rows.
pub fn calibration<R: AsRef<[f64]>>(
    actual: &[u32],
    shares: &[R],
    classes: &[String],
    bins: usize,
    strategy: BinStrategy,
) -> Option<Calibration> {
    let brier_here = brier(actual, shares, classes.len())?;
    let (class, pairs): (String, Vec<(f64, bool)>) = if let [_, second] = classes {
        let pair = |(label, row): (&u32, &R)| (row.as_ref().get(1).copied().unwrap_or(0.0), *label == 1);
        (second.clone(), actual.iter().zip(shares).map(pair).collect())
    } else {
        let pair = |(label, row): (&u32, &R)| {
            let predicted = largest(row.as_ref());
            (row.as_ref().get(predicted).copied().unwrap_or(0.0), predicted == *label as usize)
        };
        ("the predicted class".into(), actual.iter().zip(shares).map(pair).collect())
    };
    let bins = calibration_bins(&pairs, bins, strategy);
    let off = |bin: &CalibrationBin| (bin.positive - bin.predicted).abs();
    Some(Calibration {
        expected_error: bins.iter().map(|bin| bin.rows as f64 * off(bin)).sum::<f64>() / actual.len() as f64,
        largest_error: bins.iter().map(off).fold(0.0, f64::max),
        brier: brier_here,
        baseline_brier: baseline_brier(actual, classes.len()),
        class,
        strategy,
        bins,
    })
}

/// Pairs of probability and whether the row was positive, binned as scikit-learn's `calibration_curve`; a probability on an
/// edge belongs to the bin below. Empty bins are left out.
pub fn calibration_bins(pairs: &[(f64, bool)], bins: usize, strategy: BinStrategy) -> Vec<CalibrationBin> {
    let bins = bins.clamp(2, 50);
    let inner: Vec<f64> = match strategy {
        BinStrategy::Uniform => (1..bins).map(|edge| edge as f64 * (1.0 / bins as f64)).collect(),
        BinStrategy::Quantile => {
            let mut sorted: Vec<f64> = pairs.iter().map(|pair| pair.0).collect();
            sorted.sort_unstable_by(f64::total_cmp);
            // By way of percentages, as NumPy does: an edge may be a probability itself, and then the last bit decides.
            (1..bins).filter_map(|edge| quantile(&sorted, edge as f64 * (1.0 / bins as f64) * 100.0 / 100.0)).collect()
        }
    };
    let mut sums = vec![(0.0, 0_u64, 0_u64); bins];
    for (share, positive) in pairs {
        let sum = &mut sums[inner.partition_point(|edge| edge < share)];
        *sum = (sum.0 + share, sum.1 + u64::from(*positive), sum.2 + 1);
    }
    let bin = |(total, hits, rows): (f64, u64, u64)| CalibrationBin {
        predicted: total / rows as f64,
        positive: hits as f64 / rows as f64,
        interval: wilson_interval(hits, rows),
        rows,
    };
    sums.into_iter().filter(|sum| sum.2 > 0).map(bin).collect()
}

/// Brier score of giving every row the classes' own shares: Σ share · (1 − share), halved for two classes.
fn baseline_brier(actual: &[u32], classes: usize) -> f64 {
    let mut counts = vec![0.0; classes];
    actual.iter().for_each(|label| counts[*label as usize] += 1.0);
    let total: f64 = counts.iter().map(|count| count / actual.len() as f64).map(|share| share * (1.0 - share)).sum();
    if classes == 2 { total / 2.0 } else { total }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probability_on_an_edge_belongs_to_the_bin_below() {
        let pairs = [(0.5, true), (0.51, false), (0.0, false), (1.0, true)];
        let rows: Vec<u64> = calibration_bins(&pairs, 2, BinStrategy::Uniform).iter().map(|bin| bin.rows).collect();
        assert_eq!(rows, [2, 2]);
    }

    #[test]
    fn the_baseline_knows_only_how_frequent_the_classes_are() {
        let shares = vec![[0.75, 0.25]; 8];
        let actual = [0, 0, 0, 1, 0, 0, 1, 0];
        let found = calibration(&actual, &shares, &["no".into(), "yes".into()], 10, BinStrategy::Uniform).unwrap();
        assert_eq!((found.brier, found.baseline_brier, found.expected_error), (0.1875, 0.1875, 0.0));
        let empty: [[f64; 2]; 0] = [];
        assert_eq!(calibration(&[], &empty, &["no".into(), "yes".into()], 10, BinStrategy::Uniform), None);
    }
}
