//! Nearest neighbours: a row is answered by the rows that are most like it.
//!
//! Fix and Hodges, *Discriminatory Analysis* (1951); Cover and Hart, *Nearest Neighbor Pattern Classification* (1967).
//! Our own [`index`]: linfa-nn searches generic arrays one point at a time and cannot be stored.

pub(super) mod index;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::linfa_fit::{answers, classifier, regressor};
use super::shape::{SeenClasses, rows_with_targets};
use super::{Error, largest};
use crate::protocol::{Hyperparameters, KnnSpec, NeighbourWeights};
use index::{Distance, Index};

/// Settings, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct KnnParams {
    checked: CheckedKnn,
}

/// Settings in range, for classes and for numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedKnn {
    spec: KnnSpec,
}

/// Rows to be asked, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Neighbours {
    index: Index,
    count: usize,
    weights: NeighbourWeights,
}

/// Nearest neighbours that vote for classes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnnClassifier {
    neighbours: Neighbours,
    labels: Vec<u8>,
    classes: usize,
}

/// Nearest neighbours whose numbers are averaged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnnRegressor {
    neighbours: Neighbours,
    targets: Vec<f64>,
}

/// Settings of a regressor in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedKnnRegressor {
    checked: CheckedKnn,
}

impl KnnParams {
    /// The settings of `spec`; the seed is not needed.
    pub fn new(spec: &KnnSpec, _seed: u64) -> Self {
        Self { checked: CheckedKnn { spec: spec.clone() } }
    }
}

impl ParamGuard for KnnParams {
    type Checked = CheckedKnn;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedKnn, Error> {
        self.checked.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedKnn, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedKnn {
    /// The same settings for predicting numbers.
    pub fn regressor(self) -> CheckedKnnRegressor {
        CheckedKnnRegressor { checked: self }
    }

    /// Keeps finite columns and labels below `classes`, one per row.
    pub fn fit_columns(
        &self,
        columns: &[Vec<f64>],
        labels: &[u8],
        classes: usize,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<KnnClassifier, Error> {
        SeenClasses::read(columns, labels, classes)?;
        Ok(KnnClassifier { neighbours: self.keep(columns, progress)?, labels: labels.to_vec(), classes })
    }

    fn keep(&self, columns: &[Vec<f64>], progress: &mut dyn FnMut(f64, &str)) -> Result<Neighbours, Error> {
        progress(0.0, "arranging the rows");
        let distance = if self.spec.p == 1 { Distance::City } else { Distance::Square };
        let (index, count) = (Index::new(columns, distance, false), self.spec.n_neighbors as usize);
        if count > index.len() {
            let takes = format!("a whole number from 1 to {}, the number of training rows", index.len());
            return Err(Error::Parameter { name: "n_neighbors", value: count.to_string(), takes });
        }
        Ok(Neighbours { index, count, weights: self.spec.weights })
    }
}

impl CheckedKnnRegressor {
    /// Keeps finite columns and one finite number per row.
    pub fn fit_columns(&self, columns: &[Vec<f64>], targets: &[f64], progress: &mut dyn FnMut(f64, &str)) -> Result<KnnRegressor, Error> {
        rows_with_targets(columns, targets)?;
        Ok(KnnRegressor { neighbours: self.checked.keep(columns, progress)?, targets: targets.to_vec() })
    }
}

impl Neighbours {
    /// For each row of the columns, its neighbours' row numbers and how much each counts.
    fn each(&self, columns: &[Vec<f64>], mut each: impl FnMut(&[(f64, u32)])) {
        let mut voices = Vec::with_capacity(self.count);
        self.index.each_nearest(columns, self.count, |found| {
            voices.clear();
            let here = found.first().is_some_and(|nearest| nearest.0 == 0.0);
            voices.extend(found.iter().map(|(distance, row)| {
                let voice = match self.weights {
                    NeighbourWeights::Uniform => 1.0,
                    NeighbourWeights::Distance if here => f64::from(u8::from(*distance == 0.0)),
                    NeighbourWeights::Distance => 1.0 / self.index.length(*distance),
                };
                (voice, *row)
            }));
            each(&voices);
        });
    }
}

impl KnnClassifier {
    /// Share of the neighbours' voices per class of every row of finite columns, row after row.
    pub fn probabilities_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let mut shares = Vec::with_capacity(columns.first().map_or(0, Vec::len) * self.classes);
        self.neighbours.each(columns, |voices| {
            let start = shares.len();
            shares.resize(start + self.classes, 0.0);
            let mut all = 0.0;
            for (voice, row) in voices {
                shares[start + usize::from(self.labels[*row as usize])] += voice;
                all += voice;
            }
            shares[start..].iter_mut().for_each(|share| *share /= all);
        });
        shares
    }

    /// The class with most voices of every row of finite columns, the first of equals.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<usize> {
        self.probabilities_of(columns).chunks_exact(self.classes.max(1)).map(largest).collect()
    }
}

impl KnnRegressor {
    /// Weighted mean of the neighbours' numbers for every row of finite columns.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let mut means = Vec::with_capacity(columns.first().map_or(0, Vec::len));
        self.neighbours.each(columns, |voices| {
            let (mut sum, mut all) = (0.0, 0.0);
            for (voice, row) in voices {
                sum += voice * self.targets[*row as usize];
                all += voice;
            }
            means.push(sum / all);
        });
        means
    }
}

classifier!(CheckedKnn => KnnClassifier);
answers!(KnnClassifier, usize);
regressor!(CheckedKnnRegressor => KnnRegressor);
answers!(KnnRegressor, f64);

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(n_neighbors: u32, weights: NeighbourWeights) -> CheckedKnn {
        KnnParams::new(&KnnSpec { n_neighbors, weights, p: 2 }, 0).check().unwrap()
    }

    #[test]
    fn neighbours_vote_by_number_or_by_nearness() {
        let columns = [vec![0.0, 1.0, 3.0, 10.0]];
        let vote = |weights, at: f64| {
            let model = checked(3, weights).fit_columns(&columns, &[0, 2, 2, 0], 3, &mut |_, _| {}).unwrap();
            model.probabilities_of(&[vec![at]])
        };
        assert_eq!(vote(NeighbourWeights::Uniform, 0.25), [1.0 / 3.0, 0.0, 2.0 / 3.0]);
        let (a, b) = (1.0 / 0.25, 1.0 / 0.75 + 1.0 / 2.75);
        assert!((vote(NeighbourWeights::Distance, 0.25)[0] - a / (a + b)).abs() < 1e-12);
        assert_eq!(vote(NeighbourWeights::Distance, 1.0), [0.0, 0.0, 1.0]);
    }

    #[test]
    fn more_neighbours_than_rows_is_refused() {
        let error = checked(3, NeighbourWeights::Uniform).fit_columns(&[vec![1.0, 2.0]], &[0, 1], 2, &mut |_, _| {}).unwrap_err();
        assert_eq!(error.to_string(), "n_neighbors takes a whole number from 1 to 2, the number of training rows, not 3");
    }

    #[test]
    fn numbers_are_averaged() {
        let model = checked(2, NeighbourWeights::Uniform).regressor();
        let model = model.fit_columns(&[vec![0.0, 1.0, 5.0]], &[10.0, 20.0, 90.0], &mut |_, _| {}).unwrap();
        assert_eq!(model.predict_of(&[vec![0.2, 4.0]]), [15.0, 55.0]);
    }
}
