//! The browser: window, storage, files, downloads. The only file that names them.
#![expect(clippy::disallowed_methods, reason = "this is the one file that owns the window")]

use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;

mod build;
mod focus_restore;
mod history;
mod lab_slots;
mod motion;
mod online;
mod page_takeover;
mod progress;
mod save;
mod visible;
pub(super) use build::{built_address, built_files};
pub(super) use focus_restore::Held;
pub(super) use history::{Move, on_move, push_address};
pub(super) use lab_slots::announce_lab;
pub(super) use lab_slots::on_lab_place;
pub(super) use motion::{elements, prefers_still};
pub(super) use online::{is_online, when_online};
pub(super) use page_takeover::Takeover;
pub(super) use progress::announce_progress;
pub(super) use progress::{on_progress, tell_page};
pub(super) use save::download;
pub(super) use save::{download_blob, print_page};
pub(super) use visible::{is_visible, on_visible};

/// Pieces of lesson text by content file and id: the site's own HTML, written by the prerenderer.
pub type ContentCache = std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>>;

/// Path prefix of the site without a final slash: empty at a domain's root, `/roadmap` below it.
pub(super) fn base() -> String {
    root().and_then(|root| root.get_attribute("data-base")).unwrap_or_default()
}

/// Path of the current address.
pub(super) fn path() -> String {
    window().and_then(|window| window.location().pathname().ok()).unwrap_or_default()
}

fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

fn document() -> Option<web_sys::Document> {
    window()?.document()
}

fn root() -> Option<web_sys::Element> {
    document()?.document_element()
}

/// Milliseconds since 1970, whole.
pub(super) fn now_millis() -> u64 {
    js_sys::Date::now() as u64
}

/// Milliseconds by a clock that only goes forward, with fractions; its zero means nothing.
pub(super) fn now_millis_exact() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Today in the reader's time zone, `2026-11-23`.
pub(super) fn today() -> String {
    let date = js_sys::Date::new_0();
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// Puts a title on the document.
pub(super) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// A stored text; absent if there is none or storage is off.
pub(super) fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Stores a text; false if storage is off or full.
pub(super) fn store(key: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Removes a stored text.
pub(super) fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

fn storage() -> Option<web_sys::Storage> {
    window()?.local_storage().ok().flatten()
}

/// Calls back with the key whenever another tab changes storage; for as long as the page lives.
pub(super) fn on_storage_change(react: impl Fn(Option<String>) + 'static) {
    listen_window("storage", move |event| {
        if let Some(event) = event.dyn_ref::<web_sys::StorageEvent>() {
            react(event.key());
        }
    });
}

/// Calls back for every key press anywhere; for as long as the page lives.
pub(super) fn on_key(react: impl Fn(web_sys::KeyboardEvent) + 'static) {
    listen_window("keydown", move |event| {
        if let Ok(event) = event.dyn_into::<web_sys::KeyboardEvent>() {
            react(event);
        }
    });
}

fn listen_window(name: &str, react: impl Fn(web_sys::Event) + 'static) {
    let Some(window) = window() else { return };
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(react);
    let _ = window.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Sets or removes an attribute of the root element.
pub(super) fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = root() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Puts a value on the global object under a name, for the console.
pub(super) fn set_global(name: &str, value: &wasm_bindgen::JsValue) {
    let _ = js_sys::Reflect::set(&js_sys::global(), &wasm_bindgen::JsValue::from_str(name), value);
}

/// Asks for a file; without a window nothing comes of it.
pub(super) fn fetch(address: &str) -> js_sys::Promise {
    window().map_or_else(|| js_sys::Promise::reject(&wasm_bindgen::JsValue::NULL), |window| window.fetch_with_str(address))
}

/// The text of a file of this site; absent if it cannot be had (offline, moved).
pub(super) async fn fetch_text(address: &str) -> Option<String> {
    let response = JsFuture::from(window()?.fetch_with_str(address)).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// Copies a text to the clipboard; false if the browser refuses.
pub(super) async fn copy(text: String) -> bool {
    let Some(window) = window() else { return false };
    JsFuture::from(window.navigator().clipboard().write_text(&text)).await.is_ok()
}

/// Replaces the query of the current address without a navigation.
pub(super) fn replace_query(query: &str) {
    let Some(window) = window() else { return };
    let path = window.location().pathname().unwrap_or_default();
    if let Ok(history) = window.history() {
        let state = history.state().unwrap_or(wasm_bindgen::JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&format!("{path}{query}")));
    }
}

/// The current query, `?…` or empty.
pub(super) fn query() -> String {
    window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The full address of the page as it stands.
pub(super) fn address() -> String {
    window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// The text of a chosen file.
pub(super) async fn file_text(file: &web_sys::File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// Asks the browser not to clear what the site keeps when room is short; it answers for itself, with or without asking the
/// reader, and what is kept stays where it is either way.
pub(super) fn ask_to_keep() {
    if let Some(window) = window() {
        let _ = window.navigator().storage().persist();
    }
}

/// Processors that the browser offers, at least 1.
pub(super) fn processors() -> u32 {
    window().map_or(1, |window| window.navigator().hardware_concurrency() as u32).max(1)
}

/// Width of the window in CSS pixels.
pub(super) fn window_width() -> u32 {
    window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64()).map_or(1000, |width| width as u32)
}

/// Moves the keyboard's focus to the element with this id.
pub(super) fn focus(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id))
        && let Ok(element) = element.dyn_into::<web_sys::HtmlElement>()
    {
        let _ = element.focus();
    }
}

/// Scrolls to the element with this id; the focus stays where it is.
pub(super) fn show(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.scroll_into_view();
    }
}

/// Clicks the element with this id.
pub(super) fn click(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id))
        && let Ok(element) = element.dyn_into::<web_sys::HtmlElement>()
    {
        element.click();
    }
}

/// Whether keys typed at this target are text, not commands.
pub(super) fn takes_text(target: &web_sys::EventTarget) -> bool {
    target.dyn_ref::<web_sys::Element>().is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Calls back in a task of its own.
pub(super) fn in_a_moment(react: impl FnOnce() + 'static) {
    gloo::timers::callback::Timeout::new(0, react).forget();
}

/// Calls back after the next paint.
pub(super) fn after_paint(react: impl FnOnce() + 'static) {
    gloo::timers::callback::Timeout::new(30, react).forget();
}

/// Shows the beginning of a page just moved to, or the part that the fragment names, and puts the focus there.
pub(super) fn arrive(hash: &str) {
    let Some(window) = window() else { return };
    let part = hash.strip_prefix('#').and_then(|id| document()?.get_element_by_id(id));
    match part {
        Some(part) => part.scroll_into_view(),
        None => {
            window.scroll_to_with_x_and_y(0.0, 0.0);
            focus("main");
        }
    }
}
