//! The workers: each is a service behind one message loop.
//!
//! A [`Service`] decodes nothing and posts nothing: it is given a command and what came beside it, says how far it is, and gives an
//! answer. [`host`] is the loop around it in the browser; [`native`] runs the same services on the command line.

#[cfg(feature = "engine")]
pub mod engine;
#[cfg(target_arch = "wasm32")]
pub mod host;
#[cfg(feature = "native")]
pub mod native;
#[cfg(all(target_arch = "wasm32", feature = "press"))]
pub mod press;
mod service;
#[cfg(all(target_arch = "wasm32", feature = "store"))]
pub mod store;

pub use service::{Answer, Attachment, Attachments, ChunkedFile, Service};
