//! Experiments and runs: what is logged, what is kept, what can be changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Which of the soft-deleted are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// Those that are not deleted.
    #[default]
    ActiveOnly,
    /// Those that are.
    DeletedOnly,
    /// Both.
    All,
}

/// The experiments there are, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchExperiments {
    /// Which of them.
    pub view: View,
}

/// A new experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateExperiment {
    /// Its name, of its own among all experiments, deleted ones included.
    pub name: String,
    /// Tags.
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}

/// Change an experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EditExperiment {
    /// Which.
    pub experiment_id: i64,
    /// How.
    pub change: ExperimentChange,
}

/// What can be changed of an experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExperimentChange {
    /// Another name.
    Rename(String),
    /// Mark it and its runs as deleted; nothing is lost.
    Delete,
    /// Take that back, for its runs too.
    Restore,
    /// A tag and its value.
    SetTag(String, String),
    /// Take a tag away.
    DeleteTag(String),
}

/// An experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Experiment {
    /// Its number.
    pub experiment_id: i64,
    /// Its name.
    pub name: String,
    /// It is marked as deleted.
    pub deleted: bool,
    /// When it was made, if that is known.
    pub creation_time: Option<i64>,
    /// When it was last changed.
    pub last_update_time: Option<i64>,
    /// Runs in it that are not deleted.
    pub runs: u64,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

/// How a run stands, in MLflow's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum RunStatus {
    /// At work.
    Running,
    /// Not begun.
    Scheduled,
    /// Done.
    #[default]
    Finished,
    /// Broken off by an error.
    Failed,
    /// Broken off by hand.
    Killed,
}

/// Save runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogRuns {
    /// Each complete in itself; a parent stands before its children. The answer has their ids, in this order.
    pub runs: Vec<NewRun>,
}

/// A run to be saved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewRun {
    /// 32 hexadecimal digits; the store chooses if absent.
    pub run_id: Option<String>,
    /// The experiment's number; 0 is `Default`.
    pub experiment_id: i64,
    /// Its name.
    pub run_name: String,
    /// How it stands.
    pub status: RunStatus,
    /// When it began; absent: now.
    pub start_time: Option<i64>,
    /// When it ended; absent: now, unless it is at work.
    pub end_time: Option<i64>,
    /// Who ran it.
    pub user_id: String,
    /// What ran it, such as the lab's address.
    pub source_name: String,
    /// The run that this one is a part of, such as the search of a trial.
    pub parent_run_id: Option<String>,
    /// The same, if that run is saved by this request too: its place in the request, counted from 0, before this one's.
    pub part_of: Option<u32>,
    /// A note in Markdown.
    pub note: Option<String>,
    /// Settings.
    pub params: BTreeMap<String, String>,
    /// Results.
    pub metrics: Vec<NewMetric>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// What it was trained on.
    pub datasets: Vec<DatasetInput>,
    /// Files.
    pub artifacts: Vec<NewArtifact>,
}

/// One value of a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewMetric {
    /// Its name.
    pub key: String,
    /// Absent: not a number.
    #[serde(default, with = "super::value")]
    pub value: Option<f64>,
    /// Where it stands in the run.
    #[serde(default)]
    pub step: i64,
    /// When it was measured; absent: the run's end.
    #[serde(default)]
    pub timestamp: Option<i64>,
}

/// A dataset that went into a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DatasetInput {
    /// Its name.
    pub name: String,
    /// A digest of its content, at most 36 characters.
    pub digest: String,
    /// Kind of source, such as `local`.
    pub source_type: String,
    /// Where it came from, as JSON text.
    pub source: String,
    /// Its columns, as JSON text.
    pub schema: Option<String>,
    /// Its size, as JSON text.
    pub profile: Option<String>,
    /// What it was for, such as `training`.
    pub context: Option<String>,
}

/// A file to be kept with a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewArtifact {
    /// Path below the run's artifacts, such as `model/spec.json`.
    pub path: String,
    /// Its text …
    #[serde(default)]
    pub text: Option<String>,
    /// … or its bytes in Base64.
    #[serde(default)]
    pub base64: Option<String>,
}

/// Change a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EditRun {
    /// Which.
    pub run_id: String,
    /// How.
    pub change: RunChange,
}

/// What can be changed of a run: all but its params, metrics and datasets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunChange {
    /// Another name.
    Rename(String),
    /// Mark it as deleted; nothing is lost.
    Delete,
    /// Take that back.
    Restore,
    /// A tag and its value.
    SetTag(String, String),
    /// Take a tag away.
    DeleteTag(String),
    /// The note, in Markdown; empty takes it away.
    Note(String),
}

/// A run without what was logged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// 32 hexadecimal digits.
    pub run_id: String,
    /// Its experiment.
    pub experiment_id: i64,
    /// Its name.
    pub run_name: String,
    /// How it stands.
    pub status: RunStatus,
    /// When it began.
    pub start_time: Option<i64>,
    /// When it ended.
    pub end_time: Option<i64>,
    /// Who ran it.
    pub user_id: String,
    /// What ran it.
    pub source_name: String,
    /// It is marked as deleted.
    pub deleted: bool,
    /// Where its files are, seen from the unpacked take-home folder.
    pub artifact_uri: String,
}

impl Run {
    /// How long it took, milliseconds; absent while it runs, and where it ends before it starts, as a clock set back makes it.
    pub fn took_millis(&self) -> Option<i64> {
        self.start_time.zip(self.end_time).and_then(|(start, end)| end.checked_sub(start)).filter(|took| *took >= 0)
    }
}

/// Everything about a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunDetail {
    /// The run.
    pub run: Run,
    /// Settings.
    pub params: BTreeMap<String, String>,
    /// The last value of each metric; absent: not a number.
    #[serde(with = "super::value::by_name")]
    pub metrics: BTreeMap<String, Option<f64>>,
    /// Tags, the note and the parent among them.
    pub tags: BTreeMap<String, String>,
    /// What it was trained on.
    pub datasets: Vec<DatasetInput>,
    /// Its files.
    pub artifacts: Vec<ArtifactInfo>,
    /// The runs that are parts of it, those not deleted.
    pub children: Vec<String>,
}

/// A file's name and size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArtifactInfo {
    /// Path below the run's artifacts.
    pub path: String,
    /// Its size.
    pub bytes: u64,
}

/// One value of a metric as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricPoint {
    /// Where it stands in the run.
    pub step: i64,
    /// When it was measured.
    pub timestamp: i64,
    /// Absent: not a number.
    #[serde(default, with = "super::value")]
    pub value: Option<f64>,
}

/// One run with all that was logged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GetRun {
    /// Which.
    pub run_id: String,
}
