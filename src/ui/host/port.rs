//! The way from a lab to the workers: plain values of the browser, because a lab is another module with another memory.
//!
//! `labHost` on the window has `ask(service, command, beside, onProgress)`, `cancel(job)`, `extraEngine()`, `workers`, `onNotice` and
//! `onStoreFreed`. An answer is `{ job, answer }`, a promise of `[text, attachment]`; it is refused with `[kind, error as JSON]`.
//! `ui::client` is its other end.

use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::Blob;

use super::Host;
use super::answer::{Outcome, RawAnswer, outcome};
use super::request_loop::{CallRequest, RequestLoop};
use crate::protocol::{Error, Load, Service, wire};
use crate::ui::client::{CallFailure, PORT, service_named};
use crate::ui::platform;

/// Puts the port on the window.
pub(super) fn publish(host: &Host) {
    let port = Object::new();
    let asked = host.clone();
    put(&port, "ask", &ask_function(move |service| asked.worker(service).clone()));
    let cancelling = host.clone();
    put(&port, "cancel", &Closure::<dyn Fn(u32)>::new(move |job| cancelling.cancel(job)).into_js_value());
    let beside = host.clone();
    put(&port, "extraEngine", &Closure::<dyn Fn() -> JsValue>::new(move || engine(beside.extra_engine())).into_js_value());
    let counted = host.clone();
    put(&port, "workers", &Closure::<dyn Fn() -> u32>::new(move || counted.0.engine.workers()).into_js_value());
    let told = host.clone();
    let on_notice = Closure::<dyn Fn(Function)>::new(move |listener| told.0.shared.notices.listen(listener));
    put(&port, "onNotice", &on_notice.into_js_value());
    let freed = host.clone();
    let on_freed = Closure::<dyn Fn(Function)>::new(move |listener| freed.0.shared.notices.listen_to_store(listener));
    put(&port, "onStoreFreed", &on_freed.into_js_value());
    platform::set_global(PORT, &port);
}

/// An engine beside the usual one, until it is told to end.
fn engine(worker: RequestLoop) -> JsValue {
    let port = Object::new();
    let (asked, cancelling, ending) = (worker.clone(), worker.clone(), worker);
    put(&port, "ask", &ask_function(move |_| asked.clone()));
    put(&port, "cancel", &Closure::<dyn Fn(u32)>::new(move |job| cancelling.cancel(job)).into_js_value());
    put(&port, "end", &Closure::<dyn Fn()>::new(move || ending.abandon()).into_js_value());
    port.into()
}

fn put(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// `ask(service, command, [file, load, trainings], onProgress)`.
fn ask_function(worker: impl Fn(Service) -> RequestLoop + 'static) -> JsValue {
    let ask = move |service: JsValue, command: JsValue, beside: Array, on_progress: Function| -> JsValue {
        let worker = worker(service_named(&service.as_string().unwrap_or_default()));
        let on_progress = move |now: crate::protocol::Progress| {
            let _ = on_progress.call2(&JsValue::NULL, &JsValue::from_f64(now.share), &JsValue::from_str(&now.doing));
        };
        let (job, receiver) = match order(&command, &beside) {
            Ok(order) => worker.enqueue(order, Rc::new(on_progress)),
            Err(error) => worker.refuse(error),
        };
        let answer = wasm_bindgen_futures::future_to_promise(async move { handed_over(outcome(receiver).await) });
        let pending = Object::new();
        put(&pending, "job", &JsValue::from_f64(job.into()));
        put(&pending, "answer", answer.unchecked_ref::<Promise>());
        pending.into()
    };
    Closure::<dyn Fn(JsValue, JsValue, Array, Function) -> JsValue>::new(ask).into_js_value()
}

/// A request from what a lab hands over.
fn order(command: &JsValue, beside: &Array) -> Result<CallRequest, Error> {
    let text = |value: JsValue| value.as_string();
    Ok(CallRequest {
        command: text(command.clone()).unwrap_or_default(),
        file: beside.get(0).dyn_into::<Blob>().ok(),
        load: text(beside.get(1)).map(|load| wire::decode::<Load>(&load)).transpose()?,
        trainings: text(beside.get(2)).map(|specs| wire::decode(&specs)).transpose()?.unwrap_or_default(),
    })
}

fn handed_over(outcome: Outcome) -> Result<JsValue, JsValue> {
    match outcome {
        Ok(RawAnswer { text, attachment }) => Ok(Array::of2(&JsValue::from_str(&text), &attachment.unwrap_or(JsValue::UNDEFINED)).into()),
        Err(fault) => {
            let (kind, error) = match &fault {
                CallFailure::Cancelled => ("cancelled", None),
                CallFailure::Stopped(error) => ("stopped", Some(error)),
                CallFailure::Failed(error) => ("failed", Some(error)),
            };
            let error = error.and_then(|error| wire::encode(error).ok()).unwrap_or_default();
            Err(Array::of2(&JsValue::from_str(kind), &JsValue::from_str(&error)).into())
        }
    }
}
