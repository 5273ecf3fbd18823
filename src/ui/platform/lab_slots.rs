//! Where the labs go: the page announces their places, `boot.js` fetches the program of each, the program fills it.

use wasm_bindgen::JsCast;

use super::window;
use super::{document, listen_window};

/// Tells that a place for a lab has appeared: `boot.js` fetches its program, unless it runs.
pub(in crate::ui) fn announce_lab() {
    if let (Some(window), Ok(event)) = (window(), web_sys::Event::new(LAB_PLACE)) {
        let _ = window.dispatch_event(&event);
    }
}

/// The event that announces a change in the document's places for labs.
const LAB_PLACE: &str = "lab-place";

/// Calls `mount` with the name and element of every place for one of these labs, now and whenever the page announces one; what it
/// returns is called once the place has left the document.
pub(in crate::ui) fn on_lab_place(
    labs: &'static [&'static str],
    mount: impl Fn(&str, web_sys::HtmlElement) -> Option<Box<dyn FnOnce()>> + 'static,
) {
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
            let name = place.get_attribute("data-lab").unwrap_or_default();
            if !labs.contains(&name.as_str()) {
                continue;
            }
            let _ = place.set_attribute("data-mounted", "");
            place.set_inner_html("");
            if let Some(unmount) = mount(&name, place.clone()) {
                mounted.push((place, unmount));
            }
        }
    };
    look();
    listen_window(LAB_PLACE, move |_| look());
}
