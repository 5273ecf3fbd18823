//! Tables: columns, CSV reading, profiles and the shipped samples.

#[cfg(feature = "engine")]
pub mod csv;
pub mod csv_writer;
pub mod date;
mod day;
pub mod order;
#[cfg(feature = "engine")]
pub mod packed;
#[cfg(feature = "engine")]
pub mod profile;
mod samples;
mod table;

pub use day::Day;
pub use samples::{SAMPLES, Sample, sample};
pub use table::{Column, Table, Values};

/// A shipped file in either of its formats; `progress` gets the share that is done, 0..=1.
#[cfg(feature = "engine")]
pub fn read_sample(bytes: &[u8], progress: &mut dyn FnMut(f64)) -> Result<csv::ParsedCsv, crate::protocol::Error> {
    if packed::is_packed(bytes) {
        let table = packed::read(bytes, progress)?;
        return Ok(csv::ParsedCsv { table, warnings: csv::Warnings::default(), format: csv::Format::default() });
    }
    Ok(csv::read(bytes, progress)?)
}
