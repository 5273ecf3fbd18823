//! Runs as they are read: one whole, and the parts that tables and comparisons are made of.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params};

use super::error::invalid;
use super::log::{CONTEXT, PARENT};
use super::{Result, Store, StoreError};
use crate::protocol::track::{DatasetInput, MetricHistory, MetricPoint, MetricSummary, Run, RunDetail, RunStatus, Series};

/// What [`read`] reads, from the table `runs`.
pub(super) const COLUMNS: &str =
    "runs.run_uuid, runs.experiment_id, coalesce(runs.name, ''), coalesce(runs.status, ''), runs.start_time, runs.end_time,
    coalesce(runs.user_id, ''), coalesce(runs.source_name, ''), runs.lifecycle_stage = 'deleted', coalesce(runs.artifact_uri, '')";
/// Runs that a request may name.
pub(super) const MOST_RUNS: usize = 100;

/// A run from a row of [`COLUMNS`].
pub(super) fn read(row: &Row) -> rusqlite::Result<Run> {
    Ok(Run {
        run_id: row.get(0)?,
        experiment_id: row.get(1)?,
        run_name: row.get(2)?,
        status: RunStatus::of(&row.get::<_, String>(3)?),
        start_time: row.get(4)?,
        end_time: row.get(5)?,
        user_id: row.get(6)?,
        source_name: row.get(7)?,
        deleted: row.get::<_, Option<bool>>(8)?.unwrap_or(false),
        artifact_uri: row.get(9)?,
    })
}

/// A metric's value as it was logged: MLflow keeps infinity as the largest number there is.
pub(super) fn logged(kept: Option<f64>) -> Option<f64> {
    kept.map(|value| match value {
        f64::MAX => f64::INFINITY,
        f64::MIN => f64::NEG_INFINITY,
        value => value,
    })
}

/// Refuses more runs than one answer carries.
pub(super) fn few(runs: usize) -> Result<()> {
    let what = || format!("{runs} runs were named; at most {MOST_RUNS} are looked at together");
    if runs > MOST_RUNS { Err(invalid(what(), "Name fewer runs.")) } else { Ok(()) }
}

impl Store {
    /// A run.
    pub(super) fn run(&self, id: &str) -> Result<Run> {
        let sql = format!("SELECT {COLUMNS} FROM main.runs WHERE run_uuid = ?1");
        let found = self.db.prepare_cached(&sql)?.query_row([id], read).optional()?;
        found.ok_or_else(|| StoreError::Absent { kind: "run", name: id.into() })
    }

    /// A run with all that was logged.
    pub(super) fn run_detail(&self, id: &str) -> Result<RunDetail> {
        let sql = "SELECT runs.run_uuid FROM main.tags JOIN main.runs USING (run_uuid)
            WHERE tags.key = ?1 AND tags.value = ?2 AND run_uuid <> ?2 AND runs.lifecycle_stage = 'active' ORDER BY runs.start_time, runs.run_uuid";
        let run = self.run(id)?;
        Ok(RunDetail {
            artifacts: self.artifacts_of(&run)?,
            run,
            params: self.pairs("params", id)?,
            metrics: self.metrics_of(id, false)?.into_iter().map(|(name, metric)| (name, metric.last)).collect(),
            tags: self.pairs("tags", id)?,
            datasets: self.datasets_of(id)?,
            children: self.db.prepare_cached(sql)?.query_map([PARENT, id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?,
        })
    }

    /// A run's params or tags.
    pub(super) fn pairs(&self, table: &str, id: &str) -> Result<BTreeMap<String, String>> {
        let sql = format!("SELECT key, coalesce(value, '') FROM main.{table} WHERE run_uuid = ?1");
        let mut statement = self.db.prepare_cached(&sql)?;
        Ok(statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// The last value of each of a run's metrics; with `spans` the least and the greatest as well.
    pub(super) fn metrics_of(&self, id: &str, spans: bool) -> Result<BTreeMap<String, MetricSummary>> {
        let mut statement = self.db.prepare_cached("SELECT key, iif(is_nan, NULL, value) FROM main.latest_metrics WHERE run_uuid = ?1")?;
        let last = statement.query_map([id], |row| Ok((row.get(0)?, MetricSummary { last: logged(row.get(1)?), min: None, max: None })))?;
        let mut metrics: BTreeMap<String, MetricSummary> = last.collect::<rusqlite::Result<_>>()?;
        if spans {
            let sql = "SELECT key, min(value), max(value) FROM main.metrics WHERE run_uuid = ?1 AND NOT is_nan GROUP BY key";
            let mut statement = self.db.prepare_cached(sql)?;
            let mut rows = statement.query([id])?;
            while let Some(row) = rows.next()? {
                if let Some(metric) = metrics.get_mut(row.get_ref(0)?.as_str().unwrap_or_default()) {
                    (metric.min, metric.max) = (logged(row.get(1)?), logged(row.get(2)?));
                }
            }
        }
        Ok(metrics)
    }

    /// What a run was trained on.
    pub(super) fn datasets_of(&self, id: &str) -> Result<Vec<DatasetInput>> {
        let sql = "SELECT datasets.name, digest, dataset_source_type, dataset_source, dataset_schema, dataset_profile, input_tags.value
            FROM main.inputs JOIN main.datasets ON dataset_uuid = source_id
            LEFT JOIN main.input_tags ON input_tags.input_uuid = inputs.input_uuid AND input_tags.name = ?2
            WHERE destination_type = 'RUN' AND destination_id = ?1 AND inputs.source_type = 'DATASET' ORDER BY inputs.rowid";
        let read = |row: &Row| {
            Ok(DatasetInput {
                name: row.get(0)?,
                digest: row.get(1)?,
                source_type: row.get(2)?,
                source: row.get(3)?,
                schema: row.get(4)?,
                profile: row.get(5)?,
                context: row.get(6)?,
            })
        };
        Ok(self.db.prepare_cached(sql)?.query_map([id, CONTEXT], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Name and digest of what a run was trained on.
    pub(super) fn dataset_names(&self, id: &str) -> Result<Vec<(String, String)>> {
        let sql = "SELECT name, digest FROM main.inputs JOIN main.datasets ON dataset_uuid = source_id
            WHERE destination_type = 'RUN' AND destination_id = ?1 AND inputs.source_type = 'DATASET' ORDER BY inputs.rowid";
        let mut statement = self.db.prepare_cached(sql)?;
        Ok(statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Every value of a metric in each of these runs.
    pub(super) fn history(&self, asked: &MetricHistory) -> Result<Vec<Series>> {
        few(asked.run_ids.len())?;
        let sql = "SELECT step, timestamp, iif(is_nan, NULL, value) FROM main.metrics WHERE run_uuid = ?1 AND key = ?2 ORDER BY step, timestamp, value";
        let mut statement = self.db.prepare_cached(sql)?;
        let point = |row: &Row| Ok(MetricPoint { step: row.get(0)?, timestamp: row.get(1)?, value: logged(row.get(2)?) });
        let mut series = Vec::new();
        for run_id in &asked.run_ids {
            self.run(run_id)?;
            let points = statement.query_map(params![run_id, asked.key], point)?.collect::<rusqlite::Result<_>>()?;
            series.push(Series { run_id: run_id.clone(), points });
        }
        Ok(series)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::track::{GetRun, LogRuns, NewRun};
    use crate::store::testing::{ask, run, with_runs};

    #[test]
    fn a_metrics_history_is_in_order_of_its_steps() {
        let mut store = with_runs(2);
        let run_ids = vec![format!("{:032x}", 1), format!("{:032x}", 0)];
        let series = ask(&mut store, MetricHistory { run_ids: run_ids.clone(), key: "accuracy".into() }).unwrap();
        let point = |step, timestamp, value| MetricPoint { step, timestamp, value: Some(value) };
        assert_eq!(series[0], Series { run_id: run_ids[0].clone(), points: vec![point(0, 2001, 0.9), point(1, 2001, 0.51)] });
        assert_eq!(series[1].points, [point(0, 2000, 0.9), point(1, 2000, 0.5)]);
        let many = MetricHistory { run_ids: vec![run_ids[0].clone(); 101], key: "accuracy".into() };
        assert_eq!(ask(&mut store, many).unwrap_err().what, "101 runs were named; at most 100 are looked at together");
    }

    #[test]
    fn a_search_knows_its_trials() {
        let mut store = with_runs(1);
        let parent = format!("{:032x}", 0);
        let child = |at| NewRun { parent_run_id: Some(parent.clone()), ..run(at) };
        let ids = ask(&mut store, LogRuns { runs: vec![child(2), child(1)] }).unwrap();
        let found = ask(&mut store, GetRun { run_id: parent }).unwrap();
        assert_eq!(found.children, [ids[1].clone(), ids[0].clone()], "the earlier first");
    }
}
