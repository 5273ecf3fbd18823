//! Trees, forests and boosting beyond the first: what they take, with scikit-learn's names and defaults.

use serde::{Deserialize, Serialize};

use super::param::{Param, ParamKind};
use super::{Criterion, ForestClassWeight, MaxFeatures};

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

const TREES: Param = whole("n_estimators", 1, 2000, "100", "How many trees are averaged; more is steadier and slower, never worse.", true);
const MAX_DEPTH: Param = Param {
    name: "max_depth",
    kind: ParamKind::Whole { min: 1, max: 64, optional: true },
    default: "None",
    about: "How many questions in a row a tree may ask; fewer means a simpler model.",
    main: true,
};
const MIN_SPLIT: Param = whole("min_samples_split", 2, 1000, "2", "A group smaller than this is not divided further.", false);
const MIN_LEAF: Param =
    whole("min_samples_leaf", 1, 1000, "1", "Every final group keeps at least this many rows; more smooths the model.", true);
const CRITERION: Param = Param {
    name: "criterion",
    kind: ParamKind::Choice(&["gini", "entropy"]),
    default: "gini",
    about: "How mixed a group of rows is; the two nearly always agree.",
    main: false,
};
/// Of a forest of classes.
pub(super) const FOREST_CLASS_WEIGHT: Param = Param {
    name: "class_weight",
    kind: ParamKind::Choice(&["None", "balanced", "balanced_subsample"]),
    default: "None",
    about: "Helps rare classes. With bootstrap, balanced draws rows of every class equally often; balanced_subsample draws all rows alike and makes the rare ones count for more.",
    main: false,
};
const OOB_SCORE: Param = flag("oob_score", "False", "Also judge each row by the trees that never saw it; needs bootstrap.");

/// Of a regression tree.
pub(super) const PARAMS_REGRESSION_TREE: &[Param] = &[MAX_DEPTH, MIN_LEAF, MIN_SPLIT, features("None")];

/// Of a forest that predicts numbers.
pub(super) const PARAMS_REGRESSION_FOREST: &[Param] = &[
    TREES,
    MAX_DEPTH,
    MIN_LEAF,
    features("1.0"),
    MIN_SPLIT,
    flag("bootstrap", "True", "Each tree sees its own draw of the rows, with repeats."),
    OOB_SCORE,
];

/// Of extra trees that predict classes.
pub(super) const PARAMS_EXTRA_TREES: &[Param] = &[
    TREES,
    MAX_DEPTH,
    MIN_LEAF,
    features("sqrt"),
    MIN_SPLIT,
    CRITERION,
    flag("bootstrap", "False", "Each tree sees its own draw of the rows, with repeats, instead of all rows."),
    OOB_SCORE,
    FOREST_CLASS_WEIGHT,
];

/// Of extra trees that predict numbers.
pub(super) const PARAMS_EXTRA_TREES_REGRESSOR: &[Param] = &[
    TREES,
    MAX_DEPTH,
    MIN_LEAF,
    features("1.0"),
    MIN_SPLIT,
    flag("bootstrap", "False", "Each tree sees its own draw of the rows, with repeats, instead of all rows."),
    OOB_SCORE,
];

/// Of histogram gradient boosting, for classes and for numbers.
pub const PARAMS_BOOSTING: &[Param] = &[
    number("learning_rate", 1e-3, 1.0, "0.1", "How much of each tree is added; smaller needs more rounds and often ends better.", true),
    whole("max_iter", 1, 2000, "100", "How many rounds of trees, each mending what the ones before got wrong.", true),
    Param {
        name: "max_leaf_nodes",
        kind: ParamKind::Whole { min: 2, max: 4096, optional: true },
        default: "31",
        about: "How many final groups a tree may have; fewer means simpler trees.",
        main: true,
    },
    Param { main: false, ..MAX_DEPTH },
    whole("min_samples_leaf", 1, 1000, "20", "Every final group keeps at least this many rows; more smooths the model.", false),
    number("l2_regularization", 0.0, 1e4, "0.0", "Pulls the answer of every final group towards zero.", false),
    whole("max_bins", 2, 255, "255", "Into how many bins the values of a column are sorted.", false),
    Param {
        name: "early_stopping",
        kind: ParamKind::Choice(&["auto", "True", "False"]),
        default: "auto",
        about: "Stop when rows held back no longer gain; auto does so above 10,000 rows.",
        main: false,
    },
    number("validation_fraction", 0.01, 0.9, "0.1", "The share of the training rows held back to decide when to stop.", false),
    whole("n_iter_no_change", 1, 1000, "10", "Rounds without gain before it stops.", false),
    number("tol", 0.0, 1.0, "1e-7", "How much the loss must fall to count as a gain.", false),
];

const fn whole(name: &'static str, min: u32, max: u32, default: &'static str, about: &'static str, main: bool) -> Param {
    Param { name, kind: ParamKind::Whole { min, max, optional: false }, default, about, main }
}

const fn number(name: &'static str, min: f64, max: f64, default: &'static str, about: &'static str, main: bool) -> Param {
    Param { name, kind: ParamKind::Number { min, max }, default, about, main }
}

const fn flag(name: &'static str, default: &'static str, about: &'static str) -> Param {
    Param { name, kind: ParamKind::Flag, default, about, main: false }
}

const fn features(default: &'static str) -> Param {
    let about = "How many columns each question may choose from; fewer makes the trees differ more.";
    Param { name: "max_features", kind: ParamKind::Features, default, about, main: false }
}
