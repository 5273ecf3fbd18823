//! What the lab needs of the browser beside the window: files, fields, links, and a name for the console.

use wasm_bindgen::{JsCast, JsValue};

use crate::ui::platform;

/// The file that was chosen with a file input; the input is emptied, so that the same file can be chosen again.
pub(crate) fn chosen_file(event: &web_sys::Event) -> Option<web_sys::File> {
    let input = event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    let file = input.files()?.get(0);
    input.set_value("");
    file
}

/// Processors that the browser offers, at least 1.
pub(crate) fn processors() -> u32 {
    platform::processors()
}

/// The file that was dropped.
pub(crate) fn dropped_file(event: &web_sys::DragEvent) -> Option<web_sys::File> {
    event.data_transfer()?.files()?.get(0)
}

/// Whether a number field holds something that is no number (its value is then empty).
pub(crate) fn is_no_number(event: &web_sys::Event) -> bool {
    let part = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    let validity = event.target().map(|target| part(&target, "validity")).unwrap_or(JsValue::UNDEFINED);
    validity.is_object() && part(&validity, "badInput").is_truthy()
}

/// Puts a value on the global object under a name, for the console.
pub(crate) fn set_global(name: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(&js_sys::global(), &JsValue::from_str(name), value);
}

/// The address of the page as it stands, with this query (`?…`) instead of its own.
pub(crate) fn address_with(query: &str) -> String {
    let address = platform::address();
    let end = address.find(['?', '#']).unwrap_or(address.len());
    format!("{}{query}", address.get(..end).unwrap_or_default())
}

/// The address of the training lab's own page, with this query.
pub(crate) fn lab_address(query: &str) -> String {
    let origin = web_sys::Url::new(&platform::address()).map(|address| address.origin()).unwrap_or_default();
    format!("{origin}{}/lab/train{query}", platform::base())
}
