//! Whether the reader looks at this tab.

use gloo::events::EventListener;

use super::document;

/// The tab is in front.
pub(in crate::ui) fn is_visible() -> bool {
    document().is_some_and(|document| !document.hidden())
}

/// Runs `react` each time the tab comes to the front; for as long as the page is there.
pub(in crate::ui) fn on_visible(react: impl Fn() + 'static) {
    if let Some(document) = document() {
        EventListener::new(&document, "visibilitychange", move |_| {
            if is_visible() {
                react();
            }
        })
        .forget();
    }
}
