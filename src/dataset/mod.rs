//! Tables: columns, CSV reading, profiles, splits and the shipped samples.

#[cfg(feature = "engine")]
pub mod csv;
mod samples;
mod table;

pub use samples::{SAMPLES, Sample, sample};
pub use table::{Column, Table, Values};
