//! Two models of numbers on the same rows: by how much one is nearer, and whether chance explains it.
//!
//! Wilcoxon, *Individual comparisons by ranking methods* (1945): the differences of the absolute errors are ranked by size; if
//! neither model is better, each rank is as likely to be on either side. Exact up to 50 rows that all differ, and no two by as
//! much; else by the normal approximation, corrected for ties, as in scipy.

use super::bootstrap::{BootstrapMetrics, bootstrap};
use super::distribution::normal_cdf;
use crate::dataset::order;
use crate::learn::Error;
use crate::protocol::inspect::BootstrapSpec;
use crate::protocol::train::{NumberOutcome, PairedErrors};

/// Most rows whose ranks are counted out one by one.
const MOST_EXACT: usize = 50;
/// Rows drawn by the bootstrap in all, at most.
const ROWS_DRAWN: usize = 4_000_000;

/// The errors of two models, row by row; absent if they were not tested on the same rows. Both are ascending in `row`.
pub fn paired_errors(left: &[NumberOutcome], right: &[NumberOutcome], seed: u64) -> Result<Option<PairedErrors>, Error> {
    let same = left.len() == right.len() && left.iter().zip(right).all(|(one, other)| one.row == other.row);
    if !same || left.is_empty() {
        return Ok(None);
    }
    let miss = |outcome: &NumberOutcome| (outcome.actual - outcome.predicted).abs();
    let differences: Vec<f64> = left.iter().zip(right).map(|(one, other)| miss(one) - miss(other)).collect();
    let rows = differences.len();
    let interval = if rows < 2 {
        None
    } else {
        let spec = BootstrapSpec { resamples: (ROWS_DRAWN / rows).clamp(100, 1000) as u32, seed, ..BootstrapSpec::default() };
        let found = bootstrap(&Mean(&differences), &spec, &mut |_, _| {})?;
        found.first().map(|interval| (interval.low, interval.high))
    };
    Ok(Some(PairedErrors {
        rows: rows as u64,
        left_nearer: differences.iter().filter(|difference| **difference < 0.0).count() as u64,
        right_nearer: differences.iter().filter(|difference| **difference > 0.0).count() as u64,
        mean: differences.iter().sum::<f64>() / rows as f64,
        interval,
        wilcoxon_p: wilcoxon(&differences),
    }))
}

/// The mean, as a metric to draw again.
struct Mean<'a>(&'a [f64]);

impl BootstrapMetrics for Mean<'_> {
    fn names(&self) -> Vec<&'static str> {
        vec!["mean_difference"]
    }

    fn rows(&self) -> usize {
        self.0.len()
    }

    fn of(&self, weights: &[u32]) -> Vec<Option<f64>> {
        let all: u32 = weights.iter().sum();
        let sum: f64 = self.0.iter().zip(weights).map(|(value, weight)| value * f64::from(*weight)).sum();
        vec![(all > 0).then(|| sum / f64::from(all))]
    }
}

/// Two-sided p; absent where nothing differs.
fn wilcoxon(differences: &[f64]) -> Option<f64> {
    let mut sorted: Vec<f64> = differences.iter().copied().filter(|difference| *difference != 0.0).collect();
    if sorted.is_empty() {
        return None;
    }
    order::by(&mut sorted, |one, other| one.abs().total_cmp(&other.abs()));
    let count = sorted.len() as f64;
    let (mut above, mut ties, mut rank) = (0.0, 0.0, 0.0);
    for alike in sorted.chunk_by(|one, other| one.abs() == other.abs()) {
        let size = alike.len() as f64;
        // Equal sizes share the mean of their ranks.
        above += (rank + (size + 1.0) / 2.0) * alike.iter().filter(|difference| **difference > 0.0).count() as f64;
        ties += size * size * size - size;
        rank += size;
    }
    let least = above.min(count * (count + 1.0) / 2.0 - above);
    if ties == 0.0 && sorted.len() == differences.len() && sorted.len() <= MOST_EXACT {
        return Some((2.0 * share_up_to(sorted.len(), least as usize)).min(1.0));
    }
    let spread = libm::sqrt((count * (count + 1.0) * (2.0 * count + 1.0) - ties / 2.0) / 24.0);
    Some((2.0 * normal_cdf((least - count * (count + 1.0) / 4.0) / spread)).min(1.0))
}

/// Share of the subsets of 1..=`count` whose sum is at most `most`.
fn share_up_to(count: usize, most: usize) -> f64 {
    let mut ways = vec![0.0; most + 1];
    ways[0] = 1.0;
    for rank in 1..=count {
        for sum in (rank..=most).rev() {
            ways[sum] += ways[sum - rank];
        }
    }
    ways.iter().sum::<f64>() / libm::exp2(count as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Case {
        actual: Vec<f64>,
        left: Vec<f64>,
        right: Vec<f64>,
        mean: f64,
        wilcoxon: Option<f64>,
        percentile: Option<(f64, f64)>,
    }

    fn outcomes(actual: &[f64], predicted: &[f64]) -> Vec<NumberOutcome> {
        let pairs = actual.iter().zip(predicted).enumerate();
        pairs.map(|(row, (actual, predicted))| NumberOutcome { row: row as u32, actual: *actual, predicted: *predicted }).collect()
    }

    #[test]
    fn differences_agree_with_scipy() {
        let gold: serde_json::Value = serde_json::from_str(include_str!("../gold/paired.json")).unwrap();
        let cases: Vec<Case> = serde_json::from_value(gold["cases"].clone()).unwrap();
        assert_eq!(cases.len(), 7);
        for case in cases {
            let (left, right) = (outcomes(&case.actual, &case.left), outcomes(&case.actual, &case.right));
            let found = paired_errors(&left, &right, 1).unwrap().unwrap();
            assert!((found.mean - case.mean).abs() <= 1e-12 * case.mean.abs().max(1.0));
            assert_eq!(found.wilcoxon_p.is_some(), case.wilcoxon.is_some());
            if let Some((found, wanted)) = found.wilcoxon_p.zip(case.wilcoxon) {
                assert!((found - wanted).abs() <= 1e-9 * wanted, "{found:e} {wanted:e}");
            }
            assert_eq!(found.interval.is_some(), case.percentile.is_some());
            if let Some((found, wanted)) = found.interval.zip(case.percentile) {
                // Other draws of the same bootstrap: a tenth of the interval's width apart, not more.
                let allowed = (wanted.1 - wanted.0) / 10.0;
                assert!((found.0 - wanted.0).abs() <= allowed && (found.1 - wanted.1).abs() <= allowed, "{found:?} {wanted:?}");
            }
            let turned = paired_errors(&right, &left, 1).unwrap().unwrap();
            assert_eq!((turned.mean, turned.left_nearer), (-found.mean, found.right_nearer));
        }
    }

    #[test]
    fn other_rows_are_not_compared() {
        let (one, mut other) = (outcomes(&[1.0, 2.0], &[1.5, 2.5]), outcomes(&[1.0, 2.0], &[1.0, 2.0]));
        assert!(paired_errors(&one, &other, 1).unwrap().is_some());
        assert_eq!(paired_errors(&one, &other[..1], 1).unwrap(), None);
        other[1].row = 7;
        assert_eq!(paired_errors(&one, &other, 1).unwrap(), None);
        assert_eq!(paired_errors(&[], &[], 1).unwrap(), None);
    }
}
