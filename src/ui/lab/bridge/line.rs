//! The only file that knows the web worker: one living worker, and what waits for it to start.
//!
//! A worker's messages are lost until its module has started, so nothing is posted until it has said something; who holds
//! the line greets it until then.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent, Worker};

use super::part::Unstarted;

/// A worker; it ends with its line.
pub(super) struct Line {
    worker: Worker,
    started: bool,
    waiting: Vec<Message>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

/// `[request as JSON, a file or nothing, bytes beside it or nothing]`, and what of it changes hands instead of being copied.
pub(super) struct Message {
    parts: Array,
    transfer: Array,
}

impl Message {
    /// A message of a text, a file and buffers.
    pub(super) fn new(text: &str, file: &JsValue, buffers: &[JsValue]) -> Self {
        let transfer: Array = buffers.iter().collect();
        let parts = Array::of3(&JsValue::from_str(text), file, &transfer.slice(0, transfer.length()));
        Self { parts, transfer }
    }
}

impl Line {
    /// Starts the worker of this script; absent if the browser refuses. `hear` gets its messages, `unstarted` why it did not
    /// start, `fall` how it died.
    pub(super) fn open(
        script: &str,
        hear: impl Fn(&JsValue) + 'static,
        unstarted: impl Fn(&Unstarted) + 'static,
        fall: impl Fn(&str) + 'static,
    ) -> Option<Self> {
        let worker = Worker::new(script).ok()?;
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            match text_of(&data, "unstarted") {
                Some(why) => unstarted(&Unstarted::new(&why, &text_of(&data, "detail").unwrap_or_default())),
                None => hear(&data),
            }
        });
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            // A script that cannot be fetched is reported by a plain event, which has no message.
            fall(&text_of(&event, "message").unwrap_or_default());
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self { worker, started: false, waiting: vec![], _on_message: on_message, _on_error: on_error })
    }

    /// Whether it has said something.
    pub(super) fn has_started(&self) -> bool {
        self.started
    }

    /// It has said something: what waits is posted.
    pub(super) fn start(&mut self) {
        self.started = true;
        self.waiting.drain(..).for_each(|message| post(&self.worker, &message));
    }

    /// What waits for it to start.
    pub(super) fn take_waiting(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.waiting)
    }

    /// Posts a message as soon as the worker has started.
    pub(super) fn post(&mut self, message: Message) {
        if self.started {
            post(&self.worker, &message);
        } else {
            self.waiting.push(message);
        }
    }

    /// Posts a text at once, whether or not anyone hears it.
    pub(super) fn greet(&self, text: &str) {
        let _ = self.worker.post_message(&Array::of1(&JsValue::from_str(text)));
    }
}

/// The text that an object has under this name; absent if it has none, or is no object.
fn text_of(object: &JsValue, name: &str) -> Option<String> {
    Reflect::get(object, &JsValue::from_str(name)).ok()?.as_string()
}

/// Posting fails only for what cannot be cloned, and texts, files and buffers can.
fn post(worker: &Worker, message: &Message) {
    let _ = worker.post_message_with_transfer(&message.parts, &message.transfer);
}

impl Drop for Line {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
