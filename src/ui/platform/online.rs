//! The connection: whether there is one, and when it comes back.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::window;

/// Whether the browser has a connection, as far as it knows.
pub(in crate::ui) fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Calls back once, when the connection comes back.
pub(in crate::ui) fn when_online(react: impl FnOnce() + 'static) {
    let Some(window) = window() else { return };
    let options = web_sys::AddEventListenerOptions::new();
    options.set_once(true);
    let react = Closure::once_into_js(react);
    let _ = window.add_event_listener_with_callback_and_add_event_listener_options("online", react.unchecked_ref(), &options);
}
