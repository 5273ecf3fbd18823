//! linfa's traits on the models whose own methods take columns: one macro for each kind of answer.

/// `Fit` for settings that learn classes from columns.
macro_rules! classifier {
    ($checked:ty => $fitted:ty) => {
        impl<D, T> linfa::traits::Fit<ndarray::ArrayBase<D, ndarray::Ix2>, T, $crate::learn::Error> for $checked
        where
            D: ndarray::Data<Elem = f64>,
            T: linfa::dataset::AsSingleTargets<Elem = usize>,
        {
            type Object = $fitted;

            fn fit(&self, dataset: &linfa::DatasetBase<ndarray::ArrayBase<D, ndarray::Ix2>, T>) -> Result<$fitted, $crate::learn::Error> {
                let (columns, labels, classes) = $crate::learn::shape::labelled(dataset)?;
                self.fit_columns(&columns, &labels, classes, &mut |_, _| {})
            }
        }
    };
}

/// `Fit` for settings that learn numbers from columns.
macro_rules! regressor {
    ($checked:ty => $fitted:ty) => {
        impl<D, T> linfa::traits::Fit<ndarray::ArrayBase<D, ndarray::Ix2>, T, $crate::learn::Error> for $checked
        where
            D: ndarray::Data<Elem = f64>,
            T: linfa::dataset::AsSingleTargets<Elem = f64>,
        {
            type Object = $fitted;

            fn fit(&self, dataset: &linfa::DatasetBase<ndarray::ArrayBase<D, ndarray::Ix2>, T>) -> Result<$fitted, $crate::learn::Error> {
                let columns = $crate::learn::shape::columns_of_records(&dataset.records);
                self.fit_columns(&columns, &dataset.targets.as_single_targets().to_vec(), &mut |_, _| {})
            }
        }
    };
}

/// `Fit` for settings that learn from columns alone.
macro_rules! unsupervised {
    ($checked:ty => $fitted:ty) => {
        impl<D: ndarray::Data<Elem = f64>, T> linfa::traits::Fit<ndarray::ArrayBase<D, ndarray::Ix2>, T, $crate::learn::Error>
            for $checked
        {
            type Object = $fitted;

            fn fit(&self, dataset: &linfa::DatasetBase<ndarray::ArrayBase<D, ndarray::Ix2>, T>) -> Result<$fitted, $crate::learn::Error> {
                self.fit_columns(&$crate::learn::shape::columns_of_records(&dataset.records), &mut |_, _| {})
            }
        }
    };
}

/// `PredictInplace` through `predict_of`, for classes (`usize`) or numbers (`f64`).
macro_rules! answers {
    ($fitted:ty, $answer:ty) => {
        impl<D: ndarray::Data<Elem = f64>> linfa::traits::PredictInplace<ndarray::ArrayBase<D, ndarray::Ix2>, ndarray::Array1<$answer>>
            for $fitted
        {
            fn predict_inplace(&self, records: &ndarray::ArrayBase<D, ndarray::Ix2>, targets: &mut ndarray::Array1<$answer>) {
                let answers = self.predict_of(&$crate::learn::shape::columns_of_records(records));
                targets.iter_mut().zip(answers).for_each(|(target, answer)| *target = answer);
            }

            fn default_target(&self, records: &ndarray::ArrayBase<D, ndarray::Ix2>) -> ndarray::Array1<$answer> {
                ndarray::Array1::default(records.nrows())
            }
        }
    };
}

pub(super) use {answers, classifier, regressor, unsupervised};
