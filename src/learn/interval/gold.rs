//! Distributions, fold intervals and bootstrap ends against scipy's.

use serde::Deserialize;

use super::bootstrap::{BootstrapMetrics, bca_ends, bootstrap, percentile_ends};
use super::bootstrap_metrics::{ClassificationBootstrap, RegressionBootstrap};
use super::distribution::{normal_cdf, normal_quantile, student_above, student_quantile};
use super::folds::{corrected_t_test, fold_scores};
use crate::learn::metrics::regression::regression_scores;
use crate::learn::metrics::{calibration, scores};
use crate::learn::random::Random;
use crate::protocol::inspect::{BootstrapMethod, BootstrapSpec};

#[derive(Deserialize)]
struct Gold {
    distributions: Distributions,
    folds: Vec<Folds>,
    bootstraps: Vec<Bootstrap>,
    whole: Whole,
}

#[derive(Deserialize)]
struct Distributions {
    normal_quantile: Vec<(f64, f64)>,
    normal_cdf: Vec<(f64, f64)>,
    student_quantile: Vec<(f64, f64, f64)>,
    student_above: Vec<(f64, f64, f64)>,
}

#[derive(Deserialize)]
struct Folds {
    scores: Vec<f64>,
    train: usize,
    test: usize,
    mean: f64,
    std: f64,
    interval: (f64, f64),
    differences: Vec<f64>,
    t: f64,
    p: f64,
}

#[derive(Deserialize)]
struct Bootstrap {
    drawn: Vec<f64>,
    estimate: f64,
    left_out: Vec<f64>,
    bca: (f64, f64),
    percentile: (f64, f64),
}

#[derive(Deserialize)]
struct Whole {
    actual: Vec<u32>,
    share: Vec<f64>,
    values: Vec<f64>,
    guess: Vec<f64>,
    accuracy: (f64, f64),
    roc_auc: (f64, f64),
    f1_macro: (f64, f64),
    brier_score: (f64, f64),
    r2: (f64, f64),
    median_absolute_error: (f64, f64),
}

fn gold() -> Gold {
    serde_json::from_str(include_str!("../gold/intervals.json")).unwrap()
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0), "{found} against {wanted}");
}

/// A probability, however small, to one part in 10⁹.
#[track_caller]
fn near_p(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs(), "{found} against {wanted}");
}

#[test]
fn distributions_are_scipys() {
    let gold = gold().distributions;
    gold.normal_quantile.iter().for_each(|(share, wanted)| near(normal_quantile(*share), *wanted));
    gold.normal_cdf.iter().for_each(|(z, wanted)| near_p(normal_cdf(*z), *wanted));
    gold.student_quantile.iter().for_each(|(share, freedom, wanted)| near(student_quantile(*share, *freedom), *wanted));
    gold.student_above.iter().for_each(|(t, freedom, wanted)| near_p(student_above(*t, *freedom), *wanted));
}

#[test]
fn fold_intervals_are_the_formulas_in_scipy() {
    for case in gold().folds {
        let found = fold_scores("accuracy", &case.scores, case.train, case.test);
        let interval = found.interval.unwrap();
        let pairs = [(found.mean, case.mean), (found.std, case.std), (interval.0, case.interval.0), (interval.1, case.interval.1)];
        pairs.iter().for_each(|(found, wanted)| near(*found, *wanted));
        let (t, p) = corrected_t_test(&case.differences, case.train, case.test).unwrap();
        near(t, case.t);
        near_p(p, case.p);
    }
    assert_eq!(fold_scores("accuracy", &[0.5], 8, 2).interval, None);
    assert_eq!(corrected_t_test(&[0.1, 0.1, 0.1], 8, 2), None);
}

#[test]
fn ends_from_the_same_draws_are_scipys() {
    for case in gold().bootstraps {
        let mut drawn = case.drawn;
        drawn.sort_unstable_by(f64::total_cmp);
        let (low, high) = percentile_ends(&drawn, 0.9).unwrap();
        near(low, case.percentile.0);
        near(high, case.percentile.1);
        let (low, high) = bca_ends(&drawn, case.estimate, &case.left_out, 0.9).unwrap();
        near(low, case.bca.0);
        near(high, case.bca.1);
    }
}

/// Rows, actual and predicted labels, and shares of both classes.
fn binary(whole: &Whole) -> (Vec<u32>, Vec<[f64; 2]>) {
    let predicted = whole.share.iter().map(|share| u32::from(*share > 0.5)).collect();
    (predicted, whole.share.iter().map(|share| [1.0 - share, *share]).collect())
}

#[test]
fn our_draws_give_scipys_intervals() {
    let whole = gold().whole;
    let (predicted, shares) = binary(&whole);
    let spec = BootstrapSpec { resamples: 10_000, ..BootstrapSpec::default() };
    let classifier = ClassificationBootstrap::new(&whole.actual, &predicted, &shares, 2);
    let regression = RegressionBootstrap::new(&whole.values, &whole.guess);
    let mut found = bootstrap(&classifier, &spec, &mut |_, _| {}).unwrap();
    found.extend(bootstrap(&regression, &spec, &mut |_, _| {}).unwrap());
    for (metric, wanted) in [
        ("accuracy", whole.accuracy),
        ("roc_auc", whole.roc_auc),
        ("f1_macro", whole.f1_macro),
        ("brier_score", whole.brier_score),
        ("r2", whole.r2),
        ("median_absolute_error", whole.median_absolute_error),
    ] {
        let interval = found.iter().find(|interval| interval.metric == metric).unwrap();
        // Both are quantiles of draws: their own error is some 2% of the width.
        let slack = 0.05 * (wanted.1 - wanted.0);
        assert!((interval.low - wanted.0).abs() < slack && (interval.high - wanted.1).abs() < slack, "{interval:?} against {wanted:?}");
        assert!(interval.low < interval.value && interval.value < interval.high && interval.resamples == 10_000);
    }
}

#[test]
fn a_weight_counts_as_that_many_copies_of_the_row() {
    let whole = gold().whole;
    let (predicted, shares) = binary(&whole);
    let mut random = Random::stream(9, 9);
    let weights: Vec<u32> = whole.actual.iter().map(|_| random.below(4)).collect();
    let rows: Vec<usize> = weights.iter().enumerate().flat_map(|(row, weight)| vec![row; *weight as usize]).collect();
    let labels = |from: &[u32]| rows.iter().map(|row| from[*row]).collect::<Vec<u32>>();
    let copied: Vec<[f64; 2]> = rows.iter().map(|row| shares[*row]).collect();
    let wanted = scores(&labels(&whole.actual), &labels(&predicted), &copied, 2);
    let brier = calibration::brier(&labels(&whole.actual), &copied, 2);
    let by_order = |order: &[u32]| order.iter().map(|row| weights[*row as usize]).collect::<Vec<u32>>();
    let metrics = ClassificationBootstrap::new(&whole.actual, &predicted, &shares, 2);
    let found = metrics.of(&by_order(metrics.order()));
    let averages = wanted.macro_avg;
    let six = [wanted.accuracy, wanted.balanced_accuracy, averages.precision, averages.recall, averages.f1].map(Some);
    found.iter().zip(six).for_each(|(found, wanted)| near(found.unwrap(), wanted.unwrap()));
    let three = [wanted.roc_auc, wanted.log_loss, brier].map(Option::unwrap);
    found[6..].iter().zip(three).for_each(|(found, wanted)| near(found.unwrap(), wanted));

    let numbers = |from: &[f64]| rows.iter().map(|row| from[*row]).collect::<Vec<f64>>();
    let wanted = regression_scores(&numbers(&whole.values), &numbers(&whole.guess)).unwrap();
    let metrics = RegressionBootstrap::new(&whole.values, &whole.guess);
    let found = metrics.of(&by_order(metrics.order()));
    let five = [wanted.r2.unwrap(), wanted.mae, wanted.rmse, wanted.median_ae, wanted.mape];
    found.iter().zip(five).for_each(|(found, wanted)| near(found.unwrap(), wanted));
}

#[test]
fn the_same_seed_gives_the_same_ends_and_bca_moves_them() {
    let whole = gold().whole;
    let metrics = RegressionBootstrap::new(&whole.values, &whole.guess);
    let run = |method, seed| bootstrap(&metrics, &BootstrapSpec { method, seed, ..BootstrapSpec::default() }, &mut |_, _| {}).unwrap();
    let plain = run(BootstrapMethod::Percentile, 1);
    assert_eq!(plain, run(BootstrapMethod::Percentile, 1));
    assert_ne!(plain, run(BootstrapMethod::Percentile, 2));
    let shifted = run(BootstrapMethod::Bca, 1);
    assert!(
        plain.iter().zip(&shifted).all(|(a, b)| a.value == b.value && a.low != b.low && (a.low - b.low).abs() < 0.3 * (a.high - a.low))
    );
}

#[test]
fn what_cannot_be_drawn_is_refused_or_left_out() {
    let labels = ClassificationBootstrap::new::<[f64; 2]>(&[1, 1, 1], &[1, 0, 1], &[], 2);
    let found = bootstrap(&labels, &BootstrapSpec::default(), &mut |_, _| {}).unwrap();
    assert_eq!(found.len(), 6);
    let one_kind = ClassificationBootstrap::new(&[1, 1, 1], &[1, 0, 1], &[[0.2, 0.8], [0.7, 0.3], [0.0, 1.0]], 2);
    let found = bootstrap(&one_kind, &BootstrapSpec::default(), &mut |_, _| {}).unwrap();
    assert!(found.iter().all(|interval| interval.metric != "roc_auc") && found.len() == 8);
    let error = bootstrap(&labels, &BootstrapSpec { resamples: 3, ..BootstrapSpec::default() }, &mut |_, _| {}).unwrap_err();
    assert_eq!(error.to_string(), "resamples takes a whole number from 100 to 10000, not 3");
    let none = RegressionBootstrap::new(&[], &[]);
    assert_eq!(bootstrap(&none, &BootstrapSpec::default(), &mut |_, _| {}).unwrap(), []);
}
