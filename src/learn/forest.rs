//! A random forest: trees grown on draws of rows, each split on draws of columns, their class shares averaged.
//!
//! Breiman, *Random Forests*, Machine Learning 45 (2001). Differs from scikit-learn's only in the random numbers: tree i
//! depends on the seed and on i alone, so trees can be grown anywhere and in any order.

use linfa::ParamGuard;
use linfa::dataset::{AsSingleTargets, DatasetBase};
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, ArrayBase, Data, Ix2};

use super::tree::{Bench, Growth, Sampling, Tree, check_growth, check_targets, columns_of, grow};
use super::{Error, columns::Columns, largest, random::Random};
use crate::protocol::ForestSpec;

/// Fitted trees.
#[derive(Clone, Debug, PartialEq)]
pub struct Forest {
    trees: Vec<Tree>,
    classes: usize,
    features: usize,
    oob_score: Option<f64>,
    oob_unseen: usize,
}

/// A forest's settings and seed, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct ForestParams {
    checked: CheckedForest,
}

/// A forest's settings and seed, in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedForest {
    growth: Growth,
    trees: u32,
    bootstrap: bool,
    oob_score: bool,
    seed: u64,
}

impl ForestParams {
    /// The settings of `spec` under `seed`.
    pub fn new(spec: &ForestSpec, seed: u64) -> Self {
        let growth = Growth {
            criterion: spec.criterion,
            max_depth: spec.max_depth,
            min_samples_split: spec.min_samples_split,
            min_samples_leaf: spec.min_samples_leaf,
            max_features: spec.max_features,
            class_weight: spec.class_weight,
        };
        Self { checked: CheckedForest { growth, trees: spec.n_estimators, bootstrap: spec.bootstrap, oob_score: spec.oob_score, seed } }
    }
}

impl ParamGuard for ForestParams {
    type Checked = CheckedForest;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedForest, Error> {
        let forest = &self.checked;
        check_growth(&forest.growth)?;
        if !(1..=2000).contains(&forest.trees) {
            return Err(Error::Parameter {
                name: "n_estimators",
                value: forest.trees.to_string(),
                takes: "a whole number from 1 to 2000".into(),
            });
        }
        if forest.oob_score && !forest.bootstrap {
            return Err(Error::Parameter { name: "oob_score", value: "True".into(), takes: "True only when bootstrap is True".into() });
        }
        Ok(forest)
    }

    fn check(self) -> Result<CheckedForest, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedForest {
    /// Number of trees to grow.
    pub fn trees(&self) -> u32 {
        self.trees
    }

    /// Grows the trees on ranked columns; labels must be below `classes`. `grown` hears the number of finished trees.
    pub fn fit_columns(&self, columns: &Columns, labels: &[u8], classes: usize, grown: &mut dyn FnMut(u32)) -> Result<Forest, Error> {
        check_targets(columns, labels, classes)?;
        let mut bench = Bench::new(columns, labels, classes, self.growth.class_weight);
        let sampling = if self.bootstrap { Sampling::Bootstrap } else { Sampling::All };
        let mut trees = Vec::with_capacity(self.trees as usize);
        let mut votes = Votes::new(if self.oob_score { columns.rows() } else { 0 }, classes);
        for number in 0..self.trees {
            let tree = grow(&mut bench, &self.growth, sampling, &mut Random::stream(self.seed, u64::from(number)));
            if self.oob_score {
                bench.unseen().for_each(|row| votes.add(row, tree.probabilities_ranked(columns, row)));
            }
            trees.push(tree);
            grown(number + 1);
        }
        let (oob_score, oob_unseen) = if self.oob_score { votes.accuracy(labels) } else { (None, 0) };
        Ok(Forest { trees, classes, features: columns.len(), oob_score, oob_unseen })
    }
}

/// Class shares summed per row over the trees that did not see it.
struct Votes {
    sums: Vec<f64>,
    classes: usize,
}

impl Votes {
    fn new(rows: usize, classes: usize) -> Self {
        Self { sums: vec![0.0; rows * classes], classes }
    }

    fn add(&mut self, row: usize, shares: &[f64]) {
        self.sums[row * self.classes..].iter_mut().zip(shares).for_each(|(sum, share)| *sum += share);
    }

    /// Accuracy over all rows, and how many rows every tree saw (those count by their first class, as in scikit-learn).
    fn accuracy(&self, labels: &[u8]) -> (Option<f64>, usize) {
        let rows = || self.sums.chunks_exact(self.classes).zip(labels);
        let right = rows().filter(|(sums, label)| largest(sums) == usize::from(**label)).count();
        let unseen = rows().filter(|(sums, _)| sums.iter().all(|sum| *sum == 0.0)).count();
        (Some(right as f64 / labels.len() as f64), unseen)
    }
}

impl Forest {
    /// Mean over the trees of each class's share in the leaf that the row falls into.
    pub fn probabilities(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.classes];
        for tree in &self.trees {
            sums.iter_mut().zip(tree.probabilities(&value)).for_each(|(sum, share)| *sum += share);
        }
        sums.iter_mut().for_each(|sum| *sum /= self.trees.len() as f64);
        sums
    }

    /// Mean impurity decrease per feature, summing to 1, and its standard deviation over the trees.
    pub fn importances(&self) -> Vec<(f64, f64)> {
        // Trees without a split say nothing and are left out of the mean, as in scikit-learn.
        let split: Vec<&Tree> = self.trees.iter().filter(|tree| tree.depth() > 0).collect();
        let count = split.len().max(1) as f64;
        let means: Vec<f64> =
            (0..self.features).map(|feature| split.iter().map(|tree| tree.importances()[feature]).sum::<f64>() / count).collect();
        let sum: f64 = means.iter().sum();
        let all = self.trees.len() as f64;
        means
            .iter()
            .enumerate()
            .map(|(feature, mean)| {
                let center = self.trees.iter().map(|tree| tree.importances()[feature]).sum::<f64>() / all;
                let spread = |tree: &Tree| (tree.importances()[feature] - center) * (tree.importances()[feature] - center);
                let variance = self.trees.iter().map(spread).sum::<f64>() / all;
                (if sum > 0.0 { mean / sum } else { 0.0 }, libm::sqrt(variance))
            })
            .collect()
    }

    /// Accuracy on each row by the trees that did not see it, 0..=1; absent unless asked for.
    pub fn oob_score(&self) -> Option<f64> {
        self.oob_score
    }

    /// Rows that every tree saw, so that the out-of-bag score says little about them.
    pub fn oob_unseen(&self) -> usize {
        self.oob_unseen
    }

    /// The trees, in order.
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }

    /// Number of features it was grown on.
    pub fn features(&self) -> usize {
        self.features
    }
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = usize>> Fit<ArrayBase<D, Ix2>, T, Error> for CheckedForest {
    type Object = Forest;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Forest, Error> {
        let (columns, labels, classes) = columns_of(dataset)?;
        self.fit_columns(&columns, &labels, classes, &mut |_| {})
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<usize>> for Forest {
    fn predict_inplace(&self, records: &ArrayBase<D, Ix2>, targets: &mut Array1<usize>) {
        for (row, target) in records.rows().into_iter().zip(targets.iter_mut()) {
            *target = largest(&self.probabilities(|feature| row[feature]));
        }
    }

    fn default_target(&self, records: &ArrayBase<D, Ix2>) -> Array1<usize> {
        Array1::zeros(records.nrows())
    }
}
