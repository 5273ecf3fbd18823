//! What an experiment works on: the rows that have an answer, divided once, and a model fitted to any of them.
//!
//! Everything that judges a model more than once (folds, curves, searches) goes through [`TrainingSet::fit`], so that preparation
//! and model are always learned from the same rows, and from no others.

use super::cost::{self, Workload};
use super::error::Error;
use super::forest::PartialForest;
use super::holdout::{Division, Holdout, Names};
use super::largest;
use super::metrics::scorer::{CLASS_SCORERS, NUMBER_SCORERS, score_classes, score_numbers};
pub use super::model::Settings;
use super::model::{Classifier, Regressor};
use super::prepare::{Encoding, Frame, choose_for};
use super::target::{NumericTarget, Target};
use crate::dataset::Table;
use crate::protocol::model::Task;
use crate::protocol::{TrainSpec, Warning};
use linfa::traits::Predict;

/// The column to predict, by row of the study.
#[derive(Clone, Debug, PartialEq)]
pub enum Answers {
    /// Classes, and the place of each row's class among them.
    Classes {
        /// Labels, sorted.
        names: Vec<String>,
        /// Below `names.len()`.
        labels: Vec<u32>,
    },
    /// Finite numbers.
    Numbers(Vec<f64>),
}

/// What a model answers, by row asked.
#[derive(Clone, Debug, PartialEq)]
pub enum ModelOutput {
    /// Share per class.
    Shares(Vec<Vec<f64>>),
    /// A number.
    Numbers(Vec<f64>),
}

/// A fitted model of either kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Model {
    /// Of classes.
    Classes(Classifier),
    /// Of numbers.
    Numbers(Regressor),
}

/// A fitted model of either kind, borrowed.
#[derive(Clone, Copy, Debug)]
pub enum ModelRef<'a> {
    /// Of classes.
    Classes(&'a Classifier),
    /// Of numbers.
    Numbers(&'a Regressor),
}

/// The parts of a training that are done already.
#[derive(Debug, Default)]
pub struct PartialFit {
    /// The preparation of the training rows, and these rows prepared.
    pub prepared: Option<(Encoding, Frame)>,
    /// The model, or all its trees.
    pub model: Option<PartialModel>,
    /// Scores of folds, by number.
    pub folds: Vec<(u32, Vec<f64>)>,
    /// How long the fit took, milliseconds; absent if it is not done.
    pub fit_millis: Option<f64>,
}

/// A model that was made elsewhere.
#[derive(Debug)]
pub enum PartialModel {
    /// As a whole.
    Fitted(Box<Model>),
    /// As parts of a forest that together hold every tree once.
    Trees(Vec<PartialForest>),
}

impl Model {
    /// The model of classes, if it is one.
    pub fn classifier(self) -> Result<Classifier, Error> {
        match self {
            Self::Classes(model) => Ok(model),
            Self::Numbers(_) => Err(Error::WrongTask { model: "this model", answers: "numbers, not classes" }),
        }
    }

    /// The model of numbers, if it is one.
    pub fn regressor(self) -> Result<Regressor, Error> {
        match self {
            Self::Numbers(model) => Ok(model),
            Self::Classes(_) => Err(Error::WrongTask { model: "this model", answers: "classes, not numbers" }),
        }
    }

    /// The model, borrowed.
    pub fn as_ref(&self) -> ModelRef<'_> {
        match self {
            Self::Classes(model) => ModelRef::Classes(model),
            Self::Numbers(model) => ModelRef::Numbers(model),
        }
    }
}

impl ModelRef<'_> {
    /// The answer to every row of a frame.
    pub fn answer(self, frame: &Frame) -> ModelOutput {
        match self {
            Self::Classes(model) => ModelOutput::Shares(model.rows_of(frame)),
            Self::Numbers(model) => ModelOutput::Numbers(model.predict(frame)),
        }
    }
}

/// A table's rows with their answers, and how they are divided. Positions count the rows that have an answer.
#[derive(Clone, Debug)]
pub struct TrainingSet<'a> {
    /// The table.
    pub table: &'a Table,
    /// The experiment, its features named.
    pub spec: TrainSpec,
    /// Table row of each position, ascending.
    pub rows: Vec<u32>,
    /// Answer of each position.
    pub answers: Answers,
    /// The rule by which positions may be split.
    pub division: Division,
    /// Positions to learn from and positions locked away.
    pub holdout: Holdout,
    /// What was left out.
    pub warnings: Vec<Warning>,
    /// What the experiment will take.
    pub estimate: cost::Estimate,
}

impl<'a> TrainingSet<'a> {
    /// Reads target, features and division; refuses what cannot be divided and what does not fit into memory.
    pub fn read(table: &'a Table, spec: &TrainSpec) -> Result<Self, Error> {
        let training_set = Self::unchecked(table, spec)?;
        cost::check(&training_set.work(), &training_set.spec.model)?;
        Ok(training_set)
    }

    /// The same for an experiment of any size.
    pub fn unchecked(table: &'a Table, spec: &TrainSpec) -> Result<Self, Error> {
        if spec.folds != 0 && !(2..=20).contains(&spec.folds) {
            return Err(Error::Parameter {
                name: "folds",
                value: spec.folds.to_string(),
                takes: "0, or a whole number from 2 to 20".into(),
            });
        }
        let (rows, answers, missing) = match spec.model.kind().task {
            Task::Classification => {
                let target = Target::read(table, &spec.target)?;
                (target.rows, Answers::Classes { names: target.classes, labels: target.labels }, target.missing)
            }
            Task::Regression => {
                let target = NumericTarget::read(table, &spec.target)?;
                (target.rows, Answers::Numbers(target.values), target.missing)
            }
        };
        let (features, mut warnings) = choose_for(table, &spec.target, &spec.features, &spec.prepare)?;
        warnings.extend(missing_target(missing, &spec.target));
        let labels = if let Answers::Classes { labels, .. } = &answers { Some(labels.as_slice()) } else { None };
        let division = Division::read(table, &rows, labels, &spec.split)?;
        let names = Names { target: &spec.target, classes: answers.classes() };
        let holdout = division.split(spec.split.test_share, spec.split.seed, names)?;
        let spec = TrainSpec { features, ..spec.clone() };
        let estimate = cost::Estimate { seconds: 0.0, bytes: 0.0 };
        let mut training_set = Self { table, spec, rows, answers, division, holdout, warnings, estimate };
        training_set.estimate = cost::estimate(&training_set.work(), &training_set.spec.model);
        Ok(training_set)
    }

    /// How much there is to do.
    pub fn work(&self) -> Workload {
        Workload {
            rows: self.holdout.train.len() as u64,
            test_rows: self.holdout.test.len() as u64,
            columns: cost::encoded_columns(self.table, &self.spec.features, &self.spec.prepare),
            classes: self.answers.classes().len().max(1) as u64,
            fits: u64::from(self.spec.folds) + 1,
        }
    }

    /// Names for messages.
    pub fn names(&self) -> Names<'_> {
        Names { target: &self.spec.target, classes: self.answers.classes() }
    }

    /// The table rows at these positions.
    pub fn rows_at(&self, positions: &[u32]) -> Vec<u32> {
        positions.iter().filter_map(|position| self.rows.get(*position as usize).copied()).collect()
    }

    /// Learns preparation and model from the rows at these positions. `progress` hears the share done, 0..=1, and what is
    /// being done.
    pub fn fit(&self, settings: &Settings, positions: &[u32], progress: &mut dyn FnMut(f64, &str)) -> Result<(Encoding, Model), Error> {
        let (encoding, frame) = self.prepare(positions)?;
        let model = self.fit_on(settings, &encoding, &frame, positions, progress)?;
        Ok((encoding, model))
    }

    /// Learns the preparation from the rows at these positions; it and those rows prepared.
    pub fn prepare(&self, positions: &[u32]) -> Result<(Encoding, Frame), Error> {
        let rows = self.rows_at(positions);
        let encoding = Encoding::fit_with(self.table, &self.spec.features, &rows, &self.spec.prepare)?;
        let frame = encoding.frame(self.table, &rows)?;
        Ok((encoding, frame))
    }

    /// Learns a model from prepared rows and the answers at these positions.
    pub fn fit_on(
        &self,
        settings: &Settings,
        encoding: &Encoding,
        frame: &Frame,
        positions: &[u32],
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Model, Error> {
        match (settings, self.answers.at(positions)) {
            (Settings::Classes(settings), Answers::Classes { labels, names }) => {
                one_training_class(&labels, self.names())?;
                settings.fit(encoding, frame, &codes(&labels), names.len(), progress).map(Model::Classes)
            }
            (Settings::Numbers(settings), Answers::Numbers(values)) => settings.fit(encoding, frame, &values, progress).map(Model::Numbers),
            (Settings::Classes(_), Answers::Numbers(_)) => {
                Err(Error::WrongTask { model: self.spec.model.kind().title, answers: "numbers, not classes" })
            }
            (Settings::Numbers(_), Answers::Classes { .. }) => {
                Err(Error::WrongTask { model: self.spec.model.kind().title, answers: "classes, not numbers" })
            }
        }
    }

    /// The model of the training rows: fitted now, or put together from what others have done.
    pub fn fit_or_join(
        &self,
        settings: &Settings,
        encoding: &Encoding,
        frame: &Frame,
        made: Option<PartialModel>,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Model, Error> {
        match made {
            None => self.fit_on(settings, encoding, frame, &self.holdout.train, progress),
            Some(PartialModel::Fitted(model)) => Ok(*model),
            Some(PartialModel::Trees(parts)) => match (settings, self.answers.at(&self.holdout.train)) {
                (Settings::Classes(settings), Answers::Classes { labels, names }) => {
                    settings.join(parts, &codes(&labels), names.len()).map(Model::Classes)
                }
                (Settings::Numbers(settings), Answers::Numbers(values)) => settings.join(parts, &values).map(Model::Numbers),
                _ => Err(Error::Stored { cause: "its trees answer another question" }),
            },
        }
    }

    /// A model's answers to the rows at these positions.
    pub fn ask(&self, encoding: &Encoding, model: ModelRef<'_>, positions: &[u32]) -> Result<ModelOutput, Error> {
        Ok(model.answer(&encoding.frame(self.table, &self.rows_at(positions))?))
    }

    /// How good these answers are for the rows at these positions, higher is better; absent where undefined.
    pub fn score(&self, scoring: &str, positions: &[u32], given: &ModelOutput) -> Result<Option<f64>, Error> {
        match (self.answers.at(positions), given) {
            (Answers::Classes { names, labels }, ModelOutput::Shares(shares)) => score_classes(scoring, &labels, shares, names.len()),
            (Answers::Numbers(values), ModelOutput::Numbers(given)) => score_numbers(scoring, &values, given),
            _ => Ok(None),
        }
    }

    /// The score that is taken when none is named.
    pub fn usual_score(&self) -> &'static str {
        match &self.answers {
            Answers::Classes { .. } => CLASS_SCORERS[0],
            Answers::Numbers(_) => NUMBER_SCORERS[0],
        }
    }

    /// Refuses a score that does not exist for this kind of answer, before any work is done.
    pub fn check_score(&self, scoring: &str) -> Result<(), Error> {
        match &self.answers {
            Answers::Classes { names, .. } => score_classes(scoring, &[0], &[vec![1.0; names.len()]], names.len()).map(drop),
            Answers::Numbers(_) => score_numbers(scoring, &[0.0], &[0.0]).map(drop),
        }
    }

    /// `count` folds of some positions, drawn under a seed; positions again, not places in the list.
    pub fn folds(&self, positions: &[u32], count: u32, seed: u64) -> Result<Vec<Holdout>, Error> {
        let found = self.division.select(positions).folds(count, seed, self.names())?;
        let at = |places: &[u32]| places.iter().filter_map(|place| positions.get(*place as usize).copied()).collect();
        Ok(found.into_iter().map(|fold| Holdout { train: at(&fold.train), test: at(&fold.test) }).collect())
    }

    /// The classes at these positions; none for numbers.
    pub fn labels_at(&self, positions: &[u32]) -> Vec<u32> {
        let labels = self.labels().unwrap_or_default();
        positions.iter().filter_map(|position| labels.get(*position as usize).copied()).collect()
    }

    /// The numbers at these positions; none for classes.
    pub fn numbers_at(&self, positions: &[u32]) -> Vec<f64> {
        let Answers::Numbers(values) = &self.answers else { return Vec::new() };
        positions.iter().filter_map(|position| values.get(*position as usize).copied()).collect()
    }

    /// Class of every position; absent for numbers.
    pub fn labels(&self) -> Option<&[u32]> {
        if let Answers::Classes { labels, .. } = &self.answers { Some(labels) } else { None }
    }
}

impl Answers {
    /// The classes; none for numbers.
    pub fn classes(&self) -> &[String] {
        if let Self::Classes { names, .. } = self { names } else { &[] }
    }

    /// The answers at these positions.
    pub fn at(&self, positions: &[u32]) -> Self {
        fn of<T: Copy>(values: &[T], positions: &[u32]) -> Vec<T> {
            positions.iter().filter_map(|position| values.get(*position as usize).copied()).collect()
        }
        match self {
            Self::Classes { names, labels } => Self::Classes { names: names.clone(), labels: of(labels, positions) },
            Self::Numbers(values) => Self::Numbers(of(values, positions)),
        }
    }
}

impl ModelOutput {
    /// Most probable class per row, the first of equals; empty for numbers.
    pub fn classes(&self) -> Vec<u32> {
        match self {
            Self::Shares(shares) => shares.iter().map(|row| largest(row) as u32).collect(),
            Self::Numbers(_) => Vec::new(),
        }
    }
}

fn missing_target(missing: usize, name: &str) -> Option<Warning> {
    let rows = if missing == 1 { "1 row has" } else { &format!("{missing} rows have") };
    let text = || format!("{rows} no value to predict and were left out");
    (missing > 0).then(|| Warning { line: None, column: Some(name.into()), text: text() })
}

/// Labels as bytes: there are at most `MOST_CLASSES` of them, so a byte holds each.
pub(super) fn codes(labels: &[u32]) -> Vec<u8> {
    labels.iter().map(|label| *label as u8).collect()
}

pub(super) fn one_training_class(labels: &[u32], names: Names<'_>) -> Result<(), Error> {
    match labels.first() {
        Some(first) if labels.iter().all(|label| label == first) => {
            let class = names.classes.get(*first as usize).cloned().unwrap_or_default();
            Err(Error::OneTrainingClass { column: names.target.into(), class })
        }
        _ => Ok(()),
    }
}
