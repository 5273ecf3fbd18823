//! Charts over runs: what they are drawn from is read here, where it lies.

use std::collections::BTreeSet;

use super::rows::few;
use super::{Result, Store};
use crate::chart;
use crate::protocol::Drawing;
use crate::protocol::track::chart::{MetricLine, MetricPoint, RunChart, RunData, RunPoint};
use crate::protocol::track::{DrawRuns, MetricHistory, RunRow, SearchRuns};

/// Most runs of a chart, the latest of those found.
const MOST: u32 = 1000;
/// Most runs whose metrics are drawn over steps.
const LINES: usize = 100;

impl Store {
    /// A chart over some runs, or over those that a filter finds; absent if none of them has what it needs.
    pub(super) fn draw(&self, asked: &DrawRuns) -> Result<Option<Drawing>> {
        let rows = if asked.run_ids.is_empty() {
            self.search_runs(&SearchRuns { which: asked.which.clone(), limit: MOST, ..SearchRuns::default() })?.runs
        } else {
            few(asked.run_ids.len())?;
            asked.run_ids.iter().map(|id| self.row(self.run(id)?, false)).collect::<Result<_>>()?
        };
        let metrics: BTreeSet<&str> = match &asked.chart {
            RunChart::Line(settings) => settings.metrics.iter().map(String::as_str).collect(),
            _ => BTreeSet::new(),
        };
        let mut lines = Vec::new();
        for key in metrics {
            let run_ids = rows.iter().take(LINES).map(|row| row.run.run_id.clone()).collect();
            let series = self.history(&MetricHistory { run_ids, key: key.to_owned() })?;
            lines.extend(series.into_iter().zip(&rows).map(|(series, row)| MetricLine {
                run_id: series.run_id,
                name: row.run.run_name.clone(),
                metric: key.to_owned(),
                points: series.points.iter().filter_map(point).collect(),
            }));
        }
        let data = RunData { points: rows.into_iter().map(run_point).collect(), lines };
        Ok(chart::runs(&asked.chart, &data, asked.width))
    }
}

fn point(point: &crate::protocol::track::MetricPoint) -> Option<MetricPoint> {
    Some(MetricPoint { step: point.step, value: point.value.filter(|value| value.is_finite())?, timestamp_millis: point.timestamp })
}

fn run_point(row: RunRow) -> RunPoint {
    let duration_millis = row.run.took_millis();
    RunPoint {
        run_id: row.run.run_id,
        name: row.run.run_name,
        start_millis: row.run.start_time,
        duration_millis,
        params: row.params.into_iter().collect(),
        metrics: row
            .metrics
            .into_iter()
            .filter_map(|(name, metric)| Some((name, metric.last.filter(|value| value.is_finite())?)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::track::chart::LineSettings;
    use crate::protocol::track::{LogRuns, NewMetric, NewRun, Selection};
    use crate::store::testing::{ask, run, with_runs};

    #[test]
    fn charts_are_drawn_from_the_runs_that_are_meant() {
        let mut store = with_runs(6);
        let which = Selection { filter: "params.model = 'random_forest'".into(), ..Selection::default() };
        let bar = RunChart::Bar { field: "metrics.accuracy".into() };
        let mut rows = |run_ids: Vec<String>, chart: &RunChart| {
            let asked = DrawRuns { which: which.clone(), run_ids, chart: chart.clone(), width: 480 };
            ask(&mut store, asked).unwrap().map(|drawing| drawing.table.rows)
        };
        let best = [["run-4", "0.54"], ["run-2", "0.52"], ["run-0", "0.5"]].map(|row| row.map(String::from).to_vec());
        assert_eq!(rows(vec![], &bar), Some(best.to_vec()));
        assert_eq!(rows(vec![format!("{:032x}", 1)], &bar), Some(vec![vec!["run-1".into(), "0.51".into()]]));
        let line = RunChart::Line(LineSettings { metrics: vec!["accuracy".into()], ..LineSettings::default() });
        assert_eq!(rows(vec![], &line).map(|rows| rows.len()), Some(6));
        assert_eq!(rows(vec![], &RunChart::Bar { field: "metrics.nothing".into() }), None);
    }

    #[test]
    fn infinite_values_and_negative_durations_are_left_off_the_axes() {
        let mut store = with_runs(2);
        let infinite = NewMetric { key: "accuracy".into(), value: Some(f64::INFINITY), step: 0, timestamp: None };
        let odd = NewRun { end_time: Some(1), metrics: vec![infinite], ..run(2) };
        ask(&mut store, LogRuns { runs: vec![odd, NewRun { start_time: Some(i64::MIN), end_time: Some(i64::MAX), ..run(3) }] }).unwrap();
        let mut names = |field: &str| {
            let asked = DrawRuns { chart: RunChart::Bar { field: field.into() }, ..bar() };
            let rows = ask(&mut store, asked).unwrap().unwrap().table.rows;
            rows.into_iter().map(|row| row[0].clone()).collect::<Vec<_>>()
        };
        assert_eq!(names("metrics.accuracy"), ["run-3", "run-1", "run-0"]);
        let mut took = names("attributes.duration");
        took.sort();
        assert_eq!(took, ["run-0", "run-1"]);
    }

    fn bar() -> DrawRuns {
        DrawRuns { which: Selection::default(), run_ids: vec![], chart: RunChart::Bar { field: String::new() }, width: 480 }
    }
}
