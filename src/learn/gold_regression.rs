//! Linear regressions and nearest neighbours against scikit-learn's.

use linfa::ParamGuard;
use serde::Deserialize;
use serde_json::Value;

use super::linear::{LassoParams, Linear, LinearParams, RidgeParams};
use super::neighbours::KnnParams;
use super::testing::spec_of;

#[derive(Deserialize)]
struct Gold {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    columns: Vec<Vec<f64>>,
    targets: Vec<f64>,
    unknown: Vec<Vec<f64>>,
    models: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    model: String,
    settings: Value,
    predictions: Vec<f64>,
    #[serde(default)]
    coef: Vec<f64>,
    #[serde(default)]
    intercept: f64,
}

/// Predictions and, of a linear model, its weights.
fn fitted(case: &Case, answer: &Answer) -> (Vec<f64>, Option<Linear>) {
    let (columns, targets, silent) = (&case.columns, &case.targets, &mut |_: f64, _: &str| {});
    let linear = match answer.model.split('_').next().unwrap() {
        "linear" => LinearParams::new(&spec_of(&answer.settings), 0).check().unwrap().fit_columns(columns, targets, silent),
        "ridge" => RidgeParams::new(&spec_of(&answer.settings), 0).check().unwrap().fit_columns(columns, targets, silent),
        "lasso" => {
            let lasso = LassoParams::new(&spec_of(&answer.settings), 0).check().unwrap().fit_columns(columns, targets, silent).unwrap();
            assert!(lasso.converged(), "{} {}: gap {}", case.name, answer.model, lasso.gap());
            Ok(lasso.linear().clone())
        }
        _ => {
            let knn = KnnParams::new(&spec_of(&answer.settings), 0).check().unwrap().regressor();
            return (knn.fit_columns(columns, targets, silent).unwrap().predict_of(&case.unknown), None);
        }
    };
    let linear = linear.unwrap();
    (linear.predict_of(&case.unknown), Some(linear))
}

fn near(what: &str, found: f64, wanted: f64, tolerance: f64) {
    assert!((found - wanted).abs() <= tolerance * wanted.abs().max(1.0), "{what}: {found} against {wanted}");
}

#[test]
fn regressions_are_scikit_learns() {
    let gold: Gold = serde_json::from_str(include_str!("gold/regression.json")).unwrap();
    let mut compared = 0;
    for case in &gold.cases {
        for answer in &case.models {
            let what = format!("{} {}", case.name, answer.model);
            let (predictions, linear) = fitted(case, answer);
            let tolerance = if linear.is_some() { 1e-6 } else { 1e-9 };
            assert_eq!(predictions.len(), answer.predictions.len());
            predictions.iter().zip(&answer.predictions).for_each(|(found, wanted)| near(&what, *found, *wanted, tolerance));
            if let Some(linear) = linear {
                assert_eq!(linear.coefficients().len(), answer.coef.len());
                linear.coefficients().iter().zip(&answer.coef).for_each(|(found, wanted)| near(&what, *found, *wanted, 1e-6));
                near(&what, linear.intercept(), answer.intercept, 1e-6);
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 25);
}
