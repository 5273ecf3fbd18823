//! A training in portions that can be done apart: some of a forest's trees, one fold, a fit.
//!
//! Tree i depends on the seed and on i alone, and a fold on its own rows alone, so the worker and the order of a portion change
//! nothing: what [`Made`] holds goes into the same model and the same report as if one worker had done it all.

use std::ops::Range;

use super::Error;
use super::columns::Columns;
use super::forest::PartialForest;
use super::prepare::{Encoding, Frame};
use super::training_set::{Answers, Model, Settings, TrainingSet, codes, one_training_class};
use super::tree::{TreeReader, put};
use super::validation::{CLASS_FOLD_SCORES, NUMBER_FOLD_SCORES, score_fold};
use crate::dataset::Table;
use crate::protocol::{Portion, TrainSpec};

/// Estimated seconds from which a training is shared: a fresh worker starts and reads the data in about a quarter of one.
const PAYS_FROM_SECONDS: f64 = 1.0;
/// A portion of trees is this part of each worker's share of those that are left: one that starts late or is disturbed leaves
/// more to the others, and the last portion, which the others can only wait for, is a single tree. Guided self-scheduling
/// (Polychronopoulos and Kuck, 1987).
const PART_OF_SHARE: u32 = 3;

/// The portions of a training for this many workers, the longest first; none where one worker alone is as fast.
pub fn portions(training_set: &TrainingSet<'_>, workers: u32) -> Result<Vec<Portion>, Error> {
    Settings::check(&training_set.spec.model, training_set.spec.split.seed)?;
    if workers < 2 || training_set.estimate.seconds < PAYS_FROM_SECONDS {
        return Ok(Vec::new());
    }
    Ok(all_portions(training_set.spec.model.independent_trees(), training_set.spec.folds, workers))
}

/// The portions of any training, however small.
fn all_portions(trees: Option<u32>, folds: u32, workers: u32) -> Vec<Portion> {
    let folds = (0..folds).map(Portion::Fold);
    match trees {
        Some(trees) if trees > 1 => {
            let mut from = 0;
            let of_trees = std::iter::from_fn(|| {
                let to = from + (trees - from).div_ceil(workers * PART_OF_SHARE);
                (from < trees).then(|| Portion::Trees { from: std::mem::replace(&mut from, to), to })
            });
            folds.chain(of_trees).collect()
        }
        _ if folds.len() > 0 => std::iter::once(Portion::Fit).chain(folds).collect(),
        _ => Vec::new(),
    }
}

/// Training rows made ready for growing trees: prepared and ranked once, for any number of portions.
#[derive(Debug)]
pub struct PreparedRows {
    settings: Settings,
    prepared: (Encoding, Frame),
    columns: Columns,
    answers: Answers,
    trees: u32,
}

impl PreparedRows {
    /// Prepares and ranks the training rows; refuses a model that is no forest.
    pub fn read(table: &Table, spec: &TrainSpec) -> Result<Self, Error> {
        let settings = Settings::check(&spec.model, spec.split.seed)?;
        let trees = spec.model.independent_trees().ok_or(Error::Stored { cause: "it is no forest, so it has no trees to part" })?;
        let training_set = TrainingSet::read(table, spec)?;
        let (encoding, frame) = training_set.prepare(&training_set.holdout.train)?;
        let columns = Columns::new(frame.columns.iter().map(Vec::as_slice), encoding.names())?;
        let answers = training_set.answers.at(&training_set.holdout.train);
        if let Answers::Classes { labels, .. } = &answers {
            one_training_class(labels, training_set.names())?;
        }
        Ok(Self { settings, prepared: (encoding, frame), columns, answers, trees })
    }

    /// What is left when no more trees are wanted, for [`Made`].
    pub fn prepared(self) -> (Encoding, Frame) {
        self.prepared
    }

    /// Grows the trees with these numbers.
    pub fn grow(&self, numbers: Range<u32>, progress: &mut dyn FnMut(f64, &str)) -> Result<PartialForest, Error> {
        if numbers.is_empty() || numbers.end > self.trees {
            return Err(Error::Parameter {
                name: "trees",
                value: format!("{} to {}", numbers.start, numbers.end),
                takes: format!("some of the {} trees, from 0", self.trees),
            });
        }
        let (from, count) = (numbers.start, f64::from(numbers.end - numbers.start));
        let mut grown = |tree: u32| progress(f64::from(tree) / count, &format!("tree {} of {}", from + tree, self.trees));
        match (&self.settings, &self.answers) {
            (Settings::Classes(settings), Answers::Classes { labels, names }) => {
                settings.grow(&self.columns, &codes(labels), names.len(), numbers, &mut grown)
            }
            (Settings::Numbers(settings), Answers::Numbers(values)) => settings.grow(&self.columns, values, numbers, &mut grown),
            _ => Err(Error::Stored { cause: "its trees answer another question" }),
        }
    }
}

/// Fits the model of a training, and nothing more.
pub fn fit(table: &Table, spec: &TrainSpec, progress: &mut dyn FnMut(f64, &str)) -> Result<Model, Error> {
    let settings = Settings::check(&spec.model, spec.split.seed)?;
    let training_set = TrainingSet::read(table, spec)?;
    Ok(training_set.fit(&settings, &training_set.holdout.train, progress)?.1)
}

/// The scores of one fold of a training, as its report has them; an undefined score is NaN.
pub fn fold(table: &Table, spec: &TrainSpec, number: u32, progress: &mut dyn FnMut(f64, &str)) -> Result<Vec<f64>, Error> {
    let settings = Settings::check(&spec.model, spec.split.seed)?;
    let training_set = TrainingSet::read(table, spec)?;
    let folds = training_set.folds(&training_set.holdout.train, spec.folds, spec.split.seed)?;
    let fold = folds.get(number as usize).ok_or_else(|| Error::Parameter {
        name: "fold",
        value: number.to_string(),
        takes: format!("a whole number below {}", folds.len()),
    })?;
    let metrics: &[&str] = if let Settings::Classes(_) = settings { &CLASS_FOLD_SCORES } else { &NUMBER_FOLD_SCORES };
    let mut heard = |share: f64, doing: &str| progress(share, &format!("fold {} of {}: {doing}", number + 1, folds.len()));
    score_fold(&training_set, &settings, metrics, fold, &mut heard)
}

/// A fold's scores as bytes, undefined ones included.
pub fn scores_to_bytes(scores: &[f64]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(scores.len() * 8 + 1);
    put(&mut bytes, scores.len() as u64);
    scores.iter().for_each(|score| bytes.extend(score.to_le_bytes()));
    bytes
}

/// The scores that were written.
pub fn scores_from_bytes(bytes: &[u8]) -> Result<Vec<f64>, Error> {
    let mut reader = TreeReader::new(bytes);
    let scores = (0..reader.count()?).map(|_| reader.take().map(f64::from_le_bytes)).collect::<Result<_, Error>>()?;
    reader.end()?;
    Ok(scores)
}

#[cfg(test)]
mod tests;
