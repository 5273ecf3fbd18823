//! # The house
//!
//! One package, eleven binaries, rooms that only look down this list: a room may use those above it, never those below.
//!
//! | binary | feature | what it is |
//! |---|---|---|
//! | `page` (wasm) | `page` | the site on the browser's main thread: views, routes, state |
//! | `studio` (wasm) | `studio` | the views of the labs, the plan and the print on the main thread, fetched only where one is shown |
//! | `lab` (wasm worker) | `training` | data, training, reports and exports, away from the main thread |
//! | `export` (wasm worker) | `exporting` | experiments, searches and drift reports as files of the real tools; fetched with the first report |
//! | `study` (wasm worker) | `study` | closer looks at models, searches, groups; fetched when first asked |
//! | `store` (wasm worker) | `store` | the tracking store in SQLite; fetched when first asked |
//! | `watch` (wasm worker) | `watch` | a model in service: traffic, monitors, alerts, retraining; fetched when first asked |
//! | `press` (wasm worker) | `press` | the roadmap as a PDF, and its pages as pictures; fetched when first asked |
//! | `prerender` (native) | `prerender` | writes every route's HTML into the built site |
//! | `lab-cli` (native) | `engine` | the worker's requests as JSON lines on the command line |
//!
//! The prose of the lessons is compiled into `prerender` only; the page receives it as HTML in the document or, when
//! the reader moves on without a reload, as one small file per route. Charts are drawn by the worker (or, for the
//! lessons, by `prerender`) as SVG text with a data-table twin; the page only shows them. So the page stays small.
//!
//! `page` shows every route. Where a lab belongs it leaves a place, `<div data-lab="train">`, and fetches `studio`, which
//! mounts the lab there: measured, the labs' views would put a reading page over its 250 kB. The page takes over the
//! prerendered document by building its views beside it and swapping them in one step; Leptos' hydration code would
//! cost another 60 kB, gzip.
//!
//! A busy worker cannot read a cancel message, so cancelling terminates the worker and starts a fresh one: requests are
//! complete in themselves (data by id, settings by value), and nothing but a cache is lost.
//!
//! A large training is shared by several workers: each does portions, some trees or a fold, from one queue, and the first
//! puts them together. Tree i depends on the seed and on i alone, so the result is the same whoever did what.
//!
//! Results are a function of request and seed. No room below `worker` and `ui` reads a clock, a global random source or
//! the environment.

#![recursion_limit = "256"]

// Shared: plain data, no async, no web types.
#[cfg(feature = "chart")]
pub mod chart;
pub mod dataset;
#[cfg(any(feature = "monitor", feature = "store"))]
pub mod journal;
pub mod plan;
pub mod protocol;
pub mod roadmap;

// Engine.
#[cfg(feature = "learning")]
pub mod learn;
#[cfg(feature = "monitor")]
pub mod monitor;

#[cfg(feature = "learning")]
pub mod export;
#[cfg(feature = "press")]
pub mod press;
#[cfg(feature = "store")]
pub mod store;
#[cfg(feature = "learning")]
pub mod worker;

// Page.
#[cfg(feature = "views")]
pub mod ui;

#[cfg(test)]
mod tidy;
