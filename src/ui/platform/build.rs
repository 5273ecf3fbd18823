//! The files of this build: which name each has in the built site.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// The list that `boot.js` carries, by the names that files have in the sources; undefined before it has run.
pub(in crate::ui) fn built_files() -> JsValue {
    Reflect::get(&js_sys::global(), &JsValue::from_str("buildFiles")).unwrap_or(JsValue::UNDEFINED)
}

/// The address of a file of the site, which is listed itself or by its folder.
pub(in crate::ui) fn built_address(name: &str) -> String {
    let listed = |name: &str| Reflect::get(&built_files(), &JsValue::from_str(name)).ok()?.as_string();
    let in_folder = || name.rsplit_once('/').and_then(|(folder, file)| Some(format!("{}/{file}", listed(folder)?)));
    let path = listed(name).or_else(in_folder);
    format!("{}/{}", super::base(), path.as_deref().unwrap_or(name))
}
