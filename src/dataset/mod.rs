//! Tables: columns, CSV reading, profiles, splits and the shipped samples.

mod samples;
mod table;

pub use samples::{SAMPLES, Sample, sample};
pub use table::{Column, Table, Values};
