//! Runs, searches and models on their way into the tracking store.

pub(crate) mod keep;
pub(crate) mod model;
pub(crate) mod record;
pub(crate) mod service;
pub(crate) mod trials;
