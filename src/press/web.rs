//! The press as a web worker: requests in, answers out, the faces fetched from beside its own script when first needed.
//!
//! A message is a request as JSON text, alone or first in an array; an answer is `[JSON text, Blob]`, the blob being the PDF or
//! the PNG. Requests are answered one after another. Whoever no longer wants an answer terminates the worker.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageEvent, Response, Url};

use super::{Desk, FILES, PressError};
use crate::protocol::{Command, Error, Event, Reply, Request, Update, wire};

thread_local! {
    /// The job at work, for the message that a panic leaves.
    static JOB: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Starts listening.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    report_panics();
    let counter = Rc::new(Counter { scope: scope.clone(), desk: RefCell::default(), queue: RefCell::default(), busy: Cell::default() });
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| counter.receive(&message.data()));
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // The listener lives as long as the worker.
    listen.forget();
}

struct Counter {
    scope: DedicatedWorkerGlobalScope,
    /// Absent until the faces have come.
    desk: RefCell<Option<Desk>>,
    queue: RefCell<VecDeque<Request>>,
    busy: Cell<bool>,
}

impl Counter {
    fn receive(self: &Rc<Self>, data: &JsValue) {
        let text = data.dyn_ref::<Array>().map_or_else(|| data.clone(), |parts| parts.get(0));
        match wire::request_of(&text.as_string().unwrap_or_default()) {
            Ok(request) => self.queue.borrow_mut().push_back(request),
            Err(event) => post(&self.scope, &event, None),
        }
        if !self.busy.replace(true) {
            let counter = Rc::clone(self);
            wasm_bindgen_futures::spawn_local(async move { counter.work().await });
        }
    }

    async fn work(&self) {
        loop {
            let next = self.queue.borrow_mut().pop_front();
            let Some(Request { job, command }) = next else { break };
            JOB.set(Some(job));
            match self.answer(&command).await {
                Ok((reply, bytes, kind)) => post(&self.scope, &Event { job, update: Update::Done(reply) }, Some((&bytes, kind))),
                Err(error) => post(&self.scope, &Event { job, update: Update::Failed(error) }, None),
            }
            JOB.set(None);
        }
        self.busy.set(false);
    }

    async fn answer(&self, command: &Command) -> Result<(Reply, Vec<u8>, &'static str), Error> {
        if self.desk.borrow().is_none() && command.is_press() {
            let files = self.faces().await?;
            *self.desk.borrow_mut() = Some(Desk::new(&files)?);
        }
        match self.desk.borrow_mut().as_mut() {
            Some(desk) => desk.answer(command),
            None => Err(Error::new("this worker only prints", "This is a fault of the site; please report it.")),
        }
    }

    /// All faces at once; the first that does not come is the error.
    async fn faces(&self) -> Result<Vec<Vec<u8>>, PressError> {
        let coming: Vec<(&str, js_sys::Promise)> = FILES
            .iter()
            .map(|(_, file)| {
                let path = format!("fonts/print/{file}");
                let url = Url::new_with_base(&path, &self.scope.location().href()).map(|url| url.href()).unwrap_or(path);
                (*file, self.scope.fetch_with_str(&url))
            })
            .collect();
        let mut files = Vec::with_capacity(coming.len());
        // Each is waited for, also after one has failed: a refusal that nobody hears would be an error of its own.
        for (file, response) in coming {
            files.push(bytes(response).await.map_err(|cause| PressError::Font { file: format!("fonts/print/{file}"), cause }));
        }
        files.into_iter().collect()
    }
}

async fn bytes(response: js_sys::Promise) -> Result<Vec<u8>, String> {
    let reason =
        |cause: JsValue| cause.dyn_ref::<js_sys::Error>().map_or_else(|| "unknown cause".into(), |error| String::from(error.message()));
    let response: Response = JsFuture::from(response).await.map_err(reason)?.dyn_into().map_err(|_| "no response".to_owned())?;
    if !response.ok() {
        return Err(format!("status {}", response.status()));
    }
    let buffer = JsFuture::from(response.array_buffer().map_err(reason)?).await.map_err(reason)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn post(scope: &DedicatedWorkerGlobalScope, event: &Event, file: Option<(&[u8], &str)>) {
    let text = wire::encode(event).or_else(|error| wire::encode(&Event { job: event.job, update: Update::Failed(error) }));
    let Ok(text) = text.map(|text| JsValue::from_str(&text)) else { return };
    let blob = file.and_then(|(bytes, kind)| {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options).ok()
    });
    let message = blob.map_or_else(|| text.clone(), |blob| Array::of2(&text, &blob).into());
    // Posting fails only when the page is gone, and then nobody misses it.
    let _ = scope.post_message(&message);
}

/// A panic ends the worker; the page hears of it as the failure of the job it was at.
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
        let reason = panic.payload_as_str().unwrap_or("no reason given");
        let error = Error::new(format!("the press stopped: {reason}{place}"), "It is started again. The browser's own print still works.");
        post(&scope, &Event { job: JOB.get().unwrap_or(0), update: Update::Failed(error) }, None);
    }));
}
