//! A linear support vector machine: a plane between two classes with as wide a margin as the rows allow.
//!
//! ‖w‖²/2 + C·Σ max(0, 1 − y·score)², the intercept held back as a weight is; one plane per class against the rest when
//! there are more than two. Cortes and Vapnik, *Support-Vector Networks* (1995); loss, intercept and stop are those of
//! Fan et al., *LIBLINEAR: A Library for Large Linear Classification* (2008). Our own [`lbfgs`](super::lbfgs) on
//! it: linfa-svm keeps a kernel matrix of rows × rows.

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::lbfgs::{self, Lbfgs};
use super::linfa_fit::{answers, classifier};
use super::logistic::class_weights;
use super::shape::SeenClasses;
use super::simd::{add, dot, sum};
use super::{Error, largest};
use crate::protocol::{Hyperparameters, LinearSvcSpec};

/// Rows in a block; twenty columns of them fill 40 kB.
const BLOCK: usize = 256;

/// Settings, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct LinearSvcParams {
    checked: CheckedLinearSvc,
}

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedLinearSvc {
    spec: LinearSvcSpec,
}

/// Fitted planes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinearSvc {
    planes: Vec<Hyperplane>,
    seen: SeenClasses,
    converged: bool,
}

/// A weighted sum of columns and a constant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Hyperplane {
    weights: Vec<f64>,
    intercept: f64,
}

impl LinearSvcParams {
    /// The settings of `spec`; the seed is not needed.
    pub fn new(spec: &LinearSvcSpec, _seed: u64) -> Self {
        Self { checked: CheckedLinearSvc { spec: spec.clone() } }
    }
}

impl ParamGuard for LinearSvcParams {
    type Checked = CheckedLinearSvc;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedLinearSvc, Error> {
        self.checked.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedLinearSvc, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedLinearSvc {
    /// Fits on columns that should be scaled; labels must be below `classes`, one per row.
    pub fn fit_columns(
        &self,
        columns: &[Vec<f64>],
        labels: &[u8],
        classes: usize,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<LinearSvc, Error> {
        let (seen, targets) = SeenClasses::read_several(columns, labels, classes)?;
        let weights = class_weights(self.spec.class_weight, &targets, seen.count());
        let count = if seen.count() == 2 { 1 } else { seen.count() };
        let mut model = LinearSvc { planes: Vec::new(), seen, converged: true };
        for place in 0..count {
            let own = if count == 1 { 1 } else { place };
            let sides: Vec<f64> = targets.iter().map(|target| if *target == own { 1.0 } else { -1.0 }).collect();
            // Against the rest only the own class is weighed, as LIBLINEAR has it.
            let weight = |target: usize| if count == 1 || target == own { weights[target] } else { 1.0 };
            let costs = targets.iter().map(|target| self.spec.c * weight(*target)).collect();
            let hinge = Hinge { columns, sides, costs, intercept: self.spec.fit_intercept };
            let mut heard = |share: f64, doing: &str| progress((place as f64 + share) / count as f64, doing);
            let (plane, converged) = self.plane(&hinge, &mut heard)?;
            model.planes.push(plane);
            model.converged &= converged;
        }
        Ok(model)
    }

    fn plane(&self, hinge: &Hinge<'_>, progress: &mut dyn FnMut(f64, &str)) -> Result<(Hyperplane, bool), Error> {
        let size = hinge.columns.len() + usize::from(self.spec.fit_intercept);
        let length = |gradient: &[f64]| dot(gradient, gradient).sqrt();
        let mut gradient = vec![0.0; size];
        lbfgs::Loss::value(hinge, &vec![0.0; size], &mut gradient);
        // The rarer side sets the measure, so that rare classes are not given up early.
        let positive = hinge.sides.iter().filter(|side| **side > 0.0).count();
        let rarer = positive.min(hinge.sides.len() - positive).max(1) as f64 / hinge.sides.len() as f64;
        let tol = self.spec.tol * rarer * length(&gradient);
        let descent = Lbfgs { steps: self.spec.max_iter, tol, size: length, absolute: (0.0, 0), curvature: None };
        let end = descent.walk(hinge, vec![0.0; size], progress)?;
        let mut weights = end.point;
        let intercept = if self.spec.fit_intercept { weights.pop().unwrap_or(0.0) } else { 0.0 };
        Ok((Hyperplane { weights, intercept }, end.gradient <= tol))
    }
}

/// The loss of one plane.
struct Hinge<'a> {
    columns: &'a [Vec<f64>],
    /// 1 or −1 per row.
    sides: Vec<f64>,
    /// C times the class weight per row.
    costs: Vec<f64>,
    intercept: bool,
}

impl lbfgs::Loss for Hinge<'_> {
    fn value(&self, point: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.copy_from_slice(point);
        let mut loss = dot(point, point) / 2.0;
        let mut scores = [0.0; BLOCK];
        let width = self.columns.len();
        for start in (0..self.sides.len()).step_by(BLOCK) {
            let range = start..self.sides.len().min(start + BLOCK);
            let scores = &mut scores[..range.len()];
            scores.fill(point.get(width).copied().unwrap_or(0.0));
            self.columns.iter().zip(point).for_each(|(column, weight)| add(scores, *weight, &column[range.clone()]));
            let mut squares = [0.0; BLOCK];
            for (((score, side), cost), square) in
                scores.iter_mut().zip(&self.sides[range.clone()]).zip(&self.costs[range.clone()]).zip(&mut squares)
            {
                let short = 1.0 - side * *score;
                let short = if short > 0.0 { short } else { 0.0 };
                *square = cost * short * short;
                *score = -2.0 * cost * side * short;
            }
            loss += sum(&squares);
            self.columns.iter().zip(gradient.iter_mut()).for_each(|(column, slope)| *slope += dot(&column[range.clone()], scores));
            if self.intercept {
                gradient[width] += sum(scores);
            }
        }
        loss
    }
}

impl LinearSvc {
    /// Signed score of every row of finite columns: one for two classes (positive is the second), else row after row one
    /// per class. Classes that training did not see have −∞'s stand-in, the least number.
    pub fn decision_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let rows = columns.first().map_or(0, Vec::len);
        let scores: Vec<Vec<f64>> = self.planes.iter().map(|plane| plane.scores(columns)).collect();
        if let [scores] = scores.as_slice() {
            return scores.clone();
        }
        let classes = self.seen.classes();
        let mut wide = vec![f64::MIN; rows * classes];
        for (place, scores) in scores.iter().enumerate() {
            wide.iter_mut().skip(self.seen.class(place)).step_by(classes).zip(scores).for_each(|(to, score)| *to = *score);
        }
        wide
    }

    /// A mark between 0 and 1 per row and class, row after row, that only ranks: the logistic function of the score, of the score
    /// turned round for the first of two; 0 for classes that training did not see.
    pub fn marks_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let mark = |value: f64| 1.0 / (1.0 + libm::exp(-value));
        let scores = self.decision_of(columns);
        if self.planes.len() == 1 {
            return self.seen.spread(scores.iter().flat_map(|score| [mark(-score), mark(*score)]).collect());
        }
        scores.into_iter().map(mark).collect()
    }

    /// The class of the highest score for every row of finite columns, the first of equals.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<usize> {
        let scores = self.decision_of(columns);
        if self.planes.len() == 1 {
            return scores.iter().map(|score| self.seen.class(usize::from(*score > 0.0))).collect();
        }
        scores.chunks_exact(self.seen.classes().max(1)).map(largest).collect()
    }

    /// Weights of each plane: one plane for two classes, else one per class that training saw.
    pub fn coefficients(&self) -> Vec<&[f64]> {
        self.planes.iter().map(|plane| plane.weights.as_slice()).collect()
    }

    /// Intercept of each plane.
    pub fn intercepts(&self) -> Vec<f64> {
        self.planes.iter().map(|plane| plane.intercept).collect()
    }

    /// Every plane came to rest within the allowed steps.
    pub fn converged(&self) -> bool {
        self.converged
    }
}

impl Hyperplane {
    fn scores(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let mut scores = vec![self.intercept; columns.first().map_or(0, Vec::len)];
        self.weights.iter().zip(columns).for_each(|(weight, column)| add(&mut scores, *weight, column));
        scores
    }
}

classifier!(CheckedLinearSvc => LinearSvc);
answers!(LinearSvc, usize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hyperplane_is_in_the_middle_of_a_wide_margin() {
        let columns = [vec![-3.0, -2.0, 2.0, 3.0], vec![0.0, 1.0, 1.0, 0.0]];
        let checked = LinearSvcParams::new(&LinearSvcSpec { c: 100.0, tol: 1e-10, ..LinearSvcSpec::default() }, 0).check().unwrap();
        let model = checked.fit_columns(&columns, &[1, 1, 3, 3], 4, &mut |_, _| {}).unwrap();
        assert!(model.converged() && (model.coefficients()[0][0] - 0.5).abs() < 0.01 && model.intercepts()[0].abs() < 1e-6, "{model:?}");
        assert_eq!(model.predict_of(&columns), [1, 1, 3, 3]);
        let three = checked.fit_columns(&columns, &[0, 0, 1, 2], 3, &mut |_, _| {}).unwrap();
        assert_eq!((three.predict_of(&columns), three.decision_of(&columns).len()), (vec![0, 0, 1, 2], 12));
    }

    #[test]
    fn a_class_that_training_did_not_see_has_a_mark_of_nothing() {
        let columns = [vec![-3.0, -2.0, 2.0, 3.0]];
        let checked = LinearSvcParams::new(&LinearSvcSpec::default(), 0).check().unwrap();
        let model = checked.fit_columns(&columns, &[0, 0, 2, 2], 3, &mut |_, _| {}).unwrap();
        let marks = model.marks_of(&columns);
        assert_eq!(marks.len(), 12);
        for (row, marks) in marks.chunks_exact(3).enumerate() {
            assert_eq!((largest(marks), marks[1]), (if row < 2 { 0 } else { 2 }, 0.0), "{marks:?}");
        }
        let seen = checked.fit_columns(&columns, &[0, 1, 3, 3], 4, &mut |_, _| {}).unwrap();
        assert!(seen.marks_of(&columns).chunks_exact(4).all(|marks| marks[2] == 0.0 && marks[largest(marks)] > 0.0));
    }
}
