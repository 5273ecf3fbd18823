//! Models among the files of a run, as MLflow 3 logs them: a row in `logged_models`, an edge from the run to it, and the run's
//! history of models in a tag, which older versions read.
//!
//! A model is a directory with a file `MLmodel`. MLflow would keep it in a folder of the experiment; here it stays among the
//! files of its run, where the registry's versions point, and the row says so.

use rusqlite::{Transaction, params};

use super::{Moment, Result, Store};
use crate::protocol::track::NewRun;

/// The file that makes a directory a model.
const DESCRIPTION: &str = "MLmodel";
/// The tag that lists a run's models.
const HISTORY: &str = "mlflow.log-model.history";
/// MLflow's number for a model that is complete.
const READY: i64 = 2;

/// A model that a run is about to be saved with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LoggedModel {
    id: String,
    /// Its directory among the run's files; also its name.
    path: String,
    input_id: String,
}

impl Store {
    /// The models among a run's files; each file gets its model's id and the run's id, and the run's tag lists them.
    pub(super) fn models_of(&mut self, run: &mut NewRun) -> Vec<LoggedModel> {
        let run_id = run.run_id.clone().unwrap_or_default();
        let mut found = Vec::new();
        for artifact in &mut run.artifacts {
            let path = artifact.path.strip_suffix(DESCRIPTION).and_then(|path| path.strip_suffix('/'));
            let (Some(path), Some(text)) = (path.filter(|path| !path.is_empty()), &mut artifact.text) else { continue };
            let model = LoggedModel { id: format!("m-{}", self.new_id()), path: path.to_owned(), input_id: self.new_id() };
            if !text.ends_with('\n') {
                text.push('\n');
            }
            *text += &format!("model_id: {}\nmodel_uuid: {}\nrun_id: {run_id}\n", model.id, model.id.trim_start_matches("m-"));
            found.push(model);
        }
        if !found.is_empty() {
            let models: Vec<serde_json::Value> = found
                .iter()
                .map(|model| serde_json::json!({ "run_id": run_id, "artifact_path": model.path, "model_id": model.id, "flavors": {} }))
                .collect();
            run.tags.insert(HISTORY.into(), serde_json::Value::Array(models).to_string());
        }
        found
    }
}

/// Writes a run's models; `location` is where the experiment's files lie.
pub(super) fn write(change: &Transaction, run: &NewRun, models: &[LoggedModel], location: &str, moment: &Moment) -> Result<()> {
    let id = run.run_id.as_deref().unwrap_or_default();
    for model in models {
        let at = run.end_time.unwrap_or(moment.now);
        let sql = "INSERT INTO main.logged_models (model_id, experiment_id, name, artifact_location, creation_timestamp_ms,
            last_updated_timestamp_ms, status, lifecycle_stage, source_run_id) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, 'active', ?7)";
        let files = format!("{location}/{id}/artifacts/{}", model.path);
        change.prepare_cached(sql)?.execute(params![model.id, run.experiment_id, model.path, files, at, READY, id])?;
        let sql = "INSERT INTO main.inputs (input_uuid, source_type, source_id, destination_type, destination_id)
            VALUES (?1, 'RUN_OUTPUT', ?2, 'MODEL_OUTPUT', ?3)";
        change.prepare_cached(sql)?.execute(params![model.input_id, id, model.id])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::protocol::track::{GetArtifact, GetRun, LogRuns, NewArtifact, NewRun};
    use crate::store::testing::{ask, run, store};

    #[test]
    fn a_directory_with_an_mlmodel_is_a_logged_model_of_its_run() {
        let mut store = store();
        let file = |path: &str, text: &str| NewArtifact { path: path.into(), text: Some(text.into()), base64: None };
        let new =
            NewRun { artifacts: vec![file("model/MLmodel", "flavors: {}"), file("model/model.json", "{}"), file("MLmodel", "")], ..run(1) };
        let run_id = ask(&mut store, LogRuns { runs: vec![new, run(2)] }).unwrap().remove(0);
        let sql = "SELECT model_id, name, artifact_location, status, source_run_id FROM main.logged_models";
        let row = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
        let (id, name, location, status, source): (String, String, String, i64, String) = store.db.query_row(sql, [], row).unwrap();
        assert_eq!((name.as_str(), location, status), ("model", format!("mlruns/0/{run_id}/artifacts/model"), 2));
        assert_eq!(source, run_id);
        let sql = "SELECT count(*) FROM main.inputs WHERE source_type = 'RUN_OUTPUT' AND source_id = ?1 AND destination_id = ?2";
        assert_eq!(store.db.query_row(sql, [&run_id, &id], |row| row.get::<_, i64>(0)).unwrap(), 1);
        let text = ask(&mut store, GetArtifact { run_id: run_id.clone(), path: "model/MLmodel".into() }).unwrap().text.unwrap();
        assert_eq!(text, format!("flavors: {{}}\nmodel_id: {id}\nmodel_uuid: {}\nrun_id: {run_id}\n", &id[2..]));
        let tag = &ask(&mut store, GetRun { run_id }).unwrap().tags["mlflow.log-model.history"];
        assert!(tag.contains(&id) && tag.contains("\"artifact_path\":\"model\""), "{tag}");
    }
}
