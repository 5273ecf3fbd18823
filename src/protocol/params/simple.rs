//! Neighbours, naive Bayes and the perceptron, as the forms show them.

use super::{ModelKind, Task};
use crate::protocol::params::words;
use crate::protocol::spec_simple::{PARAMS_KNN, PARAMS_NAIVE_BAYES, PARAMS_PERCEPTRON};

/// `KNeighborsClassifier`.
pub(super) const K_NEIGHBORS: ModelKind = ModelKind {
    id: "k_neighbors",
    title: "Nearest neighbours",
    about: words("Asks the rows most like this one, and answers with their majority."),
    task: Task::Classification,
    sklearn: "sklearn.neighbors.KNeighborsClassifier",
    params: PARAMS_KNN,
};

/// `GaussianNB`.
pub(super) const GAUSSIAN_NB: ModelKind = ModelKind {
    id: "gaussian_nb",
    title: "Naive Bayes",
    about: words("Describes each class by one bell curve a column and asks which class fits best; instant, and often sure of itself."),
    task: Task::Classification,
    sklearn: "sklearn.naive_bayes.GaussianNB",
    params: PARAMS_NAIVE_BAYES,
};

/// `MLPClassifier`.
pub(super) const MLP: ModelKind = ModelKind {
    id: "mlp",
    title: "Neural network",
    about: words("Layers of weighted sums with a bend in between; it can learn nearly any shape, and needs care."),
    task: Task::Classification,
    sklearn: "sklearn.neural_network.MLPClassifier",
    params: PARAMS_PERCEPTRON,
};

/// `KNeighborsRegressor`.
pub(super) const K_NEIGHBORS_REGRESSOR: ModelKind = ModelKind {
    id: "k_neighbors_regressor",
    title: "Nearest neighbours",
    about: words("Asks the rows most like this one, and answers with their mean."),
    task: Task::Regression,
    sklearn: "sklearn.neighbors.KNeighborsRegressor",
    params: PARAMS_KNN,
};
