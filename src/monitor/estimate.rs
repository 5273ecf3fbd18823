//! Performance without labels: what calibrated probabilities say about how often the answers will be right.
//!
//! Confidence-based performance estimation as NannyML 0.13.1 codes it: a row's calibrated probability of a class counts as that
//! share of a row of the class, in the confusion matrix and under the ROC curve. Of two classes the second one's probability is
//! calibrated; of more, each one's against all others, and the row is scaled to sum to 1. It holds while the relation between
//! features and labels does: it sees data drift, never concept drift. The log loss is estimated in the same way, though NannyML
//! has none: each class's −ln p weighs as much as its calibrated probability.

use std::ops::Range;

use super::Error;
use super::chunks::{band, cut};
use super::isotonic::Isotonic;
use crate::protocol::EstimateSpec;
use crate::protocol::drift::{Check, ClassFigures, Performance};

/// Answers to rows: a share per class, row after row, and the class that was answered.
#[derive(Clone, Copy, Debug)]
pub struct Predicted<'a> {
    /// Number of classes, from 2.
    pub classes: usize,
    /// Share per class, row after row.
    pub shares: &'a [f64],
    /// Class of each row.
    pub answers: &'a [u32],
    /// Whether the area under the ROC curve is wanted of more than two classes: it sorts the rows once a class.
    pub with_roc_auc: bool,
}

impl<'a> Predicted<'a> {
    fn rows(&self, from: usize, to: usize) -> Self {
        Self { shares: &self.shares[from * self.classes..to * self.classes], answers: &self.answers[from..to], ..*self }
    }

    fn column(&self, class: usize) -> impl Iterator<Item = f64> + 'a {
        self.shares.iter().copied().skip(class).step_by(self.classes.max(1))
    }

    /// Lengths that fit, and finite shares.
    fn check(&self) -> Result<(), Error> {
        if self.answers.is_empty() {
            return Err(Error::NoRows { which: "prediction" });
        }
        if self.shares.iter().any(|share| !share.is_finite()) {
            return Err(Error::NotFinite { which: "list of probabilities" });
        }
        let (reference, current) = (self.shares.len() / self.classes.max(1), self.answers.len());
        if reference == current { Ok(()) } else { Err(Error::UnequalLength { reference, current, test: "an estimate" }) }
    }
}

/// Performance of answers whose truth is a share per class, row after row: 0 or 1 where labels are known, calibrated
/// probabilities where not.
///
/// As scikit-learn: with more than two classes a mean is over the classes that were answered or are true, and one that was never
/// answered has a precision of 0 in it.
pub fn performance(given: &Predicted, truth: &[f64]) -> Performance {
    let classes = given.classes;
    let (mut hits, mut weights, mut said) = (vec![0.0; classes], vec![0.0; classes], vec![0.0; classes]);
    let mut loss = 0.0;
    for ((shares, truth), answer) in given.shares.chunks_exact(classes).zip(truth.chunks_exact(classes)).zip(given.answers) {
        let answer = *answer as usize;
        said[answer] += 1.0;
        hits[answer] += truth[answer];
        for (class, weight) in truth.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            weights[class] += weight;
            loss -= weight * libm::log(shares[class].clamp(f64::EPSILON, 1.0 - f64::EPSILON));
        }
    }
    let rows = given.answers.len() as f64;
    let over = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
    let figures: Vec<ClassFigures> = (0..classes)
        .map(|class| ClassFigures {
            precision: over(hits[class], said[class]),
            recall: over(hits[class], weights[class]),
            f1: over(hits[class], 0.5 * (said[class] + weights[class])),
        })
        .collect();
    // Neither answered nor true, over neither true.
    let specificity = |class: usize| over(rows - weights[class] - said[class] + hits[class], rows - weights[class]);
    let here: Vec<usize> = (0..classes).filter(|class| said[*class] + weights[*class] > 0.0).collect();
    let mean = |of: &dyn Fn(usize) -> Option<f64>| {
        let sum: f64 = here.iter().map(|class| of(*class).unwrap_or(0.0)).sum();
        over(sum, here.len() as f64)
    };
    let area = |class: usize| {
        let truth: Vec<f64> = truth.iter().copied().skip(class).step_by(classes).collect();
        roc_auc(&given.column(class).collect::<Vec<f64>>(), &truth)
    };
    let mut found = Performance {
        rows: given.answers.len() as u64,
        accuracy: over(hits.iter().sum(), rows),
        log_loss: over(loss, rows),
        ..Performance::default()
    };
    if let (2, Some(second)) = (classes, figures.get(1)) {
        (found.f1, found.precision, found.recall) = (second.f1, second.precision, second.recall);
        (found.specificity, found.roc_auc) = (specificity(1), area(1));
    } else {
        found.f1 = mean(&|class| figures[class].f1);
        found.precision = mean(&|class| figures[class].precision);
        found.recall = mean(&|class| figures[class].recall);
        found.specificity = mean(&specificity);
        let areas: Option<Vec<f64>> = given.with_roc_auc.then(|| (0..classes).map(area).collect()).flatten();
        found.roc_auc = areas.and_then(|areas| over(areas.iter().sum(), classes as f64));
    }
    found.classes = figures;
    found
}

/// Area under the ROC curve; rows of equal score move together. Absent unless both classes weigh something.
pub(super) fn roc_auc(scores: &[f64], truth: &[f64]) -> Option<f64> {
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

/// What the reference taught: how to read probabilities, and how well its own chunks were answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimator {
    /// One for each class, or for the second of two; none if probabilities are taken as they are.
    isotonic: Vec<Isotonic>,
    chunks: Vec<Performance>,
    std_multiplier: f64,
}

impl Estimator {
    /// Learns from reference rows with labels, in time order.
    pub fn fit(given: &Predicted, labels: &[u32], spec: &EstimateSpec) -> Result<Self, Error> {
        given.check()?;
        let rows = given.answers.len();
        if labels.len() != rows {
            return Err(Error::UnequalLength { reference: rows, current: labels.len(), test: "an estimate" });
        }
        if !(2..=10_000).contains(&spec.chunk_number) {
            return Err(Error::parameter("chunk_number", spec.chunk_number, "a whole number from 2 to 10000"));
        }
        let least = spec.chunk_number as usize;
        if rows < least {
            return Err(Error::TooFew { which: "reference", found: rows, test: "an estimate by chunks", least });
        }
        let is = |class: usize| labels.iter().map(|label| f64::from(u8::from(*label as usize == class))).collect::<Vec<f64>>();
        let curve = |class: usize| Isotonic::fit(&given.column(class).collect::<Vec<f64>>(), &is(class));
        let isotonic = match (spec.calibrate, given.classes) {
            (false, _) => vec![],
            (true, 2) => vec![curve(1)?],
            (true, classes) => (0..classes).map(curve).collect::<Result<_, Error>>()?,
        };
        let truth = one_hot(labels, given.classes);
        let part = |part: Range<usize>| {
            let (own, own_labels) = (given.rows(part.start, part.end), &labels[part.clone()]);
            let mut found = performance(&own, &truth[part.start * given.classes..part.end * given.classes]);
            // A chunk of one class, or with one answer, says nothing about these; NannyML leaves them out of the band too.
            if [own.answers, own_labels].iter().any(|codes| codes.iter().all(|code| *code == codes[0])) {
                (found.f1, found.precision, found.recall) = (None, None, None);
            }
            found
        };
        let chunks = cut(rows, spec.chunk_number, spec.incomplete).into_iter().map(part).collect();
        Ok(Self { isotonic, chunks, std_multiplier: spec.std_multiplier })
    }

    /// The performance to be expected of these answers.
    pub fn estimate(&self, given: &Predicted) -> Result<Performance, Error> {
        given.check()?;
        let classes = given.classes;
        let mut truth = given.shares.to_vec();
        for row in truth.chunks_exact_mut(classes) {
            if classes == 2 {
                let second = self.isotonic.first().map_or_else(|| row[1].clamp(0.0, 1.0), |curve| curve.at(row[1]));
                row.copy_from_slice(&[1.0 - second, second]);
                continue;
            }
            row.iter_mut().zip(&self.isotonic).for_each(|(share, curve)| *share = curve.at(*share));
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|share| *share = if sum > 0.0 { *share / sum } else { 1.0 / classes as f64 });
        }
        Ok(performance(given, &truth))
    }

    /// The band in which a figure of the reference's chunks lies: mean ± some standard deviations, as far as the figure goes.
    pub fn band(&self, metric: impl Fn(&Performance) -> Option<f64>, most: f64) -> Option<(f64, f64)> {
        let values: Vec<Option<f64>> = self.chunks.iter().map(metric).collect();
        band(&values, self.std_multiplier).map(|(lower, upper)| (lower.max(0.0), upper.min(most)))
    }
}

/// A figure, measured or estimated, against its band.
pub fn against(value: Option<f64>, band: Option<(f64, f64)>) -> Check {
    let alert = value.zip(band).is_some_and(|(value, (lower, upper))| value < lower || value > upper);
    Check { value, lower: band.map(|band| band.0), upper: band.map(|band| band.1), alert }
}

/// Labels as shares per class, row after row.
pub fn one_hot(labels: &[u32], classes: usize) -> Vec<f64> {
    let mut truth = vec![0.0; labels.len() * classes];
    for (row, label) in truth.chunks_exact_mut(classes.max(1)).zip(labels) {
        if let Some(cell) = row.get_mut(*label as usize) {
            *cell = 1.0;
        }
    }
    truth
}
