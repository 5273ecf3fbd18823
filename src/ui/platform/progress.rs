//! How the page and the labs' module, which share a document but no memory, tell each other that progress was stored.

use super::listen_window;

/// The event by which the page says so.
const PROGRESS: &str = "progress-kept";

/// Tells whoever else shows the reader's progress in this document that the page has stored it anew.
pub(in crate::ui) fn announce_progress() {
    if let Ok(event) = web_sys::Event::new(PROGRESS) {
        let _ = gloo::utils::window().dispatch_event(&event);
    }
}

/// Tells the page that the labs' module has stored progress: as if another tab had, so the page needs nothing for it.
pub(in crate::ui) fn tell_page() {
    if let Ok(event) = web_sys::StorageEvent::new("storage") {
        let _ = gloo::utils::window().dispatch_event(&event);
    }
}

/// Calls back whenever the page or another tab may have stored progress; for as long as the page lives.
pub(in crate::ui) fn on_progress(react: impl Fn() + Clone + 'static) {
    let again = react.clone();
    listen_window(PROGRESS, move |_| react());
    listen_window("storage", move |_| again());
}
