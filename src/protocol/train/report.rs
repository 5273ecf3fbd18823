//! What came out: scores with their baselines, curves, importances, answers, a model as text. Shares are 0..=1.

use serde::{Deserialize, Serialize};

use super::spec::TrainSpec;
use crate::protocol::dataset::Warning;
use crate::protocol::drawing::Drawing;

/// The headline figures of one model on one set of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// Share of rows predicted right.
    pub accuracy: f64,
    /// Mean of the classes' recalls.
    pub balanced_accuracy: f64,
    /// Unweighted mean over classes.
    pub macro_avg: Averages,
    /// Mean over classes weighted by support.
    pub weighted_avg: Averages,
    /// One-vs-rest, macro average; binary: of the second class. Absent when a class has no test row.
    pub roc_auc: Option<f64>,
    /// Mean of −ln p(true class), probabilities clipped as scikit-learn does.
    pub log_loss: Option<f64>,
}

/// Precision, recall and F1 together; 0 where a denominator is 0, as scikit-learn's `zero_division=0`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Averages {
    /// Right among those predicted.
    pub precision: f64,
    /// Found among those present.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

/// One class's line of the classification report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassScores {
    /// Class label as in the data.
    pub class: String,
    /// Precision, recall, F1.
    pub scores: Averages,
    /// Test rows of this class.
    pub support: u64,
}

/// A curve of one class against the rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// Positive class.
    pub class: String,
    /// ROC: false-positive rate. Precision-recall: recall.
    pub x: Vec<f64>,
    /// ROC: true-positive rate. Precision-recall: precision.
    pub y: Vec<f64>,
    /// Threshold at each point; the ROC's first is absent (no row is positive).
    pub threshold: Vec<Option<f64>>,
    /// ROC: area under the curve. Precision-recall: average precision.
    pub area: f64,
}

/// How much one feature matters to the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Importance {
    /// Feature after encoding, such as `island=Biscoe`.
    pub feature: String,
    /// Trees: mean impurity decrease, all sum to 1. Logistic regression: mean |coefficient| on scaled features.
    pub value: f64,
    /// Standard deviation over the trees of a forest.
    pub std: Option<f64>,
}

/// Accuracy over the folds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CrossValidation {
    /// Accuracy of each fold.
    pub accuracy: Vec<f64>,
    /// Mean over folds.
    pub mean: f64,
    /// Standard deviation over folds (population, as `numpy.std`).
    pub std: f64,
    /// The majority-class baseline's mean over the same folds.
    pub baseline_mean: f64,
}

/// One metric over folds, with an interval that knows that the folds share their training rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoldScores {
    /// The metric, by scikit-learn's name.
    pub metric: String,
    /// One score per fold, repeat by repeat.
    pub scores: Vec<f64>,
    /// Mean over folds.
    pub mean: f64,
    /// Standard deviation over folds (population, as `numpy.std`).
    pub std: f64,
    /// Corrected 95% interval of the mean; absent below two folds.
    pub interval: Option<(f64, f64)>,
}

/// What happened to one test row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// 0-based row of the dataset.
    pub row: u32,
    /// True class, as an index into `classes`.
    pub actual: u32,
    /// Predicted class, as an index into `classes`.
    pub predicted: u32,
    /// Probability of the predicted class.
    pub confidence: f64,
}

/// A feature as the predict form needs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeatureSummary {
    /// Column name.
    pub name: String,
    /// Levels of a categorical feature, most frequent first; empty for a numeric one.
    pub levels: Vec<String>,
    /// Smallest training value of a numeric feature.
    pub min: f64,
    /// Largest training value of a numeric feature.
    pub max: f64,
    /// Median (numeric), as the form's first value.
    pub typical: f64,
    /// All training values are whole numbers.
    pub whole: bool,
}

/// Everything said about one trained model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainReport {
    /// What was asked, with every default filled in.
    pub spec: TrainSpec,
    /// Class labels, in the order of every per-class list (sorted; numbers by value).
    pub classes: Vec<String>,
    /// What the predict form shows.
    pub features: Vec<FeatureSummary>,
    /// Rows trained on.
    pub train_rows: u64,
    /// Rows tested on.
    pub test_rows: u64,
    /// What was left out or put right.
    pub warnings: Vec<Warning>,
    /// On the test rows.
    pub scores: Scores,
    /// Always the majority class of the training rows, on the test rows.
    pub baseline: Scores,
    /// On the training rows: a large gap to `scores` is over-fitting.
    pub train_accuracy: f64,
    /// Wilson 95% interval of the test accuracy.
    pub accuracy_interval: (f64, f64),
    /// One line per class.
    pub per_class: Vec<ClassScores>,
    /// `confusion[actual][predicted]`, test rows.
    pub confusion: Vec<Vec<u64>>,
    /// One-vs-rest; one curve for two classes (the second is positive).
    pub roc: Vec<Curve>,
    /// One-vs-rest; one curve for two classes.
    pub precision_recall: Vec<Curve>,
    /// Largest first.
    pub importances: Vec<Importance>,
    /// Present when folds were asked for.
    pub cross_validation: Option<CrossValidation>,
    /// Out-of-bag accuracy of a forest, when asked for.
    pub oob_score: Option<f64>,
    /// Every test row, in dataset order.
    pub outcomes: Vec<Outcome>,
    /// Wall time of the final fit alone, milliseconds; measured, so not part of what is reproducible.
    pub fit_millis: f64,
    /// Wall time of the model's answers to all test rows, milliseconds; measured likewise.
    #[serde(default)]
    pub predict_millis: f64,
}

/// A report and, if asked for, its charts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trained {
    /// The numbers.
    pub report: TrainReport,
    /// By name: `roc`, `precision_recall`, `importance`, `confusion`, `confidence`; empty unless asked for.
    pub drawings: Vec<(String, Drawing)>,
}

/// Two experiments beside each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The first.
    pub left: Trained,
    /// The second.
    pub right: Trained,
    /// Exact McNemar test of the two on shared test rows; absent when the test rows differ.
    pub mcnemar_p: Option<f64>,
    /// Shared test rows that only the first got right.
    pub only_left_right: u64,
    /// Shared test rows that only the second got right.
    pub only_right_right: u64,
}

/// What the model says of one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// Label of the most probable class; empty from a model of numbers.
    pub class: String,
    /// Probability per class, in the report's order; empty from a model of numbers.
    pub probabilities: Vec<(String, f64)>,
    /// The answer of a model of numbers.
    #[serde(default)]
    pub value: Option<f64>,
}

/// The model's answer over a plane of two features, the others held at their typical value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionRegions {
    /// The map.
    pub drawing: Drawing,
    /// Features that were held and their value.
    pub held: Vec<(String, String)>,
}

/// A file to take home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptText {
    /// Suggested file name.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// A fitted model as text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FittedModel {
    /// JSON; absent if it is longer than was wanted.
    pub model: Option<String>,
    /// Length of the text, in bytes; at the least, if it is far longer than was wanted.
    pub bytes: u64,
}

/// What a kept model answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// What it was trained as, every default filled in.
    pub spec: TrainSpec,
    /// The features it takes.
    pub features: Vec<FeatureSummary>,
    /// The answer to the row.
    pub prediction: Prediction,
    /// Of each of the rows: the class, counted from 0, and the share it gives that class; of a model of numbers the number, twice.
    pub answers: Vec<(f64, f64)>,
}
