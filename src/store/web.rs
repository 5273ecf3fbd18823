//! The store as a web worker: requests in, answers out, the file in the browser's private file system (OPFS).
//!
//! A message is `[request as JSON, a file or nothing]`; an answer is JSON text or, with a file beside it, `[text, Blob]`.
//! Requests are answered one after another, and only when what they saved is on disk: whoever terminates this worker loses at
//! most what was not answered. One tab at a time has the file (`tab`); a browser without OPFS gets a store in memory.

mod pool;
mod tab;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use super::{Keeper, Memory, Moment};
use crate::protocol::store::{Accessed, Place, StoreCommand, StoreReply, StoreState};
use crate::protocol::{Command, Error, Event, Reply, Request, Update, wire};
use pool::{Opening, Pool};
use tab::{Entry, Tab};

thread_local! {
    /// The job at work, for the message that a panic leaves.
    static JOB: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Starts listening.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    report_panics();
    let desk = Rc::new(Desk {
        scope: scope.clone(),
        access: RefCell::default(),
        queue: RefCell::default(),
        busy: Cell::default(),
        tab: Tab::new(scope.clone()),
    });
    let asked = Rc::downgrade(&desk);
    desk.tab.on_asked_to_leave(move || {
        if let Some(desk) = asked.upgrade() {
            desk.push(Order::Leave);
        }
    });
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| desk.receive(&message.data()));
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // The listener lives as long as the worker.
    listen.forget();
}

/// What is to be done next.
enum Order {
    Answer(Box<Request>, Option<Blob>),
    /// Another tab wants the store.
    Leave,
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

struct Desk {
    scope: DedicatedWorkerGlobalScope,
    access: RefCell<Access>,
    queue: RefCell<VecDeque<Order>>,
    busy: Cell<bool>,
    tab: Tab,
}

impl Desk {
    fn receive(self: &Rc<Self>, data: &JsValue) {
        let (text, file) = match data.dyn_ref::<Array>() {
            Some(parts) => (parts.get(0), parts.get(1).dyn_into::<Blob>().ok()),
            None => (data.clone(), None),
        };
        match wire::request_of(&text.as_string().unwrap_or_default()) {
            Ok(request) => self.push(Order::Answer(Box::new(request), file)),
            Err(event) => self.post(&event, None),
        }
    }

    fn push(self: &Rc<Self>, order: Order) {
        self.queue.borrow_mut().push_back(order);
        if !self.busy.replace(true) {
            let desk = Rc::clone(self);
            wasm_bindgen_futures::spawn_local(async move { desk.work().await });
        }
    }

    async fn work(self: &Rc<Self>) {
        loop {
            let next = self.queue.borrow_mut().pop_front();
            match next {
                None => break,
                Some(Order::Leave) => self.leave(),
                Some(Order::Answer(request, file)) => {
                    JOB.set(Some(request.job));
                    let job = request.job;
                    match self.answer(request.command, file).await {
                        Ok((reply, file)) => {
                            self.post(&Event { job, update: Update::Done(Reply::Store(Box::new(reply))) }, file.as_deref())
                        }
                        Err(error) => self.post(&Event { job, update: Update::Failed(error) }, None),
                    }
                    JOB.set(None);
                }
            }
        }
        self.busy.set(false);
    }

    async fn answer(self: &Rc<Self>, command: Command, file: Option<Blob>) -> Result<(StoreReply, Option<Vec<u8>>), Error> {
        let Command::Store(command) = command else {
            return Err(Error::new("this worker only keeps the store", "This is a fault of the site; please report it."));
        };
        let file = match file {
            Some(blob) => Some(bytes_of(&blob).await?),
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
            *self.access.borrow_mut() = access;
            self.wait_for_the_other();
        }
        let moment = moment(&self.scope);
        let answer = match &mut *self.access.borrow_mut() {
            Access::File(keeper) => keeper.answer(command, file, &moment)?,
            Access::Memory(keeper) => keeper.answer(command, file, &moment)?,
            Access::Elsewhere | Access::Unknown => {
                let accessed = || Box::new(Accessed { state: StoreState::Elsewhere, place: Place::Opfs, trouble: Some(elsewhere()) });
                return match command {
                    StoreCommand::Access(_) => Ok((StoreReply::Access(accessed()), None)),
                    StoreCommand::TakeOver(_) => Ok((StoreReply::TakeOver(accessed()), None)),
                    _ => Err(elsewhere()),
                };
            }
        };
        Ok((answer.reply, answer.file))
    }

    /// Looks for the file, once the lock is ours.
    async fn open(&self, how: Entry) -> Result<Access, Error> {
        if !self.tab.enter(how).await {
            return Ok(Access::Elsewhere);
        }
        Ok(match pool::open(&self.scope).await {
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

    /// Lets go of the file, because another tab has asked for it; this tab hears of it as the failure of job 0.
    fn leave(self: &Rc<Self>) {
        if let Access::File(keeper) = &mut *self.access.borrow_mut() {
            keeper.close().let_go();
        } else {
            return;
        }
        self.access.replace(Access::Elsewhere);
        self.tab.leave();
        self.post(&Event { job: 0, update: Update::Failed(elsewhere()) }, None);
        self.wait_for_the_other();
    }

    /// While another tab has the store, waits until it lets go of it; this tab hears of that as the end of job 0.
    fn wait_for_the_other(self: &Rc<Self>) {
        if !matches!(*self.access.borrow(), Access::Elsewhere) {
            return;
        }
        let desk = Rc::downgrade(self);
        self.tab.on_free(move || {
            let Some(desk) = desk.upgrade() else { return };
            // It may be ours by now, and busy with a request.
            if desk.access.try_borrow().is_ok_and(|access| matches!(*access, Access::Elsewhere)) {
                let freed = Accessed { state: StoreState::Free, place: Place::Opfs, trouble: None };
                let reply = StoreReply::Access(Box::new(freed));
                desk.post(&Event { job: 0, update: Update::Done(Reply::Store(Box::new(reply))) }, None);
            }
        });
    }

    fn post(&self, event: &Event, file: Option<&[u8]>) {
        let text = wire::encode(event).or_else(|error| wire::encode(&Event { job: event.job, update: Update::Failed(error) }));
        let Ok(text) = text.map(|text| JsValue::from_str(&text)) else { return };
        let message = match file.map(|bytes| Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))) {
            Some(Ok(blob)) => Array::of2(&text, &blob).into(),
            _ => text,
        };
        // Posting fails only when the page is gone, and then nobody misses it.
        let _ = self.scope.post_message(&message);
    }
}

fn elsewhere() -> Error {
    Error::new("the store is open in another tab", "Go on in that tab, or take the store over here; what is saved stays saved.")
}

async fn bytes_of(blob: &Blob) -> Result<Vec<u8>, Error> {
    let failed = |_| Error::new("the file can no longer be read", "It may have been moved or changed since you chose it. Choose it again.");
    Ok(Uint8Array::new(&JsFuture::from(blob.array_buffer()).await.map_err(failed)?).to_vec())
}

/// When it is, and bits that no other request has.
fn moment(scope: &DedicatedWorkerGlobalScope) -> Moment {
    let mut bytes = [0; 16];
    if let Ok(crypto) = scope.crypto() {
        // Without it, ids still differ by their number; a browser without it has no OPFS either.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    let [low, high] = [0, 8].map(|from| bytes.iter().skip(from).take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte)));
    Moment { now: js_sys::Date::now() as i64, entropy: [low, high] }
}

/// A panic ends the worker; the page hears of it as the failure of the job it was at.
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
        let reason = panic.payload_as_str().unwrap_or("no reason given");
        let error =
            Error::new(format!("the store stopped: {reason}{place}"), "What was saved is kept. It is started again with the next request.");
        if let Ok(text) = wire::encode(&Event { job: JOB.get().unwrap_or(0), update: Update::Failed(error) }) {
            let _ = scope.post_message(&JsValue::from_str(&text));
        }
    }));
}
