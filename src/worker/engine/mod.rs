//! The engine: loads tables, trains and judges models, explains them, writes files for the real tools, and monitors a service.
//!
//! It remembers tables, fitted models and histories, but only to save time: a sample or a model that was forgotten is made again
//! from the request, and an own file that was forgotten is asked for by name.

mod cache;
mod digest;
mod exploring;
mod exporting;
mod monitoring;
mod share;
#[cfg(target_arch = "wasm32")]
mod site;
mod tables;
mod training;

use std::cell::OnceCell;

use super::{Answer, Attachment, Attachments, ChunkedFile, Service};
use crate::dataset::csv::{Format, ParsedCsv, Warnings};
use crate::dataset::{Sample, Table, profile};
use crate::protocol::{DatasetProfile, DatasetRef, EngineCommand, EngineReply, Error, Load, Rows, RowsPage};
use cache::Cache;
pub use digest::{Digest, digest};
#[cfg(target_arch = "wasm32")]
pub use site::start;
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
    type Local: ChunkedFile;
    /// The bytes of a shipped sample's file; `progress` hears the share that has come, 0..=1.
    fn sample(&self, sample: &Sample, progress: &mut dyn FnMut(f64)) -> impl Future<Output = Result<Vec<u8>, Error>>;
    /// A file on this machine, where that is allowed.
    fn local(&self, path: &str) -> Result<Self::Local, Error>;
}

/// A table and its description.
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
    fn new(dataset: DatasetRef, name: &str, ParsedCsv { table, warnings, format }: ParsedCsv) -> Self {
        Self { table, format, dataset, name: name.to_owned(), warnings, profile: OnceCell::new() }
    }

    /// The words and figures.
    pub fn profile(&self) -> &DatasetProfile {
        self.profile.get_or_init(|| profile::profile(self.dataset.clone(), &self.name, &self.table, &self.warnings))
    }

    /// What the sample's own description says, without reading the values.
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

/// The engine over these files.
pub struct Engine<F> {
    files: F,
    tables: Tables,
    models: Cache<String, training::CachedExperiment>,
    shares: share::PortionCache,
    fits: Cache<String, std::rc::Rc<exploring::Fit>>,
    monitored: monitoring::MonitoringCache,
    clock: Box<dyn Fn() -> f64>,
}

impl<F: Files> Engine<F> {
    /// An engine that remembers nothing yet; `clock` gives milliseconds and only times the fits.
    pub fn new(files: F, clock: Box<dyn Fn() -> f64>) -> Self {
        Self {
            files,
            tables: Tables::new(),
            models: Cache::new(MODELS_KEPT),
            shares: share::PortionCache::default(),
            fits: Cache::new(MODELS_KEPT),
            monitored: monitoring::MonitoringCache::default(),
            clock,
        }
    }

    async fn reply(
        &mut self,
        command: EngineCommand,
        Attachments { file, buffers }: Attachments<impl ChunkedFile>,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Answer<EngineCommand>, Error> {
        use EngineCommand as Ask;
        use EngineReply as Say;
        Ok(Answer::plain(match command {
            Ask::Load(asked) => Say::Load(Box::new(self.load(*asked, file, progress).await?)),
            Ask::Describe(asked) => Say::Describe(Box::new(self.describe(*asked, progress).await?)),
            Ask::Rows(asked) => {
                let loaded = self.tables.get(&asked.dataset, &self.files, progress).await?;
                Say::Rows(Box::new(page(&loaded.table, &asked)?))
            }
            Ask::Train(asked) => Say::Train(Box::new(self.train(&asked, progress).await?)),
            Ask::Compare(asked) => Say::Compare(Box::new(self.compare(&asked, progress).await?)),
            Ask::Regress(asked) => Say::Regress(Box::new(self.regress(&asked, progress).await?)),
            Ask::CompareNumbers(asked) => Say::CompareNumbers(Box::new(self.compare_numbers(&asked, progress).await?)),
            Ask::Predict(asked) => Say::Predict(Box::new(self.predict(&asked, progress).await?)),
            Ask::KeepModel(asked) => Say::KeepModel(Box::new(self.keep_model(&asked, progress).await?)),
            Ask::DecisionMap(asked) => Say::DecisionMap(Box::new(self.decision_map(&asked, progress).await?)),
            Ask::CellRows(asked) => Say::CellRows(Box::new(self.cell_rows(&asked, progress).await?)),
            Ask::Predictions(asked) => Say::Predictions(Box::new(self.predictions(&asked, progress).await?)),
            Ask::Leak(asked) => Say::Leak(Box::new(self.leak(*asked, progress).await?)),
            Ask::Estimate(asked) => Say::Estimate(Box::new(self.estimate(&asked, progress).await?)),
            Ask::Share(asked) => {
                let mut shared = self.share(&asked, progress).await?;
                let attachment = Some(Attachment { bytes: std::mem::take(&mut shared.bytes), media_type: None });
                return Ok(Answer { reply: Say::Share(Box::new(shared)), attachment });
            }
            Ask::Gather(mut asked) => {
                // In the page the bytes come beside the message, on the command line within it.
                asked.portions.iter_mut().zip(buffers).for_each(|(portion, bytes)| portion.bytes = bytes);
                Say::Gather(Box::new(self.gather(*asked, progress).await?))
            }
            Ask::Inspect(asked) => Say::Inspect(Box::new(self.inspect(&asked, progress).await?)),
            Ask::Search(asked) => Say::Search(Box::new(self.search(&asked, progress).await?)),
            Ask::RunTrial(asked) => Say::RunTrial(Box::new(self.run_trial(&asked, progress).await?)),
            Ask::Cluster(asked) => Say::Cluster(Box::new(self.cluster(&asked, progress).await?)),
            Ask::Script(asked) => Say::Script(Box::new(self.script(&asked, progress).await?)),
            Ask::SearchScript(asked) => Say::SearchScript(Box::new(self.search_script(&asked, progress).await?)),
            Ask::DriftFiles(asked) => Say::DriftFiles(Box::new(self.drift_files(&asked, progress).await?)),
            Ask::ModelFiles(asked) => Say::ModelFiles(Box::new(exporting::model_files(*asked)?)),
            Ask::AskModel(asked) => Say::AskModel(Box::new(self.ask_model(&asked, progress).await?)),
            Ask::Watch(asked) => Say::Watch(Box::new(self.watch(&asked, progress).await?)),
            Ask::Scenarios(asked) => Say::Scenarios(Box::new(self.scenarios(&asked, progress).await?)),
            Ask::ExportWindows(asked) => Say::ExportWindows(Box::new(self.export_windows(&asked, progress).await?)),
            Ask::Investigate(asked) => Say::Investigate(Box::new(self.investigate(&asked, progress).await?)),
            Ask::Policies(asked) => Say::Policies(Box::new(self.policies(&asked, progress).await?)),
            Ask::ReadLog(asked) => Say::ReadLog(Box::new(self.read_log(&asked, progress).await?)),
        }))
    }

    async fn load(
        &mut self,
        load: Load,
        file: Option<impl ChunkedFile>,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<DatasetProfile, Error> {
        let loaded = match (file, load.text, load.path) {
            (Some(file), _, _) => self.tables.load(&load.name, &file, progress).await?,
            (None, Some(text), _) => self.tables.load(&load.name, &text.into_bytes(), progress).await?,
            (None, None, Some(path)) => self.tables.load(&load.name, &self.files.local(&path)?, progress).await?,
            (None, None, None) => return Err(nothing_to_load(&load.name)),
        };
        if load.lean {
            return Ok(loaded.outline());
        }
        progress(tables::READING, "looking at the columns");
        Ok(loaded.profile().clone())
    }
}

impl<F: Files> Service for Engine<F> {
    type Commands = EngineCommand;

    async fn answer(
        &mut self,
        command: EngineCommand,
        beside: Attachments<impl ChunkedFile>,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Answer<EngineCommand>, Error> {
        self.reply(command, beside, progress).await.map_err(|error| self.tables.located(error))
    }

    fn stopped(reason: &str) -> Error {
        Error::new(format!("the lab stopped: {reason}"), "It is started again. If it stops again, try a smaller setting.")
    }
}

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
