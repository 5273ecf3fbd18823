//! The calls of the engine and of the press, and the one that needs no worker. The store's are in [`store`](super::store).

use super::call::commands;
use super::press::{PagePicture, Press, Pressed, Preview};
use super::report_leak::{Leak, LeakReport};
use super::report_regression::{NumbersComparison, Regressed};
use super::report_search::TrialReport;
use super::*;

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
    found.or_else(|| (super::store::StoreCommand::ENVELOPE == Some(name)).then_some(Service::Store))
}

/// The names that a request can have.
pub fn names() -> Vec<&'static str> {
    let calls = [EngineCommand::CALLS, PressCommand::CALLS, LocalCommand::CALLS].concat();
    calls.iter().map(|call| call.name).chain(super::store::StoreCommand::ENVELOPE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
