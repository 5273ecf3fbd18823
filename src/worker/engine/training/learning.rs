//! The learning room, as a training calls it.

use std::rc::Rc;

use super::super::Error;
use super::CachedExperiment;
use crate::dataset::Table;
use crate::learn::training_set::{PartialFit, TrainingSet};
use crate::learn::{self, DecisionPlane, Experiment, cost, share};
use crate::protocol::model::Task;
use crate::protocol::{Estimated, Prediction, TrainSpec};

/// Trains and judges a model of either kind; it and its spec with every default filled in.
pub(super) fn train(
    table: &Table,
    spec: &TrainSpec,
    clock: &dyn Fn() -> f64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<(CachedExperiment, TrainSpec), Error> {
    train_with(table, spec, PartialFit::default(), clock, progress)
}

/// The same where some of the work is done already.
pub(in super::super) fn train_with(
    table: &Table,
    spec: &TrainSpec,
    made: PartialFit,
    clock: &dyn Fn() -> f64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<(CachedExperiment, TrainSpec), Error> {
    Ok(match spec.model.kind().task {
        Task::Classification => {
            let found = Rc::new(learn::train_with(table, spec, made, clock, progress)?);
            (CachedExperiment::Classes(Rc::clone(&found)), found.report.spec.clone())
        }
        Task::Regression => {
            let found = Rc::new(learn::regress_with(table, spec, made, clock, progress)?);
            (CachedExperiment::Numbers(Rc::clone(&found)), found.report.spec.clone())
        }
    })
}

/// The model's answer to one row.
pub(super) fn predict(known: &CachedExperiment, row: &[(String, String)]) -> Result<Prediction, Error> {
    match known {
        CachedExperiment::Classes(known) => known.predict(row),
        CachedExperiment::Numbers(known) => known.predict(row),
    }
    .map_err(Error::from)
}

/// The model's answer over a grid of two features.
pub(super) fn plane(experiment: &Experiment, table: &Table, x: &str, y: &str, cells: usize) -> Result<DecisionPlane, Error> {
    experiment.plane(table, x, y, cells).map_err(Error::from)
}

/// The cost of an experiment, and how this number of workers should share it.
pub(super) fn estimate(table: &Table, spec: &TrainSpec, workers: u32) -> Result<Estimated, Error> {
    let training_set = TrainingSet::unchecked(table, spec)?;
    let work = training_set.work();
    Ok(Estimated {
        rows: work.rows,
        columns: work.columns,
        fits: work.fits,
        seconds: training_set.estimate.seconds,
        bytes: training_set.estimate.bytes,
        fits_in_memory: cost::check(&work, &training_set.spec.model).is_ok(),
        portions: share::portions(&training_set, workers)?,
    })
}
