//! A small report for the tests of this room: twelve rows, two classes, three mistakes.

use crate::protocol::train::{RegressReport, RegressionScores, Residuals};
use crate::protocol::{
    Averages, ClassScores, Comparison, DatasetRef, ModelSpec, Outcome, Scores, SplitSpec, TrainReport, TrainSpec, Trained,
};

/// Six cats (one mistaken) and six dogs (two mistaken).
pub(crate) fn report() -> TrainReport {
    let averages = Averages { precision: 0.7571, recall: 0.75, f1: 0.7483 };
    let scores = Scores {
        accuracy: 0.75,
        balanced_accuracy: 0.75,
        macro_avg: averages,
        weighted_avg: averages,
        roc_auc: Some(0.8),
        log_loss: Some(0.5),
    };
    let outcome = |row: u32, actual: u32, predicted: u32| Outcome { row, actual, predicted, confidence: 0.75 };
    TrainReport {
        spec: TrainSpec {
            dataset: DatasetRef::Sample("iris".into()),
            target: "animal".into(),
            features: vec!["size".into()],
            split: SplitSpec::default(),
            model: ModelSpec::RandomForest(Default::default()),
            folds: 0,
            prepare: Default::default(),
        },
        classes: vec!["cat".into(), "dog".into()],
        features: vec![],
        train_rows: 48,
        test_rows: 12,
        warnings: vec![],
        baseline: Scores { accuracy: 0.5, balanced_accuracy: 0.5, roc_auc: Some(0.5), ..scores.clone() },
        scores,
        train_accuracy: 1.0,
        accuracy_interval: (0.468, 0.911),
        per_class: ["cat", "dog"].map(|class| ClassScores { class: class.into(), scores: averages, support: 6 }).into(),
        confusion: vec![vec![5, 1], vec![2, 4]],
        roc: vec![],
        precision_recall: vec![],
        importances: vec![],
        cross_validation: None,
        oob_score: None,
        outcomes: [(0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 1), (1, 0), (1, 0), (1, 1), (1, 1), (1, 1), (1, 1)]
            .iter()
            .enumerate()
            .map(|(row, (actual, predicted))| outcome(row as u32, *actual, *predicted))
            .collect(),
        fit_millis: 4.0,
        predict_millis: 1.0,
    }
}

/// Two such reports with these accuracies; A alone is right on one row, B alone on two.
pub(crate) fn comparison(left: f64, right: f64, mcnemar_p: Option<f64>) -> Comparison {
    let trained = |accuracy: f64| {
        let mut report = report();
        report.scores.accuracy = accuracy;
        Trained { report, drawings: vec![] }
    };
    Comparison { left: trained(left), right: trained(right), mcnemar_p, only_left_right: 1, only_right_right: 2 }
}

/// A regression on 89 rows that beats the mean.
pub(crate) fn numbers() -> RegressReport {
    let scores = RegressionScores { mae: 40.0, mse: 2500.0, rmse: 50.0, r2: Some(0.5), median_ae: 33.0, mape: 0.4, max_error: 140.0 };
    RegressReport {
        spec: report().spec,
        features: vec![],
        train_rows: 353,
        test_rows: 89,
        warnings: vec![],
        baseline: RegressionScores { mae: 64.0, r2: Some(0.0), ..scores },
        train_scores: RegressionScores { mae: 15.0, ..scores },
        scores,
        mae_interval: Some((35.0, 46.0)),
        residuals: Residuals {
            target: "progression".into(),
            points: vec![],
            rows: 89,
            edges: vec![],
            counts: vec![],
            mean: 1.0,
            std: 50.0,
        },
        importances: vec![],
        cross_validation: vec![],
        oob_score: None,
        outcomes: vec![],
        fit_millis: 4.0,
    }
}
