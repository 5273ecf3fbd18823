//! Nearest neighbours, of classes and of numbers.

use serde::{Deserialize, Serialize};

use super::check::Hyperparameters;
use super::kind::{Cost, CostLaw, ModelKind, Task};
use super::param::Param;

/// How much a neighbour's voice counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeighbourWeights {
    /// Every neighbour counts once.
    #[default]
    Uniform,
    /// 1 / distance; neighbours at distance 0 silence the others.
    Distance,
}

/// Settings of `sklearn.neighbors.KNeighborsClassifier` and `KNeighborsRegressor`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KnnSpec {
    /// Neighbours asked, 1..=1000.
    pub n_neighbors: u32,
    /// How much each counts.
    pub weights: NeighbourWeights,
    /// Power of the distance: 1 sums differences, 2 is the straight line.
    pub p: u32,
}

impl Default for KnnSpec {
    fn default() -> Self {
        Self { n_neighbors: 5, weights: NeighbourWeights::Uniform, p: 2 }
    }
}

impl Hyperparameters for KnnSpec {
    const PARAMS: &'static [Param] = &[
        Param::whole("n_neighbors", 1..=1000, "5", "How many of the nearest rows are asked; more smooths the answer.").main(),
        Param::choice("weights", &["uniform", "distance"], "Distance lets nearer rows count for more.").main(),
        Param::whole("p", 1..=2, "2", "1 adds up the differences of the columns, 2 measures the straight line."),
    ];
}

/// `KNeighborsClassifier`.
pub(super) const K_NEIGHBORS: ModelKind = ModelKind {
    id: "k_neighbors",
    title: "Nearest neighbours",
    about: "Asks the rows most like this one, and answers with their majority.",
    task: Task::Classification,
    sklearn: "sklearn.neighbors.KNeighborsClassifier",
    needs_scaling: true,
    needs_dense: false,
    draws_numbers: false,
    gives_probabilities: true,
    independent_trees: false,
    importances: None,
    cost: Cost { law: CostLaw::Pairs, nanos: 1.0 },
    params: KnnSpec::PARAMS,
};

/// `KNeighborsRegressor`.
pub(super) const K_NEIGHBORS_REGRESSOR: ModelKind = ModelKind {
    id: "k_neighbors_regressor",
    title: "Nearest neighbours",
    about: "Asks the rows most like this one, and answers with their mean.",
    task: Task::Regression,
    sklearn: "sklearn.neighbors.KNeighborsRegressor",
    needs_scaling: true,
    needs_dense: false,
    draws_numbers: false,
    gives_probabilities: false,
    independent_trees: false,
    importances: None,
    cost: Cost { law: CostLaw::Pairs, nanos: 1.0 },
    params: KnnSpec::PARAMS,
};
