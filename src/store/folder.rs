//! Files of runs in a folder, where MLflow looks for them: below `mlruns` beside `mlflow.db`, under absolute addresses, so that
//! `mlflow ui` shows them wherever it is started, and what MLflow logs there is read here.
//!
//! Files are written before their run is. Until the run is saved a list beside them, `saving-….json`, names it, so that what a
//! broken save has left is cleared away with the next opening; nothing else in the folder is ever removed unasked.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};

use super::artifacts::{Artifacts, ExportedFiles, NewFile};
use super::{Result, StoreError};
use crate::protocol::track::{ArtifactInfo, Run};

/// Where files lie below the store's folder.
const FILES: &str = "mlruns";
/// Where a server of MLflow that hands files on keeps them, if it was started in the store's folder.
const SERVED: &str = "mlartifacts";
/// How the name of a list begins that names the runs of one save.
const SAVING: &str = "saving-";
/// Holds the folder's own address, so that a folder that was moved or copied is noticed.
const ADDRESS: &str = "folder.txt";
/// Columns that hold addresses of files.
const ADDRESSES: [(&str, &str); 5] = [
    ("experiments", "artifact_location"),
    ("runs", "artifact_uri"),
    ("logged_models", "artifact_location"),
    ("model_versions", "source"),
    ("model_versions", "storage_location"),
];
/// Folders within folders that are looked into.
const DEEPEST: usize = 64;

/// The files of a store in a folder.
#[derive(Debug)]
pub(super) struct Directory {
    root: PathBuf,
    /// The folder as MLflow's tables write it.
    address: String,
    /// The list of the save that is going on, locked so that another process does not take it for one of a broken save.
    saving: RefCell<Option<File>>,
}

impl Directory {
    /// The files in this folder.
    pub(super) fn new(folder: &Path) -> Result<Self> {
        let root = std::path::absolute(folder).map_err(|cause| failed(folder, &cause))?;
        let Some(text) = root.to_str() else {
            return Err(failed(&root, &std::io::Error::new(ErrorKind::InvalidInput, "its name is not Unicode")));
        };
        let address = address(text);
        Ok(Self { root, address, saving: RefCell::default() })
    }

    /// The path that an address stands for; absent if it is not on this machine.
    fn local(&self, address: &str) -> Option<PathBuf> {
        if let Some(rest) = address.strip_prefix("mlflow-artifacts:") {
            let path = rest.strip_prefix("//").map_or(rest, |rest| rest.split_once('/').map_or("", |(_, path)| path));
            return Some(self.root.join(SERVED).join(plain(path.trim_start_matches('/'))));
        }
        let path = match address.strip_prefix("file:") {
            Some(rest) => rest.strip_prefix("//").map_or(rest, |rest| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("")),
            None if address.split_once(':').is_some_and(|(scheme, _)| scheme.len() > 1 && !scheme.contains('/')) => return None,
            None => address,
        };
        (!path.is_empty()).then(|| self.root.join(plain(path)))
    }

    /// Where files of a run lie, each place with the name that its files have before their own: the run's own, and those of
    /// the models that it has logged.
    fn places(&self, db: &Connection, run_id: &str) -> Result<Vec<(String, PathBuf)>> {
        let sql = "SELECT artifact_uri FROM main.runs WHERE run_uuid = ?1";
        let own: Option<Option<String>> = db.prepare_cached(sql)?.query_row([run_id], |row| row.get(0)).optional()?;
        let mut places: Vec<(String, PathBuf)> =
            own.flatten().and_then(|address| self.local(&address)).map(|path| (String::new(), path)).into_iter().collect();
        let sql =
            "SELECT name, artifact_location FROM main.logged_models WHERE source_run_id = ?1 AND coalesce(lifecycle_stage, '') <> 'deleted'
            ORDER BY creation_timestamp_ms, model_id";
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query([run_id])?;
        while let Some(row) = rows.next()? {
            let (name, address): (String, String) = (row.get(0)?, row.get(1)?);
            places.extend(self.local(&address).map(|path| (format!("{name}/"), path)));
        }
        Ok(places)
    }

    /// Runs whose saving broke off: their files are removed, unless another process is saving them now.
    fn clear_broken(&self, db: &Connection) -> Result<()> {
        for entry in fs::read_dir(&self.root).map_err(|cause| failed(&self.root, &cause))?.flatten() {
            let list = entry.path();
            let is_list = entry.file_name().to_str().is_some_and(|name| name.starts_with(SAVING) && name.ends_with(".json"));
            let Some(open) = is_list.then(|| File::open(&list).ok()).flatten() else { continue };
            if open.try_lock().is_err() {
                continue;
            }
            let text = fs::read_to_string(&list).map_err(|cause| failed(&list, &cause))?;
            let runs: Vec<(String, String)> = serde_json::from_str(&text).unwrap_or_default();
            for (run_id, address) in runs {
                let known =
                    db.prepare_cached("SELECT 1 FROM main.runs WHERE run_uuid = ?1")?.query_row([&run_id], |_| Ok(())).optional()?;
                let folder = self.local(&address).and_then(|path| path.parent().map(Path::to_owned));
                if let (None, Some(folder)) = (known, folder.filter(|folder| folder.ends_with(&run_id))) {
                    remove(&folder)?;
                }
            }
            match fs::remove_file(&list) {
                Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(failed(&list, &cause)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Files that an earlier version kept in a database become files.
    fn unpack(&self, db: &Connection) -> Result<()> {
        let kept = self.root.join("artifacts.db");
        if !kept.is_file() {
            return Ok(());
        }
        let old = Connection::open(&kept)?;
        let mut statement = old.prepare("SELECT run_uuid, path, bytes FROM artifacts")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (run_id, path, bytes): (String, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let Some((_, folder)) = self.places(db, &run_id)?.into_iter().find(|(name, _)| name.is_empty()) else { continue };
            let path = folder.join(path);
            if !path.exists() {
                write(&path, &bytes)?;
            }
        }
        drop(rows);
        drop(statement);
        drop(old);
        fs::remove_file(&kept).map_err(|cause| failed(&kept, &cause))
    }

    /// Addresses that begin at another folder begin at this one.
    fn settle_address(&self, db: &Connection) -> Result<()> {
        let note = self.root.join(ADDRESS);
        let before = fs::read_to_string(&note).ok();
        if before.as_deref() == Some(self.address.as_str()) {
            return rebase(db, "mlruns/", &format!("{}/{FILES}/", self.address));
        }
        for before in before.iter().map(|before| format!("{before}/{FILES}/")).chain(["mlruns/".to_owned()]) {
            rebase(db, &before, &format!("{}/{FILES}/", self.address))?;
        }
        fs::write(&note, &self.address).map_err(|cause| failed(&note, &cause))
    }

    /// The folder of a run or a model, if it lies among this store's own files.
    fn own(&self, address: &str) -> Option<PathBuf> {
        self.local(address).filter(|path| path.starts_with(self.root.join(FILES)))
    }
}

impl Artifacts for Directory {
    fn location(&self, experiment_id: i64) -> String {
        format!("{}/{FILES}/{experiment_id}", self.address)
    }

    fn writable(&self, location: String, experiment_id: i64) -> String {
        let served = location.starts_with("mlflow-artifacts:");
        if served || self.local(&location).is_none() { self.location(experiment_id) } else { location }
    }

    fn open(&self, db: &mut Connection) -> Result<()> {
        let change = db.transaction()?;
        self.settle_address(&change)?;
        change.commit()?;
        self.unpack(db)?;
        self.clear_broken(db)
    }

    fn save(&self, _: &mut Connection, files: Vec<NewFile>) -> Result<()> {
        let runs: BTreeMap<&str, &str> = files.iter().map(|file| (file.run_id.as_str(), file.artifact_uri.as_str())).collect();
        let Some(first) = runs.keys().next() else { return Ok(()) };
        let list = self.root.join(format!("{SAVING}{first}.json"));
        let text = serde_json::to_vec(&runs.iter().collect::<Vec<_>>()).unwrap_or_default();
        write(&list, &text)?;
        let held = File::open(&list).map_err(|cause| failed(&list, &cause))?;
        held.lock_shared().map_err(|cause| failed(&list, &cause))?;
        self.saving.replace(Some(held));
        for file in files {
            let folder =
                self.local(&file.artifact_uri).ok_or_else(|| StoreError::Absent { kind: "folder", name: file.artifact_uri.clone() })?;
            let path = folder.join(&file.path);
            match write(&path, &file.bytes) {
                Err(StoreError::Taken { .. }) => return Err(StoreError::Taken { kind: "artifact", name: file.path }),
                written => written?,
            }
        }
        Ok(())
    }

    fn settle(&self, db: &Connection, _: bool) -> Result<()> {
        drop(self.saving.take());
        self.clear_broken(db)
    }

    fn list(&self, db: &Connection, run: &Run) -> Result<Vec<ArtifactInfo>> {
        let mut found = BTreeMap::new();
        for (name, folder) in self.places(db, &run.run_id)? {
            each_file(&folder, &name, DEEPEST, &mut |path, file| {
                if let Ok(about) = fs::metadata(file) {
                    found.entry(path.to_owned()).or_insert(about.len());
                }
            });
        }
        Ok(found.into_iter().map(|(path, bytes)| ArtifactInfo { path, bytes }).collect())
    }

    fn read(&self, db: &Connection, run_id: &str, path: &str) -> Result<Option<Vec<u8>>> {
        if !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
            return Ok(None);
        }
        for (name, folder) in self.places(db, run_id)? {
            let Some(below) = path.strip_prefix(name.as_str()) else { continue };
            let file = folder.join(below);
            if file.is_file() {
                return fs::read(&file).map(Some).map_err(|cause| failed(&file, &cause));
            }
        }
        Ok(None)
    }

    fn bytes(&self, _: &Connection) -> Result<u64> {
        let mut sum = 0;
        for folder in [FILES, SERVED] {
            each_file(&self.root.join(folder), "", DEEPEST, &mut |_, file| sum += fs::metadata(file).map_or(0, |about| about.len()));
        }
        Ok(sum)
    }

    fn schemas(&self) -> &'static [&'static str] {
        &["main"]
    }

    fn adopt(&self, db: &Connection, base: Option<&str>) -> Result<()> {
        let base = base.map(Path::new).filter(|base| base.join(FILES).is_dir()).and_then(|base| std::path::absolute(base).ok());
        let base = base.as_deref().and_then(Path::to_str).map_or_else(|| self.address.clone(), address);
        rebase(db, "mlruns/", &format!("{base}/{FILES}/"))
    }

    fn take_home(&self, db: &Connection, database: Vec<u8>) -> Result<ExportedFiles> {
        let mut copy = Connection::open_in_memory()?;
        copy.deserialize_read_exact("main", database.as_slice(), database.len(), false)?;
        let mut files = BTreeMap::new();
        let mut bring = |from: &Path, to: &str| {
            each_file(from, &format!("{to}/"), DEEPEST, &mut |path, file| {
                if let Ok(bytes) = fs::read(file) {
                    files.insert(path.to_owned(), bytes);
                }
            });
        };
        // Runs and models whose files lie elsewhere on this machine come along; their addresses follow them.
        for (table, id, column, middle) in
            [("runs", "run_uuid", "artifact_uri", ""), ("logged_models", "model_id", "artifact_location", "models/")]
        {
            let sql = format!("SELECT {id}, experiment_id, {column} FROM main.{table} WHERE {column} IS NOT NULL");
            let mut statement = db.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (name, experiment, address): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let Some(folder) = self.local(&address).filter(|folder| folder.is_dir()) else { continue };
                let to = match self
                    .own(&address)
                    .and_then(|own| own.strip_prefix(&self.root).ok().and_then(Path::to_str).map(str::to_owned))
                {
                    Some(own) => own,
                    None => {
                        let to = format!("{FILES}/{experiment}/{middle}{name}/artifacts");
                        copy.execute(&format!("UPDATE main.{table} SET {column} = ?1 WHERE {id} = ?2"), params![to, name])?;
                        copy.execute(
                            "UPDATE main.model_versions SET source = ?1 || substr(source, ?3), storage_location = ?1 || substr(source, ?3) WHERE substr(source, 1, ?3 - 1) = ?2",
                            params![to, address, length(&address) + 1],
                        )?;
                        to
                    }
                };
                bring(&folder, &to);
            }
        }
        rebase(&copy, &format!("{}/{FILES}/", self.address), "mlruns/")?;
        let files = files.into_iter().collect();
        Ok((copy.serialize("main")?.to_vec(), files))
    }

    fn folders(&self, db: &Connection) -> Result<Vec<PathBuf>> {
        let sql = "SELECT artifact_uri FROM main.runs UNION SELECT artifact_location FROM main.logged_models";
        let mut statement = db.prepare(sql)?;
        let found: Vec<Option<String>> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        // …/RUN/artifacts and …/models/MODEL/artifacts: the folder above goes with it.
        let above = |path: PathBuf| if path.ends_with("artifacts") { path.parent().map(Path::to_owned) } else { Some(path) };
        Ok(found.into_iter().flatten().filter_map(|address| self.own(&address)).filter_map(above).collect())
    }

    fn clear(&self, _: &Connection, folders: Vec<PathBuf>) -> Result<()> {
        folders.iter().try_for_each(|folder| remove(folder))
    }
}

/// A path as an address: MLflow reads `%` and two digits as one letter.
fn address(path: &str) -> String {
    path.trim_end_matches('/').replace('\\', "/").replace('%', "%25")
}

/// An address without its escapes, `%20` being a space.
fn plain(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = (*byte == b'%').then(|| address.get(at + 1..at + 3)).flatten();
        match code.filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit())).and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(letter) => {
                out.push(letter);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Characters of an address, as SQLite counts them.
fn length(address: &str) -> i64 {
    address.chars().count() as i64
}

/// Addresses that begin with `from` begin with `to`.
fn rebase(db: &Connection, from: &str, to: &str) -> Result<()> {
    for (table, column) in ADDRESSES {
        let sql = format!("UPDATE main.{table} SET {column} = ?2 || substr({column}, ?3) WHERE substr({column}, 1, ?3 - 1) = ?1");
        db.execute(&sql, params![from, to, length(from) + 1])?;
    }
    Ok(())
}

/// Every file below a folder, with its path there behind `before`; links to folders are not followed.
fn each_file(folder: &Path, before: &str, deepest: usize, take: &mut dyn FnMut(&str, &Path)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (Ok(kind), Some(name)) = (entry.file_type(), entry.file_name().to_str().map(str::to_owned)) else { continue };
        let path = format!("{before}{name}");
        if kind.is_dir() {
            if deepest > 0 {
                each_file(&entry.path(), &format!("{path}/"), deepest - 1, take);
            }
        } else if entry.path().is_file() {
            take(&path, &entry.path());
        }
    }
}

/// A new file and the folders it lies in, on the disk when this returns.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written = made.and_then(|()| {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|cause| match cause.kind() {
        ErrorKind::AlreadyExists if path.is_file() => StoreError::Taken { kind: "file", name: path.display().to_string() },
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full(cause.to_string()),
        _ => failed(path, &cause),
    })
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(failed(folder, &cause)),
        _ => Ok(()),
    }
}

fn failed(path: &Path, cause: &std::io::Error) -> StoreError {
    StoreError::File { path: path.display().to_string(), cause: cause.to_string() }
}

#[cfg(test)]
mod tests;
