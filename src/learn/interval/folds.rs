//! Scores over folds: the folds share training rows, so the usual standard error is too small.
//!
//! Nadeau and Bengio, *Inference for the generalization error* (2003): the variance of the mean of J scores is taken as
//! (1/J + test rows / training rows) · s². Bouckaert and Frank, *Evaluating the replicability of significance tests for
//! comparing learning algorithms* (2004), for repeated k-fold.

use super::distribution::{student_above, student_quantile};
use crate::learn::Error;
use crate::learn::holdout::Holdout;
use crate::protocol::train::FoldScores;

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

/// Scores every fold on every metric; `score` gives one value per metric and `folds` may hold several repeats of k folds, one
/// after the other. `progress` hears the share done, 0..=1.
pub fn cross_score(
    metrics: &[&str],
    folds: &[Holdout],
    score: &mut dyn FnMut(&Holdout) -> Result<Vec<f64>, Error>,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Vec<FoldScores>, Error> {
    let mut found: Vec<Vec<f64>> = vec![Vec::with_capacity(folds.len()); metrics.len()];
    for (number, fold) in folds.iter().enumerate() {
        progress(number as f64 / folds.len() as f64, &format!("fold {} of {}", number + 1, folds.len()));
        let scores = score(fold)?;
        if scores.len() != metrics.len() {
            return Err(Error::Shape { what: "a fold's list of scores", unit: "scores", found: scores.len(), wanted: metrics.len() });
        }
        found.iter_mut().zip(scores).for_each(|(found, score)| found.push(score));
    }
    progress(1.0, "cross-validation");
    // Folds differ by a row at most, which the correction does not feel.
    let (train, test) = folds.first().map_or((0, 0), |fold| (fold.train.len(), fold.test.len()));
    Ok(metrics.iter().zip(&found).map(|(metric, scores)| fold_scores(metric, scores, train, test)).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_is_scored_on_every_fold() {
        let fold = |first: u32| Holdout { train: vec![0, 1, 2, 3], test: vec![first, first + 1] };
        let folds = [fold(4), fold(6), fold(8)];
        let mut score = |fold: &Holdout| Ok(vec![f64::from(fold.test[0]), -1.0]);
        let found = cross_score(&["r2", "neg"], &folds, &mut score, &mut |_, _| {}).unwrap();
        assert_eq!((found[0].scores.as_slice(), found[0].mean, found[1].mean), ([4.0, 6.0, 8.0].as_slice(), 6.0, -1.0));
        // t(0.975, 2) · √((1/3 + 2/4) · 4) on each side of 6.
        let (low, high) = found[0].interval.unwrap();
        assert!((high - 6.0 - 4.302_652_729_911_275 * libm::sqrt(10.0 / 3.0)).abs() < 1e-9 && (low + high - 12.0).abs() < 1e-9);
        let error = cross_score(&["r2"], &folds, &mut score, &mut |_, _| {}).unwrap_err().to_string();
        assert_eq!(error, "a fold's list of scores has 2 scores, not 1");
    }
}
