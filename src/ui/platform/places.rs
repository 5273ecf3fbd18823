//! Where the labs go: the page announces their places, `boot.js` fetches the labs' module, the module fills them.

#[cfg(feature = "studio")]
use wasm_bindgen::JsCast;

#[cfg(any(feature = "page", feature = "prerender"))]
use super::window;
#[cfg(feature = "studio")]
use super::{document, listen_window};

/// Tells that a place for a lab has appeared: `boot.js` fetches the labs' module with the first, the module fills each.
#[cfg(any(feature = "page", feature = "prerender"))]
pub(in crate::ui) fn announce_lab() {
    if let (Some(window), Ok(event)) = (window(), web_sys::Event::new(LAB_PLACE)) {
        let _ = window.dispatch_event(&event);
    }
}

/// The event that announces a change in the document's places for labs.
const LAB_PLACE: &str = "lab-place";

/// Calls `mount` with the name and element of every place for a lab, now and whenever the page announces one; what it
/// returns is called once the place has left the document.
#[cfg(feature = "studio")]
pub(in crate::ui) fn on_lab_place(mount: impl Fn(String, web_sys::HtmlElement) -> Option<Box<dyn FnOnce()>> + 'static) {
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
