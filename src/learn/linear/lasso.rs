//! Linear regression that holds weights back by their size: ‖y − Xw‖² / (2·rows) + alpha·Σ|w|, so that many become 0.
//!
//! One weight after the other moves to its best place, until the duality gap says how near the end is (Friedman, Hastie
//! and Tibshirani, *Regularization Paths for Generalized Linear Models via Coordinate Descent*, 2010). scikit-learn's
//! measure and order, so that both stop at the same step.

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::{Centred, Linear};
use crate::learn::Error;
use crate::learn::linfa_fit::{answers, regressor};
use crate::learn::shape::rows_with_targets;
use crate::learn::simd::{add, dot, largest_size};
use crate::protocol::{Hyperparameters, LassoSpec};

/// Settings, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct LassoParams {
    checked: CheckedLasso,
}

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedLasso {
    spec: LassoSpec,
}

/// A fitted lasso.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lasso {
    linear: Linear,
    rounds: u32,
    gap: f64,
    converged: bool,
}

impl LassoParams {
    /// The settings of `spec`; the seed is not needed, as weights move in the order of the columns.
    pub fn new(spec: &LassoSpec, _seed: u64) -> Self {
        Self { checked: CheckedLasso { spec: spec.clone() } }
    }
}

impl ParamGuard for LassoParams {
    type Checked = CheckedLasso;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedLasso, Error> {
        self.checked.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedLasso, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedLasso {
    /// Fits finite columns to one finite number per row; the intercept is not held back.
    pub fn fit_columns(&self, columns: &[Vec<f64>], targets: &[f64], progress: &mut dyn FnMut(f64, &str)) -> Result<Lasso, Error> {
        let rows = rows_with_targets(columns, targets)?;
        let Centred { columns, targets, means, mean } = Centred::new(columns, targets, self.spec.fit_intercept);
        let problem = LassoProblem { alpha: self.spec.alpha * rows as f64, columns, targets };
        let enough = self.spec.tol * dot(&problem.targets, &problem.targets);
        let mut weights = vec![0.0; problem.columns.len()];
        let mut residual = problem.targets.clone();
        let squares: Vec<f64> = problem.columns.iter().map(|column| dot(column, column)).collect();
        let mut gap = problem.gap(&weights, &residual);
        let mut rounds = 0;
        while gap > enough && rounds < self.spec.max_iter {
            rounds += 1;
            let (mut furthest, mut top) = (0.0_f64, 0.0_f64);
            for ((column, square), weight) in problem.columns.iter().zip(&squares).zip(&mut weights) {
                if *square == 0.0 {
                    continue;
                }
                let pull = dot(column, &residual) + *weight * square;
                let next = pull.signum() * (pull.abs() - problem.alpha).max(0.0) / square;
                if next != *weight {
                    add(&mut residual, *weight - next, column);
                }
                furthest = furthest.max((next - *weight).abs());
                top = top.max(next.abs());
                *weight = next;
            }
            if top == 0.0 || furthest / top <= self.spec.tol || rounds == self.spec.max_iter {
                gap = problem.gap(&weights, &residual);
            }
            // Nobody knows how many rounds it takes; the share creeps up to its end.
            progress(1.0 - 20.0 / (20.0 + f64::from(rounds)), &format!("round {rounds} over the weights"));
        }
        Ok(Lasso { linear: Centred::linear(&means, mean, weights), rounds, gap: gap / rows as f64, converged: gap <= enough })
    }
}

/// Centred columns and targets; `alpha` counts per row.
struct LassoProblem {
    columns: Vec<Vec<f64>>,
    targets: Vec<f64>,
    alpha: f64,
}

impl LassoProblem {
    /// How far the loss may still fall, at most.
    fn gap(&self, weights: &[f64], residual: &[f64]) -> f64 {
        let pulls: Vec<f64> = self.columns.iter().map(|column| dot(column, residual)).collect();
        let top = largest_size(&pulls);
        let scale = if top > self.alpha { self.alpha / top } else { 1.0 };
        let square = dot(residual, residual);
        let size: f64 = weights.iter().map(|weight| weight.abs()).sum();
        let primal = 0.5 * square + self.alpha * size;
        primal - (scale * dot(residual, &self.targets) - 0.5 * scale * scale * square)
    }
}

impl Lasso {
    /// The number predicted for each row of finite columns.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        self.linear.predict_of(columns)
    }

    /// The weights and the intercept.
    pub fn linear(&self) -> &Linear {
        &self.linear
    }

    /// Rounds over all weights that were made.
    pub fn rounds(&self) -> u32 {
        self.rounds
    }

    /// How far the loss may still fall, at most, in squared units of the target.
    pub fn gap(&self) -> f64 {
        self.gap
    }

    /// The gap became as small as `tol` asks within the allowed rounds.
    pub fn converged(&self) -> bool {
        self.converged
    }
}

regressor!(CheckedLasso => Lasso);
answers!(Lasso, f64);

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(alpha: f64, max_iter: u32) -> Lasso {
        let x: Vec<f64> = (0..30).map(|row| f64::from(row * 7 % 30)).collect();
        let noise: Vec<f64> = (0..30).map(|row| f64::from(row * 11 % 13)).collect();
        let targets: Vec<f64> = x.iter().zip(&noise).map(|(x, noise)| 2.0 * x + 0.01 * noise - 5.0).collect();
        let spec = LassoSpec { alpha, max_iter, tol: 1e-10, ..LassoSpec::default() };
        LassoParams::new(&spec, 0).check().unwrap().fit_columns(&[x, noise, vec![2.5; 30]], &targets, &mut |_, _| {}).unwrap()
    }

    #[test]
    fn a_larger_alpha_leaves_fewer_weights() {
        let light = fit(1e-4, 1000);
        assert!(light.converged() && light.gap() <= 1e-6, "{light:?}");
        assert!(light.linear().coefficients()[1] > 0.005 && light.linear().coefficients()[2] == 0.0);
        let strong = fit(1.0, 1000);
        assert!((1.9..2.0).contains(&strong.linear().coefficients()[0]) && strong.linear().coefficients()[1] == 0.0, "{strong:?}");
        assert_eq!(fit(1000.0, 1000).linear().coefficients(), [0.0; 3]);
    }

    #[test]
    fn too_few_rounds_are_said() {
        let hasty = fit(1e-4, 1);
        assert!(!hasty.converged() && hasty.rounds() == 1);
    }
}
