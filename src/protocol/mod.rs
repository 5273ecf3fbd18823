//! What page and worker say to each other. A topic is a folder: `spec` is what to do, `report` what came out, `calls` the requests.
//!
//! The same messages are the console's language (`window.lab.call`) and the command line's (`lab-cli`). Every request is
//! complete in itself; a worker may cache, but never remembers a selection.

pub mod base64;
mod call;
pub mod cluster;
mod commands;
pub mod dataset;
mod drawing;
pub mod drift;
mod error;
pub mod inspect;
pub mod leakage;
pub mod model;
mod number;
pub mod plan;
pub mod prepare;
pub mod print;
#[cfg(test)]
mod reference;
pub mod share;
pub mod track;
pub mod train;
pub mod tune;
pub mod wire;

pub use call::{Call, CallName, CommandSet, ReplySet, Service};
pub use cluster::{Cluster, ClusterMethod, ClusterSpec, Clustered, GroupProfile};
pub use commands::{
    EngineCommand, EngineReply, LocalCommand, LocalReply, PressCommand, PressReply, StoreCommand, StoreReply, names, service_of,
};
pub use dataset::{
    ColumnKind, ColumnProfile, DatasetProfile, DatasetRef, Describe, Distribution, Load, MOST_LEVELS, Rows, RowsPage, Source, Warning,
    nearly_all_differ,
};
pub use drawing::{Drawing, Mark, TableTwin};
pub use drift::{
    Act, Action, AdwinSpec, AlertSpec, Change, ChunkMethod, ChunkSpec, Clock, ColumnLook, ComparedTable, Correction, DdmSpec, DetectorSpec,
    Direction, DriftFile, DriftFiles, DriftRule, DriftSpec, DriftTaken, DriftTest, EddmSpec, EstimateSpec, ExportWindows, FhddmSpec,
    HddmASpec, HddmWSpec, Incomplete, Injection, Investigate, Investigation, Judged, KswinSpec, LatencySpec, PageHinkleySpec, Panel,
    PerformanceMetric, Policies, PolicyReport, RetrainPolicy, ScenarioCard, ScenarioCatalog, ScenarioSpec, Scenarios, SeenColumn, Shape,
    SliceLook, TrafficSpec, Watch, WatchSpec, Watched, WindowTables,
};
pub use error::Error;
pub use inspect::{Findings, Inspect, Inspected, Look};
pub use model::{
    Activation, BoostingSpec, ClassWeight, CovarianceType, Criterion, DbscanSpec, EarlyStopping, ExtraTreesRegressorSpec, ExtraTreesSpec,
    ForestClassWeight, ForestSpec, Hyperparameters, KMeansSpec, KnnSpec, LassoSpec, LinearSpec, LinearSvcSpec, LogisticSpec, MaxFeatures,
    MixtureSpec, ModelSpec, NaiveBayesSpec, NeighbourWeights, OutOfRange, PcaSpec, PerceptronSpec, RegressionForestSpec,
    RegressionTreeSpec, RidgeSpec, TreeSpec,
};
pub use number::float;
pub use plan::{Plan, PlanSpec, Planned, PlannedItem, PlannedMove, PlannedPhase};
pub use prepare::{DatePart, Encoder, PrepareSpec, Scaler, Strategy};
pub use share::{Estimate, Estimated, Gather, Gathered, Portion, PortionBytes, Share, Shared};
pub use track::{LogFilter, LogForm, LogPage, LogQuestion, ReadLog};
pub use train::{
    Answered, AskModel, Averages, CellRows, ClassScores, Compare, CompareNumbers, Comparison, CrossValidation, Curve, DecisionMap,
    DecisionRegions, FeatureSummary, FittedModel, Importance, KeepModel, ModelFiles, Outcome, Predict, Prediction, Predictions, Regress,
    Scores, Script, ScriptText, SplitSpec, Train, TrainReport, TrainSpec, Trained,
};
pub use tune::{RunTrial, Search, SearchScript, SearchStatus};
pub use wire::{Notice, Progress, Ready};
