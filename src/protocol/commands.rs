//! The calls of the engine, of the press and of the tracking store, and the one that needs no worker.

use super::call::{CallName, CommandSet, Service, commands};
use super::cluster::{Cluster, Clustered};
use super::dataset::{DatasetProfile, Describe, Load, Rows, RowsPage};
use super::drawing::Drawing;
use super::drift::{
    DriftFiles, DriftTaken, ExportWindows, Investigate, Investigation, Policies, PolicyReport, ScenarioCatalog, Scenarios, Watch, Watched,
    WindowTables,
};
use super::inspect::{Inspect, Inspected};
use super::leakage::{Leak, LeakReport};
use super::plan::{Plan, Planned};
use super::print::{PagePicture, Press, Pressed, Preview};
use super::share::{Estimate, Estimated, Gather, Gathered, Share, Shared};
use super::track::{
    Access, Accessed, Artifact, ColumnFacts, CompareRuns, Compared, CreateExperiment, CreateModelVersion, DrawRuns, EditExperiment,
    EditModel, EditModelVersion, EditRun, Experiment, Export, Exported, GetArtifact, GetRun, Import, Imported, LogPage, LogRuns,
    MetricHistory, ModelVersion, Query, QueryTable, ReadKeptLog, ReadLog, RegisteredModel, Rescue, RollBack, Run, RunColumns, RunDetail,
    RunsPage, SearchExperiments, SearchModels, SearchRuns, Series, SetAlias, StartAfresh, Status, StoreStatus, TakeOver,
};
use super::train::{
    Answered, AskModel, CellRows, Compare, CompareNumbers, Comparison, DecisionMap, DecisionRegions, FittedModel, KeepModel, ModelFiles,
    NumbersComparison, Predict, Prediction, Predictions, Regress, Regressed, Script, ScriptText, Train, Trained,
};
use super::tune::{RunTrial, Search, SearchScript, SearchStatus, TrialReport};

commands! {
    /// Everything the engine can be asked.
    EngineCommand,
    /// What the engine answers.
    EngineReply,
    Service::Engine, None;

    "Read the reader's own CSV file." Load = "load" => DatasetProfile;
    "A fitted model as text, to be kept." KeepModel = "keep_model" => FittedModel;
    "A kept model as the files of an MLflow model." ModelFiles = "model_files" => Vec<(String, String)>;
    "Ask a kept model." AskModel = "ask_model" => Answered;
    "Profile a dataset and draw its columns." Describe = "describe" => (DatasetProfile, Vec<(String, Drawing)>);
    "Train and judge a model." Train = "train" => Trained, trains spec;
    "Train two models and set them side by side." Compare = "compare" => Comparison, trains left right;
    "Predict one row." Predict = "predict" => Prediction;
    "Draw the model's answer over two features." DecisionMap = "decision_map" => DecisionRegions;
    "Rows by number." Rows = "rows" => RowsPage;
    "Test rows of one cell of the confusion matrix." CellRows = "cell_rows" was "behind" => RowsPage;
    "The experiment as a scikit-learn script." Script = "script" => ScriptText;
    "A search for settings as a scikit-learn script." SearchScript = "search_script" => ScriptText;
    "A table compared with its reference, as files of the real tools." DriftFiles = "drift_files" => DriftTaken;
    "The test rows with the model's answers, as CSV." Predictions = "predictions" => ScriptText;
    "Train and judge a model of numbers." Regress = "regress" => Regressed, trains spec;
    "Train two models of numbers and set them side by side." CompareNumbers = "compare_numbers" => NumbersComparison;
    "Look closer at a model." Inspect = "inspect" => Inspected;
    "The status of a search, and what to run next." Search = "search" => SearchStatus;
    "Run one trial of a search." RunTrial = "run_trial" was "try" => TrialReport;
    "Find groups of rows." Cluster = "cluster" => Clustered;
    "Judge a model with a leak and without." Leak = "leak" => LeakReport;
    "What an experiment will take." Estimate = "estimate" => Estimated;
    "Do one portion of a training." Share = "share" => Shared;
    "Put a training together from its portions." Gather = "gather" => Gathered;
    "Serve a model and watch it." Watch = "watch" => Watched;
    "The scenarios that fit a dataset." Scenarios = "scenarios" => ScenarioCatalog;
    "Write the reference and some windows as two tables." ExportWindows = "export_windows" was "both_sides" => WindowTables;
    "Look at one window closely." Investigate = "investigate" => Investigation;
    "Compare retraining policies." Policies = "policies" => PolicyReport;
    "Read the prediction log." ReadLog = "read_log" => LogPage;
}

commands! {
    /// Everything the press can be asked.
    PressCommand,
    /// What the press answers.
    PressReply,
    Service::Press, None;

    "Print the roadmap." Press = "press" => Pressed;
    "A page of the print as a picture." Preview = "preview" => PagePicture;
}

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

commands! {
    /// What needs no worker.
    LocalCommand,
    /// What is answered without one.
    LocalReply,
    Service::Local, None;

    "Dates for the roadmap." Plan = "plan" => Planned;
}

/// Who answers the call of this name, which may be an old one; absent if there is no such call.
pub fn service_of(name: &str) -> Option<Service> {
    let sets = [(Service::Engine, EngineCommand::CALLS), (Service::Press, PressCommand::CALLS), (Service::Local, LocalCommand::CALLS)];
    let has = |calls: &[CallName]| calls.iter().any(|call| call.name == name || call.old == Some(name));
    let found = sets.iter().find(|(_, calls)| has(calls)).map(|(service, _)| *service);
    found.or_else(|| (StoreCommand::ENVELOPE == Some(name)).then_some(Service::Store))
}

/// The names that a request can have.
pub fn names() -> Vec<&'static str> {
    let calls = [EngineCommand::CALLS, PressCommand::CALLS, LocalCommand::CALLS].concat();
    calls.iter().map(|call| call.name).chain(StoreCommand::ENVELOPE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Call, DatasetRef, ForestSpec, ModelSpec, SplitSpec, TrainSpec};

    #[test]
    fn every_call_has_one_name_and_an_old_name_is_still_understood() {
        let mut all = names();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(count > 30);
        assert_eq!((service_of("train"), service_of("store")), (Some(Service::Engine), Some(Service::Store)));
        assert_eq!((service_of("press"), service_of("plan"), service_of("trane")), (Some(Service::Press), Some(Service::Local), None));
        for (old, name) in [("behind", "cell_rows"), ("try", "run_trial"), ("both_sides", "export_windows")] {
            assert_eq!((service_of(old), service_of(name)), (Some(Service::Engine), Some(Service::Engine)));
            assert!(!all.contains(&old) && all.contains(&name));
        }
    }

    #[test]
    fn a_call_says_which_experiments_it_trains() {
        let train = |id: &str| TrainSpec {
            dataset: DatasetRef::Sample(id.into()),
            target: String::new(),
            features: vec![],
            split: SplitSpec::default(),
            model: ModelSpec::RandomForest(ForestSpec::default()),
            folds: 0,
            prepare: Default::default(),
        };
        let compare = Compare { left: train("iris"), right: train("wine"), draw_width: None, lean: false };
        assert_eq!(compare.trainings(), [&train("iris"), &train("wine")]);
        assert!(Script { spec: train("iris") }.trainings().is_empty());
    }
}
