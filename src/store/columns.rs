//! Which columns a table of runs has, and which of them are the same in every row.

use rusqlite::params_from_iter;

use super::filter::Sql;
use super::search::selected;
use super::{Result, Store};
use crate::protocol::track::{ColumnFacts, RunColumns};

/// A kind of column: its name, its table, the values that make two rows the same, and whether all rows of a group are.
const KINDS: [(&str, &str, &str, &str); 3] = [
    ("params", "params", "value", "min(value) IS max(value)"),
    ("metrics", "latest_metrics", "value, is_nan", "min(value) IS max(value) AND min(is_nan) = max(is_nan)"),
    ("tags", "tags", "value", "min(value) IS max(value)"),
];

impl Store {
    /// Params, metrics and tags of a selection of runs, each kind by name.
    pub(super) fn run_columns(&self, asked: &RunColumns) -> Result<Vec<ColumnFacts>> {
        let which = selected(&asked.which)?;
        let count = |condition: &str| format!("SELECT count(*) FROM main.runs WHERE {condition}");
        let total: u64 = self.db.prepare_cached(&count(&which.text))?.query_row(params_from_iter(&which.values), |row| row.get(0))?;
        let all: u64 = self.db.prepare_cached(&count("true"))?.query_row([], |row| row.get(0))?;
        if total == all { self.columns_of_all(total) } else { self.columns_of_some(&which, total) }
    }

    /// Of all runs there are: the keys of an index count them, and the first value that differs from another is enough.
    fn columns_of_all(&self, total: u64) -> Result<Vec<ColumnFacts>> {
        let mut facts = Vec::new();
        for (kind, table, value, _) in KINDS {
            let counts = format!("SELECT key, count(*) FROM main.{table} GROUP BY key ORDER BY key");
            let differs = format!(
                "SELECT EXISTS (SELECT 1 FROM main.{table} WHERE key = ?1
                     AND ({value}) IS NOT (SELECT {value} FROM main.{table} WHERE key = ?1 LIMIT 1))"
            );
            let (mut counts, mut differs) = (self.db.prepare_cached(&counts)?, self.db.prepare_cached(&differs)?);
            let mut rows = counts.query([])?;
            while let Some(row) = rows.next()? {
                let key: String = row.get(0)?;
                let varies = differs.query_row([&key], |row| row.get(0))?;
                facts.push(column(kind, key, row.get(1)?, varies, total));
            }
        }
        Ok(facts)
    }

    /// Of some of them: all their rows are gone through.
    fn columns_of_some(&self, which: &Sql, total: u64) -> Result<Vec<ColumnFacts>> {
        let mut facts = Vec::new();
        for (kind, table, _, same) in KINDS {
            let sql = format!(
                "SELECT key, count(*), {same} FROM main.{table} WHERE run_uuid IN (SELECT run_uuid FROM main.runs WHERE {}) GROUP BY key ORDER BY key",
                which.text
            );
            let mut statement = self.db.prepare_cached(&sql)?;
            let rows = statement.query_map(params_from_iter(&which.values), |row| {
                Ok(column(kind, row.get(0)?, row.get(1)?, !row.get::<_, bool>(2)?, total))
            })?;
            facts.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Ok(facts)
    }
}

fn column(kind: &str, key: String, runs: u64, varies: bool, total: u64) -> ColumnFacts {
    ColumnFacts { kind: kind.into(), key, runs, varies, constant: runs == total && !varies }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::track::{EditRun, LogRuns, NewMetric, NewRun, RunChange, Selection};
    use crate::store::testing::{ask, run, with_runs};

    #[test]
    fn a_column_is_constant_if_every_run_has_it_with_one_value() {
        let mut store = with_runs(5);
        let mut facts = |filter: &str| -> Vec<String> {
            let which = Selection { filter: filter.into(), ..Selection::default() };
            let found = ask(&mut store, RunColumns { which }).unwrap();
            found
                .iter()
                .map(|fact| format!("{}.{} {}{}", fact.kind, fact.key, fact.runs, if fact.constant { " constant" } else { "" }))
                .collect()
        };
        assert_eq!(facts(""), ["params.model 5", "params.seed 5", "metrics.accuracy 5", "metrics.loss 5", "tags.mlflow.runName 5"]);
        let forests = facts("params.model = 'random_forest'");
        assert_eq!(forests[..2], ["params.model 3 constant", "params.seed 3"]);
        let some = NewRun { params: [("depth".into(), "3".into())].into(), ..run(5) };
        ask(&mut store, LogRuns { runs: vec![some] }).unwrap();
        let depth = ask(&mut store, RunColumns::default()).unwrap().into_iter().find(|fact| fact.key == "depth").unwrap();
        assert!(!depth.varies && !depth.constant);
    }

    #[test]
    fn all_runs_have_the_columns_that_their_rows_say() {
        let mut store = with_runs(5);
        let loss = |value: Option<f64>| vec![NewMetric { key: "loss".into(), value, step: 0, timestamp: None }];
        let odd = |at: u32, value| NewRun { metrics: loss(value), tags: [("empty".into(), String::new())].into(), ..run(at) };
        ask(&mut store, LogRuns { runs: vec![odd(5, Some(0.0)), odd(6, None)] }).unwrap();
        let of_all = ask(&mut store, RunColumns::default()).unwrap();
        // With a deleted run, the others are no longer all, and their rows are gone through.
        ask(&mut store, LogRuns { runs: vec![run(7)] }).unwrap();
        ask(&mut store, EditRun { run_id: format!("{:032x}", 7), change: RunChange::Delete }).unwrap();
        assert_eq!(ask(&mut store, RunColumns::default()).unwrap(), of_all);
        let only = |filter: &str| RunColumns { which: Selection { filter: filter.into(), ..Selection::default() } };
        let varies = |found: Vec<ColumnFacts>| found.iter().any(|fact| fact.key == "loss" && fact.varies);
        assert!(varies(ask(&mut store, only("tags.empty LIKE '%'")).unwrap()), "zero is not NaN");
        assert!(!varies(ask(&mut store, only("tags.empty LIKE '%' AND params.seed = '6'")).unwrap()));
    }
}
