//! A session with the store: opens it with the first request, and offers what to do when it cannot be opened.

use super::{Answer, Moment, Result, Store, StoreError};
use crate::protocol::track::{Accessed, Exported, Place, StoreState};
use crate::protocol::{Error, StoreCommand, StoreReply};

/// Where the store's files are kept.
pub trait StorageBackend {
    /// Kind of place.
    fn place(&self) -> Place;
    /// Opens the store, or makes one.
    fn open(&mut self, moment: &Moment) -> Result<Store>;
    /// The bytes of `mlflow.db` as they are; the store is closed.
    fn raw(&mut self) -> Result<Vec<u8>>;
    /// Removes the files; the store is closed.
    fn discard(&mut self) -> Result<()>;
}

/// A store in memory: it ends with the program or the tab.
#[derive(Clone, Copy, Debug)]
pub struct MemoryBackend;

impl StorageBackend for MemoryBackend {
    fn place(&self) -> Place {
        Place::Memory
    }

    fn open(&mut self, moment: &Moment) -> Result<Store> {
        Store::in_memory(moment)
    }

    fn raw(&mut self) -> Result<Vec<u8>> {
        Err(StoreError::Absent { kind: "file", name: "mlflow.db".into() })
    }

    fn discard(&mut self) -> Result<()> {
        Ok(())
    }
}

/// A store in a folder.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Debug)]
pub struct Folder(pub std::path::PathBuf);

#[cfg(not(target_arch = "wasm32"))]
impl Folder {
    fn failed(&self, cause: &std::io::Error) -> StoreError {
        StoreError::Folder { folder: self.0.display().to_string(), cause: cause.to_string() }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl StorageBackend for Folder {
    fn place(&self) -> Place {
        Place::Folder
    }

    fn open(&mut self, moment: &Moment) -> Result<Store> {
        Store::in_folder(&self.0, moment)
    }

    fn raw(&mut self) -> Result<Vec<u8>> {
        std::fs::read(self.0.join("mlflow.db")).map_err(|cause| self.failed(&cause))
    }

    fn discard(&mut self) -> Result<()> {
        for name in ["mlflow.db", "mlflow.db-journal", "artifacts.db", "artifacts.db-journal"] {
            match std::fs::remove_file(self.0.join(name)) {
                Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => return Err(self.failed(&cause)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The store of one place, open or not.
#[derive(Debug)]
pub struct StoreSession<G> {
    backend: G,
    store: Option<Store>,
}

impl<G: StorageBackend> StoreSession<G> {
    /// A session that has not opened the store yet.
    pub fn new(backend: G) -> Self {
        Self { backend, store: None }
    }

    /// Lets go of the store, and gives back where it lies.
    pub fn close(&mut self) -> &mut G {
        self.store = None;
        &mut self.backend
    }

    fn open(&mut self, moment: &Moment) -> Result<&mut Store> {
        let store = match self.store.take() {
            Some(store) => store,
            None => self.backend.open(moment)?,
        };
        Ok(self.store.insert(store))
    }

    /// Answers a command.
    pub fn answer(&mut self, command: StoreCommand, file: Option<Vec<u8>>, moment: &Moment) -> std::result::Result<Answer, Error> {
        let reply = match command {
            StoreCommand::Access(_) => StoreReply::Access(Box::new(self.access(moment))),
            StoreCommand::TakeOver(_) => StoreReply::TakeOver(Box::new(self.access(moment))),
            StoreCommand::Rescue(_) => {
                let bytes = self.close().raw()?;
                let exported = Exported { file: "mlflow-rescued.db".into(), bytes: bytes.len() as u64 };
                return Ok(Answer { reply: StoreReply::Rescue(Box::new(exported)), file: Some(bytes) });
            }
            // What cannot be opened cannot be emptied either: its files are removed.
            StoreCommand::StartAfresh(asked) if asked.discard && self.open(moment).is_err() => {
                self.close().discard()?;
                return self.open(moment)?.answer(StoreCommand::StartAfresh(asked), file, moment);
            }
            command => return self.open(moment)?.answer(command, file, moment),
        };
        Ok(Answer { reply, file: None })
    }

    fn access(&mut self, moment: &Moment) -> Accessed {
        let place = self.backend.place();
        match self.open(moment) {
            Ok(_) => Accessed { state: StoreState::Ready, place, trouble: None },
            Err(error) => {
                let state = match error {
                    StoreError::Newer { .. } => StoreState::Newer,
                    StoreError::Older { .. } => StoreState::Older,
                    StoreError::Full(_) => StoreState::Full,
                    _ => StoreState::Damaged,
                };
                Accessed { state, place, trouble: Some(error.into()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::protocol::Call;
    use crate::protocol::track::{Access, LogRuns, Rescue, StartAfresh, Status};
    use crate::store::testing::{MOMENT, run};

    /// A folder of its own for each test, empty.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("mlops-roadmap-store-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        folder
    }

    fn ask(session: &mut StoreSession<Folder>, call: impl Call<Commands = StoreCommand>) -> std::result::Result<Answer, Error> {
        session.answer(call.into_command(), None, &MOMENT)
    }

    fn state(session: &mut StoreSession<Folder>) -> StoreState {
        match ask(session, Access {}).unwrap().reply {
            StoreReply::Access(accessed) => accessed.state,
            other => panic!("{other:?}"),
        }
    }

    fn runs(session: &mut StoreSession<Folder>) -> u64 {
        match ask(session, Status { check: true }).unwrap().reply {
            StoreReply::Status(status) => status.runs,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_was_saved_is_there_when_the_folder_is_opened_again() {
        let folder = folder("again");
        for at in 0..3 {
            let mut session = StoreSession::new(Folder(folder.clone()));
            assert_eq!(runs(&mut session), u64::from(at));
            ask(&mut session, LogRuns { runs: vec![run(at)] }).unwrap();
        }
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_that_cannot_be_opened_can_be_saved_and_replaced() {
        let folder = folder("broken");
        let file = folder.join("mlflow.db");
        let newer = |folder: &PathBuf| {
            ask(&mut StoreSession::new(Folder(folder.clone())), LogRuns { runs: vec![run(1)] }).unwrap();
            let db = rusqlite::Connection::open(folder.join("mlflow.db")).unwrap();
            db.execute("UPDATE alembic_version SET version_num = 'ffffffffffff'", []).unwrap();
        };
        let noise = |folder: &PathBuf| std::fs::write(folder.join("mlflow.db"), vec![0x5a; 9000]).unwrap();
        for (breaks, expected) in [(&newer as &dyn Fn(&PathBuf), StoreState::Newer), (&noise, StoreState::Damaged)] {
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(&folder).unwrap();
            breaks(&folder);
            let before = std::fs::read(&file).unwrap();
            let mut session = StoreSession::new(Folder(folder.clone()));
            assert_eq!(state(&mut session), expected);
            assert!(ask(&mut session, LogRuns { runs: vec![run(2)] }).is_err());
            assert_eq!(ask(&mut session, Rescue::default()).unwrap().file.unwrap(), before, "it is left as it is");
            assert!(ask(&mut session, StartAfresh { discard: false }).is_err());
            assert_eq!(std::fs::read(&file).unwrap(), before, "it is left as it is");
            ask(&mut session, StartAfresh { discard: true }).unwrap();
            assert_eq!((state(&mut session), runs(&mut session)), (StoreState::Ready, 0));
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
