//! Kolmogorov–Smirnov: the largest distance between two empirical distribution functions.
//!
//! Smirnov (1939); exact probabilities by counting lattice paths, Hodges, *The significance probability of the Smirnov
//! two-sample test* (1958). Exact up to 10,000 values a side, then by the one-sample distribution, as scipy chooses.

use super::{Numbers, TestResult, kolmogorov};
use crate::monitor::Error;

/// Values a side up to which the probability is counted exactly.
const EXACT_TO: usize = 10_000;

/// max |F(x) − G(x)|, 0..=1, and its two-sided p-value.
pub fn kolmogorov_smirnov(numbers: &Numbers) -> Result<TestResult, Error> {
    let (n, m) = (numbers.reference().len(), numbers.current().len());
    let (mut below, mut above, mut i, mut j) = (0.0_f64, 0.0_f64, 0, 0);
    numbers.walk(|_, reference, current| {
        i += reference;
        j += current;
        let difference = i as f64 / n as f64 - j as f64 / m as f64;
        below = below.max(-difference);
        above = above.max(difference);
    });
    let statistic = below.max(above);
    if n.max(m) <= EXACT_TO {
        let divisor = gcd(n, m);
        let multiple = (n / divisor) * m;
        let steps = (statistic * multiple as f64).round_ties_even();
        let exact = if steps == 0.0 {
            1.0
        } else if n == m {
            square_outside(n, steps as usize)
        } else {
            outside(n.max(m), n.min(m), divisor, steps)
        };
        if (0.0..=1.0).contains(&exact) {
            return Ok(TestResult::test(steps / multiple as f64, exact));
        }
    }
    let size = (n as f64 * m as f64 / (n as f64 + m as f64)).round_ties_even();
    Ok(TestResult::test(statistic, kolmogorov::above(size.max(1.0), statistic)))
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Probability that two samples of size `n` differ by `steps` n-ths somewhere: a sum over reflected paths.
pub(crate) fn square_outside(n: usize, steps: usize) -> f64 {
    let (size, h) = (n as f64, steps as f64);
    let mut probability = 0.0;
    for k in (0..=n / steps.max(1)).rev() {
        let k = k as f64;
        let part = (0..steps).fold(1.0, |part, j| (size - k * h - j as f64) * part / (size + k * h + j as f64 + 1.0));
        probability = part * (1.0 - probability);
    }
    (2.0 * probability).clamp(0.0, 1.0)
}

/// Share of the paths from (0, 0) to (n, m), n above m, that leave the band |i/n − j/m| < `steps`/lcm. Every cell holds the
/// share of the paths to it that have left: a mean of its two neighbours', so nothing cancels and nothing overflows.
fn outside(n: usize, m: usize, divisor: usize, steps: f64) -> f64 {
    let (n_step, m_step) = ((n / divisor) as f64, (m / divisor) as f64);
    let inverse: Vec<f64> = (0..=n + m).map(|sum| if sum == 0 { 0.0 } else { 1.0 / sum as f64 }).collect();
    // |i·m_step − j·n_step| < steps holds for j in first..last.
    let band = |i: usize| {
        let middle = i as f64 * m_step;
        let first = (((middle - steps) / n_step).floor() + 1.0).max(0.0) as usize;
        let last = (((middle + steps) / n_step).ceil()).min(m as f64 + 1.0) as usize;
        (first, last)
    };
    let mut shares = vec![1.0; m + 1];
    let (_, last) = band(0);
    shares[..last].fill(0.0);
    for i in 1..=n {
        let (first, last) = band(i);
        // Cells below the band have left it; cells above it were never inside.
        shares[..first.min(m + 1)].fill(1.0);
        for j in first..last {
            let across = i as f64 * inverse[i + j];
            let up = j as f64 * inverse[i + j];
            let from_below = if j > 0 { shares[j - 1] } else { 0.0 };
            shares[j] = across * shares[j] + up * from_below;
        }
    }
    shares[m]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_samples_are_counted_by_hand() {
        // Of the 6 orders of 2 and 2, only the two that keep the samples apart reach distance 1.
        assert!((square_outside(2, 2) - 2.0 / 6.0).abs() < 1e-15);
        // Of the 10 orders of 3 and 2, two.
        assert!((outside(3, 2, 1, 6.0) - 0.2).abs() < 1e-15);
    }
}
