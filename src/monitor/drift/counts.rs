//! Tests on how often each category occurs: chi-square, G, and the difference of two proportions.
//!
//! Pearson (1900); Woolf, *The log likelihood ratio test* (1957). As Evidently calls scipy's `chisquare` and
//! `power_divergence`: the reference is taken as known, not as a sample.

use super::TestResult;
use super::special::{chi_square_above, normal_above};
use crate::monitor::Error;

/// How often each category occurs on both sides, in one order; missing values are not counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    /// In the reference, one number per category.
    pub reference: Vec<u64>,
    /// In the current data, one number per category.
    pub current: Vec<u64>,
}

impl Counts {
    /// Counts of both sides, one number per category each; a category that neither side has is left out.
    pub fn new(reference: &[u64], current: &[u64]) -> Result<Self, Error> {
        let length = reference.len().max(current.len());
        let at = |side: &[u64], place: usize| side.get(place).copied().unwrap_or(0);
        let seen: Vec<usize> = (0..length).filter(|place| at(reference, *place) + at(current, *place) > 0).collect();
        let counts = Self {
            reference: seen.iter().map(|place| at(reference, *place)).collect(),
            current: seen.iter().map(|place| at(current, *place)).collect(),
        };
        for (total, which) in [(counts.rows().0, "reference"), (counts.rows().1, "current")] {
            if total == 0 {
                return Err(Error::NoRows { which });
            }
        }
        Ok(counts)
    }

    /// Rows of the reference and of the current data.
    pub fn rows(&self) -> (u64, u64) {
        (self.reference.iter().sum(), self.current.iter().sum())
    }

    /// Categories that some side has.
    pub fn categories(&self) -> usize {
        self.reference.len()
    }
}

/// Chi-square Σ (o − e)²/e with e the reference's counts scaled to the current number of rows; p from chi-square with one
/// degree of freedom less than categories. A category that the reference never had is beyond all expectation: the statistic
/// is then infinite and p is 0. With a single category both sides agree: 0 and 1.
pub fn chi_square(counts: &Counts) -> TestResult {
    let (n, m) = counts.rows();
    let scale = m as f64 / n as f64;
    let term = |(reference, current): (&u64, &u64)| {
        let (expected, observed) = (*reference as f64 * scale, *current as f64);
        if *reference == 0 { f64::INFINITY } else { (observed - expected) * (observed - expected) / expected }
    };
    from_chi_square(counts, counts.reference.iter().zip(&counts.current).map(term).sum())
}

/// G = 2·Σ o·ln(o/e), p from chi-square with one degree of freedom less than categories. As Evidently calls it the expected
/// counts are not scaled, so both sides must hold equally many rows.
pub fn g_test(counts: &Counts) -> Result<TestResult, Error> {
    let (n, m) = counts.rows();
    if n != m {
        return Err(Error::UnequalLength { reference: n as usize, current: m as usize, test: "the G-test" });
    }
    let term = |(reference, current): (&u64, &u64)| {
        let (expected, observed) = (*reference as f64, *current as f64);
        if *current == 0 {
            0.0
        } else if *reference == 0 {
            f64::INFINITY
        } else {
            2.0 * observed * libm::log(observed / expected)
        }
    };
    Ok(from_chi_square(counts, counts.reference.iter().zip(&counts.current).map(term).sum()))
}

fn from_chi_square(counts: &Counts, statistic: f64) -> TestResult {
    match counts.categories() {
        0 | 1 => TestResult::test(0.0, 1.0),
        several => TestResult::test(statistic, chi_square_above(statistic, (several - 1) as f64)),
    }
}

/// Two proportions, of the second of two categories: z = (p − q)/√(P(1 − P)(1/n + 1/m)) with P pooled, any real number;
/// two-sided p from the normal distribution. Both sides of one and the same category agree: 0 and 1.
pub fn two_proportions(counts: &Counts) -> Result<TestResult, Error> {
    if counts.categories() > 2 {
        return Err(Error::NotTwo { found: counts.categories(), test: "the two-proportion z-test" });
    }
    if counts.categories() < 2 {
        return Ok(TestResult::test(0.0, 1.0));
    }
    let (n, m) = counts.rows();
    let (n, m) = (n as f64, m as f64);
    let (left, right) = (counts.reference[1] as f64 / n, counts.current[1] as f64 / m);
    let pooled = (left * n + right * m) / (n + m);
    let z = (left - right) / (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
    Ok(TestResult::test(z, 2.0 * normal_above(z.abs())))
}
