//! Performance without labels: what calibrated probabilities say about how often the answers will be right.
//!
//! Confidence-based performance estimation as NannyML 0.13.1 codes it: a row's calibrated probability p counts as p of a
//! positive and 1 − p of a negative in the confusion matrix and under the ROC curve. It holds while the relation between
//! features and labels does: it sees data drift, never concept drift.

use super::Error;
use super::chunks::band;
use super::isotonic::Isotonic;
use crate::protocol::EstimateSpec;
use crate::protocol::report_monitor::{Check, Performance};

/// Performance of answers whose truth is a share: 0 or 1 where labels are known, a calibrated probability where not.
///
/// `scores` order the rows, `answers` are the model's own; all three are of one length.
pub fn performance(scores: &[f64], answers: &[bool], truth: &[f64]) -> Performance {
    let (mut hits, mut false_alarms, mut missed, mut quiet) = (0.0, 0.0, 0.0, 0.0);
    for (answer, share) in answers.iter().zip(truth) {
        if *answer {
            hits += share;
            false_alarms += 1.0 - share;
        } else {
            missed += share;
            quiet += 1.0 - share;
        }
    }
    let over = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
    Performance {
        rows: answers.len() as u64,
        accuracy: over(hits + quiet, answers.len() as f64),
        roc_auc: roc_auc(scores, truth),
        f1: over(hits, hits + 0.5 * (false_alarms + missed)),
        precision: over(hits, hits + false_alarms),
        recall: over(hits, hits + missed),
        specificity: over(quiet, quiet + false_alarms),
    }
}

/// Area under the ROC curve; rows of equal score move together. Absent unless both classes weigh something.
fn roc_auc(scores: &[f64], truth: &[f64]) -> Option<f64> {
    let mut places: Vec<usize> = (0..scores.len()).collect();
    places.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    let (mut hits, mut alarms, mut area) = (0.0, 0.0, 0.0);
    for group in places.chunk_by(|a, b| scores[*a] == scores[*b]) {
        let gained: f64 = group.iter().map(|place| truth[*place]).sum();
        let lost = group.len() as f64 - gained;
        area += lost * (hits + gained / 2.0);
        hits += gained;
        alarms += lost;
    }
    (hits > 0.0 && alarms > 0.0).then(|| area / (hits * alarms))
}

/// Takes one figure out of a performance.
pub type Metric = fn(&Performance) -> Option<f64>;

/// The figures of a performance by scikit-learn's names.
pub const METRICS: [(&str, Metric); 6] = [
    ("accuracy", |one| one.accuracy),
    ("roc_auc", |one| one.roc_auc),
    ("f1", |one| one.f1),
    ("precision", |one| one.precision),
    ("recall", |one| one.recall),
    ("specificity", |one| one.specificity),
];

/// What the reference taught: how to read probabilities, and how far each figure varies from chunk to chunk.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimator {
    isotonic: Option<Isotonic>,
    bands: Vec<Option<(f64, f64)>>,
}

impl Estimator {
    /// Learns from reference rows with labels, in time order. All three lists are of one length.
    pub fn fit(scores: &[f64], answers: &[bool], labels: &[bool], spec: &EstimateSpec) -> Result<Self, Error> {
        same_length(scores, answers.len())?;
        same_length(scores, labels.len())?;
        if !(2..=10_000).contains(&spec.chunk_number) {
            return Err(Error::parameter("chunk_number", spec.chunk_number, "a whole number from 2 to 10000"));
        }
        if scores.len() < spec.chunk_number as usize {
            let least = spec.chunk_number as usize;
            return Err(Error::TooFew { which: "reference", found: scores.len(), test: "an estimate by chunks", least });
        }
        let truth: Vec<f64> = labels.iter().map(|label| f64::from(u8::from(*label))).collect();
        let isotonic = if spec.calibrate { Some(Isotonic::fit(scores, &truth)?) } else { None };
        let size = scores.len() / spec.chunk_number as usize;
        let chunks = scores.chunks(size).zip(answers.chunks(size)).zip(truth.chunks(size));
        let realized: Vec<Performance> = chunks.map(|((scores, answers), truth)| performance(scores, answers, truth)).collect();
        let of = |metric: Metric| {
            let values: Vec<Option<f64>> = realized.iter().map(metric).collect();
            band(&values, spec.std_multiplier).map(|(lower, upper)| (lower.max(0.0), upper.min(1.0)))
        };
        let bands = METRICS.iter().map(|(_, metric)| of(*metric)).collect();
        Ok(Self { isotonic, bands })
    }

    /// The performance to be expected of these answers.
    pub fn estimate(&self, scores: &[f64], answers: &[bool]) -> Result<Performance, Error> {
        same_length(scores, answers.len())?;
        let truth: Vec<f64> = match &self.isotonic {
            Some(isotonic) => scores.iter().map(|score| isotonic.at(*score)).collect(),
            None => scores.iter().map(|score| score.clamp(0.0, 1.0)).collect(),
        };
        Ok(performance(scores, answers, &truth))
    }

    /// Each figure, measured or estimated, against its band, in the order of [`METRICS`].
    pub fn checks(&self, found: &Performance) -> Vec<(&'static str, Check)> {
        let check = |((name, metric), band): (&(&'static str, Metric), &Option<(f64, f64)>)| {
            let value = metric(found);
            let (lower, upper) = (band.map(|band| band.0), band.map(|band| band.1));
            let outside = |value: f64| lower.is_some_and(|lower| value < lower) || upper.is_some_and(|upper| value > upper);
            (*name, Check { value, lower, upper, alert: value.is_some_and(outside) })
        };
        METRICS.iter().zip(&self.bands).map(check).collect()
    }
}

fn same_length(scores: &[f64], found: usize) -> Result<(), Error> {
    if scores.is_empty() {
        return Err(Error::NoRows { which: "prediction" });
    }
    if scores.iter().any(|score| !score.is_finite()) {
        return Err(Error::NotFinite { which: "list of probabilities" });
    }
    if found == scores.len() { Ok(()) } else { Err(Error::UnequalLength { reference: scores.len(), current: found, test: "an estimate" }) }
}
