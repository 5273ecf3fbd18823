//! A worker that ends or does not start: what becomes of the running job, and what the reader is told.
//!
//! A worker that died is replaced at once, and its job fails. One whose files could not be fetched has not begun its job: the
//! job waits, and the files are fetched again when the connection is back, or after a moment if there was one all along.

use std::rc::Rc;

use gloo::timers::callback::Timeout;

use super::RequestLoop;
use crate::protocol::{Error, Progress};
use crate::ui::client::CallFailure;
use crate::ui::host::start_failure::{self, StartCause, StartFailure};
use crate::ui::host::transport::WorkerHandle;
use crate::ui::platform;

/// After so many workers in a row that were never ready, no other is started unasked.
const MOST_STILLBORN: u32 = 2;
/// How browsers name the end of a WebAssembly module that gave up.
const TRAP: &str = "nreachable";
const FULL: &str = "The lab ran out of memory and was restarted. What is on the page stays.";
const STOPPED: &str = "The lab's worker stopped and was restarted. Run it again.";
/// Fetched so often in a row, while the browser says that there is a connection.
const MOST_FETCHES: u32 = 2;
const BEFORE_FETCHING_AGAIN_MILLIS: u32 = 1_000;

impl RequestLoop {
    /// The worker died: the running job fails, a fresh worker takes over, and the reader is told. `cause` is what the browser says.
    pub(super) fn died(&self, cause: &str) {
        let was_ready = self.0.worker.borrow().as_ref().is_some_and(WorkerHandle::is_ready);
        if let Some(unstarted) = StartFailure::of_error(cause).filter(|_| !was_ready) {
            return self.unstarted(&unstarted);
        }
        self.0.stillborn.set(if was_ready { 0 } else { self.0.stillborn.get() + 1 });
        if self.0.stillborn.get() >= MOST_STILLBORN {
            return self.unstarted(&StartFailure { why: StartCause::Start, detail: cause.to_owned() });
        }
        let reply = self.take_reply();
        // Of a fault of its own a worker reports before it ends; of missing memory it cannot.
        let is_full = cause.contains(TRAP) && reply.is_some();
        let error =
            if is_full { Error::out_of_memory() } else { Error::new("the lab's worker stopped", "It was restarted. Run it again.") };
        self.end_worker();
        self.start();
        let notice = match self.0.helper.or(self.pool().is_sharing().then_some(1)) {
            Some(number) => format!("Worker {number} stopped and was restarted. Its portion is done again; nothing else is lost."),
            None if is_full => FULL.to_owned(),
            None => STOPPED.to_owned(),
        };
        self.0.shared.notices.set(Some(notice));
        if let Some(reply) = reply {
            reply.settle(Err(CallFailure::Stopped(error)));
        }
    }

    /// The worker did not start. What could not be fetched is fetched again; of anything else the running job fails, and the
    /// next request tries again.
    pub(super) fn unstarted(&self, unstarted: &StartFailure) {
        let waiting = self.0.worker.borrow_mut().as_mut().map(WorkerHandle::take_waiting).unwrap_or_default();
        self.end_worker();
        let is_online = platform::is_online();
        if unstarted.why == StartCause::Fetch {
            self.0.unfetched.set(self.0.unfetched.get() + 1);
            if !is_online || self.0.unfetched.get() < MOST_FETCHES {
                *self.0.held.borrow_mut() = waiting;
                return self.fetch_again(is_online);
            }
        }
        self.0.unfetched.set(0);
        let error = unstarted.error(self.0.service);
        self.0.shared.notices.set(Some(start_failure::notice(&error)));
        if let Some(reply) = self.take_reply() {
            reply.fail(error);
        }
    }

    /// Starts the worker again when the connection is back, or in a moment if it was never gone.
    fn fetch_again(&self, is_online: bool) {
        let (generation, waiting) = (self.0.generation.get(), Rc::downgrade(&self.0));
        let start = move || {
            let this = waiting.upgrade().map(RequestLoop);
            // Unless a later request has.
            if let Some(this) = this.filter(|this| this.0.generation.get() == generation && this.0.worker.borrow().is_none()) {
                this.start();
            }
        };
        if is_online {
            Timeout::new(BEFORE_FETCHING_AGAIN_MILLIS, start).forget();
            return;
        }
        let part = start_failure::part(self.0.service);
        let text = format!("You are offline, and {part} has not been fetched yet. It is fetched by itself once you are online again.");
        self.0.shared.notices.set(Some(text));
        if let Some(on_progress) = self.running_progress() {
            on_progress(Progress { share: 0.0, doing: "Waiting for a connection".to_owned() });
        }
        platform::when_online(start);
    }
}
