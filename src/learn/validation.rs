//! Cross-validation on the training rows: preparation and model are learned anew in every fold.

use super::Error;
use super::holdout::{Division, Holdout, Names};
use super::largest;
use super::model::CheckedClassifier;
use super::prepare::Encoding;
use crate::dataset::Table;
use crate::protocol::{CrossValidation, PrepareSpec};

/// What is validated: a table, its chosen features, and the rows to divide with their classes.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// The table.
    pub table: &'a Table,
    /// Raw feature columns.
    pub features: &'a [String],
    /// How they become numbers.
    pub prepare: &'a PrepareSpec,
    /// Table rows that may be used.
    pub rows: &'a [u32],
    /// Class of each of those rows.
    pub labels: &'a [u32],
    /// What decides which of the rows may be parted.
    pub division: &'a Division,
    /// For messages.
    pub names: Names<'a>,
}

/// Accuracy over `count` folds, beside the majority class's.
pub fn cross_validate(
    task: Task<'_>,
    model: &CheckedClassifier,
    count: u32,
    seed: u64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<CrossValidation, Error> {
    let mut accuracy = Vec::with_capacity(count as usize);
    let mut baseline_mean = 0.0;
    for (fold, holdout) in task.division.folds(count, seed, task.names)?.into_iter().enumerate() {
        let part = 1.0 / f64::from(count);
        let mut inner = |share: f64, doing: &str| {
            progress((fold as f64 + share) * part, &format!("fold {} of {count}: {doing}", fold + 1));
        };
        let (right, baseline) = score(task, model, &holdout, &mut inner)?;
        accuracy.push(right);
        baseline_mean += baseline * part;
    }
    let mean = accuracy.iter().sum::<f64>() / accuracy.len() as f64;
    let variance = accuracy.iter().map(|fold| (fold - mean) * (fold - mean)).sum::<f64>() / accuracy.len() as f64;
    Ok(CrossValidation { mean, std: libm::sqrt(variance), baseline_mean, accuracy })
}

/// Accuracy of the model and of the majority class on one fold.
fn score(task: Task<'_>, model: &CheckedClassifier, holdout: &Holdout, progress: &mut dyn FnMut(f64, &str)) -> Result<(f64, f64), Error> {
    let rows = |positions: &[u32]| -> Vec<u32> { positions.iter().map(|position| task.rows[*position as usize]).collect() };
    let labels = |positions: &[u32]| -> Vec<u32> { positions.iter().map(|position| task.labels[*position as usize]).collect() };
    let (train_rows, test_rows) = (rows(&holdout.train), rows(&holdout.test));
    let (train, test) = (labels(&holdout.train), labels(&holdout.test));
    let encoding = Encoding::fit_with(task.table, task.features, &train_rows, task.prepare)?;
    let codes: Vec<u8> = train.iter().map(|label| *label as u8).collect();
    let fitted = model.fit(&encoding, &encoding.frame(task.table, &train_rows)?, &codes, task.names.classes.len(), progress)?;
    let found = fitted.predict_of(&encoding.frame(task.table, &test_rows)?);
    let right = found.iter().zip(&test).filter(|(found, label)| found == label).count();
    let majority = majority(&train, task.names.classes.len());
    let baseline = test.iter().filter(|label| **label == majority).count();
    Ok((right as f64 / test.len() as f64, baseline as f64 / test.len() as f64))
}

/// The most frequent class, the first of equals.
pub fn majority(labels: &[u32], classes: usize) -> u32 {
    let mut counts = vec![0.0; classes];
    labels.iter().for_each(|label| counts[*label as usize] += 1.0);
    largest(&counts) as u32
}
