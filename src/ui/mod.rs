//! The page: routes and views on top, the workspace below them, the browser at the very bottom.
//!
//! `progress` is what the reader keeps, shared by both; `site` is what the page and the prerenderer show; `lab` is what `studio` mounts into the places they leave.

#[cfg(feature = "studio")]
pub mod lab;
#[cfg_attr(not(feature = "page"), expect(dead_code, reason = "the labs and the prerenderer need less of the browser than the page"))]
pub mod platform;
#[cfg(feature = "prerender")]
pub mod prerender;
pub mod progress;
#[cfg(any(feature = "page", feature = "prerender"))]
pub mod site;
