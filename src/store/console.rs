//! Questions in SQL. Nothing can be written: SQLite asks for leave for every table and function before a statement runs
//! (sqlite3_set_authorizer), and a statement that would write is not run at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::ValueRef;

use super::error::invalid;
use super::{Result, Store, StoreError};
use crate::protocol::track::{Cell, Query, QueryTable};

/// Most rows of an answer.
const MOST: u32 = 10_000;
/// Steps of SQLite's virtual machine between two looks at the budget.
const LOOK: u64 = 100_000;
/// Looks until a query is stopped; a number of steps, not a time, so that it stops at the same place on every machine.
const LOOKS: u64 = 2_000;
/// Characters of a text that are given back.
const LONGEST: usize = 20_000;

fn may(context: AuthContext) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if !function_name.eq_ignore_ascii_case("load_extension") => Authorization::Allow,
        _ => Authorization::Deny,
    }
}

impl Store {
    /// The answer to a question in SQL.
    pub(super) fn query(&mut self, asked: &Query) -> Result<QueryTable> {
        if asked.limit == 0 || asked.limit > MOST {
            return Err(invalid(format!("{} rows were asked for", asked.limit), format!("Ask for 1 to {MOST}.")));
        }
        let stopped = Arc::new(AtomicBool::new(false));
        let (mark, mut looks) = (Arc::clone(&stopped), 0);
        let budget = move || {
            looks += 1;
            mark.store(looks >= LOOKS, Ordering::Relaxed);
            looks >= LOOKS
        };
        // Statements that were prepared before were asked about then; these must be asked about now.
        self.db.authorizer(Some(may))?;
        self.db.progress_handler(LOOK as i32, Some(budget))?;
        let answer = self.run_query(asked);
        self.db.progress_handler(0, None::<fn() -> bool>)?;
        self.db.authorizer(None::<fn(AuthContext) -> Authorization>)?;
        match answer {
            Err(_) if stopped.load(Ordering::Relaxed) => Err(StoreError::TooLong(LOOK * LOOKS / 1_000_000)),
            answer => answer,
        }
    }

    fn run_query(&self, asked: &Query) -> Result<QueryTable> {
        let refused = |cause: rusqlite::Error| match cause.sqlite_error_code() {
            Some(rusqlite::ErrorCode::AuthorizationForStatementDenied) => StoreError::NotReadOnly(message(&cause)),
            Some(rusqlite::ErrorCode::DatabaseCorrupt) => cause.into(),
            _ => StoreError::Query(message(&cause)),
        };
        let mut statement = self.db.prepare(&asked.sql).map_err(refused)?;
        if !statement.readonly() {
            return Err(StoreError::NotReadOnly("it writes".into()));
        }
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        if statement.parameter_count() > 0 {
            return Err(StoreError::Query("it has parameters, and nothing to put into them".into()));
        }
        let (mut found, mut rows) = (Vec::new(), statement.query([]).map_err(refused)?);
        while let Some(row) = rows.next().map_err(refused)? {
            if found.len() == asked.limit as usize {
                return Ok(QueryTable { columns, rows: found, more: true });
            }
            let cells = (0..columns.len()).map(|at| row.get_ref(at).map(cell)).collect::<rusqlite::Result<_>>().map_err(refused)?;
            found.push(cells);
        }
        Ok(QueryTable { columns, rows: found, more: false })
    }
}

/// What SQLite says, without the code before it.
fn message(cause: &rusqlite::Error) -> String {
    match cause {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        rusqlite::Error::SqlInputError { msg, offset, .. } if *offset >= 0 => format!("{msg}, at character {}", offset + 1),
        rusqlite::Error::MultipleStatement => "it is more than one statement".into(),
        other => other.to_string(),
    }
}

fn cell(value: ValueRef) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) if number.is_finite() => Cell::Real(number),
        ValueRef::Real(number) => Cell::Text(number.to_string()),
        ValueRef::Text(bytes) => {
            let text = String::from_utf8_lossy(bytes);
            let end = text.char_indices().nth(LONGEST).map(|(end, _)| end);
            Cell::Text(end.and_then(|end| text.get(..end)).map_or_else(|| text.clone().into_owned(), |start| format!("{start}…")))
        }
        ValueRef::Blob(bytes) => Cell::Text(format!("{} bytes", bytes.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{ask, with_runs};

    fn query(store: &mut Store, sql: &str) -> std::result::Result<QueryTable, String> {
        ask(store, Query { sql: sql.into(), limit: 3 }).map_err(|error| error.what)
    }

    #[test]
    fn a_question_is_answered_up_to_its_limit() {
        let mut store = with_runs(5);
        let sql = "WITH best AS (SELECT run_uuid, value FROM latest_metrics WHERE key = 'accuracy' ORDER BY value DESC)
            SELECT name, value, NULL AS gap, zeroblob(3) AS bytes FROM best JOIN runs USING (run_uuid) ORDER BY value DESC";
        let table = query(&mut store, sql).unwrap();
        assert_eq!(table.columns, ["name", "value", "gap", "bytes"]);
        assert_eq!(table.rows[0], [Cell::Text("run-4".into()), Cell::Real(0.54), Cell::Null, Cell::Text("3 bytes".into())]);
        assert_eq!((table.rows.len(), table.more), (3, true));
        assert_eq!(query(&mut store, "SELECT count(*) FROM runs").unwrap().rows, [[Cell::Integer(5)]]);
        assert!(query(&mut store, "EXPLAIN QUERY PLAN SELECT * FROM runs").unwrap().columns.contains(&"detail".to_owned()));
    }

    #[test]
    fn nothing_can_be_written_opened_or_changed() {
        let mut store = with_runs(2);
        for sql in [
            "DELETE FROM runs",
            "UPDATE runs SET name = 'x'",
            "INSERT INTO tags VALUES ('a', 'b', 'c')",
            "DROP TABLE runs",
            "CREATE TABLE t (x)",
            "CREATE TEMP TABLE t (x)",
            "PRAGMA journal_mode = OFF",
            "PRAGMA writable_schema = 1",
            "ATTACH ':memory:' AS more",
            "DETACH artifacts",
            "BEGIN",
            "VACUUM",
            "VACUUM INTO 'copy.db'",
            "REINDEX",
            "ANALYZE",
            "WITH gone AS (SELECT 1) DELETE FROM runs",
            "EXPLAIN DELETE FROM runs",
            "SELECT 1; DELETE FROM runs",
        ] {
            assert!(query(&mut store, sql).is_err(), "{sql}");
        }
        assert!(query(&mut store, "DELETE FROM runs").unwrap_err().starts_with("the query would change the store"));
        assert_eq!(query(&mut store, "SELECT count(*) FROM runs").unwrap().rows, [[Cell::Integer(2)]]);
        crate::store::testing::ask(&mut store, crate::protocol::track::LogRuns { runs: vec![Default::default()] }).unwrap();
    }

    #[test]
    fn sql_errors_name_their_position_and_endless_queries_are_stopped() {
        let mut store = with_runs(2);
        assert_eq!(query(&mut store, "SELECT nme FROM runs").unwrap_err(), "the query is wrong: no such column: nme, at character 8");
        assert_eq!(
            query(&mut store, "SELECT 1 WHERE 1 = ?").unwrap_err(),
            "the query is wrong: it has parameters, and nothing to put into them"
        );
        let forever = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";
        assert_eq!(query(&mut store, forever).unwrap_err(), "the query was stopped after 200 million steps");
        assert_eq!(query(&mut store, "SELECT 1").unwrap().rows, [[Cell::Integer(1)]]);
    }
}
