//! Settings of the linear regressions and the linear support vector machine.

use serde::{Deserialize, Serialize};

use super::ClassWeight;
use super::param::{Param, ParamKind};

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

const INTERCEPT: Param =
    Param { name: "fit_intercept", kind: ParamKind::Flag, default: "True", about: "Learn a constant beside the weights.", main: false };

/// The parameters of a [`LinearSpec`].
pub(super) const PARAMS_LINEAR: &[Param] = &[
    INTERCEPT,
    Param {
        name: "tol",
        kind: ParamKind::Number { min: 1e-12, max: 0.1 },
        default: "1e-6",
        about: "How weak a direction in the columns must be, beside the strongest, to be left out.",
        main: false,
    },
];

/// The parameters of a [`RidgeSpec`].
pub(super) const PARAMS_RIDGE: &[Param] = &[
    Param {
        name: "alpha",
        kind: ParamKind::Number { min: 1e-6, max: 1e6 },
        default: "1.0",
        about: "How strongly weights are held back; more makes all of them smaller.",
        main: true,
    },
    INTERCEPT,
];

/// The parameters of a [`LassoSpec`].
pub(super) const PARAMS_LASSO: &[Param] = &[
    Param {
        name: "alpha",
        kind: ParamKind::Number { min: 1e-6, max: 1e6 },
        default: "1.0",
        about: "How strongly weights are held back; more sets more of them to zero.",
        main: true,
    },
    Param {
        name: "max_iter",
        kind: ParamKind::Whole { min: 1, max: 100_000, optional: false },
        default: "1000",
        about: "Rounds over all weights that it may take.",
        main: false,
    },
    Param {
        name: "tol",
        kind: ParamKind::Number { min: 1e-12, max: 0.1 },
        default: "0.0001",
        about: "How near the best loss it must be before it stops.",
        main: false,
    },
    INTERCEPT,
];

/// The parameters of a [`LinearSvcSpec`].
pub(super) const PARAMS_LINEAR_SVC: &[Param] = &[
    Param {
        name: "C",
        kind: ParamKind::Number { min: 1e-4, max: 1e4 },
        default: "1.0",
        about: "How much rows on the wrong side count; smaller keeps the margin wide and the model simple.",
        main: true,
    },
    Param {
        name: "max_iter",
        kind: ParamKind::Whole { min: 1, max: 10_000, optional: false },
        default: "1000",
        about: "Steps the optimiser may take.",
        main: false,
    },
    Param {
        name: "tol",
        kind: ParamKind::Number { min: 1e-10, max: 0.1 },
        default: "0.0001",
        about: "How flat the slope must be before it stops.",
        main: false,
    },
    INTERCEPT,
    Param {
        name: "class_weight",
        kind: ParamKind::Choice(&["None", "balanced"]),
        default: "None",
        about: "Balanced makes rows of rare classes count for more.",
        main: false,
    },
];

/// Every field of a spec is in its table, under scikit-learn's name and with the default that the table says.
#[cfg(test)]
pub(super) fn check_table(spec: &impl Serialize, params: &[Param]) {
    let values = serde_json::to_value(spec).unwrap();
    let values = values.as_object().unwrap();
    assert_eq!(values.len(), params.len());
    for param in params {
        let value = &values[param.name];
        let printed = match (&param.kind, value) {
            (ParamKind::Number { min, max }, value) => {
                assert!((*min..=*max).contains(&value.as_f64().unwrap()), "{}", param.name);
                format!("{:?}", value.as_f64().unwrap())
            }
            (ParamKind::Flag, value) => if value.as_bool().unwrap() { "True" } else { "False" }.to_owned(),
            (ParamKind::Whole { .. }, serde_json::Value::Null) => "None".to_owned(),
            (ParamKind::Choice(words), serde_json::Value::String(word)) => {
                words.iter().find(|choice| choice.eq_ignore_ascii_case(word)).unwrap().to_string()
            }
            (_, serde_json::Value::Array(sizes)) => format!("({},)", sizes[0]),
            (_, value) => value.to_string(),
        };
        assert_eq!(printed, param.default, "{}", param.name);
        assert!(param.about.ends_with('.'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_linear_parameter_is_listed_with_its_default() {
        check_table(&LinearSpec::default(), PARAMS_LINEAR);
        check_table(&RidgeSpec::default(), PARAMS_RIDGE);
        check_table(&LassoSpec::default(), PARAMS_LASSO);
        check_table(&LinearSvcSpec::default(), PARAMS_LINEAR_SVC);
    }
}
