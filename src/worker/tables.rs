//! Tables by reference: samples fetched and read when first needed, own files under the digest of their bytes.

use std::rc::Rc;

use super::cache::Cache;
use super::{Files, Loaded, digest};
use crate::dataset::{Sample, csv, profile, sample};
use crate::protocol::{DatasetRef, Error};

/// Memory that tables may take together, bytes; the newest is kept even if it alone takes more.
const BUDGET: usize = 512 << 20;
/// Share of the work of loading that is reading the file; the rest is profiling it.
const READING: f64 = 0.8;

/// The tables in memory.
pub(super) struct Tables {
    kept: Cache<DatasetRef, Rc<Loaded>>,
}

impl Tables {
    pub(super) fn new() -> Self {
        Self { kept: Cache::new(BUDGET) }
    }

    /// Reads the reader's own file.
    pub(super) fn load(&mut self, name: &str, bytes: Vec<u8>, progress: &mut dyn FnMut(f64, &str)) -> Result<Rc<Loaded>, Error> {
        let own = DatasetRef::Own(digest(&bytes));
        // The same bytes under another name are read again, so that messages and scripts use the new name.
        match self.kept.get(&own).filter(|loaded| loaded.profile.title == name) {
            Some(loaded) => Ok(loaded),
            None => self.keep(own, name, bytes, progress),
        }
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
                let bytes = files.sample(sample.file).await?;
                self.keep(dataset.clone(), sample.title, bytes, progress)
            }
            DatasetRef::Own(digest) => Err(Error::new(
                format!("the file with the digest {digest} is not loaded"),
                "Load it again: own files are kept only as long as the page is open and has room for them.",
            )),
        }
    }

    fn keep(&mut self, dataset: DatasetRef, name: &str, bytes: Vec<u8>, progress: &mut dyn FnMut(f64, &str)) -> Result<Rc<Loaded>, Error> {
        let reading = csv::read(&bytes, &mut |share| progress(share * READING, "reading the file"))?;
        drop(bytes);
        progress(READING, "looking at the columns");
        let profile = profile::profile(dataset.clone(), name, &reading.table, &reading.warnings);
        let weight = reading.table.bytes();
        let loaded = Rc::new(Loaded { table: reading.table, profile, format: reading.format });
        self.kept.insert(dataset, Rc::clone(&loaded), weight);
        Ok(loaded)
    }
}

fn no_sample(id: &str) -> Error {
    let ids: Vec<&str> = crate::dataset::SAMPLES.iter().map(|Sample { id, .. }| *id).collect();
    Error::new(format!("there is no sample “{id}”"), format!("Choose one of these: {}.", ids.join(", ")))
}
