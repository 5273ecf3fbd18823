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
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};
use gloo::timers::callback::Timeout;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use wasm_bindgen::JsValue;

use super::{CallRequest, OnProgress, RequestLoop};
use crate::protocol::{Error, Portion, Progress, wire};
use crate::ui::client::CallFailure;
use crate::ui::host::answer::outcome;
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
    helpers: RefCell<Vec<RequestLoop>>,
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
        helpers.iter().for_each(RequestLoop::abandon);
    }

    fn gather_helpers(&self, first: &RequestLoop, count: usize) -> Vec<RequestLoop> {
        let mut helpers = self.helpers.borrow_mut();
        helpers.truncate(count);
        for number in helpers.len()..count {
            helpers.push(first.helper(number as u32 + 2));
        }
        helpers.clone()
    }

    /// From now on they are idle.
    fn rest(first: &RequestLoop) {
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

/// Of an experiment the parts that say whether it can be shared.
#[derive(Deserialize)]
struct Outline {
    /// Absent: as many as usual.
    folds: Option<u32>,
    model: BTreeMap<String, Size>,
}

/// Of a model's parameters the one that says that it is made of trees.
#[derive(Deserialize)]
struct Size {
    n_estimators: Option<IgnoredAny>,
}

impl Outline {
    /// A single tree without folds, say, is nothing to share.
    fn can_be_shared(&self) -> bool {
        self.folds != Some(0) || self.model.values().any(|size| size.n_estimators.is_some())
    }
}

/// Of an estimate the only part that matters here.
#[derive(Deserialize)]
struct Estimated {
    portions: Vec<Portion>,
}

/// Sees to it that the worker knows the model of this experiment, with helpers if that is faster. What is wrong with the
/// experiment itself is left for the order to say.
pub(super) async fn share(first: &RequestLoop, job: u32, spec: &RawValue) -> Result<(), CallFailure> {
    let pool = first.pool();
    let workers = pool.workers();
    let spec = spec.get();
    if workers < 2 || serde_json::from_str::<Outline>(spec).is_ok_and(|outline| !outline.can_be_shared()) {
        return Ok(());
    }
    let portions = match first.call(job, &estimate(spec, workers), &[]).await {
        Ok(answer) => wire::only_entry::<Estimated>(&answer.text).map(|found| found.portions).unwrap_or_default(),
        Err(CallFailure::Failed(_)) => return Ok(()),
        Err(fault) => return Err(fault),
    };
    if portions.is_empty() {
        return Ok(());
    }
    let Some(on_progress) = first.progress_of(job) else { return Err(CallFailure::Cancelled) };
    let helpers = pool.gather_helpers(first, workers as usize - 1);
    let work = Rc::new(SharedTraining::new(spec.to_owned(), portions, workers, Rc::clone(&on_progress)));
    pool.sharing.set(true);
    let outcome = work.to_the_end(first, job, helpers).await;
    pool.sharing.set(false);
    Pool::rest(first);
    let outcome = match outcome {
        Ok(()) => {
            let rest = Rc::clone(&on_progress);
            first.set_progress(job, Rc::new(move |now| rest(Progress { share: PORTIONS + (1.0 - PORTIONS) * now.share, ..now })));
            match work.gather() {
                Ok((gather, buffers)) => first.call(job, &gather, &buffers).await.map(drop),
                Err(error) => Err(CallFailure::Failed(error)),
            }
        }
        Err(fault) => Err(fault),
    };
    first.set_progress(job, on_progress);
    match outcome {
        Err(CallFailure::Failed(_)) => Ok(()),
        outcome => outcome,
    }
}

/// The command that asks what a training will take.
fn estimate(spec: &str, workers: u32) -> String {
    format!("{{\"estimate\":{{\"spec\":{spec},\"workers\":{workers}}}}}")
}

/// The portions of one training.
struct SharedTraining {
    /// The experiment, as JSON.
    spec: String,
    portions: Vec<Portion>,
    /// Places of portions that nobody has taken.
    queue: RefCell<VecDeque<usize>>,
    /// What came of each portion.
    done: RefCell<Vec<Option<JsValue>>>,
    /// How far each portion is, 0..=1.
    shares: RefCell<Vec<f64>>,
    /// When the first tree was begun and the last finished.
    growing: Cell<Option<(f64, f64)>>,
    workers: u32,
    on_progress: OnProgress,
}

/// One who does portions.
#[derive(Clone)]
struct TrainingWorker {
    worker: RequestLoop,
    /// The order's job, for the first worker; absent for a helper.
    job: Option<u32>,
}

type Runner = LocalBoxFuture<'static, Result<(), CallFailure>>;

impl SharedTraining {
    fn new(spec: String, portions: Vec<Portion>, workers: u32, on_progress: OnProgress) -> Self {
        let count = portions.len();
        Self {
            spec,
            queue: RefCell::new((0..count).collect()),
            done: RefCell::new(vec![None; count]),
            shares: RefCell::new(vec![0.0; count]),
            growing: Cell::new(None),
            portions,
            workers,
            on_progress,
        }
    }

    /// Does all portions.
    async fn to_the_end(self: &Rc<Self>, first: &RequestLoop, job: u32, helpers: Vec<RequestLoop>) -> Result<(), CallFailure> {
        let first = TrainingWorker { worker: first.clone(), job: Some(job) };
        let helpers = helpers.into_iter().map(|worker| TrainingWorker { worker, job: None });
        let mut hands: Vec<TrainingWorker> = std::iter::once(first.clone()).chain(helpers).collect();
        while !self.is_complete() {
            let runner = |hand| -> Runner { Box::pin(Rc::clone(self).run(hand)) };
            self.all(hands.into_iter().map(runner).collect()).await?;
            // What a helper gave back after the first had gone home is the first's.
            hands = vec![first.clone()];
        }
        Ok(())
    }

    /// Waits until every portion is there, or until nobody is left to do one. Who still reads the data is not waited for.
    async fn all(&self, runners: Vec<Runner>) -> Result<(), CallFailure> {
        let mut runners: FuturesUnordered<Runner> = runners.into_iter().collect();
        while let Some(outcome) = runners.next().await {
            outcome?;
            if self.is_complete() {
                break;
            }
        }
        Ok(())
    }

    fn is_complete(&self) -> bool {
        self.done.borrow().iter().all(Option::is_some)
    }

    /// One worker's part.
    async fn run(self: Rc<Self>, hand: TrainingWorker) -> Result<(), CallFailure> {
        let is_first = hand.job.is_some();
        if !is_first {
            // Whoever cannot read the data, for want of memory or of a connection, leaves the work to the others.
            let ready = hand.ask(estimate(&self.spec, 1), Rc::new(|_| {})).await;
            if matches!(ready, Err(CallFailure::Failed(_) | CallFailure::Stopped(_))) {
                return Ok(());
            }
            ready?;
        }
        let mut fell = false;
        while let Some((place, portion)) = self.take(is_first) {
            let began = platform::now_millis_exact();
            let portion = wire::encode(&portion).map_err(CallFailure::Failed)?;
            let share = format!("{{\"share\":{{\"spec\":{},\"portion\":{portion}}}}}", self.spec);
            let work = Rc::clone(&self);
            let outcome = hand.ask(share, Rc::new(move |now| work.hear(place, now))).await;
            match outcome {
                Ok(buffer) => self.bring(place, buffer, began),
                Err(fault) => {
                    self.queue.borrow_mut().push_front(place);
                    match fault {
                        CallFailure::Stopped(_) if !fell => fell = true,
                        CallFailure::Stopped(_) | CallFailure::Failed(_) if !is_first => return Ok(()),
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
        if let Some(done) = self.done.borrow_mut().get_mut(place) {
            *done = Some(buffer);
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
        let folds = self.portions.iter().filter(|portion| matches!(portion, Portion::Fold(_))).count();
        let trees = self.portions.iter().map(|portion| if let Portion::Trees { to, .. } = portion { *to } else { 0 }).max().unwrap_or(0);
        match portion {
            Portion::Fit => 1.0,
            Portion::Fold(_) => 1.0 - 1.0 / folds.max(2) as f64,
            Portion::Trees { from, to } => f64::from(to - from) / f64::from(trees.max(1)),
        }
    }

    /// The command that puts it all together, and the buffers beside it.
    fn gather(&self) -> Result<(String, Vec<JsValue>), Error> {
        let portions = self.portions.iter().map(|portion| Ok(format!("{{\"portion\":{}}}", wire::encode(portion)?)));
        let portions = portions.collect::<Result<Vec<_>, Error>>()?.join(",");
        let millis = wire::encode(&self.growing.get().map(|(since, until)| until - since))?;
        let command = format!("{{\"gather\":{{\"spec\":{},\"portions\":[{portions}],\"fit_millis\":{millis}}}}}", self.spec);
        Ok((command, self.done.take().into_iter().flatten().collect()))
    }
}

impl TrainingWorker {
    /// Asks for something, and gives the buffer that came beside the answer.
    async fn ask(&self, command: String, on_progress: OnProgress) -> Result<JsValue, CallFailure> {
        let answer = match self.job {
            Some(job) => {
                self.worker.set_progress(job, on_progress);
                self.worker.call(job, &command, &[]).await?
            }
            None => outcome(self.worker.enqueue(CallRequest { command, ..CallRequest::default() }, on_progress).1).await?,
        };
        Ok(answer.attachment.unwrap_or_else(|| js_sys::ArrayBuffer::new(0).into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Call, DatasetRef, EngineCommand, Estimate, ForestSpec, Gather, ModelSpec, PortionBytes, Share, TrainSpec};

    fn spec() -> TrainSpec {
        TrainSpec {
            dataset: DatasetRef::Sample("iris".into()),
            target: "species".into(),
            features: vec![],
            split: Default::default(),
            model: ModelSpec::RandomForest(ForestSpec::default()),
            folds: 5,
            prepare: Default::default(),
        }
    }

    fn read(command: &str) -> EngineCommand {
        wire::request_to::<EngineCommand>(&format!("{{\"job\":1,\"command\":{command}}}")).unwrap().2
    }

    #[test]
    fn what_is_put_together_as_text_is_what_the_engine_reads() {
        let text = wire::encode(&spec()).unwrap();
        assert_eq!(read(&estimate(&text, 2)), Estimate { spec: spec(), workers: 2 }.into_command());
        let portions = vec![Portion::Fold(0), Portion::Fold(1), Portion::Trees { from: 0, to: 40 }, Portion::Trees { from: 40, to: 100 }];
        let work = SharedTraining::new(text.clone(), portions.clone(), 2, Rc::new(|_| {}));
        let expected = portions.iter().map(|portion| PortionBytes { portion: *portion, bytes: vec![] }).collect();
        let (gather, buffers) = work.gather().unwrap();
        assert_eq!((read(&gather), buffers.len()), (Gather { spec: spec(), portions: expected, fit_millis: None }.into_command(), 0));
        assert_eq!(portions.iter().map(|portion| work.weight(*portion)).collect::<Vec<_>>(), [0.5, 0.5, 0.4, 0.6]);
        let share = format!("{{\"share\":{{\"spec\":{text},\"portion\":{}}}}}", wire::encode(&portions[2]).unwrap());
        assert_eq!(read(&share), Share { spec: spec(), portion: portions[2] }.into_command());
    }

    #[test]
    fn a_forest_or_folds_can_be_shared_and_a_tree_alone_cannot() {
        let can = |folds: &str, model: &str| {
            let spec = format!("{{\"dataset\":{{\"sample\":\"iris\"}},{folds}\"model\":{model}}}");
            serde_json::from_str::<Outline>(&spec).unwrap().can_be_shared()
        };
        assert!(can("\"folds\":0,", "{\"random_forest\":{\"n_estimators\":9}}"));
        assert!(can("\"folds\":5,", "{\"decision_tree\":{}}") && can("", "{\"decision_tree\":{}}"));
        assert!(!can("\"folds\":0,", "{\"decision_tree\":{\"max_depth\":3}}"));
    }
}
