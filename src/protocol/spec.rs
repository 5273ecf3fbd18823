//! What to do: a complete experiment by value. Field names and defaults are scikit-learn's.

use serde::{Deserialize, Serialize};

use super::{
    BoostingSpec, ExtraTreesRegressorSpec, ExtraTreesSpec, KnnSpec, LassoSpec, LinearSpec, LinearSvcSpec, NaiveBayesSpec, PerceptronSpec,
    PrepareSpec, RegressionForestSpec, RegressionTreeSpec, RidgeSpec,
};

/// Which data: a shipped sample by id, or the reader's own file by the digest that loading it returned.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatasetRef {
    /// A shipped sample: `iris`, `penguins`, `wine`, `breast_cancer`, `digits`.
    Sample(String),
    /// A file loaded earlier in this session, by content digest.
    Own(String),
}

/// One experiment, complete: the same value gives the same numbers bit for bit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainSpec {
    /// The table to learn from.
    pub dataset: DatasetRef,
    /// Name of the column to predict.
    pub target: String,
    /// Columns to learn from; empty means all but the target and those the profile marks as identifiers.
    #[serde(default)]
    pub features: Vec<String>,
    /// How columns become numbers.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub prepare: Box<PrepareSpec>,
    /// How rows are held out.
    #[serde(default)]
    pub split: SplitSpec,
    /// The model and its hyper-parameters.
    pub model: ModelSpec,
    /// Folds of cross-validation on the training rows, 2..=20; 0 skips it.
    #[serde(default)]
    pub folds: u32,
}

fn is_usual(prepare: &PrepareSpec) -> bool {
    *prepare == PrepareSpec::default()
}

/// How rows are held out for the test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SplitSpec {
    /// Share of rows held out, 0.05..=0.95.
    pub test_share: f64,
    /// Keep the class proportions in both parts; only where rows are drawn one by one and the target has classes.
    pub stratify: bool,
    /// Seed of split, folds and model.
    pub seed: u64,
    /// Column whose values are groups: all rows of a group are on one side (scikit-learn's `GroupShuffleSplit` and
    /// `GroupKFold`); absent parts row by row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Column of numbers or dates: earlier rows train, later ones test (`TimeSeriesSplit`); absent leaves time out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

impl Default for SplitSpec {
    fn default() -> Self {
        Self { test_share: 0.2, stratify: true, seed: 42, group: None, time: None }
    }
}

/// A model with its hyper-parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelSpec {
    /// `sklearn.ensemble.RandomForestClassifier`.
    RandomForest(ForestSpec),
    /// `sklearn.ensemble.ExtraTreesClassifier`.
    ExtraTrees(ExtraTreesSpec),
    /// `sklearn.ensemble.HistGradientBoostingClassifier`.
    HistGradientBoosting(BoostingSpec),
    /// `sklearn.tree.DecisionTreeClassifier`.
    DecisionTree(TreeSpec),
    /// `sklearn.linear_model.LogisticRegression`.
    LogisticRegression(LogisticSpec),
    /// `sklearn.svm.LinearSVC`.
    LinearSvc(LinearSvcSpec),
    /// `sklearn.neighbors.KNeighborsClassifier`.
    KNeighbors(KnnSpec),
    /// `sklearn.naive_bayes.GaussianNB`.
    GaussianNb(NaiveBayesSpec),
    /// `sklearn.neural_network.MLPClassifier`.
    Mlp(PerceptronSpec),
    /// `sklearn.linear_model.LinearRegression`.
    LinearRegression(LinearSpec),
    /// `sklearn.linear_model.Ridge`.
    Ridge(RidgeSpec),
    /// `sklearn.linear_model.Lasso`.
    Lasso(LassoSpec),
    /// `sklearn.tree.DecisionTreeRegressor`.
    DecisionTreeRegressor(RegressionTreeSpec),
    /// `sklearn.ensemble.RandomForestRegressor`.
    RandomForestRegressor(RegressionForestSpec),
    /// `sklearn.ensemble.ExtraTreesRegressor`.
    ExtraTreesRegressor(ExtraTreesRegressorSpec),
    /// `sklearn.ensemble.HistGradientBoostingRegressor`.
    HistGradientBoostingRegressor(BoostingSpec),
    /// `sklearn.neighbors.KNeighborsRegressor`.
    KNeighborsRegressor(KnnSpec),
}

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

/// Weights of the classes in training.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassWeight {
    /// Every row counts once.
    #[default]
    None,
    /// Classes weigh inversely to their frequency: n / (classes · count).
    Balanced,
}

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

/// Hyper-parameters of a logistic regression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogisticSpec {
    /// Inverse strength of the penalty, above 0.
    #[serde(rename = "C")]
    pub c: f64,
    /// Steps of the optimiser at most, 1 or more.
    pub max_iter: u32,
    /// Gradient size at which it stops, above 0.
    pub tol: f64,
    /// Learn an intercept.
    pub fit_intercept: bool,
    /// Share of the penalty that goes by absolute values, 0 (squares only) to 1 (absolute values only).
    pub l1_ratio: f64,
    /// Class weights.
    pub class_weight: ClassWeight,
}

impl Default for LogisticSpec {
    fn default() -> Self {
        Self { c: 1.0, max_iter: 100, tol: 1e-4, fit_intercept: true, l1_ratio: 0.0, class_weight: ClassWeight::None }
    }
}
