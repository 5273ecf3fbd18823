//! Figures of the probabilities themselves: log loss and the area under the ROC curve.

use super::curves::roc;

/// Mean of −ln p(true class), p clipped to ε..=1−ε with ε = 2⁻⁵²; absent without rows.
pub fn log_loss(actual: &[u32], probabilities: &[Vec<f64>]) -> Option<f64> {
    if actual.is_empty() {
        return None;
    }
    let loss = |(class, row): (&u32, &Vec<f64>)| -libm::log(row[*class as usize].clamp(f64::EPSILON, 1.0 - f64::EPSILON));
    Some(actual.iter().zip(probabilities).map(loss).sum::<f64>() / actual.len() as f64)
}

/// One-vs-rest area, macro average; for two classes that of the second. Absent when a class has no row.
pub fn roc_auc(actual: &[u32], probabilities: &[Vec<f64>], classes: usize) -> Option<f64> {
    let area = |class: usize| {
        let positive: Vec<bool> = actual.iter().map(|label| *label as usize == class).collect();
        let scores: Vec<f64> = probabilities.iter().map(|row| row[class]).collect();
        roc("", &positive, &scores).map(|curve| curve.area)
    };
    if classes == 2 {
        return area(1);
    }
    let areas: Option<Vec<f64>> = (0..classes).map(area).collect();
    areas.map(|areas| areas.iter().sum::<f64>() / classes as f64)
}
