//! MLflow's tables: made from what the real tool makes, recognised by the revision they carry.
//!
//! `template/mlflow.sql` is the text of a fresh database's `sqlite_master`, written by `scripts/make/mlflow-template.py`; it is
//! a sixth of what the file itself would weigh, and SQLite keeps each statement's text as it is, so the tables are MLflow's to
//! the last character.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Moment, Result, Store, StoreError};

const TABLES: &str = include_str!("template/mlflow.sql");
/// The MLflow version that wrote them, then every revision of the schema from the first to the newest.
const REVISIONS: &str = include_str!("template/revisions.txt");

/// The MLflow version whose tables these are.
pub(super) fn mlflow_version() -> &'static str {
    REVISIONS.lines().next().unwrap_or_default()
}

/// The revision that MLflow expects.
pub(super) fn head() -> &'static str {
    REVISIONS.lines().last().unwrap_or_default()
}

/// A revision that is an ancestor of ours, or ours.
fn is_known(revision: &str) -> bool {
    REVISIONS.lines().skip(1).any(|known| known == revision)
}

impl Store {
    /// Makes MLflow's tables in an empty database, or sees to it that they are the ones known here.
    pub(super) fn open_tables(&mut self, moment: &Moment) -> Result<()> {
        let objects: i64 = self.db.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
        if objects > 0 {
            return known_revision(&self.db).map(|_| ());
        }
        let change = self.db.transaction()?;
        change.execute_batch(TABLES)?;
        change.execute(
            "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time, workspace)
             VALUES (0, 'Default', ?2, 'active', ?1, ?1, 'default')",
            params![moment.now, self.files.location(0)],
        )?;
        Ok(change.commit()?)
    }
}

/// The revision of a database's tables; an error if they are not MLflow's.
pub(super) fn revision(db: &Connection) -> Result<String> {
    for table in ["alembic_version", "experiments", "runs", "metrics", "latest_metrics", "params", "tags"] {
        let sql = "SELECT count(*) FROM main.sqlite_master WHERE type = 'table' AND name = ?1";
        if db.query_row(sql, [table], |row| row.get::<_, i64>(0))? == 0 {
            return Err(StoreError::NotMlflow { missing: table.into() });
        }
    }
    let revision = db.query_row("SELECT version_num FROM main.alembic_version", [], |row| row.get::<_, String>(0)).optional()?;
    revision.ok_or_else(|| StoreError::NotMlflow { missing: "alembic_version with a revision".into() })
}

/// The revision of a database's tables; an error if they are not the ones known here.
pub(super) fn known_revision(db: &Connection) -> Result<String> {
    match (revision(db)?, head().to_owned()) {
        (revision, known) if revision == known => Ok(revision),
        (revision, known) if is_known(&revision) => Err(StoreError::Older { revision, known }),
        (revision, known) => Err(StoreError::Newer { revision, known }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{MOMENT, store};

    #[test]
    fn a_new_store_has_the_tables_that_the_real_tool_makes_in_their_words_and_order() {
        let store = store();
        let mut found = store.db.prepare("SELECT sql FROM main.sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").unwrap();
        let found: Vec<String> = found.query_map([], |row| row.get(0)).unwrap().map(|sql| sql.unwrap()).collect();
        assert_eq!(found.len(), 150);
        let written: String = found.iter().map(|sql| format!("{sql};\n")).collect();
        assert!(TABLES.contains(&written), "the tables are written otherwise");
    }

    #[test]
    fn files_of_other_mlflow_versions_and_of_other_programs_are_distinguished() {
        let reopen = |sql: &str| {
            let db = rusqlite::Connection::open_in_memory().unwrap();
            db.execute_batch(sql).unwrap();
            Store::over(db, ":memory:", crate::protocol::track::Place::Memory, &MOMENT).map(|_| ()).unwrap_err()
        };
        let with = |revision: &str| format!("{TABLES} UPDATE alembic_version SET version_num = '{revision}'");
        assert!(matches!(reopen("CREATE TABLE friends (name)"), StoreError::NotMlflow { missing } if missing == "alembic_version"));
        assert!(matches!(reopen(&with("451aebb31d03")), StoreError::Older { .. }));
        assert!(matches!(reopen(&with("ffffffffffff")), StoreError::Newer { revision, .. } if revision == "ffffffffffff"));
    }
}
