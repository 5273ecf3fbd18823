//! Neighbours, naive Bayes and the perceptron, as the forms show them.

use super::{Cost, CostLaw, ModelKind, Task};
use crate::protocol::spec_simple::{PARAMS_KNN, PARAMS_NAIVE_BAYES, PARAMS_PERCEPTRON};

/// `KNeighborsClassifier`.
pub(super) const K_NEIGHBORS: ModelKind = ModelKind {
    id: "k_neighbors",
    title: "Nearest neighbours",
    about: "Asks the rows most like this one, and answers with their majority.",
    task: Task::Classification,
    sklearn: "sklearn.neighbors.KNeighborsClassifier",
    scales: true,
    draws: false,
    probabilities: true,
    cost: Cost { law: CostLaw::Pairs, nanos: 1.0 },
    params: PARAMS_KNN,
};

/// `GaussianNB`.
pub(super) const GAUSSIAN_NB: ModelKind = ModelKind {
    id: "gaussian_nb",
    title: "Naive Bayes",
    about: "Describes each class by one bell curve a column and asks which class fits best; instant, and often sure of itself.",
    task: Task::Classification,
    sklearn: "sklearn.naive_bayes.GaussianNB",
    scales: false,
    draws: false,
    probabilities: true,
    cost: Cost { law: CostLaw::Once, nanos: 200.0 },
    params: PARAMS_NAIVE_BAYES,
};

/// `MLPClassifier`.
pub(super) const MLP: ModelKind = ModelKind {
    id: "mlp",
    title: "Neural network",
    about: "Layers of weighted sums with a bend in between; it can learn nearly any shape, and needs care.",
    task: Task::Classification,
    sklearn: "sklearn.neural_network.MLPClassifier",
    scales: true,
    draws: true,
    probabilities: true,
    cost: Cost { law: CostLaw::Steps, nanos: 200.0 },
    params: PARAMS_PERCEPTRON,
};

/// `KNeighborsRegressor`.
pub(super) const K_NEIGHBORS_REGRESSOR: ModelKind = ModelKind {
    id: "k_neighbors_regressor",
    title: "Nearest neighbours",
    about: "Asks the rows most like this one, and answers with their mean.",
    task: Task::Regression,
    sklearn: "sklearn.neighbors.KNeighborsRegressor",
    scales: true,
    draws: false,
    probabilities: false,
    cost: Cost { law: CostLaw::Pairs, nanos: 1.0 },
    params: PARAMS_KNN,
};
