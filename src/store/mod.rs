//! The tracking store: MLflow's own database in SQLite, kept in the browser or in a folder.
//!
//! The file is the one that `mlflow ui --backend-store-uri sqlite:///mlflow.db` opens: its tables are made from what the real
//! tool makes (`template`), and every row is written as MLflow's own store writes it. Files that belong to runs are kept beside
//! it: in a folder as files where MLflow looks for them, in the browser in a second database, so that the first stays MLflow's
//! to the last byte. They are written first, so that a run that is there has all its files, and one whose saving broke off is
//! not there at all.
//!
//! One connection, one transaction per request, `synchronous=FULL`: when a request is answered, what it saved is on disk.
//! The room reads no clock and draws no lots: the moment of a request comes with it.

mod answer;
mod artifacts;
mod change;
mod columns;
mod compare;
mod console;
mod draw;
mod error;
mod exchange;
mod experiments;
mod filter;
#[cfg(not(target_arch = "wasm32"))]
mod folder;
mod import;
mod log;
mod logged;
#[cfg(test)]
mod odd_texts;
mod prediction_log;
mod registry;
mod registry_moves;
mod rows;
mod search;
mod session;
mod template;
#[cfg(test)]
mod testing;
mod validate;
mod zip;

use rusqlite::Connection;
use uuid::{Builder, Uuid};

use crate::protocol::track::Place;
pub use answer::Answer;
pub use error::StoreError;
#[cfg(not(target_arch = "wasm32"))]
pub use session::Folder;
pub use session::{MemoryBackend, StorageBackend, StoreSession};

type Result<T> = std::result::Result<T, StoreError>;

/// What a request needs to know of the world: when it is, and something that no other request has.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Milliseconds since 1970 in UTC.
    pub now: i64,
    /// 128 bits that make the ids of this request its own.
    pub entropy: [u64; 2],
}

/// The store, open and at rest between two requests.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    place: Place,
    files: Box<dyn artifacts::Artifacts>,
    /// State of the generator of ids.
    ids: [u64; 2],
}

impl Store {
    /// A store in memory.
    pub fn in_memory(moment: &Moment) -> Result<Self> {
        Self::over(Connection::open_in_memory()?, ":memory:", Place::Memory, moment)
    }

    /// A store over an open database; `artifacts` is the name of the file beside it. Makes the tables if there are none.
    pub fn over(db: Connection, artifacts: &str, place: Place, moment: &Moment) -> Result<Self> {
        Self::with(db, Box::new(artifacts::AttachedDatabase { name: artifacts.into() }), place, moment)
    }

    fn with(db: Connection, files: Box<dyn artifacts::Artifacts>, place: Place, moment: &Moment) -> Result<Self> {
        let mut store = Self { db, place, files, ids: moment.entropy };
        store.db.set_prepared_statement_cache_capacity(64);
        // MLflow's own settings for SQLite are the first two; the others make a commit durable with few writes. Ids are random, so
        // that saving touches pages everywhere: 64 MB of them hold 10,000 runs of 10 metrics, taken only as they are used.
        store.db.execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = true;
             PRAGMA page_size = 4096; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;
             PRAGMA synchronous = FULL;",
        )?;
        store.db.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(()))?;
        store.open_tables(moment)?;
        store.files.open(&mut store.db)?;
        Ok(store)
    }

    /// A store in a folder, which is made if need be.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn in_folder(folder: &std::path::Path, moment: &Moment) -> Result<Self> {
        let failed = |cause: std::io::Error| StoreError::Folder { folder: folder.display().to_string(), cause: cause.to_string() };
        std::fs::create_dir_all(folder).map_err(failed)?;
        let files = folder::Directory::new(folder)?;
        Self::with(Connection::open(folder.join("mlflow.db"))?, Box::new(files), Place::Folder, moment)
    }

    /// An id as MLflow makes them, `uuid4().hex`: the random bits are SplitMix64's over the request's entropy (Steele, Lea, Flood
    /// 2014).
    fn new_id(&mut self) -> String {
        let mut half = |at: usize| {
            let Some(state) = self.ids.get_mut(at) else { return 0 };
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = *state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        };
        let drawn = Uuid::from_u64_pair(half(0), half(1));
        Builder::from_random_bytes(drawn.into_bytes()).into_uuid().simple().to_string()
    }
}
