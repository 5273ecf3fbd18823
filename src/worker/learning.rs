//! The one place that calls the learning room.

use super::Error;
use crate::dataset::Table;
use crate::learn::{self, Experiment, Plane};
use crate::protocol::{Prediction, TrainSpec};

/// Trains and judges.
pub(super) fn train(
    table: &Table,
    spec: &TrainSpec,
    clock: &dyn Fn() -> f64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Experiment, Error> {
    learn::train(table, spec, clock, progress).map_err(Error::from)
}

/// The model's answer to one row.
pub(super) fn predict(experiment: &Experiment, row: &[(String, String)]) -> Result<Prediction, Error> {
    experiment.predict(row).map_err(Error::from)
}

/// The model's answer over a grid of two features.
pub(super) fn plane(experiment: &Experiment, x: &str, y: &str, cells: usize) -> Result<Plane, Error> {
    experiment.plane(x, y, cells).map_err(Error::from)
}

/// The spec with its features named, as training would choose them.
pub(super) fn with_features(table: &Table, spec: &TrainSpec) -> Result<TrainSpec, Error> {
    let (features, _) = learn::prepare::choose_for(table, &spec.target, &spec.features, &spec.prepare)?;
    Ok(TrainSpec { features, ..spec.clone() })
}
