//! Typed calls in, typed answers out: a lab's way to the workers.
//!
//! The workers belong to `host`, a module that stays while labs come and go. What passes between the two are plain values of the
//! browser: a call as text, an answer as text with a file or a buffer beside it.

mod answer;

use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::{ArcRwSignal, LocalStorage, Set, StoredValue, Update as _, WithValue as _};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::Blob;

pub(crate) use self::answer::{CallFailure, PendingCall};
use crate::protocol::{Call, CommandSet, Error, Load, Progress, Service, wire};

/// Name of the host's port on the window.
pub(crate) const PORT: &str = "labHost";

/// The service of this name; `engine` where it is none.
pub(crate) fn service_named(name: &str) -> Service {
    [Service::Store, Service::Press].into_iter().find(|service| name_of(*service) == name).unwrap_or(Service::Engine)
}

fn name_of(service: Service) -> &'static str {
    match service {
        Service::Engine | Service::Local => "engine",
        Service::Store => "store",
        Service::Press => "press",
    }
}

/// The workers of the site; copies share them.
#[derive(Clone, Copy)]
pub(crate) struct Client(StoredValue<Connection, LocalStorage>);

/// The way to the host. There is one a program, and it lasts as long as the program.
#[derive(Clone)]
struct Connection {
    port: Rc<Port>,
    notice: ArcRwSignal<Option<String>>,
    store_freed: ArcRwSignal<u32>,
}

/// Whoever takes calls on the other side.
struct Port(JsValue);

impl Port {
    fn method(&self, name: &str) -> Option<Function> {
        Reflect::get(&self.0, &JsValue::from_str(name)).ok()?.dyn_into().ok()
    }

    fn call(&self, name: &str, argument: &JsValue) -> Option<JsValue> {
        self.method(name)?.call1(&self.0, argument).ok()
    }

    /// Asks; the job's number, and the promise of its answer.
    fn ask(&self, service: Service, command: &str, beside: &Array, on_progress: impl Fn(Progress) + 'static) -> Option<(u32, Promise)> {
        let on_progress = Closure::<dyn Fn(f64, String)>::new(move |share, doing| on_progress(Progress { share, doing }));
        let arguments = Array::of4(&JsValue::from_str(name_of(service)), &JsValue::from_str(command), beside, &on_progress.into_js_value());
        let pending = self.method("ask")?.apply(&self.0, &arguments).ok()?;
        let part = |name: &str| Reflect::get(&pending, &JsValue::from_str(name)).ok();
        Some((part("job")?.as_f64()? as u32, part("answer")?.dyn_into().ok()?))
    }

    fn ask_typed<C: Call>(
        &self,
        call: &C,
        file: Option<&Blob>,
        load: Option<&Load>,
        on_progress: impl Fn(Progress) + 'static,
    ) -> PendingCall<C> {
        let asked = wire::command(call).and_then(|command| {
            let trainings = call.trainings();
            let trainings = if trainings.is_empty() { None } else { Some(wire::encode(&trainings)?) };
            let load = load.map(wire::encode).transpose()?;
            let text = |text: Option<String>| text.map_or(JsValue::UNDEFINED, |text| JsValue::from_str(&text));
            let file = file.map_or(JsValue::UNDEFINED, |file| file.clone().into());
            let beside = Array::of3(&file, &text(load), &text(trainings));
            self.ask(C::Commands::SERVICE, &command, &beside, on_progress).ok_or_else(no_host)
        });
        PendingCall::new(asked)
    }
}

fn no_host() -> Error {
    Error::new("the part of the lab that runs the workers is not there", "Reload the page; if it happens again, please report this.")
}

impl Client {
    /// The workers of this page.
    pub(crate) fn open() -> Self {
        let port = Reflect::get(&js_sys::global(), &JsValue::from_str(PORT)).unwrap_or(JsValue::UNDEFINED);
        let connection = Connection { port: Rc::new(Port(port)), notice: ArcRwSignal::new(None), store_freed: ArcRwSignal::new(0) };
        let (notice, freed) = (connection.notice.clone(), connection.store_freed.clone());
        let on_notice = Closure::<dyn Fn(JsValue)>::new(move |text: JsValue| notice.set(text.as_string()));
        connection.port.call("onNotice", &on_notice.into_js_value());
        let on_freed = Closure::<dyn Fn()>::new(move || freed.update(|times| *times += 1));
        connection.port.call("onStoreFreed", &on_freed.into_js_value());
        Self(StoredValue::new_local(connection))
    }

    fn port(self) -> Rc<Port> {
        self.0.with_value(|connection| Rc::clone(&connection.port))
    }

    /// An engine beside the usual one; it ends with its last clone.
    pub(crate) fn extra_engine(self) -> Engine {
        Engine(Rc::new(OwnEngine(Port(self.port().call("extraEngine", &JsValue::UNDEFINED).unwrap_or(JsValue::UNDEFINED)))))
    }

    /// Workers that may share a large training.
    pub(crate) fn workers(self) -> u32 {
        self.port().call("workers", &JsValue::UNDEFINED).and_then(|count| count.as_f64()).map_or(1, |count| count as u32)
    }

    /// What the reader must be told about the workers themselves.
    pub(crate) fn notice(self) -> ArcRwSignal<Option<String>> {
        self.0.with_value(|connection| connection.notice.clone())
    }

    /// Counts how often another tab has let go of the store.
    pub(crate) fn store_freed(self) -> ArcRwSignal<u32> {
        self.0.with_value(|connection| connection.store_freed.clone())
    }

    /// Asks; the answer is awaited on what is returned.
    pub(crate) fn ask<C: Call>(self, call: C, on_progress: impl Fn(Progress) + 'static) -> PendingCall<C> {
        self.port().ask_typed(&call, None, None, on_progress)
    }

    /// Asks, and waits for the answer.
    pub(crate) async fn call<C: Call>(self, call: C) -> Result<C::Reply, CallFailure> {
        self.ask(call, |_| {}).answer().await
    }

    /// Asks with a file beside the call.
    pub(crate) fn give<C: Call>(self, call: C, file: Blob) -> PendingCall<C> {
        self.port().ask_typed(&call, Some(&file), None, |_| {})
    }

    /// Asks, and takes the file that comes beside the answer.
    pub(crate) async fn fetch<C: Call>(self, call: C) -> Result<(C::Reply, Option<Blob>), CallFailure> {
        let (reply, attachment) = self.ask(call, |_| {}).with_attachment().await?;
        Ok((reply, attachment.dyn_into().ok()))
    }

    /// Reads the reader's own file, of which the host keeps a handle.
    pub(crate) fn load(self, name: String, file: &Blob, on_progress: impl Fn(Progress) + 'static) -> PendingCall<Load> {
        let load = Load { name, text: None, path: None, lean: false };
        self.port().ask_typed(&load, Some(file), Some(&load), on_progress)
    }

    /// Withdraws a job: from the queue, or by ending the worker that runs it.
    pub(crate) fn cancel(self, job: u32) {
        self.port().call("cancel", &JsValue::from_f64(job.into()));
    }
}

/// An engine of one's own; clones share it, and it ends with the last.
#[derive(Clone)]
pub(crate) struct Engine(Rc<OwnEngine>);

struct OwnEngine(Port);

impl Drop for OwnEngine {
    fn drop(&mut self) {
        self.0.call("end", &JsValue::UNDEFINED);
    }
}

impl Engine {
    /// Asks; the answer is awaited on what is returned.
    pub(crate) fn ask<C: Call>(&self, call: C, on_progress: impl Fn(Progress) + 'static) -> PendingCall<C> {
        self.0.0.ask_typed(&call, None, None, on_progress)
    }

    /// Withdraws a job.
    pub(crate) fn cancel(&self, job: u32) {
        self.0.0.call("cancel", &JsValue::from_f64(job.into()));
    }
}
