//! Logistic regression: C·Σ −ln p(true class) + a penalty on the weights, the intercept unpenalised. The penalty is
//! l1_ratio·Σ|w| + (1 − l1_ratio)·Σw²/2: by squares, by sizes, or between (Zou and Hastie, *Regularization and variable
//! selection via the elastic net*, 2005).
//!
//! Our own loss and [`lbfgs`](super::lbfgs) rather than linfa-logistic: that has no absolute penalty and no class
//! weights, one softmax maximum for all rows, and brings an optimiser's framework along.

mod curvature;
mod loss;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::lbfgs::{Lbfgs, Preconditioner};
use super::linfa_fit::{answers, classifier};
use super::shape::SeenClasses;
use super::simd::{add, largest_size, softmax};
use super::{Error, largest};
use crate::protocol::{ClassWeight, Hyperparameters, LogisticSpec};
use curvature::Curvature;
use loss::Loss;

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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Logistic {
    /// One column per class seen (one in all for two classes), one row per feature and a last one for the intercepts.
    weights: Vec<f64>,
    columns: usize,
    features: usize,
    seen: SeenClasses,
    gradient: f64,
    converged: bool,
}

impl LogisticParams {
    /// The settings of `spec`; the seed is not needed.
    pub fn new(spec: &LogisticSpec, _seed: u64) -> Self {
        Self { checked: CheckedLogistic { spec: spec.clone() } }
    }
}

impl ParamGuard for LogisticParams {
    type Checked = CheckedLogistic;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedLogistic, Error> {
        self.checked.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedLogistic, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

/// Weight per class seen: 1, or inversely to how many rows it has.
pub(super) fn class_weights(weight: ClassWeight, targets: &[usize], classes: usize) -> Vec<f64> {
    let mut counts = vec![0.0; classes];
    targets.iter().for_each(|target| counts[*target] += 1.0);
    match weight {
        ClassWeight::None => vec![1.0; classes],
        ClassWeight::Balanced => counts.iter().map(|count| targets.len() as f64 / (classes as f64 * count)).collect(),
    }
}

impl CheckedLogistic {
    /// Fits on columns that should be scaled; labels must be below `classes`, one per row.
    pub fn fit_columns(
        &self,
        columns: &[Vec<f64>],
        labels: &[u8],
        classes: usize,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Logistic, Error> {
        let (seen, targets) = SeenClasses::read_several(columns, labels, classes)?;
        let spec = &self.spec;
        let weights = class_weights(spec.class_weight, &targets, seen.count());
        let total: f64 = targets.iter().map(|target| weights[*target]).sum();
        let strength = 1.0 / (spec.c * total);
        let loss = Loss::new(columns, &targets, &weights, strength * (1.0 - spec.l1_ratio), spec.fit_intercept);
        let (penalised, size) = loss.sizes();
        let absolute = (strength * spec.l1_ratio, penalised);
        // Across the corners of absolute values a step must stay on its side, which dividing would not keep to.
        let penalty = strength * (1.0 - spec.l1_ratio);
        let curvature = (absolute.0 == 0.0).then(|| Curvature::of(columns, loss.columns(), penalty, spec.fit_intercept)).flatten();
        let divide = curvature.as_ref().map(|curvature| |direction: &mut [f64]| curvature.divide(direction));
        let curvature = divide.as_ref().map(|divide| divide as Preconditioner<'_>);
        let descent = Lbfgs { steps: spec.max_iter, tol: spec.tol, size: largest_size, absolute, curvature };
        let end = descent.walk(&loss, vec![0.0; size], progress)?;
        let mut weights = end.point;
        weights.resize(penalised + loss.columns(), 0.0);
        let converged = end.gradient <= spec.tol;
        Ok(Logistic { weights, columns: loss.columns(), features: columns.len(), seen, gradient: end.gradient, converged })
    }
}

impl Logistic {
    /// Probability per class; 0 for classes that training did not see.
    pub fn probabilities(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut scores: Vec<f64> = self.intercepts().to_vec();
        for feature in 0..self.features {
            add(&mut scores, value(feature), self.coefficients(feature));
        }
        self.seen.spread(self.shares(scores))
    }

    /// Probability per class of every row of finite columns, row after row; 0 for classes that training did not see.
    pub fn probabilities_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let rows = columns.first().map_or(0, Vec::len);
        let mut scores: Vec<Vec<f64>> = self.intercepts().iter().map(|intercept| vec![*intercept; rows]).collect();
        for (class, scores) in scores.iter_mut().enumerate() {
            columns
                .iter()
                .enumerate()
                .take(self.features)
                .for_each(|(feature, column)| add(scores, self.coefficients(feature)[class], column));
        }
        let shares = (0..rows).flat_map(|row| self.shares(scores.iter().map(|scores| scores[row]).collect()));
        self.seen.spread(shares.collect())
    }

    /// The most probable class of every row of finite columns, the first of equals.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<usize> {
        self.probabilities_of(columns).chunks_exact(self.seen.classes()).map(largest).collect()
    }

    /// Shares from scores; the single score of two classes stands against 0.
    fn shares(&self, mut scores: Vec<f64>) -> Vec<f64> {
        if self.columns == 1 {
            scores.insert(0, 0.0);
        }
        softmax(&mut scores);
        scores
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

classifier!(CheckedLogistic => Logistic);
answers!(Logistic, usize);
