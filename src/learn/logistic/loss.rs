//! The objective and its gradient: block by block of rows, so that a block's columns are read twice from the cache and
//! once from memory, with exponentials that are the same on every machine.

use crate::learn::lbfgs;
use crate::learn::simd::{add, add_four, add_four_both, dot, dot_four, dot_four_both, exp_all, multiply, raise, sum};

/// Rows in a block; twenty columns of them fill 40 kB.
const BLOCK: usize = 256;

/// Weighted mean of −ln p(true class) plus the squared penalty, as a function of the weights.
pub(super) struct Loss<'a> {
    /// Number of columns.
    count: usize,
    /// Those that hold more than zeros, and their places: a column of zeros adds to no score, and its weights stay 0.
    columns: Vec<(usize, &'a [f64])>,
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
        let some = |column: &Vec<f64>| column.iter().any(|value| *value != 0.0);
        let live = columns.iter().enumerate().filter(|(_, column)| some(column)).map(|(place, column)| (place, column.as_slice()));
        Self { count: columns.len(), columns: live.collect(), targets, weights, total, penalty, intercept }
    }

    /// Columns of weights: one for two classes, else one per class.
    pub(super) fn columns(&self) -> usize {
        if self.weights.len() == 2 { 1 } else { self.weights.len() }
    }

    /// Number of weights, without and with those of the intercepts.
    pub(super) fn sizes(&self) -> (usize, usize) {
        let penalised = self.count * self.columns();
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

    /// Σ weight · ln(sum): where all weights are alike, of products of 32 sums, of which none is above 256.
    fn logarithms(&self, sums: &[f64], targets: &[usize]) -> f64 {
        match self.weights {
            [weight, rest @ ..] if rest.iter().all(|other| other == weight) => {
                weight * sums.chunks(32).map(|sums| libm::log(sums.iter().product())).sum::<f64>()
            }
            weights => sums.iter().zip(targets).map(|(sum, target)| weights[*target] * libm::log(*sum)).sum(),
        }
    }

    fn several(&self, scores: &mut [Vec<f64>], targets: &[usize]) -> f64 {
        let mut tops = [f64::NEG_INFINITY; BLOCK];
        scores.iter().for_each(|scores| raise(&mut tops, scores));
        let mut loss = 0.0;
        for (row, target) in targets.iter().enumerate() {
            loss += self.weights[*target] * (tops[row] - scores[*target][row]);
        }
        let mut sums = [0.0; BLOCK];
        for scores in scores.iter_mut() {
            add(scores, -1.0, &tops);
            exp_all(scores);
            add(&mut sums, 1.0, scores);
        }
        let mut factors = [0.0; BLOCK];
        for ((factor, sum), target) in factors.iter_mut().zip(&sums).zip(targets) {
            *factor = self.weights[*target] / sum;
        }
        loss += self.logarithms(&sums[..targets.len()], targets);
        scores.iter_mut().for_each(|scores| multiply(scores, &factors));
        for (row, target) in targets.iter().enumerate() {
            scores[*target][row] -= self.weights[*target];
        }
        loss
    }
}

impl<'a> lbfgs::Loss for Loss<'a> {
    fn value(&self, point: &[f64], gradient: &mut [f64]) -> f64 {
        let (rows, width) = (self.targets.len(), self.columns());
        let penalised = self.sizes().0;
        gradient.fill(0.0);
        let mut scores = vec![vec![0.0; BLOCK.min(rows)]; width];
        let mut loss = 0.0;
        for (block, targets) in self.targets.chunks(BLOCK).enumerate() {
            let (from, to) = (block * BLOCK, block * BLOCK + targets.len());
            let (fours, rest) = self.columns.as_chunks::<4>();
            let here = |[p, q, r, s]: &[(usize, &'a [f64]); 4]| [&p.1[from..to], &q.1[from..to], &r.1[from..to], &s.1[from..to]];
            let places = |[p, q, r, s]: &[(usize, &[f64]); 4]| [p.0 * width, q.0 * width, r.0 * width, s.0 * width];
            for (class, scores) in scores.iter_mut().enumerate() {
                scores.truncate(targets.len());
                scores.fill(point.get(penalised + class).copied().unwrap_or(0.0));
            }
            // Four columns for all classes, two at a time: they come from the nearest cache for all but the first two.
            for four in fours {
                let (columns, [p, q, r, s]) = (here(four), places(four));
                let of = |class: usize| [point[p + class], point[q + class], point[r + class], point[s + class]];
                for (pair, scores) in scores.chunks_mut(2).enumerate() {
                    match scores {
                        [first, second] => add_four_both(first, second, [of(2 * pair), of(2 * pair + 1)], columns),
                        scores => scores.iter_mut().for_each(|scores| add_four(scores, of(2 * pair), columns)),
                    }
                }
            }
            for (place, column) in rest {
                let weights = &point[place * width..];
                scores.iter_mut().zip(weights).for_each(|(scores, weight)| add(scores, *weight, &column[from..to]));
            }
            loss += self.residuals(&mut scores, targets);
            for four in fours {
                let (columns, places) = (here(four), places(four));
                let mut gain = |class: usize, slopes: [f64; 4]| {
                    slopes.iter().zip(places).for_each(|(slope, place)| gradient[place + class] += slope);
                };
                for (pair, residuals) in scores.chunks(2).enumerate() {
                    match residuals {
                        [first, second] => {
                            let [of_first, of_second] = dot_four_both(columns, [first, second]);
                            gain(2 * pair, of_first);
                            gain(2 * pair + 1, of_second);
                        }
                        residuals => residuals.iter().for_each(|residuals| gain(2 * pair, dot_four(columns, residuals))),
                    }
                }
            }
            for (place, column) in rest {
                let gradient = &mut gradient[place * width..];
                gradient.iter_mut().zip(&scores).for_each(|(gradient, residuals)| *gradient += dot(&column[from..to], residuals));
            }
            if self.intercept {
                gradient[penalised..].iter_mut().zip(&scores).for_each(|(gradient, residuals)| *gradient += sum(residuals));
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
    use crate::learn::lbfgs::Loss as _;

    /// The gradient against differences of the value, on rows that fill more than one block.
    fn check(classes: usize, weights: &[f64]) {
        let rows = 300;
        let column = |factor: usize| -> Vec<f64> { (0..rows).map(|row| (row * factor % 23) as f64 / 9.0 - 1.0).collect() };
        let mut columns = [7, 5, 11, 3, 2, 13].map(column).to_vec();
        // A column of zeros among the others.
        columns.insert(2, vec![0.0; rows]);
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
        check(3, &[1.0; 3]);
        check(4, &[1.0, 0.5, 3.0, 1.0]);
        check(5, &[2.0; 5]);
    }
}
