//! Where the labs go: the page announces their places, the labs' module fills them.

#[cfg(feature = "studio")]
use wasm_bindgen::JsCast;

use super::document;
#[cfg(feature = "studio")]
use super::listen_window;
#[cfg(any(feature = "page", feature = "prerender"))]
use super::window;

/// Fetches the labs' module once, and tells it that a place for a lab has appeared.
#[cfg(any(feature = "page", feature = "prerender"))]
pub(in crate::ui) fn announce_lab(boot_address: &str) {
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
