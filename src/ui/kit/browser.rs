//! What the lab needs of the browser beside the window: files, fields, links, and a name for the console.

use wasm_bindgen::{JsCast, JsValue};

use crate::protocol::base64;
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

/// The address of the page as it stands, with this query (`?…`) instead of its own.
pub(crate) fn address_with(query: &str) -> String {
    let address = platform::address();
    let end = address.find(['?', '#']).unwrap_or(address.len());
    format!("{}{query}", address.get(..end).unwrap_or_default())
}

/// The address of the training lab's own page, with this query.
pub(crate) fn lab_address(query: &str) -> String {
    address_in("train", query)
}

/// The address of the tuning lab's page, with this query.
pub(crate) fn tuning_address(query: &str) -> String {
    address_in("tune", query)
}

/// The address of the drift lab's page, with this query, and with a log that was kept.
pub(crate) fn drift_address(query: &str, run_id: &str) -> String {
    address_in("drift", &format!("{query}{}log={run_id}", if query.len() > 1 { "&" } else { "" }))
}

/// An address within this page for a file; give it back with [`revoke_address`].
pub(crate) fn object_address(file: &web_sys::Blob) -> Option<String> {
    web_sys::Url::create_object_url_with_blob(file).ok()
}

/// Gives an address back.
pub(crate) fn revoke_address(address: &str) {
    let _ = web_sys::Url::revoke_object_url(address);
}

/// The browser's own print.
pub(crate) fn print_page() {
    platform::print_page();
}

/// The address of the site's first page, with its final slash.
pub(crate) fn site_address() -> String {
    let origin = web_sys::Url::new(&platform::address()).map(|address| address.origin()).unwrap_or_default();
    format!("{origin}{}/", platform::base())
}

fn address_in(lab: &str, query: &str) -> String {
    let origin = web_sys::Url::new(&platform::address()).map(|address| address.origin()).unwrap_or_default();
    format!("{origin}{}/lab/{lab}{query}", platform::base())
}

/// Offers bytes, written in Base64, as a download.
pub(crate) fn download_base64(file: &str, text: &str) {
    let Some(bytes) = base64::decode(text) else { return };
    if let Ok(blob) = web_sys::Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice()))) {
        platform::download_blob(file, &blob);
    }
}

/// A moment in the reader's time zone, `2026-11-23 14:05`.
pub(crate) fn moment(millis: i64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(millis as f64));
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", date.get_hours(), date.get_minutes())
}
