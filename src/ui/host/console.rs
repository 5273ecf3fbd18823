//! `window.lab.call(request[, bytes])`: the worker's messages from the browser's console, through the same queue; and
//! `window.lab.workers`: how many workers may share a large training.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::Blob;

use std::rc::Rc;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Host;
use super::answer::outcome;
use super::request_loop::CallRequest;
use crate::protocol::{Call, Error, Load, LocalCommand, LocalReply, Service, service_of, wire};
use crate::ui::client::CallFailure;
use crate::ui::platform;

/// Puts `lab.call` on the window.
pub(super) fn publish(host: &Host) {
    let asked = host.clone();
    let call = Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(move |request, bytes| {
        let host = asked.clone();
        wasm_bindgen_futures::future_to_promise(async move { answer(&host, request, bytes).await.map_err(|error| rejection(&error)) })
    })
    .into_js_value();
    let lab = js_sys::Object::new();
    offer_workers(host, &lab);
    if Reflect::set(&lab, &JsValue::from_str("call"), &call).is_ok() {
        platform::set_global("lab", &lab);
    }
}

/// `workers` can be read and set; anything but a number sets what the machine has to give.
fn offer_workers(host: &Host, lab: &js_sys::Object) {
    let (read, write) = (host.clone(), host.clone());
    let get = Closure::<dyn Fn() -> u32>::new(move || read.0.engine.workers()).into_js_value();
    let set =
        Closure::<dyn Fn(JsValue)>::new(move |asked: JsValue| write.0.engine.ask_for_workers(asked.as_f64().map(|count| count as u32)));
    let property = js_sys::Object::new();
    for (name, value) in [("get", &get), ("set", &set.into_js_value()), ("enumerable", &JsValue::TRUE)] {
        let _ = Reflect::set(&property, &JsValue::from_str(name), value);
    }
    js_sys::Object::define_property(lab, &JsValue::from_str("workers"), &property);
}

async fn answer(host: &Host, request: JsValue, bytes: JsValue) -> Result<JsValue, Error> {
    let command = command(&request)?;
    let text = format!("{{\"job\":0,\"command\":{command}}}");
    let name = wire::command_name(&text).map_err(|(_, error)| error)?;
    let answer = match service_of(&name) {
        Some(Service::Local) => local(&text)?,
        Some(service) => {
            // An own file is kept, so that a fresh worker can read it again.
            let load = (name == Load::NAME).then(|| wire::only_entry::<Load>(&command)).transpose()?;
            let order = CallRequest { trainings: trainings(&name, &command), file: blob(bytes), load, command };
            let (_, receiver) = host.worker(service).enqueue(order, Rc::new(|_| {}));
            outcome(receiver).await.map(|answer| answer.text).map_err(|fault| match fault {
                CallFailure::Cancelled => Error::new("the request was cancelled", "Call again."),
                CallFailure::Stopped(error) | CallFailure::Failed(error) => error,
            })?
        }
        None => return Err(unreadable()),
    };
    js_sys::JSON::parse(&answer).map_err(|_| unreadable())
}

/// The answer to what needs no worker.
fn local(text: &str) -> Result<String, Error> {
    let (_, name, LocalCommand::Plan(plan)) = wire::request_to::<LocalCommand>(text).map_err(|(_, error)| error)?;
    let reply = LocalReply::Plan(Box::new(crate::plan::answer(&plan)?));
    let done = wire::done::<LocalCommand>(0, &name, &reply)?;
    Ok(wire::said(&done)?.done.map(|done| done.get().to_owned()).unwrap_or_default())
}

/// The experiments that a request trains and that several workers may share; none if it is wrong, which the worker says.
fn trainings(name: &str, command: &str) -> Vec<Box<RawValue>> {
    #[derive(Deserialize)]
    struct Specs {
        spec: Option<Box<RawValue>>,
        left: Option<Box<RawValue>>,
        right: Option<Box<RawValue>>,
    }
    if !["train", "regress", "compare"].contains(&name) {
        return Vec::new();
    }
    let found = wire::only_entry::<Specs>(command).map(|specs| [specs.spec, specs.left, specs.right]);
    found.into_iter().flatten().flatten().collect()
}

/// The command in `{command: …}`, or the whole, as JSON text; the request may be JSON text itself.
fn command(request: &JsValue) -> Result<String, Error> {
    let request = match request.as_string() {
        Some(text) => js_sys::JSON::parse(&text).map_err(|_| unreadable())?,
        None => request.clone(),
    };
    let command = Reflect::get(&request, &JsValue::from_str("command")).ok().filter(JsValue::is_object).unwrap_or(request);
    js_sys::JSON::stringify(&command).ok().and_then(|text| text.as_string()).ok_or_else(unreadable)
}

fn blob(bytes: JsValue) -> Option<Blob> {
    if bytes.is_undefined() || bytes.is_null() {
        return None;
    }
    match bytes.dyn_into::<Blob>() {
        Ok(blob) => Some(blob),
        Err(bytes) => Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&bytes)).ok(),
    }
}

fn unreadable() -> Error {
    Error::new("the request is no JSON", "Pass an object such as {script: {spec: …}}; the README, section Script the lab, has examples.")
}

/// A JavaScript error whose message says what is wrong and what to do.
fn rejection(error: &Error) -> JsValue {
    let rejection = js_sys::Error::new(&format!("{}. {}", error.what, error.hint));
    for (name, value) in [("what", &error.what), ("hint", &error.hint)] {
        let _ = Reflect::set(&rejection, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    rejection.into()
}
