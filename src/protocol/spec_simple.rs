//! Settings of nearest neighbours, naive Bayes and the multilayer perceptron.

use serde::{Deserialize, Serialize};

use super::param::{Param, ParamKind};

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

/// What a hidden unit does with its weighted sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activation {
    /// max(0, x).
    #[default]
    Relu,
    /// Hyperbolic tangent.
    Tanh,
    /// 1 / (1 + e⁻ˣ).
    Logistic,
}

/// Settings of `sklearn.neural_network.MLPClassifier` with its solver `adam` and batches of at most 200 rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PerceptronSpec {
    /// Units of each hidden layer, one to five layers of 1..=1000.
    pub hidden_layer_sizes: Vec<u32>,
    /// What hidden units do with their sums.
    pub activation: Activation,
    /// Strength of the squared penalty, 1e-10..=100.
    pub alpha: f64,
    /// Step size at the start, 1e-6..=1.
    pub learning_rate_init: f64,
    /// Rounds over the rows at most, 1..=10000.
    pub max_iter: u32,
    /// Smallest gain that counts as one, 1e-10..=0.1.
    pub tol: f64,
    /// Rounds without a gain after which it stops, 1..=1000.
    pub n_iter_no_change: u32,
    /// Hold rows back and stop when the accuracy on them gains no more.
    pub early_stopping: bool,
    /// Share of rows held back for that, 0.01..=0.5.
    pub validation_fraction: f64,
}

impl Default for PerceptronSpec {
    fn default() -> Self {
        Self {
            hidden_layer_sizes: vec![100],
            activation: Activation::Relu,
            alpha: 1e-4,
            learning_rate_init: 1e-3,
            max_iter: 200,
            tol: 1e-4,
            n_iter_no_change: 10,
            early_stopping: false,
            validation_fraction: 0.1,
        }
    }
}

/// The parameters of a [`KnnSpec`].
pub(super) const PARAMS_KNN: &[Param] = &[
    Param {
        name: "n_neighbors",
        kind: ParamKind::Whole { min: 1, max: 1000, optional: false },
        default: "5",
        about: "How many of the nearest rows are asked; more smooths the answer.",
        main: true,
    },
    Param {
        name: "weights",
        kind: ParamKind::Choice(&["uniform", "distance"]),
        default: "uniform",
        about: "Distance lets nearer rows count for more.",
        main: true,
    },
    Param {
        name: "p",
        kind: ParamKind::Whole { min: 1, max: 2, optional: false },
        default: "2",
        about: "1 adds up the differences of the columns, 2 measures the straight line.",
        main: false,
    },
];

/// The parameters of a [`NaiveBayesSpec`].
pub(super) const PARAMS_NAIVE_BAYES: &[Param] = &[Param {
    name: "var_smoothing",
    kind: ParamKind::Number { min: 1e-15, max: 1.0 },
    default: "1e-9",
    about: "How much every curve is widened, as a share of the widest; more makes the answers less sure.",
    main: true,
}];

/// The parameters of a [`PerceptronSpec`].
pub(super) const PARAMS_PERCEPTRON: &[Param] = &[
    Param {
        name: "hidden_layer_sizes",
        kind: ParamKind::Sizes,
        default: "(100,)",
        about: "How many units each layer has; more can bend further and takes longer.",
        main: true,
    },
    Param {
        name: "activation",
        kind: ParamKind::Choice(&["relu", "tanh", "logistic"]),
        default: "relu",
        about: "What a unit does with its sum; without it the layers would be one.",
        main: true,
    },
    Param {
        name: "alpha",
        kind: ParamKind::Number { min: 1e-10, max: 100.0 },
        default: "0.0001",
        about: "How strongly weights are held back; more makes the model smoother.",
        main: true,
    },
    Param {
        name: "learning_rate_init",
        kind: ParamKind::Number { min: 1e-6, max: 1.0 },
        default: "0.001",
        about: "How far each step goes; too far and it never settles.",
        main: false,
    },
    Param {
        name: "max_iter",
        kind: ParamKind::Whole { min: 1, max: 10_000, optional: false },
        default: "200",
        about: "Rounds over the rows that it may take.",
        main: false,
    },
    Param {
        name: "tol",
        kind: ParamKind::Number { min: 1e-10, max: 0.1 },
        default: "0.0001",
        about: "How much a round must gain to count as progress.",
        main: false,
    },
    Param {
        name: "n_iter_no_change",
        kind: ParamKind::Whole { min: 1, max: 1000, optional: false },
        default: "10",
        about: "Rounds without progress after which it stops.",
        main: false,
    },
    Param {
        name: "early_stopping",
        kind: ParamKind::Flag,
        default: "False",
        about: "Hold rows back and stop when the accuracy on them rises no more.",
        main: false,
    },
    Param {
        name: "validation_fraction",
        kind: ParamKind::Number { min: 0.01, max: 0.5 },
        default: "0.1",
        about: "The share of rows held back for that.",
        main: false,
    },
];

#[cfg(test)]
mod tests {
    use super::super::spec_linear::check_table;
    use super::*;

    #[test]
    fn every_parameter_is_listed_with_its_default() {
        check_table(&KnnSpec::default(), PARAMS_KNN);
        check_table(&NaiveBayesSpec::default(), PARAMS_NAIVE_BAYES);
        check_table(&PerceptronSpec::default(), PARAMS_PERCEPTRON);
    }
}
