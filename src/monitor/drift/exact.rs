//! Fisher's exact test of a two-by-two table: the chance of a table as improbable, its margins given.
//!
//! Fisher (1922). Two-sided as scipy's `fisher_exact`: tables at most as probable as the one seen.

use super::{Counts, TestResult};
use crate::monitor::Error;

/// Odds ratio of the second category, current against reference, from 0, infinite where no odds are against it; and p. Two
/// categories at most; with one alone both sides agree: 1 and 1. Evidently asks for sides of equal length; this does not.
pub fn fisher_exact(counts: &Counts) -> Result<TestResult, Error> {
    if counts.categories() > 2 {
        return Err(Error::NotTwo { found: counts.categories(), test: "Fisher's exact test" });
    }
    if counts.categories() < 2 {
        return Ok(TestResult::test(1.0, 1.0));
    }
    let (a, b) = (counts.current[1], counts.current[0]);
    let (c, d) = (counts.reference[1], counts.reference[0]);
    let (above, below) = (a as f64 * d as f64, b as f64 * c as f64);
    let odds = if below > 0.0 { above / below } else { f64::INFINITY };
    Ok(TestResult::test(odds, two_sided(a, a + b, a + c, a + b + c + d)))
}

/// Probability of tables at most as probable as one with `seen` in the corner, of `row` and `column` among `all`.
fn two_sided(seen: u64, row: u64, column: u64, all: u64) -> f64 {
    let least = (row + column).saturating_sub(all);
    let most = row.min(column);
    // From the most probable table outwards each follows from its neighbour, without a factorial.
    let ratio = |from: u64| {
        let free = all + from + 1 - row - column;
        (row - from) as f64 * (column - from) as f64 / ((from + 1) as f64 * free as f64)
    };
    let mode = (((row + 1) as u128 * (column + 1) as u128 / (all + 2) as u128) as u64).clamp(least, most);
    let up: Vec<f64> = (mode..most).scan(1.0, |weight, from| next(weight, ratio(from))).collect();
    let down: Vec<f64> = (least..mode).rev().scan(1.0, |weight, from| next(weight, 1.0 / ratio(from))).collect();
    let weights = || std::iter::once(&1.0).chain(&up).chain(&down);
    let here = match seen.cmp(&mode) {
        std::cmp::Ordering::Equal => 1.0,
        std::cmp::Ordering::Greater => up.get((seen - mode - 1) as usize).copied().unwrap_or(0.0),
        std::cmp::Ordering::Less => down.get((mode - seen - 1) as usize).copied().unwrap_or(0.0),
    };
    // Tables that are equally probable differ by rounding.
    let limit = here * (1.0 + 1e-7);
    weights().filter(|weight| **weight <= limit).sum::<f64>() / weights().sum::<f64>()
}

/// The next weight; ends where nothing is left to add.
fn next(weight: &mut f64, ratio: f64) -> Option<f64> {
    *weight *= ratio;
    (*weight > 1e-300).then_some(*weight)
}
