//! Errors of numbers, calibration, agreement and clusterings against scikit-learn's values for the same rows.

use serde::Deserialize;

use super::calibration::{brier, calibration};
use super::cluster::{adjusted_rand, calinski_harabasz, cluster_scores, davies_bouldin, inertia, silhouette_of, silhouettes};
use super::probability::{average_precision, top_k_accuracy};
use super::regression::regression_scores;
use super::threshold::thresholds;
use super::{Confusion, precision_recall, roc, roc_auc};
use crate::learn::random::Random;
use crate::protocol::inspect::{BinStrategy, CostSpec};

const TOLERANCE: f64 = 1e-9;

#[derive(Deserialize)]
struct Gold {
    regression: Vec<Regression>,
    classification: Vec<Classification>,
    clusterings: Vec<Clustering>,
}

#[derive(Deserialize)]
struct Regression {
    actual: Vec<f64>,
    predicted: Vec<f64>,
    mae: f64,
    mse: f64,
    rmse: f64,
    median_ae: f64,
    mape: f64,
    max_error: f64,
    r2: Option<f64>,
}

#[derive(Deserialize)]
struct Classification {
    actual: Vec<u32>,
    predicted: Vec<u32>,
    shares: Vec<Vec<f64>>,
    brier: f64,
    matthews: f64,
    kappa: f64,
    f_half: Vec<f64>,
    f_two: Vec<f64>,
    specificity: Vec<f64>,
    average_precision: f64,
    top_2: Option<f64>,
    calibration: Vec<Bins>,
    /// Threshold, precision, recall, F1, specificity, accuracy, cost of a row.
    thresholds: Vec<[f64; 7]>,
}

#[derive(Deserialize)]
struct Bins {
    strategy: BinStrategy,
    bins: usize,
    positive: Vec<f64>,
    predicted: Vec<f64>,
    expected_error: f64,
}

#[derive(Deserialize)]
struct Clustering {
    columns: Vec<Vec<f64>>,
    labels: Vec<i32>,
    known: Vec<u32>,
    silhouette: f64,
    silhouettes: Vec<f64>,
    davies_bouldin: f64,
    calinski_harabasz: f64,
    adjusted_rand: f64,
}

fn gold() -> Gold {
    serde_json::from_str(include_str!("../gold/judging_metrics.json")).unwrap()
}

#[track_caller]
fn check(what: &str, found: impl IntoIterator<Item = f64>, wanted: impl IntoIterator<Item = f64>) {
    let (found, wanted): (Vec<f64>, Vec<f64>) = (found.into_iter().collect(), wanted.into_iter().collect());
    assert_eq!(found.len(), wanted.len(), "{what}: {found:?} against {wanted:?}");
    for (found, wanted) in found.iter().zip(&wanted) {
        assert!((found - wanted).abs() <= TOLERANCE * wanted.abs().max(1.0), "{what}: {found} against {wanted}");
    }
}

#[test]
fn errors_of_numbers_are_scikit_learns() {
    let gold = gold().regression;
    assert_eq!(gold.len(), 6);
    for case in gold {
        let found = regression_scores(&case.actual, &case.predicted).unwrap();
        let errors = [found.mae, found.mse, found.rmse, found.median_ae, found.mape, found.max_error];
        check("errors", errors, [case.mae, case.mse, case.rmse, case.median_ae, case.mape, case.max_error]);
        assert_eq!(found.r2.is_some(), case.r2.is_some());
        check("r2", found.r2, case.r2);
    }
}

#[test]
fn calibration_is_scikit_learns_bin_by_bin() {
    let mut compared = 0;
    for case in gold().classification {
        let classes: Vec<String> = (0..case.f_two.len()).map(|class| class.to_string()).collect();
        check("brier", brier(&case.actual, &case.shares, classes.len()), [case.brier]);
        for wanted in case.calibration {
            let found = calibration(&case.actual, &case.shares, &classes, wanted.bins, wanted.strategy).unwrap();
            check("share positive", found.bins.iter().map(|bin| bin.positive), wanted.positive);
            check("mean predicted", found.bins.iter().map(|bin| bin.predicted), wanted.predicted);
            check("expected error", [found.expected_error], [wanted.expected_error]);
            check("brier", [found.brier], [case.brier]);
            assert_eq!(found.bins.iter().map(|bin| bin.rows).sum::<u64>(), case.actual.len() as u64);
            compared += found.bins.len();
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn agreement_and_rankings_are_scikit_learns() {
    for case in gold().classification {
        let classes = case.f_two.len();
        let confusion = Confusion::new(&case.actual, &case.predicted, classes);
        check("matthews", [confusion.matthews()], [case.matthews]);
        check("kappa", confusion.kappa(), [case.kappa]);
        check("f 0.5", (0..classes).map(|class| confusion.f_beta(class, 0.5)), case.f_half);
        check("f 2", (0..classes).map(|class| confusion.f_beta(class, 2.0)), case.f_two);
        check("specificity", (0..classes).filter_map(|class| confusion.specificity(class)), case.specificity);
        check("average precision", average_precision(&case.actual, &case.shares, classes), [case.average_precision]);
        if let Some(wanted) = case.top_2 {
            check("top 2", top_k_accuracy(&case.actual, &case.shares, 2), [wanted]);
            check("top all", top_k_accuracy(&case.actual, &case.shares, classes), [1.0]);
        }
    }
}

#[test]
fn every_threshold_gives_scikit_learns_rates() {
    let costs = CostSpec { false_positive: 2.5, false_negative: 7.0, true_positive: -1.5, true_negative: 0.0 };
    let mut compared = 0;
    for case in gold().classification.iter().filter(|case| !case.thresholds.is_empty()) {
        let positive: Vec<bool> = case.actual.iter().map(|label| *label == 1).collect();
        let shares: Vec<f64> = case.shares.iter().map(|row| row[1]).collect();
        let found = thresholds("1", &positive, &shares, costs).unwrap();
        let points = &found.points[1..];
        assert_eq!(points.len(), case.thresholds.len());
        for (point, wanted) in points.iter().zip(&case.thresholds) {
            let rates = [point.precision, point.recall, point.f1, point.specificity, point.accuracy, point.cost];
            check("rates", [point.threshold.unwrap()].into_iter().chain(rates), *wanted);
        }
        let cheapest = case.thresholds.iter().map(|point| point[6]).fold(f64::INFINITY, f64::min);
        check("cheapest", [found.cheapest.cost], [cheapest]);
        check("calibrated", found.calibrated_threshold, [2.5 / 11.0]);
        compared += points.len();
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn clusterings_are_judged_as_scikit_learn_judges_them() {
    for case in gold().clusterings {
        let (columns, labels) = (&case.columns, &case.labels);
        check("davies-bouldin", davies_bouldin(columns, labels), [case.davies_bouldin]);
        check("calinski-harabasz", calinski_harabasz(columns, labels), [case.calinski_harabasz]);
        let known: Vec<i32> = case.known.iter().map(|label| *label as i32).collect();
        check("adjusted rand", [adjusted_rand(&known, labels), adjusted_rand(labels, &known)], [case.adjusted_rand; 2]);
        let found = silhouettes(columns, labels, 1000, 0).unwrap();
        check("silhouette", [found.mean], [case.silhouette]);
        let points: Vec<f64> = (0..labels.len()).flat_map(|row| columns.iter().map(move |column| column[row])).collect();
        let group: Vec<usize> = labels.iter().map(|label| (label + 1) as usize).collect();
        check("silhouettes", silhouette_of(&points, columns.len(), &group, 8), case.silhouettes);
        let all = cluster_scores(columns, labels, Some(&case.known), None, 0);
        assert_eq!(
            (all.noise, all.silhouette, all.silhouette_rows),
            (labels.iter().filter(|label| **label < 0).count() as u64, Some(found.mean), labels.len() as u64)
        );
        check("all", all.adjusted_rand, [case.adjusted_rand]);
    }
}

#[test]
fn one_group_and_a_group_per_row_cannot_be_judged() {
    let columns = vec![vec![1.0, 2.0, 4.0]];
    for labels in [[0, 0, 0], [0, 1, 2]] {
        assert_eq!((davies_bouldin(&columns, &labels), calinski_harabasz(&columns, &labels)), (None, None));
        assert_eq!(silhouettes(&columns, &labels, 10, 0), None);
    }
    assert_eq!(adjusted_rand(&[0, 0, 1], &[5, 5, 2]), 1.0);
    assert_eq!(inertia(&columns, &[vec![1.5], vec![5.0]], &[0, 0, 1]), 1.5);
}

#[test]
fn a_sample_judges_nearly_as_all_rows_do() {
    let mut random = Random::stream(4, 0);
    let labels: Vec<i32> = (0..3000).map(|row| i32::from(row % 3 == 0)).collect();
    let column = |random: &mut Random| labels.iter().map(|label| f64::from(*label) * 2.0 + f64::from(random.below(1000)) / 400.0).collect();
    let columns: Vec<Vec<f64>> = (0..3).map(|_| column(&mut random)).collect();
    let (all, sample) = (silhouettes(&columns, &labels, 3000, 1).unwrap(), silhouettes(&columns, &labels, 600, 1).unwrap());
    assert!((all.mean - sample.mean).abs() < 0.02, "{} and {}", all.mean, sample.mean);
    assert_eq!(sample.groups.iter().map(|group| group.1.len()).sum::<usize>(), 600);
    assert_eq!(Some(sample), silhouettes(&columns, &labels, 600, 1));
}

#[test]
fn an_area_is_the_area_of_its_curve() {
    for case in gold().classification.iter().filter(|case| case.f_two.len() == 2) {
        let positive: Vec<bool> = case.actual.iter().map(|label| *label == 1).collect();
        let scores: Vec<f64> = case.shares.iter().map(|row| row[1]).collect();
        check("roc", roc_auc(&case.actual, &case.shares, 2), roc("c", &positive, &scores).map(|curve| curve.area));
        let wanted = precision_recall("c", &positive, &scores).map(|curve| curve.area);
        check("precision-recall", average_precision(&case.actual, &case.shares, 2), wanted);
    }
}
