//! The store's files in OPFS, through a pool of synchronous access handles: one file for `mlflow.db`, one for the artifacts, one
//! for the journal of each, and two to spare.

use js_sys::{Promise, Reflect};
use rusqlite::Connection;
use sqlite_wasm_rs::WasmOsCallback;
use sqlite_wasm_rs::vfs::VfsFilesManager;
use sqlite_wasm_rs::vfs::transfer::DbTransfer;
use sqlite_wasm_vfs::sahpool::{OpfsSAHError, OpfsSAHPoolCfgBuilder, OpfsSAHPoolUtil, install};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::DedicatedWorkerGlobalScope;

use crate::protocol::Error;
use crate::protocol::track::Place;
use crate::store::{Moment, StorageBackend, Store, StoreError};

const DATABASE: &str = "mlflow.db";
const ARTIFACTS: &str = "artifacts.db";
/// The folder in OPFS, and the name SQLite knows it by.
const FOLDER: &str = "mlops-roadmap-store";
const FILES: usize = 6;
/// A worker that was just terminated may hold its handles a moment longer: so often they are asked for, and so far apart.
const TRIES: u32 = 60;
const BETWEEN_TRIES_MILLIS: i32 = 50;

/// What came of looking for the files.
pub(super) enum Opening {
    /// They are ours.
    Open(Pool),
    /// There is no such file system: an old browser, or a private window.
    Absent,
    /// Somebody else has them, without having said so.
    Held,
    /// Something else.
    Failed(Error),
}

/// The files, ours until let go.
pub(super) struct Pool(OpfsSAHPoolUtil);

/// Takes hold of the files.
pub(super) async fn open(scope: &DedicatedWorkerGlobalScope) -> Opening {
    for _ in 0..TRIES {
        let options = OpfsSAHPoolCfgBuilder::new().vfs_name(FOLDER).directory(FOLDER).initial_capacity(FILES).build();
        let found = match install::<WasmOsCallback>(&options, true).await {
            // A pool that was let go of before is known, but at rest.
            Ok(pool) => pool.resume().await.map(|()| pool),
            Err(error) => Err(error),
        };
        match found {
            Ok(pool) => return Opening::Open(Pool(pool)),
            Err(OpfsSAHError::NotSupported) => return Opening::Absent,
            Err(error) => match name(&error).as_deref() {
                Some("NoModificationAllowedError" | "InvalidStateError") => pause(scope).await,
                Some("SecurityError" | "NotAllowedError" | "UnknownError" | "TypeError") => return Opening::Absent,
                Some("QuotaExceededError") => return Opening::Failed(StoreError::Full(error.to_string()).into()),
                _ => {
                    let hint = "Reload the page. If it happens again, close other tabs of this site.";
                    return Opening::Failed(Error::new(format!("the store's files could not be opened: {error}"), hint));
                }
            },
        }
    }
    Opening::Held
}

/// The name of a browser's error.
fn name(error: &OpfsSAHError) -> Option<String> {
    match error {
        OpfsSAHError::Opfs { value, .. } => Reflect::get(value, &"name".into()).ok()?.as_string(),
        _ => None,
    }
}

async fn pause(scope: &DedicatedWorkerGlobalScope) {
    let timer = Promise::new(&mut |resolve, _| {
        // Without a timer the next try comes at once.
        let _ = scope.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, BETWEEN_TRIES_MILLIS);
    });
    let _: Result<JsValue, JsValue> = JsFuture::from(timer).await;
}

impl Pool {
    /// Gives the files back, for another tab.
    pub(super) fn let_go(&self) {
        // It fails only if a file is open, and the store was closed before.
        let _ = self.0.pause();
    }
}

fn failed(error: &OpfsSAHError) -> StoreError {
    StoreError::Damaged(error.to_string())
}

impl StorageBackend for Pool {
    fn place(&self) -> Place {
        Place::Opfs
    }

    fn open(&mut self, moment: &Moment) -> Result<Store, StoreError> {
        // Nobody else can have the file, so it need not be unlocked between two transactions.
        let db = Connection::open(DATABASE)?;
        db.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))?;
        Store::over(db, ARTIFACTS, Place::Opfs, moment)
    }

    fn raw(&mut self) -> Result<Vec<u8>, StoreError> {
        self.0.export_db(DATABASE).map_err(|error| failed(&error))
    }

    fn discard(&mut self) -> Result<(), StoreError> {
        for name in [DATABASE, "mlflow.db-journal", ARTIFACTS, "artifacts.db-journal"] {
            self.0.remove(name).map_err(|error| failed(&error))?;
        }
        Ok(())
    }
}
