//! Files that belong to runs: where they are kept, and how they are read.
//!
//! In the browser and in memory they lie in a database of their own beside MLflow's ([`AttachedDatabase`]); in a folder they are
//! files where MLflow itself looks for them (`folder`).

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, params};

use super::error::invalid;
use super::{Result, Store, StoreError, validate};
use crate::protocol::base64;
use crate::protocol::track::{Artifact, ArtifactInfo, GetArtifact, NewArtifact, NewRun, Run};

/// A file that is about to be saved with its run.
#[derive(Clone, Debug)]
#[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "in the browser files have no address of their own"))]
pub(super) struct NewFile {
    pub(super) run_id: String,
    /// Address of the run's files, as MLflow's tables have it.
    pub(super) artifact_uri: String,
    /// Below that address.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

/// A database and its files as `(path, bytes)`, as they are taken home.
pub(super) type ExportedFiles = (Vec<u8>, Vec<(String, Vec<u8>)>);

/// Where the files of runs are kept.
pub(super) trait Artifacts: std::fmt::Debug {
    /// Address of an experiment's files, as MLflow's tables have it.
    fn location(&self, experiment_id: i64) -> String;
    /// An address below which new files of the experiment can be written: the one that the tables have, if it will do.
    fn writable(&self, location: String, experiment_id: i64) -> String;
    /// Makes the place ready, and clears away files whose run was never saved.
    fn open(&self, db: &mut Connection) -> Result<()>;
    /// Writes files of runs that are about to be saved.
    fn save(&self, db: &mut Connection, files: Vec<NewFile>) -> Result<()>;
    /// The runs are saved, or are not: clears away the files of those that are not.
    fn settle(&self, db: &Connection, saved: bool) -> Result<()>;
    /// Names and sizes of a run's files, by name.
    fn list(&self, db: &Connection, run: &Run) -> Result<Vec<ArtifactInfo>>;
    /// A file's bytes; absent if there is no such file.
    fn read(&self, db: &Connection, run_id: &str, path: &str) -> Result<Option<Vec<u8>>>;
    /// Bytes of all files.
    fn bytes(&self, db: &Connection) -> Result<u64>;
    /// The databases that can be damaged.
    fn schemas(&self) -> &'static [&'static str];
    /// Addresses that came with another store's runs, which lay in the folder `base`, are made this store's own.
    fn adopt(&self, db: &Connection, base: Option<&str>) -> Result<()>;
    /// The database as it is taken home, with addresses that begin at its own folder, and the files as `(path, bytes)`.
    fn take_home(&self, db: &Connection, database: Vec<u8>) -> Result<ExportedFiles>;
    /// Folders that belong to the runs there are.
    fn folders(&self, db: &Connection) -> Result<Vec<PathBuf>>;
    /// Removes all files; `folders` are those that were found before the tables were emptied.
    fn clear(&self, db: &Connection, folders: Vec<PathBuf>) -> Result<()>;
}

/// Files in a database beside the store's.
#[derive(Debug)]
pub(super) struct AttachedDatabase {
    /// Its name.
    pub(super) name: String,
}

impl AttachedDatabase {
    fn sweep(db: &Connection) -> Result<()> {
        db.execute("DELETE FROM artifacts.artifacts WHERE run_uuid NOT IN (SELECT run_uuid FROM main.runs)", [])?;
        Ok(())
    }
}

impl Artifacts for AttachedDatabase {
    fn location(&self, experiment_id: i64) -> String {
        format!("mlruns/{experiment_id}")
    }

    fn writable(&self, location: String, _: i64) -> String {
        location
    }

    fn open(&self, db: &mut Connection) -> Result<()> {
        db.execute("ATTACH ?1 AS artifacts", [&self.name])?;
        db.query_row("PRAGMA artifacts.journal_mode = TRUNCATE", [], |_| Ok(()))?;
        db.execute_batch("PRAGMA artifacts.synchronous = FULL")?;
        let there: i64 = db.query_row("SELECT count(*) FROM artifacts.sqlite_master", [], |row| row.get(0))?;
        if there == 0 {
            db.execute_batch(
                "CREATE TABLE artifacts.artifacts (run_uuid TEXT NOT NULL, path TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (run_uuid, path))",
            )?;
        }
        Self::sweep(db)
    }

    fn save(&self, db: &mut Connection, files: Vec<NewFile>) -> Result<()> {
        let change = db.transaction()?;
        for file in files {
            let sql = "INSERT INTO artifacts.artifacts (run_uuid, path, bytes) VALUES (?1, ?2, ?3)";
            change.prepare_cached(sql)?.execute(params![file.run_id, file.path, file.bytes]).map_err(|cause| {
                match cause.sqlite_error_code() {
                    Some(rusqlite::ErrorCode::ConstraintViolation) => StoreError::Taken { kind: "artifact", name: file.path.clone() },
                    _ => cause.into(),
                }
            })?;
        }
        Ok(change.commit()?)
    }

    fn settle(&self, db: &Connection, saved: bool) -> Result<()> {
        if saved { Ok(()) } else { Self::sweep(db) }
    }

    fn list(&self, db: &Connection, run: &Run) -> Result<Vec<ArtifactInfo>> {
        let sql = "SELECT path, length(bytes) FROM artifacts.artifacts WHERE run_uuid = ?1 ORDER BY path";
        let mut statement = db.prepare_cached(sql)?;
        let rows = statement.query_map([&run.run_id], |row| Ok(ArtifactInfo { path: row.get(0)?, bytes: row.get(1)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn read(&self, db: &Connection, run_id: &str, path: &str) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT bytes FROM artifacts.artifacts WHERE run_uuid = ?1 AND path = ?2";
        Ok(db.query_row(sql, [run_id, path], |row| row.get(0)).optional()?)
    }

    fn bytes(&self, db: &Connection) -> Result<u64> {
        Ok(db.query_row("SELECT coalesce(sum(length(bytes)), 0) FROM artifacts.artifacts", [], |row| row.get(0))?)
    }

    fn schemas(&self) -> &'static [&'static str] {
        &["main", "artifacts"]
    }

    fn adopt(&self, _: &Connection, _: Option<&str>) -> Result<()> {
        Ok(())
    }

    fn take_home(&self, db: &Connection, database: Vec<u8>) -> Result<ExportedFiles> {
        let sql = "SELECT runs.artifact_uri || '/' || path, bytes FROM artifacts.artifacts AS artifacts JOIN main.runs USING (run_uuid) ORDER BY 1";
        let mut statement = db.prepare(sql)?;
        let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((database, found.collect::<rusqlite::Result<Vec<_>>>()?))
    }

    fn folders(&self, _: &Connection) -> Result<Vec<PathBuf>> {
        Ok(vec![])
    }

    fn clear(&self, db: &Connection, _: Vec<PathBuf>) -> Result<()> {
        db.execute("DELETE FROM artifacts.artifacts", [])?;
        Ok(db.execute_batch("VACUUM artifacts")?)
    }
}

impl Store {
    /// Writes the files of runs that are about to be saved; `locations` are the addresses of their experiments' files.
    pub(super) fn write_artifacts(&mut self, runs: &[NewRun], locations: &std::collections::BTreeMap<i64, String>) -> Result<()> {
        let mut files = Vec::new();
        for run in runs {
            let run_id = run.run_id.as_deref().unwrap_or_default();
            let location = locations.get(&run.experiment_id).map_or("", String::as_str);
            for artifact in &run.artifacts {
                validate::path(&artifact.path)?;
                files.push(NewFile {
                    run_id: run_id.into(),
                    artifact_uri: format!("{location}/{run_id}/artifacts"),
                    path: artifact.path.clone(),
                    bytes: content(artifact)?,
                });
            }
        }
        self.files.save(&mut self.db, files)
    }

    /// Names and sizes of a run's files.
    pub(super) fn artifacts_of(&self, run: &Run) -> Result<Vec<ArtifactInfo>> {
        self.files.list(&self.db, run)
    }

    /// A file's bytes.
    pub(super) fn artifact_bytes(&self, run_id: &str, path: &str) -> Result<Vec<u8>> {
        let bytes = self.files.read(&self.db, run_id, path)?;
        bytes.ok_or_else(|| StoreError::Absent { kind: "artifact", name: format!("{path} of the run {run_id}") })
    }

    /// A file's content, as text if it is text.
    pub(super) fn artifact(&self, asked: &GetArtifact) -> Result<Artifact> {
        Ok(match String::from_utf8(self.artifact_bytes(&asked.run_id, &asked.path)?) {
            Ok(text) => Artifact { text: Some(text), base64: None },
            Err(bytes) => Artifact { text: None, base64: Some(base64::encode(bytes.as_bytes())) },
        })
    }
}

fn content(artifact: &NewArtifact) -> Result<Vec<u8>> {
    match (&artifact.text, &artifact.base64) {
        (Some(text), None) => Ok(text.as_bytes().to_vec()),
        (None, Some(base64)) => base64::decode(base64).ok_or_else(|| {
            invalid(format!("the artifact {} is not Base64", artifact.path), "Encode its bytes in Base64 with + and /, padded with =.")
        }),
        _ => Err(invalid(format!("the artifact {} has no content of its own", artifact.path), "Send either text or base64.")),
    }
}
