//! From a table and a spec to a judged model.

use super::Error;
use super::holdout::Names;
use super::metrics::{Confusion, precision_recall, roc, scores, wilson_interval};
use super::model::{self, Classifier};
use super::prepare::{Encoding, Frame};
use super::training_set::{PartialFit, Settings, TrainingSet, codes};
use super::validation::{cross_validate, majority};
use super::{decision_plane::Points, largest};
use crate::dataset::Table;
use crate::protocol::{ClassScores, Curve, Outcome, Prediction, Scores, TrainReport, TrainSpec, Warning};

/// A fitted model with everything said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// The numbers.
    pub report: TrainReport,
    /// The fitted model.
    pub model: Classifier,
    /// Its feature preparation.
    pub encoding: Encoding,
    pub(super) points: Points,
}

/// Trains and judges a model of classes. `clock` gives milliseconds and only times the fit; `progress` hears a share done,
/// 0..=1, and the name of the current step, at least once per tree and per fold.
pub fn train(table: &Table, spec: &TrainSpec, clock: &dyn Fn() -> f64, progress: &mut dyn FnMut(f64, &str)) -> Result<Experiment, Error> {
    train_with(table, spec, PartialFit::default(), clock, progress)
}

/// The same where some of the work is done already; the experiment is the same, bit for bit.
pub fn train_with(
    table: &Table,
    spec: &TrainSpec,
    made: PartialFit,
    clock: &dyn Fn() -> f64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Experiment, Error> {
    let chosen = model::classifier(&spec.model, spec.split.seed)?;
    let settings = Settings::Classes(chosen.clone());
    progress(0.0, "preparing the rows");
    let training_set = TrainingSet::read(table, spec)?;
    let classes = training_set.answers.classes();
    let train_labels = training_set.labels_at(&training_set.holdout.train);
    let (test_rows, test_labels) = (training_set.rows_at(&training_set.holdout.test), training_set.labels_at(&training_set.holdout.test));
    let names = training_set.names();
    let stages = f64::from(spec.folds + 1);
    let (encoding, train_frame) = made.prepared.map_or_else(|| training_set.prepare(&training_set.holdout.train), Ok)?;
    let mut warnings = training_set.warnings.clone();
    warnings.extend(unseen_classes(&train_labels, &test_labels, names));
    warnings.extend(encoding.filled(table, &training_set.rows));
    let started = clock();
    let mut fitting = |share: f64, doing: &str| progress(share / stages, doing);
    let model = training_set.fit_or_join(&settings, &encoding, &train_frame, made.model, &mut fitting)?.classifier()?;
    let fit_millis = made.fit_millis.unwrap_or_else(|| clock() - started).max(0.0);
    warnings.extend(model.warnings());

    let cross_validation = if spec.folds == 0 {
        None
    } else {
        let mut later = |share: f64, doing: &str| progress((1.0 + share * f64::from(spec.folds)) / stages, doing);
        Some(cross_validate(&training_set, &settings, made.folds, &mut later)?)
    };

    progress(1.0, "judging the model");
    let test_frame = encoding.frame(table, &test_rows)?;
    let started = clock();
    let shares = model.shares_of(&test_frame);
    let predict_millis = (clock() - started).max(0.0);
    let shares: Vec<Vec<f64>> = shares.chunks_exact(classes.len().max(1)).map(<[f64]>::to_vec).collect();
    let predicted: Vec<u32> = shares.iter().map(|row| largest(row) as u32).collect();
    let train_predicted = model.predict_own(&train_frame, &codes(&train_labels));
    let train_right = train_predicted.iter().zip(&train_labels).filter(|(found, label)| found == label).count();
    let confusion = Confusion::new(&test_labels, &predicted, classes.len());
    let right = test_labels.iter().zip(&predicted).filter(|(actual, predicted)| actual == predicted).count();
    let mut scores = scores(&test_labels, &predicted, &shares, classes.len());
    if !training_set.spec.model.kind().gives_probabilities {
        // A mark that only ranks has no log loss.
        scores.log_loss = None;
    }
    let curves = |draw: fn(&str, &[bool], &[f64]) -> Option<Curve>| curves(draw, &test_labels, &shares, classes);
    let report = TrainReport {
        spec: training_set.spec.clone(),
        features: encoding.summaries(),
        train_rows: train_labels.len() as u64,
        test_rows: test_rows.len() as u64,
        warnings,
        scores,
        baseline: baseline(&train_labels, &test_labels, classes.len()),
        train_accuracy: train_right as f64 / train_labels.len() as f64,
        accuracy_interval: wilson_interval(right as u64, test_rows.len() as u64),
        per_class: classes
            .iter()
            .enumerate()
            .map(|(class, label)| ClassScores {
                class: label.clone(),
                scores: confusion.of_class(class),
                support: confusion.support(class),
            })
            .collect(),
        confusion: confusion.counts().to_vec(),
        roc: curves(roc),
        precision_recall: curves(precision_recall),
        importances: model.importances(encoding.names()),
        cross_validation,
        oob_score: model.oob_score(),
        outcomes: outcomes(&test_rows, &test_labels, &predicted, &shares),
        fit_millis,
        predict_millis,
        classes: classes.to_vec(),
    };
    let points = Points::read(&training_set);
    Ok(Experiment { report, model, encoding, points })
}

impl Experiment {
    /// The model's answer for one row given as text; features left out or empty count as missing.
    pub fn predict(&self, row: &[(String, String)]) -> Result<Prediction, Error> {
        let columns = self.encoding.row(row)?.into_iter().map(|value| vec![value]).collect();
        let shares = self.model.shares_of(&Frame { columns, rows: 1 });
        let class = self.report.classes.get(largest(&shares)).cloned().unwrap_or_default();
        Ok(Prediction { class, probabilities: self.report.classes.iter().cloned().zip(shares).collect(), value: None })
    }
}

/// Without stratification a class may be missing from either part; scores that need it are then absent or 0.
fn unseen_classes<'a>(train: &'a [u32], test: &'a [u32], names: Names<'a>) -> impl Iterator<Item = Warning> + 'a {
    names.classes.iter().enumerate().filter_map(move |(class, label)| {
        let class = class as u32;
        let text = match (train.contains(&class), test.contains(&class)) {
            (false, _) => format!("no training row is of class '{label}', so the model cannot predict it; stratify the split"),
            (_, false) => format!("no test row is of class '{label}', so its recall counts as 0; stratify the split"),
            _ => return None,
        };
        Some(Warning { line: None, column: Some(names.target.into()), text })
    })
}

fn baseline(train: &[u32], test: &[u32], classes: usize) -> Scores {
    let majority = majority(train, classes);
    let mut share = vec![0.0; classes];
    share[majority as usize] = 1.0;
    scores(test, &vec![majority; test.len()], &vec![share; test.len()], classes)
}

fn curves(draw: fn(&str, &[bool], &[f64]) -> Option<Curve>, actual: &[u32], shares: &[Vec<f64>], classes: &[String]) -> Vec<Curve> {
    let first = usize::from(classes.len() == 2);
    let curve = |(class, label): (usize, &String)| {
        let positive: Vec<bool> = actual.iter().map(|actual| *actual as usize == class).collect();
        let scores: Vec<f64> = shares.iter().map(|row| row[class]).collect();
        draw(label, &positive, &scores)
    };
    classes.iter().enumerate().skip(first).filter_map(curve).collect()
}

fn outcomes(rows: &[u32], actual: &[u32], predicted: &[u32], shares: &[Vec<f64>]) -> Vec<Outcome> {
    let outcome = |(((row, actual), predicted), shares): (((&u32, &u32), &u32), &Vec<f64>)| Outcome {
        row: *row,
        actual: *actual,
        predicted: *predicted,
        confidence: shares[*predicted as usize],
    };
    rows.iter().zip(actual).zip(predicted).zip(shares).map(outcome).collect()
}
