//! Files of runs in a folder: where MLflow looks for them, and what MLflow has put there.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::protocol::StoreCommand;
use crate::protocol::track::{
    CreateExperiment, CreateModelVersion, Export, ExportKind, GetArtifact, GetRun, LogRuns, NewArtifact, NewRun, SearchModels, StartAfresh,
    Status,
};
use crate::store::Store;
use crate::store::testing::{MOMENT, answer, ask, run};

/// A folder of its own for each test, empty, with a name that an address must escape.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("mlops-roadmap files 50% {}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn open(folder: &Path) -> Store {
    Store::in_folder(folder, &MOMENT).unwrap()
}

fn with_file(at: u32, path: &str, text: &str) -> NewRun {
    NewRun { artifacts: vec![NewArtifact { path: path.into(), text: Some(text.into()), base64: None }], ..run(at) }
}

fn text_of(store: &mut Store, at: u32, path: &str) -> Option<String> {
    ask(store, GetArtifact { run_id: format!("{at:032x}"), path: path.into() }).ok()?.text
}

fn names(store: &mut Store, at: u32) -> Vec<(String, u64)> {
    let found = ask(store, GetRun { run_id: format!("{at:032x}") }).unwrap().artifacts;
    found.into_iter().map(|file| (file.path, file.bytes)).collect()
}

#[test]
fn a_runs_files_lie_where_its_address_says_and_are_read_from_there() {
    let folder = folder("there");
    let mut store = open(&folder);
    ask(&mut store, CreateExperiment { name: "flowers".into(), tags: Default::default() }).unwrap();
    ask(&mut store, LogRuns { runs: vec![NewRun { experiment_id: 1, ..with_file(3, "model/spec.json", "{}") }] }).unwrap();
    let address = ask(&mut store, GetRun { run_id: format!("{:032x}", 3) }).unwrap().run.artifact_uri;
    assert_eq!(address, format!("{}/mlruns/1/{:032x}/artifacts", folder.to_str().unwrap().replace('%', "%25"), 3));
    let place = folder.join(format!("mlruns/1/{:032x}/artifacts", 3));
    assert_eq!(fs::read_to_string(place.join("model/spec.json")).unwrap(), "{}");
    // What another program puts there is there.
    fs::create_dir_all(place.join("plots")).unwrap();
    fs::write(place.join("plots/roc curve.svg"), "<svg/>").unwrap();
    assert_eq!(names(&mut store, 3), [("model/spec.json".to_owned(), 2), ("plots/roc curve.svg".to_owned(), 6)]);
    assert_eq!(text_of(&mut store, 3, "plots/roc curve.svg").as_deref(), Some("<svg/>"));
    assert_eq!(text_of(&mut store, 3, "../artifacts/model/spec.json"), None);
    assert_eq!(text_of(&mut store, 3, "plots"), None, "a folder is no file");
    assert_eq!(ask(&mut store, Status { check: true }).unwrap().artifact_bytes, 8);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn models_that_mlflow_keeps_beside_the_runs_are_among_the_runs_files() {
    let folder = folder("models");
    let mut store = open(&folder);
    ask(&mut store, LogRuns { runs: vec![run(1)] }).unwrap();
    let model = folder.join("mlruns/0/models/m-1/artifacts");
    fs::create_dir_all(&model).unwrap();
    fs::write(model.join("MLmodel"), "flavors: {}").unwrap();
    let address = format!("file://{}", model.to_str().unwrap().replace('%', "%25").replace(' ', "%20"));
    let sql = "INSERT INTO logged_models (model_id, experiment_id, name, artifact_location, creation_timestamp_ms, last_updated_timestamp_ms, status, lifecycle_stage, source_run_id)
        VALUES ('m-1', 0, 'forest', ?1, 1, 1, 2, 'active', ?2)";
    store.db.execute(sql, [address, format!("{:032x}", 1)]).unwrap();
    assert_eq!(names(&mut store, 1), [("forest/MLmodel".to_owned(), 11)]);
    assert_eq!(text_of(&mut store, 1, "forest/MLmodel").as_deref(), Some("flavors: {}"));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_folder_that_was_copied_or_moved_has_its_own_files() {
    let (first, second) = (folder("first"), folder("second"));
    let mut store = open(&first);
    let version = CreateModelVersion {
        name: "iris".into(),
        run_id: format!("{:032x}", 1),
        path: "model".into(),
        description: String::new(),
        tags: Default::default(),
    };
    ask(&mut store, LogRuns { runs: vec![with_file(1, "model/a.txt", "first")] }).unwrap();
    ask(&mut store, version).unwrap();
    drop(store);
    let copied = std::process::Command::new("cp").args(["-r", first.to_str().unwrap(), second.to_str().unwrap()]).status().unwrap();
    assert!(copied.success());
    let mut copy = open(&second);
    fs::write(second.join(format!("mlruns/0/{:032x}/artifacts/model/a.txt", 1)), "second").unwrap();
    ask(&mut copy, LogRuns { runs: vec![with_file(2, "b.txt", "new")] }).unwrap();
    assert_eq!(text_of(&mut copy, 1, "model/a.txt").as_deref(), Some("second"));
    let source = ask(&mut copy, SearchModels::default()).unwrap().remove(0).versions.remove(0).source;
    assert!(source.starts_with(&second.to_str().unwrap().replace('%', "%25")), "{source}");
    let mut old = open(&first);
    assert_eq!(text_of(&mut old, 1, "model/a.txt").as_deref(), Some("first"));
    assert!(!first.join(format!("mlruns/0/{:032x}", 2)).exists(), "the copy writes into the copy");
    fs::remove_dir_all(first).unwrap();
    fs::remove_dir_all(second).unwrap();
}

#[test]
fn what_a_broken_save_has_left_is_cleared_away_and_nothing_else() {
    let folder = folder("broken");
    let mut store = open(&folder);
    ask(&mut store, LogRuns { runs: vec![with_file(1, "a.txt", "kept")] }).unwrap();
    let twice = LogRuns { runs: vec![with_file(2, "a.txt", "x"), with_file(2, "a.txt", "y")] };
    assert_eq!(ask(&mut store, twice).unwrap_err().what, "the artifact a.txt exists already");
    assert!(!folder.join(format!("mlruns/0/{:032x}", 2)).exists());
    // A process that ended between its files and its run.
    let files = vec![NewFile {
        run_id: format!("{:032x}", 3),
        artifact_uri: format!("{}/{:032x}/artifacts", store.files.location(0), 3),
        path: "a.txt".into(),
        bytes: vec![1],
    }];
    store.files.save(&mut store.db, files).unwrap();
    let place = folder.join(format!("mlruns/0/{:032x}", 3));
    let other = open(&folder);
    assert!(place.exists(), "another process does not touch a save that is going on");
    drop((store, other));
    fs::create_dir_all(folder.join("mlruns/0/by hand")).unwrap();
    let mut store = open(&folder);
    assert!(!place.exists() && folder.join("mlruns/0/by hand").exists());
    assert_eq!(text_of(&mut store, 1, "a.txt").as_deref(), Some("kept"));
    ask(&mut store, LogRuns { runs: vec![with_file(2, "a.txt", "now")] }).unwrap();
    assert_eq!(text_of(&mut store, 2, "a.txt").as_deref(), Some("now"));
    assert!(fs::read_dir(&folder).unwrap().flatten().all(|entry| !entry.file_name().to_str().unwrap().starts_with(SAVING)));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_store_of_an_earlier_version_gives_its_files_out() {
    let folder = folder("earlier");
    fs::create_dir_all(&folder).unwrap();
    let artifacts = folder.join("artifacts.db");
    let db = Connection::open(folder.join("mlflow.db")).unwrap();
    let mut before = Store::over(db, artifacts.to_str().unwrap(), crate::protocol::track::Place::Folder, &MOMENT).unwrap();
    ask(&mut before, LogRuns { runs: vec![with_file(1, "model/a.txt", "old")] }).unwrap();
    drop(before);
    let mut store = open(&folder);
    assert_eq!(text_of(&mut store, 1, "model/a.txt").as_deref(), Some("old"));
    assert!(!artifacts.exists() && folder.join(format!("mlruns/0/{:032x}/artifacts/model/a.txt", 1)).is_file());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn taken_home_the_addresses_begin_at_the_files_own_folder() {
    let folder = folder("home");
    let mut store = open(&folder);
    ask(&mut store, LogRuns { runs: vec![with_file(1, "a.txt", "here"), with_file(2, "b.txt", "served")] }).unwrap();
    // A run of a server of MLflow, which keeps files in a folder of its own.
    let served = folder.join("mlartifacts/0/x/artifacts");
    fs::create_dir_all(&served).unwrap();
    fs::write(served.join("c.txt"), "far").unwrap();
    let sql = "UPDATE runs SET artifact_uri = 'mlflow-artifacts:/0/x/artifacts' WHERE run_uuid = ?1";
    store.db.execute(sql, [format!("{:032x}", 2)]).unwrap();
    assert_eq!(text_of(&mut store, 2, "c.txt").as_deref(), Some("far"));
    let export = StoreCommand::Export(Box::new(Export { kind: ExportKind::TakeHome, path: None }));
    let zip = answer(&mut store, export, None).unwrap().file.unwrap();
    let contains = |needle: &str| zip.windows(needle.len()).any(|window| window == needle.as_bytes());
    assert!(contains(&format!("mlruns/0/{:032x}/artifacts/a.txthere", 1)) && contains(&format!("mlruns/0/{:032x}/artifacts/c.txtfar", 2)));
    assert!(!contains(folder.to_str().unwrap()) && !contains("mlflow-artifacts"), "no address of this machine");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn starting_afresh_removes_the_files_of_the_runs_and_no_others() {
    let folder = folder("afresh");
    let mut store = open(&folder);
    ask(&mut store, LogRuns { runs: vec![with_file(1, "a.txt", "gone")] }).unwrap();
    fs::write(folder.join("mlruns/notes.txt"), "mine").unwrap();
    assert_eq!(ask(&mut store, StartAfresh { discard: true }).unwrap().runs, 0);
    assert!(!folder.join(format!("mlruns/0/{:032x}", 1)).exists() && folder.join("mlruns/notes.txt").exists());
    ask(&mut store, LogRuns { runs: vec![with_file(1, "a.txt", "again")] }).unwrap();
    assert_eq!(text_of(&mut store, 1, "a.txt").as_deref(), Some("again"));
    fs::remove_dir_all(folder).unwrap();
}
