//! Forests behind linfa's traits.

use linfa::dataset::{AsSingleTargets, DatasetBase};
use linfa::traits::Fit;
use ndarray::{ArrayBase, Data, Ix2};

use super::{CheckedForest, CheckedRegressionForest, Forest, RegressionForest};
use crate::learn::Error;
use crate::learn::linfa_fit::answers;
use crate::learn::tree::{columns_of, numbers_of};

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = usize>> Fit<ArrayBase<D, Ix2>, T, Error> for CheckedForest {
    type Object = Forest;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Forest, Error> {
        let (columns, labels, classes) = columns_of(dataset)?;
        self.fit_columns(&columns, &labels, classes, &mut |_| {})
    }
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = f64>> Fit<ArrayBase<D, Ix2>, T, Error> for CheckedRegressionForest {
    type Object = RegressionForest;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<RegressionForest, Error> {
        let (columns, targets) = numbers_of(dataset)?;
        self.fit_columns(&columns, &targets, &mut |_, _| {})
    }
}

answers!(Forest, usize);
answers!(RegressionForest, f64);
