//! Several classes: scikit-learn's figures where labels are known, NannyML's estimates where not.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::gold_rules::uniforms;
use super::{Estimator, METRICS, Predicted, one_hot, performance};
use crate::protocol::EstimateSpec;
use crate::protocol::drift::ClassFigures;

#[derive(Deserialize)]
struct Gold {
    classes: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    calibrated: bool,
    measured: BTreeMap<String, f64>,
    /// Precision, recall and F1 of each class.
    per_class: [Vec<f64>; 3],
    /// By metric: one value per chunk, lower and upper limit.
    estimates: BTreeMap<String, (Vec<f64>, f64, f64)>,
}

/// Shares, answers and labels of `several` in `scripts/gold/monitor-nannyml.py`.
struct Several {
    classes: usize,
    shares: Vec<f64>,
    answers: Vec<u32>,
    labels: Vec<u32>,
}

impl Several {
    fn new(index: usize, side: usize) -> Self {
        let (classes, rows) = (3 + index % 3, [2000, 1530][side]);
        let seed = (2_000_000 + 1000 * index + 100 * side) as u64;
        let columns: Vec<Vec<f64>> = (0..classes).map(|class| uniforms(seed + class as u64, rows)).collect();
        let more = 0.3 * side as f64 * (index % 2) as f64;
        let mut made = Self { classes, shares: vec![], answers: vec![], labels: vec![] };
        for (row, drawn) in uniforms(seed + 50, rows).into_iter().enumerate() {
            let weight = |class: usize| columns[class][row] * columns[class][row] + 0.05 + if class == 0 { more } else { 0.0 };
            let total: f64 = (0..classes).map(weight).sum();
            let shares: Vec<f64> = (0..classes).map(|class| weight(class) / total).collect();
            let drawn = drawn * shares.iter().map(|share| share * share).sum::<f64>();
            let (mut reached, mut label) = (0.0, 0);
            for share in &shares[..classes - 1] {
                reached += share * share;
                label += u32::from(drawn >= reached);
            }
            let best = (1..classes).fold(0, |best, class| if shares[class] > shares[best] { class } else { best });
            made.shares.extend(shares);
            made.answers.push(best as u32);
            made.labels.push(label);
        }
        made
    }

    fn answered(&self) -> Predicted<'_> {
        Predicted { classes: self.classes, shares: &self.shares, answers: &self.answers, with_roc_auc: true }
    }
}

fn gold() -> Vec<Case> {
    serde_json::from_str::<Gold>(include_str!("gold/nannyml.json")).unwrap().classes
}

fn close(what: &str, found: Option<f64>, expected: f64, tolerance: f64) {
    let found = found.unwrap_or(f64::NAN);
    assert!((found - expected).abs() <= tolerance, "{what}: {found}, not {expected}");
}

#[test]
fn measured_figures_of_several_classes_are_scikit_learns() {
    for (index, case) in gold().iter().enumerate() {
        let now = Several::new(index, 1);
        let found = performance(&now.answered(), &one_hot(&now.labels, now.classes));
        for (name, metric) in METRICS.iter().filter(|(name, _)| *name != "specificity") {
            close(&format!("{name} of case {index}"), metric(&found), case.measured[*name], 1e-9);
        }
        close(&format!("log loss of case {index}"), found.log_loss, case.measured["log_loss"], 1e-9);
        let figures: [fn(&ClassFigures) -> Option<f64>; 3] = [|one| one.precision, |one| one.recall, |one| one.f1];
        for (of, expected) in figures.iter().zip(&case.per_class) {
            assert_eq!(expected.len(), found.classes.len());
            for (class, expected) in found.classes.iter().zip(expected) {
                close(&format!("a class of case {index}"), of(class), *expected, 1e-9);
            }
        }
    }
}

#[test]
fn estimates_and_bands_of_several_classes_are_nannymls_and_near_the_truth() {
    for (index, case) in gold().iter().enumerate() {
        let (before, now) = (Several::new(index, 0), Several::new(index, 1));
        let spec = EstimateSpec { calibrate: case.calibrated, ..EstimateSpec::default() };
        let estimator = Estimator::fit(&before.answered(), &before.labels, &spec).unwrap();
        let (size, classes) = (now.answers.len() / 10, now.classes);
        for part in 0..10 {
            let (shares, answers) =
                (&now.shares[part * size * classes..(part + 1) * size * classes], &now.answers[part * size..(part + 1) * size]);
            let estimate = estimator.estimate(&Predicted { shares, answers, ..now.answered() }).unwrap();
            for (name, metric) in METRICS {
                let (values, lower, upper) = &case.estimates[name];
                let what = format!("{name} of chunk {part} of case {index}");
                // NannyML rounds the ROC curve's counts to five decimals.
                close(&what, metric(&estimate), values[part], if name == "roc_auc" { 1e-6 } else { 1e-9 });
                let band = estimator.band(metric, 1.0);
                close(&what, band.map(|band| band.0), *lower, 1e-9);
                close(&what, band.map(|band| band.1), *upper, 1e-9);
            }
        }
        if case.calibrated {
            let realized = performance(&now.answered(), &one_hot(&now.labels, classes));
            let estimate = estimator.estimate(&now.answered()).unwrap();
            // Labels were drawn from the same rule, so the rest is sampling error of 1,530 rows and of the calibration.
            for (name, metric) in METRICS {
                close(&format!("{name} of case {index}"), metric(&estimate), metric(&realized).unwrap(), 0.05);
            }
            close(&format!("log loss of case {index}"), estimate.log_loss, realized.log_loss.unwrap(), 0.1);
        }
    }
}

#[test]
fn a_class_that_is_never_answered_or_never_there_has_no_figure_of_its_own() {
    let shares = [0.5, 0.3, 0.2, 0.1, 0.7, 0.2, 0.4, 0.35, 0.25];
    let given = Predicted { classes: 3, shares: &shares, answers: &[0, 1, 0], with_roc_auc: true };
    let found = performance(&given, &one_hot(&[0, 2, 0], 3));
    let [first, second, third] = found.classes.as_slice() else { panic!("{:?}", found.classes) };
    assert_eq!((first.precision, second.precision, third.precision), (Some(1.0), Some(0.0), None));
    assert_eq!((first.recall, second.recall, third.recall), (Some(1.0), None, Some(0.0)));
    // As scikit-learn 1.9.1 with zero_division=0: each of the three counts.
    assert_eq!((found.recall, found.precision, found.roc_auc), (Some(1.0 / 3.0), Some(1.0 / 3.0), None));
    // A class that is neither answered nor true is none of this window's.
    let found = performance(&Predicted { answers: &[0, 1, 0], ..given }, &one_hot(&[0, 1, 1], 3));
    assert_eq!(found.recall, Some(0.75));
}
