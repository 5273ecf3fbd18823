//! The worker: decodes requests, keeps a cache, dispatches, reports progress, encodes events.
//!
//! The same [`Worker`] runs behind `postMessage` in the browser ([`web`]) and behind standard input natively
//! ([`native`]). It remembers tables and fitted models, but only to save time: a sample or a model that was forgotten is
//! made again from the request, and an own file that was forgotten is asked for by name.

mod cache;
mod digest;
mod drawing;
mod learning;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod pair;
mod tables;
#[cfg(target_arch = "wasm32")]
pub mod web;

use crate::dataset::order;
use std::rc::Rc;

use crate::dataset::{Sample, Table, csv::Format};
use crate::export;
use crate::learn::{Experiment, Regression};
use crate::protocol::report_regression::Regressed;
use crate::protocol::{
    Behind, Clustered, Command, Comparison, DatasetProfile, Error, Event, Inspect, Inspected, Outcome, Predict, Progress, Reply, Request,
    Rows, RowsPage, Standing, TrainReport, TrainSpec, Trained, Update, wire,
};
use cache::Cache;
pub use digest::{Digest, digest};
use tables::Tables;

/// Fitted models kept.
const MODELS_KEPT: usize = 12;
/// Most rows of one [`Rows`] request.
const MOST_ROWS: usize = 1000;
/// Narrowest and widest drawing, CSS pixels.
const WIDTHS: (u32, u32) = (240, 1200);

/// Where bytes come from besides the message itself.
pub trait Files {
    /// A file on this machine.
    type Local: Pieces;
    /// The bytes of a shipped sample's file; `progress` hears the share that has come, 0..=1.
    fn sample(&self, sample: &Sample, progress: &mut dyn FnMut(f64)) -> impl Future<Output = Result<Vec<u8>, Error>>;
    /// A file on this machine, where that is allowed.
    fn local(&self, path: &str) -> Result<Self::Local, Error>;
}

/// A file that is never in memory as a whole.
pub trait Pieces {
    /// Its length in bytes.
    fn size(&self) -> u64;
    /// Some of its bytes, from this one on; none at its end.
    fn piece(&self, from: u64) -> impl Future<Output = Result<Vec<u8>, Error>>;
}

/// Bytes of a piece, at most.
const PIECE: u64 = 4 << 20;

impl Pieces for Vec<u8> {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    async fn piece(&self, from: u64) -> Result<Vec<u8>, Error> {
        let end = from.saturating_add(PIECE).min(self.size());
        Ok(self.get(from as usize..end as usize).unwrap_or_default().to_vec())
    }
}

/// A table and what is said about it.
#[derive(Debug)]
pub struct Loaded {
    /// The values.
    pub table: Table,
    /// The words and figures.
    pub profile: DatasetProfile,
    /// How its file is written.
    pub format: Format,
}

/// A fitted experiment that is remembered.
#[derive(Clone)]
enum Known {
    Classes(Rc<Experiment>),
    Numbers(Rc<Regression>),
}

/// Answers requests, one at a time.
pub struct Worker {
    tables: Tables,
    models: Cache<String, Known>,
    clock: Box<dyn Fn() -> f64>,
}

impl Worker {
    /// A worker with empty caches; `clock` gives milliseconds and only times the fits.
    pub fn new(clock: Box<dyn Fn() -> f64>) -> Self {
        Self { tables: Tables::new(), models: Cache::new(MODELS_KEPT), clock }
    }

    /// Does what is asked: any number of `progress` events, then `done` or `failed` once.
    pub async fn handle(&mut self, request: Request, file: Option<impl Pieces>, files: &impl Files, emit: &mut dyn FnMut(Event)) {
        let job = request.job;
        let mut progress = |share: f64, doing: &str| {
            let doing = doing.to_owned();
            emit(Event { job, update: Update::Progress(Progress { share: share.clamp(0.0, 1.0), doing }) });
        };
        let update = match self.answer(request.command, file, files, &mut progress).await {
            Ok(reply) => Update::Done(reply),
            Err(error) => Update::Failed(error),
        };
        emit(Event { job, update });
    }

    async fn answer(
        &mut self,
        command: Command,
        file: Option<impl Pieces>,
        files: &impl Files,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Reply, Error> {
        Ok(match command {
            Command::Load(load) => {
                let loaded = match (file, load.text, load.path) {
                    (Some(file), _, _) => self.tables.load(&load.name, &file, progress).await?,
                    (None, Some(text), _) => self.tables.load(&load.name, &text.into_bytes(), progress).await?,
                    (None, None, Some(path)) => self.tables.load(&load.name, &files.local(&path)?, progress).await?,
                    (None, None, None) => return Err(nothing_to_load(&load.name)),
                };
                Reply::Load(Box::new(loaded.profile.clone()))
            }
            Command::Describe(describe) => {
                let loaded = self.tables.get(&describe.dataset, files, progress).await?;
                let mut profile = loaded.profile.clone();
                if let Some(target) = describe.target {
                    column_of(&loaded, &target)?;
                    profile.target = Some(target);
                }
                let drawings = describe.draw_width.map(|width| drawing::columns(&profile, &loaded.table, within(width)));
                Reply::Describe(Box::new((profile, drawings.unwrap_or_default())))
            }
            Command::Train(train) => {
                let experiment = self.experiment(&train.spec, files, progress).await?;
                Reply::Train(Box::new(trained(&experiment, train.draw_width, train.lean)))
            }
            Command::Compare(compare) => {
                let left = self.experiment(&compare.left, files, &mut |share, doing| progress(share / 2.0, doing)).await?;
                let right = self.experiment(&compare.right, files, &mut |share, doing| progress(0.5 + share / 2.0, doing)).await?;
                let pairs = pair::compare(&left.report, &right.report);
                let mut both = trained(&left, compare.draw_width, compare.lean);
                if let Some(width) = compare.draw_width {
                    both.drawings.push(("compare".to_owned(), drawing::compare(&left.report, &right.report, within(width))));
                }
                Reply::Compare(Box::new(Comparison {
                    left: both,
                    right: trained(&right, compare.draw_width, compare.lean),
                    mcnemar_p: pairs.mcnemar_p,
                    only_left_right: pairs.only_left_right,
                    only_right_right: pairs.only_right_right,
                }))
            }
            Command::Predict(Predict { spec, row }) => {
                let known = self.known(&spec, files, progress).await?;
                Reply::Predict(Box::new(learning::predict(&known, &row)?))
            }
            Command::DecisionMap(map) => {
                let experiment = self.experiment(&map.spec, files, progress).await?;
                Reply::DecisionMap(Box::new(drawing::decision_map(&experiment, &map.x, &map.y, within(map.draw_width))?))
            }
            Command::Rows(rows) => {
                let loaded = self.tables.get(&rows.dataset, files, progress).await?;
                Reply::Rows(Box::new(page(&loaded.table, &rows)?))
            }
            Command::Behind(asked) => {
                let experiment = self.experiment(&asked.spec, files, progress).await?;
                let loaded = self.tables.get(&asked.spec.dataset, files, progress).await?;
                Reply::Behind(Box::new(behind(&experiment.report, &loaded.table, &asked)?))
            }
            Command::Script(script) => {
                let loaded = self.tables.get(&script.spec.dataset, files, progress).await?;
                let asked = learning::with_features(&loaded.table, &script.spec)?;
                Reply::Script(Box::new(export::sklearn::script(&asked, &loaded.profile, &loaded.format)?))
            }
            Command::Predictions(predictions) => {
                let known = self.known(&predictions.spec, files, progress).await?;
                let loaded = self.tables.get(&predictions.spec.dataset, files, progress).await?;
                Reply::Predictions(Box::new(match &known {
                    Known::Classes(known) => export::predictions(&known.report, &loaded.table, &loaded.profile),
                    Known::Numbers(known) => export::number_predictions(&known.report, &loaded.table, &loaded.profile),
                }))
            }
            Command::Regress(regress) => {
                let Known::Numbers(known) = self.known(&regress.spec, files, progress).await? else { return Err(not_numbers()) };
                let drawings = regress.draw_width.map(|width| drawing::regression(&known.report, within(width))).unwrap_or_default();
                let mut report = known.report.clone();
                if regress.lean {
                    report.outcomes = vec![];
                }
                Reply::Regress(Box::new(Regressed { report, drawings }))
            }
            Command::Inspect(Inspect { spec, look, draw_width }) => {
                let known = self.known(&spec, files, &mut |share, doing| progress(share / 2.0, doing)).await?;
                let loaded = self.tables.get(&spec.dataset, files, progress).await?;
                let findings = learning::look(&loaded.table, &spec, &known, &look, &mut |share, doing| progress(0.5 + share / 2.0, doing))?;
                let drawing = draw_width.and_then(|width| drawing::findings(&findings, within(width)));
                Reply::Inspect(Box::new(Inspected { findings, drawing }))
            }
            Command::Search(asked) => {
                let loaded = self.tables.get(&asked.search.base.dataset, files, progress).await?;
                let (board, next) = learning::standing(&loaded.table, &asked)?;
                let drawings = asked.draw_width.map(|width| drawing::search(&board, within(width))).unwrap_or_default();
                Reply::Search(Box::new(Standing { board, next, drawings }))
            }
            Command::Try(asked) => {
                let loaded = self.tables.get(&asked.trial.spec.dataset, files, progress).await?;
                Reply::Try(Box::new(learning::run_trial(&loaded.table, &asked, &*self.clock, progress)?))
            }
            Command::Cluster(asked) => {
                let loaded = self.tables.get(&asked.spec.dataset, files, progress).await?;
                let grouping = learning::cluster(&loaded.table, &asked.spec, &*self.clock, progress)?;
                let drawings = asked.draw_width.map(|width| drawing::grouping(&grouping, within(width))).unwrap_or_default();
                let mut report = Clustered { drawings, ..grouping.report };
                if asked.lean {
                    report.groups = vec![];
                }
                Reply::Cluster(Box::new(report))
            }
            Command::Estimate(asked) => {
                let loaded = self.tables.get(&asked.spec.dataset, files, progress).await?;
                Reply::Estimate(Box::new(learning::estimate(&loaded.table, &asked.spec)?))
            }
        })
    }

    /// The fitted model of classes of a spec.
    async fn experiment(
        &mut self,
        spec: &TrainSpec,
        files: &impl Files,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Rc<Experiment>, Error> {
        match self.known(spec, files, progress).await? {
            Known::Classes(experiment) => Ok(experiment),
            Known::Numbers(_) => Err(Error::new(
                "this model predicts numbers, and the request is about classes",
                "Send regress for a model of numbers, or choose a model of classes.",
            )),
        }
    }

    /// The fitted model of a spec: remembered, or trained now.
    async fn known(&mut self, spec: &TrainSpec, files: &impl Files, progress: &mut dyn FnMut(f64, &str)) -> Result<Known, Error> {
        let key = wire::encode(spec)?;
        if let Some(known) = self.models.get(&key) {
            return Ok(known);
        }
        let loaded = self.tables.get(&spec.dataset, files, progress).await?;
        let (known, full) = learning::train(&loaded.table, spec, &*self.clock, progress)?;
        // The report's spec has every default filled in; it names the same experiment.
        self.models.insert(wire::encode(&full)?, known.clone(), 1);
        self.models.insert(key, known.clone(), 1);
        Ok(known)
    }
}

fn not_numbers() -> Error {
    Error::new(
        "this model predicts classes, and the request is about numbers",
        "Send train for a model of classes, or choose a model of numbers.",
    )
}

fn within(width: u32) -> u32 {
    width.clamp(WIDTHS.0, WIDTHS.1)
}

fn trained(experiment: &Experiment, draw_width: Option<u32>, lean: bool) -> Trained {
    let drawings = draw_width.map(|width| drawing::training(&experiment.report, within(width))).unwrap_or_default();
    let mut report = experiment.report.clone();
    if lean {
        report.outcomes = vec![];
        for curve in report.roc.iter_mut().chain(&mut report.precision_recall) {
            (curve.x, curve.y, curve.threshold) = Default::default();
        }
    }
    Trained { report, drawings }
}

fn column_of(loaded: &Loaded, name: &str) -> Result<(), Error> {
    if loaded.table.column(name).is_some() {
        return Ok(());
    }
    let names: Vec<&str> = loaded.table.columns.iter().take(20).map(|column| column.name.as_str()).collect();
    Err(Error::new(format!("there is no column “{name}”"), format!("Choose one of these: {}.", names.join(", "))))
}

fn nothing_to_load(name: &str) -> Error {
    Error::new(
        format!("no content came with the file “{name}”"),
        "Send its bytes beside the message, its text in the field text, or, on the command line, its path in the field path.",
    )
}

/// Refuses more rows than one reply carries.
fn few(rows: usize) -> Result<(), Error> {
    let what = || format!("{rows} rows were asked for; at most {MOST_ROWS} are given");
    if rows > MOST_ROWS { Err(Error::new(what(), "Ask for them in parts.")) } else { Ok(()) }
}

/// The test rows of a cell, the surest first; equally sure ones in the order of the data.
fn behind(report: &TrainReport, table: &Table, asked: &Behind) -> Result<RowsPage, Error> {
    few(asked.most as usize)?;
    let in_cell = |outcome: &&Outcome| (outcome.actual, outcome.predicted) == (asked.actual, asked.predicted);
    let mut outcomes: Vec<&Outcome> = report.outcomes.iter().filter(in_cell).collect();
    order::by(&mut outcomes, |left, right| right.confidence.total_cmp(&left.confidence).then(left.row.cmp(&right.row)));
    outcomes.truncate(asked.most as usize);
    let rows = outcomes.iter().map(|outcome| outcome.row).collect();
    let mut page = page(table, &Rows { dataset: asked.spec.dataset.clone(), rows })?;
    page.columns.insert(0, "confidence".to_owned());
    for ((_, cells), outcome) in page.rows.iter_mut().zip(outcomes) {
        cells.insert(0, Some(format!("{:.3}", outcome.confidence)));
    }
    Ok(page)
}

fn page(table: &Table, asked: &Rows) -> Result<RowsPage, Error> {
    few(asked.rows.len())?;
    if let Some(row) = asked.rows.iter().find(|row| **row as usize >= table.rows) {
        let hint = format!("The dataset has {} rows; the first is row 0.", table.rows);
        return Err(Error::new(format!("there is no row {row}"), hint));
    }
    let cells = |row: u32| table.columns.iter().map(|column| column.text(row as usize)).collect();
    Ok(RowsPage {
        columns: table.columns.iter().map(|column| column.name.clone()).collect(),
        rows: asked.rows.iter().map(|row| (*row, cells(*row))).collect(),
    })
}

/// A request from JSON text. If it cannot be read, the event that says so, under its job number if that is legible.
pub fn request_of(text: &str) -> Result<Request, Box<Event>> {
    wire::decode(text).map_err(|error| {
        #[derive(serde::Deserialize)]
        struct Numbered {
            job: u32,
        }
        let job = wire::decode::<Numbered>(text).map_or(0, |numbered| numbered.job);
        Box::new(Event { job, update: Update::Failed(error) })
    })
}

#[cfg(test)]
mod tests;
