//! Imports: which rows are added, kept or left out.

use super::*;
use crate::protocol::track::{
    CreateExperiment, CreateModelVersion, DatasetInput, EditExperiment, EditRun, ExperimentChange, Export, ExportKind, GetRun, Import,
    LogRuns, NewArtifact, NewRun, RunChange, SearchExperiments, SearchModels, SearchRuns, SetAlias, View,
};
use crate::protocol::{StoreCommand, StoreReply};
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
    let dataset = DatasetInput { name: "iris".into(), digest: "ab12".into(), context: Some("training".into()), ..DatasetInput::default() };
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

#[test]
fn runs_of_an_experiment_that_is_deleted_here_are_taken_in_beside_it() {
    let flowers = || CreateExperiment { name: "flowers".into(), tags: Default::default() };
    let mut theirs = store();
    ask(&mut theirs, flowers()).unwrap();
    ask(&mut theirs, LogRuns { runs: vec![NewRun { experiment_id: 1, ..run(7) }] }).unwrap();
    let first = file_of(&mut theirs);
    ask(&mut theirs, LogRuns { runs: vec![NewRun { experiment_id: 1, ..run(8) }] }).unwrap();
    let second = file_of(&mut theirs);
    let mut ours = store();
    ask(&mut ours, flowers()).unwrap();
    ask(&mut ours, LogRuns { runs: vec![NewRun { experiment_id: 1, ..run(1) }] }).unwrap();
    ask(&mut ours, EditExperiment { experiment_id: 1, change: ExperimentChange::Delete }).unwrap();
    let beside = [("flowers".to_owned(), "flowers (imported)".to_owned())];
    let taken = take(&mut ours, first.clone()).unwrap();
    assert_eq!((taken.runs, taken.experiments, &taken.beside[..]), (1, 1, &beside[..]));
    let found = ask(&mut ours, SearchRuns::default()).unwrap();
    assert_eq!((found.total, found.runs[0].run.run_name.as_str(), found.runs[0].run.experiment_id), (1, "run-7", 2));
    let again = take(&mut ours, first).unwrap();
    assert_eq!((again.runs, again.experiments, again.beside.len()), (0, 0, 0));
    let more = take(&mut ours, second).unwrap();
    assert_eq!((more.runs, more.experiments, &more.beside[..]), (1, 0, &beside[..]), "into the same one");
    assert_eq!(ask(&mut ours, SearchRuns::default()).unwrap().total, 2);
    let names: Vec<String> = ask(&mut ours, SearchExperiments { view: View::All }).unwrap().into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["flowers (imported)", "flowers", "Default"]);
}

#[test]
fn runs_that_are_deleted_in_the_file_or_here_are_counted_as_such() {
    let mut theirs = with_runs(3);
    let delete = |at: u32| EditRun { run_id: format!("{at:032x}"), change: RunChange::Delete };
    ask(&mut theirs, delete(2)).unwrap();
    let mut ours = with_runs(2);
    ask(&mut ours, delete(1)).unwrap();
    let taken = take(&mut ours, file_of(&mut theirs)).unwrap();
    assert_eq!((taken.runs, taken.deleted_runs, taken.known_runs, taken.known_deleted_runs), (1, 1, 2, 1));
}

#[test]
fn an_import_counts_what_it_leaves_out_and_keeps_the_rest() {
    let mut theirs = with_runs(2);
    let id = format!("{:032x}", 1);
    theirs
        .db
        .execute_batch(&format!(
            "INSERT INTO logged_models (model_id, experiment_id, name, artifact_location, creation_timestamp_ms, last_updated_timestamp_ms, status, lifecycle_stage, source_run_id)
                VALUES ('m-1', 0, 'forest', '/x', 1, 1, 2, 'active', '{id}'), ('m-2', 0, 'alone', '/y', 1, 1, 2, 'active', NULL);
             INSERT INTO logged_model_params (model_id, experiment_id, param_key, param_value) VALUES ('m-1', 0, 'depth', '3');
             INSERT INTO logged_model_tags (model_id, experiment_id, tag_key, tag_value) VALUES ('m-2', 0, 'team', 'blue');
             INSERT INTO logged_model_metrics (model_id, metric_name, metric_timestamp_ms, metric_step, metric_value, experiment_id, run_id)
                VALUES ('m-1', 'accuracy', 1, 0, 0.5, 0, '{id}');
             INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id) VALUES ('i-1', 'RUN_INPUT', '{id}', 'MODEL_INPUT', 'm-2');
             INSERT INTO trace_info (request_id, experiment_id, timestamp_ms, status) VALUES ('t-1', 0, 1, 'OK'), ('t-2', 0, 2, 'OK');
             INSERT INTO trace_tags (key, value, request_id) VALUES ('a', 'b', 't-1');
             CREATE TABLE notes (text); INSERT INTO notes (text) VALUES ('mine');
             ALTER TABLE runs ADD COLUMN cost FLOAT; UPDATE runs SET cost = 2;
             INSERT INTO experiments (experiment_id, name, lifecycle_stage, workspace) VALUES (9, 'Default', 'active', 'team b');
             UPDATE runs SET experiment_id = 9 WHERE run_uuid <> '{id}';"
        ))
        .unwrap();
    let mut ours = store();
    let taken = take(&mut ours, file_of(&mut theirs)).unwrap();
    let left: Vec<(&str, u64)> = taken.left_out.iter().map(|(what, count)| (what.as_str(), *count)).collect();
    assert_eq!(left, [("row in the table notes", 1), ("value in the column runs.cost", 2), ("trace", 2), ("trace tag", 1)]);
    let number = |store: &Store, sql: &str| store.db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    for table in ["logged_models", "logged_model_params", "logged_model_tags", "logged_model_metrics", "inputs"] {
        let sql = format!("SELECT count(*) FROM main.{table}");
        assert_eq!(number(&ours, &sql), number(&theirs, &sql), "{table}");
    }
    let names: Vec<String> = ask(&mut ours, SearchExperiments::default()).unwrap().into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["Default (team b)", "Default"]);
    assert_eq!(ask(&mut ours, SearchRuns::default()).unwrap().total, 2);
}

#[test]
fn columns_in_another_order_are_taken_by_name() {
    let mut theirs = with_runs(1);
    theirs
        .db
        .execute_batch(
            "ALTER TABLE params RENAME TO old; CREATE TABLE params (run_uuid VARCHAR(32) NOT NULL, value VARCHAR(8000) NOT NULL, key VARCHAR(250) NOT NULL);
             INSERT INTO params (key, value, run_uuid) SELECT key, value, run_uuid FROM old; DROP TABLE old;",
        )
        .unwrap();
    let mut ours = store();
    take(&mut ours, file_of(&mut theirs)).unwrap();
    assert_eq!(ask(&mut ours, GetRun { run_id: format!("{:032x}", 0) }).unwrap().params["model"], "random_forest");
    theirs.db.execute_batch("ALTER TABLE params RENAME COLUMN value TO amount").unwrap();
    let missing = take(&mut store(), file_of(&mut theirs)).unwrap_err();
    assert_eq!(missing, "the file's table params has no column value, which MLflow's has");
}
