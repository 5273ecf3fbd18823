//! The browser: window, storage, files, downloads. The only file that names them.
#![expect(clippy::disallowed_methods, reason = "this is the one file that owns the window")]

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// Path prefix of the site without a final slash: empty at a domain's root, `/roadmap` below it.
#[cfg(feature = "page")]
pub(super) fn base() -> String {
    root().and_then(|root| root.get_attribute("data-base")).unwrap_or_default()
}

/// Tells style sheets and tests that the page answers.
#[cfg(feature = "page")]
pub(super) fn mark_ready() {
    if let Some(root) = root() {
        let _ = root.set_attribute("data-ready", "");
    }
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

fn root() -> Option<web_sys::Element> {
    document()?.document_element()
}

/// Milliseconds since 1970, whole.
pub(super) fn now_millis() -> f64 {
    js_sys::Date::now()
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
    web_sys::window()?.local_storage().ok().flatten()
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
    let Some(window) = web_sys::window() else { return };
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

/// The text of a file of this site; absent if it cannot be had (offline, moved).
pub(super) async fn fetch_text(address: &str) -> Option<String> {
    let response = JsFuture::from(web_sys::window()?.fetch_with_str(address)).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// Offers a text as a download.
pub(super) fn download(file: &str, media_type: &str, text: &str) {
    let offer = || -> Result<(), JsValue> {
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(media_type);
        let parts = js_sys::Array::of1(&JsValue::from_str(text));
        let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
        let address = web_sys::Url::create_object_url_with_blob(&blob)?;
        let link: web_sys::HtmlAnchorElement =
            document().ok_or(JsValue::NULL)?.create_element("a")?.dyn_into().map_err(|_| JsValue::NULL)?;
        link.set_href(&address);
        link.set_download(file);
        link.click();
        gloo::timers::callback::Timeout::new(10_000, move || {
            let _ = web_sys::Url::revoke_object_url(&address);
        })
        .forget();
        Ok(())
    };
    let _ = offer();
}

/// Copies a text to the clipboard; false if the browser refuses.
pub(super) async fn copy(text: String) -> bool {
    let Some(window) = web_sys::window() else { return false };
    JsFuture::from(window.navigator().clipboard().write_text(&text)).await.is_ok()
}

/// Replaces the query of the current address without a navigation.
pub(super) fn replace_query(query: &str) {
    let Some(window) = web_sys::window() else { return };
    let path = window.location().pathname().unwrap_or_default();
    if let Ok(history) = window.history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&format!("{path}{query}")));
    }
}

/// The current query, `?…` or empty.
pub(super) fn query() -> String {
    web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The full address of the page as it stands.
pub(super) fn address() -> String {
    web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// The text of a chosen file.
pub(super) async fn file_text(file: &web_sys::File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// The bytes of a chosen file, as a buffer that can be handed to a worker.
pub(super) async fn file_bytes(file: &web_sys::File) -> Option<js_sys::ArrayBuffer> {
    JsFuture::from(file.array_buffer()).await.ok()?.dyn_into().ok()
}

/// Moves the keyboard's focus to the element with this id.
pub(super) fn focus(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id))
        && let Ok(element) = element.dyn_into::<web_sys::HtmlElement>()
    {
        let _ = element.focus();
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
