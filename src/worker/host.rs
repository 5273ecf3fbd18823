//! The message loop of every worker in the browser.
//!
//! A message to a worker is `[request as JSON, a file or nothing, buffers or nothing]`, the file as a `Blob` that is read here, piece
//! by piece: the page's own thread never holds its bytes. A message from it is JSON text, or `[JSON text, attachment]` where the
//! attachment is a buffer, which changes hands instead of being copied, or a `Blob`. Requests are answered in the order in which
//! they come. A busy worker reads no message: to cancel, it is terminated and started again.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageEvent};

use super::{Answer, Attachment, Attachments, Service};
use crate::protocol::wire::{self, PROTOCOL, Unasked};
use crate::protocol::{Error, Notice, Progress, Ready};

mod blob;
pub use blob::{ChunkedBlob, part, reason};

/// Least time between two progress events of a job, milliseconds: a bar that moves twenty times a second moves smoothly enough.
const PROGRESS_MILLIS: f64 = 50.0;

/// What the standard library says when memory is wanting; often it says nothing at all, and then the page finds the words.
const OUT_OF_MEMORY: [&str; 2] = ["capacity overflow", "memory allocation"];

thread_local! {
    /// The job at work, for the message that a panic leaves.
    static JOB: Cell<Option<u32>> = const { Cell::new(None) };
}

/// The worker that this program runs in.
#[derive(Clone)]
pub struct Scope(DedicatedWorkerGlobalScope);

impl Scope {
    fn get() -> Option<Self> {
        js_sys::global().dyn_into().ok().map(Self)
    }

    /// The browser's handle.
    pub fn raw(&self) -> &DedicatedWorkerGlobalScope {
        &self.0
    }

    /// Milliseconds since the worker started.
    pub fn now(&self) -> f64 {
        self.0.performance().map_or(0.0, |performance| performance.now())
    }

    /// The address of a file of the site, by its name in the sources; the page hands over which name each file or its folder has.
    pub fn address(&self, name: &str) -> String {
        let files = Reflect::get(&self.0, &JsValue::from_str("buildFiles")).unwrap_or(JsValue::UNDEFINED);
        let listed = |name: &str| Reflect::get(&files, &JsValue::from_str(name)).ok()?.as_string();
        let in_folder = || name.rsplit_once('/').and_then(|(folder, file)| Some(format!("{}/{file}", listed(folder)?)));
        let path = listed(name).or_else(in_folder).unwrap_or_else(|| name.to_owned());
        web_sys::Url::new_with_base(&path, &self.0.location().href()).map(|url| url.href()).unwrap_or(path)
    }

    /// Says something that nobody asked.
    pub fn notify(&self, notice: Notice) {
        self.say(wire::encode(&Unasked::Notice(notice)), None);
    }

    fn say(&self, text: Result<String, Error>, attachment: Option<&Attachment>) {
        let Ok(text) = text.map(|text| JsValue::from_str(&text)) else { return };
        // Posting fails only when the page is gone, and then nobody misses it.
        let _ = match attachment {
            None => self.0.post_message(&text),
            Some(Attachment { bytes, media_type: None }) => {
                let buffer = Uint8Array::from(bytes.as_slice()).buffer();
                self.0.post_message_with_transfer(&Array::of2(&text, &buffer), &Array::of1(&buffer))
            }
            Some(Attachment { bytes, media_type: Some(kind) }) => {
                let options = BlobPropertyBag::new();
                options.set_type(kind);
                let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
                match Blob::new_with_u8_array_sequence_and_options(&parts, &options) {
                    Ok(blob) => self.0.post_message(&Array::of2(&text, &blob)),
                    Err(_) => self.0.post_message(&text),
                }
            }
        };
    }
}

/// Lets a service ask to be [woken](Service::woken) between two requests.
#[derive(Clone)]
pub struct Waker(Rc<dyn Fn()>);

impl Waker {
    /// Has the service woken as soon as the requests before are answered.
    pub fn wake(&self) {
        (self.0)();
    }
}

/// Runs a service in this worker, and says that it is ready.
pub fn serve<S: Service + 'static>(make: impl FnOnce(&Scope, Waker) -> S) {
    let Some(scope) = Scope::get() else { return };
    report_panics::<S>();
    let host = Rc::new_cyclic(|host: &Weak<Host<S>>| {
        let woken = Weak::clone(host);
        let wake = move || {
            if let Some(host) = woken.upgrade() {
                host.push(WorkItem::Wake);
            }
        };
        let service = RefCell::new(make(&scope, Waker(Rc::new(wake))));
        Host { service, queue: RefCell::default(), is_busy: Cell::new(false), scope: scope.clone() }
    });
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| host.receive(&message.data()));
    scope.0.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // The listener lives as long as the worker.
    listen.forget();
    scope.say(wire::encode(&Unasked::Ready(Ready { build: PROTOCOL.to_owned() })), None);
}

/// The queue of requests and the service that answers them.
struct Host<S: Service> {
    service: RefCell<S>,
    queue: RefCell<VecDeque<WorkItem<S::Commands>>>,
    is_busy: Cell<bool>,
    scope: Scope,
}

/// The next item of work.
enum WorkItem<C> {
    Answer { job: u32, name: String, command: C, beside: Attachments<ChunkedBlob> },
    Wake,
}

impl<S: Service + 'static> Host<S> {
    fn receive(self: &Rc<Self>, data: &JsValue) {
        let (text, file, buffers) = match data.dyn_ref::<Array>() {
            Some(parts) => (parts.get(0), parts.get(1).dyn_into::<Blob>().ok(), parts.get(2).dyn_into::<Array>().ok()),
            None => (data.clone(), None, None),
        };
        match wire::request_to::<S::Commands>(&text.as_string().unwrap_or_default()) {
            Ok((job, name, command)) => {
                let buffers = buffers.iter().flat_map(|buffers| buffers.iter()).map(|buffer| Uint8Array::new(&buffer).to_vec()).collect();
                self.push(WorkItem::Answer { job, name, command, beside: Attachments { file: file.map(ChunkedBlob::new), buffers } });
            }
            Err((job, error)) => self.scope.say(wire::failed(job, &error), None),
        }
    }

    fn push(self: &Rc<Self>, turn: WorkItem<S::Commands>) {
        self.queue.borrow_mut().push_back(turn);
        if !self.is_busy.replace(true) {
            let host = Rc::clone(self);
            wasm_bindgen_futures::spawn_local(async move { host.work().await });
        }
    }

    #[expect(
        clippy::await_holding_refcell_ref,
        reason = "`is_busy` lets one call at a time get here, and only here is the service borrowed"
    )]
    async fn work(&self) {
        loop {
            let next = self.queue.borrow_mut().pop_front();
            match next {
                None => break,
                Some(WorkItem::Wake) => self.service.borrow_mut().woken(),
                Some(WorkItem::Answer { job, name, command, beside }) => {
                    JOB.set(Some(job));
                    let mut last = f64::NEG_INFINITY;
                    let mut progress = |share: f64, doing: &str| {
                        let now = self.scope.now();
                        if now - last >= PROGRESS_MILLIS || share >= 1.0 {
                            last = now;
                            let progress = Progress { share: share.clamp(0.0, 1.0), doing: doing.to_owned() };
                            self.scope.say(wire::progress(job, &progress), None);
                        }
                    };
                    let outcome = self.service.borrow_mut().answer(command, beside, &mut progress).await;
                    match outcome {
                        Ok(answer) => self.finish(job, &name, &answer),
                        Err(error) => self.scope.say(wire::failed(job, &error), None),
                    }
                    JOB.set(None);
                }
            }
        }
        self.is_busy.set(false);
    }

    fn finish(&self, job: u32, name: &str, Answer { reply, attachment }: &Answer<S::Commands>) {
        match wire::done::<S::Commands>(job, name, reply) {
            Ok(text) => self.scope.say(Ok(text), attachment.as_ref()),
            Err(error) => self.scope.say(wire::failed(job, &error), None),
        }
    }
}

/// A panic ends the worker; the page hears of it as the failure of the job it was at.
fn report_panics<S: Service>() {
    std::panic::set_hook(Box::new(|panic| {
        let Some(scope) = Scope::get() else { return };
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
        let reason = panic.payload_as_str().unwrap_or("no reason given");
        let error = if OUT_OF_MEMORY.iter().any(|words| reason.contains(words)) {
            Error::out_of_memory()
        } else {
            S::stopped(&format!("{reason}{place}"))
        };
        scope.say(wire::failed(JOB.get().unwrap_or(0), &error), None);
    }));
}
