//! Scores by name, higher is better: what a search, a learning curve or a shuffle is judged by.
//!
//! The names are those of scikit-learn's `scoring`; losses carry `neg_` and count downwards.

use super::calibration::brier;
use super::probability::{average_precision, log_loss, roc_auc};
use super::regression::regression_scores;
use super::{Confusion, largest_of};
use crate::learn::Error;

/// Scores of a classifier, the usual one first.
pub const CLASS_SCORERS: [&str; 8] = [
    "accuracy",
    "balanced_accuracy",
    "f1_macro",
    "matthews_corrcoef",
    "roc_auc_ovr",
    "average_precision",
    "neg_log_loss",
    "neg_brier_score",
];

/// Scores of a model of numbers, the usual one first.
pub const NUMBER_SCORERS: [&str; 5] =
    ["r2", "neg_mean_absolute_error", "neg_root_mean_squared_error", "neg_median_absolute_error", "neg_mean_absolute_percentage_error"];

/// The score of these shares (one row per label); absent where undefined, as an area without both kinds of row.
pub fn score_classes<R: AsRef<[f64]>>(scoring: &str, actual: &[u32], shares: &[R], classes: usize) -> Result<Option<f64>, Error> {
    let confusion = || Confusion::new(actual, &largest_of(shares), classes);
    Ok(match scoring {
        _ if actual.is_empty() => None,
        "accuracy" => Some(confusion().accuracy()),
        "balanced_accuracy" => Some(confusion().balanced_accuracy()),
        "f1_macro" => Some(confusion().macro_avg().f1),
        "matthews_corrcoef" => Some(confusion().matthews()),
        "roc_auc_ovr" | "roc_auc" => roc_auc(actual, shares, classes),
        "average_precision" => average_precision(actual, shares, classes),
        "neg_log_loss" => log_loss(actual, shares).map(|loss| -loss),
        "neg_brier_score" => brier(actual, shares, classes).map(|loss| -loss),
        _ => return Err(unknown(scoring, &CLASS_SCORERS)),
    })
}

/// The score of these numbers; absent where undefined.
pub fn score_numbers(scoring: &str, actual: &[f64], predicted: &[f64]) -> Result<Option<f64>, Error> {
    if !NUMBER_SCORERS.contains(&scoring) {
        return Err(unknown(scoring, &NUMBER_SCORERS));
    }
    Ok(regression_scores(actual, predicted).and_then(|scores| match scoring {
        "neg_mean_absolute_error" => Some(-scores.mae),
        "neg_root_mean_squared_error" => Some(-scores.rmse),
        "neg_median_absolute_error" => Some(-scores.median_ae),
        "neg_mean_absolute_percentage_error" => Some(-scores.mape),
        _ => scores.r2,
    }))
}

fn unknown(scoring: &str, known: &[&str]) -> Error {
    Error::Parameter { name: "scoring", value: format!("'{scoring}'"), takes: format!("one of {}", known.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTUAL: [u32; 5] = [0, 1, 1, 0, 1];
    const SHARES: [[f64; 2]; 5] = [[0.8, 0.2], [0.3, 0.7], [0.6, 0.4], [0.5, 0.5], [0.1, 0.9]];

    #[test]
    fn every_named_score_is_defined_and_higher_for_better_answers() {
        let right: Vec<[f64; 2]> = ACTUAL.iter().map(|label| if *label == 1 { [0.0, 1.0] } else { [1.0, 0.0] }).collect();
        for scoring in CLASS_SCORERS {
            let score = |shares: &[[f64; 2]]| score_classes(scoring, &ACTUAL, shares, 2).unwrap().unwrap();
            assert!(score(&right) > score(&SHARES), "{scoring}");
        }
        for scoring in NUMBER_SCORERS {
            let score = |predicted: [f64; 3]| score_numbers(scoring, &[1.0, 5.0, 2.0], &predicted).unwrap().unwrap();
            assert!(score([1.0, 5.0, 2.0]) > score([2.0, 4.0, 2.5]), "{scoring}");
        }
    }

    #[test]
    fn scores_are_those_of_scikit_learn_by_hand() {
        let score = |scoring| score_classes(scoring, &ACTUAL, &SHARES, 2).unwrap().unwrap();
        // Row 2 is wrong; of equal shares the first class is taken. 5 of 6 pairs are in order.
        assert_eq!((score("accuracy"), score("roc_auc_ovr")), (0.8, 5.0 / 6.0));
        assert!((score("neg_brier_score") + (0.04 + 0.09 + 0.36 + 0.25 + 0.01) / 5.0).abs() < 1e-15);
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones_and_no_rows_with_nothing() {
        let error = score_numbers("mse", &[1.0], &[1.0]).unwrap_err().to_string();
        assert!(error.starts_with("scoring takes one of r2, neg_mean_absolute_error") && error.ends_with("not 'mse'"), "{error}");
        assert!(score_classes("auc", &ACTUAL, &SHARES, 2).is_err());
        assert_eq!(score_classes::<[f64; 2]>("accuracy", &[], &[], 2).unwrap(), None);
        assert_eq!(score_numbers("r2", &[], &[]).unwrap(), None);
    }
}
