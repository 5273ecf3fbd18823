//! Forests behind linfa's traits.

use linfa::dataset::{AsSingleTargets, DatasetBase};
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, ArrayBase, Data, Ix2};

use super::{CheckedForest, CheckedRegressionForest, Forest, RegressionForest};
use crate::learn::tree::{columns_of, numbers_of};
use crate::learn::{Error, largest};

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

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = f64>> Fit<ArrayBase<D, Ix2>, T, Error> for CheckedRegressionForest {
    type Object = RegressionForest;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<RegressionForest, Error> {
        let (columns, targets) = numbers_of(dataset)?;
        self.fit_columns(&columns, &targets, &mut |_, _| {})
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<f64>> for RegressionForest {
    fn predict_inplace(&self, records: &ArrayBase<D, Ix2>, targets: &mut Array1<f64>) {
        for (row, target) in records.rows().into_iter().zip(targets.iter_mut()) {
            *target = self.predict(|feature| row[feature]);
        }
    }

    fn default_target(&self, records: &ArrayBase<D, Ix2>) -> Array1<f64> {
        Array1::zeros(records.nrows())
    }
}
