//! Experiments: made, renamed, deleted softly, restored, tagged.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params};

use super::{Moment, Result, Store, StoreError, validate};
use crate::protocol::track::{CreateExperiment, EditExperiment, Experiment, ExperimentChange, View};

const COLUMNS: &str = "experiment_id, name, lifecycle_stage = 'deleted', creation_time, last_update_time,
    (SELECT count(*) FROM main.runs WHERE runs.experiment_id = experiments.experiment_id AND runs.lifecycle_stage = 'active')";

impl View {
    /// The condition on a column that says whether a row is deleted.
    pub(super) fn condition(self) -> &'static str {
        match self {
            Self::ActiveOnly => "lifecycle_stage = 'active'",
            Self::DeletedOnly => "lifecycle_stage = 'deleted'",
            Self::All => "lifecycle_stage IN ('active', 'deleted')",
        }
    }
}

fn read(row: &Row) -> rusqlite::Result<Experiment> {
    Ok(Experiment {
        experiment_id: row.get(0)?,
        name: row.get(1)?,
        deleted: row.get(2)?,
        creation_time: row.get(3)?,
        last_update_time: row.get(4)?,
        runs: row.get(5)?,
        tags: BTreeMap::new(),
    })
}

impl Store {
    /// The experiments there are, the latest first.
    pub(super) fn experiments(&self, view: View) -> Result<Vec<Experiment>> {
        let sql = format!("SELECT {COLUMNS} FROM main.experiments WHERE {} ORDER BY experiment_id DESC", view.condition());
        let mut statement = self.db.prepare_cached(&sql)?;
        let found: Vec<Experiment> = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
        found.into_iter().map(|experiment| self.with_tags(experiment)).collect()
    }

    /// One experiment.
    pub(super) fn experiment(&self, id: i64) -> Result<Experiment> {
        let sql = format!("SELECT {COLUMNS} FROM main.experiments WHERE experiment_id = ?1");
        let found = self.db.prepare_cached(&sql)?.query_row([id], read).optional()?;
        self.with_tags(found.ok_or_else(|| StoreError::Absent { kind: "experiment", name: id.to_string() })?)
    }

    /// An experiment that runs can be saved in.
    pub(super) fn active_experiment(&self, id: i64) -> Result<Experiment> {
        let found = self.experiment(id)?;
        if found.deleted { Err(StoreError::Deleted { kind: "experiment", name: found.name }) } else { Ok(found) }
    }

    fn with_tags(&self, mut experiment: Experiment) -> Result<Experiment> {
        let mut statement = self.db.prepare_cached("SELECT key, value FROM main.experiment_tags WHERE experiment_id = ?1")?;
        let rows = statement.query_map([experiment.experiment_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        experiment.tags = rows.collect::<rusqlite::Result<_>>()?;
        Ok(experiment)
    }

    fn free_name(&self, name: &str) -> Result<()> {
        validate::named("name of the experiment", name, 256)?;
        let sql = "SELECT count(*) FROM main.experiments WHERE name = ?1 AND workspace = 'default'";
        match self.db.query_row(sql, [name], |row| row.get::<_, i64>(0))? {
            0 => Ok(()),
            _ => Err(StoreError::Taken { kind: "experiment", name: name.into() }),
        }
    }

    /// A new experiment.
    pub(super) fn create_experiment(&mut self, asked: &CreateExperiment, moment: &Moment) -> Result<Experiment> {
        self.free_name(&asked.name)?;
        for (name, value) in &asked.tags {
            check_tag(name, value)?;
        }
        let change = self.db.transaction()?;
        change.execute(
            "INSERT INTO main.experiments (name, lifecycle_stage, creation_time, last_update_time) VALUES (?1, 'active', ?2, ?2)",
            params![asked.name, moment.now],
        )?;
        let id = change.last_insert_rowid();
        let location = self.files.location(id);
        change.execute("UPDATE main.experiments SET artifact_location = ?1 WHERE experiment_id = ?2", params![location, id])?;
        for (name, value) in &asked.tags {
            let sql = "INSERT INTO main.experiment_tags (key, value, experiment_id) VALUES (?1, ?2, ?3)";
            change.execute(sql, params![name, value, id])?;
        }
        change.commit()?;
        self.experiment(id)
    }

    /// An experiment changed.
    pub(super) fn edit_experiment(&mut self, asked: &EditExperiment, moment: &Moment) -> Result<Experiment> {
        let (id, found) = (asked.experiment_id, self.experiment(asked.experiment_id)?);
        match &asked.change {
            ExperimentChange::Restore if !found.deleted => return Err(StoreError::NotDeleted { kind: "experiment", name: found.name }),
            ExperimentChange::Restore => {}
            _ if found.deleted => return Err(StoreError::Deleted { kind: "experiment", name: found.name }),
            ExperimentChange::Rename(name) if *name != found.name => self.free_name(name)?,
            ExperimentChange::SetTag(name, value) => check_tag(name, value)?,
            ExperimentChange::DeleteTag(name) if !found.tags.contains_key(name) => {
                return Err(StoreError::Absent { kind: "tag", name: name.clone() });
            }
            _ => {}
        }
        let change = self.db.transaction()?;
        match &asked.change {
            ExperimentChange::Rename(name) => {
                change.execute("UPDATE main.experiments SET name = ?1 WHERE experiment_id = ?2", params![name, id])?
            }
            ExperimentChange::Delete => {
                change.execute("UPDATE main.experiments SET lifecycle_stage = 'deleted' WHERE experiment_id = ?1", [id])?;
                change.execute(
                    "UPDATE main.runs SET lifecycle_stage = 'deleted', deleted_time = ?2 WHERE experiment_id = ?1 AND lifecycle_stage = 'active'",
                    params![id, moment.now],
                )?
            }
            ExperimentChange::Restore => {
                change.execute("UPDATE main.experiments SET lifecycle_stage = 'active' WHERE experiment_id = ?1", [id])?;
                change.execute("UPDATE main.runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE experiment_id = ?1", [id])?
            }
            ExperimentChange::SetTag(name, value) => {
                let sql = "INSERT OR REPLACE INTO main.experiment_tags (key, value, experiment_id) VALUES (?1, ?2, ?3)";
                change.execute(sql, params![name, value, id])?
            }
            ExperimentChange::DeleteTag(name) => {
                change.execute("DELETE FROM main.experiment_tags WHERE key = ?1 AND experiment_id = ?2", params![name, id])?
            }
        };
        if !matches!(asked.change, ExperimentChange::SetTag(..) | ExperimentChange::DeleteTag(_)) {
            change.execute("UPDATE main.experiments SET last_update_time = ?1 WHERE experiment_id = ?2", params![moment.now, id])?;
        }
        change.commit()?;
        self.experiment(id)
    }
}

fn check_tag(name: &str, value: &str) -> Result<()> {
    validate::key("tag", name)?;
    validate::at_most("value of the tag", value, 20_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::track::{EditRun, GetRun, LogRuns, NewRun, RunChange, SearchExperiments};
    use crate::store::testing::{ask, with_runs};

    fn edit(store: &mut Store, change: ExperimentChange) -> std::result::Result<Experiment, String> {
        ask(store, EditExperiment { experiment_id: 1, change }).map_err(|error| error.what)
    }

    #[test]
    fn an_experiment_is_made_renamed_tagged_deleted_and_restored() {
        let mut store = with_runs(2);
        let tags = BTreeMap::from([("team".to_owned(), "blue".to_owned())]);
        let made = ask(&mut store, CreateExperiment { name: "flowers".into(), tags: tags.clone() }).unwrap();
        assert_eq!((made.experiment_id, made.runs, &made.tags), (1, 0, &tags));
        let again = ask(&mut store, CreateExperiment { name: "flowers".into(), tags }).unwrap_err();
        assert_eq!(again.what, "the experiment flowers exists already");
        assert_eq!(edit(&mut store, ExperimentChange::Rename("Default".into())).unwrap_err(), "the experiment Default exists already");
        assert_eq!(edit(&mut store, ExperimentChange::Rename("blossoms".into())).unwrap().name, "blossoms");
        assert_eq!(edit(&mut store, ExperimentChange::SetTag("team".into(), "red".into())).unwrap().tags["team"], "red");
        assert!(edit(&mut store, ExperimentChange::DeleteTag("team".into())).unwrap().tags.is_empty());
        assert_eq!(edit(&mut store, ExperimentChange::DeleteTag("team".into())).unwrap_err(), "there is no tag team");
        assert_eq!(edit(&mut store, ExperimentChange::Restore).unwrap_err(), "the experiment blossoms is not deleted");
        assert!(edit(&mut store, ExperimentChange::Delete).unwrap().deleted);
        assert_eq!(edit(&mut store, ExperimentChange::Delete).unwrap_err(), "the experiment blossoms is deleted");
        let late = ask(&mut store, LogRuns { runs: vec![NewRun { experiment_id: 1, ..NewRun::default() }] }).unwrap_err();
        assert_eq!(late.what, "the experiment blossoms is deleted");
        let names = |store: &mut Store, view| -> Vec<String> {
            ask(store, SearchExperiments { view }).unwrap().into_iter().map(|found| found.name).collect()
        };
        assert_eq!(names(&mut store, View::ActiveOnly), ["Default"]);
        assert_eq!(names(&mut store, View::DeletedOnly), ["blossoms"]);
        assert!(!edit(&mut store, ExperimentChange::Restore).unwrap().deleted);
        assert_eq!(names(&mut store, View::All), ["blossoms", "Default"]);
    }

    #[test]
    fn deleting_an_experiment_deletes_its_runs_and_restoring_restores_them() {
        let mut store = with_runs(3);
        let id = format!("{:032x}", 1);
        ask(&mut store, EditRun { run_id: id.clone(), change: RunChange::Delete }).unwrap();
        assert_eq!(ask(&mut store, SearchExperiments::default()).unwrap()[0].runs, 2);
        let edit = |store: &mut Store, change| ask(store, EditExperiment { experiment_id: 0, change }).unwrap();
        assert_eq!(edit(&mut store, ExperimentChange::Delete).runs, 0);
        assert_eq!(edit(&mut store, ExperimentChange::Restore).runs, 3, "as in MLflow, every run comes back");
        assert!(!ask(&mut store, GetRun { run_id: id }).unwrap().run.deleted);
    }
}
