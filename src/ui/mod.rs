//! What is seen: `site` is the page with its routes, in the browser and as HTML; `labs` fill the places that it leaves for them.
//!
//! A lab is made of `workspace`, which labs share, and of `kit`, which knows no lab; through `client` it reaches `host`, which runs the
//! workers. `progress` is what the reader keeps. `platform` is the browser.

#[cfg(feature = "labs")]
mod client;
#[cfg(feature = "labs")]
pub mod host;
#[cfg(feature = "labs")]
mod kit;
#[cfg(feature = "labs")]
pub mod labs;
#[cfg_attr(
    not(feature = "labs"),
    expect(dead_code, unused_imports, reason = "page and prerenderer need less of the browser than the labs")
)]
pub mod platform;
#[cfg(feature = "prerender")]
pub mod prerender;
pub mod programs;
pub mod progress;
pub mod site;
#[cfg(feature = "labs")]
mod workspace;
