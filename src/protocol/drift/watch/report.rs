//! What became of a model in service: window by window, alert by alert, version by version.

use serde::{Deserialize, Serialize};

use super::alerts::{AlertReport, AlertRule, DetectorReport};
use super::spec::WatchSpec;
use crate::protocol::drawing::{Drawing, TableTwin};
use crate::protocol::drift::monitor::{Check, Latency, Performance, QualityReport, RetrainPolicy};
use crate::protocol::drift::report::DriftReport;
use crate::protocol::error::Error;

/// The history of a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WatchReport {
    /// What was asked, with every default and the scenario's changes filled in.
    pub spec: WatchSpec,
    /// Class labels, in the order of every per-class list.
    pub classes: Vec<String>,
    /// Columns that are watched, the answer (`prediction`) last.
    pub columns: Vec<String>,
    /// Before the first window.
    pub reference: Reference,
    /// How the rows are divided; by calendar only `train` and `serve` are counted, and the windows are divided by time.
    #[serde(default)]
    pub parts: RowParts,
    /// One entry per window.
    pub windows: Vec<WindowReport>,
    /// What went wrong, and from when to when: what monitors should find.
    pub truth: Vec<Truth>,
    /// One entry per alert rule.
    pub alerts: Vec<AlertReport>,
    /// One entry per detector, in the order asked for.
    pub detectors: Vec<DetectorReport>,
    /// Every model that was trained, the first one included.
    pub versions: Vec<ModelVersion>,
    /// Rows of all windows.
    pub rows: u64,
    /// Share of wrong answers among the rows whose label ever became known, 0..=1; absent without any. A request that failed
    /// counts as wrong.
    pub error: Option<f64>,
}

impl WatchReport {
    /// The figure that stands for performance, within a sentence.
    pub fn noun(&self) -> String {
        self.spec.metric.noun(self.classes.len())
    }

    /// An alert rule's name for people.
    pub fn name_of(&self, rule: AlertRule) -> String {
        match rule {
            AlertRule::Estimate => format!("Estimated {}", self.noun()),
            AlertRule::Performance => format!("{} by labels", self.spec.metric.title(self.classes.len())),
            other => other.title().to_owned(),
        }
    }
}

/// What monitors compare with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Its rows.
    pub rows: u64,
    /// Rows the first model learned from.
    pub train_rows: u64,
    /// The first model's performance on it.
    pub performance: Performance,
    /// Mean confidence, 0..=1.
    pub confidence: Option<f64>,
    /// Share per class of the answers.
    pub answers: Vec<f64>,
}

/// Rows by what they are for. No row has two roles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RowParts {
    /// Rows that the first model learned from.
    pub train: u64,
    /// Rows that reference and traffic come from, and that every figure is measured on.
    pub serve: u64,
    /// Rows that may teach a new model.
    pub teach: u64,
    /// Rows on which champion and challenger are compared.
    pub judge: u64,
    /// Why no model can be trained again.
    #[serde(default)]
    pub too_small: Option<Error>,
}

/// How a window went for the service itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowState {
    /// Requests came and were answered.
    #[default]
    Served,
    /// No request came; why that matters.
    NoData(Error),
    /// Requests came and could not be answered; why.
    Failed(Error),
}

/// One window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WindowReport {
    /// Its number, from 0.
    pub number: u32,
    /// Its requests.
    pub rows: u64,
    /// Version of the model that answered.
    pub version: u32,
    /// Whether it was answered.
    pub state: WindowState,
    /// Mean probability of the class answered, 0..=1; absent without answers.
    pub confidence: Option<f64>,
    /// Answers per class; empty without answers.
    pub answers: Vec<u64>,
    /// Labels per class among the rows whose label becomes known.
    pub labels: Vec<u64>,
    /// The figure that stands for performance, as estimated without labels; absent without answers.
    pub estimated: Option<Check>,
    /// The same figure by the labels, which are known from window `labels_due` on; absent where none ever is.
    pub actual: Option<Check>,
    /// Every figure estimated.
    pub expected: Option<Performance>,
    /// Every figure by the labels.
    pub measured: Option<Performance>,
    /// The window at whose end its labels are known; absent if that is after the last.
    pub labels_due: Option<u32>,
    /// Columns that drift, in words of one letter a column: `d` drifts, `.` does not, `!` could not be compared.
    pub marks: String,
    /// Share of the compared columns that drift, 0..=1; absent if none could be compared.
    pub drift_share: Option<f64>,
    /// The table drifts.
    pub dataset_drift: bool,
    /// How long its answers took; absent without requests.
    #[serde(default)]
    pub latency: Option<Latency>,
    /// What is wrong with the data, in words; empty if nothing is.
    pub trouble: Vec<String>,
    /// Share of its rows with a value that the reference never shows, 0..=1: a number outside its range, a category that it does
    /// not have. Absent where nothing could be compared.
    #[serde(default)]
    pub unseen: Option<f64>,
    /// The model beside always naming the most common class, on the rows whose label becomes known.
    #[serde(default)]
    pub baseline: Option<BaselineCheck>,
    /// Strength of each injection, 0..=1: the truth.
    pub strength: Vec<f64>,
    /// Column by column; left out of lean reports.
    #[serde(default)]
    pub drift: Option<DriftReport>,
    /// Column by column; left out of lean reports.
    #[serde(default)]
    pub quality: Option<QualityReport>,
}

/// A model beside a rule that always names one class, on the same labelled rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BaselineCheck {
    /// The class: the most common one among the rows that the model learned from.
    pub class: String,
    /// Share of rows of that class, 0..=1.
    pub accuracy: f64,
    /// Share that the model answered right, 0..=1.
    pub model: f64,
    /// Exact McNemar test, two-sided.
    pub p_value: f64,
}

impl BaselineCheck {
    /// The model is worse than the rule, and chance seldom explains that.
    pub fn is_worse(&self) -> bool {
        self.model < self.accuracy && self.p_value < 0.05
    }
}

/// One change and one time that it lasted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Truth {
    /// Place among the injections.
    pub injection: u32,
    /// First window that has it.
    pub from: u32,
    /// First window that no longer has it.
    pub to: u32,
    /// What it is, in words.
    pub words: String,
    /// It moves the share of wrong answers, which is all that the detectors hear.
    #[serde(default = "yes")]
    pub reaches_errors: bool,
}

fn yes() -> bool {
    true
}

/// A trained model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelVersion {
    /// From 1.
    pub version: u32,
    /// The window after which it was trained; absent for the first.
    pub trained_after: Option<u32>,
    /// Rows it learned from.
    pub rows: u64,
    /// First and last window of those rows; absent for the first.
    pub windows: Option<(u32, u32)>,
    /// First window that it answered; absent if it never did.
    pub live_from: Option<u32>,
    /// Why it was trained, in words.
    pub why: String,
    /// Against the champion of its day, on the same labelled rows, each counted once and none a row that either learned from.
    pub duel: Option<Duel>,
    /// Why it could not be trained.
    pub wrong: Option<Error>,
}

/// Champion and challenger on the same labelled rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duel {
    /// Version in service.
    pub champion: u32,
    /// Rows that both answered.
    pub rows: u64,
    /// Share of right answers of the champion, 0..=1; absent without rows or answers.
    pub champion_accuracy: Option<f64>,
    /// Share of right answers of the challenger, 0..=1; absent without rows.
    pub challenger_accuracy: Option<f64>,
    /// Rows that only the champion got right.
    pub only_champion: u64,
    /// Rows that only the challenger got right.
    pub only_challenger: u64,
    /// Exact McNemar test, two-sided; absent where the champion could not answer.
    pub p_value: Option<f64>,
    /// Share of the rows that always naming the most common class gets right, 0..=1; absent without rows.
    #[serde(default)]
    pub baseline_accuracy: Option<f64>,
    /// Why a policy does not promote the challenger; absent if it does.
    #[serde(default)]
    pub refused: Option<String>,
}

/// A policy and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PolicyOutcome {
    /// The policy.
    pub policy: RetrainPolicy,
    /// Share of wrong answers among all rows whose label became known, 0..=1.
    pub error: Option<f64>,
    /// Windows after which it trained.
    pub trained: Vec<u32>,
    /// Windows after which the new model took over: it was better on the judging rows, and not by chance.
    #[serde(default)]
    pub promoted: Vec<u32>,
}

/// Policies beside each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PolicyReport {
    /// In the order asked for.
    pub outcomes: Vec<PolicyOutcome>,
    /// Error against number of retrainings.
    pub drawing: Option<Drawing>,
}

/// The history and its panels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Watched {
    /// The numbers.
    pub report: WatchReport,
    /// Drawn over time; empty unless asked for.
    pub panels: Vec<Panel>,
}

/// A chart over windows, in layers, so that what has not happened yet can be covered without drawing it anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// Stable name: `performance`, `drift`, `volume`, `confidence`, `answers`, `labels`, `latency`, `alerts`,
    /// `detectors`.
    pub name: String,
    /// Heading.
    pub title: String,
    /// Axes and frame: always shown; it carries label and size.
    pub frame: Drawing,
    /// What is known when a window ends, as SVG of the same size.
    pub now: String,
    /// What is known only when its labels have come, as SVG of the same size; empty if nothing is.
    pub late: String,
    /// Where window 0 begins and the last one ends, viewBox units from the left.
    pub span: (f64, f64),
    /// Window of each of the frame's marks, and whether it waits for labels.
    pub mark_windows: Vec<(u32, bool)>,
    /// The same facts as a table.
    pub table: TableTwin,
    /// Window of each row of the table.
    pub row_windows: Vec<u32>,
}

/// Reference and windows, each as CSV text: the features and the answer, `prediction`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowTables {
    /// The reference of the model that answered the last of the windows.
    pub reference: String,
    /// The windows' rows as they came in.
    pub current: String,
}
