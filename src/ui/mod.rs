//! The page: routes and views on top, the workspace below them, the browser at the very bottom.

mod app;
pub mod bridge;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod components;
pub mod find;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod pages;
pub mod plan;
mod platform;
#[cfg(feature = "prerender")]
pub mod prerender;
pub mod progress;
pub mod route;
mod state;

pub use app::{App, Site};

/// Takes over the prerendered document.
#[cfg(feature = "page")]
pub fn start() {
    let site = Site { base: platform::base() };
    leptos::mount::hydrate_body(move || leptos::view! { <App site=site.clone() /> });
    platform::mark_ready();
}
