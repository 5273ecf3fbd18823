//! Mann–Whitney: whether one side's values tend to be larger.
//!
//! Mann and Whitney (1947). Exact where a side has at most 8 values and none are equal, otherwise the normal limit with
//! corrections for ties and continuity, as scipy chooses.

use super::special::normal_above;
use super::{Numbers, TestResult};

/// Values of the smaller side up to which the probability is counted exactly.
const EXACT_TO: usize = 8;

/// Pairs up to which counting exactly is worth its memory.
const PAIRS_TO: usize = 20_000_000;

/// Which way the sides may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// The reference tends to be larger or smaller: scipy's default.
    TwoSided,
    /// The reference tends to be smaller: what Evidently asks.
    Less,
}

/// U of the reference, the pairs in which its value is the larger (ties count half), 0..=n·m, and its p-value.
pub fn mann_whitney(numbers: &Numbers, alternative: Alternative) -> TestResult {
    let (n, m) = (numbers.reference().len(), numbers.current().len());
    let (mut seen, mut ranks, mut ties) = (0.0, 0.0, 0.0);
    numbers.walk(|_, reference, current| {
        let equal = (reference + current) as f64;
        ranks += reference as f64 * (seen + (equal + 1.0) / 2.0);
        ties += equal * equal * equal - equal;
        seen += equal;
    });
    let (size, other) = (n as f64, m as f64);
    let u = ranks - size * (size + 1.0) / 2.0;
    let (far, sides) = match alternative {
        Alternative::TwoSided => (u.max(size * other - u), 2.0),
        Alternative::Less => (size * other - u, 1.0),
    };
    let p_value = if n.min(m) <= EXACT_TO && ties == 0.0 && n * m <= PAIRS_TO {
        at_least(far as usize, n.min(m), n.max(m))
    } else {
        let spread = (size * other / 12.0 * ((seen + 1.0) - ties / (seen * (seen - 1.0)))).max(0.0).sqrt();
        let off = far - size * other / 2.0 - 0.5;
        if spread > 0.0 { normal_above(off / spread) } else { 1.0 }
    };
    TestResult::test(u, sides * p_value)
}

/// Probability that U is at least `u`, samples of n and m without ties: partitions of u into at most n parts up to m.
fn at_least(u: usize, n: usize, m: usize) -> f64 {
    let pairs = n * m;
    let least = u.min(pairs - u);
    let mut ways = vec![0.0; least + 1];
    ways[0] = 1.0;
    for part in 1..=n {
        for place in part..=least {
            ways[place] += ways[place - part];
        }
        for place in (m + part..=least).rev() {
            ways[place] -= ways[place - m - part];
        }
    }
    // Draws of n among n + m.
    let total = (1..=n).fold(1.0, |total, place| total * (m + place) as f64 / place as f64);
    let below: f64 = ways.iter().sum::<f64>() / total;
    let here = ways.last().copied().unwrap_or(0.0) / total;
    if u > pairs - u { below } else { 1.0 - below + here }
}
