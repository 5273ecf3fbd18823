//! What boosting descends: squared error, or the log loss of two classes or more.
//!
//! Raw answers are numbers, log odds, or one score per class of which the softmax is taken.

use super::gradient_sums::{FixedPointUnits, GradientSums};

/// The target of the boosting rounds.
#[derive(Clone, Copy, Debug)]
pub(super) enum BoostingTarget<'a> {
    /// Numbers.
    Numbers(&'a [f64]),
    /// Classes below the number.
    Classes(&'a [u8], usize),
}

impl BoostingTarget<'_> {
    /// Trees per round: one score per class from three classes on.
    pub(super) fn outputs(self) -> usize {
        match self {
            Self::Numbers(_) => 1,
            Self::Classes(_, classes) => outputs_of(classes),
        }
    }

    pub(super) fn rows(self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Classes(labels, _) => labels.len(),
        }
    }

    /// The best constant raw answer, one per output.
    pub(super) fn start(self) -> Vec<f64> {
        match self {
            Self::Numbers(values) => vec![values.iter().sum::<f64>() / values.len().max(1) as f64],
            Self::Classes(labels, classes) => {
                let mut shares = vec![0.0; classes];
                labels.iter().for_each(|label| shares[usize::from(*label)] += 1.0 / labels.len() as f64);
                // A class without a row must not become infinitely unlikely.
                let logs: Vec<f64> = shares.iter().map(|share| libm::log(share.max(f64::EPSILON))).collect();
                if classes == 2 {
                    return vec![logs[1] - logs[0]];
                }
                let mean = logs.iter().sum::<f64>() / classes as f64;
                logs.iter().map(|log| log - mean).collect()
            }
        }
    }

    /// The gradient and hessian of every row for one output, in units of their own. `raw` holds the outputs one after the
    /// other, a number per row each; `given` is overwritten.
    pub(super) fn descend(self, raw: &[Vec<f64>], output: usize, given: &mut Vec<GradientSums>) -> FixedPointUnits {
        given.clear();
        match self {
            Self::Numbers(values) => {
                let differences = || raw[0].iter().zip(values).map(|(raw, value)| single(raw - value));
                let largest = differences().fold(0.0, |largest: f64, one| largest.max(one.abs()));
                let units = FixedPointUnits::new(values.len(), largest, true);
                given.extend(differences().map(|one| units.row(one, 1.0)));
                units
            }
            Self::Classes(labels, 2) => {
                let units = FixedPointUnits::new(labels.len(), 1.0, false);
                given.extend(raw[0].iter().zip(labels).map(|(raw, label)| {
                    let share = logistic(*raw);
                    units.row(single(share - f64::from(*label)), single(share * (1.0 - share)))
                }));
                units
            }
            Self::Classes(labels, _) => {
                let units = FixedPointUnits::new(labels.len(), 1.0, false);
                given.extend(labels.iter().enumerate().map(|(row, label)| {
                    let share = softmax_of(raw, row, output);
                    let is = f64::from(u8::from(usize::from(*label) == output));
                    units.row(single(share - is), single(share * (1.0 - share)))
                }));
                units
            }
        }
    }

    /// Mean loss: half the squared error, or −ln of the true class's share.
    pub(super) fn loss(self, raw: &[Vec<f64>]) -> f64 {
        let total: f64 = match self {
            Self::Numbers(values) => raw[0].iter().zip(values).map(|(raw, value)| (raw - value) * (raw - value) / 2.0).sum(),
            Self::Classes(labels, 2) => {
                // ln(1 + e^r) − y·r, without overflow.
                let one = |(raw, label): (&f64, &u8)| raw.max(0.0) + libm::log1p(libm::exp(-raw.abs())) - f64::from(*label) * raw;
                raw[0].iter().zip(labels).map(one).sum()
            }
            Self::Classes(labels, _) => {
                let one = |(row, label): (usize, &u8)| {
                    let most = raw.iter().map(|scores| scores[row]).fold(f64::NEG_INFINITY, f64::max);
                    let sum: f64 = raw.iter().map(|scores| libm::exp(scores[row] - most)).sum();
                    most + libm::log(sum) - raw[usize::from(*label)][row]
                };
                labels.iter().enumerate().map(one).sum()
            }
        };
        total / self.rows().max(1) as f64
    }
}

/// Raw scores of a model of this many classes; 1 for regression too.
pub(super) fn outputs_of(classes: usize) -> usize {
    if classes > 2 { classes } else { 1 }
}

/// scikit-learn keeps gradients in single precision; ours are rounded in the same way, so that splits agree.
#[inline]
fn single(value: f64) -> f64 {
    f64::from(value as f32)
}

/// 1 / (1 + e^−x).
#[inline]
pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// The share of one output in a row.
pub(super) fn softmax_of(raw: &[Vec<f64>], row: usize, output: usize) -> f64 {
    let most = raw.iter().map(|scores| scores[row]).fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = raw.iter().map(|scores| libm::exp(scores[row] - most)).sum();
    libm::exp(raw[output][row] - most) / sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The slope of the mean loss in one row's raw answer, by differences.
    fn slope(goal: BoostingTarget<'_>, raw: &[Vec<f64>], output: usize, row: usize) -> f64 {
        let at = |step: f64| {
            let mut raw = raw.to_vec();
            raw[output][row] += step;
            goal.loss(&raw) * goal.rows() as f64
        };
        (at(1e-5) - at(-1e-5)) / 2e-5
    }

    #[test]
    fn gradients_are_the_slopes_of_the_loss() {
        let numbers = [3.0, -1.0, 8.5];
        let labels = [0, 2, 1];
        let raw = [vec![0.3, -0.2, 1.4], vec![0.1, 0.9, -2.0], vec![-0.7, 0.0, 0.5]];
        for (goal, outputs) in
            [(BoostingTarget::Numbers(&numbers), 1), (BoostingTarget::Classes(&[0, 1, 1], 2), 1), (BoostingTarget::Classes(&labels, 3), 3)]
        {
            assert_eq!(goal.outputs(), outputs);
            for output in 0..outputs {
                let mut given = Vec::new();
                let units = goal.descend(&raw[..outputs], output, &mut given);
                for (row, given) in given.iter().enumerate() {
                    let found = units.totals(*given);
                    assert!((found.gradient - slope(goal, &raw[..outputs], output, row)).abs() < 1e-5, "{goal:?} {found:?}");
                    assert!(found.hessian > 0.0 && found.rows == 1);
                }
            }
        }
    }

    #[test]
    fn the_start_is_the_best_constant() {
        assert_eq!(BoostingTarget::Numbers(&[1.0, 2.0, 6.0]).start(), [3.0]);
        assert!((logistic(BoostingTarget::Classes(&[1, 1, 1, 0], 2).start()[0]) - 0.75).abs() < 1e-12);
        let start = BoostingTarget::Classes(&[0, 0, 1, 2], 3).start();
        let raw: Vec<Vec<f64>> = start.iter().map(|score| vec![*score]).collect();
        assert!((softmax_of(&raw, 0, 0) - 0.5).abs() < 1e-12 && start.iter().sum::<f64>().abs() < 1e-12);
    }
}
