//! Histogram gradient boosting, of classes and of numbers.

use serde::{Deserialize, Serialize};

use super::check::Hyperparameters;
use super::kind::{Cost, CostLaw, Importances, ModelKind, Task};
use super::param::{Interval, NO_LIMIT, Param};
use super::tree::{MAX_DEPTH, MIN_SAMPLES_LEAF};

/// Whether boosting stops when rows held back no longer gain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EarlyStopping {
    /// Above 10,000 rows.
    #[default]
    Auto,
    /// Always.
    #[serde(rename = "True")]
    On,
    /// Never.
    #[serde(rename = "False")]
    Off,
}

/// Hyper-parameters of `sklearn.ensemble.HistGradientBoostingClassifier` and of its regressor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoostingSpec {
    /// Share of each tree's answer that is added, above 0 and at most 1.
    pub learning_rate: f64,
    /// Rounds at most, 1..=2000; a round grows one tree, or one per class from three classes on.
    pub max_iter: u32,
    /// Leaves of a tree at most, 2..=4096; `None` sets no limit.
    pub max_leaf_nodes: Option<u32>,
    /// Deepest level allowed, 1..=64; `None` sets no limit.
    pub max_depth: Option<u32>,
    /// Fewest rows a leaf may have, 1 or more.
    pub min_samples_leaf: u32,
    /// Weight of the squared leaf values in the loss, 0 or more.
    pub l2_regularization: f64,
    /// Bins that the values of a feature are sorted into at most, 2..=255.
    pub max_bins: u32,
    /// Whether it stops when rows held back no longer gain.
    pub early_stopping: EarlyStopping,
    /// Share of rows held back for that, above 0 and below 1.
    pub validation_fraction: f64,
    /// Rounds without gain after which it stops, 1 or more.
    pub n_iter_no_change: u32,
    /// Smallest fall of the loss that counts as a gain, 0 or more.
    pub tol: f64,
}

impl Default for BoostingSpec {
    fn default() -> Self {
        Self {
            learning_rate: 0.1,
            max_iter: 100,
            max_leaf_nodes: Some(31),
            max_depth: None,
            min_samples_leaf: 20,
            l2_regularization: 0.0,
            max_bins: 255,
            early_stopping: EarlyStopping::Auto,
            validation_fraction: 0.1,
            n_iter_no_change: 10,
            tol: 1e-7,
        }
    }
}

impl Hyperparameters for BoostingSpec {
    const PARAMS: &'static [Param] = &[
        Param::number(
            "learning_rate",
            Interval::above(0.0, 1.0).proposed_from(1e-3),
            "0.1",
            "How much of each tree is added; smaller needs more rounds and often ends better.",
        )
        .main(),
        Param::whole("max_iter", 1..=2000, "100", "How many rounds of trees, each mending what the ones before got wrong.").main(),
        Param::optional("max_leaf_nodes", 2..=4096, "31", "How many final groups a tree may have; fewer means simpler trees.").main(),
        Param { main: false, ..MAX_DEPTH },
        Param { default: "20", main: false, ..MIN_SAMPLES_LEAF },
        Param::number("l2_regularization", Interval::at_least(0.0), "0.0", "Pulls the answer of every final group towards zero."),
        Param::whole("max_bins", 2..=255, "255", "Into how many bins the values of a column are sorted."),
        Param::choice(
            "early_stopping",
            &["auto", "True", "False"],
            "Stop when rows held back no longer gain; auto does so above 10,000 rows.",
        ),
        Param::number(
            "validation_fraction",
            Interval::open(0.0, 1.0).proposed_from(0.01),
            "0.1",
            "The share of the training rows held back to decide when to stop.",
        ),
        Param::whole("n_iter_no_change", 1..=NO_LIMIT, "10", "Rounds without gain before it stops."),
        Param::number("tol", Interval::at_least(0.0), "1e-7", "How much the loss must fall to count as a gain."),
    ];
}

/// `HistGradientBoostingClassifier`.
pub(super) const HIST_GRADIENT_BOOSTING: ModelKind = ModelKind {
    id: "hist_gradient_boosting",
    title: "Gradient boosting",
    about: "Small trees one after another, each fitted to what the ones before got wrong.",
    task: Task::Classification,
    sklearn: "sklearn.ensemble.HistGradientBoostingClassifier",
    needs_scaling: false,
    needs_dense: true,
    draws_numbers: true,
    gives_probabilities: true,
    independent_trees: false,
    importances: Some(Importances::LossDecrease),
    cost: Cost { law: CostLaw::Rounds, nanos: 4.0 },
    params: BoostingSpec::PARAMS,
};

/// `HistGradientBoostingRegressor`.
pub(super) const HIST_GRADIENT_BOOSTING_REGRESSOR: ModelKind = ModelKind {
    id: "hist_gradient_boosting_regressor",
    title: "Gradient boosting",
    about: "Small trees one after another, each fitted to how far off the ones before were.",
    task: Task::Regression,
    sklearn: "sklearn.ensemble.HistGradientBoostingRegressor",
    needs_scaling: false,
    needs_dense: true,
    draws_numbers: true,
    gives_probabilities: false,
    independent_trees: false,
    importances: Some(Importances::LossDecrease),
    cost: Cost { law: CostLaw::Rounds, nanos: 4.0 },
    params: BoostingSpec::PARAMS,
};
