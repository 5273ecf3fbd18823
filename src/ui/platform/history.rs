//! Moves within the site: links followed, steps back and forward, the history.

use wasm_bindgen::{JsCast, JsValue};

use super::{address, listen_window, window};

/// A move within the site.
pub(in crate::ui) struct Move {
    /// Full address.
    pub(in crate::ui) address: String,
    /// Path part of it.
    pub(in crate::ui) path: String,
    /// Fragment with its `#`, or empty.
    pub(in crate::ui) hash: String,
    /// By the browser's back or forward: the address has changed already.
    pub(in crate::ui) back: bool,
}

/// Offers every plain click on a link of this origin, and every step back or forward, to `take`.
pub(in crate::ui) fn on_move(take: impl Fn(Move) -> bool + Clone + 'static) {
    let on_back = take.clone();
    listen_window("popstate", move |_| {
        if let Some(moved) = web_sys::Url::new(&address()).ok().map(|url| parts(&url, true)) {
            on_back(moved);
        }
    });
    listen_window("click", move |event| {
        let Some(moved) = event.dyn_ref::<web_sys::MouseEvent>().and_then(link_followed) else { return };
        if take(moved) {
            event.prevent_default();
        }
    });
}

fn parts(url: &web_sys::Url, back: bool) -> Move {
    Move { address: url.href(), path: url.pathname(), hash: url.hash(), back }
}

/// The link that a click follows in this tab, if it stays on this origin.
fn link_followed(event: &web_sys::MouseEvent) -> Option<Move> {
    if event.default_prevented() || event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return None;
    }
    let link = event.target()?.dyn_into::<web_sys::Element>().ok()?.closest("a[href]").ok()??;
    if link.has_attribute("download") || link.has_attribute("target") {
        return None;
    }
    let url = web_sys::Url::new_with_base(&link.get_attribute("href")?, &address()).ok()?;
    let here = web_sys::Url::new(&address()).ok()?;
    (url.origin() == here.origin()).then(|| parts(&url, false))
}

/// Adds an address to the history.
pub(in crate::ui) fn push_address(address: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(address));
    }
}
