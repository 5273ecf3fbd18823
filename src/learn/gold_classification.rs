//! Naive Bayes, nearest neighbours, support vector machines and penalised logistic regressions against scikit-learn's.

use linfa::ParamGuard;
use serde::Deserialize;
use serde_json::Value;

use super::bayes::NaiveBayesParams;
use super::logistic::LogisticParams;
use super::neighbours::KnnParams;
use super::svm::LinearSvcParams;
use super::testing::spec_of;
use crate::protocol::{LinearSvcSpec, LogisticSpec};

#[derive(Deserialize)]
struct Gold {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    columns: Vec<Vec<f64>>,
    labels: Vec<u8>,
    unknown: Vec<Vec<f64>>,
    classes: usize,
    models: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    model: String,
    settings: Value,
    answers: Vec<f64>,
    #[serde(default)]
    coef: Vec<Vec<f64>>,
    #[serde(default)]
    intercept: Vec<f64>,
    #[serde(default)]
    means: Vec<Vec<f64>>,
    #[serde(default)]
    variances: Vec<Vec<f64>>,
}

fn near(what: &str, found: &[f64], wanted: &[f64], tolerance: f64) {
    assert_eq!(found.len(), wanted.len(), "{what}");
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() <= tolerance * wanted.abs().max(1.0), "{what}: {found} against {wanted}");
    }
}

fn check(case: &Case, answer: &Answer) {
    let (what, silent) = (&answer.model, &mut |_: f64, _: &str| {});
    match answer.model.split('_').next().unwrap() {
        "bayes" => {
            let checked = NaiveBayesParams::new(&spec_of(&answer.settings), 0).check().unwrap();
            let model = checked.fit_columns(&case.columns, &case.labels, case.classes, silent).unwrap();
            near(what, &model.means().concat(), &answer.means.concat(), 1e-9);
            near(what, &model.variances().concat(), &answer.variances.concat(), 1e-9);
            near(what, &model.probabilities_of(&case.unknown), &answer.answers, 1e-9);
        }
        "knn" => {
            let checked = KnnParams::new(&spec_of(&answer.settings), 0).check().unwrap();
            let model = checked.fit_columns(&case.columns, &case.labels, case.classes, silent).unwrap();
            near(what, &model.probabilities_of(&case.unknown), &answer.answers, 1e-9);
        }
        "svm" => {
            let spec = LinearSvcSpec { tol: 1e-10, ..spec_of(&answer.settings) };
            let checked = LinearSvcParams::new(&spec, 0).check().unwrap();
            let model = checked.fit_columns(&case.columns, &case.labels, case.classes, silent).unwrap();
            near(what, &model.coefficients().concat(), &answer.coef.concat(), 1e-4);
            near(what, &model.intercepts(), &answer.intercept, 1e-4);
            near(what, &model.decision_of(&case.unknown), &answer.answers, 1e-4);
        }
        _ => {
            let spec = LogisticSpec { tol: 1e-8, max_iter: 10_000, ..spec_of(&answer.settings) };
            let checked = LogisticParams::new(&spec, 0).check().unwrap();
            let model = checked.fit_columns(&case.columns, &case.labels, case.classes, silent).unwrap();
            assert!(model.converged(), "{what}: {}", model.gradient());
            for feature in 0..model.features() {
                let wanted: Vec<f64> = answer.coef.iter().map(|class| class[feature]).collect();
                near(what, model.coefficients(feature), &wanted, 1e-4);
                let zeros = |weights: &[f64]| weights.iter().filter(|weight| **weight == 0.0).count();
                assert_eq!(zeros(model.coefficients(feature)), zeros(&wanted), "{what}");
            }
            // Intercepts of several classes are fixed up to a common constant.
            let centred = |values: &[f64]| -> Vec<f64> {
                let mean = if values.len() > 1 { values.iter().sum::<f64>() / values.len() as f64 } else { 0.0 };
                values.iter().map(|value| value - mean).collect()
            };
            near(what, &centred(model.intercepts()), &centred(&answer.intercept), 1e-4);
            near(what, &model.probabilities_of(&case.unknown), &answer.answers[..], 1e-4);
        }
    }
}

#[test]
fn classifiers_are_scikit_learns() {
    let gold: Gold = serde_json::from_str(include_str!("gold/classification.json")).unwrap();
    let mut compared = 0;
    for case in &gold.cases {
        for answer in &case.models {
            check(case, answer);
            compared += 1;
        }
    }
    assert_eq!(compared, 26);
}
