//! Which columns a table of runs has, and which of them are the same in every row.

use rusqlite::params_from_iter;

use super::search::selected;
use super::{Result, Store};
use crate::protocol::store::{ColumnFacts, RunColumns};

impl Store {
    /// Params, metrics and tags of a selection of runs, each kind by name.
    pub(super) fn run_columns(&self, asked: &RunColumns) -> Result<Vec<ColumnFacts>> {
        let which = selected(&asked.which)?;
        let sql = format!("SELECT count(*) FROM main.runs WHERE {}", which.text);
        let total: u64 = self.db.prepare_cached(&sql)?.query_row(params_from_iter(&which.values), |row| row.get(0))?;
        let mut facts = Vec::new();
        for (kind, table, same) in [
            ("params", "params", "min(value) IS max(value)"),
            ("metrics", "latest_metrics", "min(value) IS max(value) AND min(is_nan) = max(is_nan)"),
            ("tags", "tags", "min(value) IS max(value)"),
        ] {
            let sql = format!(
                "SELECT key, count(*), {same} FROM main.{table} WHERE run_uuid IN (SELECT run_uuid FROM main.runs WHERE {}) GROUP BY key ORDER BY key",
                which.text
            );
            let mut statement = self.db.prepare_cached(&sql)?;
            let rows = statement.query_map(params_from_iter(&which.values), |row| {
                let runs: u64 = row.get(1)?;
                let varies = !row.get::<_, bool>(2)?;
                Ok(ColumnFacts { kind: kind.into(), key: row.get(0)?, runs, varies, constant: runs == total && !varies })
            })?;
            facts.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Ok(facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::store::{LogRuns, NewRun, Selection};
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
}
