//! Finding runs and setting them side by side.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::chart::RunChart;
use super::run::{MetricPoint, Run, View};

/// Which runs are meant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// In these experiments; empty: in all that are not deleted.
    pub experiment_ids: Vec<i64>,
    /// MLflow's search syntax: `metrics.accuracy > 0.9 and params.model = 'random_forest'`; empty: all.
    pub filter: String,
    /// Which of the soft-deleted.
    pub view: View,
}

/// One page of the runs that a filter finds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchRuns {
    /// Which runs.
    #[serde(flatten)]
    pub which: Selection,
    /// `metrics.accuracy DESC`, `params.model`; runs that are equal, or all if empty: the latest first.
    #[serde(default)]
    pub order_by: Vec<String>,
    /// Runs of a page, 1..=1000.
    #[serde(default = "hundred")]
    pub limit: u32,
    /// Runs before the page.
    #[serde(default)]
    pub offset: u32,
    /// Also the least and the greatest value of each metric.
    #[serde(default)]
    pub spans: bool,
    /// Leave out runs that are parts of another run on any page: they are found with `part_of`.
    #[serde(default)]
    pub nested: bool,
    /// Only the runs that are parts of this one.
    #[serde(default)]
    pub part_of: Option<String>,
}

fn hundred() -> u32 {
    100
}

impl Default for SearchRuns {
    fn default() -> Self {
        Self { which: Selection::default(), order_by: vec![], limit: hundred(), offset: 0, spans: false, nested: false, part_of: None }
    }
}

/// One page of runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunsPage {
    /// In order.
    pub runs: Vec<RunRow>,
    /// How many there are on all pages.
    pub total: u64,
}

/// A run as a row of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunRow {
    /// The run.
    pub run: Run,
    /// Settings.
    pub params: BTreeMap<String, String>,
    /// Results.
    pub metrics: BTreeMap<String, MetricSummary>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// Name and digest of what it was trained on.
    pub datasets: Vec<(String, String)>,
    /// Runs that are parts of it and fit the same selection.
    #[serde(default)]
    pub parts: u64,
}

/// What a table shows of a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricSummary {
    /// The last value; absent: not a number.
    #[serde(default, with = "super::value")]
    pub last: Option<f64>,
    /// The least, if it was asked for and there is one.
    #[serde(default, with = "super::value", skip_serializing_if = "super::value::is_absent")]
    pub min: Option<f64>,
    /// The greatest, if it was asked for and there is one.
    #[serde(default, with = "super::value", skip_serializing_if = "super::value::is_absent")]
    pub max: Option<f64>,
}

/// Which columns a table of these runs has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunColumns {
    /// Which runs.
    #[serde(flatten)]
    pub which: Selection,
}

/// A param, metric or tag over all runs of a selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnFacts {
    /// `params`, `metrics` or `tags`.
    pub kind: String,
    /// Its name.
    pub key: String,
    /// Runs that have it.
    pub runs: u64,
    /// Those runs have different values.
    pub varies: bool,
    /// Every run has it, with one and the same value.
    pub constant: bool,
}

/// Every value of a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricHistory {
    /// Of these runs, at most 100.
    pub run_ids: Vec<String>,
    /// The metric.
    pub key: String,
}

/// A metric's values in one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// The run.
    pub run_id: String,
    /// By step, then time, then value; empty if the run has no such metric.
    pub points: Vec<MetricPoint>,
}

/// A chart over runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DrawRuns {
    /// Which runs, the latest 1,000 of them …
    #[serde(default)]
    pub which: Selection,
    /// … or these, at most 100, whatever the filter.
    #[serde(default)]
    pub run_ids: Vec<String>,
    /// What is drawn.
    pub chart: RunChart,
    /// Width of the drawing in CSS pixels, 240..=1200.
    pub width: u32,
}

/// Runs side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompareRuns {
    /// Two to 100 runs.
    pub run_ids: Vec<String>,
    /// Leave out what is the same in all of them.
    #[serde(default = "yes")]
    pub differences_only: bool,
}

fn yes() -> bool {
    true
}

/// Runs side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// In the order asked for.
    pub runs: Vec<Run>,
    /// Params, then metrics, then tags.
    pub rows: Vec<Difference>,
    /// Rows left out because they are the same in all runs.
    pub same: u32,
}

/// One param, metric or tag in every run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// `params`, `metrics` or `tags`.
    pub kind: String,
    /// Its name.
    pub key: String,
    /// Its value in each run, as text; absent where a run has none.
    pub values: Vec<Option<String>>,
}
