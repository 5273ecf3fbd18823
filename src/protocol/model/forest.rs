//! Forests: random forests and extra trees, of classes and of numbers.

use serde::{Deserialize, Serialize};

use super::check::Hyperparameters;
use super::kind::{Cost, CostLaw, Importances, ModelKind, Task};
use super::param::Param;
use super::tree::{CRITERION, Criterion, MAX_DEPTH, MIN_SAMPLES_LEAF, MIN_SAMPLES_SPLIT, MaxFeatures, max_features};

/// Weights of the classes in training a forest of classes. Without `bootstrap` the last two are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForestClassWeight {
    /// Every row counts once.
    #[default]
    None,
    /// Classes weigh n / (classes · count). With `bootstrap` a tree's rows are drawn by these weights, and count once per draw, as
    /// scikit-learn does it from 1.9 on; without it each row counts by its class.
    Balanced,
    /// Rows are drawn alike, and each counts by the share of its class among the rows drawn for the tree.
    BalancedSubsample,
}

/// Hyper-parameters of a random forest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ForestSpec {
    /// Trees, 1..=2000.
    pub n_estimators: u32,
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
    /// Draw each tree's rows with replacement.
    pub bootstrap: bool,
    /// Also score each row by the trees that did not see it; needs `bootstrap`.
    pub oob_score: bool,
    /// Class weights.
    pub class_weight: ForestClassWeight,
}

impl Default for ForestSpec {
    fn default() -> Self {
        Self {
            n_estimators: 100,
            criterion: Criterion::Gini,
            max_depth: None,
            min_samples_split: 2,
            min_samples_leaf: 1,
            max_features: MaxFeatures::Sqrt,
            bootstrap: true,
            oob_score: false,
            class_weight: ForestClassWeight::None,
        }
    }
}

impl Hyperparameters for ForestSpec {
    const PARAMS: &'static [Param] = &[
        Param { about: "How many trees vote; more is steadier and slower, never worse.", ..N_ESTIMATORS },
        MAX_DEPTH,
        MIN_SAMPLES_LEAF,
        max_features("sqrt"),
        MIN_SAMPLES_SPLIT,
        CRITERION,
        BOOTSTRAP,
        OOB_SCORE,
        CLASS_WEIGHT,
    ];
}

/// Hyper-parameters of `sklearn.ensemble.RandomForestRegressor`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegressionForestSpec {
    /// Trees, 1..=2000.
    pub n_estimators: u32,
    /// Deepest level allowed, 1..=64; `None` grows until leaves are pure.
    pub max_depth: Option<u32>,
    /// Fewest rows a node must have to be split, 2 or more.
    pub min_samples_split: u32,
    /// Fewest rows a leaf may have, 1 or more.
    pub min_samples_leaf: u32,
    /// Features tried per split; all of them by default (scikit-learn's 1.0).
    pub max_features: MaxFeatures,
    /// Draw each tree's rows with replacement.
    pub bootstrap: bool,
    /// Also score each row by the trees that did not see it; needs `bootstrap`.
    pub oob_score: bool,
}

impl Default for RegressionForestSpec {
    fn default() -> Self {
        Self {
            n_estimators: 100,
            max_depth: None,
            min_samples_split: 2,
            min_samples_leaf: 1,
            max_features: MaxFeatures::Share(1.0),
            bootstrap: true,
            oob_score: false,
        }
    }
}

impl Hyperparameters for RegressionForestSpec {
    const PARAMS: &'static [Param] =
        &[N_ESTIMATORS, MAX_DEPTH, MIN_SAMPLES_LEAF, max_features("1.0"), MIN_SAMPLES_SPLIT, BOOTSTRAP, OOB_SCORE];
}

/// Hyper-parameters of `sklearn.ensemble.ExtraTreesClassifier`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExtraTreesSpec {
    /// Trees, 1..=2000.
    pub n_estimators: u32,
    /// Impurity measure.
    pub criterion: Criterion,
    /// Deepest level allowed, 1..=64; `None` grows until leaves are pure.
    pub max_depth: Option<u32>,
    /// Fewest rows a node must have to be split, 2 or more.
    pub min_samples_split: u32,
    /// Fewest rows a leaf may have, 1 or more.
    pub min_samples_leaf: u32,
    /// Features tried per split, each at one threshold drawn between its ends.
    pub max_features: MaxFeatures,
    /// Draw each tree's rows with replacement.
    pub bootstrap: bool,
    /// Also score each row by the trees that did not see it; needs `bootstrap`.
    pub oob_score: bool,
    /// Class weights.
    pub class_weight: ForestClassWeight,
}

impl Default for ExtraTreesSpec {
    fn default() -> Self {
        Self {
            n_estimators: 100,
            criterion: Criterion::Gini,
            max_depth: None,
            min_samples_split: 2,
            min_samples_leaf: 1,
            max_features: MaxFeatures::Sqrt,
            bootstrap: false,
            oob_score: false,
            class_weight: ForestClassWeight::None,
        }
    }
}

impl Hyperparameters for ExtraTreesSpec {
    const PARAMS: &'static [Param] = &[
        N_ESTIMATORS,
        MAX_DEPTH,
        MIN_SAMPLES_LEAF,
        max_features("sqrt"),
        MIN_SAMPLES_SPLIT,
        CRITERION,
        EXTRA_BOOTSTRAP,
        OOB_SCORE,
        CLASS_WEIGHT,
    ];
}

/// Hyper-parameters of `sklearn.ensemble.ExtraTreesRegressor`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExtraTreesRegressorSpec {
    /// Trees, 1..=2000.
    pub n_estimators: u32,
    /// Deepest level allowed, 1..=64; `None` grows until leaves are pure.
    pub max_depth: Option<u32>,
    /// Fewest rows a node must have to be split, 2 or more.
    pub min_samples_split: u32,
    /// Fewest rows a leaf may have, 1 or more.
    pub min_samples_leaf: u32,
    /// Features tried per split, each at one threshold drawn between its ends.
    pub max_features: MaxFeatures,
    /// Draw each tree's rows with replacement.
    pub bootstrap: bool,
    /// Also score each row by the trees that did not see it; needs `bootstrap`.
    pub oob_score: bool,
}

impl Default for ExtraTreesRegressorSpec {
    fn default() -> Self {
        Self {
            n_estimators: 100,
            max_depth: None,
            min_samples_split: 2,
            min_samples_leaf: 1,
            max_features: MaxFeatures::Share(1.0),
            bootstrap: false,
            oob_score: false,
        }
    }
}

impl Hyperparameters for ExtraTreesRegressorSpec {
    const PARAMS: &'static [Param] =
        &[N_ESTIMATORS, MAX_DEPTH, MIN_SAMPLES_LEAF, max_features("1.0"), MIN_SAMPLES_SPLIT, EXTRA_BOOTSTRAP, OOB_SCORE];
}

const N_ESTIMATORS: Param =
    Param::whole("n_estimators", 1..=2000, "100", "How many trees are averaged; more is steadier and slower, never worse.").main();
const BOOTSTRAP: Param = Param::flag("bootstrap", "True", "Each tree sees its own draw of the rows, with repeats.");
const EXTRA_BOOTSTRAP: Param =
    Param::flag("bootstrap", "False", "Each tree sees its own draw of the rows, with repeats, instead of all rows.");
const OOB_SCORE: Param = Param::flag("oob_score", "False", "Also judge each row by the trees that never saw it; needs bootstrap.");
const CLASS_WEIGHT: Param = Param::choice(
    "class_weight",
    &["None", "balanced", "balanced_subsample"],
    "Helps rare classes. With bootstrap, balanced draws rows of every class equally often; balanced_subsample draws all rows alike and makes the rare ones count for more.",
);

/// `RandomForestClassifier`.
pub(super) const RANDOM_FOREST: ModelKind = ModelKind {
    id: "random_forest",
    title: "Random forest",
    about: "Many decision trees, each grown on a random draw of rows and columns, vote.",
    task: Task::Classification,
    sklearn: "sklearn.ensemble.RandomForestClassifier",
    needs_scaling: false,
    needs_dense: false,
    draws_numbers: true,
    gives_probabilities: true,
    independent_trees: true,
    importances: Some(Importances::ImpurityDecrease),
    cost: Cost { law: CostLaw::Trees, nanos: 3.0 },
    params: ForestSpec::PARAMS,
};

/// `ExtraTreesClassifier`.
pub(super) const EXTRA_TREES: ModelKind = ModelKind {
    id: "extra_trees",
    title: "Extra trees",
    about: "A random forest whose questions are drawn at random too; the trees differ more, and grow faster.",
    task: Task::Classification,
    sklearn: "sklearn.ensemble.ExtraTreesClassifier",
    needs_scaling: false,
    needs_dense: false,
    draws_numbers: true,
    gives_probabilities: true,
    independent_trees: true,
    importances: Some(Importances::ImpurityDecrease),
    cost: Cost { law: CostLaw::Trees, nanos: 2.5 },
    params: ExtraTreesSpec::PARAMS,
};

/// `RandomForestRegressor`.
pub(super) const RANDOM_FOREST_REGRESSOR: ModelKind = ModelKind {
    id: "random_forest_regressor",
    title: "Random forest",
    about: "Many decision trees, each grown on a random draw of rows; the answer is their mean.",
    task: Task::Regression,
    sklearn: "sklearn.ensemble.RandomForestRegressor",
    needs_scaling: false,
    needs_dense: false,
    draws_numbers: true,
    gives_probabilities: false,
    independent_trees: true,
    importances: Some(Importances::ImpurityDecrease),
    cost: Cost { law: CostLaw::Trees, nanos: 3.0 },
    params: RegressionForestSpec::PARAMS,
};

/// `ExtraTreesRegressor`.
pub(super) const EXTRA_TREES_REGRESSOR: ModelKind = ModelKind {
    id: "extra_trees_regressor",
    title: "Extra trees",
    about: "A random forest whose questions are drawn at random too; the answer is the mean of the trees.",
    task: Task::Regression,
    sklearn: "sklearn.ensemble.ExtraTreesRegressor",
    needs_scaling: false,
    needs_dense: false,
    draws_numbers: true,
    gives_probabilities: false,
    independent_trees: true,
    importances: Some(Importances::ImpurityDecrease),
    cost: Cost { law: CostLaw::Trees, nanos: 2.5 },
    params: ExtraTreesRegressorSpec::PARAMS,
};
