//! Orders with a file beside the order or beside the answer: how a database goes into the store and comes out of it, and how
//! the press hands out what it printed.

use leptos::prelude::{ArcRwSignal, Set, Update as _};
use wasm_bindgen::JsCast;
use web_sys::Blob;

use super::Bridge;
use crate::protocol::store::{StoreReply, StoreState};
use crate::protocol::{Call, Command, Reply, Update};
use crate::ui::lab::ticket::{Fault, Ticket};

impl Bridge {
    /// Orders a command with a file beside it.
    pub(crate) fn give<C: Call>(&self, command: C, file: Blob) -> Ticket<C> {
        let (job, slot) = self.order(command.into(), Some(file), std::rc::Rc::new(|_| {}));
        Ticket::new(job, slot)
    }

    /// Orders a command, and takes the file that comes beside its answer.
    pub(crate) async fn fetch<C: Call>(&self, command: C) -> Result<(C::Reply, Option<Blob>), Fault> {
        let command: Command = command.into();
        let taker = self.taker(&command).unwrap_or(self).clone();
        let (job, slot) = self.order(command, None, std::rc::Rc::new(|_| {}));
        let reply = Ticket::<C>::new(job, slot).answer().await?;
        // The next answer cannot have come: it takes a message of its own.
        let file = taker.0.beside.borrow_mut().take();
        Ok((reply, file.and_then(|file| file.dyn_into().ok())))
    }

    /// Counts how often another tab has let go of the store.
    pub(crate) fn store_freed(&self) -> ArcRwSignal<u32> {
        let [_, _, store, ..] = self.0.others.as_ref().map_or([self; 5], |others| others.each_ref());
        store.0.store_freed.clone()
    }

    /// What the store's worker says unasked: another tab has taken the store over, or has let go of it.
    pub(super) fn hear_unasked(&self, update: Update) {
        match update {
            Update::Failed(error) => self.0.notice.set(Some(format!("{}. {}", error.what, error.hint))),
            Update::Done(Reply::Store(reply)) => {
                if matches!(&*reply, StoreReply::Access(accessed) if accessed.state == StoreState::Free) {
                    self.0.notice.set(None);
                    self.0.store_freed.update(|times| *times += 1);
                }
            }
            Update::Done(_) | Update::Progress(_) => {}
        }
    }
}
