//! The objective and its gradient, with exponentials that are the same on every machine.

/// Mean of −ln p(true class) plus the penalty, as a function of the weights.
pub(super) struct Loss<'a> {
    columns: &'a [Vec<f64>],
    targets: &'a [usize],
    classes: usize,
    penalty: f64,
    intercept: bool,
}

impl<'a> Loss<'a> {
    pub(super) fn new(columns: &'a [Vec<f64>], targets: &'a [usize], classes: usize, c: f64, intercept: bool) -> Self {
        Self { columns, targets, classes, penalty: 1.0 / (c * targets.len() as f64), intercept }
    }

    /// Columns of weights: one for two classes, else one per class.
    pub(super) fn columns(&self) -> usize {
        if self.classes == 2 { 1 } else { self.classes }
    }

    /// Number of weights.
    pub(super) fn size(&self) -> usize {
        (self.columns.len() + usize::from(self.intercept)) * self.columns()
    }

    /// The weights with a row of intercepts, zeros if there are none.
    pub(super) fn with_intercept(&self, mut weights: Vec<f64>) -> Vec<f64> {
        weights.resize((self.columns.len() + 1) * self.columns(), 0.0);
        weights
    }

    /// The objective divided by the number of rows; its gradient is written to `gradient`.
    pub(super) fn value(&self, weights: &[f64], gradient: &mut [f64]) -> f64 {
        let (rows, width) = (self.targets.len(), self.columns());
        let penalised = self.columns.len() * width;
        let mut scores = vec![0.0; rows * width];
        if self.intercept {
            scores.chunks_exact_mut(width).for_each(|row| row.copy_from_slice(&weights[penalised..]));
        }
        for (column, weights) in self.columns.iter().zip(weights.chunks_exact(width)) {
            for (row, value) in scores.chunks_exact_mut(width).zip(column) {
                row.iter_mut().zip(weights).for_each(|(score, weight)| *score += value * weight);
            }
        }
        let loss: f64 = scores.chunks_exact_mut(width).zip(self.targets).map(|(row, target)| residual(row, *target)).sum();
        let share = 1.0 / rows as f64;
        gradient.fill(0.0);
        for (column, gradient) in self.columns.iter().zip(gradient.chunks_exact_mut(width)) {
            for (row, value) in scores.chunks_exact(width).zip(column) {
                gradient.iter_mut().zip(row).for_each(|(sum, residual)| *sum += value * residual);
            }
        }
        if self.intercept {
            for row in scores.chunks_exact(width) {
                gradient[penalised..].iter_mut().zip(row).for_each(|(sum, residual)| *sum += residual);
            }
        }
        let mut norm = 0.0;
        for (place, gradient) in gradient.iter_mut().enumerate() {
            *gradient *= share;
            if place < penalised {
                *gradient += self.penalty * weights[place];
                norm += weights[place] * weights[place];
            }
        }
        loss * share + self.penalty * norm / 2.0
    }
}

/// Turns a row of scores into probability minus truth, and returns −ln p(true class).
fn residual(row: &mut [f64], target: usize) -> f64 {
    if let [score] = row {
        let (sign, truth) = if target == 1 { (*score, 1.0) } else { (-*score, 0.0) };
        let small = libm::exp(-score.abs());
        let share = if *score >= 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) };
        *score = share - truth;
        return libm::log1p(small) + (-sign).max(0.0);
    }
    let own = row[target];
    let closing = softmax(row);
    row[target] -= 1.0;
    closing - own
}

/// Turns scores into shares that sum to 1; returns ln Σ exp(score).
pub(super) fn softmax(scores: &mut [f64]) -> f64 {
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = libm::exp(*score - top);
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
    top + libm::log(sum)
}
