//! Runs changed: renamed, noted, tagged, deleted softly, restored.

use rusqlite::params;

use super::log::{NAME, NOTE};
use super::{Moment, Result, Store, StoreError, validate};
use crate::protocol::track::{EditRun, Run, RunChange};

impl Store {
    /// A run changed.
    pub(super) fn edit_run(&mut self, asked: &EditRun, moment: &Moment) -> Result<Run> {
        let (id, found) = (&asked.run_id, self.run(&asked.run_id)?);
        match &asked.change {
            RunChange::Restore if !found.deleted => return Err(StoreError::NotDeleted { kind: "run", name: found.run_name }),
            RunChange::Restore => {}
            _ if found.deleted => return Err(StoreError::Deleted { kind: "run", name: found.run_name }),
            RunChange::Rename(name) => validate::named("name of the run", name, 250)?,
            RunChange::SetTag(name, value) => {
                validate::key("tag", name)?;
                validate::at_most("value of the tag", value, validate::TAG)?;
                if name == NAME {
                    validate::named("name of the run", value, 250)?;
                }
            }
            RunChange::Note(text) => validate::at_most("note", text, validate::TAG)?,
            RunChange::DeleteTag(_) | RunChange::Delete => {}
        }
        let change = self.db.transaction()?;
        let tag = |name: &str, value: &str| {
            let sql = "INSERT INTO main.tags (key, value, run_uuid) VALUES (?1, ?2, ?3) ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value";
            change.execute(sql, params![name, value, id])
        };
        let no_tag = |name: &str| change.execute("DELETE FROM main.tags WHERE key = ?1 AND run_uuid = ?2", params![name, id]);
        let rename = |name: &str| {
            change.execute("UPDATE main.runs SET name = ?1 WHERE run_uuid = ?2", params![name, id]).and_then(|_| tag(NAME, name))
        };
        match &asked.change {
            RunChange::Rename(name) => rename(name)?,
            // The name is kept twice, as a column and as a tag; both must say the same.
            RunChange::SetTag(name, value) if name == NAME => rename(value)?,
            RunChange::SetTag(name, value) => tag(name, value)?,
            RunChange::Note(text) if text.is_empty() => no_tag(NOTE)?,
            RunChange::Note(text) => tag(NOTE, text)?,
            RunChange::DeleteTag(name) => match no_tag(name)? {
                0 => return Err(StoreError::Absent { kind: "tag", name: name.clone() }),
                gone => gone,
            },
            RunChange::Delete => {
                let sql = "UPDATE main.runs SET lifecycle_stage = 'deleted', deleted_time = ?2 WHERE run_uuid = ?1";
                change.execute(sql, params![id, moment.now])?
            }
            RunChange::Restore => {
                change.execute("UPDATE main.runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE run_uuid = ?1", [id])?
            }
        };
        change.commit()?;
        self.run(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::track::{GetRun, SearchRuns, Selection, View};
    use crate::store::testing::{ask, with_runs};

    #[test]
    fn a_run_is_renamed_noted_tagged_deleted_and_restored() {
        let mut store = with_runs(2);
        let id = format!("{:032x}", 1);
        let mut edit = |change| ask(&mut store, EditRun { run_id: id.clone(), change }).map_err(|error| error.what);
        assert_eq!(edit(RunChange::Rename("best".into())).unwrap().run_name, "best");
        assert_eq!(edit(RunChange::SetTag(NAME.into(), "better".into())).unwrap().run_name, "better");
        edit(RunChange::SetTag("team".into(), "blue".into())).unwrap();
        edit(RunChange::SetTag("team".into(), "red".into())).unwrap();
        edit(RunChange::Note("why".into())).unwrap();
        assert_eq!(edit(RunChange::DeleteTag("none".into())).unwrap_err(), "there is no tag none");
        assert_eq!(edit(RunChange::Rename(" ".into())).unwrap_err(), "the name of the run is empty");
        assert_eq!(edit(RunChange::Restore).unwrap_err(), "the run better is not deleted");
        assert!(edit(RunChange::Delete).unwrap().deleted);
        assert_eq!(edit(RunChange::Note("late".into())).unwrap_err(), "the run better is deleted");
        let total = |store: &mut Store, view| {
            ask(store, SearchRuns { which: Selection { view, ..Selection::default() }, ..SearchRuns::default() }).unwrap().total
        };
        assert_eq!([View::ActiveOnly, View::DeletedOnly, View::All].map(|view| total(&mut store, view)), [1, 1, 2]);
        let mut edit = |change| ask(&mut store, EditRun { run_id: id.clone(), change }).map_err(|error| error.what);
        assert!(!edit(RunChange::Restore).unwrap().deleted);
        edit(RunChange::Note(String::new())).unwrap();
        let tags = ask(&mut store, GetRun { run_id: id }).unwrap().tags;
        assert_eq!(tags, [(NAME, "better"), ("team", "red")].map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    }
}
