//! The only file that knows the browser's worker: one living worker, and what waits until it is ready.
//!
//! A worker's messages are lost until its program listens, so nothing but the program is posted before it says that it is ready.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent, Worker};

use super::start_failure::StartFailure;

/// A worker; it ends when this is dropped.
pub(super) struct WorkerHandle {
    worker: Worker,
    is_ready: bool,
    waiting: Vec<Message>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

/// `[request as JSON, a file or nothing, buffers]`; the buffers change hands instead of being copied.
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

impl WorkerHandle {
    /// Starts the worker of this script; absent if the browser refuses. `hear` gets its messages, each with what came beside it,
    /// `unstarted` why it did not start, `died` what the browser says of its end.
    pub(super) fn open(
        script: &str,
        hear: impl Fn(&str, Option<JsValue>) + 'static,
        unstarted: impl Fn(&StartFailure) + 'static,
        died: impl Fn(&str) + 'static,
    ) -> Option<Self> {
        let worker = Worker::new(script).ok()?;
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            if let Some(why) = text_of(&data, "unstarted") {
                return unstarted(&StartFailure::new(&why, &text_of(&data, "detail").unwrap_or_default()));
            }
            // A text, or a text with something beside it.
            let (text, attachment) = match data.dyn_ref::<Array>() {
                Some(parts) => (parts.get(0).as_string(), Some(parts.get(1))),
                None => (data.as_string(), None),
            };
            hear(&text.unwrap_or_default(), attachment);
        });
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            // A script that cannot be fetched is reported by a plain event, which has no message.
            died(&text_of(&event, "message").unwrap_or_default());
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self { worker, is_ready: false, waiting: vec![], _on_message: on_message, _on_error: on_error })
    }

    /// Gives it its program: the script that starts it, the compiled module, and the names of the site's files.
    pub(super) fn begin(&self, script: &str, module: &JsValue, files: &JsValue) {
        let start = Object::new();
        for (name, value) in [("script", &JsValue::from_str(script)), ("module", module), ("files", files)] {
            let _ = Reflect::set(&start, &JsValue::from_str(name), value);
        }
        let _ = self.worker.post_message(&start);
    }

    /// Whether it has said that it is ready.
    pub(super) fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// It is ready: what waits is posted.
    pub(super) fn ready(&mut self) {
        self.is_ready = true;
        self.waiting.drain(..).for_each(|message| post(&self.worker, &message));
    }

    /// What waits until it is ready.
    pub(super) fn take_waiting(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.waiting)
    }

    /// Posts a message as soon as the worker is ready.
    pub(super) fn post(&mut self, message: Message) {
        if self.is_ready {
            post(&self.worker, &message);
        } else {
            self.waiting.push(message);
        }
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

impl Drop for WorkerHandle {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
