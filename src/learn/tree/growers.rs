//! Settings and targets checked, and the grower that fits them.

use linfa::dataset::{AsSingleTargets, DatasetBase};
use ndarray::{ArrayBase, Data, Ix2};

use super::balance::Balance;
use super::grow::{Grower, Growth, TreeBuilder};
use super::measure::{MOST_PACKED, Squares, TwoClasses};
use super::moments::Moments;
use super::shares::{Entropy, Gini, Shares};
use crate::learn::{Error, columns::Columns};
use crate::protocol::{ClassWeight, Criterion};

/// Fewest rows, columns and classes, and labels that fit.
pub(in crate::learn) fn check_targets(columns: &Columns, labels: &[u8], classes: usize) -> Result<(), Error> {
    check_shape(columns, labels.len())?;
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

/// Fewest rows and columns, and a target of finite numbers.
pub(in crate::learn) fn check_numbers(columns: &Columns, targets: &[f64]) -> Result<(), Error> {
    check_shape(columns, targets.len())?;
    match targets.iter().position(|target| !target.is_finite()) {
        Some(row) => Err(Error::NotFinite { column: "target".into(), row }),
        None => Ok(()),
    }
}

fn check_shape(columns: &Columns, targets: usize) -> Result<(), Error> {
    if columns.is_empty() {
        return Err(Error::Shape { what: "the feature matrix", unit: "columns", found: 0, wanted: 1 });
    }
    if columns.rows() == 0 {
        return Err(Error::Shape { what: "the feature matrix", unit: "rows", found: 0, wanted: 1 });
    }
    if targets != columns.rows() {
        return Err(Error::Shape { what: "the target", unit: "rows", found: targets, wanted: columns.rows() });
    }
    Ok(())
}

/// Weight of a row of each class.
pub(in crate::learn) fn class_weights(labels: &[u8], classes: usize, class_weight: ClassWeight) -> Vec<f64> {
    let mut weights = vec![1.0; classes];
    if class_weight == ClassWeight::Balanced {
        let mut counts = [0_usize; 256];
        labels.iter().for_each(|label| counts[usize::from(*label)] += 1);
        let present = counts.iter().filter(|count| **count > 0).count();
        for (weight, count) in weights.iter_mut().zip(counts).filter(|(_, count)| *count > 0) {
            *weight = labels.len() as f64 / (present * count) as f64;
        }
    }
    weights
}

/// Grows trees of class shares; labels must be below the number of weights, one per row of the columns.
pub(in crate::learn) fn class_grower<'a>(
    columns: &'a Columns,
    labels: &'a [u8],
    weights: &'a [f64],
    criterion: Criterion,
    growth: Growth,
    balance: Balance,
) -> Box<dyn Grower + 'a> {
    match (criterion, weights) {
        (Criterion::Gini, [first, second]) if labels.len() <= MOST_PACKED => {
            Box::new(TreeBuilder::new(columns, growth, Moments::new(TwoClasses::new(labels, [*first, *second]))).balanced(balance, labels))
        }
        (Criterion::Gini, _) => Box::new(TreeBuilder::new(columns, growth, Shares::<Gini>::new(labels, weights)).balanced(balance, labels)),
        (Criterion::Entropy, _) => {
            Box::new(TreeBuilder::new(columns, growth, Shares::<Entropy>::new(labels, weights)).balanced(balance, labels))
        }
    }
}

/// Grows trees of numbers by squared error; one finite target per row of the columns.
pub(in crate::learn) fn number_grower<'a>(columns: &'a Columns, targets: &'a [f64], growth: Growth) -> Box<dyn Grower + 'a> {
    Box::new(TreeBuilder::new(columns, growth, Moments::new(Squares::new(targets))))
}

/// linfa's records as ranked columns.
fn ranked_of<D: Data<Elem = f64>, T>(dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Columns, Error> {
    let names: Vec<String> = (0..dataset.records.ncols()).map(|column| column.to_string()).collect();
    let values: Vec<Vec<f64>> = dataset.records.columns().into_iter().map(|column| column.to_vec()).collect();
    Columns::new(values.iter().map(Vec::as_slice), &names)
}

/// linfa's dataset as ranked columns, labels and the number of classes.
pub(in crate::learn) fn columns_of<D: Data<Elem = f64>, T: AsSingleTargets<Elem = usize>>(
    dataset: &DatasetBase<ArrayBase<D, Ix2>, T>,
) -> Result<(Columns, Vec<u8>, usize), Error> {
    let columns = ranked_of(dataset)?;
    let targets = dataset.targets.as_single_targets();
    let classes = targets.iter().max().map_or(0, |top| top + 1);
    if classes > 256 {
        return Err(Error::TooManyClasses { column: "target".into(), found: classes, most: 256 });
    }
    Ok((columns, targets.iter().map(|label| *label as u8).collect(), classes))
}

/// linfa's dataset as ranked columns and numbers.
pub(in crate::learn) fn numbers_of<D: Data<Elem = f64>, T: AsSingleTargets<Elem = f64>>(
    dataset: &DatasetBase<ArrayBase<D, Ix2>, T>,
) -> Result<(Columns, Vec<f64>), Error> {
    Ok((ranked_of(dataset)?, dataset.targets.as_single_targets().to_vec()))
}
