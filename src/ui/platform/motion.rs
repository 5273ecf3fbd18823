//! Whether things may move, and what is to be moved.

use wasm_bindgen::JsCast;
use web_sys::Element;

/// The reader asks for no motion.
pub(in crate::ui) fn prefers_still() -> bool {
    let asked = gloo::utils::window().match_media("(prefers-reduced-motion: reduce)");
    asked.ok().flatten().is_some_and(|query| query.matches())
}

/// The elements that a selector finds.
pub(in crate::ui) fn elements(selector: &str) -> Vec<Element> {
    let Ok(found) = gloo::utils::document().query_selector_all(selector) else { return vec![] };
    (0..found.length()).filter_map(|place| found.get(place)?.dyn_into().ok()).collect()
}
