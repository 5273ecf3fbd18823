//! A model that answers: classes and probabilities of a window's rows, or the reason why it cannot.

use crate::dataset::{Column, Table, Values};
use crate::learn::model::{self, Classifier};
use crate::learn::prepare::Encoding;
use crate::learn::training_set::{Answers, TrainingSet};
use crate::learn::{Error as Learning, largest};
use crate::monitor::Error;
use crate::protocol::{self, TrainSpec};

/// Name of the answers as a column.
pub(super) const PREDICTION: &str = "prediction";

/// A trained model with the classes of the service.
#[derive(Clone, Debug)]
pub(super) struct ModelService {
    encoding: Encoding,
    model: Classifier,
    /// Place among the service's classes of each class of the model.
    places: Vec<usize>,
    classes: usize,
    /// Columns it learned from.
    pub(super) features: Vec<String>,
    /// Rows it learned from.
    pub(super) rows: u64,
    /// The most common class among them.
    pub(super) common: u32,
}

/// Answers to rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ServedPredictions {
    /// Share per class, row after row.
    pub(super) shares: Vec<f64>,
    /// Class of each row.
    pub(super) classes: Vec<u32>,
    /// Its share.
    pub(super) confidence: Vec<f64>,
}

impl ModelService {
    /// Learns from all rows of a table that have a class.
    pub(super) fn fit(
        table: &Table,
        spec: &TrainSpec,
        classes: &[String],
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Self, protocol::Error> {
        // The table is divided already, so how it would be divided no longer matters.
        let mut spec = TrainSpec { folds: 0, ..spec.clone() };
        spec.split.stratify = false;
        (spec.split.group, spec.split.time, spec.split.test_share) = (None, None, 0.2);
        let training_set = TrainingSet::read(table, &spec)?;
        let Answers::Classes { names, labels } = &training_set.answers else { return Err(needs_classes()) };
        let first = labels.first().copied().unwrap_or_default();
        if labels.iter().all(|label| *label == first) {
            let class = names.get(first as usize).cloned().unwrap_or_default();
            return Err(Learning::OneTrainingClass { column: spec.target.clone(), class }.into());
        }
        let all: Vec<u32> = (0..training_set.rows.len() as u32).collect();
        // Straight to the models of classes, so that this worker need not hold those of numbers.
        let settings = model::classifier(&spec.model, spec.split.seed)?;
        let (encoding, frame) = training_set.prepare(&all)?;
        // A target has at most 50 classes, so a label fits into a byte.
        let codes: Vec<u8> = labels.iter().map(|label| *label as u8).collect();
        let model = settings.fit(&encoding, &frame, &codes, names.len(), progress)?;
        if !spec.model.kind().gives_probabilities {
            return Err(Learning::NoProbabilities { model: "this model", what: "watching its confidence" }.into());
        }
        let places: Vec<usize> = names.iter().map(|name| classes.iter().position(|class| class == name).unwrap_or(0)).collect();
        let mut counts = vec![0_u64; names.len()];
        codes.iter().for_each(|code| counts[*code as usize] += 1);
        let common = places.get(largest(&counts.iter().map(|count| *count as f64).collect::<Vec<f64>>())).copied().unwrap_or(0) as u32;
        let features = training_set.spec.features.clone();
        Ok(Self { encoding, model, places, classes: classes.len(), features, rows: all.len() as u64, common })
    }

    /// Answers every row.
    pub(super) fn answer(&self, table: &Table) -> Result<ServedPredictions, protocol::Error> {
        let rows: Vec<u32> = (0..table.rows as u32).collect();
        let frame = self.encoding.frame(table, &rows)?;
        let own = self.model.shares_of(&frame);
        let mut given = ServedPredictions { shares: vec![0.0; rows.len() * self.classes], ..ServedPredictions::default() };
        for (from, to) in own.chunks_exact(self.places.len().max(1)).zip(given.shares.chunks_exact_mut(self.classes)) {
            for (share, place) in from.iter().zip(&self.places) {
                if let Some(cell) = to.get_mut(*place) {
                    *cell = *share;
                }
            }
            let best = largest(to);
            given.classes.push(best as u32);
            given.confidence.push(to.get(best).copied().unwrap_or(0.0));
        }
        Ok(given)
    }
}

/// The answers as a column of names.
pub(super) fn as_column(given: &ServedPredictions, classes: &[String]) -> Column {
    Column { name: PREDICTION.into(), values: Values::Text { codes: given.classes.clone(), levels: classes.to_vec() } }
}

/// The error for a regression model.
pub(super) fn needs_classes() -> protocol::Error {
    protocol::Error::new("this lab watches models of classes, and this one answers with numbers", "Take a target with classes.")
}

/// A parameter outside its range.
pub(super) fn wrong(name: &'static str, value: impl std::fmt::Display, takes: &'static str) -> protocol::Error {
    Error::parameter(name, value, takes).into()
}
