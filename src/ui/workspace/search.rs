//! A search for settings, run by several workers: trials are handed out one by one, and what is finished is kept, so that a
//! search that was cancelled goes on where it stood.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::Poll;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::tune::{SearchSpec, Trial, TrialReport};
use crate::protocol::{RunTrial, Search, SearchStatus};
use crate::ui::client::CallFailure;
use crate::ui::client::{Client, Engine};
use crate::ui::kit::drawing::chart_width;
use crate::ui::platform;

/// Least time between two looks at how far the trials under way are, milliseconds: the bar is drawn on a processor that
/// computes.
const LOOK_MILLIS: f64 = 400.0;

/// A search and the score by which it judges, by scikit-learn's name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SearchRequest {
    pub(crate) search: SearchSpec,
    pub(crate) scoring: String,
}

/// A search as the page sees it; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct SearchRunner {
    /// What is searched, as it was begun.
    pub(crate) asked: RwSignal<Option<SearchRequest>>,
    /// Where it stands.
    pub(crate) standing: RwSignal<Option<Arc<SearchStatus>>>,
    /// Finished trials.
    pub(crate) finished: RwSignal<usize>,
    /// What is done of those under way, in trials.
    pub(crate) under_way: RwSignal<f64>,
    /// Trials are being run.
    pub(crate) running: RwSignal<bool>,
    /// What went wrong, and what to do.
    pub(crate) trouble: RwSignal<Option<(String, String)>>,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    /// Finished trials, each with the moment at which it ended.
    done: RefCell<Vec<(TrialReport, i64)>>,
    queue: RefCell<VecDeque<Trial>>,
    workers: RefCell<Vec<Engine>>,
    /// Jobs under way, with the place of their worker.
    jobs: RefCell<Vec<(usize, u32)>>,
    /// How much each worker has done of its trial, and when that was looked at.
    shares: RefCell<Vec<f64>>,
    looked: Cell<f64>,
    /// Raised by a cancel; runners of an earlier round see another number and stop.
    round: Cell<u32>,
}

type TrialFuture = Pin<Box<dyn Future<Output = Result<(), CallFailure>>>>;

/// Waits for all runners; the first fault counts, and the others see by the round or the empty queue that it is over.
async fn all(mut runners: Vec<TrialFuture>) -> Result<(), CallFailure> {
    let mut fault = None;
    poll_fn(|context| {
        runners.retain_mut(|runner| match runner.as_mut().poll(context) {
            Poll::Pending => true,
            Poll::Ready(outcome) => {
                fault = fault.take().or(outcome.err());
                false
            }
        });
        if runners.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    fault.map_or(Ok(()), Err)
}

impl SearchRunner {
    /// Nothing was searched yet.
    pub(crate) fn new() -> Self {
        Self {
            asked: RwSignal::new(None),
            standing: RwSignal::new(None),
            finished: RwSignal::new(0),
            under_way: RwSignal::new(0.0),
            running: RwSignal::new(false),
            trouble: RwSignal::new(None),
            inner: StoredValue::new_local(Rc::default()),
        }
    }

    /// Begins a search, or goes on with it if it is the one that was cancelled.
    pub(crate) fn run(self, client: Client, begun: SearchRequest, workers: usize) {
        if self.running.get_untracked() {
            return;
        }
        let inner = self.inner.get_value();
        if self.asked.with_untracked(|asked| asked.as_ref() != Some(&begun)) {
            inner.done.borrow_mut().clear();
            self.standing.set(None);
            self.asked.set(Some(begun.clone()));
        }
        self.finished.set(inner.done.borrow().len());
        self.trouble.set(None);
        self.running.set(true);
        inner.round.set(inner.round.get() + 1);
        {
            let mut pool = inner.workers.borrow_mut();
            pool.truncate(workers);
            while pool.len() < workers {
                pool.push(client.extra_engine());
            }
        }
        *inner.shares.borrow_mut() = vec![0.0; workers];
        let round = inner.round.get();
        spawn_local(async move {
            let outcome = self.to_the_end(&inner, &begun, round).await;
            if inner.round.get() != round || self.running.try_set(false).is_some() {
                return;
            }
            if let Err(CallFailure::Failed(error) | CallFailure::Stopped(error)) = outcome {
                self.trouble.set(Some((error.what, error.hint)));
            }
        });
    }

    /// Stops; what is finished stays.
    pub(crate) fn cancel(self) {
        let inner = self.inner.get_value();
        inner.round.set(inner.round.get() + 1);
        inner.queue.borrow_mut().clear();
        let jobs: Vec<(usize, u32)> = inner.jobs.borrow_mut().drain(..).collect();
        for (worker, job) in jobs {
            if let Some(client) = inner.workers.borrow().get(worker) {
                client.cancel(job);
            }
        }
        self.under_way.set(0.0);
        self.running.set(false);
    }

    /// A worker has done so much of its trial.
    fn hear(self, worker: usize, share: f64) {
        let Some(inner) = self.inner.try_get_value() else { return };
        if let Some(before) = inner.shares.borrow_mut().get_mut(worker) {
            *before = share;
        }
        let now = platform::now_millis_exact();
        if share == 0.0 || now - inner.looked.get() >= LOOK_MILLIS {
            inner.looked.set(now);
            _ = self.under_way.try_set(inner.shares.borrow().iter().sum());
        }
    }

    /// The finished trials, each with the moment at which it ended, in milliseconds since 1970.
    pub(crate) fn done(self) -> Vec<(TrialReport, i64)> {
        self.inner.try_get_value().map(|inner| inner.done.borrow().clone()).unwrap_or_default()
    }

    /// Asks where the search stands, runs what can be run, and so on until nothing is left.
    async fn to_the_end(self, inner: &Rc<Inner>, begun: &SearchRequest, round: u32) -> Result<(), CallFailure> {
        loop {
            let next = self.ask_standing(inner, begun, round).await?;
            if next.is_empty() || inner.round.get() != round {
                return Ok(());
            }
            *inner.queue.borrow_mut() = next.into();
            let count = inner.workers.borrow().len();
            let runner = |worker| -> TrialFuture { Box::pin(self.runner(Rc::clone(inner), worker, begun.clone(), round)) };
            all((0..count).map(runner).collect()).await?;
            if inner.round.get() != round {
                return Err(CallFailure::Cancelled);
            }
        }
    }

    /// One worker's share of the queue. The first one also draws, now and then.
    async fn runner(self, inner: Rc<Inner>, worker: usize, begun: SearchRequest, round: u32) -> Result<(), CallFailure> {
        let mut fell = false;
        while inner.round.get() == round {
            let trial = inner.queue.borrow_mut().pop_front();
            let Some(trial) = trial else { break };
            let client = inner.workers.borrow().get(worker).cloned();
            let Some(client) = client else { break };
            let ask = RunTrial { trial: trial.clone(), scoring: Some(begun.scoring.clone()), seed: begun.search.seed };
            let pending = client.ask(ask, move |now| self.hear(worker, now.share));
            let job = pending.job;
            inner.jobs.borrow_mut().push((worker, job));
            let answer = pending.answer().await;
            inner.jobs.borrow_mut().retain(|(_, running)| *running != job);
            if !fell && matches!(answer, Err(CallFailure::Stopped(_))) {
                // The fresh worker does it again; one that dies twice is no accident.
                fell = true;
                inner.queue.borrow_mut().push_front(trial);
                continue;
            }
            let report = answer?;
            if inner.round.get() != round {
                break;
            }
            inner.done.borrow_mut().push((report, platform::now_millis() as i64));
            let finished = inner.done.borrow().len();
            self.hear(worker, 0.0);
            if self.finished.try_set(finished).is_some() {
                break;
            }
            let every = (finished / 8).max(2);
            if worker == 0 && finished.is_multiple_of(every) {
                self.ask_standing(&inner, &begun, round).await?;
            }
        }
        Ok(())
    }

    async fn ask_standing(self, inner: &Rc<Inner>, begun: &SearchRequest, round: u32) -> Result<Vec<Trial>, CallFailure> {
        let mut done: Vec<TrialReport> = inner.done.borrow().iter().map(|(report, _)| report.clone()).collect();
        done.sort_by_key(|report| report.trial.id);
        let asked = Search { search: begun.search.clone(), scoring: Some(begun.scoring.clone()), done, draw_width: Some(chart_width()) };
        let client = inner.workers.borrow().first().cloned();
        let Some(client) = client else { return Ok(vec![]) };
        let pending = client.ask(asked, |_| {});
        let job = pending.job;
        inner.jobs.borrow_mut().push((0, job));
        let answer = pending.answer().await;
        inner.jobs.borrow_mut().retain(|(_, running)| *running != job);
        let standing = answer?;
        let next = standing.next.clone();
        if inner.round.get() == round {
            self.standing.try_set(Some(Arc::new(standing)));
        }
        Ok(next)
    }
}
