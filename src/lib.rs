//! # Programs and layers
//!
//! One package of modules in layers: a module may use those above it in the list below, never those under it. A feature adds
//! dependencies; the code in a program is what its binary calls.
//!
//! | binary | feature | what it is |
//! |---|---|---|
//! | `page` (wasm) | `browser` | the site on the browser's main thread: views, routes, state |
//! | `host` (wasm) | `labs` | runs the workers, for every lab of a page; fetched with the first lab |
//! | `train`, `explore`, `track`, `drift`, `paper` (wasm) | `labs` | the views of the labs, the plan and the print, fetched where one is shown |
//! | `engine` (wasm worker) | `engine` | loads data, trains, explains, exports, monitors |
//! | `store` (wasm worker) | `store` | the tracking store in SQLite |
//! | `press` (wasm worker) | `press` | the roadmap as a PDF, and its pages as pictures |
//! | `prerender` (native) | `prerender` | writes every route's HTML into the built site, and names files by their content |
//! | `lab-cli` (native) | `native` | the workers' requests as JSON lines on the command line |
//!
//! The lessons' text is HTML in the document. When the reader follows a link without a reload, it comes as one small file per route.
//! A worker (for the lessons, `prerender`) draws charts as SVG text, each with a table of its data; the page only shows them. This
//! keeps the page small.
//!
//! `page` shows every route. Where a lab belongs, it writes a placeholder, `<div data-lab="train" data-program="train">`, and
//! announces it; `boot.js` fetches `host` and the program that the placeholder names, which mounts the lab there. The page takes over
//! the prerendered document: it builds its views beside it and swaps them in one step. Leptos' hydration code would cost another
//! 60 kB, gzip.
//!
//! Workers outlive a lab: they belong to `host`, and a lab reaches them through a port of plain browser values, because each program
//! has a memory of its own. The engine's program is fetched and compiled once and handed to every worker that runs it.
//!
//! A busy worker cannot read a cancel message, so cancelling terminates the worker and starts a fresh one: requests are complete in
//! themselves (data by id, settings by value), so only a cache is lost.
//!
//! A large training is shared by several engines: each takes portions (some trees, or a fold) from one queue, and the first merges
//! them. Tree i depends on the seed and on i alone, so the result does not depend on the order of the work.
//!
//! Results are a function of request and seed. No module below `worker` and `ui` reads a clock, a global random source or
//! the environment.

#![recursion_limit = "256"]

// Shared: plain data, no async, no web types.
#[cfg(any(feature = "engine", feature = "store", feature = "press", feature = "prerender"))]
pub mod chart;
pub mod dataset;
pub mod plan;
pub mod prediction_log;
pub mod protocol;
pub mod roadmap;

// Engine.
#[cfg(feature = "engine")]
pub mod learn;
#[cfg(feature = "engine")]
pub mod monitor;

#[cfg(feature = "engine")]
pub mod export;
#[cfg(feature = "press")]
pub mod press;
#[cfg(feature = "store")]
pub mod store;
#[cfg(any(feature = "engine", feature = "store", feature = "press"))]
pub mod worker;

// Page.
#[cfg(feature = "views")]
pub mod ui;
