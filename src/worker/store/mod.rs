//! The store as a web worker: its file is in the browser's private file system (OPFS).
//!
//! A request is answered only when what it saved is on disk: terminating this worker loses at most the requests without an answer. One
//! tab at a time has the file (`store_lock`); a browser without OPFS gets a store in memory.

mod pool;
mod store_lock;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::host::{self, Scope};
use super::{Answer, Attachment, Attachments, ChunkedFile, Service};
use crate::protocol::track::{Accessed, Place, StoreState};
use crate::protocol::{Error, Notice, StoreCommand, StoreReply};
use crate::store::{MemoryBackend, Moment, StoreSession};
use pool::{Opening, Pool};
use store_lock::{LockRequest, StoreLock};

/// The media type of what goes out: SQLite, or a zip.
const FILE: &str = "application/octet-stream";

/// Starts the store in this worker.
pub fn start() {
    host::serve(|scope, waker| {
        let tab = StoreLock::new(scope.raw().clone());
        let is_asked_to_leave = Rc::new(Cell::new(false));
        let asked = Rc::clone(&is_asked_to_leave);
        tab.on_asked_to_leave(move || {
            asked.set(true);
            waker.wake();
        });
        StoreService { scope: scope.clone(), access: Rc::default(), is_asked_to_leave, tab }
    });
}

/// What this worker can do.
#[derive(Default)]
enum StoreAccess {
    /// Not looked yet.
    #[default]
    Unknown,
    /// The store is in the browser's file system.
    File(StoreSession<Pool>),
    /// The browser has no file system for us.
    Memory(StoreSession<MemoryBackend>),
    /// Another tab has it.
    Elsewhere,
}

struct StoreService {
    scope: Scope,
    access: Rc<RefCell<StoreAccess>>,
    is_asked_to_leave: Rc<Cell<bool>>,
    tab: StoreLock,
}

impl Service for StoreService {
    type Commands = StoreCommand;

    async fn answer(
        &mut self,
        command: StoreCommand,
        beside: Attachments<impl ChunkedFile>,
        _: &mut dyn FnMut(f64, &str),
    ) -> Result<Answer<StoreCommand>, Error> {
        let file = match beside.file {
            Some(file) => Some(all(&file).await?),
            None => None,
        };
        let how = match (&*self.access.borrow(), &command) {
            (StoreAccess::Unknown | StoreAccess::Elsewhere, StoreCommand::TakeOver(_)) => Some(LockRequest::TakeOver),
            (StoreAccess::Unknown, _) => Some(LockRequest::Patient),
            (StoreAccess::Elsewhere, StoreCommand::Access(_)) => Some(LockRequest::IfFree),
            _ => None,
        };
        if let Some(how) = how {
            let access = self.open(how).await?;
            self.access.replace(access);
            self.wait_for_the_other();
        }
        let moment = moment(&self.scope);
        let answer = match &mut *self.access.borrow_mut() {
            StoreAccess::File(session) => session.answer(command, file, &moment)?,
            StoreAccess::Memory(session) => session.answer(command, file, &moment)?,
            StoreAccess::Elsewhere | StoreAccess::Unknown => {
                let accessed = || Box::new(Accessed { state: StoreState::Elsewhere, place: Place::Opfs, trouble: Some(elsewhere()) });
                return match command {
                    StoreCommand::Access(_) => Ok(Answer::plain(StoreReply::Access(accessed()))),
                    StoreCommand::TakeOver(_) => Ok(Answer::plain(StoreReply::TakeOver(accessed()))),
                    _ => Err(elsewhere()),
                };
            }
        };
        let attachment = answer.file.map(|bytes| Attachment { bytes, media_type: Some(FILE) });
        Ok(Answer { reply: answer.reply, attachment })
    }

    /// Lets go of the file, because another tab has asked for it.
    fn woken(&mut self) {
        if !self.is_asked_to_leave.replace(false) {
            return;
        }
        if let StoreAccess::File(session) = &mut *self.access.borrow_mut() {
            session.close().let_go();
        } else {
            return;
        }
        self.access.replace(StoreAccess::Elsewhere);
        self.tab.leave();
        self.scope.notify(Notice::StoreTaken(elsewhere()));
        self.wait_for_the_other();
    }

    fn stopped(reason: &str) -> Error {
        Error::new(format!("the store stopped: {reason}"), "What was saved is kept. It is started again with the next request.")
    }
}

impl StoreService {
    /// Looks for the file, once the lock is ours.
    async fn open(&self, how: LockRequest) -> Result<StoreAccess, Error> {
        if !self.tab.enter(how).await {
            return Ok(StoreAccess::Elsewhere);
        }
        Ok(match pool::open(self.scope.raw()).await {
            Opening::Open(pool) => StoreAccess::File(StoreSession::new(pool)),
            Opening::Absent => {
                self.tab.leave();
                StoreAccess::Memory(StoreSession::new(MemoryBackend))
            }
            Opening::Held => {
                self.tab.leave();
                StoreAccess::Elsewhere
            }
            Opening::Failed(error) => {
                self.tab.leave();
                return Err(error);
            }
        })
    }

    /// While another tab has the store, waits until it lets go of it, and says so.
    fn wait_for_the_other(&self) {
        if !matches!(*self.access.borrow(), StoreAccess::Elsewhere) {
            return;
        }
        let (access, scope) = (Rc::downgrade(&self.access), self.scope.clone());
        self.tab.on_free(move || {
            let Some(access) = access.upgrade() else { return };
            // It may be ours by now, and busy with a request.
            if access.try_borrow().is_ok_and(|access| matches!(*access, StoreAccess::Elsewhere)) {
                scope.notify(Notice::StoreFreed);
            }
        });
    }
}

fn elsewhere() -> Error {
    Error::new("the store is open in another tab", "Go on in that tab, or take the store over here; what is saved stays saved.")
}

/// All bytes of a database that came beside a request.
async fn all(file: &impl ChunkedFile) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(file.size() as usize);
    while (bytes.len() as u64) < file.size() {
        bytes.extend(file.piece(bytes.len() as u64).await?);
    }
    Ok(bytes)
}

/// When it is, and bits that no other request has.
fn moment(scope: &Scope) -> Moment {
    let mut bytes = [0; 16];
    if let Ok(crypto) = scope.raw().crypto() {
        // Without it, ids still differ by their number; a browser without it has no OPFS either.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    let [low, high] = [0, 8].map(|from| bytes.iter().skip(from).take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte)));
    Moment { now: js_sys::Date::now() as i64, entropy: [low, high] }
}
