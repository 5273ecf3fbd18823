//! Cramér–von Mises for two samples: the squared distance of the distribution functions, added up over the pooled values.
//!
//! Anderson, *On the distribution of the two-sample Cramér–von Mises criterion* (1962); exact up to 20 values a side after
//! Xiao, Gordon and Yakovlev (2006); otherwise the limit after Csörgő and Faraway (1996). As scipy chooses.

use super::special::bessel_quarter_scaled;
use super::{Numbers, TestResult};
use crate::monitor::Error;

/// Values a side up to which the probability is counted exactly.
const EXACT_TO: usize = 20;

/// T, from 0, and its p-value; at least two values a side.
pub fn cramer_von_mises(numbers: &Numbers) -> Result<TestResult, Error> {
    numbers.at_least(2, "the Cramér–von Mises test")?;
    let (n, m) = (numbers.reference().len(), numbers.current().len());
    let (mut i, mut j) = (0_usize, 0_usize);
    let (mut left, mut right) = (0.0, 0.0);
    numbers.walk(|_, reference, current| {
        let rank = (i + j) as f64 + (reference + current + 1) as f64 / 2.0;
        let squares = |from: usize, count: usize| (1..=count).map(|place| rank - (from + place) as f64).map(|off| off * off).sum::<f64>();
        left += squares(i, reference);
        right += squares(j, current);
        i += reference;
        j += current;
    });
    let (size, other) = (n as f64, m as f64);
    let (all, product) = (size + other, size * other);
    let u = size * left + other * right;
    let t = u / (product * all) - (4.0 * product - 1.0) / (6.0 * all);
    let p_value = if n.max(m) <= EXACT_TO { exact(u, n, m) } else { limit(t, all, size, other) };
    Ok(TestResult::test(t, p_value))
}

fn limit(t: f64, all: f64, n: f64, m: f64) -> f64 {
    let product = n * m;
    let mean = (1.0 + 1.0 / all) / 6.0;
    let variance = (all + 1.0) * (4.0 * product * all - 3.0 * (n * n + m * m) - 2.0 * product) / (45.0 * all * all * 4.0 * product);
    let normed = 1.0 / 6.0 + (t - mean) / (45.0 * variance).sqrt();
    if normed < 0.003 { 1.0 } else { (1.0 - below(normed)).max(0.0) }
}

/// Probability that the limiting statistic is at most `x`. The series ends, as scipy's does, with a term under 1e-7.
fn below(x: f64) -> f64 {
    let root = std::f64::consts::PI * (std::f64::consts::PI * x).sqrt();
    let (mut sum, mut ratio) = (0.0, std::f64::consts::PI.sqrt());
    for k in 0..10_000 {
        let k = f64::from(k);
        let y = 4.0 * k + 1.0;
        let q = y * y / (16.0 * x);
        let term = ratio / root * y.sqrt() * libm::exp(-2.0 * q) * bessel_quarter_scaled(q);
        sum += term;
        if term.abs() < 1e-7 {
            break;
        }
        // Γ(k + ½)/Γ(k + 1) from one k to the next.
        ratio *= (k + 0.5) / (k + 1.0);
    }
    sum
}

/// Share of the orders of both samples whose statistic is at least `u`: every way to walk the grid, by its sum of squares.
fn exact(u: f64, n: usize, m: usize) -> f64 {
    let common = n * m / gcd(n, m);
    let (a, b) = ((common / n) as i64, (common / m) as i64);
    let product = (n * m) as f64;
    let square = (common * common) as f64;
    let limit = (square * (n + m) as f64 * (6.0 * u - product * (4.0 * product - 1.0)) / (6.0 * product * product)).floor();
    // Sorted sums and how many walks have each, per cell of one row.
    let mut row: Vec<Vec<(i64, f64)>> = vec![Vec::new(); n + 1];
    row[0] = vec![(0, 1.0)];
    for up in 0..=m {
        let mut before: Vec<(i64, f64)> = Vec::new();
        for (across, cell) in row.iter_mut().enumerate() {
            let away = a * across as i64 - b * up as i64;
            let mut merged = merge(&before, cell);
            merged.iter_mut().for_each(|(sum, _)| *sum += away * away);
            before.clone_from(&merged);
            *cell = merged;
        }
    }
    let last = row.last().map(Vec::as_slice).unwrap_or_default();
    let total: f64 = last.iter().map(|(_, walks)| walks).sum();
    last.iter().filter(|(sum, _)| *sum as f64 >= limit).map(|(_, walks)| walks).sum::<f64>() / total
}

fn merge(left: &[(i64, f64)], right: &[(i64, f64)]) -> Vec<(i64, f64)> {
    let (mut i, mut j) = (0, 0);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    loop {
        match (left.get(i), right.get(j)) {
            (Some(one), Some(two)) if one.0 == two.0 => {
                merged.push((one.0, one.1 + two.1));
                i += 1;
                j += 1;
            }
            (Some(one), Some(two)) if two.0 < one.0 => {
                merged.push(*two);
                j += 1;
            }
            (Some(one), _) => {
                merged.push(*one);
                i += 1;
            }
            (None, Some(two)) => {
                merged.push(*two);
                j += 1;
            }
            (None, None) => return merged,
        }
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
