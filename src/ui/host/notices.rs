//! What the reader must be told about the workers themselves, and which labs want to hear it.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::JsValue;

/// The present notice and its listeners, for as long as the page lives.
#[derive(Default)]
pub(super) struct Notices {
    text: RefCell<Option<String>>,
    listeners: RefCell<Vec<Function>>,
    store_listeners: RefCell<Vec<Function>>,
}

impl Notices {
    /// Changes the notice; absent: there is nothing to tell.
    pub(super) fn set(&self, text: Option<String>) {
        self.text.replace(text);
        let listeners = self.listeners.borrow().clone();
        listeners.iter().for_each(|listener| self.tell(listener));
    }

    /// Another tab has let go of the store.
    pub(super) fn store_freed(&self) {
        let listeners = self.store_listeners.borrow().clone();
        for listener in listeners {
            // A lab that fails to hear it is the lab's fault, and is told by the browser.
            let _ = listener.call0(&JsValue::NULL);
        }
    }

    /// From now on this hears every notice, and the present one at once.
    pub(super) fn listen(&self, listener: Function) {
        self.tell(&listener);
        self.listeners.borrow_mut().push(listener);
    }

    /// From now on this hears when another tab lets go of the store.
    pub(super) fn listen_to_store(&self, listener: Function) {
        self.store_listeners.borrow_mut().push(listener);
    }

    fn tell(&self, listener: &Function) {
        let text = self.text.borrow().as_ref().map_or(JsValue::NULL, |text| JsValue::from_str(text));
        let _ = listener.call1(&JsValue::NULL, &text);
    }
}
