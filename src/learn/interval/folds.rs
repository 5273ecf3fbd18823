//! Scores over folds: the folds share training rows, so the usual standard error is too small.
//!
//! Nadeau and Bengio, *Inference for the generalization error* (2003): the variance of the mean of J scores is taken as
//! (1/J + test rows / training rows) · s². Bouckaert and Frank, *Evaluating the replicability of significance tests for
//! comparing learning algorithms* (2004), for repeated k-fold.

use super::distribution::{student_above, student_quantile};
use crate::protocol::report_interval::FoldScores;

/// Mean, spread and corrected 95% interval of one metric over folds of `train_rows` and `test_rows` each.
pub fn fold_scores(metric: &str, scores: &[f64], train_rows: usize, test_rows: usize) -> FoldScores {
    let count = scores.len().max(1) as f64;
    let mean = scores.iter().sum::<f64>() / count;
    let squares: f64 = scores.iter().map(|score| (score - mean) * (score - mean)).sum();
    let interval = corrected_error(scores, train_rows, test_rows).map(|error| {
        let reach = student_quantile(0.975, count - 1.0) * error;
        (mean - reach, mean + reach)
    });
    FoldScores { metric: metric.into(), scores: scores.to_vec(), mean, std: libm::sqrt(squares / count), interval }
}

/// Whether two models differ on the same folds: t and its two-sided probability, from the differences fold by fold. Absent
/// below two folds and where every fold differs by the same.
pub fn corrected_t_test(differences: &[f64], train_rows: usize, test_rows: usize) -> Option<(f64, f64)> {
    let error = corrected_error(differences, train_rows, test_rows)?;
    let mean = differences.iter().sum::<f64>() / differences.len() as f64;
    // Equal differences leave a spread of rounding errors only.
    if error <= 1e-12 * mean.abs() || error == 0.0 {
        return None;
    }
    let t = mean / error;
    Some((t, 2.0 * student_above(t.abs(), differences.len() as f64 - 1.0)))
}

/// The corrected standard error of a mean over folds; absent below two folds or without training rows.
fn corrected_error(scores: &[f64], train_rows: usize, test_rows: usize) -> Option<f64> {
    if scores.len() < 2 || train_rows == 0 {
        return None;
    }
    let count = scores.len() as f64;
    let mean = scores.iter().sum::<f64>() / count;
    let variance = scores.iter().map(|score| (score - mean) * (score - mean)).sum::<f64>() / (count - 1.0);
    Some(libm::sqrt((1.0 / count + test_rows as f64 / train_rows as f64) * variance))
}
