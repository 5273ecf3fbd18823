//! The table of runs: filtered, ordered, one page at a time.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::error::invalid;
use super::filter::{Sql, filter, order, order_sql, where_sql};
use super::log::PARENT;
use super::{Result, Store, StoreError, rows};
use crate::protocol::track::{Run, RunRow, RunsPage, SearchRuns, Selection};

/// Most runs of a page.
const MOST: u32 = 1000;

/// The condition that a selection is, without the word WHERE.
pub(super) fn selected(which: &Selection) -> Result<Sql> {
    let mut sql = Sql::default();
    sql.push("runs.").push(which.view.condition());
    if which.experiment_ids.is_empty() {
        sql.push(" AND runs.experiment_id IN (SELECT experiment_id FROM main.experiments WHERE lifecycle_stage = 'active')");
    } else {
        let ids: Vec<String> = which.experiment_ids.iter().map(i64::to_string).collect();
        sql.push(&format!(" AND runs.experiment_id IN ({})", ids.join(", ")));
    }
    let clauses = where_sql(&filter(&which.filter)?);
    sql.push(&clauses.text);
    sql.values.extend(clauses.values);
    Ok(sql)
}

impl Store {
    /// One page of runs.
    pub(super) fn search_runs(&self, asked: &SearchRuns) -> Result<RunsPage> {
        if asked.limit == 0 || asked.limit > MOST {
            return Err(invalid(
                format!("a page of {} runs was asked for", asked.limit),
                format!("Ask for 1 to {MOST}, and turn pages with offset."),
            ));
        }
        let mut which = selected(&asked.which)?;
        let selection = which.clone();
        if let Some(parent) = &asked.part_of {
            which.push(&format!(
                " AND runs.run_uuid IN (SELECT run_uuid FROM main.tags WHERE key = '{PARENT}' AND value = ? AND value <> run_uuid)"
            ));
            which.values.push(Value::Text(parent.clone()));
        } else if asked.nested {
            // A part whose whole is not among the runs that were found stands for itself, and so does a run that names itself.
            which.push(&format!(
                " AND runs.run_uuid NOT IN (SELECT run_uuid FROM main.tags WHERE key = '{PARENT}' AND value <> run_uuid
                AND value IN (SELECT runs.run_uuid FROM main.runs WHERE {}))",
                selection.text
            ));
            which.values.extend(selection.values.clone());
        }
        let total = format!("SELECT count(*) FROM main.runs WHERE {}", which.text);
        let total = self.db.prepare_cached(&total)?.query_row(params_from_iter(&which.values), |row| row.get(0))?;
        let mut orders = Vec::new();
        for text in &asked.order_by {
            let new = order(text)?;
            if orders.iter().any(|known: &super::filter::OrderBy| known.key == new.key) {
                let (what, hint) = (format!("“{text}” is given twice"), "Give each key once.".to_owned());
                return Err(StoreError::Syntax { clause: "order", at: 1, what, hint });
            }
            orders.push(new);
        }
        let (joins, by) = order_sql(&orders);
        let sql =
            format!("SELECT {} FROM main.runs{} WHERE {} ORDER BY {} LIMIT ? OFFSET ?", rows::COLUMNS, joins.text, which.text, by.text);
        let mut values = joins.values;
        values.extend(which.values);
        values.extend(by.values);
        values.extend([Value::Integer(asked.limit.into()), Value::Integer(asked.offset.into())]);
        let mut statement = self.db.prepare_cached(&sql)?;
        let found: Vec<Run> = statement.query_map(params_from_iter(&values), rows::read)?.collect::<rusqlite::Result<_>>()?;
        let mut runs = found.into_iter().map(|run| self.row(run, asked.spans)).collect::<Result<Vec<_>>>()?;
        self.count_parts(&mut runs, &selection)?;
        Ok(RunsPage { runs, total })
    }

    /// How many runs of the selection are parts of each of these.
    fn count_parts(&self, rows: &mut [RunRow], selection: &Sql) -> Result<()> {
        let sql = format!("SELECT 1 FROM main.tags WHERE key = '{PARENT}' LIMIT 1");
        if self.db.prepare_cached(&sql)?.query_row([], |_| Ok(())).optional()?.is_none() {
            return Ok(());
        }
        let sql = format!(
            "SELECT value, count(*) FROM main.tags WHERE key = '{PARENT}' AND value <> run_uuid
            AND run_uuid IN (SELECT runs.run_uuid FROM main.runs WHERE {}) GROUP BY value",
            selection.text
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let parts = statement.query_map(params_from_iter(&selection.values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let parts: BTreeMap<String, u64> = parts.collect::<rusqlite::Result<_>>()?;
        rows.iter_mut().for_each(|row| row.parts = parts.get(&row.run.run_id).copied().unwrap_or(0));
        Ok(())
    }

    pub(super) fn row(&self, run: Run, spans: bool) -> Result<RunRow> {
        Ok(RunRow {
            params: self.pairs("params", &run.run_id)?,
            metrics: self.metrics_of(&run.run_id, spans)?,
            tags: self.pairs("tags", &run.run_id)?,
            datasets: self.dataset_names(&run.run_id)?,
            parts: 0,
            run,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::track::{CreateExperiment, DatasetInput, LogRuns, NewMetric, NewRun};
    use crate::store::testing::{ask, run, with_runs};

    fn found(store: &mut Store, filter: &str, order_by: &[&str]) -> Vec<String> {
        let which = Selection { filter: filter.into(), ..Selection::default() };
        let asked = SearchRuns { which, order_by: order_by.iter().map(|text| (*text).to_owned()).collect(), ..SearchRuns::default() };
        ask(store, asked).unwrap().runs.into_iter().map(|row| row.run.run_name).collect()
    }

    #[test]
    fn filters_find_the_runs_that_fulfil_every_clause() {
        let mut store = with_runs(6);
        let dataset = DatasetInput { name: "iris".into(), digest: "ab12".into(), context: Some("test".into()), ..DatasetInput::default() };
        let odd = NewRun {
            metrics: vec![NewMetric { key: "accuracy".into(), value: None, step: 0, timestamp: None }],
            tags: [("team".into(), "Blue".into())].into(),
            datasets: vec![dataset],
            params: [("model".into(), "Random_Forest".into())].into(),
            ..run(6)
        };
        ask(&mut store, LogRuns { runs: vec![odd] }).unwrap();
        let mut check = |filter: &str, expected: &[u32]| {
            let expected: Vec<String> = expected.iter().map(|at| format!("run-{at}")).collect();
            assert_eq!(found(&mut store, filter, &[]), expected, "{filter}");
        };
        check("", &[6, 5, 4, 3, 2, 1, 0]);
        check("metrics.accuracy >= 0.53", &[5, 4, 3]);
        check("metrics.accuracy != 0.53", &[6, 5, 4, 2, 1, 0]);
        check("metrics.accuracy < 0.6 and params.model = 'random_forest'", &[4, 2, 0]);
        check("params.model LIKE 'random%'", &[4, 2, 0]);
        check("params.model ILIKE 'random%'", &[6, 4, 2, 0]);
        check("tags.team IS NOT NULL", &[6]);
        check("params.seed IS NULL", &[6]);
        check("run_name = 'run-2'", &[2]);
        check("attributes.start_time > 1003 and end_time <= 2005", &[5, 4]);
        check(&format!("run_id IN ('{:032x}', 'x')", 4), &[4]);
        check("datasets.name = 'iris' and dataset.context = 'test'", &[6]);
        check("datasets.digest NOT IN ('zz')", &[6]);
        check("status = 'FAILED'", &[]);
    }

    #[test]
    fn runs_without_a_value_come_last_whatever_the_direction() {
        let mut store = with_runs(3);
        let metric = |value| NewMetric { key: "accuracy".into(), value, step: 0, timestamp: None };
        ask(&mut store, LogRuns { runs: vec![NewRun { metrics: vec![metric(None)], ..run(3) }, NewRun { metrics: vec![], ..run(4) }] })
            .unwrap();
        assert_eq!(found(&mut store, "", &["metrics.accuracy"]), ["run-0", "run-1", "run-2", "run-3", "run-4"]);
        assert_eq!(found(&mut store, "", &["metrics.accuracy DESC"]), ["run-2", "run-1", "run-0", "run-3", "run-4"]);
        assert_eq!(found(&mut store, "", &["params.model", "params.seed DESC"]), ["run-3", "run-1", "run-4", "run-2", "run-0"]);
        let twice = SearchRuns { order_by: vec!["run_id".into(), "run_id DESC".into()], ..SearchRuns::default() };
        assert!(ask(&mut store, twice).unwrap_err().what.contains("“run_id DESC” is given twice"));
    }

    #[test]
    fn pages_are_turned_and_spans_are_the_least_and_the_greatest() {
        let mut store = with_runs(5);
        let page = ask(&mut store, SearchRuns { limit: 2, offset: 3, spans: true, ..SearchRuns::default() }).unwrap();
        let names: Vec<&str> = page.runs.iter().map(|row| row.run.run_name.as_str()).collect();
        assert_eq!((page.total, names), (5, vec!["run-1", "run-0"]));
        let metric = &page.runs[0].metrics["accuracy"];
        assert_eq!((metric.last, metric.min, metric.max), (Some(0.51), Some(0.51), Some(0.9)));
        let many = ask(&mut store, SearchRuns { limit: 1001, ..SearchRuns::default() }).unwrap_err();
        assert_eq!(many.what, "a page of 1001 runs was asked for");
        ask(&mut store, CreateExperiment { name: "other".into(), tags: Default::default() }).unwrap();
        let other = Selection { experiment_ids: vec![1], ..Selection::default() };
        assert_eq!(ask(&mut store, SearchRuns { which: other, ..SearchRuns::default() }).unwrap().total, 0);
    }

    #[test]
    fn parts_stand_in_their_whole_unless_it_is_not_found() {
        let mut store = with_runs(1);
        let part = |at: u32| NewRun { part_of: Some(0), ..run(at) };
        ask(&mut store, LogRuns { runs: vec![run(1), part(2), part(3), run(4)] }).unwrap();
        let search = |store: &mut Store, filter: &str, part_of: Option<u32>| -> (u64, Vec<(String, u64)>) {
            let which = Selection { filter: filter.into(), ..Selection::default() };
            let part_of = part_of.map(|at| format!("{at:032x}"));
            let order_by = vec!["metrics.accuracy DESC".into()];
            let page = ask(store, SearchRuns { which, nested: true, part_of, order_by, ..SearchRuns::default() }).unwrap();
            (page.total, page.runs.into_iter().map(|row| (row.run.run_name, row.parts)).collect())
        };
        let rows =
            |rows: &[(&str, u64)]| (rows.len() as u64, rows.iter().map(|(name, parts)| ((*name).to_owned(), *parts)).collect::<Vec<_>>());
        assert_eq!(search(&mut store, "", None), rows(&[("run-4", 0), ("run-1", 2), ("run-0", 0)]));
        assert_eq!(search(&mut store, "", Some(1)), rows(&[("run-3", 0), ("run-2", 0)]));
        assert_eq!(search(&mut store, "metrics.accuracy < 0.53", None), rows(&[("run-1", 1), ("run-0", 0)]));
        assert_eq!(search(&mut store, "metrics.accuracy < 0.53", Some(1)), rows(&[("run-2", 0)]));
        assert_eq!(search(&mut store, "metrics.accuracy > 0.52", None), rows(&[("run-4", 0), ("run-3", 0)]));
        let itself = NewRun { parent_run_id: Some(format!("{:032x}", 7)), ..run(7) };
        let id = ask(&mut store, LogRuns { runs: vec![itself] }).unwrap().remove(0);
        assert_eq!(search(&mut store, "metrics.accuracy > 0.56", None), rows(&[("run-7", 0)]), "a run is no part of itself");
        assert_eq!(search(&mut store, "", Some(7)), rows(&[]));
        assert!(ask(&mut store, crate::protocol::track::GetRun { run_id: id }).unwrap().children.is_empty());
        let late = ask(&mut store, LogRuns { runs: vec![NewRun { part_of: Some(0), ..run(5) }, run(6)] }).unwrap_err();
        assert_eq!(late.what, "run 0 is said to be part of run 0, which does not stand before it");
    }
}
