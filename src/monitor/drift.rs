//! Two-sample tests: whether a column's values now could come from where the reference came from.
//!
//! Each takes plain columns and returns a statistic and, where one is defined, a p-value: the probability of a statistic at
//! least as far out if nothing had changed. Statistics agree with scipy 1.17 and Evidently 0.7.23 to 1e-9, p-values to 1e-6.

mod anderson;
mod bins;
mod counts;
mod cramer;
mod divergence;
mod energy;
mod epps;
mod exact;
mod kolmogorov;
mod ks;
mod mmd;
mod numbers;
mod permutation;
mod ranks;
mod special;

#[cfg(test)]
mod gold;

pub use anderson::anderson_darling;
pub use bins::{Shares, category_shares, number_shares};
pub use counts::{Counts, chi_square, g_test, two_proportions};
pub use cramer::cramer_von_mises;
pub use divergence::{hellinger, hellinger_of_numbers, jensen_shannon, kullback_leibler, population_stability};
pub use energy::{energy_distance, wasserstein, wasserstein_in_units};
pub use epps::epps_singleton;
pub use exact::fisher_exact;
pub use ks::kolmogorov_smirnov;
pub(crate) use ks::square_outside;
pub use mmd::maximum_mean_discrepancy;
pub use numbers::{Numbers, student_t};
pub use permutation::total_variation;
pub use ranks::{Alternative, mann_whitney};

/// What a test found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TestResult {
    /// How far apart the two sides are; the unit is the test's.
    pub statistic: f64,
    /// Probability of a statistic at least as far out if nothing had changed, 0..=1; absent for distances.
    pub p_value: Option<f64>,
}

impl TestResult {
    fn distance(statistic: f64) -> Self {
        Self { statistic, p_value: None }
    }

    fn test(statistic: f64, p_value: f64) -> Self {
        Self { statistic, p_value: Some(p_value.clamp(0.0, 1.0)) }
    }
}
