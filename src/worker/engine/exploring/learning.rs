//! The learning room, as a study calls it.

use super::super::Error;
use crate::dataset::Table;
use crate::learn::prepare::Encoding;
use crate::learn::training_set::{Model, Settings, TrainingSet};
use crate::learn::{self, Fitted, Grouping};
use crate::protocol::tune::{Leaderboard, Trial, TrialReport};
use crate::protocol::{ClusterSpec, Findings, Look, RunTrial, Search, TrainSpec};

/// A fitted model and its preparation.
pub(in super::super) type Fit = (Encoding, Model);

/// Fits the model of an experiment on its training rows, and nothing more.
pub(super) fn fit(table: &Table, spec: &TrainSpec, progress: &mut dyn FnMut(f64, &str)) -> Result<Fit, Error> {
    let training_set = TrainingSet::read(table, spec)?;
    let settings = Settings::check(&spec.model, spec.split.seed)?;
    training_set.fit(&settings, &training_set.holdout.train, progress).map_err(Error::from)
}

/// A closer look at a fitted experiment.
pub(super) fn look(
    table: &Table,
    spec: &TrainSpec,
    fitted: Fitted<'_>,
    look: &Look,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Findings, Error> {
    let training_set = TrainingSet::read(table, spec)?;
    learn::look(&training_set, fitted, look, progress).map_err(Error::from)
}

/// Where a search stands.
pub(super) fn search_status(table: &Table, asked: &Search) -> Result<(Leaderboard, Vec<Trial>), Error> {
    learn::search_status(table, &asked.search, asked.scoring.as_deref(), &asked.done).map_err(Error::from)
}

/// One trial of a search.
pub(super) fn run_trial(
    table: &Table,
    asked: &RunTrial,
    clock: &dyn Fn() -> f64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<TrialReport, Error> {
    learn::run_trial(table, &asked.trial, asked.scoring.as_deref(), asked.seed, clock, progress).map_err(Error::from)
}

/// Groups of rows.
pub(super) fn cluster(
    table: &Table,
    spec: &ClusterSpec,
    clock: &dyn Fn() -> f64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Grouping, Error> {
    learn::cluster(table, spec, clock, progress).map_err(Error::from)
}
