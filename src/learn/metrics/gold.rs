//! Every metric against scikit-learn's value for the same rows.

use serde::Deserialize;

use super::{Confusion, log_loss, precision_recall, roc, roc_auc, scores, wilson_interval};
use crate::learn::validation::majority;
use crate::protocol::Averages;

const TOLERANCE: f64 = 1e-9;

#[derive(Deserialize)]
struct Gold {
    cases: Vec<Case>,
    baselines: Vec<Baseline>,
    wilson: Vec<(u64, u64, f64, f64)>,
}

#[derive(Deserialize)]
struct Baseline {
    train: Vec<u32>,
    #[serde(flatten)]
    case: Case,
}

#[derive(Deserialize)]
struct Case {
    actual: Vec<u32>,
    predicted: Vec<u32>,
    shares: Vec<Vec<f64>>,
    confusion: Vec<Vec<u64>>,
    accuracy: f64,
    balanced_accuracy: f64,
    #[serde(rename = "macro")]
    macro_avg: [f64; 3],
    weighted: [f64; 3],
    per_class: Vec<[f64; 3]>,
    roc_auc: Option<f64>,
    log_loss: f64,
    curves: Vec<Curves>,
}

#[derive(Deserialize)]
struct Curves {
    class: usize,
    roc_x: Vec<f64>,
    roc_y: Vec<f64>,
    roc_threshold: Vec<Option<f64>>,
    roc_area: f64,
    recall: Vec<f64>,
    precision: Vec<f64>,
    pr_threshold: Vec<Option<f64>>,
    average_precision: f64,
}

fn gold() -> Gold {
    serde_json::from_str(include_str!("../gold/metrics.json")).unwrap()
}

fn check(what: &str, found: impl IntoIterator<Item = f64>, wanted: impl IntoIterator<Item = f64>) {
    let (found, wanted): (Vec<f64>, Vec<f64>) = (found.into_iter().collect(), wanted.into_iter().collect());
    assert_eq!(found.len(), wanted.len(), "{what}: {found:?} against {wanted:?}");
    for (found, wanted) in found.iter().zip(&wanted) {
        assert!((found - wanted).abs() <= TOLERANCE, "{what}: {found} against {wanted}");
    }
}

fn check_averages(what: &str, found: Averages, wanted: [f64; 3]) {
    check(what, [found.precision, found.recall, found.f1], wanted);
}

fn check_case(case: &Case) {
    let classes = case.confusion.len();
    let confusion = Confusion::new(&case.actual, &case.predicted, classes);
    assert_eq!(confusion.counts(), case.confusion);
    check("accuracy", [confusion.accuracy()], [case.accuracy]);
    check("balanced accuracy", [confusion.balanced_accuracy()], [case.balanced_accuracy]);
    check_averages("macro", confusion.macro_avg(), case.macro_avg);
    check_averages("weighted", confusion.weighted_avg(), case.weighted);
    for (class, wanted) in case.per_class.iter().enumerate() {
        check_averages(&format!("class {class}"), confusion.of_class(class), *wanted);
    }
    check("log loss", log_loss(&case.actual, &case.shares), [case.log_loss]);
    let area = roc_auc(&case.actual, &case.shares, classes);
    assert_eq!(area.is_some(), case.roc_auc.is_some());
    check("roc auc", area, case.roc_auc);
}

#[test]
fn rates_areas_and_losses_are_scikit_learns() {
    let gold = gold();
    assert_eq!(gold.cases.len(), 5);
    gold.cases.iter().for_each(check_case);
}

#[test]
fn curves_are_scikit_learns_point_by_point() {
    let mut compared = 0;
    for case in &gold().cases {
        for wanted in &case.curves {
            let positive: Vec<bool> = case.actual.iter().map(|label| *label as usize == wanted.class).collect();
            let scores: Vec<f64> = case.shares.iter().map(|row| row[wanted.class]).collect();
            let found = roc("c", &positive, &scores).unwrap();
            check("fpr", found.x, wanted.roc_x.clone());
            check("tpr", found.y, wanted.roc_y.clone());
            assert_eq!(found.threshold, wanted.roc_threshold);
            check("roc area", [found.area], [wanted.roc_area]);
            let found = precision_recall("c", &positive, &scores).unwrap();
            check("recall", found.x, wanted.recall.clone());
            check("precision", found.y, wanted.precision.clone());
            assert_eq!(found.threshold, wanted.pr_threshold);
            check("average precision", [found.area], [wanted.average_precision]);
            compared += 1;
        }
    }
    assert!(compared >= 12, "{compared}");
}

#[test]
fn the_baseline_is_scikit_learns_most_frequent_class() {
    for baseline in &gold().baselines {
        let case = &baseline.case;
        let classes = case.confusion.len();
        let majority = majority(&baseline.train, classes);
        assert_eq!(vec![majority; case.actual.len()], case.predicted);
        check_case(case);
        let found = scores(&case.actual, &case.predicted, &case.shares, classes);
        check("baseline", [found.accuracy, found.roc_auc.unwrap()], [case.accuracy, 0.5]);
    }
}

#[test]
fn the_interval_is_scipys_wilson_interval() {
    for (right, rows, low, high) in gold().wilson {
        let found = wilson_interval(right, rows);
        check("wilson", [found.0, found.1], [low, high]);
    }
    assert_eq!(wilson_interval(0, 0), (0.0, 1.0));
}

#[test]
fn a_curve_needs_both_kinds_of_row() {
    assert_eq!(roc("c", &[true, true], &[0.1, 0.9]), None);
    assert_eq!(precision_recall("c", &[false, false], &[0.1, 0.9]), None);
    assert_eq!(roc("c", &[], &[]), None);
    assert_eq!(log_loss::<Vec<f64>>(&[], &[]), None);
}
