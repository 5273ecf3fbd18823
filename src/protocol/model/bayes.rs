//! Naive Bayes.

use serde::{Deserialize, Serialize};

use super::check::Hyperparameters;
use super::kind::{Cost, CostLaw, ModelKind, Task};
use super::param::{Interval, Param};

/// Settings of `sklearn.naive_bayes.GaussianNB`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NaiveBayesSpec {
    /// Share of the largest variance that is added to all, 1e-15..=1.
    pub var_smoothing: f64,
}

impl Default for NaiveBayesSpec {
    fn default() -> Self {
        Self { var_smoothing: 1e-9 }
    }
}

impl Hyperparameters for NaiveBayesSpec {
    const PARAMS: &'static [Param] = &[Param::number(
        "var_smoothing",
        Interval::closed(1e-15, 1.0),
        "1e-9",
        "How much every curve is widened, as a share of the widest; more makes the answers less sure.",
    )
    .main()];
}

/// `GaussianNB`.
pub(super) const GAUSSIAN_NB: ModelKind = ModelKind {
    id: "gaussian_nb",
    title: "Naive Bayes",
    about: "Describes each class by one bell curve a column and asks which class fits best; instant, and often sure of itself.",
    task: Task::Classification,
    sklearn: "sklearn.naive_bayes.GaussianNB",
    needs_scaling: false,
    needs_dense: true,
    draws_numbers: false,
    gives_probabilities: true,
    independent_trees: false,
    importances: None,
    cost: Cost { law: CostLaw::Once, nanos: 200.0 },
    params: NaiveBayesSpec::PARAMS,
};
