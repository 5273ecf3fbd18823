//! Files that belong to runs, in a database of their own beside MLflow's.

use rusqlite::{OptionalExtension, params};

use super::error::invalid;
use super::{Result, Store, StoreError, valid};
use crate::protocol::base64;
use crate::protocol::store::{Artifact, ArtifactInfo, GetArtifact, NewArtifact, NewRun};

impl Store {
    /// Opens the file beside the store, and clears away files whose run was never saved.
    pub(super) fn open_artifacts(&mut self, name: &str) -> Result<()> {
        self.db.execute("ATTACH ?1 AS artifacts", [name])?;
        self.db.query_row("PRAGMA artifacts.journal_mode = TRUNCATE", [], |_| Ok(()))?;
        self.db.execute_batch("PRAGMA artifacts.synchronous = FULL")?;
        let there: i64 = self.db.query_row("SELECT count(*) FROM artifacts.sqlite_master", [], |row| row.get(0))?;
        if there == 0 {
            self.db.execute_batch(
                "CREATE TABLE artifacts.artifacts (run_uuid TEXT NOT NULL, path TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (run_uuid, path))",
            )?;
        }
        self.sweep_artifacts()
    }

    /// Clears away files whose run is not there: its saving broke off.
    pub(super) fn sweep_artifacts(&self) -> Result<()> {
        self.db.execute("DELETE FROM artifacts.artifacts WHERE run_uuid NOT IN (SELECT run_uuid FROM main.runs)", [])?;
        Ok(())
    }

    /// Writes the files of runs that are about to be saved.
    pub(super) fn write_artifacts(&mut self, runs: &[NewRun]) -> Result<()> {
        let change = self.db.transaction()?;
        for run in runs {
            for artifact in &run.artifacts {
                valid::path(&artifact.path)?;
                let bytes = content(artifact)?;
                let sql = "INSERT INTO artifacts.artifacts VALUES (?1, ?2, ?3)";
                change.prepare_cached(sql)?.execute(params![run.run_id, artifact.path, bytes]).map_err(|cause| {
                    match cause.sqlite_error_code() {
                        Some(rusqlite::ErrorCode::ConstraintViolation) => {
                            StoreError::Taken { kind: "artifact", name: artifact.path.clone() }
                        }
                        _ => cause.into(),
                    }
                })?;
            }
        }
        Ok(change.commit()?)
    }

    /// Names and sizes of a run's files.
    pub(super) fn artifacts_of(&self, run_id: &str) -> Result<Vec<ArtifactInfo>> {
        let sql = "SELECT path, length(bytes) FROM artifacts.artifacts WHERE run_uuid = ?1 ORDER BY path";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([run_id], |row| Ok(ArtifactInfo { path: row.get(0)?, bytes: row.get(1)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A file's bytes.
    pub(super) fn artifact_bytes(&self, run_id: &str, path: &str) -> Result<Vec<u8>> {
        let sql = "SELECT bytes FROM artifacts.artifacts WHERE run_uuid = ?1 AND path = ?2";
        let bytes = self.db.query_row(sql, [run_id, path], |row| row.get(0)).optional()?;
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
