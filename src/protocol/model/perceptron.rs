//! The multilayer perceptron.

use serde::{Deserialize, Serialize};

use super::check::Hyperparameters;
use super::kind::{Cost, CostLaw, ModelKind, Task};
use super::param::{Interval, Param, ParamKind};

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

impl Hyperparameters for PerceptronSpec {
    const PARAMS: &'static [Param] = &[
        Param {
            name: "hidden_layer_sizes",
            kind: ParamKind::Sizes,
            default: "(100,)",
            about: "How many units each layer has; more can bend further and takes longer.",
            main: true,
        },
        Param::choice("activation", &["relu", "tanh", "logistic"], "What a unit does with its sum; without it the layers would be one.")
            .main(),
        Param::number(
            "alpha",
            Interval::closed(1e-10, 100.0),
            "0.0001",
            "How strongly weights are held back; more makes the model smoother.",
        )
        .main(),
        Param::number("learning_rate_init", Interval::closed(1e-6, 1.0), "0.001", "How far each step goes; too far and it never settles."),
        Param::whole("max_iter", 1..=10_000, "200", "Rounds over the rows that it may take."),
        Param::number("tol", Interval::closed(1e-10, 0.1), "0.0001", "How much a round must gain to count as progress."),
        Param::whole("n_iter_no_change", 1..=1000, "10", "Rounds without progress after which it stops."),
        Param::flag("early_stopping", "False", "Hold rows back and stop when the accuracy on them rises no more."),
        Param::number("validation_fraction", Interval::closed(0.01, 0.5), "0.1", "The share of rows held back for that."),
    ];
}

/// `MLPClassifier`.
pub(super) const MLP: ModelKind = ModelKind {
    id: "mlp",
    title: "Neural network",
    about: "Layers of weighted sums with a bend in between; it can learn nearly any shape, and needs care.",
    task: Task::Classification,
    sklearn: "sklearn.neural_network.MLPClassifier",
    needs_scaling: true,
    needs_dense: false,
    draws_numbers: true,
    gives_probabilities: true,
    independent_trees: false,
    importances: None,
    cost: Cost { law: CostLaw::Steps, nanos: 200.0 },
    params: PerceptronSpec::PARAMS,
};
