//! What page and worker say to each other: spec (what to do), report (what came out), message, error, wire.
//!
//! The same messages are the console's language (`window.lab.call`) and the command line's (`lab-cli`). Every request is
//! complete in itself; a worker may cache, but never remembers a selection.

mod data;
mod error;
mod message;
pub mod params;
mod report;
mod spec;
mod spec_trees;
pub mod wire;

pub use data::{ColumnKind, ColumnProfile, DatasetProfile, Distribution, Source, Warning};
pub use error::Error;
pub use message::{Behind, Compare, DecisionMap, Describe, Load, Predict, Predictions, Rows, Script, Train};
pub use message::{Call, Command, Event, Progress, Reply, Request, Update};
pub use report::{
    Averages, ClassScores, Comparison, CrossValidation, Curve, DecisionRegions, Drawing, FeatureSummary, Importance, Mark, Outcome,
    Prediction, RowsPage, Scores, ScriptText, TableTwin, TrainReport, Trained,
};
pub use spec::{ClassWeight, Criterion, DatasetRef, ForestSpec, LogisticSpec, MaxFeatures, ModelSpec, SplitSpec, TrainSpec, TreeSpec};
pub use spec_trees::{
    BoostingSpec, EarlyStopping, ExtraTreesRegressorSpec, ExtraTreesSpec, PARAMS_BOOSTING, PARAMS_EXTRA_TREES,
    PARAMS_EXTRA_TREES_REGRESSOR, PARAMS_REGRESSION_FOREST, PARAMS_REGRESSION_TREE, RegressionForestSpec, RegressionTreeSpec,
};
