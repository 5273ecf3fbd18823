//! The tracking store on the command line: in a folder or in memory, its files read and written by path.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::path::Path;

use crate::protocol::track::Exported;
use crate::protocol::{Error, StoreCommand, StoreReply};
use crate::store::{self, Folder, MemoryBackend, Moment, StoreSession};
use crate::worker::{Answer, Attachments, ChunkedFile, Service};

/// Answers the store's requests.
pub(super) enum NativeStore {
    Folder(StoreSession<Folder>),
    Memory(StoreSession<MemoryBackend>),
}

impl NativeStore {
    pub(super) fn new(folder: Option<&Path>) -> Self {
        folder
            .map_or_else(|| Self::Memory(StoreSession::new(MemoryBackend)), |folder| Self::Folder(StoreSession::new(Folder(folder.into()))))
    }

    fn reply(&mut self, command: StoreCommand) -> Result<StoreReply, Error> {
        let mut target = None;
        let file = match &command {
            StoreCommand::Import(import) => {
                import.path.as_ref().map(|path| std::fs::read(path).map_err(|cause| unusable(path, &cause))).transpose()?
            }
            StoreCommand::Export(export) => {
                target = Some(export.path.clone());
                None
            }
            StoreCommand::Rescue(rescue) => {
                target = Some(rescue.path.clone());
                None
            }
            _ => None,
        };
        if target == Some(None) {
            return Err(Error::new("there is nowhere to write the file to", "Name a file in the field path."));
        }
        let moment = moment();
        let store::Answer { mut reply, file } = match self {
            Self::Folder(session) => session.answer(command, file, &moment)?,
            Self::Memory(session) => session.answer(command, file, &moment)?,
        };
        if let (Some(Some(path)), Some(bytes)) = (target, file) {
            std::fs::write(&path, bytes).map_err(|cause| unusable(&path, &cause))?;
            if let StoreReply::Export(exported) | StoreReply::Rescue(exported) = &mut reply {
                **exported = Exported { file: path, ..(**exported).clone() };
            }
        }
        Ok(reply)
    }
}

impl Service for NativeStore {
    type Commands = StoreCommand;

    async fn answer(
        &mut self,
        command: StoreCommand,
        _: Attachments<impl ChunkedFile>,
        _: &mut dyn FnMut(f64, &str),
    ) -> Result<Answer<StoreCommand>, Error> {
        self.reply(command).map(Answer::plain)
    }

    fn stopped(reason: &str) -> Error {
        Error::new(format!("the store stopped: {reason}"), "What was saved is kept. Run it again.")
    }
}

fn unusable(path: &str, cause: &std::io::Error) -> Error {
    Error::new(format!("the file {path} could not be used: {cause}"), "Check the path; it is taken from the folder lab-cli runs in.")
}

/// When it is, and bits that no other request has.
#[expect(clippy::disallowed_methods, reason = "the worker is where the clock comes in")]
fn moment() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let bits = || RandomState::new().hash_one(since.as_nanos());
    Moment { now: since.as_millis() as i64, entropy: [bits(), bits()] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::wire;
    use crate::worker::native::tests::line;

    fn ask(store: &mut NativeStore, command: &str) -> String {
        line(store, &format!(r#"{{"job":1,"command":{{"store":{command}}}}}"#))
    }

    #[test]
    fn a_run_is_saved_found_and_taken_to_another_store_by_path() {
        let mut store = NativeStore::new(None);
        let id = "0123456789abcdef0123456789abcdef";
        let log =
            format!(r#"{{"log_runs":{{"runs":[{{"run_id":"{id}","run_name":"first","metrics":[{{"key":"accuracy","value":0.95}}]}}]}}}}"#);
        assert_eq!(ask(&mut store, &log), format!(r#"{{"job":1,"done":{{"store":{{"log_runs":["{id}"]}}}}}}"#));
        let search = r#"{"search_runs":{"filter":"metrics.accuracy > 0.9"}}"#;
        assert!(ask(&mut store, search).contains(r#""metrics":{"accuracy":{"last":0.95}}"#));
        assert!(ask(&mut store, r#"{"export":{}}"#).contains("there is nowhere to write the file to"));
        let path = std::env::temp_dir().join(format!("mlops-roadmap-export-{}.db", std::process::id()));
        let text = wire::encode(&path.to_string_lossy()).unwrap();
        assert!(ask(&mut store, &format!(r#"{{"export":{{"kind":"database","path":{text}}}}}"#)).contains(r#""done""#));
        let mut other = NativeStore::new(None);
        assert!(ask(&mut other, &format!(r#"{{"import":{{"path":{text}}}}}"#)).contains(r#""runs":1,"known_runs":0"#));
        assert!(ask(&mut other, search).contains(id));
        std::fs::remove_file(path).unwrap();
        assert!(ask(&mut other, &format!(r#"{{"import":{{"path":{text}}}}}"#)).contains("could not be used"));
    }
}
