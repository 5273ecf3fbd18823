//! The page: routes and views on top, the workspace below them, the browser at the very bottom.
//!
//! `site` is what the page and the prerenderer show; `lab` is what `studio` mounts into the places they leave.

#[cfg(feature = "studio")]
pub mod lab;
#[cfg_attr(
    not(any(feature = "page", feature = "prerender")),
    expect(dead_code, reason = "the labs need less of the browser than the site")
)]
pub mod platform;
#[cfg(feature = "prerender")]
pub mod prerender;
#[cfg(any(feature = "page", feature = "prerender"))]
pub mod site;
