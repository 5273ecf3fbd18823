//! What page and worker say to each other: spec (what to do), report (what came out), message, error, wire.
//!
//! The same messages are the console's language (`window.lab.call`) and the command line's (`lab-cli`). Every request is
//! complete in itself; a worker may cache, but never remembers a selection.

pub mod base64;
mod call;
mod commands;
mod data;
mod error;
mod explain;
mod float;
mod infinite;
mod message;
mod message_drift;
mod message_judge;
mod message_log;
mod message_model;
mod message_share;
mod message_watch;
mod param;
pub mod params;
mod plan;
pub mod press;
#[cfg(test)]
mod reference;
mod report;
pub mod report_cluster;
pub mod report_drift;
pub mod report_inspect;
pub mod report_interval;
pub mod report_leak;
pub mod report_monitor;
pub mod report_probability;
pub mod report_regression;
pub mod report_runs;
pub mod report_search;
pub mod report_watch;
mod spec;
mod spec_detector;
mod spec_drift;
mod spec_linear;
mod spec_monitor;
mod spec_prepare;
pub mod spec_search;
mod spec_simple;
mod spec_traffic;
mod spec_trees;
mod spec_unsupervised;
mod spec_watch;
pub mod store;
pub mod wire;

pub use call::{Call, CallName, CommandSet, ReplySet, Service};
pub use commands::{EngineCommand, EngineReply, LocalCommand, LocalReply, PressCommand, PressReply, names, service_of};
pub use data::{ColumnKind, ColumnProfile, DatasetProfile, Distribution, MOST_LEVELS, Source, Warning, nearly_all_differ};
pub use error::Error;
pub use float::float;
pub use message::{CellRows, Compare, DecisionMap, Describe, Load, Notice, Predict, Progress, Ready, Rows, Script, Train};
pub use message_drift::{ComparedTable, DriftFile, DriftFiles, DriftTaken};
pub use message_judge::{
    Cluster, ClusterMethod, ClusterSpec, Clustered, CompareNumbers, Estimate, Estimated, Findings, GroupProfile, Inspect, Inspected, Look,
    Regress, RunTrial, Search, SearchScript, SearchStatus,
};
pub use message_log::{LogFilter, LogForm, LogPage, LogQuestion, ReadLog};
pub use message_model::{Answered, AskModel, FittedModel, KeepModel, ModelFiles, Predictions};
pub use message_share::{Gather, Gathered, Portion, PortionBytes, Share, Shared};
pub use message_watch::{
    ColumnLook, ExportWindows, Investigate, Investigation, Panel, Policies, PolicyReport, ScenarioCard, ScenarioCatalog, Scenarios,
    SeenColumn, SliceLook, Watch, Watched, WindowTables,
};
pub use plan::{Plan, PlanSpec, Planned, PlannedItem, PlannedMove, PlannedPhase};
pub use report::{
    Averages, ClassScores, Comparison, CrossValidation, Curve, DecisionRegions, Drawing, FeatureSummary, Importance, Mark, Outcome,
    Prediction, RowsPage, Scores, ScriptText, TableTwin, TrainReport, Trained,
};
pub use spec::{
    ClassWeight, Criterion, DatasetRef, ForestClassWeight, ForestSpec, LogisticSpec, MaxFeatures, ModelSpec, SplitSpec, TrainSpec, TreeSpec,
};
pub use spec_detector::{
    AdwinSpec, DdmSpec, DetectorSpec, Direction, EddmSpec, FhddmSpec, HddmASpec, HddmWSpec, KswinSpec, PageHinkleySpec,
};
pub use spec_drift::{ChunkMethod, ChunkSpec, Correction, DriftSpec, DriftTest, Incomplete, Judged};
pub use spec_linear::{LassoSpec, LinearSpec, LinearSvcSpec, RidgeSpec};
pub use spec_monitor::{AlertSpec, EstimateSpec, LatencySpec, PerformanceMetric, RetrainPolicy};
pub use spec_prepare::{DatePart, Encoder, PrepareSpec, Scaler, Strategy};
pub use spec_simple::{Activation, KnnSpec, NaiveBayesSpec, NeighbourWeights, PerceptronSpec};
pub use spec_traffic::{Change, Clock, Injection, Shape, TrafficSpec};
pub use spec_trees::{
    BoostingSpec, EarlyStopping, ExtraTreesRegressorSpec, ExtraTreesSpec, PARAMS_BOOSTING, RegressionForestSpec, RegressionTreeSpec,
};
pub use spec_unsupervised::{
    CovarianceType, DbscanSpec, KMeansSpec, MixtureSpec, PARAMS_DBSCAN, PARAMS_KMEANS, PARAMS_MIXTURE, PARAMS_PCA, PcaSpec,
};
pub use spec_watch::{Act, Action, DriftRule, ScenarioSpec, WatchSpec};
