//! The way to the workers: orders and their answers. `line` alone knows the web worker, `pool` shares large trainings.
//!
//! One worker, one job at a time: a worker that trains cannot read its messages, so orders wait here, where they can still
//! be withdrawn. Cancelling the running job terminates the worker and starts a fresh one. Nothing but a cache is lost,
//! because every request is complete; only the reader's own file has to be read again, which happens here, unasked. A file
//! goes to the worker as a handle and is read there: none of its bytes ever passes through the page's own thread.
//!
//! The site has six workers: one trains, one studies, one writes scripts, one keeps runs, one watches, one prints. An order goes to the one that it
//! belongs to, and whoever orders need not know. Each is fetched with the first order that needs it. Any number of either can be had beside
//! them: of the second for searches, of the first to help with a large training.

mod fall;
mod line;
mod part;
mod pool;
mod start;
mod store;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::Array;
use leptos::prelude::{ArcRwSignal, Set};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use self::line::{Line, Message};
use self::pool::Pool;
use super::ticket::{Fault, Slot, Ticket};
use crate::protocol::{Call, Command, DatasetRef, Event, Load, Progress, Reply, Request, Update, wire};

/// The way to the worker; clones share it.
#[derive(Clone)]
pub(crate) struct Bridge(Rc<Inner>);

struct Inner {
    script: String,
    /// The workers for the orders that this one does not take: they study, write scripts, keep runs, watch, print.
    others: Option<[Bridge; 5]>,
    queue: RefCell<VecDeque<Order>>,
    running: RefCell<Option<Running>>,
    line: RefCell<Option<Line>>,
    /// Raised by every fresh worker.
    lines: Cell<u32>,
    /// What came beside the last answer.
    beside: RefCell<Option<JsValue>>,
    /// Who helps with a large training.
    pool: Pool,
    /// Its number among those who share one; absent if it takes orders from the page.
    helper: Option<u32>,
    /// Shared by both workers.
    own: Rc<RefCell<Option<OwnFile>>>,
    /// The reader's own file that the living worker has read.
    own_loaded: RefCell<Option<DatasetRef>>,
    driving: Cell<bool>,
    /// Shared by both workers.
    last_job: Rc<Cell<u32>>,
    /// Workers in a row that died before they said anything.
    stillborn: Cell<u32>,
    /// Times in a row that the worker's files could not be fetched.
    unfetched: Cell<u32>,
    /// What waits for the worker's files to be fetched again.
    held: RefCell<Vec<Message>>,
    notice: ArcRwSignal<Option<String>>,
    /// Counts how often another tab has let go of the store.
    store_freed: ArcRwSignal<u32>,
}

struct Order {
    job: u32,
    command: Command,
    bytes: Option<Blob>,
    on_progress: Rc<dyn Fn(Progress)>,
    slot: Slot,
}

struct Running {
    job: u32,
    on_progress: Rc<dyn Fn(Progress)>,
    /// Absent between two messages for the job.
    reply: Option<Slot>,
    cancelled: bool,
}

/// The reader's own file, kept as a handle so that a fresh worker can read it again.
#[derive(Clone)]
struct OwnFile {
    load: Load,
    bytes: Option<Blob>,
    dataset: DatasetRef,
}

impl Bridge {
    /// A bridge to the workers, whose scripts this finds by name; each starts with its first order.
    pub(crate) fn new(script: impl Fn(&str) -> String) -> Self {
        let (own, last_job, notice) = (Rc::default(), Rc::default(), ArcRwSignal::new(None));
        let other = |name| Self::to(script(name), None, None, Rc::clone(&own), Rc::clone(&last_job), notice.clone());
        let others = Some([other("study"), other("export"), other("store"), other("watch"), other("press")]);
        Self::to(script("lab"), others, None, own, last_job, notice)
    }

    fn to(
        script: String,
        others: Option<[Self; 5]>,
        helper: Option<u32>,
        own: Rc<RefCell<Option<OwnFile>>>,
        last_job: Rc<Cell<u32>>,
        notice: ArcRwSignal<Option<String>>,
    ) -> Self {
        Self(Rc::new(Inner {
            script,
            others,
            queue: RefCell::default(),
            running: RefCell::default(),
            line: RefCell::default(),
            lines: Cell::default(),
            beside: RefCell::default(),
            pool: Pool::default(),
            helper,
            own,
            own_loaded: RefCell::default(),
            driving: Cell::default(),
            last_job,
            stillborn: Cell::default(),
            unfetched: Cell::default(),
            held: RefCell::default(),
            notice,
            store_freed: ArcRwSignal::default(),
        }))
    }

    /// Another worker that studies, beside this one's; it ends with its last clone.
    pub(crate) fn sibling(&self) -> Self {
        let study = self.0.others.as_ref().map_or(self, |[study, ..]| study);
        let inner = &study.0;
        Self::to(inner.script.clone(), None, None, Rc::clone(&inner.own), Rc::clone(&inner.last_job), inner.notice.clone())
    }

    /// Another worker like this one, to help it; it ends with its last clone.
    fn helper(&self, number: u32) -> Self {
        let inner = &self.0;
        Self::to(inner.script.clone(), None, Some(number), Rc::clone(&inner.own), Rc::clone(&inner.last_job), inner.notice.clone())
    }

    fn pool(&self) -> &Pool {
        &self.0.pool
    }

    /// Workers that may share a large training.
    pub(crate) fn workers(&self) -> u32 {
        self.pool().workers()
    }

    /// Asks for so many workers for a large training; absent: for as many as the machine has to give, up to four.
    pub(crate) fn ask_for_workers(&self, workers: Option<u32>) {
        self.pool().ask_for(workers);
    }

    /// What the reader must be told about the worker itself.
    pub(crate) fn notice(&self) -> ArcRwSignal<Option<String>> {
        self.0.notice.clone()
    }

    /// Orders a command; its answer is awaited on the ticket.
    pub(crate) fn ask<C: Call>(&self, command: C, on_progress: impl Fn(Progress) + 'static) -> Ticket<C> {
        let (job, slot) = self.order(command.into(), None, Rc::new(on_progress));
        Ticket::new(job, slot)
    }

    /// Reads the reader's own file, and keeps a handle on it.
    pub(crate) fn load(&self, name: String, bytes: Blob, on_progress: impl Fn(Progress) + 'static) -> Ticket<Load> {
        let (job, slot) = self.order(Load { name, text: None, path: None, lean: false }.into(), Some(bytes), Rc::new(on_progress));
        Ticket::new(job, slot)
    }

    /// Any command and its answer, for the console.
    pub(crate) async fn pass(&self, command: Command, bytes: Option<Blob>) -> Result<Reply, Fault> {
        self.order(command, bytes, Rc::new(|_| {})).1.await
    }

    /// Withdraws a job: from the queue, or by terminating the worker that runs it.
    pub(crate) fn cancel(&self, job: u32) {
        let waiting = {
            let mut queue = self.0.queue.borrow_mut();
            queue.iter().position(|order| order.job == job).and_then(|index| queue.remove(index))
        };
        if let Some(order) = waiting {
            order.slot.settle(Err(Fault::Cancelled));
            return;
        }
        for other in self.0.others.iter().flat_map(|[study, export, _, watch, press]| [study, export, watch, press]) {
            other.cancel(job);
        }
        let reply = match self.0.running.borrow_mut().as_mut() {
            Some(running) if running.job == job => {
                running.cancelled = true;
                running.reply.take()
            }
            _ => return,
        };
        self.hang_up();
        self.start();
        if let Some(reply) = reply {
            reply.settle(Err(Fault::Cancelled));
        }
        self.pool().stop();
    }

    /// Ends whatever it is at, and its worker.
    fn abandon(&self) {
        self.0.queue.take().into_iter().for_each(|order| order.slot.settle(Err(Fault::Cancelled)));
        let reply = self.0.running.borrow_mut().as_mut().and_then(|running| {
            running.cancelled = true;
            running.reply.take()
        });
        self.hang_up();
        if let Some(reply) = reply {
            reply.settle(Err(Fault::Cancelled));
        }
    }

    /// The worker beside this one that takes such a command; absent if this one does.
    fn taker(&self, command: &Command) -> Option<&Self> {
        let [study, export, store, watch, press] = self.0.others.as_ref()?;
        match command {
            command if command.is_study() => Some(study),
            command if command.is_export() => Some(export),
            Command::Store(_) => Some(store),
            command if command.is_watch() => Some(watch),
            command if command.is_press() => Some(press),
            _ => None,
        }
    }

    fn order(&self, command: Command, bytes: Option<Blob>, on_progress: Rc<dyn Fn(Progress)>) -> (u32, Slot) {
        if let Some(other) = self.taker(&command) {
            return other.order(command, bytes, on_progress);
        }
        let job = self.0.last_job.get() + 1;
        self.0.last_job.set(job);
        let slot = Slot::default();
        self.0.queue.borrow_mut().push_back(Order { job, command, bytes, on_progress, slot: slot.clone() });
        if !self.0.driving.replace(true) {
            let bridge = self.clone();
            wasm_bindgen_futures::spawn_local(async move { bridge.drive().await });
        }
        (job, slot)
    }

    /// Carries out the orders one after another until none is left.
    async fn drive(&self) {
        loop {
            let order = self.0.queue.borrow_mut().pop_front();
            let Some(order) = order else { break };
            let running = Running { job: order.job, on_progress: order.on_progress.clone(), reply: None, cancelled: false };
            *self.0.running.borrow_mut() = Some(running);
            let outcome = self.carry_out(&order).await;
            *self.0.running.borrow_mut() = None;
            order.slot.settle(outcome);
        }
        self.0.driving.set(false);
    }

    async fn carry_out(&self, order: &Order) -> Result<Reply, Fault> {
        if matches!(order.command, Command::Train(_) | Command::Regress(_)) {
            // It is run again, as the reader was asked to.
            self.0.notice.set(None);
        }
        for spec in order.command.trainings() {
            pool::share(self, order.job, spec).await?;
        }
        let Command::Load(load) = &order.command else {
            return match &order.bytes {
                Some(file) => self.send(order.job, order.command.clone(), Some(file), &[]).await,
                None => self.carry(order.job, order.command.clone(), vec![]).await,
            };
        };
        let reply = self.send(order.job, order.command.clone(), order.bytes.as_ref(), &[]).await?;
        if let Reply::Load(profile) = &reply {
            let own = OwnFile { load: load.clone(), bytes: order.bytes.clone(), dataset: profile.dataset.clone() };
            *self.0.own_loaded.borrow_mut() = Some(own.dataset.clone());
            *self.0.own.borrow_mut() = Some(own);
        }
        Ok(reply)
    }

    /// Has a command of the running job answered; a fresh worker reads the reader's own file first, if it is needed.
    async fn carry(&self, job: u32, command: Command, beside: Vec<JsValue>) -> Result<Reply, Fault> {
        let own = self.0.own.borrow().clone().filter(|own| command.datasets().contains(&&own.dataset));
        if let Some(own) = own.filter(|own| self.0.own_loaded.borrow().as_ref() != Some(&own.dataset)) {
            self.send(job, Load { lean: true, ..own.load }.into(), own.bytes.as_ref(), &[]).await?;
            *self.0.own_loaded.borrow_mut() = Some(own.dataset);
        }
        self.send(job, command, None, &beside).await
    }

    /// From now on this hears how far the job is.
    fn heed(&self, job: u32, on_progress: Rc<dyn Fn(Progress)>) {
        if let Some(running) = self.0.running.borrow_mut().as_mut().filter(|running| running.job == job) {
            running.on_progress = on_progress;
        }
    }

    fn progress_of(&self, job: u32) -> Option<Rc<dyn Fn(Progress)>> {
        self.0.running.borrow().as_ref().filter(|running| running.job == job).map(|running| Rc::clone(&running.on_progress))
    }

    async fn send(&self, job: u32, command: Command, file: Option<&Blob>, beside: &[JsValue]) -> Result<Reply, Fault> {
        let text = wire::encode(&Request { job, command }).map_err(Fault::Failed)?;
        let slot = Slot::default();
        match self.0.running.borrow_mut().as_mut() {
            Some(running) if !running.cancelled => running.reply = Some(slot.clone()),
            _ => return Err(Fault::Cancelled),
        }
        if self.0.line.borrow().is_none() {
            self.start();
        }
        if let Some(line) = self.0.line.borrow_mut().as_mut() {
            line.post(Message::new(&text, file.map_or(&JsValue::UNDEFINED, |file| file.as_ref()), beside));
        }
        slot.await
    }

    fn hang_up(&self) {
        let line = self.0.line.borrow_mut().take();
        drop(line);
        self.0.held.take();
        self.0.own_loaded.take();
    }

    /// Takes what the worker says to the job it belongs to.
    fn hear(&self, data: &JsValue) {
        let had_started = self.0.line.borrow().as_ref().is_some_and(Line::has_started);
        if let Some(line) = self.0.line.borrow_mut().as_mut() {
            line.start();
            self.0.stillborn.set(0);
        }
        self.arrived();
        // A text, or a text with a buffer beside it.
        let (text, beside) = match data.dyn_ref::<Array>() {
            Some(parts) => (parts.get(0).as_string(), Some(parts.get(1))),
            None => (data.as_string(), None),
        };
        let Some(text) = text else { return };
        let Ok(event) = wire::decode::<Event>(&text) else { return };
        if (event.job, had_started) == (0, true) {
            return self.hear_unasked(event.update);
        }
        let (on_progress, reply) = match self.0.running.borrow_mut().as_mut() {
            Some(running) if running.job == event.job => match event.update {
                Update::Progress(_) => (Some(running.on_progress.clone()), None),
                Update::Done(_) | Update::Failed(_) => (None, running.reply.take()),
            },
            _ => return,
        };
        match (event.update, on_progress, reply) {
            (Update::Progress(progress), Some(on_progress), _) => on_progress(progress),
            (Update::Done(done), _, Some(slot)) => {
                *self.0.beside.borrow_mut() = beside;
                slot.settle(Ok(done));
            }
            (Update::Failed(error), _, Some(slot)) => slot.settle(Err(Fault::Failed(error))),
            _ => {}
        }
    }
}
