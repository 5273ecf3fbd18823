//! Tables by reference: samples fetched and read when first needed, own files under the digest of their bytes.

use std::rc::Rc;

use super::cache::Cache;
use super::{Digest, Files, Loaded};
use crate::dataset::csv::{ParsedCsv, Reader, SECOND_PASS};
use crate::dataset::{Sample, read_sample, sample};
use crate::protocol::{DatasetRef, Error};
use crate::worker::ChunkedFile;

/// Memory that tables may take together, bytes; the newest is kept even if it alone takes more.
const BUDGET: usize = 512 << 20;
/// Share of the work of loading that is reading the file; the rest is profiling it.
pub(super) const READING: f64 = 0.8;
/// Share of the work of loading a sample that is fetching it.
const FETCHING: f64 = 0.6;

/// The tables in memory.
pub(super) struct Tables {
    kept: Cache<DatasetRef, Rc<Loaded>>,
}

impl Tables {
    pub(super) fn new() -> Self {
        Self { kept: Cache::new(BUDGET) }
    }

    /// Reads the reader's own file, piece by piece.
    pub(super) async fn load(
        &mut self,
        name: &str,
        file: &impl ChunkedFile,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Rc<Loaded>, Error> {
        let mut reader = Reader::new(Some(file.size()));
        let (reading, digest) =
            match pass(&mut reader, file, &mut |share| progress(share * SECOND_PASS * READING, "reading the file")).await? {
                (Some(reading), digest) => (reading, digest),
                (None, digest) => {
                    let mut again =
                        |share: f64| progress((SECOND_PASS + (1.0 - SECOND_PASS) * share) * READING, "reading the file again for a text");
                    match pass(&mut reader, file, &mut again).await? {
                        (Some(reading), again) if again == digest => (reading, digest),
                        _ => return Err(Error::new("the file changed while it was read", "Load it again.")),
                    }
                }
            };
        Ok(self.keep(DatasetRef::Own(digest), name, reading))
    }

    /// The table of a reference.
    pub(super) async fn get(
        &mut self,
        dataset: &DatasetRef,
        files: &impl Files,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Rc<Loaded>, Error> {
        if let Some(loaded) = self.kept.get(dataset) {
            return Ok(loaded);
        }
        match dataset {
            DatasetRef::Sample(id) => {
                let sample = sample(id).ok_or_else(|| no_sample(id))?;
                let megabytes = f64::from(sample.bytes) / 1e6;
                let mut fetched =
                    |share: f64| progress(share * FETCHING, &format!("fetching {:.1} of {megabytes:.1} MB", share * megabytes));
                let bytes = files.sample(sample, &mut fetched).await?;
                let reading = read_sample(&bytes, &mut |share| progress(FETCHING + share * (READING - FETCHING), "reading the file"))?;
                Ok(self.keep(dataset.clone(), sample.title, reading))
            }
            DatasetRef::Own(digest) => Err(Error::new(
                format!("the file with the digest {digest} is not loaded"),
                "Load it again: own files are kept only as long as the page is open and has room for them.",
            )),
        }
    }

    /// An error about a row of the table that was used last, with the line of that row in its file.
    pub(super) fn located(&self, error: Error) -> Error {
        let line = |row| self.kept.newest()?.format.lines.of(row);
        match error.row.and_then(line) {
            Some(line) => Error::new(format!("{} (line {line} of the file)", error.what), error.hint),
            None => error,
        }
    }

    fn keep(&mut self, dataset: DatasetRef, name: &str, reading: ParsedCsv) -> Rc<Loaded> {
        let weight = reading.table.bytes();
        let loaded = Rc::new(Loaded::new(dataset.clone(), name, reading));
        self.kept.insert(dataset, Rc::clone(&loaded), weight);
        loaded
    }
}

/// Gives all of a file to a reader; what it makes of it, and the file's digest.
async fn pass(reader: &mut Reader, file: &impl ChunkedFile, progress: &mut dyn FnMut(f64)) -> Result<(Option<ParsedCsv>, String), Error> {
    let (mut at, mut digest) = (0, Digest::default());
    loop {
        let piece = file.piece(at).await?;
        if piece.is_empty() {
            return Ok((reader.finish()?, digest.finish()));
        }
        digest.push(&piece);
        reader.push(&piece)?;
        at += piece.len() as u64;
        progress(at as f64 / file.size().max(1) as f64);
    }
}

fn no_sample(id: &str) -> Error {
    let ids: Vec<&str> = crate::dataset::SAMPLES.iter().map(|Sample { id, .. }| *id).collect();
    Error::new(format!("there is no sample “{id}”"), format!("Choose one of these: {}.", ids.join(", ")))
}
