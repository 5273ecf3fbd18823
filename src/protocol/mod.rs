//! What page and worker say to each other: spec (what to do), report (what came out), message, error, wire.
//!
//! The same messages are the console's language (`window.lab.call`) and the command line's (`lab-cli`). Every request is
//! complete in itself; a worker may cache, but never remembers a selection.

pub mod base64;
mod data;
mod error;
mod explain;
mod float;
mod infinite;
mod message;
#[cfg(feature = "export-calls")]
mod message_drift;
mod message_judge;
mod message_log;
mod message_model;
mod message_route;
mod message_share;
mod message_watch;
pub mod params;
#[cfg(feature = "plan-calls")]
mod plan;
#[cfg(feature = "press-calls")]
pub mod press;
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
#[cfg(feature = "store-calls")]
pub mod store;
pub mod wire;

pub use data::{ColumnKind, ColumnProfile, DatasetProfile, Distribution, MOST_LEVELS, Source, Warning, nearly_all_differ};
pub use error::Error;
pub use float::float;
pub use message::{Behind, Compare, DecisionMap, Describe, Load, Predict, Rows, Script, Train};
pub use message::{Call, Command, Event, Progress, Reply, Request, Update};
#[cfg(feature = "export-calls")]
pub use message_drift::{ComparedTable, DriftFile, DriftFiles, DriftTaken};
pub use message_judge::{
    Cluster, ClusterMethod, ClusterSpec, Clustered, CompareNumbers, Estimate, Estimated, Findings, GroupProfile, Inspect, Inspected, Look,
    Regress, Search, SearchScript, Standing, Try,
};
pub use message_log::{LogFilter, LogForm, LogPage, LogQuestion, ReadLog};
pub use message_model::{Answered, AskModel, FittedModel, KeepModel, ModelFiles, Predictions};
pub use message_share::{Brought, Gather, Gathered, Portion, Share, Shared};
pub use message_watch::{
    BothSides, ColumnLook, Investigate, Investigation, Panel, Policies, PolicyReport, ScenarioCard, Scenarios, Scenery, SeenColumn,
    SidesText, SliceLook, Watch, Watched,
};
#[cfg(feature = "plan-calls")]
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
