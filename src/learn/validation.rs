//! Cross-validation on the training rows: every fold fits preparation and model again.

use super::Error;
use super::holdout::Holdout;
use super::interval::{cross_score, fold_scores};
use super::largest;
use super::training_set::{Settings, TrainingSet};
use crate::protocol::CrossValidation;
use crate::protocol::train::FoldScores;

/// What the folds of a model of classes are scored by.
pub(super) const CLASS_FOLD_SCORES: [&str; 1] = ["accuracy"];

/// The same of models of numbers.
pub(super) const NUMBER_FOLD_SCORES: [&str; 2] = ["r2", "neg_mean_absolute_error"];

/// Accuracy over the folds that the experiment asks for, beside the majority class's. `scored` are the folds whose scores
/// are there already, by number.
pub fn cross_validate(
    training_set: &TrainingSet<'_>,
    settings: &Settings,
    scored: Vec<(u32, Vec<f64>)>,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<CrossValidation, Error> {
    let folds = training_set.folds(&training_set.holdout.train, training_set.spec.folds, training_set.spec.split.seed)?;
    let classes = training_set.answers.classes().len();
    let baseline = |fold: &Holdout| {
        let (train, test) = (training_set.labels_at(&fold.train), training_set.labels_at(&fold.test));
        let majority = majority(&train, classes);
        test.iter().filter(|label| **label == majority).count() as f64 / test.len() as f64
    };
    let baseline_mean = folds.iter().map(baseline).sum::<f64>() / folds.len() as f64;
    let found = score_rest(training_set, settings, &CLASS_FOLD_SCORES, &folds, scored, progress)?;
    let FoldScores { scores: accuracy, mean, std, .. } = found.into_iter().next().unwrap_or_else(|| fold_scores("accuracy", &[], 0, 0));
    Ok(CrossValidation { accuracy, mean, std, baseline_mean })
}

/// Every metric on every fold, with an interval of its mean; an undefined score is NaN. `progress` hears the share done.
pub fn score_folds(
    training_set: &TrainingSet<'_>,
    settings: &Settings,
    metrics: &[&str],
    folds: &[Holdout],
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Vec<FoldScores>, Error> {
    score_rest(training_set, settings, metrics, folds, Vec::new(), progress)
}

/// The same where some folds are scored already, by number.
pub fn score_rest(
    training_set: &TrainingSet<'_>,
    settings: &Settings,
    metrics: &[&str],
    folds: &[Holdout],
    mut scored: Vec<(u32, Vec<f64>)>,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Vec<FoldScores>, Error> {
    let (count, mut number) = (folds.len(), 0);
    let mut score = |fold: &Holdout| {
        let known = scored.iter().position(|(fold, _)| *fold as usize == number).map(|place| scored.swap_remove(place).1);
        let mut inner = |share: f64, doing: &str| {
            progress((number as f64 + share) / count as f64, &format!("fold {} of {count}: {doing}", number + 1));
        };
        let scores = known.map_or_else(|| score_fold(training_set, settings, metrics, fold, &mut inner), Ok)?;
        number += 1;
        Ok(scores)
    };
    cross_score(metrics, folds, &mut score, &mut |_, _| {})
}

/// Every metric on one fold; an undefined score is NaN.
pub fn score_fold(
    training_set: &TrainingSet<'_>,
    settings: &Settings,
    metrics: &[&str],
    fold: &Holdout,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Vec<f64>, Error> {
    let (encoding, model) = training_set.fit(settings, &fold.train, progress)?;
    let given = training_set.ask(&encoding, model.as_ref(), &fold.test)?;
    metrics.iter().map(|metric| Ok(training_set.score(metric, &fold.test, &given)?.unwrap_or(f64::NAN))).collect()
}

/// The most frequent class, the first of equals.
pub fn majority(labels: &[u32], classes: usize) -> u32 {
    let mut counts = vec![0.0; classes];
    labels.iter().for_each(|label| counts[*label as usize] += 1.0);
    largest(&counts) as u32
}
