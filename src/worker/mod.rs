//! The worker: decodes requests, keeps a cache, dispatches, reports progress, encodes events.
//!
//! The same [`Worker`] runs behind `postMessage` in the browser ([`web`]) and behind standard input natively
//! ([`native`]). It remembers tables and fitted models, but only to save time: a sample or a model that was forgotten is
//! made again from the request, and an own file that was forgotten is asked for by name. The site has four such workers, so
//! that what is fetched for a first training stays small: one trains, one studies, one writes scripts, one watches; the
//! command line does all.

mod cache;
mod digest;
#[cfg(feature = "exporting")]
mod exporting;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
#[cfg(not(target_arch = "wasm32"))]
mod native_press;
#[cfg(not(target_arch = "wasm32"))]
mod native_store;
#[cfg(feature = "study")]
mod study;
mod tables;
#[cfg(feature = "training")]
mod training;
#[cfg(feature = "watch")]
mod watching;
#[cfg(target_arch = "wasm32")]
pub mod web;

use std::cell::OnceCell;

use crate::dataset::csv::{Format, Reading, Warnings};
use crate::dataset::{Sample, Table, profile};
use crate::protocol::wire::request_of;
use crate::protocol::{Command, DatasetProfile, DatasetRef, Error, Event, Progress, Reply, Request, Rows, RowsPage, Update};
#[cfg(any(feature = "training", feature = "study"))]
use cache::Cache;
pub use digest::{Digest, digest};
use tables::Tables;

/// Fitted models kept.
#[cfg(any(feature = "training", feature = "study"))]
const MODELS_KEPT: usize = 12;
/// Most rows of one [`Rows`] request.
const MOST_ROWS: usize = 1000;
/// Narrowest and widest drawing, CSS pixels.
#[cfg(any(feature = "training", feature = "study", feature = "watch"))]
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

/// Bytes of a piece, unless it is the last: what a browser reads on while one is looked at is not much more.
const PIECE: u64 = 1 << 18;

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
    /// How its file is written.
    pub format: Format,
    dataset: DatasetRef,
    name: String,
    warnings: Warnings,
    /// Made when it is first asked for.
    profile: OnceCell<DatasetProfile>,
}

impl Loaded {
    fn new(dataset: DatasetRef, name: &str, Reading { table, warnings, format }: Reading) -> Self {
        Self { table, format, dataset, name: name.to_owned(), warnings, profile: OnceCell::new() }
    }

    /// The words and figures.
    pub fn profile(&self) -> &DatasetProfile {
        self.profile.get_or_init(|| profile::profile(self.dataset.clone(), &self.name, &self.table, &self.warnings))
    }

    /// What is known without looking at the values.
    fn outline(&self) -> DatasetProfile {
        DatasetProfile {
            dataset: self.dataset.clone(),
            title: self.name.clone(),
            rows: self.table.rows as u64,
            columns: vec![],
            target: None,
            warnings: self.warnings.listed.clone(),
            more_warnings: self.warnings.more,
            head: vec![],
            source: None,
        }
    }
}

/// Answers requests, one at a time.
pub struct Worker {
    tables: Tables,
    #[cfg(feature = "training")]
    models: Cache<String, training::Known>,
    #[cfg(feature = "training")]
    apart: training::Apart,
    #[cfg(feature = "study")]
    fits: Cache<String, std::rc::Rc<study::Fit>>,
    #[cfg(feature = "watch")]
    watched: watching::Kept,
    #[cfg(any(feature = "training", feature = "study"))]
    clock: Box<dyn Fn() -> f64>,
}

impl Worker {
    /// A worker with empty caches; `clock` gives milliseconds and only times the fits.
    #[cfg_attr(
        not(any(feature = "training", feature = "study")),
        expect(unused_variables, reason = "nothing is timed where nothing is fitted")
    )]
    pub fn new(clock: Box<dyn Fn() -> f64>) -> Self {
        Self {
            tables: Tables::new(),
            #[cfg(feature = "training")]
            models: Cache::new(MODELS_KEPT),
            #[cfg(feature = "training")]
            apart: training::Apart::default(),
            #[cfg(feature = "study")]
            fits: Cache::new(MODELS_KEPT),
            #[cfg(feature = "watch")]
            watched: watching::Kept::default(),
            #[cfg(any(feature = "training", feature = "study"))]
            clock,
        }
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
            Err(error) => Update::Failed(self.tables.located(error)),
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
                Reply::Load(Box::new(if load.lean {
                    loaded.outline()
                } else {
                    progress(tables::READING, "looking at the columns");
                    loaded.profile().clone()
                }))
            }
            Command::Rows(rows) => {
                let loaded = self.tables.get(&rows.dataset, files, progress).await?;
                Reply::Rows(Box::new(page(&loaded.table, &rows)?))
            }
            #[cfg(feature = "plan-calls")]
            Command::Plan(plan) => Reply::Plan(Box::new(crate::plan::answer(&plan)?)),
            command if command.is_study() => self.study(command, files, progress).await?,
            command if command.is_export() => self.export(command, files, progress).await?,
            command if command.is_watch() => self.watch(command, files, progress).await?,
            command => self.train(command, files, progress).await?,
        })
    }
}

/// What another of the site's workers is for.
#[cfg(not(all(feature = "training", feature = "study", feature = "exporting", feature = "watch")))]
fn elsewhere() -> Error {
    Error::new("this worker does not do that", "This is a fault of the site; please report it.")
}

#[cfg(not(feature = "training"))]
impl Worker {
    async fn train(&mut self, _: Command, _: &impl Files, _: &mut dyn FnMut(f64, &str)) -> Result<Reply, Error> {
        Err(elsewhere())
    }
}

#[cfg(not(feature = "study"))]
impl Worker {
    async fn study(&mut self, _: Command, _: &impl Files, _: &mut dyn FnMut(f64, &str)) -> Result<Reply, Error> {
        Err(elsewhere())
    }
}

#[cfg(not(feature = "exporting"))]
impl Worker {
    async fn export(&mut self, _: Command, _: &impl Files, _: &mut dyn FnMut(f64, &str)) -> Result<Reply, Error> {
        Err(elsewhere())
    }
}

#[cfg(not(feature = "watch"))]
impl Worker {
    async fn watch(&mut self, _: Command, _: &impl Files, _: &mut dyn FnMut(f64, &str)) -> Result<Reply, Error> {
        Err(elsewhere())
    }
}

#[cfg(any(feature = "training", feature = "study", feature = "watch"))]
fn within(width: u32) -> u32 {
    width.clamp(WIDTHS.0, WIDTHS.1)
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

/// Refuses numbers of rows that a table does not have.
fn there(table: &Table, rows: &[u32]) -> Result<(), Error> {
    if let Some(row) = rows.iter().find(|row| **row as usize >= table.rows) {
        let hint = format!("The dataset has {} rows; the first is row 0.", table.rows);
        return Err(Error::new(format!("there is no row {row}"), hint));
    }
    Ok(())
}

fn page(table: &Table, asked: &Rows) -> Result<RowsPage, Error> {
    few(asked.rows.len())?;
    there(table, &asked.rows)?;
    let cells = |row: u32| table.columns.iter().map(|column| column.text(row as usize)).collect();
    Ok(RowsPage {
        columns: table.columns.iter().map(|column| column.name.clone()).collect(),
        rows: asked.rows.iter().map(|row| (*row, cells(*row))).collect(),
    })
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests;
