//! The only file that knows the web worker.
