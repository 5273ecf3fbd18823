//! Single decision trees, and what forests have in common with them.

use serde::{Deserialize, Serialize};

use super::check::Hyperparameters;
use super::class_weight::{CLASS_WEIGHT, ClassWeight};
use super::kind::{Cost, CostLaw, Importances, ModelKind, Task};
use super::param::{NO_LIMIT, Param, ParamKind};

/// How impurity of a node is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// 1 − Σ p².
    #[default]
    Gini,
    /// −Σ p·log2 p.
    Entropy,
}

/// How many features are tried at each split.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaxFeatures {
    /// ⌊√features⌋, at least 1.
    Sqrt,
    /// ⌊log2 features⌋, at least 1.
    Log2,
    /// All features (scikit-learn's `None`).
    All,
    /// This many, 1..=features.
    Count(u32),
    /// This share of them rounded down, above 0 and at most 1.
    Share(f64),
}

/// Hyper-parameters of one tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TreeSpec {
    /// Impurity measure.
    pub criterion: Criterion,
    /// Deepest level allowed, 1..=64; `None` grows until leaves are pure.
    pub max_depth: Option<u32>,
    /// Fewest rows a node must have to be split, 2 or more.
    pub min_samples_split: u32,
    /// Fewest rows a leaf may have, 1 or more.
    pub min_samples_leaf: u32,
    /// Features tried per split.
    pub max_features: MaxFeatures,
    /// Class weights.
    pub class_weight: ClassWeight,
}

impl Default for TreeSpec {
    fn default() -> Self {
        Self {
            criterion: Criterion::Gini,
            max_depth: None,
            min_samples_split: 2,
            min_samples_leaf: 1,
            max_features: MaxFeatures::All,
            class_weight: ClassWeight::None,
        }
    }
}

impl Hyperparameters for TreeSpec {
    const PARAMS: &'static [Param] = &[
        MAX_DEPTH,
        MIN_SAMPLES_LEAF,
        MIN_SAMPLES_SPLIT,
        CRITERION,
        Param { about: "How many columns each question may choose from.", ..max_features("None") },
        CLASS_WEIGHT,
    ];
}

/// Hyper-parameters of `sklearn.tree.DecisionTreeRegressor`, which minimises the squared error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegressionTreeSpec {
    /// Deepest level allowed, 1..=64; `None` grows until leaves are pure.
    pub max_depth: Option<u32>,
    /// Fewest rows a node must have to be split, 2 or more.
    pub min_samples_split: u32,
    /// Fewest rows a leaf may have, 1 or more.
    pub min_samples_leaf: u32,
    /// Features tried per split.
    pub max_features: MaxFeatures,
}

impl Default for RegressionTreeSpec {
    fn default() -> Self {
        Self { max_depth: None, min_samples_split: 2, min_samples_leaf: 1, max_features: MaxFeatures::All }
    }
}

impl Hyperparameters for RegressionTreeSpec {
    const PARAMS: &'static [Param] = &[MAX_DEPTH, MIN_SAMPLES_LEAF, MIN_SAMPLES_SPLIT, max_features("None")];
}

pub(super) const MAX_DEPTH: Param =
    Param::optional("max_depth", 1..=64, "None", "How many questions in a row a tree may ask; fewer means a simpler model.").main();
pub(super) const MIN_SAMPLES_SPLIT: Param =
    Param::whole("min_samples_split", 2..=NO_LIMIT, "2", "A group smaller than this is not divided further.");
pub(super) const MIN_SAMPLES_LEAF: Param =
    Param::whole("min_samples_leaf", 1..=NO_LIMIT, "1", "Every final group keeps at least this many rows; more smooths the model.").main();
pub(super) const CRITERION: Param =
    Param::choice("criterion", &["gini", "entropy"], "How mixed a group of rows is; the two nearly always agree.");

pub(super) const fn max_features(default: &'static str) -> Param {
    let about = "How many columns each question may choose from; fewer makes the trees differ more.";
    Param { name: "max_features", kind: ParamKind::Features, default, about, main: false }
}

/// `DecisionTreeClassifier`.
pub(super) const DECISION_TREE: ModelKind = ModelKind {
    id: "decision_tree",
    title: "Decision tree",
    about: "A chain of yes-or-no questions that you can read.",
    task: Task::Classification,
    sklearn: "sklearn.tree.DecisionTreeClassifier",
    needs_scaling: false,
    needs_dense: false,
    draws_numbers: true,
    gives_probabilities: true,
    independent_trees: false,
    importances: Some(Importances::ImpurityDecrease),
    cost: Cost { law: CostLaw::Trees, nanos: 3.0 },
    params: TreeSpec::PARAMS,
};

/// `DecisionTreeRegressor`.
pub(super) const DECISION_TREE_REGRESSOR: ModelKind = ModelKind {
    id: "decision_tree_regressor",
    title: "Decision tree",
    about: "A chain of yes-or-no questions; the answer is the mean of the rows at its end.",
    task: Task::Regression,
    sklearn: "sklearn.tree.DecisionTreeRegressor",
    needs_scaling: false,
    needs_dense: false,
    draws_numbers: true,
    gives_probabilities: false,
    independent_trees: false,
    importances: Some(Importances::ImpurityDecrease),
    cost: Cost { law: CostLaw::Trees, nanos: 3.0 },
    params: RegressionTreeSpec::PARAMS,
};
