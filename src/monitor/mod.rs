//! Monitoring: whether the data still look like the reference, whether the model still answers well, and who is told.
//!
//! Pure functions over columns, windows and streams, held to scipy, Evidently and river by committed generators. Everything
//! is a function of its arguments, the seed included; what cannot be measured is an [`Error`] that says why, never NaN.

pub mod drift;
mod error;
pub mod stream;

#[cfg(test)]
pub(crate) mod testing;

pub use error::Error;
