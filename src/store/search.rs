//! The table of runs: filtered, ordered, one page at a time.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::error::invalid;
use super::filter::{Sql, filter, order, order_sql, where_sql};
use super::{Result, Store, StoreError, rows};
use crate::protocol::store::{Run, RunRow, RunsPage, SearchRuns, Selection};

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
        let which = selected(&asked.which)?;
        let total = format!("SELECT count(*) FROM main.runs WHERE {}", which.text);
        let total = self.db.prepare_cached(&total)?.query_row(params_from_iter(&which.values), |row| row.get(0))?;
        let mut orders = Vec::new();
        for text in &asked.order_by {
            let new = order(text)?;
            if orders.iter().any(|known: &super::filter::Order| known.key == new.key) {
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
        let runs = found.into_iter().map(|run| self.row(run, asked.spans)).collect::<Result<_>>()?;
        Ok(RunsPage { runs, total })
    }

    pub(super) fn row(&self, run: Run, spans: bool) -> Result<RunRow> {
        Ok(RunRow {
            params: self.pairs("params", &run.run_id)?,
            metrics: self.metrics_of(&run.run_id, spans)?,
            tags: self.pairs("tags", &run.run_id)?,
            datasets: self.dataset_names(&run.run_id)?,
            run,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::store::{CreateExperiment, DatasetInput, LogRuns, NewMetric, NewRun};
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
}
