//! The keyboard's focus while views are made anew: what was focused is found again by what it is called.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What has, or had, the focus inside a part of the page.
pub(in crate::ui) struct Held {
    element: HtmlElement,
    name: String,
    /// Its place among those of its kind and name.
    place: usize,
}

impl Held {
    /// What has the focus inside the element with this id.
    pub(in crate::ui) fn now(within: &str) -> Option<Self> {
        let within = gloo::utils::document().get_element_by_id(within)?;
        let element: HtmlElement = gloo::utils::document().active_element()?.dyn_into().ok()?;
        within.contains(Some(&element)).then(|| {
            let name = name_of(&element);
            let place = alike(&within, &element.tag_name(), &name).iter().position(|one| one.is_same_node(Some(&element))).unwrap_or(0);
            Self { element, name, place }
        })
    }

    /// The reader left it.
    pub(in crate::ui) fn is_left(&self) -> bool {
        let here = gloo::utils::document().active_element();
        !self.is_lost() && !here.is_some_and(|here| here.is_same_node(Some(&self.element)))
    }

    /// It was taken from under the keyboard: removed, hidden or disabled.
    pub(in crate::ui) fn is_lost(&self) -> bool {
        !can_hold(&self.element)
    }

    /// If nothing else has the focus since: gives it to what now stands in its place, or else to the part's open panel.
    pub(in crate::ui) fn hold_again(&self, within: &str) {
        let document = gloo::utils::document();
        // What is disabled under the keyboard has the focus until the page is drawn.
        let free = document.active_element().is_none_or(|one| one.tag_name() == "BODY" || one.is_same_node(Some(&self.element)));
        let Some(within) = document.get_element_by_id(within).filter(|_| free) else { return };
        let found = alike(&within, &self.element.tag_name(), &self.name);
        let same = found.get(self.place).or(found.first()).filter(|one| can_hold(one)).cloned();
        let panel = || within.query_selector("[role=tabpanel]").ok().flatten()?.dyn_into().ok();
        if let Some(next) = same.or_else(panel) {
            let _ = next.focus();
        }
    }
}

fn can_hold(element: &HtmlElement) -> bool {
    element.is_connected() && element.offset_width() > 0 && !element.matches(":disabled").unwrap_or(false)
}

/// What an element is called: by its id, else by its label, else by its text.
fn name_of(element: &Element) -> String {
    let label = Some(element.id()).filter(|id| !id.is_empty()).or_else(|| element.get_attribute("aria-label"));
    label.or_else(|| element.text_content()).unwrap_or_default()
}

fn alike(within: &Element, tag: &str, name: &str) -> Vec<HtmlElement> {
    let Ok(found) = within.query_selector_all(tag) else { return vec![] };
    let elements = (0..found.length()).filter_map(|place| found.get(place)?.dyn_into::<HtmlElement>().ok());
    elements.filter(|element| name_of(element) == name).collect()
}
