//! Another `mlflow.db` taken in: its experiments by name, its runs by id, its models by name. What is here already stays.

use rusqlite::{Connection, params};

use super::error::invalid;
use super::template::known_revision;
use super::{Result, Store, StoreError};
use crate::protocol::store::Imported;

/// Tables whose rows belong to a run, and the column that says to which.
const OF_A_RUN: [(&str, &str); 4] = [("params", "run_uuid"), ("tags", "run_uuid"), ("metrics", "run_uuid"), ("latest_metrics", "run_uuid")];
/// Tables whose rows belong to a registered model, parents first.
const OF_A_MODEL: [&str; 5] =
    ["registered_models", "registered_model_tags", "registered_model_aliases", "model_versions", "model_version_tags"];

impl Store {
    /// Takes in the runs and models of a file, all or none.
    pub(super) fn import(&mut self, file: Option<&[u8]>) -> Result<Imported> {
        let file = file.ok_or_else(|| {
            invalid("no file came with the request", "Send the bytes of an mlflow.db beside it, or, on the command line, its path.")
        })?;
        if !file.starts_with(b"SQLite format 3\0") {
            return Err(invalid("the file is no SQLite database", "Choose the file mlflow.db; of a zip, unpack it first."));
        }
        let mut image = file.to_vec();
        // A file in WAL mode cannot be read from memory; its last checkpoint can, under the other mode's mark.
        image.iter_mut().skip(18).take(2).for_each(|mark| *mark = 1);
        let revision = look_at(&image)?;
        self.db.execute_batch("ATTACH ':memory:' AS incoming")?;
        let taken = self.take_in(&image, revision);
        // What was attached is let go, whatever came of it; nothing in it can be lost.
        let _ = self.db.execute_batch("DETACH incoming");
        taken
    }

    fn take_in(&mut self, image: &[u8], revision: String) -> Result<Imported> {
        self.db.deserialize_read_exact("incoming", image, image.len(), true)?;
        let change = self.db.transaction()?;
        let taken = copy(&change, revision)?;
        change.commit()?;
        Ok(taken)
    }
}

/// The revision of a file that is sound. It is looked at through a connection of its own: one that has attached a damaged file
/// can neither use its other files nor let go of that one.
fn look_at(image: &[u8]) -> Result<String> {
    let mut db = Connection::open_in_memory()?;
    db.deserialize_read_exact("main", image, image.len(), true)?;
    let revision = known_revision(&db)?;
    let sound: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if sound == "ok" { Ok(revision) } else { Err(StoreError::Damaged(sound)) }
}

/// Every row that is not here yet.
fn copy(db: &Connection, revision: String) -> Result<Imported> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, u64>(0));
    db.execute_batch("CREATE TEMP TABLE fresh (run_uuid PRIMARY KEY); CREATE TEMP TABLE place (old PRIMARY KEY, new); CREATE TEMP TABLE model (name PRIMARY KEY)")?;
    let experiments = db.execute(
        "INSERT INTO main.experiments (name, lifecycle_stage, creation_time, last_update_time)
         SELECT name, lifecycle_stage, creation_time, last_update_time FROM incoming.experiments
         WHERE name NOT IN (SELECT name FROM main.experiments) ORDER BY experiment_id",
        [],
    )? as u64;
    db.execute_batch(
        "UPDATE main.experiments SET artifact_location = 'mlruns/' || experiment_id WHERE artifact_location IS NULL;
         INSERT INTO temp.place SELECT theirs.experiment_id, ours.experiment_id FROM incoming.experiments AS theirs JOIN main.experiments AS ours USING (name);
         INSERT OR IGNORE INTO main.experiment_tags (key, value, experiment_id) SELECT key, value, new FROM incoming.experiment_tags JOIN temp.place ON old = experiment_id;
         INSERT INTO temp.fresh SELECT run_uuid FROM incoming.runs WHERE run_uuid NOT IN (SELECT run_uuid FROM main.runs);
         INSERT INTO main.runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, source_version,
             lifecycle_stage, artifact_uri, experiment_id, deleted_time)
         SELECT run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, source_version,
             lifecycle_stage, artifact_uri, new, deleted_time FROM incoming.runs JOIN temp.place ON old = experiment_id WHERE run_uuid IN temp.fresh;
         INSERT OR IGNORE INTO main.datasets SELECT dataset_uuid, new, name, digest, dataset_source_type, dataset_source, dataset_schema, dataset_profile
             FROM incoming.datasets JOIN temp.place ON old = experiment_id;",
    )?;
    for (table, column) in OF_A_RUN {
        db.execute_batch(&format!("INSERT INTO main.{table} SELECT * FROM incoming.{table} WHERE {column} IN temp.fresh"))?;
    }
    // An input names its dataset by an id; where the dataset was here already, under the id that it has here.
    db.execute_batch(
        "INSERT OR IGNORE INTO main.inputs (input_uuid, source_type, source_id, destination_type, destination_id, step)
         SELECT input_uuid, source_type, coalesce((SELECT ours.dataset_uuid FROM incoming.datasets AS theirs JOIN temp.place ON old = theirs.experiment_id
             JOIN main.datasets AS ours ON ours.experiment_id = new AND ours.name = theirs.name AND ours.digest = theirs.digest
             WHERE theirs.dataset_uuid = source_id), source_id), destination_type, destination_id, step
         FROM incoming.inputs WHERE destination_type = 'RUN' AND source_type = 'DATASET' AND destination_id IN temp.fresh;
         INSERT OR IGNORE INTO main.input_tags SELECT input_tags.* FROM incoming.input_tags JOIN main.inputs USING (input_uuid) WHERE destination_id IN temp.fresh;
         INSERT OR IGNORE INTO main.logged_models (model_id, experiment_id, name, artifact_location, creation_timestamp_ms,
             last_updated_timestamp_ms, status, lifecycle_stage, model_type, source_run_id, status_message)
         SELECT model_id, new, name, artifact_location, creation_timestamp_ms, last_updated_timestamp_ms, status, lifecycle_stage, model_type,
             source_run_id, status_message FROM incoming.logged_models JOIN temp.place ON old = experiment_id WHERE source_run_id IN temp.fresh;
         INSERT OR IGNORE INTO main.inputs (input_uuid, source_type, source_id, destination_type, destination_id, step)
         SELECT input_uuid, source_type, source_id, destination_type, destination_id, step FROM incoming.inputs
             WHERE source_type = 'RUN_OUTPUT' AND source_id IN temp.fresh;
         INSERT INTO temp.model SELECT name FROM incoming.registered_models WHERE workspace = 'default' AND name NOT IN
             (SELECT name FROM main.registered_models);",
    )?;
    for table in OF_A_MODEL {
        db.execute_batch(&format!(
            "INSERT INTO main.{table} SELECT * FROM incoming.{table} WHERE workspace = 'default' AND name IN temp.model"
        ))?;
    }
    let (runs, models) = (count("SELECT count(*) FROM temp.fresh")?, count("SELECT count(*) FROM temp.model")?);
    let known_runs = count("SELECT count(*) FROM incoming.runs")? - runs;
    let known_models = count("SELECT count(*) FROM incoming.registered_models")? - models;
    db.execute("DROP TABLE temp.fresh", params![])?;
    db.execute_batch("DROP TABLE temp.place; DROP TABLE temp.model")?;
    Ok(Imported { revision, experiments, runs, known_runs, models, known_models })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::store::{
        CreateExperiment, CreateModelVersion, DatasetInput, Export, ExportKind, GetRun, Import, LogRuns, NewArtifact, NewRun, SearchModels,
        SetAlias, StoreCommand, StoreReply,
    };
    use crate::store::testing::{answer, ask, run, store, with_runs};

    fn file_of(store: &mut Store) -> Vec<u8> {
        let export = Export { kind: ExportKind::Database, path: None };
        answer(store, StoreCommand::Export(Box::new(export)), None).unwrap().file.unwrap()
    }

    fn take(store: &mut Store, file: Vec<u8>) -> std::result::Result<Imported, String> {
        match answer(store, StoreCommand::Import(Box::default()), Some(file)).map_err(|error| error.what)?.reply {
            StoreReply::Import(imported) => Ok(*imported),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn runs_models_and_their_datasets_are_taken_in_once() {
        let mut theirs = store();
        ask(&mut theirs, CreateExperiment { name: "theirs".into(), tags: [("a".to_owned(), "b".to_owned())].into() }).unwrap();
        let dataset =
            DatasetInput { name: "iris".into(), digest: "ab12".into(), context: Some("training".into()), ..DatasetInput::default() };
        let with = |at, experiment_id| NewRun { experiment_id, datasets: vec![dataset.clone()], ..run(at) };
        ask(&mut theirs, LogRuns { runs: vec![with(0, 0), with(7, 1), with(8, 1)] }).unwrap();
        let version = CreateModelVersion {
            name: "iris".into(),
            run_id: format!("{:032x}", 7),
            path: "model".into(),
            description: String::new(),
            tags: Default::default(),
        };
        ask(&mut theirs, version).unwrap();
        ask(&mut theirs, SetAlias { name: "iris".into(), alias: "champion".into(), version: Some(1), reason: "only one".into() }).unwrap();
        let file = file_of(&mut theirs);

        let mut ours = with_runs(2);
        ask(&mut ours, CreateExperiment { name: "ours".into(), tags: Default::default() }).unwrap();
        ask(&mut ours, LogRuns { runs: vec![NewRun { datasets: vec![dataset.clone()], ..run(5) }] }).unwrap();
        let taken = take(&mut ours, file.clone()).unwrap();
        assert_eq!((taken.experiments, taken.runs, taken.known_runs, taken.models), (1, 2, 1, 1));
        for at in [7, 8] {
            let detail = |store: &mut Store| ask(store, GetRun { run_id: format!("{at:032x}") }).unwrap();
            let (mut here, there) = (detail(&mut ours), detail(&mut theirs));
            assert_eq!(here.run.experiment_id, 2, "“ours” is 1");
            here.run.experiment_id = 1;
            assert_eq!(here, there);
        }
        let model = ask(&mut ours, SearchModels::default()).unwrap().remove(0);
        assert_eq!((model.aliases["champion"], model.history.len(), model.versions[0].datasets.len()), (1, 1, 1));
        let again = take(&mut ours, file).unwrap();
        assert_eq!((again.experiments, again.runs, again.known_runs, again.models, again.known_models), (0, 0, 3, 0, 1));
    }

    #[test]
    fn the_models_that_runs_have_logged_come_with_them() {
        let mut theirs = store();
        let artifact = NewArtifact { path: "model/MLmodel".into(), text: Some("flavors: {}".into()), base64: None };
        ask(&mut theirs, LogRuns { runs: vec![NewRun { artifacts: vec![artifact], ..run(7) }] }).unwrap();
        let mut ours = with_runs(2);
        assert_eq!(take(&mut ours, file_of(&mut theirs)).unwrap().runs, 1);
        let sql = "SELECT name, source_run_id, source_id FROM main.logged_models JOIN main.inputs ON destination_id = model_id";
        let row = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let found: (String, String, String) = ours.db.query_row(sql, [], row).unwrap();
        assert_eq!(found, ("model".into(), format!("{:032x}", 7), format!("{:032x}", 7)));
    }

    #[test]
    fn a_file_that_cannot_be_read_leaves_everything_as_it_was() {
        let mut store = with_runs(2);
        assert_eq!(take(&mut store, b"PK\x03\x04".to_vec()).unwrap_err(), "the file is no SQLite database");
        let good = file_of(&mut with_runs(300));
        let cut = good[..good.len() / 2].to_vec();
        assert!(take(&mut store, cut).unwrap_err().starts_with("the file is damaged"));
        let mut scratched = good.clone();
        let from = good.len() / 2;
        scratched[from..from + 8192].fill(0x5a);
        assert!(take(&mut store, scratched).unwrap_err().starts_with("the file is damaged"));
        assert_eq!(ask(&mut store, Import::default()).unwrap_err().what, "no file came with the request");
        assert_eq!(take(&mut store, good).unwrap().runs, 298);
    }
}
