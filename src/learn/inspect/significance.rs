//! Whether one group of rows is worse than another beyond chance.
//!
//! Fisher, *Statistical methods for research workers* (1925), for shares of wrong rows; Welch, *The generalization of
//! Student's problem when several different population variances are involved* (1947), for sizes of errors; Benjamini and
//! Hochberg, *Controlling the false discovery rate* (1995).

use crate::dataset::order;
use crate::learn::interval::distribution::student_above;

/// Count, sum and sum of squares of the errors of a group; errors are taken relative to the overall mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct ErrorSums {
    pub(super) rows: f64,
    pub(super) total: f64,
    pub(super) squares: f64,
}

impl ErrorSums {
    pub(super) fn add(&mut self, error: f64) {
        *self = Self { rows: self.rows + 1.0, total: self.total + error, squares: self.squares + error * error };
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self { rows: self.rows - other.rows, total: self.total - other.total, squares: self.squares - other.squares }
    }

    pub(super) fn mean(self) -> f64 {
        self.total / self.rows
    }

    /// Sample variance divided by the rows.
    fn error_square(self) -> f64 {
        ((self.squares - self.total * self.mean()) / (self.rows - 1.0)).max(0.0) / self.rows
    }
}

/// Probability that `wrong` or more of `rows` drawn rows are wrong, when `all_wrong` of `all` are.
pub(super) fn fisher_above(wrong: u64, rows: u64, all_wrong: u64, all: u64) -> f64 {
    let most = rows.min(all_wrong);
    if wrong == 0 || wrong > most {
        return if wrong == 0 { 1.0 } else { 0.0 };
    }
    let choose = |n: u64, k: u64| libm::lgamma((n + 1) as f64) - libm::lgamma((k + 1) as f64) - libm::lgamma((n - k + 1) as f64);
    // Fewer right rows than there are outside the group cannot be.
    if all - all_wrong < rows - wrong {
        return 1.0;
    }
    let first = choose(all_wrong, wrong) + choose(all - all_wrong, rows - wrong) - choose(all, rows);
    let (mut term, mut sum, mut here) = (1.0, 1.0, wrong);
    // Each term from the one before it, relative to the first.
    while here < most && term > sum * 1e-18 {
        let (k, n) = (here as f64, rows as f64);
        term *= (all_wrong as f64 - k) * (n - k) / ((k + 1.0) * ((all - all_wrong) as f64 - n + k + 1.0));
        sum += term;
        here += 1;
    }
    (libm::exp(first) * sum).min(1.0)
}

/// Probability that the first group's mean error is so far above the second's by chance, variances unequal.
pub(super) fn welch_above(one: ErrorSums, other: ErrorSums) -> f64 {
    if one.rows < 2.0 || other.rows < 2.0 {
        return 1.0;
    }
    let (a, b) = (one.error_square(), other.error_square());
    let difference = one.mean() - other.mean();
    if a + b <= 0.0 {
        return if difference > 0.0 { 0.0 } else { 1.0 };
    }
    let freedom = (a + b) * (a + b) / (a * a / (one.rows - 1.0) + b * b / (other.rows - 1.0));
    student_above(difference / libm::sqrt(a + b), freedom)
}

/// Probabilities corrected for their number: the smallest false discovery rate at which each would be reported.
pub(super) fn benjamini_hochberg(probabilities: &[f64]) -> Vec<f64> {
    let count = probabilities.len();
    let mut order: Vec<usize> = (0..count).collect();
    order::by(&mut order, |a, b| probabilities[*a].total_cmp(&probabilities[*b]).then(a.cmp(b)));
    let mut adjusted = vec![1.0; count];
    let mut least: f64 = 1.0;
    for (rank, place) in order.iter().enumerate().rev() {
        least = least.min(probabilities[*place] * count as f64 / (rank + 1) as f64);
        adjusted[*place] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_and_impossible_counts_have_probability_one_and_nearly_none() {
        assert_eq!(fisher_above(0, 5, 3, 20), 1.0);
        assert_eq!(fisher_above(5, 5, 20, 20), 1.0);
        // All 3 wrong rows of 20 among 3 drawn: 1 in 1140.
        assert!((fisher_above(3, 3, 3, 20) - 1.0 / 1140.0).abs() < 1e-15);
        assert_eq!(fisher_above(4, 4, 3, 20), 0.0);
    }

    #[test]
    fn corrected_probabilities_keep_their_order() {
        let found = benjamini_hochberg(&[0.04, 0.01, 0.5, 0.02]);
        let wanted = [0.04 * 4.0 / 3.0, 0.04, 0.5, 0.04];
        assert!(found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 1e-15), "{found:?}");
        assert_eq!(benjamini_hochberg(&[]), Vec::<f64>::new());
    }
}
