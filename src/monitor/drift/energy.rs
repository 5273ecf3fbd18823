//! Distances between distribution functions as areas: Wasserstein and energy.
//!
//! Vaserstein (1969); Székely and Rizzo, *Energy statistics* (2013). As scipy codes them, normed as Evidently does.

use super::numbers::mean_and_squares;
use super::{Numbers, TestResult};

/// The smallest standard deviation that a distance is divided by.
const LEAST_SPREAD: f64 = 0.001;

/// ∫|F − G| dx divided by the reference's standard deviation (of the population, at least 0.001); from 0.
pub fn wasserstein(numbers: &Numbers) -> TestResult {
    let (_, squares) = mean_and_squares(numbers.reference());
    let spread = (squares / numbers.reference().len() as f64).sqrt();
    TestResult::distance(area(numbers, f64::abs) / spread.max(LEAST_SPREAD))
}

/// ∫|F − G| dx, in units of the values, from 0.
pub fn wasserstein_in_units(numbers: &Numbers) -> f64 {
    area(numbers, f64::abs)
}

/// √(2·∫(F − G)² dx), in √units of the values; from 0.
pub fn energy_distance(numbers: &Numbers) -> TestResult {
    TestResult::distance((2.0 * area(numbers, |difference| difference * difference)).sqrt())
}

fn area(numbers: &Numbers, of: impl Fn(f64) -> f64) -> f64 {
    let (n, m) = (1.0 / numbers.reference().len() as f64, 1.0 / numbers.current().len() as f64);
    let (mut i, mut j, mut total, mut before) = (0_usize, 0_usize, 0.0, f64::NAN);
    numbers.walk(|value, reference, current| {
        if i + j > 0 {
            total += of(i as f64 * n - j as f64 * m) * (value - before);
        }
        i += reference;
        j += current;
        before = value;
    });
    total
}
