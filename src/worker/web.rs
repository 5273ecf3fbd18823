//! The worker in the browser: messages in, events out, samples fetched from beside its own script.
//!
//! A message is `[request as JSON, a file or nothing, buffers or nothing]`, the file as a `Blob` that is read here, piece by
//! piece: the page's own thread never holds its bytes, and no thread holds all of them. An event is posted as JSON text, or
//! as `[JSON text, buffer]`; buffers change hands instead of being copied. Requests are answered
//! in the order in which they come. A busy worker reads no message: to cancel, it is terminated and started again.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent, ReadableStreamByobReader, ReadableStreamDefaultReader, Response, Url};

use super::{Files, PIECE, Pieces, Worker, request_of};
use crate::dataset::Sample;
use crate::protocol::{Command, Error, Event, Request, Update, wire};

/// Least time between two progress events of a job, milliseconds: a bar that moves twenty times a second moves smoothly enough.
const PROGRESS_MILLIS: f64 = 50.0;

/// What the standard library says when memory is wanting; often it says nothing at all, and then the page finds the words.
const OUT_OF_MEMORY: [&str; 2] = ["capacity overflow", "memory allocation"];

thread_local! {
    /// The job at work, for the message that a panic leaves.
    static JOB: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Starts listening.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    report_panics();
    let desk = Rc::new(Desk {
        worker: RefCell::new(Worker::new(clock(scope.clone()))),
        files: Site { scope: scope.clone() },
        queue: RefCell::default(),
        busy: Cell::new(false),
        scope: scope.clone(),
    });
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| desk.receive(&message.data()));
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // The listener lives as long as the worker.
    listen.forget();
}

/// The queue of requests and the worker that answers them.
struct Desk {
    worker: RefCell<Worker>,
    files: Site,
    queue: RefCell<VecDeque<(Request, Option<Blob>)>>,
    busy: Cell<bool>,
    scope: DedicatedWorkerGlobalScope,
}

impl Desk {
    fn receive(self: &Rc<Self>, data: &JsValue) {
        let (text, file, buffers) = match data.dyn_ref::<Array>() {
            Some(parts) => (parts.get(0), parts.get(1).dyn_into::<Blob>().ok(), parts.get(2).dyn_into::<Array>().ok()),
            None => (data.clone(), None, None),
        };
        match request_of(&text.as_string().unwrap_or_default()) {
            Ok(mut request) => {
                if let Some(buffers) = buffers.filter(|buffers| buffers.length() > 0) {
                    request.command.take_in(buffers.iter().map(|buffer| Uint8Array::new(&buffer).to_vec()).collect());
                }
                self.queue.borrow_mut().push_back((request, file));
            }
            Err(event) => post(&self.scope, *event),
        }
        if !self.busy.replace(true) {
            let desk = Rc::clone(self);
            wasm_bindgen_futures::spawn_local(async move { desk.work().await });
        }
    }

    #[expect(clippy::await_holding_refcell_ref, reason = "`busy` lets one call at a time get here, and only here is the worker borrowed")]
    async fn work(&self) {
        loop {
            let next = self.queue.borrow_mut().pop_front();
            let Some((request, file)) = next else { break };
            JOB.set(Some(request.job));
            let name = if let Command::Load(load) = &request.command { load.name.clone() } else { String::new() };
            let file = file.map(|blob| Chosen::new(name, blob));
            let mut last = f64::NEG_INFINITY;
            let mut emit = |event: Event| {
                if let Update::Progress(progress) = &event.update {
                    let now = now(&self.scope);
                    if now - last < PROGRESS_MILLIS && progress.share < 1.0 {
                        return;
                    }
                    last = now;
                }
                post(&self.scope, event);
            };
            self.worker.borrow_mut().handle(request, file, &self.files, &mut emit).await;
            JOB.set(None);
        }
        self.busy.set(false);
    }
}

/// A file that the reader chose.
struct Chosen {
    name: String,
    blob: Blob,
    flow: RefCell<Option<Flow>>,
}

/// The bytes of a file as they come: the browser reads on while a piece is looked at.
struct Flow {
    /// Absent at the end.
    stream: Option<Stream>,
    /// Where the next piece begins.
    at: u64,
    /// What came last, and how much of it is handed out.
    rest: (Uint8Array, u32),
}

/// How a file's bytes are asked for.
enum Stream {
    /// The browser writes them where it is told to: half the waiting.
    Into(ReadableStreamByobReader),
    /// It hands them out in parts of its own; a browser that cannot do the other.
    Parts(ReadableStreamDefaultReader),
}

impl Chosen {
    fn new(name: String, blob: Blob) -> Self {
        Self { name, blob, flow: RefCell::default() }
    }

    /// The bytes from here on.
    fn open(&self, from: u64) -> Result<Flow, JsValue> {
        let stream = self.blob.slice_with_f64(from as f64)?.stream();
        let (stream, room) = match ReadableStreamByobReader::new(&stream) {
            Ok(reader) => (Stream::Into(reader), PIECE as u32),
            Err(_) => (Stream::Parts(stream.get_reader().unchecked_into()), 0),
        };
        Ok(Flow { stream: Some(stream), at: from, rest: (Uint8Array::new_with_length(room), room) })
    }
}

impl Flow {
    /// The next piece; short or empty at the end of the file alone, so that pieces are cut alike whatever the browser gives.
    async fn piece(&mut self) -> Result<Vec<u8>, JsValue> {
        let mut piece = vec![0; PIECE as usize];
        let mut filled = 0;
        while let Some(free) = piece.get_mut(filled..).filter(|free| !free.is_empty()) {
            let (bytes, used) = &mut self.rest;
            let count = (bytes.length() - *used).min(free.len() as u32);
            if count == 0 {
                let asked = match &self.stream {
                    None => break,
                    Some(Stream::Into(reader)) => {
                        let room = Uint8Array::new_with_byte_offset_and_length(&bytes.buffer(), 0, free.len() as u32);
                        reader.read_with_array_buffer_view(&room)
                    }
                    Some(Stream::Parts(reader)) => reader.read(),
                };
                match part(asked).await? {
                    Some(part) => self.rest = (part, 0),
                    // The room that was lent does not come back.
                    None => (self.stream, self.rest) = (None, (Uint8Array::new_with_length(0), 0)),
                }
                continue;
            }
            bytes.subarray(*used, *used + count).copy_to(&mut free[..count as usize]);
            *used += count;
            filled += count as usize;
        }
        piece.truncate(filled);
        self.at += filled as u64;
        Ok(piece)
    }
}

impl Pieces for Chosen {
    // Sizes and offsets of files are whole numbers far below 2⁵³.
    fn size(&self) -> u64 {
        self.blob.size() as u64
    }

    async fn piece(&self, from: u64) -> Result<Vec<u8>, Error> {
        let failed = |cause: JsValue| {
            Error::new(
                format!("the file {} can no longer be read: {}", self.name, reason(&cause)),
                "It may have been moved or changed since you chose it. Choose it again.",
            )
        };
        let going = self.flow.take().filter(|flow| flow.at == from);
        let mut flow = going.map_or_else(|| self.open(from), Ok).map_err(failed)?;
        let piece = flow.piece().await.map_err(failed)?;
        if piece.is_empty() && from < self.size() {
            return Err(failed(js_sys::Error::new("it has become shorter").into()));
        }
        self.flow.replace(Some(flow));
        Ok(piece)
    }
}

fn post(scope: &DedicatedWorkerGlobalScope, mut event: Event) {
    let beside = if let Update::Done(reply) = &mut event.update { reply.take_out() } else { None };
    let text = wire::encode(&event).or_else(|error| wire::encode(&Event { job: event.job, update: Update::Failed(error) }));
    let Ok(text) = text else { return };
    // Posting fails only when the page is gone, and then nobody misses it.
    let _ = match beside {
        None => scope.post_message(&JsValue::from_str(&text)),
        Some(bytes) => {
            let buffer = Uint8Array::from(bytes.as_slice()).buffer();
            scope.post_message_with_transfer(&Array::of2(&JsValue::from_str(&text), &buffer), &Array::of1(&buffer))
        }
    };
}

fn now(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |performance| performance.now())
}

fn clock(scope: DedicatedWorkerGlobalScope) -> Box<dyn Fn() -> f64> {
    Box::new(move || now(&scope))
}

/// A panic ends the worker; the page hears of it as the failure of the job it was at.
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
        let reason = panic.payload_as_str().unwrap_or("no reason given");
        let error = if OUT_OF_MEMORY.iter().any(|words| reason.contains(words)) {
            Error::out_of_memory()
        } else {
            Error::new(format!("the lab stopped: {reason}{place}"), "It is started again. If it stops again, try a smaller setting.")
        };
        post(&scope, Event { job: JOB.get().unwrap_or(0), update: Update::Failed(error) });
    }));
}

/// The site the worker came from.
struct Site {
    scope: DedicatedWorkerGlobalScope,
}

impl Files for Site {
    type Local = Vec<u8>;

    async fn sample(&self, sample: &Sample, progress: &mut dyn FnMut(f64)) -> Result<Vec<u8>, Error> {
        let path = format!("data/{}", sample.file);
        let url = Url::new_with_base(&path, &self.scope.location().href()).map(|url| url.href()).unwrap_or(path);
        let failed =
            |why: String| Error::new(format!("the sample {url} could not be fetched: {why}"), "Check that you are online, then try again.");
        let broken = |cause: JsValue| failed(reason(&cause));
        let response = JsFuture::from(self.scope.fetch_with_str(&url)).await.map_err(broken)?;
        let response: Response = response.dyn_into().map_err(|_| failed("no response".into()))?;
        if !response.ok() {
            return Err(failed(format!("status {}", response.status())));
        }
        let Some(stream) = response.body() else { return Err(failed("an empty response".into())) };
        let stream: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
        let mut bytes = Vec::with_capacity(sample.bytes as usize);
        while let Some(part) = part(stream.read()).await.map_err(broken)? {
            bytes.extend_from_slice(&part.to_vec());
            progress((bytes.len() as f64 / f64::from(sample.bytes.max(1))).min(1.0));
        }
        Ok(bytes)
    }

    fn local(&self, path: &str) -> Result<Vec<u8>, Error> {
        Err(Error::new(
            format!("the page cannot read the file {path}"),
            "A page reads only files that you choose or drop; the field path is for the command line.",
        ))
    }
}

/// What a stream answers when it is asked for more; absent at its end. It comes as `{ done, value }`; when it is done, the value
/// is empty or nothing.
async fn part(asked: Promise) -> Result<Option<Uint8Array>, JsValue> {
    let part = JsFuture::from(asked).await?;
    let bytes: Option<Uint8Array> = Reflect::get(&part, &JsValue::from_str("value"))?.dyn_into().ok();
    Ok(bytes.filter(|bytes| bytes.length() > 0))
}

fn reason(cause: &JsValue) -> String {
    cause.dyn_ref::<js_sys::Error>().map_or_else(|| "unknown cause".into(), |error| String::from(error.message()))
}
