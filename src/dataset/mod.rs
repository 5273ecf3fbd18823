//! Tables: columns, CSV reading, profiles and the shipped samples.

#[cfg(feature = "engine")]
pub mod csv;
#[cfg(feature = "engine")]
pub mod profile;
mod samples;
mod table;

pub use samples::{SAMPLES, Sample, sample};
pub use table::{Column, Table, Values};
