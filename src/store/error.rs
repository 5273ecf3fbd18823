//! What can go wrong in the store, and what to do about it.

use rusqlite::{ErrorCode, ffi};

use crate::protocol::Error;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite refuses.
    #[error("the store could not do it: {0}")]
    Sql(rusqlite::Error),
    /// Nothing more fits on the disk, or into what the browser allots.
    #[error("the store is full: {0}")]
    Full(String),
    /// The file is no database, or a page of it is not what it was.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// The tables are not MLflow's.
    #[error("the file is a database, but not MLflow's: it has no table {missing}")]
    NotMlflow {
        /// A table that MLflow has.
        missing: String,
    },
    /// The tables are of a later MLflow than ours.
    #[error("the file was written by a newer MLflow: its schema is {revision}, and {known} is the newest one known here")]
    Newer {
        /// The file's revision.
        revision: String,
        /// Ours.
        known: String,
    },
    /// The tables are of an earlier MLflow than ours.
    #[error("the file was written by an older MLflow: its schema is {revision}, and {known} is needed here")]
    Older {
        /// The file's revision.
        revision: String,
        /// Ours.
        known: String,
    },
    /// The folder cannot be used.
    #[error("the folder {folder} could not be used: {cause}")]
    Folder {
        /// Which.
        folder: String,
        /// Why.
        cause: String,
    },
    /// A file of a run cannot be used.
    #[error("the file {path} could not be used: {cause}")]
    File {
        /// Which.
        path: String,
        /// Why.
        cause: String,
    },
    /// Nothing of this name is there.
    #[error("there is no {kind} {name}")]
    Absent {
        /// Kind of thing, such as `run`.
        kind: &'static str,
        /// Its name or number.
        name: String,
    },
    /// The name is taken.
    #[error("the {kind} {name} exists already")]
    Taken {
        /// Kind of thing.
        kind: &'static str,
        /// Its name.
        name: String,
    },
    /// It is marked as deleted.
    #[error("the {kind} {name} is deleted")]
    Deleted {
        /// Kind of thing.
        kind: &'static str,
        /// Its name or number.
        name: String,
    },
    /// It is not marked as deleted.
    #[error("the {kind} {name} is not deleted")]
    NotDeleted {
        /// Kind of thing.
        kind: &'static str,
        /// Its name or number.
        name: String,
    },
    /// A value that MLflow would not take either.
    #[error("{what}")]
    Invalid {
        /// The reason it is refused.
        what: String,
        /// What to do.
        hint: String,
    },
    /// The filter or the order is not understood.
    #[error("the {clause} is not understood at character {at}: {what}")]
    Syntax {
        /// `filter` or `order`.
        clause: &'static str,
        /// 1-based.
        at: usize,
        /// The text at that character.
        what: String,
        /// What could be there.
        hint: String,
    },
    /// The statement is none that may be run.
    #[error("the query would change the store, or reads what is not for reading: {0}")]
    NotReadOnly(String),
    /// The statement is wrong.
    #[error("the query is wrong: {0}")]
    Query(String),
    /// The statement takes too long.
    #[error("the query was stopped after {0} million steps")]
    TooLong(u64),
}

/// Extended codes of a write, a change of size and a flush that the system refused: how a browser's quota shows itself.
const REFUSED: [i32; 3] = [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_TRUNCATE, ffi::SQLITE_IOERR_FSYNC];

impl From<rusqlite::Error> for StoreError {
    fn from(cause: rusqlite::Error) -> Self {
        if cause.sqlite_error().is_some_and(|error| REFUSED.contains(&error.extended_code)) {
            return Self::Full(format!("nothing more could be written ({cause})"));
        }
        match cause.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full(cause.to_string()),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(cause.to_string()),
            _ => Self::Sql(cause),
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let hint = match &error {
            StoreError::Sql(_) => "Try again. If it happens again, take your store home as a file, then reload the page.".into(),
            StoreError::Full(_) => {
                "Nothing was saved by this request, and nothing is lost. Take your store home as a file, then free space or start afresh."
                    .into()
            }
            StoreError::Damaged(_) => "Save the file as it is; it may be repaired with sqlite3's .recover. Then start afresh.".into(),
            StoreError::NotMlflow { .. } => "Choose the mlflow.db that MLflow made.".into(),
            StoreError::Newer { .. } => {
                "It is left as it is. Save it as a file and open it with the MLflow that wrote it, or reload the page to get a newer lab."
                    .into()
            }
            StoreError::Older { .. } => "Run “mlflow db upgrade sqlite:///mlflow.db” with MLflow 3.17, then choose the file again.".into(),
            StoreError::Folder { .. } => "Check the path after --store; the folder is made if it is not there.".into(),
            StoreError::File { .. } => {
                "Check that the folder after --store can be written, that no name in it is longer than 255 bytes, and that no file is named like a folder."
                    .into()
            }
            StoreError::Absent { .. } => "Look at what there is; names are compared letter by letter.".into(),
            StoreError::Taken { .. } => "Choose another name; what is deleted keeps its name too.".into(),
            StoreError::Deleted { .. } => "Restore it first.".into(),
            StoreError::NotDeleted { .. } => "There is nothing to restore.".into(),
            StoreError::Invalid { hint, .. } | StoreError::Syntax { hint, .. } => hint.clone(),
            StoreError::NotReadOnly(_) => "Ask with SELECT, WITH or EXPLAIN; the lab itself changes the store.".into(),
            StoreError::Query(_) => "Tables and columns are MLflow's: SELECT name, sql FROM sqlite_master shows them.".into(),
            StoreError::TooLong(_) => "Ask for less: join on run_uuid, filter early, or add a LIMIT.".into(),
        };
        Self::new(error.to_string(), hint)
    }
}

/// A value that is not to be had, with what to do.
pub(super) fn invalid(what: impl Into<String>, hint: impl Into<String>) -> StoreError {
    StoreError::Invalid { what: what.into(), hint: hint.into() }
}
