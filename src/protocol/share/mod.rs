//! How several workers train one model: its portions, and the whole put together.
//!
//! [`Estimate`] says which portions there are and whether parting pays. Each [`Share`] is complete in itself, so any worker can
//! answer it, in any order, twice if need be; [`Gather`] makes of the answers the very model that one worker alone would have made,
//! bit for bit. What a portion came to are bytes that only workers read: in the page they travel beside the message as they are, on
//! the command line they are a list of numbers.

mod calls;
mod report;
mod spec;

pub use calls::{Estimate, Gather, Share};
pub use report::{Estimated, Gathered, Shared};
pub use spec::{Portion, PortionBytes};
