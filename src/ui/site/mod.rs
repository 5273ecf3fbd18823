//! The reading side: the shell, the routes, the roadmap's pages, the reader's progress.

#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod app;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod components;
pub mod find;
mod link;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
mod pages;
pub mod route;
mod router;
mod state;

pub use app::App;
pub use components::PrerenderedProse;
#[cfg(feature = "prerender")]
pub(super) use components::Stopped;
pub use link::Site;

/// A live text: one type for all of them, so that the code that updates the document exists once and not per view.
fn live(text: impl Fn() -> String + Send + Sync + 'static) -> leptos::prelude::Signal<String> {
    leptos::prelude::Signal::derive(text)
}

/// Takes over the prerendered document: builds the same views beside it, with the text it already shows, and puts them
/// in its place in one step, so that nothing flashes, jumps or scrolls.
#[cfg(feature = "browser")]
pub fn start() {
    use crate::ui::platform;
    let site = Site { base: platform::base() };
    let path = router::site_path(&site.base, &platform::path()).unwrap_or_else(|| "/404".to_owned());
    let Some(takeover) = platform::Takeover::begin() else { return };
    let shown = takeover.shown();
    leptos::mount::mount_to(takeover.place(), move || {
        leptos::view! { <App site=site.clone() path=path.clone() shown=shown.clone() /> }
    })
    .forget();
    takeover.finish();
}
