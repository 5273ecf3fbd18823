//! Linear regression: least squares plain, with a squared penalty (ridge), or with an absolute one (lasso).
//!
//! Least squares and ridge through the singular values (Hoerl and Kennard, *Ridge Regression*, 1970), which also finds
//! the shortest of many solutions when there are more columns than rows. Our own code rather than linfa-linear, which
//! needs a LAPACK or an iterative solver and stops at columns that depend on each other.

mod lasso;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::linfa_fit::{answers, regressor};
use super::shape::rows_with_targets;
use super::simd::{add, mean};
use super::{Error, svd::decompose};
use crate::protocol::{Hyperparameters, LinearSpec, RidgeSpec};

pub use lasso::{CheckedLasso, Lasso, LassoParams};

/// Settings of a plain linear regression, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct LinearParams {
    checked: CheckedLinear,
}

/// Settings of a linear regression in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedLinear {
    spec: LinearSpec,
}

/// Settings of a ridge regression, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct RidgeParams {
    checked: CheckedRidge,
}

/// Settings of a ridge regression in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedRidge {
    spec: RidgeSpec,
}

/// A weighted sum of columns and a constant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Linear {
    weights: Vec<f64>,
    intercept: f64,
}

impl LinearParams {
    /// The settings of `spec`; the seed is not needed.
    pub fn new(spec: &LinearSpec, _seed: u64) -> Self {
        Self { checked: CheckedLinear { spec: spec.clone() } }
    }
}

impl RidgeParams {
    /// The settings of `spec`; the seed is not needed.
    pub fn new(spec: &RidgeSpec, _seed: u64) -> Self {
        Self { checked: CheckedRidge { spec: spec.clone() } }
    }
}

impl ParamGuard for LinearParams {
    type Checked = CheckedLinear;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedLinear, Error> {
        self.checked.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedLinear, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl ParamGuard for RidgeParams {
    type Checked = CheckedRidge;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedRidge, Error> {
        self.checked.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedRidge, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedLinear {
    /// Fits finite columns to one finite number per row.
    pub fn fit_columns(&self, columns: &[Vec<f64>], targets: &[f64], progress: &mut dyn FnMut(f64, &str)) -> Result<Linear, Error> {
        let tol = self.spec.tol;
        solve(columns, targets, self.spec.fit_intercept, progress, |value, top| if value > tol * top { 1.0 / value } else { 0.0 })
    }
}

impl CheckedRidge {
    /// Fits finite columns to one finite number per row; the intercept is not held back.
    pub fn fit_columns(&self, columns: &[Vec<f64>], targets: &[f64], progress: &mut dyn FnMut(f64, &str)) -> Result<Linear, Error> {
        let alpha = self.spec.alpha;
        solve(
            columns,
            targets,
            self.spec.fit_intercept,
            progress,
            |value, top| {
                if value > 1e-15 * top { value / (value * value + alpha) } else { 0.0 }
            },
        )
    }
}

/// Columns and targets less their means, and the means; zeros if no intercept is asked for.
pub(super) struct Centred {
    pub(super) columns: Vec<Vec<f64>>,
    pub(super) targets: Vec<f64>,
    means: Vec<f64>,
    mean: f64,
}

impl Centred {
    pub(super) fn new(columns: &[Vec<f64>], targets: &[f64], fit_intercept: bool) -> Self {
        let middle = |values: &[f64]| if fit_intercept { mean(values) } else { 0.0 };
        let less = |values: &[f64], center: f64| values.iter().map(|value| value - center).collect::<Vec<f64>>();
        let means: Vec<f64> = columns.iter().map(|column| middle(column)).collect();
        let center = middle(targets);
        let columns = columns.iter().zip(&means).map(|(column, center)| less(column, *center)).collect();
        Self { columns, targets: less(targets, center), means, mean: center }
    }

    /// The weights with the intercept that belongs to them.
    pub(super) fn linear(means: &[f64], mean: f64, weights: Vec<f64>) -> Linear {
        let intercept = mean - weights.iter().zip(means).map(|(weight, mean)| weight * mean).sum::<f64>();
        Linear { weights, intercept }
    }
}

/// Least squares where `inverse` says what stands for one over a singular value, given the largest of them.
fn solve(
    columns: &[Vec<f64>],
    targets: &[f64],
    fit_intercept: bool,
    progress: &mut dyn FnMut(f64, &str),
    inverse: impl Fn(f64, f64) -> f64,
) -> Result<Linear, Error> {
    rows_with_targets(columns, targets)?;
    let Centred { columns, targets, means, mean } = Centred::new(columns, targets, fit_intercept);
    let svd = decompose(columns, targets, progress);
    let top = svd.values.first().copied().unwrap_or(0.0);
    let mut weights = vec![0.0; means.len()];
    for ((value, direction), along) in svd.values.iter().zip(&svd.directions).zip(&svd.along) {
        add(&mut weights, inverse(*value, top) * along, direction);
    }
    Ok(Centred::linear(&means, mean, weights))
}

impl Linear {
    /// The number predicted for each row of finite columns.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let mut sums = vec![self.intercept; columns.first().map_or(0, Vec::len)];
        self.weights.iter().zip(columns).for_each(|(weight, column)| add(&mut sums, *weight, column));
        sums
    }

    /// What one more of each column adds.
    pub fn coefficients(&self) -> &[f64] {
        &self.weights
    }

    /// The prediction where all columns are 0; 0 if none was learned.
    pub fn intercept(&self) -> f64 {
        self.intercept
    }
}

regressor!(CheckedLinear => Linear);
regressor!(CheckedRidge => Linear);
answers!(Linear, f64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_repeat_share_their_weight() {
        let x = vec![1.0, 2.0, 4.0, 7.0];
        let columns = [x.clone(), x.clone(), vec![3.0; 4]];
        let targets: Vec<f64> = x.iter().map(|x| 6.0 * x + 1.0).collect();
        let model = LinearParams::new(&LinearSpec::default(), 0).check().unwrap();
        let linear = model.fit_columns(&columns, &targets, &mut |_, _| {}).unwrap();
        let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
        assert!(near(linear.weights[0], 3.0) && near(linear.weights[1], 3.0) && linear.weights[2] == 0.0, "{linear:?}");
        assert!(near(linear.intercept, 1.0) && linear.predict_of(&columns).iter().zip(&targets).all(|(a, b)| near(*a, *b)));
    }

    #[test]
    fn settings_out_of_range_are_refused() {
        let error = RidgeParams::new(&RidgeSpec { alpha: -1.0, ..RidgeSpec::default() }, 0).check().unwrap_err();
        assert_eq!(error.to_string(), "alpha takes a number from 0.000001 to 1000000, not -1");
        let error = LinearParams::new(&LinearSpec { tol: f64::NAN, ..LinearSpec::default() }, 0).check().unwrap_err();
        assert_eq!(error.to_string(), "tol takes a number from 1e-12 to 0.1, not NaN");
    }
}
