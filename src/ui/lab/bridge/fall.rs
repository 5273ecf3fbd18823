//! A worker that ends or does not start: what becomes of the running job, and what the reader is told.
//!
//! A worker that died is replaced at once, and its job fails. One whose files could not be fetched has not begun its job: the
//! job waits, and the files are fetched again when the connection is back, or after a moment if there was one all along.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use leptos::prelude::Set;

use super::Bridge;
use super::line::Line;
use super::part::{self, Unstarted, Why};
use crate::protocol::{Error, Progress};
use crate::ui::lab::ticket::Fault;
use crate::ui::platform;

/// After so many workers in a row that never spoke, no other is started unasked.
const MOST_STILLBORN: u32 = 2;
/// How browsers name the end of a WebAssembly module that gave up.
const TRAP: &str = "nreachable";
const FULL: &str = "The lab ran out of memory and was restarted. What is on the page stays.";
const STOPPED: &str = "The lab's worker stopped and was restarted. Run it again.";
/// Fetched so often in a row, while the browser says that there is a connection.
const MOST_FETCHES: u32 = 2;
const BEFORE_FETCHING_AGAIN_MILLIS: u32 = 1_000;

impl Bridge {
    /// The worker died: the running job fails, a fresh worker takes over, and the reader is told. `cause` is what the browser
    /// says of it.
    pub(super) fn fall(&self, what: &str, cause: &str) {
        let had_started = self.0.line.borrow().as_ref().is_some_and(Line::has_started);
        if let Some(unstarted) = Unstarted::of_error(&self.0.script, cause).filter(|_| !had_started) {
            return self.unstarted(&unstarted);
        }
        self.0.stillborn.set(if had_started { 0 } else { self.0.stillborn.get() + 1 });
        if self.0.stillborn.get() >= MOST_STILLBORN {
            return self.unstarted(&Unstarted { why: Why::Start, detail: cause.to_owned() });
        }
        let reply = self.0.running.borrow_mut().as_mut().and_then(|running| running.reply.take());
        // Of a fault of its own a worker reports before it ends; of missing memory it cannot.
        let is_full = cause.contains(TRAP) && reply.is_some();
        let error = if is_full { Error::out_of_memory() } else { Error::new(what, "It was restarted. Run it again.") };
        self.hang_up();
        self.start();
        let notice = match self.0.helper.or(self.pool().is_sharing().then_some(1)) {
            Some(number) => format!("Worker {number} stopped and was restarted. Its portion is done again; nothing else is lost."),
            None if is_full => FULL.to_owned(),
            None => STOPPED.to_owned(),
        };
        self.0.notice.set(Some(notice));
        if let Some(reply) = reply {
            reply.settle(Err(Fault::Stopped(error)));
        }
    }

    /// The worker did not start. What could not be fetched is fetched again; of anything else the running job fails, and the
    /// next order tries again.
    pub(super) fn unstarted(&self, unstarted: &Unstarted) {
        let waiting = self.0.line.borrow_mut().as_mut().map(Line::take_waiting).unwrap_or_default();
        self.hang_up();
        let is_online = platform::is_online();
        if unstarted.why == Why::Fetch {
            self.0.unfetched.set(self.0.unfetched.get() + 1);
            if !is_online || self.0.unfetched.get() < MOST_FETCHES {
                *self.0.held.borrow_mut() = waiting;
                return self.fetch_again(is_online);
            }
        }
        self.0.unfetched.set(0);
        let error = unstarted.error(&self.0.script);
        self.0.notice.set(Some(part::notice(&error)));
        let reply = self.0.running.borrow_mut().as_mut().and_then(|running| running.reply.take());
        if let Some(reply) = reply {
            reply.settle(Err(Fault::Failed(error)));
        }
    }

    /// Starts the worker again when the connection is back, or in a moment if it was never gone.
    fn fetch_again(&self, is_online: bool) {
        let (lines, bridge) = (self.0.lines.get(), Rc::downgrade(&self.0));
        let start = move || {
            // Unless a later order has.
            if let Some(bridge) =
                bridge.upgrade().map(Bridge).filter(|bridge| bridge.0.lines.get() == lines && bridge.0.line.borrow().is_none())
            {
                bridge.start();
            }
        };
        if is_online {
            Timeout::new(BEFORE_FETCHING_AGAIN_MILLIS, start).forget();
            return;
        }
        let part = part::part(&self.0.script);
        self.0
            .notice
            .set(Some(format!("You are offline, and {part} has not been fetched yet. It is fetched by itself once you are online again.")));
        let job = self.0.running.borrow().as_ref().map(|running| running.job);
        if let Some(on_progress) = job.and_then(|job| self.progress_of(job)) {
            on_progress(Progress { share: 0.0, doing: "Waiting for a connection".to_owned() });
        }
        platform::when_online(start);
    }

    /// The worker has spoken: if its files had to be waited for, that is over.
    pub(super) fn arrived(&self) {
        if self.0.unfetched.take() > 0 {
            self.0.notice.set(None);
        }
    }
}
