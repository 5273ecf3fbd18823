//! Files that the reader takes home.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::document;

/// How long the browser has to fetch what it was offered.
const OFFERED_MILLIS: u32 = 10_000;

/// Offers a text as a download.
pub(in crate::ui) fn download(file: &str, media_type: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&JsValue::from_str(text)), &options) {
        download_blob(file, &blob);
    }
}

/// Opens the browser's own print.
pub(in crate::ui) fn print_page() {
    let _ = gloo::utils::window().print();
}

/// Offers bytes as a download.
pub(in crate::ui) fn download_blob(file: &str, blob: &Blob) {
    let offer = || -> Result<(), JsValue> {
        let address = Url::create_object_url_with_blob(blob)?;
        let link: HtmlAnchorElement = document().ok_or(JsValue::NULL)?.create_element("a")?.dyn_into().map_err(|_| JsValue::NULL)?;
        link.set_href(&address);
        link.set_download(file);
        link.click();
        gloo::timers::callback::Timeout::new(OFFERED_MILLIS, move || {
            let _ = Url::revoke_object_url(&address);
        })
        .forget();
        Ok(())
    };
    // A browser that refuses a download says so itself.
    let _ = offer();
}
