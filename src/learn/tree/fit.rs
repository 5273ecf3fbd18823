//! A decision tree behind linfa's traits.

use linfa::ParamGuard;
use linfa::dataset::{AsSingleTargets, DatasetBase};
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, ArrayBase, Data, Ix2};

use super::{Bench, Growth, Sampling, Tree, check_growth, grow};
use crate::learn::{Error, columns::Columns, random::Random};
use crate::protocol::TreeSpec;

/// A tree's settings and seed, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeParams {
    checked: CheckedTree,
}

/// A tree's settings and seed, in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedTree {
    growth: Growth,
    seed: u64,
}

impl TreeParams {
    /// The settings of `spec` under `seed`, which orders the features at each split.
    pub fn new(spec: &TreeSpec, seed: u64) -> Self {
        let growth = Growth {
            criterion: spec.criterion,
            max_depth: spec.max_depth,
            min_samples_split: spec.min_samples_split,
            min_samples_leaf: spec.min_samples_leaf,
            max_features: spec.max_features,
            class_weight: spec.class_weight,
        };
        Self { checked: CheckedTree { growth, seed } }
    }
}

impl ParamGuard for TreeParams {
    type Checked = CheckedTree;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedTree, Error> {
        check_growth(&self.checked.growth)?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedTree, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedTree {
    /// Grows the tree on ranked columns; labels must be below `classes`, one per row.
    pub fn fit_columns(&self, columns: &Columns, labels: &[u8], classes: usize) -> Result<Tree, Error> {
        check_targets(columns, labels, classes)?;
        let mut bench = Bench::new(columns, labels, classes, self.growth.class_weight);
        Ok(grow(&mut bench, &self.growth, Sampling::All, &mut Random::stream(self.seed, 0)))
    }
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = usize>> Fit<ArrayBase<D, Ix2>, T, Error> for CheckedTree {
    type Object = Tree;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Tree, Error> {
        let (columns, labels, classes) = columns_of(dataset)?;
        self.fit_columns(&columns, &labels, classes)
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<usize>> for Tree {
    fn predict_inplace(&self, records: &ArrayBase<D, Ix2>, targets: &mut Array1<usize>) {
        for (row, target) in records.rows().into_iter().zip(targets.iter_mut()) {
            *target = crate::learn::largest(self.probabilities(|feature| row[feature]));
        }
    }

    fn default_target(&self, records: &ArrayBase<D, Ix2>) -> Array1<usize> {
        Array1::zeros(records.nrows())
    }
}

/// Fewest rows, columns and classes, and labels that fit.
pub(in crate::learn) fn check_targets(columns: &Columns, labels: &[u8], classes: usize) -> Result<(), Error> {
    if columns.is_empty() {
        return Err(Error::Shape { what: "the feature matrix", unit: "columns", found: 0, wanted: 1 });
    }
    if labels.len() != columns.rows() || labels.is_empty() {
        return Err(Error::Shape { what: "the target", unit: "rows", found: labels.len(), wanted: columns.rows().max(1) });
    }
    if classes > 256 {
        return Err(Error::TooManyClasses { column: "target".into(), found: classes, most: 256 });
    }
    match labels.iter().max() {
        Some(top) if usize::from(*top) >= classes => {
            Err(Error::Shape { what: "the target", unit: "classes", found: usize::from(*top) + 1, wanted: classes })
        }
        _ if labels.iter().all(|label| Some(label) == labels.first()) => {
            Err(Error::OneClass { column: "target".into(), class: labels[0].to_string() })
        }
        _ => Ok(()),
    }
}

/// linfa's dataset as ranked columns, labels and the number of classes.
pub(in crate::learn) fn columns_of<D: Data<Elem = f64>, T: AsSingleTargets<Elem = usize>>(
    dataset: &DatasetBase<ArrayBase<D, Ix2>, T>,
) -> Result<(Columns, Vec<u8>, usize), Error> {
    let names: Vec<String> = (0..dataset.records.ncols()).map(|column| column.to_string()).collect();
    let values: Vec<Vec<f64>> = dataset.records.columns().into_iter().map(|column| column.to_vec()).collect();
    let columns = Columns::new(values.iter().map(Vec::as_slice), &names)?;
    let targets = dataset.targets.as_single_targets();
    let classes = targets.iter().max().map_or(0, |top| top + 1);
    if classes > 256 {
        return Err(Error::TooManyClasses { column: "target".into(), found: classes, most: 256 });
    }
    Ok((columns, targets.iter().map(|label| *label as u8).collect(), classes))
}
