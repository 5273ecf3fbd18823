//! The store as a web worker: its file is in the browser's private file system (OPFS).
//!
//! A request is answered only when what it saved is on disk: whoever terminates this worker loses at most what was not answered. One
//! tab at a time has the file (`tab`); a browser without OPFS gets a store in memory.

mod pool;
mod tab;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::host::{self, Scope};
use super::{Answer, Attachment, Attachments, Pieces, Service};
use crate::protocol::store::{Accessed, Place, StoreCommand, StoreReply, StoreState};
use crate::protocol::{Error, Notice};
use crate::store::{Keeper, Memory, Moment};
use pool::{Opening, Pool};
use tab::{Entry, Tab};

/// The media type of what goes out: SQLite, or a zip.
const FILE: &str = "application/octet-stream";

/// Starts the store in this worker.
pub fn start() {
    host::serve(|scope, waker| {
        let tab = Tab::new(scope.raw().clone());
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
enum Access {
    /// Not looked yet.
    #[default]
    Unknown,
    /// The store is in the browser's file system.
    File(Keeper<Pool>),
    /// The browser has no file system for us.
    Memory(Keeper<Memory>),
    /// Another tab has it.
    Elsewhere,
}

struct StoreService {
    scope: Scope,
    access: Rc<RefCell<Access>>,
    is_asked_to_leave: Rc<Cell<bool>>,
    tab: Tab,
}

impl Service for StoreService {
    type Commands = StoreCommand;

    async fn answer(
        &mut self,
        command: StoreCommand,
        beside: Attachments<impl Pieces>,
        _: &mut dyn FnMut(f64, &str),
    ) -> Result<Answer<StoreCommand>, Error> {
        let file = match beside.file {
            Some(file) => Some(all(&file).await?),
            None => None,
        };
        let how = match (&*self.access.borrow(), &command) {
            (Access::Unknown | Access::Elsewhere, StoreCommand::TakeOver(_)) => Some(Entry::TakeOver),
            (Access::Unknown, _) => Some(Entry::Patient),
            (Access::Elsewhere, StoreCommand::Access(_)) => Some(Entry::IfFree),
            _ => None,
        };
        if let Some(how) = how {
            let access = self.open(how).await?;
            self.access.replace(access);
            self.wait_for_the_other();
        }
        let moment = moment(&self.scope);
        let answer = match &mut *self.access.borrow_mut() {
            Access::File(keeper) => keeper.answer(command, file, &moment)?,
            Access::Memory(keeper) => keeper.answer(command, file, &moment)?,
            Access::Elsewhere | Access::Unknown => {
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
        if let Access::File(keeper) = &mut *self.access.borrow_mut() {
            keeper.close().let_go();
        } else {
            return;
        }
        self.access.replace(Access::Elsewhere);
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
    async fn open(&self, how: Entry) -> Result<Access, Error> {
        if !self.tab.enter(how).await {
            return Ok(Access::Elsewhere);
        }
        Ok(match pool::open(self.scope.raw()).await {
            Opening::Open(pool) => Access::File(Keeper::new(pool)),
            Opening::Absent => {
                self.tab.leave();
                Access::Memory(Keeper::new(Memory))
            }
            Opening::Held => {
                self.tab.leave();
                Access::Elsewhere
            }
            Opening::Failed(error) => {
                self.tab.leave();
                return Err(error);
            }
        })
    }

    /// While another tab has the store, waits until it lets go of it, and says so.
    fn wait_for_the_other(&self) {
        if !matches!(*self.access.borrow(), Access::Elsewhere) {
            return;
        }
        let (access, scope) = (Rc::downgrade(&self.access), self.scope.clone());
        self.tab.on_free(move || {
            let Some(access) = access.upgrade() else { return };
            // It may be ours by now, and busy with a request.
            if access.try_borrow().is_ok_and(|access| matches!(*access, Access::Elsewhere)) {
                scope.notify(Notice::StoreFreed);
            }
        });
    }
}

fn elsewhere() -> Error {
    Error::new("the store is open in another tab", "Go on in that tab, or take the store over here; what is saved stays saved.")
}

/// All bytes of a database that came beside a request.
async fn all(file: &impl Pieces) -> Result<Vec<u8>, Error> {
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
