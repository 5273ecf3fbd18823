//! Linear models, as the forms show them.

use super::{Cost, CostLaw, ModelKind, Param, ParamKind, Task};
use crate::protocol::spec_linear::{PARAMS_LASSO, PARAMS_LINEAR, PARAMS_LINEAR_SVC, PARAMS_RIDGE};

/// `LogisticRegression`.
pub(super) const LOGISTIC_REGRESSION: ModelKind = ModelKind {
    id: "logistic_regression",
    title: "Logistic regression",
    about: "A weighted sum of the columns, turned into a probability; the first thing to try.",
    task: Task::Classification,
    sklearn: "sklearn.linear_model.LogisticRegression",
    scales: true,
    draws: false,
    probabilities: true,
    cost: Cost { law: CostLaw::Steps, nanos: 4.0 },
    params: &[
        Param {
            name: "C",
            kind: ParamKind::Number { min: 1e-4, max: 1e4 },
            default: "1.0",
            about: "How far weights may grow; smaller holds them back and smooths the model.",
            main: true,
        },
        Param {
            name: "max_iter",
            kind: ParamKind::Whole { min: 1, max: 10_000, optional: false },
            default: "100",
            about: "Steps the optimiser may take.",
            main: true,
        },
        Param {
            name: "tol",
            kind: ParamKind::Number { min: 1e-10, max: 1e-1 },
            default: "0.0001",
            about: "How flat the slope must be before it stops.",
            main: false,
        },
        Param { name: "fit_intercept", kind: ParamKind::Flag, default: "True", about: "Learn a constant beside the weights.", main: false },
        Param {
            name: "l1_ratio",
            kind: ParamKind::Number { min: 0.0, max: 1.0 },
            default: "0.0",
            about: "0 makes all weights smaller; 1 sets many of them to zero.",
            main: false,
        },
        Param {
            name: "class_weight",
            kind: ParamKind::Choice(&["None", "balanced"]),
            default: "None",
            about: "Balanced makes rows of rare classes count for more.",
            main: false,
        },
    ],
};

/// `LinearSVC`.
pub(super) const LINEAR_SVC: ModelKind = ModelKind {
    id: "linear_svc",
    title: "Linear SVM",
    about: "The straight boundary with the widest margin between the classes; it ranks rows but gives no probabilities.",
    task: Task::Classification,
    sklearn: "sklearn.svm.LinearSVC",
    scales: true,
    draws: true,
    probabilities: false,
    cost: Cost { law: CostLaw::Steps, nanos: 4.0 },
    params: PARAMS_LINEAR_SVC,
};

/// `LinearRegression`.
pub(super) const LINEAR_REGRESSION: ModelKind = ModelKind {
    id: "linear_regression",
    title: "Linear regression",
    about: "A weighted sum of the columns that makes the squared errors smallest; the first thing to try.",
    task: Task::Regression,
    sklearn: "sklearn.linear_model.LinearRegression",
    scales: true,
    draws: false,
    probabilities: false,
    cost: Cost { law: CostLaw::Once, nanos: 200.0 },
    params: PARAMS_LINEAR,
};

/// `Ridge`.
pub(super) const RIDGE: ModelKind = ModelKind {
    id: "ridge",
    title: "Ridge",
    about: "Linear regression whose weights are held back, so that related columns share the work.",
    task: Task::Regression,
    sklearn: "sklearn.linear_model.Ridge",
    scales: true,
    draws: false,
    probabilities: false,
    cost: Cost { law: CostLaw::Once, nanos: 200.0 },
    params: PARAMS_RIDGE,
};

/// `Lasso`.
pub(super) const LASSO: ModelKind = ModelKind {
    id: "lasso",
    title: "Lasso",
    about: "Linear regression that sets weights to zero where it can, and so chooses columns.",
    task: Task::Regression,
    sklearn: "sklearn.linear_model.Lasso",
    scales: true,
    draws: false,
    probabilities: false,
    cost: Cost { law: CostLaw::Once, nanos: 200.0 },
    params: PARAMS_LASSO,
};
