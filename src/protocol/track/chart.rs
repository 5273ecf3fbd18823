//! Tracked runs as their charts see them, and which chart is asked for.
//!
//! Fields are named as in the search: `metrics.accuracy`, `params.max_depth`, `attributes.duration`.

use serde::{Deserialize, Serialize};

/// One run: its settings and the last value of each metric.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunPoint {
    /// 32 hexadecimal digits.
    pub run_id: String,
    /// Name for people.
    pub name: String,
    /// When it began, milliseconds since 1970.
    pub start_millis: Option<i64>,
    /// How long it took, milliseconds; absent while it runs.
    pub duration_millis: Option<i64>,
    /// Settings, by name.
    pub params: Vec<(String, String)>,
    /// Last value of each metric, by name; only finite ones.
    pub metrics: Vec<(String, f64)>,
}

/// Every logged value of one metric in one run, in the order of the steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MetricLine {
    /// The run.
    pub run_id: String,
    /// The run's name.
    pub name: String,
    /// The metric.
    pub metric: String,
    /// Its values.
    pub points: Vec<MetricPoint>,
}

/// One logged value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MetricPoint {
    /// As logged; folds, rounds and epochs count from 0 or 1.
    pub step: i64,
    /// The value, finite.
    pub value: f64,
    /// When it was logged, milliseconds since 1970.
    pub timestamp_millis: i64,
}

/// What a chart over runs is drawn from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunData {
    /// The runs, in the order of the table.
    pub points: Vec<RunPoint>,
    /// Their metrics over steps; only the line chart needs them.
    pub lines: Vec<MetricLine>,
}

/// A chart over runs, with its settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunChart {
    /// One bar a run, longest first.
    Bar {
        /// A field of numbers.
        field: String,
    },
    /// Metrics over steps or time.
    Line(LineSettings),
    /// One point a run.
    Scatter {
        /// Field along x.
        x: String,
        /// Field along y.
        y: String,
        /// Equal ratios along x, where all values are above 0.
        #[serde(default)]
        log_x: bool,
        /// Equal ratios along y, where all values are above 0.
        #[serde(default)]
        log_y: bool,
    },
    /// One point a run over shades of a third field, interpolated between the runs.
    Contour {
        /// Field along x.
        x: String,
        /// Field along y.
        y: String,
        /// Field of the shades, numbers.
        z: String,
    },
    /// One line a run across several fields.
    Parallel {
        /// The fields, left to right.
        fields: Vec<String>,
        /// A field of numbers on the last axis, which ranks the lines.
        metric: String,
    },
    /// Quartiles of a field for each value of another.
    Box {
        /// A field of numbers.
        field: String,
        /// What the runs are grouped by; absent: all together.
        #[serde(default)]
        by: Option<String>,
    },
}

/// Settings of the line chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineSettings {
    /// Metrics drawn, by name.
    pub metrics: Vec<String>,
    /// What lies along x.
    pub along: Along,
    /// Weight of the past in an exponential moving average, percent, 0..=99; 0 draws the values as they are.
    pub smoothing: u8,
    /// Equal ratios along x; values of 0 and below are left out.
    pub log_x: bool,
    /// Equal ratios along y; values of 0 and below are left out.
    pub log_y: bool,
    /// Scale y to the middle 90% of the values.
    pub ignore_outliers: bool,
}

/// What lies along the x axis of a line chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Along {
    /// The step, as logged.
    #[default]
    Step,
    /// Seconds since the run's first value.
    Relative,
    /// Seconds since the first value of all runs.
    Wall,
}

/// Whether less of a metric is better, as far as its name tells: errors and losses.
pub fn lower_is_better(metric: &str) -> bool {
    let name = metric.rsplit(['.', '/']).next().unwrap_or(metric).to_ascii_lowercase();
    !name.starts_with("neg_") && ["loss", "error", "mae", "mse", "rmse", "brier", "cost", "inertia"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_and_losses_are_better_when_lower() {
        let lower = ["log_loss", "metrics.test/mean_absolute_error", "rmse", "brier_score"];
        let higher = ["accuracy", "roc_auc", "neg_log_loss", "metrics.r2"];
        assert!(lower.into_iter().all(lower_is_better) && !higher.into_iter().any(lower_is_better));
    }

    #[test]
    fn a_chart_says_only_what_differs_from_the_defaults() {
        let chart: RunChart = serde_json::from_str(r#"{"line":{"metrics":["accuracy"],"smoothing":60}}"#).unwrap();
        let RunChart::Line(settings) = chart else { panic!() };
        assert_eq!((settings.along, settings.smoothing, settings.log_y), (Along::Step, 60, false));
        let chart: RunChart = serde_json::from_str(r#"{"box":{"field":"metrics.accuracy"}}"#).unwrap();
        assert_eq!(chart, RunChart::Box { field: "metrics.accuracy".into(), by: None });
    }
}
