//! NannyML's distances, limits and alerts; its estimates without labels; its reconstruction errors.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::gold_rules::{number, text, uniforms};
use super::testing::column;
use super::{Estimator, METRICS, Predicted, against, compare_column, one_hot, performance};
use crate::dataset::{Column, Table};
use crate::protocol::{ChunkMethod, ChunkSpec, EstimateSpec, Incomplete};

#[derive(Deserialize)]
struct Gold {
    /// Per table, by column and method: reference, current, limit, alerts.
    chunks: Vec<BTreeMap<String, ChunkCase>>,
    estimates: Vec<EstimateCase>,
    multivariate: Vec<MultivariateCase>,
    left_over: Vec<LeftOverCase>,
}

type ChunkCase = (Vec<Option<f64>>, Vec<Option<f64>>, f64, Vec<bool>);

#[derive(Deserialize)]
struct EstimateCase {
    calibrated: bool,
    /// By metric: one value per chunk, lower and upper limit.
    #[serde(flatten)]
    metrics: BTreeMap<String, (Vec<Option<f64>>, f64, f64)>,
}

#[derive(Deserialize)]
struct LeftOverCase {
    incomplete: Incomplete,
    table: usize,
    calibrated: bool,
    chunks: ChunkCase,
    /// By metric: lower and upper limit.
    bands: BTreeMap<String, (f64, f64)>,
}

#[derive(Deserialize)]
struct MultivariateCase {
    reconstruction: (Vec<f64>, Vec<f64>, f64, f64),
    domain: Vec<f64>,
}

fn gold() -> Gold {
    serde_json::from_str(include_str!("gold/nannyml.json")).unwrap()
}

fn close(what: &str, found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance * expected.abs().max(1.0), "{what}: {found}, not {expected}");
}

fn words(values: Vec<f64>, shift: f64) -> Vec<Option<String>> {
    values
        .into_iter()
        .map(|drawn| {
            let drawn = (drawn + shift).min(0.999);
            Some(format!("c{}", (4.0 * drawn * drawn) as u32))
        })
        .collect()
}

/// One side of a table of `chunk_table` in `scripts/gold/monitor-nannyml.py`.
fn chunk_columns(index: usize, side: usize) -> Vec<Column> {
    let rows = if side == 0 { [1000, 1237, 640, 2003][index % 4] } else { [1000, 500, 999, 1500][(index / 2) % 4] };
    let seed = (500_000 + 1000 * index + 100 * side) as u64;
    let shift = side as f64 * 0.15 * (index % 5) as f64;
    let a = column(seed, rows, shift, 1.0 + 0.2 * shift, 0.0);
    let b = if index.is_multiple_of(3) {
        let steps = column(seed + 1, rows, 0.0, 2.0, 0.0);
        steps.into_iter().map(|value| libm::exp2((value * 8.0).floor() / 8.0)).collect()
    } else {
        column(seed + 1, rows, 0.0, 3.0, 2.0)
    };
    let mut word = words(uniforms(seed + 2, rows), 0.2 * shift);
    if side == 1 && index % 4 == 1 {
        word[..25].fill(Some("new".into()));
    }
    vec![number("a", a), number("b", b), text("word", word)]
}

#[test]
fn chunks_have_nannymls_distances_limits_and_alerts() {
    let method = |name: &str| serde_json::from_str::<ChunkMethod>(&format!("\"{name}\"")).unwrap();
    for (index, cases) in gold().chunks.iter().enumerate() {
        let (before, now) = (chunk_columns(index, 0), chunk_columns(index, 1));
        for (key, (reference, current, upper, alerts)) in cases {
            let (name, by) = key.split_once(' ').unwrap();
            let place = ["a", "b", "word"].iter().position(|column| *column == name).unwrap();
            let (continuous, categorical) = (method(by), method(by));
            let spec = ChunkSpec { continuous, categorical, incomplete: Incomplete::Keep, ..ChunkSpec::default() };
            let found = compare_column(&before[place], &now[place], &spec).unwrap();
            let what = format!("table {index}, {key}");
            assert_eq!((found.reference.len(), found.current.len()), (reference.len(), current.len()), "{what}");
            for (found, expected) in found.reference.iter().zip(reference).chain(found.current.iter().zip(current)) {
                close(&what, found.unwrap(), expected.unwrap(), 1e-9);
            }
            close(&what, found.upper.unwrap(), *upper, 1e-9);
            assert_eq!(&found.alerts, alerts, "{what}");
        }
    }
}

#[test]
fn rows_left_over_are_kept_dropped_or_appended_as_nannyml_does() {
    for case in gold().left_over {
        let incomplete = case.incomplete;
        let what = format!("{incomplete:?}, table {}", case.table);
        let (before, now) = (chunk_columns(case.table, 0), chunk_columns(case.table, 1));
        let found = compare_column(&before[0], &now[0], &ChunkSpec { incomplete, ..ChunkSpec::default() }).unwrap();
        let (reference, current, upper, alerts) = &case.chunks;
        assert_eq!((found.reference.len(), found.current.len()), (reference.len(), current.len()), "{what}");
        for (found, expected) in found.reference.iter().zip(reference).chain(found.current.iter().zip(current)) {
            close(&what, found.unwrap(), expected.unwrap(), 1e-9);
        }
        close(&what, found.upper.unwrap(), *upper, 1e-9);
        assert_eq!(&found.alerts, alerts, "{what}");
        let (scores, labels) = answers(case.table, 0);
        let (scores, labels) = (&scores[..1993], &labels[..1993]);
        let spec = EstimateSpec { calibrate: case.calibrated, incomplete, ..EstimateSpec::default() };
        let estimator = Estimator::fit(&given(&both(scores), &said(scores)), &codes(labels), &spec).unwrap();
        for (name, metric) in &METRICS {
            let (lower, upper) = estimator.band(metric, 1.0).unwrap();
            close(&format!("{name}, {what}"), lower, case.bands[*name].0, 1e-9);
            close(&format!("{name}, {what}"), upper, case.bands[*name].1, 1e-9);
        }
    }
}

/// Probabilities and labels of `answers` in the script.
fn answers(index: usize, side: usize) -> (Vec<f64>, Vec<bool>) {
    let rows = [2000, 1530][side];
    let seed = (900_000 + 1000 * index + 100 * side) as u64;
    let bells = column(seed, rows, 0.3 * side as f64 * (index % 3) as f64, 1.0 + 0.2 * (index % 2) as f64, 0.0);
    let scores: Vec<f64> = bells.into_iter().map(|bell| (0.5 + 0.25 * bell).clamp(0.001, 0.999)).collect();
    let labels = uniforms(seed + 1, rows).iter().zip(&scores).map(|(drawn, p)| *drawn < p * p * (3.0 - 2.0 * p)).collect();
    (scores, labels)
}

/// A share for each of two classes.
fn both(scores: &[f64]) -> Vec<f64> {
    scores.iter().flat_map(|score| [1.0 - score, *score]).collect()
}

fn said(scores: &[f64]) -> Vec<u32> {
    scores.iter().map(|score| u32::from(*score >= 0.5)).collect()
}

fn codes(labels: &[bool]) -> Vec<u32> {
    labels.iter().map(|label| u32::from(*label)).collect()
}

fn given<'a>(shares: &'a [f64], answers: &'a [u32]) -> Predicted<'a> {
    Predicted { classes: 2, shares, answers, with_roc_auc: false }
}

#[test]
fn performance_without_labels_is_nannymls_estimate_and_near_the_truth() {
    for (index, case) in gold().estimates.iter().enumerate() {
        let ((scores, labels), (now, truth)) = (answers(index, 0), answers(index, 1));
        let spec = EstimateSpec { calibrate: case.calibrated, ..EstimateSpec::default() };
        let estimator = Estimator::fit(&given(&both(&scores), &said(&scores)), &codes(&labels), &spec).unwrap();
        for (part, chunk) in now.chunks(now.len() / 10).enumerate() {
            let estimate = estimator.estimate(&given(&both(chunk), &said(chunk))).unwrap();
            for (name, metric) in &METRICS {
                let check = against(metric(&estimate), estimator.band(metric, 1.0));
                let (values, lower, upper) = &case.metrics[*name];
                let what = format!("{name} of chunk {part} of case {index}");
                // NannyML rounds the ROC curve's counts to five decimals.
                close(&what, metric(&estimate).unwrap(), values[part].unwrap(), if *name == "roc_auc" { 1e-6 } else { 1e-9 });
                close(&what, check.lower.unwrap(), *lower, 1e-9);
                close(&what, check.upper.unwrap(), *upper, 1e-9);
            }
        }
        let (shares, answers) = (both(&now), said(&now));
        let realized = performance(&given(&shares, &answers), &one_hot(&codes(&truth), 2));
        // NannyML calibrates only where its own check finds a gain; here the estimate is always calibrated.
        let calibrated = Estimator::fit(&given(&both(&scores), &said(&scores)), &codes(&labels), &EstimateSpec::default()).unwrap();
        let estimate = calibrated.estimate(&given(&shares, &answers)).unwrap();
        for (name, metric) in METRICS {
            // Labels were drawn from the same rule, so the rest is sampling error of 1,530 rows and of the calibration.
            close(&format!("{name} of case {index}"), metric(&estimate).unwrap(), metric(&realized).unwrap(), 0.05);
        }
    }
}

#[test]
fn rows_that_cannot_be_estimated_have_a_state() {
    let spec = EstimateSpec::default();
    let said = |scores: &[f64]| {
        Estimator::fit(&given(&both(scores), &vec![1; scores.len()]), &vec![1; scores.len()], &spec).unwrap_err().to_string()
    };
    assert_eq!(said(&[]), "the prediction data hold no values");
    assert_eq!(said(&[0.5, f64::NAN]), "the list of probabilities holds a value that is not finite");
    assert_eq!(said(&[0.5; 4]), "the reference data hold 4 values, and an estimate by chunks needs 10");
    let alike = Estimator::fit(&given(&both(&[0.7; 20]), &[1; 20]), &[1; 20], &spec).unwrap();
    let found = alike.estimate(&given(&both(&[0.7]), &[1])).unwrap();
    assert_eq!((found.accuracy, found.roc_auc, found.specificity), (Some(1.0), None, None));
}

/// One side of a table of `many_columns` in the script.
fn many_columns(index: usize, side: usize) -> Table {
    let rows = if side == 0 { 1500 } else { 1000 };
    let seed = (1_500_000 + 1000 * index + 100 * side) as u64;
    let a = column(seed, rows, 0.0, 1.0, 0.0);
    let slope = 0.8 - 0.5 * side as f64 * (index % 3) as f64;
    let b: Vec<f64> = a.iter().zip(column(seed + 1, rows, 0.0, 0.4, 0.0)).map(|(a, noise)| a * slope + noise).collect();
    let mut c = column(seed + 2, rows, 0.0, 5.0, 0.0);
    c.iter_mut().zip(uniforms(seed + 3, rows)).filter(|(_, drawn)| *drawn < 0.04).for_each(|(value, _)| *value = f64::NAN);
    let known = c.iter().map(|value| if value.is_nan() { 0.0 } else { *value });
    let d = b.iter().zip(known).zip(column(seed + 4, rows, 0.0, 0.5, 0.0)).map(|((b, c), noise)| b - 0.3 * c + noise).collect();
    let word = words(uniforms(seed + 5, rows), 0.0);
    Table { columns: vec![number("a", a), number("b", b), number("c", c), number("d", d), text("word", word)], rows, afterwards: vec![] }
}

fn rows_of(table: &Table, from: usize, to: usize) -> Table {
    let cut = |column: &Column| {
        let words = || (from..to).map(|row| column.text(row)).collect();
        let numbers = || (from..to).map(|row| column.number(row).unwrap_or(f64::NAN)).collect();
        if column.name == "word" { text("word", words()) } else { number(&column.name, numbers()) }
    };
    Table { columns: table.columns.iter().map(cut).collect(), rows: to - from, afterwards: vec![] }
}

#[test]
fn reconstruction_errors_and_their_band_are_nannymls() {
    let names = ["a", "b", "c", "d", "word"].map(String::from);
    for (index, case) in gold().multivariate.iter().enumerate() {
        let (reference, current) = (many_columns(index, 0), many_columns(index, 1));
        let fitted = super::Reconstruction::fit(&reference, &names).unwrap();
        let (before, now, lower, upper) = &case.reconstruction;
        for (table, size, expected) in [(&reference, 150, before), (&current, 100, now)] {
            for (part, expected) in expected.iter().enumerate() {
                let check = fitted.check(&rows_of(table, part * size, (part + 1) * size)).unwrap();
                close(&format!("chunk {part} of case {index}"), check.value.unwrap(), *expected, 1e-9);
                close("lower", check.lower.unwrap(), *lower, 1e-9);
                close("upper", check.upper.unwrap(), *upper, 1e-9);
            }
        }
    }
}

#[test]
fn the_domain_classifier_tells_sides_apart_where_lightgbm_does() {
    let names = ["a", "b", "c", "d", "word"].map(String::from);
    for (index, case) in gold().multivariate.iter().enumerate().take(3) {
        let (reference, current) = (many_columns(index, 0), many_columns(index, 1));
        for part in 0..2 {
            let window = rows_of(&current, part * 100, (part + 1) * 100);
            let check = super::domain_classifier(&reference, &window, &names, 3).unwrap();
            // Another learner and other folds: an AUC of 100 rows against 1,500 has a standard error of about 0.03.
            close(&format!("chunk {part} of case {index}"), check.value.unwrap(), case.domain[part], 0.12);
        }
    }
    let few = rows_of(&many_columns(0, 0), 0, 3);
    let error = super::domain_classifier(&many_columns(0, 0), &few, &names, 3).unwrap_err();
    assert_eq!(error.to_string(), "the current data hold 3 values, and the domain classifier needs 5");
}
