//! The only file that knows the web worker.
//!
//! One worker, one job at a time: a worker that trains cannot read its messages, so orders wait here, where they can still
//! be withdrawn. Cancelling the running job terminates the worker and starts a fresh one. Nothing but a cache is lost,
//! because every request is complete; only the reader's own file has to be read again, which happens here, unasked. A file
//! goes to the worker as a handle and is read there: none of its bytes ever passes through the page's own thread.
//!
//! The site has two workers, one that trains and one that studies; an order goes to the one that it belongs to, and whoever
//! orders need not know. The second is fetched with the first order that needs it.
//!
//! A worker's messages are lost until its module has started, so a fresh worker is greeted until it says something.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::Array;
use leptos::prelude::{ArcRwSignal, Set};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, ErrorEvent, MessageEvent, Worker};

use super::ticket::{Fault, Slot, Ticket};
use crate::protocol::{Call, Command, DatasetRef, Error, Event, Load, Progress, Reply, Request, Rows, Update, wire};

/// How long a fresh worker may take to say something, in greetings.
const GREETINGS: u32 = 240;
const BETWEEN_GREETINGS_MILLIS: u32 = 250;
const FIRST_GREETING_MILLIS: u32 = 40;
/// After so many workers in a row that never spoke, no other is started unasked.
const MOST_STILLBORN: u32 = 2;
const ABSENT: &str = "The lab's worker could not be started. Check your connection, then reload the page.";
const STOPPED: &str = "The lab's worker stopped and was restarted. Run it again.";

/// The way to the worker; clones share it.
#[derive(Clone)]
pub(crate) struct Bridge(Rc<Inner>);

struct Inner {
    script: String,
    /// The worker for the orders that this one does not take.
    study: Option<Bridge>,
    queue: RefCell<VecDeque<Order>>,
    running: RefCell<Option<Running>>,
    line: RefCell<Option<Line>>,
    /// Shared by both workers.
    own: Rc<RefCell<Option<OwnFile>>>,
    /// The living worker has read the reader's own file.
    own_loaded: Cell<bool>,
    driving: Cell<bool>,
    /// Shared by both workers.
    last_job: Rc<Cell<u32>>,
    /// Workers in a row that died before they said anything.
    stillborn: Cell<u32>,
    notice: ArcRwSignal<Option<String>>,
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

/// A living worker, and what waits for it to start.
struct Line {
    worker: Worker,
    started: bool,
    waiting: Vec<Array>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The reader's own file, kept as a handle so that a fresh worker can read it again.
#[derive(Clone)]
struct OwnFile {
    load: Load,
    bytes: Option<Blob>,
    dataset: DatasetRef,
}

impl Bridge {
    /// A bridge to the workers whose scripts are at these addresses; each starts with its first order.
    pub(crate) fn new(training: String, study: String) -> Self {
        let (own, last_job, notice) = (Rc::default(), Rc::default(), ArcRwSignal::new(None));
        let study = Self::to(study, None, Rc::clone(&own), Rc::clone(&last_job), notice.clone());
        Self::to(training, Some(study), own, last_job, notice)
    }

    fn to(
        script: String,
        study: Option<Self>,
        own: Rc<RefCell<Option<OwnFile>>>,
        last_job: Rc<Cell<u32>>,
        notice: ArcRwSignal<Option<String>>,
    ) -> Self {
        Self(Rc::new(Inner {
            script,
            study,
            queue: RefCell::default(),
            running: RefCell::default(),
            line: RefCell::default(),
            own,
            own_loaded: Cell::default(),
            driving: Cell::default(),
            last_job,
            stillborn: Cell::default(),
            notice,
        }))
    }

    /// Another worker that studies, beside this one's; it ends with its last clone.
    pub(crate) fn sibling(&self) -> Self {
        let study = self.0.study.as_ref().unwrap_or(self);
        let inner = &study.0;
        Self::to(inner.script.clone(), None, Rc::clone(&inner.own), Rc::clone(&inner.last_job), inner.notice.clone())
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
        let (job, slot) = self.order(Load { name, text: None, path: None }.into(), Some(bytes), Rc::new(on_progress));
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
        if let Some(study) = &self.0.study {
            study.cancel(job);
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
    }

    fn order(&self, command: Command, bytes: Option<Blob>, on_progress: Rc<dyn Fn(Progress)>) -> (u32, Slot) {
        if let Some(study) = self.0.study.as_ref().filter(|_| command.is_study()) {
            return study.order(command, bytes, on_progress);
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
        let own = self.0.own.borrow().clone().filter(|own| uses(&order.command, &own.dataset) && !self.0.own_loaded.get());
        if let Some(own) = own {
            self.send(order.job, own.load.into(), own.bytes).await?;
            self.0.own_loaded.set(true);
        }
        let reply = self.send(order.job, order.command.clone(), order.bytes.clone()).await?;
        if let (Command::Load(load), Reply::Load(profile)) = (&order.command, &reply) {
            let own = OwnFile { load: load.clone(), bytes: order.bytes.clone(), dataset: profile.dataset.clone() };
            *self.0.own.borrow_mut() = Some(own);
            self.0.own_loaded.set(true);
            if let Some(study) = &self.0.study {
                // What it has read, if anything, was the file before.
                study.0.own_loaded.set(false);
            }
        }
        if matches!(order.command, Command::Train(_)) {
            // It was run again, as the reader was asked to.
            self.0.notice.set(None);
        }
        Ok(reply)
    }

    async fn send(&self, job: u32, command: Command, bytes: Option<Blob>) -> Result<Reply, Fault> {
        let text = wire::encode(&Request { job, command }).map_err(Fault::Failed)?;
        let slot = Slot::default();
        match self.0.running.borrow_mut().as_mut() {
            Some(running) if !running.cancelled => running.reply = Some(slot.clone()),
            _ => return Err(Fault::Cancelled),
        }
        let message = Array::of1(&JsValue::from_str(&text));
        if let Some(bytes) = &bytes {
            message.push(bytes);
        }
        if self.0.line.borrow().is_none() {
            self.start();
        }
        if let Some(line) = self.0.line.borrow_mut().as_mut() {
            line.waiting.push(message);
            line.flush();
        }
        slot.await
    }

    fn hang_up(&self) {
        let line = self.0.line.borrow_mut().take();
        drop(line);
        self.0.own_loaded.set(false);
    }

    fn start(&self) {
        let Ok(worker) = Worker::new(&self.0.script) else {
            self.fall("the lab's worker could not be started");
            return;
        };
        let bridge = Rc::downgrade(&self.0);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(inner) = bridge.upgrade() {
                Bridge(inner).hear(&event.data());
            }
        });
        let bridge = Rc::downgrade(&self.0);
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            if let Some(inner) = bridge.upgrade() {
                Bridge(inner).fall("the lab's worker stopped");
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let line = Line { worker, started: false, waiting: vec![], _on_message: on_message, _on_error: on_error };
        *self.0.line.borrow_mut() = Some(line);
        self.greet(GREETINGS, FIRST_GREETING_MILLIS);
    }

    /// Asks a fresh worker for nothing until it answers anything.
    fn greet(&self, left: u32, pause_millis: u32) {
        let bridge = Rc::downgrade(&self.0);
        let worker = self.0.line.borrow().as_ref().map(|line| line.worker.clone());
        Timeout::new(pause_millis, move || {
            let (Some(inner), Some(greeted)) = (bridge.upgrade(), worker) else { return };
            let bridge = Bridge(inner);
            if !bridge.0.line.borrow().as_ref().is_some_and(|line| !line.started && line.worker == greeted) {
                return;
            }
            if left == 0 {
                bridge.fall("the lab's worker did not start within a minute");
                return;
            }
            let nothing = Rows { dataset: DatasetRef::Own(String::new()), rows: vec![] };
            if let Ok(text) = wire::encode(&Request { job: 0, command: nothing.into() }) {
                let _ = greeted.post_message(&Array::of1(&JsValue::from_str(&text)));
            }
            bridge.greet(left - 1, BETWEEN_GREETINGS_MILLIS);
        })
        .forget();
    }

    /// Takes what the worker says to the job it belongs to.
    fn hear(&self, data: &JsValue) {
        if let Some(line) = self.0.line.borrow_mut().as_mut() {
            line.started = true;
            self.0.stillborn.set(0);
            line.flush();
        }
        let Some(text) = data.as_string() else { return };
        let Ok(event) = wire::decode::<Event>(&text) else { return };
        let (on_progress, reply) = match self.0.running.borrow_mut().as_mut() {
            Some(running) if running.job == event.job => match event.update {
                Update::Progress(_) => (Some(running.on_progress.clone()), None),
                Update::Done(_) | Update::Failed(_) => (None, running.reply.take()),
            },
            _ => return,
        };
        match (event.update, on_progress, reply) {
            (Update::Progress(progress), Some(on_progress), _) => on_progress(progress),
            (Update::Done(done), _, Some(slot)) => slot.settle(Ok(done)),
            (Update::Failed(error), _, Some(slot)) => slot.settle(Err(Fault::Failed(error))),
            _ => {}
        }
    }

    /// The worker died: the running job fails, a fresh worker takes over, and the reader is told.
    fn fall(&self, what: &str) {
        let had_started = self.0.line.borrow().as_ref().is_some_and(|line| line.started);
        self.0.stillborn.set(if had_started { 0 } else { self.0.stillborn.get() + 1 });
        let restarts = self.0.stillborn.get() < MOST_STILLBORN;
        let reply = self.0.running.borrow_mut().as_mut().and_then(|running| running.reply.take());
        self.hang_up();
        if restarts {
            self.start();
        }
        self.0.notice.set(Some(if restarts { STOPPED } else { ABSENT }.to_owned()));
        if let Some(reply) = reply {
            let hint = if restarts { "It was restarted. Run it again." } else { "Check your connection, then reload the page." };
            reply.settle(Err(Fault::Stopped(Error::new(what, hint))));
        }
    }
}

impl Line {
    fn flush(&mut self) {
        if self.started {
            for message in self.waiting.drain(..) {
                let _ = self.worker.post_message(&message);
            }
        }
    }
}

/// Whether a command needs this dataset.
fn uses(command: &Command, dataset: &DatasetRef) -> bool {
    command.datasets().contains(&dataset)
}
