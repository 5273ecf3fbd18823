//! Distances between two lists of shares: Jensen–Shannon, population stability, Kullback–Leibler, Hellinger.
//!
//! Lin, *Divergence measures based on the Shannon entropy* (1991); Kullback and Leibler (1951); Hellinger (1909); the
//! population stability index is Jeffreys' divergence (1946). Natural logarithms, empty bins filled as Evidently fills them.

use super::bins::{Shares, histogram, sturges};
use super::{Numbers, TestResult};

/// What an empty bin counts for.
const FILL: f64 = 0.0001;

/// √(½·KL(p, m) + ½·KL(q, m)) with m the mean of both, 0..=√ln 2.
pub fn jensen_shannon(shares: &Shares) -> TestResult {
    let total = |side: &[f64]| side.iter().sum::<f64>();
    let (n, m) = (total(&shares.reference), total(&shares.current));
    let part = |share: f64, middle: f64| if share > 0.0 { share * libm::log(share / middle) } else { 0.0 };
    let terms = shares.reference.iter().zip(&shares.current).map(|(left, right)| {
        let (left, right) = (left / n, right / m);
        let middle = (left + right) / 2.0;
        part(left, middle) + part(right, middle)
    });
    TestResult::distance((terms.sum::<f64>().max(0.0) / 2.0).sqrt())
}

/// Population stability index Σ (r − c)·ln(r/c), from 0.
pub fn population_stability(shares: &Shares) -> TestResult {
    let (reference, current) = (filled(&shares.reference), filled(&shares.current));
    TestResult::distance(reference.iter().zip(&current).map(|(left, right)| (left - right) * libm::log(left / right)).sum())
}

/// Kullback–Leibler divergence Σ r·ln(r/c) of the current shares from the reference's, from 0.
pub fn kullback_leibler(shares: &Shares) -> TestResult {
    let normed = |side: Vec<f64>| {
        let total: f64 = side.iter().sum();
        side.into_iter().map(|share| share / total).collect::<Vec<f64>>()
    };
    let (reference, current) = (normed(filled(&shares.reference)), normed(filled(&shares.current)));
    TestResult::distance(reference.iter().zip(&current).map(|(left, right)| left * libm::log(left / right)).sum())
}

/// Hellinger distance √(1 − Σ√(p·q)) of categories, 0..=1.
pub fn hellinger(shares: &Shares) -> TestResult {
    let overlap: f64 = shares.reference.iter().zip(&shares.current).map(|(left, right)| (left * right).sqrt()).sum();
    TestResult::distance((1.0 - overlap.clamp(0.0, 1.0)).sqrt())
}

/// Hellinger distance of numbers, 0..=1. Evidently counts distinct values, not rows, to choose the number of bins here. Its list of
/// distinct values starts with the reference's: it is one of integers where the reference is, and the current side adds none that
/// is not. So a column of 0 and 1 has one bin, and cannot drift by this distance.
pub fn hellinger_of_numbers(numbers: &Numbers) -> TestResult {
    let (mut distinct, mut added) = (0_usize, false);
    numbers.walk(|_, reference, _| {
        distinct += 1;
        added |= reference == 0;
    });
    let (reference, current) = numbers.integers();
    let edges = sturges(numbers.ends(), distinct as f64, reference && (current || !added));
    let reference = histogram(numbers.reference(), &edges);
    let current = histogram(numbers.current(), &edges);
    hellinger(&Shares { reference, current, edges })
}

/// Shares with empty bins filled: by 0.0001, or by a millionth of the smallest share where that is smaller still.
fn filled(shares: &[f64]) -> Vec<f64> {
    let least = shares.iter().copied().filter(|share| *share > 0.0).fold(f64::INFINITY, f64::min);
    let fill = if least <= FILL { least / 1_000_000.0 } else { FILL };
    shares.iter().map(|share| if *share == 0.0 { fill } else { *share }).collect()
}
