//! Results to files of the real tools: one file per format.

pub mod csv;
mod error;
pub mod sklearn;

pub use error::Error;
