//! Figures of the probabilities themselves: log loss, areas under the curves, top-k accuracy.
//!
//! Hand and Till, *A simple generalisation of the area under the ROC curve for multiple class classification problems*
//! (2001). Everywhere `shares` has one row per label with one share per class.

use super::curves::Ranking;

/// Mean of −ln p(true class), p clipped to ε..=1−ε with ε = 2⁻⁵²; absent without rows.
pub fn log_loss<R: AsRef<[f64]>>(actual: &[u32], shares: &[R]) -> Option<f64> {
    if actual.is_empty() {
        return None;
    }
    let total: f64 = actual.iter().zip(shares).map(|(label, row)| log_loss_of(*label, row.as_ref())).sum();
    Some(total / actual.len() as f64)
}

/// One row's share of the log loss.
pub(crate) fn log_loss_of(label: u32, shares: &[f64]) -> f64 {
    -libm::log(shares[label as usize].clamp(f64::EPSILON, 1.0 - f64::EPSILON))
}

/// One-vs-rest area under the ROC curve, macro average; for two classes that of the second. Absent when a class has no row.
pub fn roc_auc<R: AsRef<[f64]>>(actual: &[u32], shares: &[R], classes: usize) -> Option<f64> {
    over_classes(actual, shares, classes, Ranking::roc_auc)
}

/// One-vs-rest average precision, macro average; for two classes that of the second. Absent when a class has no row.
pub fn average_precision<R: AsRef<[f64]>>(actual: &[u32], shares: &[R], classes: usize) -> Option<f64> {
    over_classes(actual, shares, classes, Ranking::average_precision)
}

fn over_classes<R: AsRef<[f64]>>(actual: &[u32], shares: &[R], classes: usize, area: fn(&Ranking) -> Option<f64>) -> Option<f64> {
    let of = |class: usize| {
        let positive: Vec<bool> = actual.iter().map(|label| *label as usize == class).collect();
        let scores: Vec<f64> = shares.iter().map(|row| row.as_ref()[class]).collect();
        area(&Ranking::new(&positive, &scores))
    };
    if classes == 2 {
        return of(1);
    }
    let areas: Option<Vec<f64>> = (0..classes).map(of).collect();
    areas.map(|areas| areas.iter().sum::<f64>() / classes as f64)
}

/// Share of rows whose class is among the `k` most probable; of equal shares the later class counts as more probable, as in
/// scikit-learn. For three classes or more; absent without rows.
pub fn top_k_accuracy<R: AsRef<[f64]>>(actual: &[u32], shares: &[R], k: usize) -> Option<f64> {
    if actual.is_empty() {
        return None;
    }
    let found = |(label, row): (&u32, &R)| {
        let (row, label) = (row.as_ref(), *label as usize);
        let ahead = row.iter().enumerate().filter(|(class, share)| **share > row[label] || (**share == row[label] && *class > label));
        ahead.count() < k
    };
    Some(actual.iter().zip(shares).filter(|pair| found(*pair)).count() as f64 / actual.len() as f64)
}
