//! Linear models: logistic regression, the linear support vector machine, and the linear regressions.

use serde::{Deserialize, Serialize};

use super::check::Hyperparameters;
use super::class_weight::{CLASS_WEIGHT, ClassWeight};
use super::kind::{Cost, CostLaw, Importances, ModelKind, Task};
use super::param::{Interval, Param};

/// Hyper-parameters of a logistic regression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogisticSpec {
    /// Inverse strength of the penalty, 1e-4..=1e4.
    #[serde(rename = "C")]
    pub c: f64,
    /// Steps of the optimiser at most, 1..=10000.
    pub max_iter: u32,
    /// Gradient size at which it stops, 1e-10..=0.1.
    pub tol: f64,
    /// Learn an intercept.
    pub fit_intercept: bool,
    /// Share of the penalty that goes by absolute values, 0 (squares only) to 1 (absolute values only).
    pub l1_ratio: f64,
    /// Class weights.
    pub class_weight: ClassWeight,
}

impl Default for LogisticSpec {
    fn default() -> Self {
        Self { c: 1.0, max_iter: 100, tol: 1e-4, fit_intercept: true, l1_ratio: 0.0, class_weight: ClassWeight::None }
    }
}

impl Hyperparameters for LogisticSpec {
    const PARAMS: &'static [Param] = &[
        c("How far weights may grow; smaller holds them back and smooths the model."),
        Param::whole("max_iter", 1..=10_000, "100", "Steps the optimiser may take.").main(),
        FLATNESS,
        FIT_INTERCEPT,
        Param::number("l1_ratio", Interval::closed(0.0, 1.0), "0.0", "0 makes all weights smaller; 1 sets many of them to zero."),
        CLASS_WEIGHT,
    ];
}

/// Settings of `sklearn.svm.LinearSVC` with its squared hinge loss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinearSvcSpec {
    /// Inverse strength of the penalty, 1e-4..=1e4.
    #[serde(rename = "C")]
    pub c: f64,
    /// Steps of the optimiser per class at most, 1..=10000.
    pub max_iter: u32,
    /// Length of the gradient at which it stops, as a share of its length at the start, 1e-10..=0.1.
    pub tol: f64,
    /// Learn an intercept; it is held back as a weight is.
    pub fit_intercept: bool,
    /// Class weights.
    pub class_weight: ClassWeight,
}

impl Default for LinearSvcSpec {
    fn default() -> Self {
        Self { c: 1.0, max_iter: 1000, tol: 1e-4, fit_intercept: true, class_weight: ClassWeight::None }
    }
}

impl Hyperparameters for LinearSvcSpec {
    const PARAMS: &'static [Param] = &[
        c("How much rows on the wrong side count; smaller keeps the margin wide and the model simple."),
        Param::whole("max_iter", 1..=10_000, "1000", "Steps the optimiser may take."),
        FLATNESS,
        FIT_INTERCEPT,
        CLASS_WEIGHT,
    ];
}

/// Settings of `sklearn.linear_model.LinearRegression`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinearSpec {
    /// Learn an intercept.
    pub fit_intercept: bool,
    /// Directions that vary less than this share of the strongest one are left out, 1e-12..=0.1.
    pub tol: f64,
}

impl Default for LinearSpec {
    fn default() -> Self {
        Self { fit_intercept: true, tol: 1e-6 }
    }
}

impl Hyperparameters for LinearSpec {
    const PARAMS: &'static [Param] = &[
        FIT_INTERCEPT,
        Param::number(
            "tol",
            Interval::closed(1e-12, 0.1),
            "1e-6",
            "How weak a direction in the columns must be, beside the strongest, to be left out.",
        ),
    ];
}

/// Settings of `sklearn.linear_model.Ridge`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RidgeSpec {
    /// Strength of the squared penalty, 1e-6..=1e6.
    pub alpha: f64,
    /// Learn an intercept.
    pub fit_intercept: bool,
}

impl Default for RidgeSpec {
    fn default() -> Self {
        Self { alpha: 1.0, fit_intercept: true }
    }
}

impl Hyperparameters for RidgeSpec {
    const PARAMS: &'static [Param] = &[alpha("How strongly weights are held back; more makes all of them smaller."), FIT_INTERCEPT];
}

/// Settings of `sklearn.linear_model.Lasso`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LassoSpec {
    /// Strength of the absolute penalty, 1e-6..=1e6.
    pub alpha: f64,
    /// Rounds over all weights at most, 1..=100000.
    pub max_iter: u32,
    /// Duality gap at which it stops, as a share of the target's sum of squares, 1e-12..=0.1.
    pub tol: f64,
    /// Learn an intercept.
    pub fit_intercept: bool,
}

impl Default for LassoSpec {
    fn default() -> Self {
        Self { alpha: 1.0, max_iter: 1000, tol: 1e-4, fit_intercept: true }
    }
}

impl Hyperparameters for LassoSpec {
    const PARAMS: &'static [Param] = &[
        alpha("How strongly weights are held back; more sets more of them to zero."),
        Param::whole("max_iter", 1..=100_000, "1000", "Rounds over all weights that it may take."),
        Param::number("tol", Interval::closed(1e-12, 0.1), "0.0001", "How near the best loss it must be before it stops."),
        FIT_INTERCEPT,
    ];
}

const fn c(about: &'static str) -> Param {
    Param::number("C", Interval::closed(1e-4, 1e4), "1.0", about).main()
}

const fn alpha(about: &'static str) -> Param {
    Param::number("alpha", Interval::closed(1e-6, 1e6), "1.0", about).main()
}

const FLATNESS: Param = Param::number("tol", Interval::closed(1e-10, 0.1), "0.0001", "How flat the slope must be before it stops.");
const FIT_INTERCEPT: Param = Param::flag("fit_intercept", "True", "Learn a constant beside the weights.");

/// `LogisticRegression`.
pub(super) const LOGISTIC_REGRESSION: ModelKind = ModelKind {
    id: "logistic_regression",
    title: "Logistic regression",
    about: "A weighted sum of the columns, turned into a probability; the first thing to try.",
    task: Task::Classification,
    sklearn: "sklearn.linear_model.LogisticRegression",
    needs_scaling: true,
    needs_dense: false,
    draws_numbers: false,
    gives_probabilities: true,
    independent_trees: false,
    importances: Some(Importances::MeanCoefficient),
    cost: Cost { law: CostLaw::Steps, nanos: 4.0 },
    params: LogisticSpec::PARAMS,
};

/// `LinearSVC`.
pub(super) const LINEAR_SVC: ModelKind = ModelKind {
    id: "linear_svc",
    title: "Linear SVM",
    about: "The straight boundary with the widest margin between the classes; it ranks rows but gives no probabilities.",
    task: Task::Classification,
    sklearn: "sklearn.svm.LinearSVC",
    needs_scaling: true,
    needs_dense: false,
    draws_numbers: true,
    gives_probabilities: false,
    independent_trees: false,
    importances: Some(Importances::MeanCoefficient),
    cost: Cost { law: CostLaw::Steps, nanos: 4.0 },
    params: LinearSvcSpec::PARAMS,
};

/// `LinearRegression`.
pub(super) const LINEAR_REGRESSION: ModelKind = ModelKind {
    id: "linear_regression",
    title: "Linear regression",
    about: "A weighted sum of the columns that makes the squared errors smallest; the first thing to try.",
    task: Task::Regression,
    sklearn: "sklearn.linear_model.LinearRegression",
    needs_scaling: true,
    needs_dense: false,
    draws_numbers: false,
    gives_probabilities: false,
    independent_trees: false,
    importances: Some(Importances::Coefficient),
    cost: Cost { law: CostLaw::Once, nanos: 200.0 },
    params: LinearSpec::PARAMS,
};

/// `Ridge`.
pub(super) const RIDGE: ModelKind = ModelKind {
    id: "ridge",
    title: "Ridge",
    about: "Linear regression whose weights are held back, so that related columns share the work.",
    task: Task::Regression,
    sklearn: "sklearn.linear_model.Ridge",
    needs_scaling: true,
    needs_dense: false,
    draws_numbers: false,
    gives_probabilities: false,
    independent_trees: false,
    importances: Some(Importances::Coefficient),
    cost: Cost { law: CostLaw::Once, nanos: 200.0 },
    params: RidgeSpec::PARAMS,
};

/// `Lasso`.
pub(super) const LASSO: ModelKind = ModelKind {
    id: "lasso",
    title: "Lasso",
    about: "Linear regression that sets weights to zero where it can, and so chooses columns.",
    task: Task::Regression,
    sklearn: "sklearn.linear_model.Lasso",
    needs_scaling: true,
    needs_dense: false,
    draws_numbers: false,
    gives_probabilities: false,
    independent_trees: false,
    importances: Some(Importances::Coefficient),
    cost: Cost { law: CostLaw::Once, nanos: 200.0 },
    params: LassoSpec::PARAMS,
};
