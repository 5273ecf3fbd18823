//! The browser: window, storage, files, downloads. The only file that names them.
#![expect(clippy::disallowed_methods, reason = "this is the one file that owns the window")]

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

#[cfg(feature = "studio")]
mod motion;
mod progress;
mod save;
#[cfg(feature = "studio")]
pub(super) use motion::{elements, prefers_still};
#[cfg(any(feature = "page", feature = "prerender"))]
pub(super) use progress::announce_progress;
#[cfg(feature = "studio")]
pub(super) use progress::{on_progress, tell_page};
pub(super) use save::download;
#[cfg(feature = "studio")]
pub(super) use save::{download_blob, print_page};

/// Pieces of lesson text by content file and id: the site's own HTML, written by the prerenderer.
pub type Shelf = std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>>;

/// Path prefix of the site without a final slash: empty at a domain's root, `/roadmap` below it.
pub(super) fn base() -> String {
    root().and_then(|root| root.get_attribute("data-base")).unwrap_or_default()
}

/// Path of the current address.
pub(super) fn path() -> String {
    web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default()
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

fn root() -> Option<web_sys::Element> {
    document()?.document_element()
}

/// Milliseconds since 1970, whole.
pub(super) fn now_millis() -> u64 {
    js_sys::Date::now() as u64
}

/// Milliseconds by a clock that only goes forward, with fractions; its zero means nothing.
#[cfg(feature = "studio")]
pub(super) fn now_millis_exact() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Today in the reader's time zone, `2026-11-23`.
#[cfg(feature = "studio")]
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

/// Copies a text to the clipboard; false if the browser refuses.
pub(super) async fn copy(text: String) -> bool {
    let Some(window) = web_sys::window() else { return false };
    JsFuture::from(window.navigator().clipboard().write_text(&text)).await.is_ok()
}

/// Replaces the query of the current address without a navigation.
#[cfg(feature = "studio")]
pub(super) fn replace_query(query: &str) {
    let Some(window) = web_sys::window() else { return };
    let path = window.location().pathname().unwrap_or_default();
    if let Ok(history) = window.history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&format!("{path}{query}")));
    }
}

/// The current query, `?…` or empty.
#[cfg(feature = "studio")]
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

/// Asks the browser not to clear what the site keeps when room is short; it answers for itself, with or without asking the
/// reader, and what is kept stays where it is either way.
#[cfg(feature = "studio")]
pub(super) fn ask_to_keep() {
    if let Some(window) = web_sys::window() {
        let _ = window.navigator().storage().persist();
    }
}

/// Processors that the browser offers, at least 1.
#[cfg(feature = "studio")]
pub(super) fn processors() -> u32 {
    web_sys::window().map_or(1, |window| window.navigator().hardware_concurrency() as u32).max(1)
}

/// Width of the window in CSS pixels.
#[cfg(feature = "studio")]
pub(super) fn window_width() -> u32 {
    web_sys::window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64()).map_or(1000, |width| width as u32)
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
#[cfg(feature = "studio")]
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

/// A move within the site.
pub(super) struct Move {
    /// Full address.
    pub(super) address: String,
    /// Path part of it.
    pub(super) path: String,
    /// Fragment with its `#`, or empty.
    pub(super) hash: String,
    /// By the browser's back or forward: the address has changed already.
    pub(super) back: bool,
}

/// Offers every plain click on a link of this origin, and every step back or forward, to `take`.
pub(super) fn on_move(take: impl Fn(Move) -> bool + Clone + 'static) {
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
pub(super) fn push_address(address: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// Calls back after the next paint.
pub(super) fn after_paint(react: impl FnOnce() + 'static) {
    gloo::timers::callback::Timeout::new(30, react).forget();
}

/// Shows the beginning of a page just moved to, or the part that the fragment names, and puts the focus there.
pub(super) fn arrive(hash: &str) {
    let Some(window) = web_sys::window() else { return };
    let part = hash.strip_prefix('#').and_then(|id| document()?.get_element_by_id(id));
    match part {
        Some(part) => part.scroll_into_view(),
        None => {
            window.scroll_to_with_x_and_y(0.0, 0.0);
            focus("main");
        }
    }
}

/// Swaps the prerendered views for living ones.
#[cfg(any(feature = "page", feature = "prerender"))]
pub(super) struct Takeover {
    before: web_sys::Element,
    place: web_sys::HtmlElement,
}

#[cfg(any(feature = "page", feature = "prerender"))]
impl Takeover {
    /// Prepares the swap; absent if the document is not ours.
    pub(super) fn begin() -> Option<Self> {
        let document = document()?;
        let before = document.get_element_by_id("site")?;
        let place: web_sys::HtmlElement = document.create_element("div").ok()?.dyn_into().ok()?;
        place.set_id("site");
        Some(Self { before, place })
    }

    /// The text that the document shows, by content file and piece.
    pub(super) fn shown(&self) -> Shelf {
        let mut shown = Shelf::new();
        let Ok(pieces) = self.before.query_selector_all("[data-piece]") else { return shown };
        for index in 0..pieces.length() {
            let Some(piece) = pieces.item(index).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) else { continue };
            let name = piece.get_attribute("data-piece").unwrap_or_default();
            if let Some((key, id)) = name.split_once('#') {
                shown.entry(key.to_owned()).or_default().insert(id.to_owned(), piece.inner_html());
            }
        }
        shown
    }

    /// Where the living views are built.
    pub(super) fn place(&self) -> web_sys::HtmlElement {
        self.place.clone()
    }

    /// Puts the living views where the prerendered ones were; focus and open details stay.
    pub(super) fn finish(self) {
        let focused = document().and_then(|document| document.active_element()).map(|element| element.id()).filter(|id| !id.is_empty());
        let scroll = web_sys::window().map(|window| (window.scroll_x().unwrap_or(0.0), window.scroll_y().unwrap_or(0.0)));
        let _ = self.before.replace_with_with_node_1(&self.place);
        if let (Some(window), Some((x, y))) = (web_sys::window(), scroll) {
            window.scroll_to_with_x_and_y(x, y);
        }
        if let Some(id) = focused {
            focus(&id);
        }
        // A browser that had not yet gone to the address's fragment no longer can: its element was swapped.
        let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
        if !hash.is_empty() && scroll.is_none_or(|(_, y)| y < 1.0) {
            after_paint(move || arrive(&hash));
        }
        set_root_attribute("data-ready", Some(""));
    }
}

/// Fetches the labs' module once, and tells it that a place for a lab has appeared.
#[cfg(any(feature = "page", feature = "prerender"))]
pub(super) fn announce_lab(boot_address: &str) {
    let Some(document) = document() else { return };
    if document.get_element_by_id("studio").is_none()
        && let Ok(script) = document.create_element("script")
    {
        script.set_id("studio");
        let _ = script.set_attribute("type", "module");
        let _ = script.set_attribute("src", boot_address);
        if let Some(head) = document.head() {
            let _ = head.append_child(&script);
        }
    }
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new(LAB_PLACE)) {
        let _ = window.dispatch_event(&event);
    }
}

/// Loads the page that the address names anew.
pub(super) fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// The event that announces a change in the document's places for labs.
const LAB_PLACE: &str = "lab-place";

/// Calls `mount` with the name and element of every place for a lab, now and whenever the page announces one; what it
/// returns is called once the place has left the document.
#[cfg(feature = "studio")]
pub(super) fn on_lab_place(mount: impl Fn(String, web_sys::HtmlElement) -> Option<Box<dyn FnOnce()>> + 'static) {
    let mounted = std::cell::RefCell::new(Vec::<(web_sys::HtmlElement, Box<dyn FnOnce()>)>::new());
    let look = move || {
        let mut mounted = mounted.borrow_mut();
        let (stay, gone): (Vec<_>, Vec<_>) = std::mem::take(&mut *mounted).into_iter().partition(|(place, _)| place.is_connected());
        *mounted = stay;
        gone.into_iter().for_each(|(_, unmount)| unmount());
        let Some(places) = document().and_then(|document| document.query_selector_all("[data-lab]:not([data-mounted])").ok()) else {
            return;
        };
        for index in 0..places.length() {
            let Some(place) = places.item(index).and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok()) else { continue };
            let _ = place.set_attribute("data-mounted", "");
            place.set_inner_html("");
            let name = place.get_attribute("data-lab").unwrap_or_default();
            if let Some(unmount) = mount(name, place.clone()) {
                mounted.push((place, unmount));
            }
        }
    };
    look();
    listen_window(LAB_PLACE, move |_| look());
}
