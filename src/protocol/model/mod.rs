//! Every model once: its settings, and what is known of it. Defaults, ranges, forms, checks, cost, scripts and charts follow from
//! here; a family of models is one file.

mod bayes;
mod boosting;
mod check;
mod class_weight;
mod forest;
mod kind;
mod linear;
mod neighbors;
mod param;
mod perceptron;
#[cfg(test)]
mod tests;
mod tree;
mod unsupervised;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use bayes::NaiveBayesSpec;
pub use boosting::{BoostingSpec, EarlyStopping};
pub use check::{Hyperparameters, OutOfRange};
pub use class_weight::ClassWeight;
pub use forest::{ExtraTreesRegressorSpec, ExtraTreesSpec, ForestClassWeight, ForestSpec, RegressionForestSpec};
pub use kind::{Cost, CostLaw, Importances, ModelKind, Task};
pub use linear::{LassoSpec, LinearSpec, LinearSvcSpec, LogisticSpec, RidgeSpec};
pub use neighbors::{KnnSpec, NeighbourWeights};
pub use param::{Interval, NO_LIMIT, Param, ParamKind};
pub use perceptron::{Activation, PerceptronSpec};
pub use tree::{Criterion, MaxFeatures, RegressionTreeSpec, TreeSpec};
pub use unsupervised::{CovarianceType, DbscanSpec, KMeansSpec, MixtureSpec, PcaSpec};

/// Defines the models, a line each: the variant, its settings, its description. A model without one of them does not compile.
macro_rules! models {
    ($($(#[$doc:meta])* $variant:ident($spec:ty): $kind:path,)*) => {
        /// A model with its hyper-parameters.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ModelSpec {
            $($(#[$doc])* $variant($spec),)*
        }

        /// The models there are, in the order they are offered.
        pub const MODELS: &[ModelKind] = &[$($kind,)*];

        impl ModelSpec {
            /// The model with this id, with scikit-learn's defaults.
            pub fn by_id(id: &str) -> Option<Self> {
                $(if id == $kind.id {
                    return Some(Self::$variant(Default::default()));
                })*
                None
            }

            /// What is known of the model.
            pub fn kind(&self) -> &'static ModelKind {
                match self {
                    $(Self::$variant(_) => &$kind,)*
                }
            }

            /// Its settings by name.
            fn values(&self) -> Map<String, Value> {
                match self {
                    $(Self::$variant(spec) => check::values(spec),)*
                }
            }

            /// The same model with other settings; absent if one of them is none.
            fn with(&self, values: &Map<String, Value>) -> Option<Self> {
                match self {
                    $(Self::$variant(_) => check::spec_of(values).map(Self::$variant),)*
                }
            }
        }
    };
}

models! {
    /// `sklearn.ensemble.RandomForestClassifier`.
    RandomForest(ForestSpec): forest::RANDOM_FOREST,
    /// `sklearn.ensemble.ExtraTreesClassifier`.
    ExtraTrees(ExtraTreesSpec): forest::EXTRA_TREES,
    /// `sklearn.ensemble.HistGradientBoostingClassifier`.
    HistGradientBoosting(BoostingSpec): boosting::HIST_GRADIENT_BOOSTING,
    /// `sklearn.tree.DecisionTreeClassifier`.
    DecisionTree(TreeSpec): tree::DECISION_TREE,
    /// `sklearn.linear_model.LogisticRegression`.
    LogisticRegression(LogisticSpec): linear::LOGISTIC_REGRESSION,
    /// `sklearn.svm.LinearSVC`.
    LinearSvc(LinearSvcSpec): linear::LINEAR_SVC,
    /// `sklearn.neighbors.KNeighborsClassifier`.
    KNeighbors(KnnSpec): neighbors::K_NEIGHBORS,
    /// `sklearn.naive_bayes.GaussianNB`.
    GaussianNb(NaiveBayesSpec): bayes::GAUSSIAN_NB,
    /// `sklearn.neural_network.MLPClassifier`.
    Mlp(PerceptronSpec): perceptron::MLP,
    /// `sklearn.linear_model.LinearRegression`.
    LinearRegression(LinearSpec): linear::LINEAR_REGRESSION,
    /// `sklearn.linear_model.Ridge`.
    Ridge(RidgeSpec): linear::RIDGE,
    /// `sklearn.linear_model.Lasso`.
    Lasso(LassoSpec): linear::LASSO,
    /// `sklearn.tree.DecisionTreeRegressor`.
    DecisionTreeRegressor(RegressionTreeSpec): tree::DECISION_TREE_REGRESSOR,
    /// `sklearn.ensemble.RandomForestRegressor`.
    RandomForestRegressor(RegressionForestSpec): forest::RANDOM_FOREST_REGRESSOR,
    /// `sklearn.ensemble.ExtraTreesRegressor`.
    ExtraTreesRegressor(ExtraTreesRegressorSpec): forest::EXTRA_TREES_REGRESSOR,
    /// `sklearn.ensemble.HistGradientBoostingRegressor`.
    HistGradientBoostingRegressor(BoostingSpec): boosting::HIST_GRADIENT_BOOSTING_REGRESSOR,
    /// `sklearn.neighbors.KNeighborsRegressor`.
    KNeighborsRegressor(KnnSpec): neighbors::K_NEIGHBORS_REGRESSOR,
}

impl ModelSpec {
    /// A parameter's value as Python would print it; absent if the model has no such parameter.
    pub fn get(&self, name: &str) -> Option<String> {
        self.kind().param(name)?.kind.print(self.values().get(name)?)
    }

    /// Sets a parameter from text; the error says what the parameter takes.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), String> {
        let param = self.kind().param(name).ok_or_else(|| format!("{name} is not a parameter of this model"))?;
        let text = text.trim();
        let wrong = || format!("{name} takes {}, not '{text}'", param.kind.takes());
        let mut values = self.values();
        values.insert(name.to_owned(), param.kind.read(text).ok_or_else(wrong)?);
        *self = self.with(&values).ok_or_else(wrong)?;
        Ok(())
    }

    /// Trees that several workers can grow apart from each other; absent if it has none.
    pub fn independent_trees(&self) -> Option<u32> {
        if self.kind().independent_trees { self.get("n_estimators")?.parse().ok() } else { None }
    }
}
