//! Linear models, as the forms show them.

use super::{ModelKind, Param, ParamKind, Task};

/// `LogisticRegression`.
pub(super) const LOGISTIC_REGRESSION: ModelKind = ModelKind {
    id: "logistic_regression",
    title: "Logistic regression",
    about: "A weighted sum of the columns, turned into a probability; the first thing to try.",
    task: Task::Classification,
    sklearn: "sklearn.linear_model.LogisticRegression",
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
    ],
};
