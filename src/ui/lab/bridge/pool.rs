//! A large training shared by several workers.
//!
//! The worker that has the order says whether parting pays, and into which portions; it and its helpers take portions from
//! one queue until none is left; then it puts the whole together, and the order itself finds the model made. The result is
//! the same, bit for bit, whoever did what. Portions come back as buffers that are handed on unread.
//!
//! Helpers are started for the first such order and end after some idle time. Each reads the data itself: it does so while
//! the first worker is already at its portions, and takes none before it is ready. A worker that dies is started again and
//! its portion done again; the portions that are finished are kept here.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;

use super::Bridge;
use crate::protocol::{Brought, Command, Estimate, Gather, Portion, Progress, Reply, Share, TrainSpec, params};
use crate::ui::lab::ticket::Fault;
use crate::ui::platform;

/// Workers that share a training unasked, at most: more would mostly read the same data again.
const MOST_UNASKED: u32 = 4;
/// Workers at most, if the reader asks for them.
const MOST: u32 = 16;
/// Helpers end when they were idle for so long.
const IDLE_MILLIS: u32 = 30_000;
/// Share of the progress bar for the portions; the rest is putting them together and judging.
const PORTIONS: f64 = 0.95;

/// The helpers of a worker, and how many there may be.
#[derive(Default)]
pub(super) struct Pool {
    helpers: RefCell<Vec<Bridge>>,
    /// What the reader asked for; absent: as many as the machine has processors, up to [`MOST_UNASKED`].
    asked: Cell<Option<u32>>,
    /// A training is being shared.
    sharing: Cell<bool>,
    /// Raised by every use, so that an idle timer knows whether it is still meant.
    uses: Cell<u32>,
}

impl Pool {
    /// Workers that may share a training, the first included.
    pub(super) fn workers(&self) -> u32 {
        self.asked.get().unwrap_or_else(|| platform::processors().min(MOST_UNASKED)).clamp(1, MOST)
    }

    /// Asks for so many workers; absent: for as many as the machine has to give.
    pub(super) fn ask_for(&self, workers: Option<u32>) {
        self.asked.set(workers);
    }

    /// Whether a training is being shared right now.
    pub(super) fn is_sharing(&self) -> bool {
        self.sharing.get()
    }

    /// Ends all helpers, whatever they are at.
    pub(super) fn stop(&self) {
        let helpers = self.helpers.take();
        helpers.iter().for_each(Bridge::abandon);
    }

    fn gather_helpers(&self, first: &Bridge, count: usize) -> Vec<Bridge> {
        let mut helpers = self.helpers.borrow_mut();
        helpers.truncate(count);
        for number in helpers.len()..count {
            helpers.push(first.helper(number as u32 + 2));
        }
        helpers.clone()
    }

    /// From now on they are idle.
    fn rest(first: &Bridge) {
        let uses = first.pool().uses.get() + 1;
        first.pool().uses.set(uses);
        let idle = Rc::downgrade(&first.0);
        Timeout::new(IDLE_MILLIS, move || {
            let pool = idle.upgrade().filter(|inner| inner.pool.uses.get() == uses && !inner.pool.sharing.get());
            if let Some(inner) = pool {
                inner.pool.helpers.borrow_mut().clear();
            }
        })
        .forget();
    }
}

/// Sees to it that the worker knows the model of this experiment, with helpers if that is faster. What is wrong with the
/// experiment itself is left for the order to say.
pub(super) async fn share(first: &Bridge, job: u32, spec: &TrainSpec) -> Result<(), Fault> {
    let pool = first.pool();
    let workers = pool.workers();
    // A single tree without folds, say, is nothing to share.
    if workers < 2 || (spec.folds == 0 && params::get(&spec.model, "n_estimators").is_none()) {
        return Ok(());
    }
    let portions = match first.carry(job, Estimate { spec: spec.clone(), workers }.into(), vec![]).await {
        Ok(Reply::Estimate(found)) => found.portions,
        Ok(_) | Err(Fault::Failed(_)) => return Ok(()),
        Err(fault) => return Err(fault),
    };
    if portions.is_empty() {
        return Ok(());
    }
    let Some(on_progress) = first.progress_of(job) else { return Err(Fault::Cancelled) };
    let helpers = pool.gather_helpers(first, workers as usize - 1);
    let work = Rc::new(Work::new(spec.clone(), portions, workers, Rc::clone(&on_progress)));
    pool.sharing.set(true);
    let outcome = work.to_the_end(first, job, helpers).await;
    pool.sharing.set(false);
    Pool::rest(first);
    let outcome = match outcome {
        Ok(()) => {
            let rest = Rc::clone(&on_progress);
            first.heed(job, Rc::new(move |now| rest(Progress { share: PORTIONS + (1.0 - PORTIONS) * now.share, ..now })));
            let (gather, buffers) = work.gather();
            first.carry(job, gather.into(), buffers).await.map(drop)
        }
        Err(fault) => Err(fault),
    };
    first.heed(job, on_progress);
    match outcome {
        Err(Fault::Failed(_)) => Ok(()),
        outcome => outcome,
    }
}

/// The portions of one training.
struct Work {
    spec: TrainSpec,
    portions: Vec<Portion>,
    /// Places of portions that nobody has taken.
    queue: RefCell<VecDeque<usize>>,
    /// What came of each portion.
    brought: RefCell<Vec<Option<JsValue>>>,
    /// How far each portion is, 0..=1.
    shares: RefCell<Vec<f64>>,
    /// When the first tree was begun and the last finished.
    growing: Cell<Option<(f64, f64)>>,
    workers: u32,
    on_progress: Rc<dyn Fn(Progress)>,
}

/// One who does portions.
#[derive(Clone)]
struct Hand {
    bridge: Bridge,
    /// The order's job, for the first worker; absent for a helper.
    job: Option<u32>,
}

type Runner = Pin<Box<dyn Future<Output = Result<(), Fault>>>>;

impl Work {
    fn new(spec: TrainSpec, portions: Vec<Portion>, workers: u32, on_progress: Rc<dyn Fn(Progress)>) -> Self {
        let count = portions.len();
        Self {
            spec,
            queue: RefCell::new((0..count).collect()),
            brought: RefCell::new(vec![None; count]),
            shares: RefCell::new(vec![0.0; count]),
            growing: Cell::new(None),
            portions,
            workers,
            on_progress,
        }
    }

    /// Does all portions.
    async fn to_the_end(self: &Rc<Self>, first: &Bridge, job: u32, helpers: Vec<Bridge>) -> Result<(), Fault> {
        let first = Hand { bridge: first.clone(), job: Some(job) };
        let helpers = helpers.into_iter().map(|bridge| Hand { bridge, job: None });
        let mut hands: Vec<Hand> = std::iter::once(first.clone()).chain(helpers).collect();
        while !self.is_complete() {
            let runner = |hand| -> Runner { Box::pin(Rc::clone(self).run(hand)) };
            self.all(hands.into_iter().map(runner).collect()).await?;
            // What a helper gave back after the first had gone home is the first's.
            hands = vec![first.clone()];
        }
        Ok(())
    }

    /// Waits until every portion is there, or until nobody is left to do one. Who still reads the data is not waited for.
    async fn all(&self, mut runners: Vec<Runner>) -> Result<(), Fault> {
        poll_fn(|context| {
            let mut fault = None;
            runners.retain_mut(|runner| match runner.as_mut().poll(context) {
                Poll::Pending => true,
                Poll::Ready(outcome) => {
                    fault = fault.take().or(outcome.err());
                    false
                }
            });
            match fault {
                Some(fault) => Poll::Ready(Err(fault)),
                None if runners.is_empty() || self.is_complete() => Poll::Ready(Ok(())),
                None => Poll::Pending,
            }
        })
        .await
    }

    fn is_complete(&self) -> bool {
        self.brought.borrow().iter().all(Option::is_some)
    }

    /// One worker's part.
    async fn run(self: Rc<Self>, hand: Hand) -> Result<(), Fault> {
        let is_first = hand.job.is_some();
        if !is_first {
            // Whoever cannot read the data, for want of memory or of a connection, leaves the work to the others.
            let ready = hand.ask(Estimate { spec: self.spec.clone(), workers: 1 }.into(), Rc::new(|_| {})).await;
            if matches!(ready, Err(Fault::Failed(_) | Fault::Stopped(_))) {
                return Ok(());
            }
            ready?;
        }
        let mut fell = false;
        while let Some((place, portion)) = self.take(is_first) {
            let began = platform::now_millis_exact();
            let (work, share) = (Rc::clone(&self), Share { spec: self.spec.clone(), portion });
            let outcome = hand.ask(share.into(), Rc::new(move |now| work.hear(place, now))).await;
            match outcome {
                Ok(buffer) => self.bring(place, buffer, began),
                Err(fault) => {
                    self.queue.borrow_mut().push_front(place);
                    match fault {
                        Fault::Stopped(_) if !fell => fell = true,
                        Fault::Stopped(_) | Fault::Failed(_) if !is_first => return Ok(()),
                        fault => return Err(fault),
                    }
                }
            }
        }
        Ok(())
    }

    /// The next portion; the fit itself is the first worker's, because it stays there.
    fn take(&self, is_first: bool) -> Option<(usize, Portion)> {
        let mut queue = self.queue.borrow_mut();
        let fits = |place: &usize| is_first || self.portions.get(*place) != Some(&Portion::Fit);
        let place = queue.iter().position(fits).and_then(|at| queue.remove(at))?;
        Some((place, *self.portions.get(place)?))
    }

    fn bring(&self, place: usize, buffer: JsValue, began: f64) {
        if let Some(Portion::Trees { .. }) = self.portions.get(place) {
            let since = self.growing.get().map_or(began, |(since, _)| since.min(began));
            self.growing.set(Some((since, platform::now_millis_exact())));
        }
        if let Some(brought) = self.brought.borrow_mut().get_mut(place) {
            *brought = Some(buffer);
        }
        if let Some(share) = self.shares.borrow_mut().get_mut(place) {
            *share = 1.0;
        }
    }

    /// Says how far the whole is.
    fn hear(&self, place: usize, now: Progress) {
        let done = {
            let mut shares = self.shares.borrow_mut();
            if let Some(share) = shares.get_mut(place) {
                *share = now.share;
            }
            let weights = || self.portions.iter().map(|portion| self.weight(*portion));
            shares.iter().zip(weights()).map(|(share, weight)| share * weight).sum::<f64>() / weights().sum::<f64>()
        };
        (self.on_progress)(Progress { share: PORTIONS * done, doing: format!("{}, with {} workers", now.doing, self.workers) });
    }

    /// A portion's length in fits; a fold's fit has fewer rows.
    fn weight(&self, portion: Portion) -> f64 {
        match portion {
            Portion::Fit => 1.0,
            Portion::Fold(_) => 1.0 - 1.0 / f64::from(self.spec.folds.max(2)),
            Portion::Trees { from, to } => {
                let trees = params::get(&self.spec.model, "n_estimators").and_then(|text| text.parse().ok()).unwrap_or(1.0);
                f64::from(to - from) / trees
            }
        }
    }

    /// The request that puts it all together, and the buffers beside it.
    fn gather(&self) -> (Gather, Vec<JsValue>) {
        let portions = self.portions.iter().map(|portion| Brought { portion: *portion, bytes: vec![] }).collect();
        let fit_millis = self.growing.get().map(|(since, until)| until - since);
        let buffers = self.brought.take().into_iter().flatten().collect();
        (Gather { spec: self.spec.clone(), portions, fit_millis }, buffers)
    }
}

impl Hand {
    /// Asks for something, and gives the buffer that came beside the answer.
    async fn ask(&self, command: Command, on_progress: Rc<dyn Fn(Progress)>) -> Result<JsValue, Fault> {
        match self.job {
            Some(job) => {
                self.bridge.heed(job, on_progress);
                self.bridge.carry(job, command, vec![]).await?;
            }
            None => _ = self.bridge.order(command, None, on_progress).1.await?,
        }
        Ok(self.bridge.0.beside.take().unwrap_or_else(|| js_sys::ArrayBuffer::new(0).into()))
    }
}
