//! The store as a file: where it is, how it comes and goes, and questions in SQL.

use serde::{Deserialize, Serialize};

use crate::protocol::error::Error;

/// Open the store, and say whether it can be used. It is the first thing to ask, and never fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {}

/// Have the store here, though another tab has it open: that tab is asked to let go of it, and does so between two requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeOver {}

/// The file `mlflow.db` as it is, though it cannot be opened; its bytes come beside the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rescue {
    /// The file to write; on the command line only.
    pub path: Option<String>,
}

/// Whether the store can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreState {
    /// It can.
    Ready,
    /// Another tab has it open; `take_over` brings it here.
    Elsewhere,
    /// Another tab had it open and has let go of it; said unasked, under job 0, to a tab that found it `elsewhere`.
    Free,
    /// A newer MLflow wrote it; `rescue` saves it, `start_afresh` begins anew.
    Newer,
    /// An older MLflow wrote it; the same.
    Older,
    /// It cannot be read; the same.
    Damaged,
    /// There is no room to make one.
    Full,
}

/// Whether the store can be used, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accessed {
    /// In a word.
    pub state: StoreState,
    /// Where it is. In memory means that it ends with the tab, and the reader must be told.
    pub place: Place,
    /// What is wrong and what to do, unless it is ready.
    pub trouble: Option<Error>,
}

/// Where the store is and what it holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Status {
    /// Also read every page of the file and say what is damaged.
    pub check: bool,
}

/// Where a store is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the browser's private file system: it outlives the tab.
    Opfs,
    /// In this tab's memory, because the browser offers no file system here: it ends with the tab.
    Memory,
    /// In a folder; on the command line only.
    Folder,
}

/// What the store holds and how it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoreStatus {
    /// Where it is.
    pub place: Place,
    /// Size of `mlflow.db`.
    pub bytes: u64,
    /// Size of all artifacts together.
    pub artifact_bytes: u64,
    /// The schema's revision, as Alembic names it.
    pub revision: String,
    /// The MLflow version whose schema that is.
    pub mlflow: String,
    /// Experiments that are not deleted.
    pub experiments: u64,
    /// Runs that are not deleted.
    pub runs: u64,
    /// Registered models.
    pub models: u64,
    /// What is damaged, if that was asked for; none is good.
    pub damage: Vec<String>,
}

/// A question in SQL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// One SELECT, WITH or EXPLAIN.
    pub sql: String,
    /// Rows at most, 1..=10000.
    #[serde(default = "thousand")]
    pub limit: u32,
}

fn thousand() -> u32 {
    1000
}

/// The answer to a question in SQL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueryTable {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// There are more rows than the limit.
    pub more: bool,
}

/// A value of SQLite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// NULL.
    Null,
    /// INTEGER.
    Integer(i64),
    /// REAL.
    Real(f64),
    /// TEXT; of a BLOB, its size in words.
    Text(String),
}

/// A file that was logged with a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetArtifact {
    /// The run.
    pub run_id: String,
    /// Path below the run's artifacts.
    pub path: String,
}

/// The file's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artifact {
    /// Its text, if it is text …
    pub text: Option<String>,
    /// … or its bytes in Base64.
    pub base64: Option<String>,
}

/// Take in an `mlflow.db`. Its bytes come beside the message or, on the command line, from `path`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Import {
    /// A file to read; on the command line only.
    pub path: Option<String>,
}

/// What was taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The file's revision.
    pub revision: String,
    /// New experiments.
    pub experiments: u64,
    /// New runs.
    pub runs: u64,
    /// Runs that were here already; they stay as they are.
    pub known_runs: u64,
    /// New registered models.
    pub models: u64,
    /// Registered models whose name was taken here; they stay as they are.
    pub known_models: u64,
    /// Runs among the new ones that the file marks as deleted.
    #[serde(default)]
    pub deleted_runs: u64,
    /// Runs that were here already and are deleted here.
    #[serde(default)]
    pub known_deleted_runs: u64,
    /// Experiments that are deleted here, and the ones beside them that took their new runs in: `(name, name beside it)`.
    #[serde(default)]
    pub beside: Vec<(String, String)>,
    /// What the file holds that was not taken in, such as `trace` or `row in the table notes`, and how many of it there are.
    #[serde(default)]
    pub left_out: Vec<(String, u64)>,
}

/// What to give out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportKind {
    /// `mlflow.db` alone.
    Database,
    /// A zip: `mlflow.db`, every artifact, and how to open it.
    #[default]
    TakeHome,
}

/// The store as files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Export {
    /// What.
    pub kind: ExportKind,
    /// The file to write; on the command line only.
    pub path: Option<String>,
}

/// What was given out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// A name for the file.
    pub file: String,
    /// Its size.
    pub bytes: u64,
}

/// Throw the store away and begin with an empty one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartAfresh {
    /// Must be true: what is there is lost.
    pub discard: bool,
}
