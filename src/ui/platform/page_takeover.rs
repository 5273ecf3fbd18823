//! The prerendered document gives way to the living views.

use wasm_bindgen::JsCast;

use super::{ContentCache, after_paint, arrive, document, focus, set_root_attribute, window};

/// Swaps the prerendered views for living ones.
pub(in crate::ui) struct Takeover {
    before: web_sys::Element,
    place: web_sys::HtmlElement,
}

impl Takeover {
    /// Prepares the swap; absent if the document is not ours.
    pub(in crate::ui) fn begin() -> Option<Self> {
        let document = document()?;
        let before = document.get_element_by_id("site")?;
        let place: web_sys::HtmlElement = document.create_element("div").ok()?.dyn_into().ok()?;
        place.set_id("site");
        Some(Self { before, place })
    }

    /// The text that the document shows, by content file and piece.
    pub(in crate::ui) fn shown(&self) -> ContentCache {
        let mut shown = ContentCache::new();
        // The document's controls were held until now; those of its text live on.
        if let Ok(held) = self.before.query_selector_all("[data-piece] [data-held]") {
            for control in (0..held.length()).filter_map(|index| held.item(index)?.dyn_into::<web_sys::Element>().ok()) {
                for name in ["disabled", "title", "data-held"] {
                    let _ = control.remove_attribute(name);
                }
            }
        }
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
    pub(in crate::ui) fn place(&self) -> web_sys::HtmlElement {
        self.place.clone()
    }

    /// Puts the living views where the prerendered ones were; focus and open details stay.
    pub(in crate::ui) fn finish(self) {
        let focused = document().and_then(|document| document.active_element()).map(|element| element.id()).filter(|id| !id.is_empty());
        let scroll = window().map(|window| (window.scroll_x().unwrap_or(0.0), window.scroll_y().unwrap_or(0.0)));
        let _ = self.before.replace_with_with_node_1(&self.place);
        if let (Some(window), Some((x, y))) = (window(), scroll) {
            window.scroll_to_with_x_and_y(x, y);
        }
        if let Some(id) = focused {
            focus(&id);
        }
        // A browser that had not yet gone to the address's fragment no longer can: its element was swapped.
        let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
        if !hash.is_empty() && scroll.is_none_or(|(_, y)| y < 1.0) {
            after_paint(move || arrive(&hash));
        }
        set_root_attribute("data-ready", Some(""));
    }
}
