//! What the tracking store is asked and what it answers: experiments, runs, models, and the file they are kept in.
//!
//! Names are MLflow's, because the store is MLflow's database. On the wire a request is `{"store":{"search_runs":{…}}}` and its
//! answer `{"store":{"search_runs":{…}}}`, so that the many requests of the store are one entry among the others. Times are
//! milliseconds since 1970 in UTC. A value that MLflow calls NaN is absent here; one that it keeps as the largest number is infinite.

mod keep;
mod log;
mod model;
mod run;
mod search;
mod value;

use super::call::commands;
use super::{Drawing, LogPage, Service};
pub use keep::{
    Access, Accessed, Artifact, Cell, Export, ExportKind, Exported, GetArtifact, Import, Imported, Place, Query, QueryTable, Rescue,
    StartAfresh, Status, StoreState, StoreStatus, TakeOver,
};
pub use log::{LOG_PATH, ReadKeptLog};
pub use model::{
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

commands! {
    /// Everything the store can be asked.
    StoreCommand,
    /// What it answers, under the request's own name.
    StoreReply,
    Service::Store, Some("store");

    "Open the store, and say whether it can be used." Access = "access" => Accessed;
    "Have the store here, though another tab has it open." TakeOver = "take_over" => Accessed;
    "The file as it is, though it cannot be opened." Rescue = "rescue" => Exported;
    "Where the store is, what it holds, and whether it can be written." Status = "status" => StoreStatus;
    "The experiments there are." SearchExperiments = "search_experiments" => Vec<Experiment>;
    "A new experiment." CreateExperiment = "create_experiment" => Experiment;
    "Rename, delete or restore an experiment, or change its tags." EditExperiment = "edit_experiment" => Experiment;
    "Save runs; all of them or none." LogRuns = "log_runs" => Vec<String>;
    "Rename, delete or restore a run, or change its tags and its note." EditRun = "edit_run" => Run;
    "One run with all that was logged." GetRun = "get_run" => RunDetail;
    "One page of the runs that a filter finds." SearchRuns = "search_runs" => RunsPage;
    "Which params, metrics and tags those runs have, and which of them never change." RunColumns = "run_columns" => Vec<ColumnFacts>;
    "Every value of a metric, step by step." MetricHistory = "metric_history" => Vec<Series>;
    "Runs side by side." CompareRuns = "compare_runs" => Compared;
    "A chart over runs." DrawRuns = "draw_runs" => Option<Drawing>;
    "The registered models there are." SearchModels = "search_models" => Vec<RegisteredModel>;
    "A new version of a registered model; the model is made if need be." CreateModelVersion = "create_model_version" => ModelVersion;
    "Describe, tag or delete a registered model." EditModel = "edit_model" => Vec<RegisteredModel>;
    "Describe, tag or delete a version." EditModelVersion = "edit_model_version" => RegisteredModel;
    "Point an alias at a version, or take it away." SetAlias = "set_alias" => RegisteredModel;
    "Point an alias back at the version before." RollBack = "roll_back" => RegisteredModel;
    "A question in SQL; nothing can be written." Query = "query" => QueryTable;
    "A file that was logged with a run." GetArtifact = "get_artifact" => Artifact;
    "Entries of a prediction log that was kept with a run." ReadKeptLog = "read_kept_log" => LogPage;
    "Take in the runs and models of an `mlflow.db`." Import = "import" => Imported;
    "The store as files; their bytes come beside the answer." Export = "export" => Exported;
    "Throw the store away and begin with an empty one." StartAfresh = "start_afresh" => StoreStatus;
}

#[cfg(test)]
mod tests {
    use super::StoreCommand;
    use crate::protocol::wire;

    #[test]
    fn every_request_is_read_from_what_it_needs_and_survives_the_wire() {
        let requests = [
            r#"{"access":{}}"#,
            r#"{"take_over":{}}"#,
            r#"{"rescue":{}}"#,
            r#"{"status":{}}"#,
            r#"{"search_experiments":{"view":"all"}}"#,
            r#"{"create_experiment":{"name":"flowers"}}"#,
            r#"{"edit_experiment":{"experiment_id":1,"change":{"set_tag":["team","blue"]}}}"#,
            r#"{"edit_experiment":{"experiment_id":1,"change":"delete"}}"#,
            r#"{"log_runs":{"runs":[{"run_name":"a","params":{"x":"1"},"metrics":[{"key":"m","value":0.1}],"artifacts":[{"path":"a","text":"b"}]}]}}"#,
            r#"{"edit_run":{"run_id":"ab","change":{"note":"why"}}}"#,
            r#"{"get_run":{"run_id":"ab"}}"#,
            r#"{"search_runs":{"filter":"metrics.m > 0","order_by":["metrics.m DESC"]}}"#,
            r#"{"run_columns":{"experiment_ids":[0]}}"#,
            r#"{"metric_history":{"run_ids":["ab"],"key":"m"}}"#,
            r#"{"compare_runs":{"run_ids":["ab","cd"]}}"#,
            r#"{"search_models":{}}"#,
            r#"{"create_model_version":{"name":"iris","run_id":"ab"}}"#,
            r#"{"edit_model":{"name":"iris","change":{"describe":"flowers"}}}"#,
            r#"{"edit_model_version":{"name":"iris","version":1,"change":{"delete_tag":"a"}}}"#,
            r#"{"set_alias":{"name":"iris","alias":"champion","version":1,"reason":"best"}}"#,
            r#"{"roll_back":{"name":"iris","alias":"champion","reason":"worse"}}"#,
            r#"{"query":{"sql":"SELECT 1"}}"#,
            r#"{"get_artifact":{"run_id":"ab","path":"a"}}"#,
            r#"{"read_kept_log":{"run_id":"ab","question":{"filter":{"wrong":true},"form":"csv","most":5}}}"#,
            r#"{"import":{"path":"mlflow.db"}}"#,
            r#"{"export":{"kind":"take_home"}}"#,
            r#"{"start_afresh":{"discard":true}}"#,
        ];
        for text in requests {
            let (_, name, command) = wire::request_to::<StoreCommand>(&format!(r#"{{"job":1,"command":{{"store":{text}}}}}"#)).unwrap();
            assert!(text.starts_with(&format!("{{\"{name}\"")), "{text}");
            assert_eq!(wire::decode::<StoreCommand>(&wire::encode(&command).unwrap()).unwrap(), command, "{text}");
        }
    }
}
