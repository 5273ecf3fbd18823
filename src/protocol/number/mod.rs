//! Numbers as text: as Python writes them, and infinite ones in JSON.

mod float;
pub(super) mod infinite;

pub use float::float;
