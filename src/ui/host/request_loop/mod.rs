//! One worker, one request at a time.
//!
//! A worker that trains cannot read its messages, so requests wait here, where they can still be withdrawn. Cancelling the running
//! job terminates the worker and starts a fresh one. Only a cache is lost, because every request is complete; only the reader's own
//! file has to be read again, which happens here, unasked. A file goes to the worker as a handle and is read there: none of its
//! bytes passes through the page's own thread.

mod failure;
mod share;
mod startup;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use futures_channel::oneshot::Receiver;
use serde_json::value::RawValue;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use self::share::Pool;
use super::Shared;
use super::answer::{Outcome, RawAnswer, Settler, outcome, slot};
use super::transport::{Message, WorkerHandle};
use crate::protocol::{DatasetRef, Error, Load, Progress, Service, wire};
use crate::ui::client::CallFailure;

/// The way to one worker; clones share it.
#[derive(Clone)]
pub(super) struct RequestLoop(pub(super) Rc<Inner>);

pub(super) struct Inner {
    pub(super) service: Service,
    pub(super) shared: Rc<Shared>,
    queue: RefCell<VecDeque<Job>>,
    running: RefCell<Option<Running>>,
    pub(super) worker: RefCell<Option<WorkerHandle>>,
    /// Raised by every fresh worker.
    pub(super) generation: Cell<u32>,
    /// Who helps with a large training.
    pool: Pool,
    /// Its number among those who share a training; absent if it takes requests from the page.
    pub(super) helper: Option<u32>,
    /// The reader's own file that the living worker has read.
    own_loaded: RefCell<Option<DatasetRef>>,
    is_driving: Cell<bool>,
    /// Workers in a row that died before they were ready.
    pub(super) stillborn: Cell<u32>,
    /// Times in a row that the worker's files could not be fetched.
    pub(super) unfetched: Cell<u32>,
    /// What waits for the worker's files to be fetched again.
    pub(super) held: RefCell<Vec<Message>>,
}

/// Hears how far a job is.
pub(super) type OnProgress = Rc<dyn Fn(Progress)>;

/// What is asked.
#[derive(Default)]
pub(super) struct CallRequest {
    /// The command, as JSON: `{name: …}`.
    pub(super) command: String,
    /// A file beside it.
    pub(super) file: Option<Blob>,
    /// It reads the reader's own file.
    pub(super) load: Option<Load>,
    /// The experiments that it trains and that several workers may share, as JSON.
    pub(super) trainings: Vec<Box<RawValue>>,
}

/// An order with its number.
struct Job {
    job: u32,
    text: String,
    order: CallRequest,
    on_progress: OnProgress,
    settler: Settler,
}

struct Running {
    job: u32,
    on_progress: OnProgress,
    /// Absent between two messages for the job.
    reply: Option<Settler>,
    is_cancelled: bool,
}

/// Of a table's profile the only part that matters here.
#[derive(serde::Deserialize)]
struct Outline {
    dataset: DatasetRef,
}

/// The reader's own file.
#[derive(Clone)]
pub(super) struct OwnFile {
    load: Load,
    file: Option<Blob>,
    dataset: DatasetRef,
}

impl RequestLoop {
    pub(super) fn new(service: Service, shared: Rc<Shared>) -> Self {
        Self::of(service, shared, None)
    }

    fn of(service: Service, shared: Rc<Shared>, helper: Option<u32>) -> Self {
        Self(Rc::new(Inner {
            service,
            shared,
            queue: RefCell::default(),
            running: RefCell::default(),
            worker: RefCell::default(),
            generation: Cell::default(),
            pool: Pool::default(),
            helper,
            own_loaded: RefCell::default(),
            is_driving: Cell::default(),
            stillborn: Cell::default(),
            unfetched: Cell::default(),
            held: RefCell::default(),
        }))
    }

    /// Another worker like this one, to help it; it ends with its last clone.
    pub(super) fn helper(&self, number: u32) -> Self {
        Self::of(self.0.service, Rc::clone(&self.0.shared), Some(number))
    }

    fn pool(&self) -> &Pool {
        &self.0.pool
    }

    /// Workers that may share a large training.
    pub(super) fn workers(&self) -> u32 {
        self.pool().workers()
    }

    /// Asks for this many workers for a large training; absent: for as many as the machine has to give, up to four.
    pub(super) fn ask_for_workers(&self, workers: Option<u32>) {
        self.pool().ask_for(workers);
    }

    /// Takes an order; its number, and the wait for its outcome.
    pub(super) fn enqueue(&self, order: CallRequest, on_progress: OnProgress) -> (u32, Receiver<Outcome>) {
        let job = self.0.shared.next_job();
        let (settler, receiver) = slot();
        let text = format!("{{\"job\":{job},\"command\":{}}}", order.command);
        self.push(Job { job, text, order, on_progress, settler });
        (job, receiver)
    }

    /// Refuses an order that cannot be read.
    pub(super) fn refuse(&self, error: Error) -> (u32, Receiver<Outcome>) {
        let (settler, receiver) = slot();
        settler.fail(error);
        (self.0.shared.next_job(), receiver)
    }

    fn push(&self, job: Job) {
        self.0.queue.borrow_mut().push_back(job);
        if !self.0.is_driving.replace(true) {
            let this = self.clone();
            wasm_bindgen_futures::spawn_local(async move { this.drive().await });
        }
    }

    /// Withdraws a job that still waits; true if it did.
    pub(super) fn withdraw(&self, job: u32) -> bool {
        let waiting = {
            let mut queue = self.0.queue.borrow_mut();
            queue.iter().position(|waiting| waiting.job == job).and_then(|index| queue.remove(index))
        };
        let found = waiting.is_some();
        if let Some(job) = waiting {
            job.settler.settle(Err(CallFailure::Cancelled));
        }
        found
    }

    /// Withdraws a job: from the queue, or by terminating the worker that runs it.
    pub(super) fn cancel(&self, job: u32) {
        if self.withdraw(job) {
            return;
        }
        let reply = match self.0.running.borrow_mut().as_mut() {
            Some(running) if running.job == job => {
                running.is_cancelled = true;
                running.reply.take()
            }
            _ => return,
        };
        self.end_worker();
        self.start();
        if let Some(reply) = reply {
            reply.settle(Err(CallFailure::Cancelled));
        }
        self.pool().stop();
    }

    /// Ends the worker and whatever it is at.
    pub(super) fn abandon(&self) {
        self.0.queue.take().into_iter().for_each(|job| job.settler.settle(Err(CallFailure::Cancelled)));
        let reply = self.0.running.borrow_mut().as_mut().and_then(|running| {
            running.is_cancelled = true;
            running.reply.take()
        });
        self.end_worker();
        if let Some(reply) = reply {
            reply.settle(Err(CallFailure::Cancelled));
        }
    }

    /// Does the jobs one after another until none is left.
    async fn drive(&self) {
        loop {
            let next = self.0.queue.borrow_mut().pop_front();
            let Some(job) = next else { break };
            let running = Running { job: job.job, on_progress: Rc::clone(&job.on_progress), reply: None, is_cancelled: false };
            *self.0.running.borrow_mut() = Some(running);
            let outcome = self.carry_out(&job).await;
            *self.0.running.borrow_mut() = None;
            job.settler.settle(outcome);
        }
        self.0.is_driving.set(false);
    }

    async fn carry_out(&self, job: &Job) -> Outcome {
        if !job.order.trainings.is_empty() {
            // It is run again, as the reader was asked to.
            self.0.shared.notices.set(None);
        }
        for spec in &job.order.trainings {
            share::share(self, job.job, spec).await?;
        }
        let Some(load) = &job.order.load else {
            return match &job.order.file {
                Some(file) => self.send(&job.text, Some(file), &[]).await,
                None => self.carry(job.job, &job.text, &[]).await,
            };
        };
        let answer = self.send(&job.text, job.order.file.as_ref(), &[]).await?;
        if let Ok(profile) = wire::only_entry::<Outline>(&answer.text) {
            let own = OwnFile { load: load.clone(), file: job.order.file.clone(), dataset: profile.dataset };
            *self.0.own_loaded.borrow_mut() = Some(own.dataset.clone());
            *self.0.shared.own.borrow_mut() = Some(own);
        }
        Ok(answer)
    }

    /// Has a command of the running job answered, with buffers beside it.
    pub(super) async fn call(&self, job: u32, command: &str, buffers: &[JsValue]) -> Outcome {
        self.carry(job, &format!("{{\"job\":{job},\"command\":{command}}}"), buffers).await
    }

    /// Has a request of the running job answered; a fresh worker reads the reader's own file first, if the request names it.
    async fn carry(&self, job: u32, text: &str, buffers: &[JsValue]) -> Outcome {
        let own = self.0.shared.own.borrow().clone();
        let needed = own.filter(|own| matches!(&own.dataset, DatasetRef::Own(digest) if text.contains(digest.as_str())));
        if let Some(own) = needed.filter(|own| self.0.own_loaded.borrow().as_ref() != Some(&own.dataset)) {
            let load = wire::request(job, &Load { lean: true, ..own.load }).map_err(CallFailure::Failed)?;
            self.send(&load, own.file.as_ref(), &[]).await?;
            *self.0.own_loaded.borrow_mut() = Some(own.dataset);
        }
        self.send(text, None, buffers).await
    }

    /// From now on this hears how far the job is.
    pub(super) fn set_progress(&self, job: u32, on_progress: OnProgress) {
        if let Some(running) = self.0.running.borrow_mut().as_mut().filter(|running| running.job == job) {
            running.on_progress = on_progress;
        }
    }

    /// What hears how far the job is; absent if it does not run.
    pub(super) fn progress_of(&self, job: u32) -> Option<OnProgress> {
        self.0.running.borrow().as_ref().filter(|running| running.job == job).map(|running| Rc::clone(&running.on_progress))
    }

    /// The same for whatever job runs.
    pub(super) fn running_progress(&self) -> Option<OnProgress> {
        self.0.running.borrow().as_ref().map(|running| Rc::clone(&running.on_progress))
    }

    /// Who waits for the running job, for whoever settles it.
    pub(super) fn take_reply(&self) -> Option<Settler> {
        self.0.running.borrow_mut().as_mut().and_then(|running| running.reply.take())
    }

    async fn send(&self, text: &str, file: Option<&Blob>, buffers: &[JsValue]) -> Outcome {
        let (settler, receiver) = slot();
        match self.0.running.borrow_mut().as_mut() {
            Some(running) if !running.is_cancelled => running.reply = Some(settler),
            _ => return Err(CallFailure::Cancelled),
        }
        if self.0.worker.borrow().is_none() {
            self.start();
        }
        if let Some(worker) = self.0.worker.borrow_mut().as_mut() {
            worker.post(Message::new(text, file.map_or(&JsValue::UNDEFINED, |file| file.as_ref()), buffers));
        }
        outcome(receiver).await
    }

    pub(super) fn end_worker(&self) {
        let worker = self.0.worker.borrow_mut().take();
        drop(worker);
        self.0.held.take();
        self.0.own_loaded.take();
    }

    /// Takes what the worker says to the job it belongs to.
    pub(super) fn hear(&self, text: &str, attachment: Option<JsValue>) {
        let Ok(said) = wire::said(text) else { return };
        if let Some(ready) = said.ready {
            return self.ready(&ready);
        }
        if let Some(notice) = said.notice {
            return self.0.shared.hear(notice);
        }
        let is_running = self.0.running.borrow().as_ref().is_some_and(|running| running.job == said.job);
        if !is_running {
            return;
        }
        if let Some(progress) = said.progress {
            if let Some(on_progress) = self.progress_of(said.job) {
                on_progress(progress);
            }
        } else if let Some(done) = said.done {
            let answer = RawAnswer { text: done.get().to_owned(), attachment };
            if let Some(reply) = self.take_reply() {
                reply.settle(Ok(answer));
            }
        } else if let Some(error) = said.failed
            && let Some(reply) = self.take_reply()
        {
            reply.fail(error);
        }
    }
}
