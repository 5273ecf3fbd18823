//! Trees and forests, as the forms show them.

use super::{Cost, CostLaw, ModelKind, Param, ParamKind, Task};
use crate::protocol::spec_trees::{
    FOREST_CLASS_WEIGHT, PARAMS_BOOSTING, PARAMS_EXTRA_TREES, PARAMS_EXTRA_TREES_REGRESSOR, PARAMS_REGRESSION_FOREST,
    PARAMS_REGRESSION_TREE,
};

pub(super) const CRITERION: Param = Param {
    name: "criterion",
    kind: ParamKind::Choice(&["gini", "entropy"]),
    default: "gini",
    about: "How mixed a group of rows is; the two nearly always agree.",
    main: false,
};
pub(super) const MAX_DEPTH: Param = Param {
    name: "max_depth",
    kind: ParamKind::Whole { min: 1, max: 64, optional: true },
    default: "None",
    about: "How many questions in a row a tree may ask; fewer means a simpler model.",
    main: true,
};
pub(super) const MIN_SPLIT: Param = Param {
    name: "min_samples_split",
    kind: ParamKind::Whole { min: 2, max: 1000, optional: false },
    default: "2",
    about: "A group smaller than this is not divided further.",
    main: false,
};
pub(super) const MIN_LEAF: Param = Param {
    name: "min_samples_leaf",
    kind: ParamKind::Whole { min: 1, max: 1000, optional: false },
    default: "1",
    about: "Every final group keeps at least this many rows; more smooths the model.",
    main: true,
};
pub(super) const CLASS_WEIGHT: Param = Param {
    name: "class_weight",
    kind: ParamKind::Choice(&["None", "balanced"]),
    default: "None",
    about: "Balanced makes rows of rare classes count for more.",
    main: false,
};

/// `RandomForestClassifier`.
pub(super) const RANDOM_FOREST: ModelKind = ModelKind {
    id: "random_forest",
    title: "Random forest",
    about: "Many decision trees, each grown on a random draw of rows and columns, vote.",
    task: Task::Classification,
    sklearn: "sklearn.ensemble.RandomForestClassifier",
    scales: false,
    draws: true,
    probabilities: true,
    cost: Cost { law: CostLaw::Forest, nanos: 3.0 },
    params: &[
        Param {
            name: "n_estimators",
            kind: ParamKind::Whole { min: 1, max: 2000, optional: false },
            default: "100",
            about: "How many trees vote; more is steadier and slower, never worse.",
            main: true,
        },
        MAX_DEPTH,
        MIN_LEAF,
        Param {
            name: "max_features",
            kind: ParamKind::Features,
            default: "sqrt",
            about: "How many columns each question may choose from; fewer makes the trees differ more.",
            main: false,
        },
        MIN_SPLIT,
        CRITERION,
        Param {
            name: "bootstrap",
            kind: ParamKind::Flag,
            default: "True",
            about: "Each tree sees its own draw of the rows, with repeats.",
            main: false,
        },
        Param {
            name: "oob_score",
            kind: ParamKind::Flag,
            default: "False",
            about: "Also judge each row by the trees that never saw it; needs bootstrap.",
            main: false,
        },
        FOREST_CLASS_WEIGHT,
    ],
};

/// `DecisionTreeClassifier`.
pub(super) const DECISION_TREE: ModelKind = ModelKind {
    id: "decision_tree",
    title: "Decision tree",
    about: "A chain of yes-or-no questions that you can read.",
    task: Task::Classification,
    sklearn: "sklearn.tree.DecisionTreeClassifier",
    scales: false,
    draws: true,
    probabilities: true,
    cost: Cost { law: CostLaw::Tree, nanos: 3.0 },
    params: &[
        MAX_DEPTH,
        MIN_LEAF,
        MIN_SPLIT,
        CRITERION,
        Param {
            name: "max_features",
            kind: ParamKind::Features,
            default: "None",
            about: "How many columns each question may choose from.",
            main: false,
        },
        CLASS_WEIGHT,
    ],
};

/// `ExtraTreesClassifier`.
pub(super) const EXTRA_TREES: ModelKind = ModelKind {
    id: "extra_trees",
    title: "Extra trees",
    about: "A random forest whose questions are drawn at random too; the trees differ more, and grow faster.",
    task: Task::Classification,
    sklearn: "sklearn.ensemble.ExtraTreesClassifier",
    scales: false,
    draws: true,
    probabilities: true,
    cost: Cost { law: CostLaw::Forest, nanos: 2.5 },
    params: PARAMS_EXTRA_TREES,
};

/// `DecisionTreeRegressor`.
pub(super) const DECISION_TREE_REGRESSOR: ModelKind = ModelKind {
    id: "decision_tree_regressor",
    title: "Decision tree",
    about: "A chain of yes-or-no questions; the answer is the mean of the rows at its end.",
    task: Task::Regression,
    sklearn: "sklearn.tree.DecisionTreeRegressor",
    scales: false,
    draws: true,
    probabilities: false,
    cost: Cost { law: CostLaw::Tree, nanos: 3.0 },
    params: PARAMS_REGRESSION_TREE,
};

/// `RandomForestRegressor`.
pub(super) const RANDOM_FOREST_REGRESSOR: ModelKind = ModelKind {
    id: "random_forest_regressor",
    title: "Random forest",
    about: "Many decision trees, each grown on a random draw of rows; the answer is their mean.",
    task: Task::Regression,
    sklearn: "sklearn.ensemble.RandomForestRegressor",
    scales: false,
    draws: true,
    probabilities: false,
    cost: Cost { law: CostLaw::Forest, nanos: 3.0 },
    params: PARAMS_REGRESSION_FOREST,
};

/// `ExtraTreesRegressor`.
pub(super) const EXTRA_TREES_REGRESSOR: ModelKind = ModelKind {
    id: "extra_trees_regressor",
    title: "Extra trees",
    about: "A random forest whose questions are drawn at random too; the answer is the mean of the trees.",
    task: Task::Regression,
    sklearn: "sklearn.ensemble.ExtraTreesRegressor",
    scales: false,
    draws: true,
    probabilities: false,
    cost: Cost { law: CostLaw::Forest, nanos: 2.5 },
    params: PARAMS_EXTRA_TREES_REGRESSOR,
};

/// `HistGradientBoostingClassifier`.
pub(super) const HIST_GRADIENT_BOOSTING: ModelKind = ModelKind {
    id: "hist_gradient_boosting",
    title: "Gradient boosting",
    about: "Small trees one after another, each fitted to what the ones before got wrong.",
    task: Task::Classification,
    sklearn: "sklearn.ensemble.HistGradientBoostingClassifier",
    scales: false,
    draws: true,
    probabilities: true,
    cost: Cost { law: CostLaw::Rounds, nanos: 4.0 },
    params: PARAMS_BOOSTING,
};

/// `HistGradientBoostingRegressor`.
pub(super) const HIST_GRADIENT_BOOSTING_REGRESSOR: ModelKind = ModelKind {
    id: "hist_gradient_boosting_regressor",
    title: "Gradient boosting",
    about: "Small trees one after another, each fitted to how far off the ones before were.",
    task: Task::Regression,
    sklearn: "sklearn.ensemble.HistGradientBoostingRegressor",
    scales: false,
    draws: true,
    probabilities: false,
    cost: Cost { law: CostLaw::Rounds, nanos: 4.0 },
    params: PARAMS_BOOSTING,
};
