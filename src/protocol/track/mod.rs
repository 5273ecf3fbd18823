//! What the tracking store is asked and what it answers: experiments, runs, models, logs, and the file they are kept in. Each file
//! holds the requests of its subject and their answers.
//!
//! Names are MLflow's, because the store is MLflow's database. On the wire a request is `{"store":{"search_runs":{…}}}` and its
//! answer `{"store":{"search_runs":{…}}}`, so that the many requests of the store are one entry among the others. Times are
//! milliseconds since 1970 in UTC. A value that MLflow calls NaN is absent here; one that it keeps as the largest number is infinite.

pub mod chart;
mod database;
mod log;
mod registry;
mod run;
mod search;
#[cfg(test)]
mod tests;
mod value;

pub use database::{
    Access, Accessed, Artifact, Cell, Export, ExportKind, Exported, GetArtifact, Import, Imported, Place, Query, QueryTable, Rescue,
    StartAfresh, Status, StoreState, StoreStatus, TakeOver,
};
pub use log::{LOG_PATH, LogFilter, LogForm, LogPage, LogQuestion, ReadKeptLog, ReadLog};
pub use registry::{
    AliasMove, CreateModelVersion, EditModel, EditModelVersion, ModelChange, ModelVersion, RegisteredModel, RollBack, SearchModels,
    SetAlias,
};
pub use run::{
    ArtifactInfo, CreateExperiment, DatasetInput, EditExperiment, EditRun, Experiment, ExperimentChange, GetRun, LogRuns, MetricPoint,
    NewArtifact, NewMetric, NewRun, Run, RunChange, RunDetail, RunStatus, SearchExperiments, View,
};
pub use search::{
    ColumnFacts, CompareRuns, Compared, Difference, DrawRuns, MetricHistory, MetricSummary, RunColumns, RunRow, RunsPage, SearchRuns,
    Selection, Series,
};
pub use value::word as number_word;
