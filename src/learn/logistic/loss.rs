//! The objective and its gradient: block by block of rows, so that a block's columns are read twice from the cache and
//! once from memory, with exponentials that are the same on every machine.

use crate::learn::descent;
use crate::learn::lanes::{add, add_four, dot, dot_four, exp_all, sum};

/// Rows in a block; twenty columns of them fill 40 kB.
const BLOCK: usize = 256;

/// Weighted mean of −ln p(true class) plus the squared penalty, as a function of the weights.
pub(super) struct Loss<'a> {
    columns: &'a [Vec<f64>],
    targets: &'a [usize],
    /// Weight per class of the rows in it.
    weights: &'a [f64],
    total: f64,
    penalty: f64,
    intercept: bool,
}

impl<'a> Loss<'a> {
    /// `penalty` is the weight of half the squares, beside the mean over rows.
    pub(super) fn new(columns: &'a [Vec<f64>], targets: &'a [usize], weights: &'a [f64], penalty: f64, intercept: bool) -> Self {
        let total = targets.iter().map(|target| weights[*target]).sum();
        Self { columns, targets, weights, total, penalty, intercept }
    }

    /// Columns of weights: one for two classes, else one per class.
    pub(super) fn columns(&self) -> usize {
        if self.weights.len() == 2 { 1 } else { self.weights.len() }
    }

    /// Number of weights, without and with those of the intercepts.
    pub(super) fn sizes(&self) -> (usize, usize) {
        let penalised = self.columns.len() * self.columns();
        (penalised, penalised + if self.intercept { self.columns() } else { 0 })
    }

    /// Turns one column of scores per class into weighted probability minus truth; returns the block's summed loss.
    fn residuals(&self, scores: &mut [Vec<f64>], targets: &[usize]) -> f64 {
        match scores {
            [scores] => self.binary(&mut scores[..targets.len()], targets),
            _ => self.several(scores, targets),
        }
    }

    fn binary(&self, scores: &mut [f64], targets: &[usize]) -> f64 {
        // ln(1 + e) summed is the logarithm of a product; 256 factors of at most 2 cannot overflow.
        let mut products = [1.0; 2];
        let mut wrong = 0.0;
        let mut small = [0.0; BLOCK];
        small.iter_mut().zip(scores.iter()).for_each(|(small, score)| *small = -score.abs());
        exp_all(&mut small[..scores.len()]);
        for ((score, target), small) in scores.iter_mut().zip(targets).zip(small) {
            let (signed, truth) = if *target == 1 { (*score, 1.0) } else { (-*score, 0.0) };
            let weight = self.weights[*target];
            products[*target] *= 1.0 + small;
            wrong += weight * (-signed).max(0.0);
            let rest = 1.0 / (1.0 + small);
            let share = if *score >= 0.0 { rest } else { small * rest };
            *score = weight * (share - truth);
        }
        wrong + self.weights[0] * libm::log(products[0]) + self.weights[1] * libm::log(products[1])
    }

    fn several(&self, scores: &mut [Vec<f64>], targets: &[usize]) -> f64 {
        let mut tops = [f64::NEG_INFINITY; BLOCK];
        for scores in scores.iter() {
            tops.iter_mut().zip(scores).for_each(|(top, score)| *top = if *score > *top { *score } else { *top });
        }
        let mut loss = 0.0;
        for (row, target) in targets.iter().enumerate() {
            loss += self.weights[*target] * (tops[row] - scores[*target][row]);
        }
        let mut sums = [0.0; BLOCK];
        for scores in scores.iter_mut() {
            scores.iter_mut().zip(&tops).for_each(|(score, top)| *score -= top);
            exp_all(scores);
            sums.iter_mut().zip(scores.iter()).for_each(|(sum, score)| *sum += score);
        }
        let mut factors = [0.0; BLOCK];
        for ((factor, sum), target) in factors.iter_mut().zip(&sums).zip(targets) {
            loss += self.weights[*target] * libm::log(*sum);
            *factor = self.weights[*target] / sum;
        }
        for scores in scores.iter_mut() {
            scores.iter_mut().zip(&factors).for_each(|(score, factor)| *score *= factor);
        }
        for (row, target) in targets.iter().enumerate() {
            scores[*target][row] -= self.weights[*target];
        }
        loss
    }
}

impl descent::Loss for Loss<'_> {
    fn value(&self, point: &[f64], gradient: &mut [f64]) -> f64 {
        let (rows, width) = (self.targets.len(), self.columns());
        let penalised = self.sizes().0;
        gradient.fill(0.0);
        let mut scores = vec![vec![0.0; BLOCK.min(rows)]; width];
        let mut loss = 0.0;
        for (block, targets) in self.targets.chunks(BLOCK).enumerate() {
            let range = block * BLOCK..block * BLOCK + targets.len();
            for (class, scores) in scores.iter_mut().enumerate() {
                scores.truncate(targets.len());
                scores.fill(point.get(penalised + class).copied().unwrap_or(0.0));
                let (fours, rest) = self.columns.as_chunks::<4>();
                for (columns, weights) in fours.iter().zip(point.chunks_exact(4 * width)) {
                    let factors = [0, 1, 2, 3].map(|place| weights[place * width + class]);
                    add_four(scores, factors, columns.each_ref().map(|column| &column[range.clone()]));
                }
                for (column, weights) in rest.iter().zip(point[4 * fours.len() * width..].chunks_exact(width)) {
                    add(scores, weights[class], &column[range.clone()]);
                }
            }
            loss += self.residuals(&mut scores, targets);
            for (class, residuals) in scores.iter().enumerate() {
                let (fours, rest) = self.columns.as_chunks::<4>();
                for (columns, gradient) in fours.iter().zip(gradient.chunks_exact_mut(4 * width)) {
                    let slopes = dot_four(columns.each_ref().map(|column| &column[range.clone()]), residuals);
                    slopes.iter().enumerate().for_each(|(place, slope)| gradient[place * width + class] += slope);
                }
                for (column, gradient) in rest.iter().zip(gradient[4 * fours.len() * width..].chunks_exact_mut(width)) {
                    gradient[class] += dot(&column[range.clone()], residuals);
                }
                if self.intercept {
                    gradient[penalised + class] += sum(residuals);
                }
            }
        }
        let share = 1.0 / self.total;
        gradient.iter_mut().for_each(|gradient| *gradient *= share);
        add(&mut gradient[..penalised], self.penalty, &point[..penalised]);
        loss * share + self.penalty * dot(&point[..penalised], &point[..penalised]) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::descent::Loss as _;

    /// The gradient against differences of the value, on rows that fill more than one block.
    fn check(classes: usize, weights: &[f64]) {
        let rows = 300;
        let column = |factor: usize| -> Vec<f64> { (0..rows).map(|row| (row * factor % 23) as f64 / 9.0 - 1.0).collect() };
        let columns = [7, 5, 11, 3, 2, 13].map(column);
        let targets: Vec<usize> = (0..rows).map(|row| (row * 13 + row / 7) % classes).collect();
        let loss = Loss::new(&columns, &targets, weights, 0.3, true);
        let size = loss.sizes().1;
        let point: Vec<f64> = (0..size).map(|place| (place * 5 % 7) as f64 / 4.0 - 0.6).collect();
        let mut gradient = vec![0.0; size];
        loss.value(&point, &mut gradient);
        for place in 0..size {
            let at = |step: f64| {
                let mut moved = point.clone();
                moved[place] += step;
                loss.value(&moved, &mut vec![0.0; size])
            };
            let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
            assert!((slope - gradient[place]).abs() < 1e-8, "{slope} against {}", gradient[place]);
        }
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_loss() {
        check(2, &[1.0, 1.0]);
        check(2, &[0.4, 2.5]);
        check(4, &[1.0, 0.5, 3.0, 1.0]);
    }
}
