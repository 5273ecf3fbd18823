//! Logistic regression with an L2 penalty: Σ −ln p(true class) + ‖w‖² / (2·C), the intercept unpenalised.
//!
//! linfa's optimiser takes the first half of the allowed steps. It does not say whether it arrived, and its softmax
//! shares one maximum over all rows, which blurs its gradient when rows differ widely; so our own gradient decides, and
//! [`lbfgs`] walks on from there if need be.

mod lbfgs;
mod loss;

use linfa::ParamGuard;
use linfa::dataset::{AsSingleTargets, DatasetBase};
use linfa::traits::{Fit, PredictInplace};
use linfa_logistic::{LogisticRegression, MultiLogisticRegression};
use ndarray::{Array1, Array2, ArrayBase, Data, Ix2};

use super::{Error, largest};
use crate::protocol::LogisticSpec;
use lbfgs::minimise;
use loss::{Loss, softmax};

/// linfa's point is snapped to this grid before we walk on, so that a last-bit difference between two machines'
/// exponentials does not live on in the result.
const GRID: f64 = 1_048_576.0;

/// Settings, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct LogisticParams {
    checked: CheckedLogistic,
}

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedLogistic {
    spec: LogisticSpec,
}

/// A fitted logistic regression.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic {
    /// One column per class (one in all for two classes), one row per feature and a last one for the intercepts.
    weights: Vec<f64>,
    columns: usize,
    features: usize,
    /// Classes that training saw, ascending.
    present: Vec<usize>,
    classes: usize,
    gradient: f64,
    converged: bool,
}

impl LogisticParams {
    /// The settings of `spec`.
    pub fn new(spec: &LogisticSpec) -> Self {
        Self { checked: CheckedLogistic { spec: spec.clone() } }
    }
}

impl ParamGuard for LogisticParams {
    type Checked = CheckedLogistic;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedLogistic, Error> {
        let spec = &self.checked.spec;
        let wrong = |name, value: String, takes: &str| Err(Error::Parameter { name, value, takes: takes.into() });
        match spec {
            _ if !(1e-4..=1e4).contains(&spec.c) => wrong("C", spec.c.to_string(), "a number from 0.0001 to 10000"),
            _ if !(1e-10..=0.1).contains(&spec.tol) => wrong("tol", spec.tol.to_string(), "a number from 1e-10 to 0.1"),
            _ if !(1..=10_000).contains(&spec.max_iter) => wrong("max_iter", spec.max_iter.to_string(), "a whole number from 1 to 10000"),
            _ => Ok(&self.checked),
        }
    }

    fn check(self) -> Result<CheckedLogistic, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedLogistic {
    /// Fits on columns that should be scaled; labels must be below `classes`, one per row.
    pub fn fit_columns(&self, columns: &[Vec<f64>], labels: &[u8], classes: usize) -> Result<Logistic, Error> {
        let rows = labels.len();
        for (index, column) in columns.iter().enumerate() {
            if column.len() != rows {
                return Err(Error::Shape { what: "a column", unit: "rows", found: column.len(), wanted: rows });
            }
            if let Some(row) = column.iter().position(|value| !value.is_finite()) {
                return Err(Error::NotFinite { column: index.to_string(), row });
            }
        }
        if columns.is_empty() {
            return Err(Error::Shape { what: "the feature matrix", unit: "columns", found: 0, wanted: 1 });
        }
        let present: Vec<usize> = (0..classes).filter(|class| labels.contains(&(*class as u8))).collect();
        if present.len() < 2 {
            let class = present.first().map_or_else(String::new, usize::to_string);
            return Err(Error::OneClass { column: "target".into(), class });
        }
        let targets: Vec<usize> = labels.iter().map(|label| present.binary_search(&usize::from(*label)).unwrap_or(0)).collect();
        let loss = Loss::new(columns, &targets, present.len(), self.spec.c, self.spec.fit_intercept);
        let first = self.spec.max_iter.div_ceil(2);
        let start = match self.linfa(columns, &targets, present.len(), first) {
            Some(weights) if weights.len() == loss.size() && weights.iter().all(|weight| weight.is_finite()) => {
                weights.iter().map(|weight| libm::round(weight * GRID) / GRID).collect()
            }
            _ => vec![0.0; loss.size()],
        };
        let end = minimise(&loss, start, self.spec.max_iter - first, self.spec.tol)?;
        Ok(Logistic {
            weights: loss.with_intercept(end.point),
            columns: loss.columns(),
            features: columns.len(),
            present,
            classes,
            gradient: end.gradient,
            converged: end.gradient <= self.spec.tol,
        })
    }

    /// linfa's weights in our layout; absent if its line search gave up.
    fn linfa(&self, columns: &[Vec<f64>], targets: &[usize], classes: usize, steps: u32) -> Option<Vec<f64>> {
        let rows = targets.len();
        let records = Array2::from_shape_fn((rows, columns.len()), |(row, column)| columns[column][row]);
        let alpha = 1.0 / self.spec.c;
        // Ours is the largest entry of the mean gradient, linfa's the length of the summed one, which bounds it.
        let tolerance = self.spec.tol * rows as f64;
        let (steps, intercept) = (u64::from(steps), self.spec.fit_intercept);
        if classes > 2 {
            let params = MultiLogisticRegression::new().alpha(alpha).max_iterations(steps).gradient_tolerance(tolerance);
            let dataset = DatasetBase::new(records, Array1::from(targets.to_vec()));
            let model = params.with_intercept(intercept).fit(&dataset).ok()?;
            let mut weights: Vec<f64> = model.params().iter().copied().collect();
            if intercept {
                weights.extend(model.intercept());
            }
            return Some(weights);
        }
        let params = LogisticRegression::new().alpha(alpha).max_iterations(steps).gradient_tolerance(tolerance);
        let dataset = DatasetBase::new(records, Array1::from(targets.to_vec()));
        let model = params.with_intercept(intercept).fit(&dataset).ok()?;
        // Which class linfa calls positive depends on the counts.
        let sign = if model.labels().pos.class == 1 { 1.0 } else { -1.0 };
        let mut weights: Vec<f64> = model.params().iter().map(|weight| sign * weight).collect();
        if intercept {
            weights.push(sign * model.intercept());
        }
        Some(weights)
    }
}

impl Logistic {
    /// Probability per class; 0 for classes that training did not see.
    pub fn probabilities(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut sums: Vec<f64> = self.weights[self.features * self.columns..].to_vec();
        for feature in 0..self.features {
            let value = value(feature);
            let weights = &self.weights[feature * self.columns..(feature + 1) * self.columns];
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
        }
        if self.columns == 1 {
            sums.insert(0, 0.0);
        }
        softmax(&mut sums);
        let mut shares = vec![0.0; self.classes];
        self.present.iter().zip(sums).for_each(|(class, share)| shares[*class] = share);
        shares
    }

    /// Coefficients of a feature: one per class seen in training, or a single one for two classes.
    pub fn coefficients(&self, feature: usize) -> &[f64] {
        &self.weights[feature * self.columns..(feature + 1) * self.columns]
    }

    /// Intercepts, laid out as the coefficients of a feature; zeros when none were learned.
    pub fn intercepts(&self) -> &[f64] {
        self.coefficients(self.features)
    }

    /// Number of features.
    pub fn features(&self) -> usize {
        self.features
    }

    /// The gradient became as small as `tol` within the allowed steps.
    pub fn converged(&self) -> bool {
        self.converged
    }

    /// Largest entry of the mean gradient where the optimiser stopped.
    pub fn gradient(&self) -> f64 {
        self.gradient
    }
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = usize>> Fit<ArrayBase<D, Ix2>, T, Error> for CheckedLogistic {
    type Object = Logistic;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Logistic, Error> {
        let (_, labels, classes) = super::tree::columns_of(dataset)?;
        let columns: Vec<Vec<f64>> = dataset.records.columns().into_iter().map(|column| column.to_vec()).collect();
        self.fit_columns(&columns, &labels, classes)
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<usize>> for Logistic {
    fn predict_inplace(&self, records: &ArrayBase<D, Ix2>, targets: &mut Array1<usize>) {
        for (row, target) in records.rows().into_iter().zip(targets.iter_mut()) {
            *target = largest(&self.probabilities(|feature| row[feature]));
        }
    }

    fn default_target(&self, records: &ArrayBase<D, Ix2>) -> Array1<usize> {
        Array1::zeros(records.nrows())
    }
}
