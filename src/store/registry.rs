//! The model registry as MLflow keeps it: registered models, their versions, tags and aliases. No stages; they are deprecated.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params};

use super::{Moment, Result, Store, StoreError, validate};
use crate::protocol::track::{CreateModelVersion, EditModel, EditModelVersion, ModelChange, ModelVersion, RegisteredModel};

const WHERE: &str = "workspace = 'default' AND name = ?1";

impl Store {
    /// The registered models, by name; only the one named, if one is.
    pub(super) fn models(&self, name: Option<&str>) -> Result<Vec<RegisteredModel>> {
        if let Some(name) = name {
            return Ok(vec![self.model(name)?]);
        }
        let mut statement = self.db.prepare_cached("SELECT name FROM main.registered_models WHERE workspace = 'default' ORDER BY name")?;
        let names: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        names.iter().map(|name| self.model(name)).collect()
    }

    /// A registered model with its versions and its history.
    pub(super) fn model(&self, name: &str) -> Result<RegisteredModel> {
        let sql = format!("SELECT coalesce(description, ''), creation_time, last_updated_time FROM main.registered_models WHERE {WHERE}");
        let found = self.db.prepare_cached(&sql)?.query_row([name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        let (description, creation_time, last_updated_time) =
            found.ok_or_else(|| StoreError::Absent { kind: "registered model", name: name.into() })?;
        let (tags, history) = self.tags_and_history(name)?;
        let aliases = self.aliases(name)?;
        let versions = self.versions(name, &aliases)?;
        Ok(RegisteredModel { name: name.into(), description, creation_time, last_updated_time, tags, aliases, versions, history })
    }

    /// Aliases and the versions they point at.
    pub(super) fn aliases(&self, name: &str) -> Result<BTreeMap<String, i64>> {
        let mut statement = self.db.prepare_cached(&format!("SELECT alias, version FROM main.registered_model_aliases WHERE {WHERE}"))?;
        Ok(statement.query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    fn versions(&self, name: &str, aliases: &BTreeMap<String, i64>) -> Result<Vec<ModelVersion>> {
        let sql = format!(
            "SELECT version, coalesce(description, ''), creation_time, run_id, coalesce(storage_location, source, '') FROM main.model_versions
             WHERE {WHERE} AND coalesce(current_stage, 'None') != 'Deleted_Internal' ORDER BY version DESC"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let read = |row: &Row| {
            let version = row.get(0)?;
            Ok(ModelVersion {
                name: name.into(),
                version,
                description: row.get(1)?,
                creation_time: row.get(2)?,
                run_id: row.get(3)?,
                datasets: vec![],
                source: row.get(4)?,
                tags: BTreeMap::new(),
                aliases: aliases.iter().filter(|(_, at)| **at == version).map(|(alias, _)| alias.clone()).collect(),
            })
        };
        let mut versions: Vec<ModelVersion> = statement.query_map([name], read)?.collect::<rusqlite::Result<_>>()?;
        let mut tags = self
            .db
            .prepare_cached(&format!("SELECT key, coalesce(value, '') FROM main.model_version_tags WHERE {WHERE} AND version = ?2"))?;
        for version in &mut versions {
            version.tags =
                tags.query_map(params![name, version.version], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
            if let Some(run) = &version.run_id {
                version.datasets = self.dataset_names(run)?;
            }
        }
        Ok(versions)
    }

    /// One version.
    pub(super) fn version(&self, name: &str, version: i64) -> Result<ModelVersion> {
        let found = self.model(name)?.versions.into_iter().find(|found| found.version == version);
        found.ok_or_else(|| StoreError::Absent { kind: "version", name: format!("{version} of {name}") })
    }

    /// A new version of a registered model, which is made if need be.
    pub(super) fn create_version(&mut self, asked: &CreateModelVersion, moment: &Moment) -> Result<ModelVersion> {
        validate::model(&asked.name)?;
        validate::path(&asked.path)?;
        validate::at_most("description", &asked.description, 5000)?;
        asked.tags.iter().try_for_each(|(name, value)| check_tag(name, value))?;
        let run = self.run(&asked.run_id)?;
        if run.deleted {
            return Err(StoreError::Deleted { kind: "run", name: run.run_name });
        }
        let source = format!("{}/{}", run.artifact_uri, asked.path);
        let change = self.db.transaction()?;
        change.execute(
            "INSERT INTO main.registered_models (name, creation_time, last_updated_time) VALUES (?1, ?2, ?2)
             ON CONFLICT (workspace, name) DO UPDATE SET last_updated_time = excluded.last_updated_time",
            params![asked.name, moment.now],
        )?;
        let sql = format!("SELECT coalesce(max(version), 0) + 1 FROM main.model_versions WHERE {WHERE}");
        let version: i64 = change.query_row(&sql, [&asked.name], |row| row.get(0))?;
        let description = Some(&asked.description).filter(|text| !text.is_empty());
        change.execute(
            "INSERT INTO main.model_versions (name, version, creation_time, last_updated_time, description, current_stage, source, storage_location,
             run_id, status) VALUES (?1, ?2, ?3, ?3, ?4, 'None', ?5, ?5, ?6, 'READY')",
            params![asked.name, version, moment.now, description, source, asked.run_id],
        )?;
        for (name, value) in &asked.tags {
            let sql = "INSERT INTO main.model_version_tags (key, value, name, version) VALUES (?1, ?2, ?3, ?4)";
            change.execute(sql, params![name, value, asked.name, version])?;
        }
        change.commit()?;
        self.version(&asked.name, version)
    }

    /// Changes a registered model, and returns the models that still have this name.
    pub(super) fn edit_model(&mut self, asked: &EditModel, moment: &Moment) -> Result<Vec<RegisteredModel>> {
        let (name, found) = (&asked.name, self.model(&asked.name)?);
        check(&asked.change, &found.tags)?;
        let change = self.db.transaction()?;
        match &asked.change {
            ModelChange::Describe(text) => {
                change.execute(&format!("UPDATE main.registered_models SET description = ?2 WHERE {WHERE}"), params![name, text])?
            }
            ModelChange::SetTag(tag, value) => change.execute(
                "INSERT OR REPLACE INTO main.registered_model_tags (name, key, value) VALUES (?1, ?2, ?3)",
                params![name, tag, value],
            )?,
            ModelChange::DeleteTag(tag) => {
                change.execute(&format!("DELETE FROM main.registered_model_tags WHERE {WHERE} AND key = ?2"), params![name, tag])?
            }
            ModelChange::Delete => {
                for table in
                    ["registered_model_aliases", "registered_model_tags", "model_version_tags", "model_versions", "registered_models"]
                {
                    change.execute(&format!("DELETE FROM main.{table} WHERE {WHERE}"), [name])?;
                }
                0
            }
        };
        change.execute(&format!("UPDATE main.registered_models SET last_updated_time = ?2 WHERE {WHERE}"), params![name, moment.now])?;
        change.commit()?;
        if asked.change == ModelChange::Delete { Ok(vec![]) } else { self.models(Some(name)) }
    }

    /// A version changed; the registered model it is of.
    pub(super) fn edit_version(&mut self, asked: &EditModelVersion, moment: &Moment) -> Result<RegisteredModel> {
        let (name, version) = (&asked.name, asked.version);
        let found = self.version(name, version)?;
        check(&asked.change, &found.tags)?;
        if asked.change == ModelChange::Delete && !found.aliases.is_empty() {
            return Err(super::error::invalid(
                format!("version {version} of {name} is still @{}", found.aliases.join(", @")),
                "Point the alias at another version first.",
            ));
        }
        let change = self.db.transaction()?;
        match &asked.change {
            ModelChange::Describe(text) => change.execute(
                &format!("UPDATE main.model_versions SET description = ?3 WHERE {WHERE} AND version = ?2"),
                params![name, version, text],
            )?,
            ModelChange::SetTag(tag, value) => change.execute(
                "INSERT OR REPLACE INTO main.model_version_tags (name, version, key, value) VALUES (?1, ?2, ?3, ?4)",
                params![name, version, tag, value],
            )?,
            ModelChange::DeleteTag(tag) => change.execute(
                &format!("DELETE FROM main.model_version_tags WHERE {WHERE} AND version = ?2 AND key = ?3"),
                params![name, version, tag],
            )?,
            ModelChange::Delete => {
                change.execute(&format!("DELETE FROM main.model_version_tags WHERE {WHERE} AND version = ?2"), params![name, version])?;
                // As MLflow does: the row stays, so that its number is never given again.
                let sql = format!(
                    "UPDATE main.model_versions SET current_stage = 'Deleted_Internal', description = NULL, user_id = NULL, source = 'REDACTED-SOURCE-PATH',
                     run_id = 'REDACTED-RUN-ID', run_link = 'REDACTED-RUN-LINK', status_message = NULL WHERE {WHERE} AND version = ?2"
                );
                change.execute(&sql, params![name, version])?
            }
        };
        let sql = format!("UPDATE main.model_versions SET last_updated_time = ?3 WHERE {WHERE} AND version = ?2");
        change.execute(&sql, params![name, version, moment.now])?;
        change.execute(&format!("UPDATE main.registered_models SET last_updated_time = ?2 WHERE {WHERE}"), params![name, moment.now])?;
        change.commit()?;
        self.model(name)
    }
}

fn check_tag(name: &str, value: &str) -> Result<()> {
    validate::key("tag", name)?;
    validate::at_most("value of the tag", value, 5000)
}

fn check(change: &ModelChange, tags: &BTreeMap<String, String>) -> Result<()> {
    match change {
        ModelChange::Describe(text) => validate::at_most("description", text, 5000),
        ModelChange::SetTag(name, value) => check_tag(name, value),
        ModelChange::DeleteTag(name) if !tags.contains_key(name) => Err(StoreError::Absent { kind: "tag", name: name.clone() }),
        ModelChange::DeleteTag(_) | ModelChange::Delete => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::track::{DatasetInput, LogRuns, NewRun, SearchModels, SetAlias};
    use crate::store::testing::{MOMENT, ask, run, with_runs};

    fn version(run: u32) -> CreateModelVersion {
        CreateModelVersion {
            name: "iris".into(),
            run_id: format!("{run:032x}"),
            path: "model".into(),
            description: format!("from {run}"),
            tags: [("from".to_owned(), run.to_string())].into(),
        }
    }

    #[test]
    fn versions_are_numbered_described_tagged_and_deleted() {
        let mut store = with_runs(2);
        let dataset = DatasetInput { name: "iris".into(), digest: "ab12".into(), ..DatasetInput::default() };
        ask(&mut store, LogRuns { runs: vec![NewRun { datasets: vec![dataset], ..run(2) }] }).unwrap();
        for at in [0, 1, 2] {
            let made = ask(&mut store, version(at)).unwrap();
            assert_eq!(
                (made.version, made.description, made.source),
                (i64::from(at) + 1, format!("from {at}"), format!("mlruns/0/{at:032x}/artifacts/model"))
            );
        }
        let edit = |store: &mut Store, version, change| {
            ask(store, EditModelVersion { name: "iris".into(), version, change }).map_err(|error| error.what)
        };
        edit(&mut store, 2, ModelChange::Describe("second".into())).unwrap();
        edit(&mut store, 2, ModelChange::SetTag("ok".into(), "yes".into())).unwrap();
        edit(&mut store, 2, ModelChange::DeleteTag("from".into())).unwrap();
        assert_eq!(edit(&mut store, 2, ModelChange::DeleteTag("from".into())).unwrap_err(), "there is no tag from");
        ask(&mut store, SetAlias { name: "iris".into(), alias: "champion".into(), version: Some(3), reason: "best".into() }).unwrap();
        assert_eq!(edit(&mut store, 3, ModelChange::Delete).unwrap_err(), "version 3 of iris is still @champion");
        let model = edit(&mut store, 1, ModelChange::Delete).unwrap();
        assert_eq!(model.versions.iter().map(|version| version.version).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(model.versions[0].datasets, [("iris".to_owned(), "ab12".to_owned())]);
        assert_eq!(model.versions[0].aliases, ["champion"]);
        assert_eq!((model.versions[1].description.as_str(), model.versions[1].tags.len()), ("second", 1));
        assert_eq!(edit(&mut store, 1, ModelChange::Delete).unwrap_err(), "there is no version 1 of iris");
        assert_eq!(ask(&mut store, version(0)).unwrap().version, 4, "a deleted version's number is not given again");
    }

    #[test]
    fn a_registered_model_is_described_tagged_and_deleted_and_its_runs_stay() {
        let mut store = with_runs(1);
        ask(&mut store, version(0)).unwrap();
        let edit = |store: &mut Store, change| ask(store, EditModel { name: "iris".into(), change });
        edit(&mut store, ModelChange::Describe("flowers".into())).unwrap();
        let model = edit(&mut store, ModelChange::SetTag("team".into(), "blue".into())).unwrap().remove(0);
        assert_eq!((model.description.as_str(), model.tags["team"].as_str(), model.creation_time), ("flowers", "blue", Some(MOMENT.now)));
        assert!(edit(&mut store, ModelChange::Delete).unwrap().is_empty());
        assert!(ask(&mut store, SearchModels::default()).unwrap().is_empty());
        assert_eq!(ask(&mut store, SearchModels { name: Some("iris".into()) }).unwrap_err().what, "there is no registered model iris");
        assert!(store.run(&format!("{:032x}", 0)).is_ok());
        let wrong = CreateModelVersion { name: "a/b".into(), ..version(0) };
        assert_eq!(ask(&mut store, wrong).unwrap_err().what, "“a/b” cannot be the name of a model");
        assert!(ask(&mut store, version(9)).unwrap_err().what.starts_with("there is no run"));
    }
}
