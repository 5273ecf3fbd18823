//! Gaussian naive Bayes: per class and column a bell curve, as if the columns had nothing to do with each other.
//!
//! Chan, Golub and LeVeque, *Updating Formulae and a Pairwise Algorithm for Computing Sample Variances* (1979) on why
//! the variance takes two passes. Our own code: linfa-bayes is no smaller, and its smoothing is not scikit-learn's.

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::linfa_fit::{answers, classifier};
use super::shape::SeenClasses;
use super::simd::{mean, softmax, squares_about};
use super::{Error, largest};
use crate::protocol::{Hyperparameters, NaiveBayesSpec};

/// Settings, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct NaiveBayesParams {
    checked: CheckedNaiveBayes,
}

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedNaiveBayes {
    spec: NaiveBayesSpec,
}

/// A fitted naive Bayes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NaiveBayes {
    seen: SeenClasses,
    #[serde(rename = "bells")]
    gaussians: Vec<ClassGaussian>,
}

/// The bell curves of a class seen in training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct ClassGaussian {
    share: f64,
    means: Vec<f64>,
    variances: Vec<f64>,
}

impl NaiveBayesParams {
    /// The settings of `spec`; the seed is not needed.
    pub fn new(spec: &NaiveBayesSpec, _seed: u64) -> Self {
        Self { checked: CheckedNaiveBayes { spec: spec.clone() } }
    }
}

impl ParamGuard for NaiveBayesParams {
    type Checked = CheckedNaiveBayes;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedNaiveBayes, Error> {
        self.checked.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedNaiveBayes, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedNaiveBayes {
    /// Fits finite columns; labels must be below `classes`, one per row.
    pub fn fit_columns(
        &self,
        columns: &[Vec<f64>],
        labels: &[u8],
        classes: usize,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<NaiveBayes, Error> {
        let (seen, targets) = SeenClasses::read(columns, labels, classes)?;
        let rows = targets.len();
        let mut places: Vec<Vec<usize>> = vec![Vec::new(); seen.count()];
        targets.iter().enumerate().for_each(|(row, target)| places[*target].push(row));
        let share = |places: &Vec<usize>| places.len() as f64 / rows as f64;
        let mut gaussians: Vec<ClassGaussian> =
            places.iter().map(|places| ClassGaussian { share: share(places), means: Vec::new(), variances: Vec::new() }).collect();
        let mut widest = 0.0;
        for (index, column) in columns.iter().enumerate() {
            widest = f64::max(widest, squares_about(column, mean(column)) / rows as f64);
            for (places, gaussians) in places.iter().zip(&mut gaussians) {
                let values: Vec<f64> = places.iter().map(|row| column[*row]).collect();
                let center = mean(&values);
                gaussians.means.push(center);
                gaussians.variances.push(squares_about(&values, center) / values.len() as f64);
            }
            progress((index + 1) as f64 / columns.len() as f64, "measuring each class");
        }
        // With no column that varies any width will do: the curves are all the same.
        let extra = if widest > 0.0 { self.spec.var_smoothing * widest } else { 1.0 };
        gaussians.iter_mut().flat_map(|gaussians| &mut gaussians.variances).for_each(|variance| *variance += extra);
        Ok(NaiveBayes { seen, gaussians })
    }
}

impl NaiveBayes {
    /// Probability per class of every row of finite columns, row after row; 0 for classes that training did not see.
    pub fn probabilities_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let (rows, width) = (columns.first().map_or(0, Vec::len), self.gaussians.len());
        let mut shares = vec![0.0; rows * width];
        for (place, gaussians) in self.gaussians.iter().enumerate() {
            let constant: f64 = gaussians.variances.iter().map(|variance| libm::log(2.0 * std::f64::consts::PI * variance)).sum();
            let mut logs = vec![libm::log(gaussians.share) - 0.5 * constant; rows];
            for ((column, mean), variance) in columns.iter().zip(&gaussians.means).zip(&gaussians.variances) {
                let factor = -0.5 / variance;
                logs.iter_mut().zip(column).for_each(|(log, value)| *log += factor * (value - mean) * (value - mean));
            }
            shares.iter_mut().skip(place).step_by(width).zip(logs).for_each(|(share, log)| *share = log);
        }
        shares.chunks_exact_mut(width.max(1)).for_each(|row| {
            softmax(row);
        });
        self.seen.spread(shares)
    }

    /// The most probable class of every row of finite columns, the first of equals.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<usize> {
        self.probabilities_of(columns).chunks_exact(self.seen.classes().max(1)).map(largest).collect()
    }

    /// Mean of each column in each class that training saw.
    pub fn means(&self) -> Vec<&[f64]> {
        self.gaussians.iter().map(|gaussians| gaussians.means.as_slice()).collect()
    }

    /// Widened variance of each column in each class that training saw.
    pub fn variances(&self) -> Vec<&[f64]> {
        self.gaussians.iter().map(|gaussians| gaussians.variances.as_slice()).collect()
    }
}

classifier!(CheckedNaiveBayes => NaiveBayes);
answers!(NaiveBayes, usize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_has_the_mean_and_spread_of_its_rows() {
        let columns = [vec![1.0, 3.0, 10.0, 12.0, 17.0], vec![5.0; 5]];
        let params = NaiveBayesParams::new(&NaiveBayesSpec { var_smoothing: 1e-15 }, 0).check().unwrap();
        let model = params.fit_columns(&columns, &[2, 2, 0, 0, 0], 3, &mut |_, _| {}).unwrap();
        assert_eq!((model.means()[0], model.means()[1]), ([13.0, 5.0].as_slice(), [2.0, 5.0].as_slice()));
        assert!((model.variances()[0][0] - 26.0 / 3.0).abs() < 1e-9 && (model.variances()[1][0] - 1.0).abs() < 1e-9);
        assert_eq!(model.predict_of(&columns), [2, 2, 0, 0, 0]);
        assert!(model.probabilities_of(&columns).chunks_exact(3).all(|row| row[1] == 0.0 && (row[0] + row[2] - 1.0).abs() < 1e-12));
    }

    #[test]
    fn columns_that_say_nothing_leave_the_shares_of_the_classes() {
        let model = NaiveBayesParams::new(&NaiveBayesSpec::default(), 0).check().unwrap();
        let model = model.fit_columns(&[vec![4.0; 4]], &[0, 1, 1, 1], 2, &mut |_, _| {}).unwrap();
        let shares = model.probabilities_of(&[vec![4.0]]);
        assert!((shares[0] - 0.25).abs() < 1e-12 && (shares[1] - 0.75).abs() < 1e-12);
    }
}
