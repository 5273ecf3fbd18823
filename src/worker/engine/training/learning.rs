//! The learning room, as a training calls it.

use std::rc::Rc;

use super::super::Error;
use super::Known;
use crate::dataset::Table;
use crate::learn::study::{PartialFit, Study};
use crate::learn::{self, Experiment, Plane, cost, share};
use crate::protocol::params::{self, Task};
use crate::protocol::{Estimated, Prediction, TrainSpec};

/// Trains and judges a model of either kind; it and its spec with every default filled in.
pub(super) fn train(
    table: &Table,
    spec: &TrainSpec,
    clock: &dyn Fn() -> f64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<(Known, TrainSpec), Error> {
    train_with(table, spec, PartialFit::default(), clock, progress)
}

/// The same where some of the work is done already.
pub(in super::super) fn train_with(
    table: &Table,
    spec: &TrainSpec,
    made: PartialFit,
    clock: &dyn Fn() -> f64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<(Known, TrainSpec), Error> {
    Ok(match params::kind(&spec.model).task {
        Task::Classification => {
            let found = Rc::new(learn::train_with(table, spec, made, clock, progress)?);
            (Known::Classes(Rc::clone(&found)), found.report.spec.clone())
        }
        Task::Regression => {
            let found = Rc::new(learn::regress_with(table, spec, made, clock, progress)?);
            (Known::Numbers(Rc::clone(&found)), found.report.spec.clone())
        }
    })
}

/// The model's answer to one row.
pub(super) fn predict(known: &Known, row: &[(String, String)]) -> Result<Prediction, Error> {
    match known {
        Known::Classes(known) => known.predict(row),
        Known::Numbers(known) => known.predict(row),
    }
    .map_err(Error::from)
}

/// The model's answer over a grid of two features.
pub(super) fn plane(experiment: &Experiment, table: &Table, x: &str, y: &str, cells: usize) -> Result<Plane, Error> {
    experiment.plane(table, x, y, cells).map_err(Error::from)
}

/// What an experiment will take, and how so many workers should share it.
pub(super) fn estimate(table: &Table, spec: &TrainSpec, workers: u32) -> Result<Estimated, Error> {
    let study = Study::unchecked(table, spec)?;
    let work = study.work();
    Ok(Estimated {
        rows: work.rows,
        columns: work.columns,
        fits: work.fits,
        seconds: study.estimate.seconds,
        bytes: study.estimate.bytes,
        fits_in_memory: cost::check(&work, &study.spec.model).is_ok(),
        portions: share::portions(&study, workers)?,
    })
}
