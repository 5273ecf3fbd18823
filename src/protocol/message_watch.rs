//! Requests to the worker that watches a model in service.

use serde::{Deserialize, Serialize};

use super::report_watch::{PolicyOutcome, WatchReport};
use super::{Act, DatasetRef, Drawing, Injection, RetrainPolicy, TableTwin, WatchSpec};

/// Serve, watch and report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    /// The service and its monitors.
    pub spec: WatchSpec,
    /// Width of the panels in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
    /// Leave out of the report what grows with windows times columns.
    #[serde(default)]
    pub lean: bool,
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

/// The scenarios that fit a dataset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenarios {
    /// The dataset.
    pub dataset: DatasetRef,
    /// Column to predict.
    pub target: String,
}

/// What a dataset offers to those who want to see something go wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioCatalog {
    /// The scenarios that fit it.
    pub cards: Vec<ScenarioCard>,
    /// What can be injured: the model's features, in order.
    pub columns: Vec<SeenColumn>,
    /// Classes of the target, sorted.
    pub classes: Vec<String>,
}

/// A column as the form of an injury offers it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenColumn {
    /// The column.
    pub name: String,
    /// Its most frequent categories, at most 12; absent for numbers.
    pub categories: Option<Vec<String>>,
    /// Its mean; absent for categories and where nothing is known.
    pub mean: Option<f64>,
}

/// A scenario as it is offered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioCard {
    /// Stable id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What is about to go wrong.
    pub story: String,
    /// What it does to the traffic of this dataset.
    pub injections: Vec<Injection>,
}

/// Look at one window closely: which columns, which slice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Investigate {
    /// The service.
    pub spec: WatchSpec,
    /// The window.
    pub window: u32,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
}

/// What a closer look at a window found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Investigation {
    /// The window.
    pub window: u32,
    /// Column by column, what drifts first.
    pub columns: Vec<ColumnLook>,
    /// Groups of rows by the model's errors, the worst excess first; empty without labels.
    pub slices: Vec<SliceLook>,
}

/// One column of a window beside the reference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnLook {
    /// The column.
    pub column: String,
    /// It drifts.
    pub drifted: bool,
    /// What was found, in words.
    pub words: String,
    /// Reference and window; absent where there is nothing to draw.
    pub drawing: Option<Drawing>,
}

/// A group of rows of a window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SliceLook {
    /// The column that makes the group.
    pub column: String,
    /// Which of its values, in words.
    pub values: String,
    /// Rows with a label.
    pub rows: u64,
    /// Share of wrong answers, 0..=1.
    pub error: f64,
    /// Share of wrong answers of the same group in the reference, 0..=1; absent where the reference has no such row.
    pub usual: Option<f64>,
    /// Wrong answers beyond the usual share.
    pub excess: f64,
}

/// Compare policies on the same traffic. The learner's own actions are left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policies {
    /// The service.
    pub spec: WatchSpec,
    /// The policies, at most 12.
    pub policies: Vec<RetrainPolicy>,
    /// Width of the drawing in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
}

/// Policies beside each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PolicyReport {
    /// In the order asked for.
    pub outcomes: Vec<PolicyOutcome>,
    /// Error against number of retrainings.
    pub drawing: Option<Drawing>,
}

/// The reference and some served windows as two tables of the same columns, as the tools read them that compare tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportWindows {
    /// The service.
    pub spec: WatchSpec,
    /// First window.
    pub from: u32,
    /// Last window.
    pub to: u32,
}

/// Reference and windows, each as CSV text: the features and the answer, `prediction`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowTables {
    /// The reference of the model that answered the last of the windows.
    pub reference: String,
    /// The windows' rows as they came in.
    pub current: String,
}

impl Act {
    /// Name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Retrain => "Retrain",
            Self::Promote => "Promote",
            Self::Keep => "Keep",
        }
    }
}
