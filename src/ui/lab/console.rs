//! `window.lab.call(request[, bytes])`: the worker's messages from the browser's console, through the same queue; and
//! `window.lab.workers`: how many workers may share a large training.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::Blob;

use super::bridge::Bridge;
use super::browser;
use super::ticket::Fault;
use crate::protocol::{Command, Error, Reply, wire};

/// Puts `lab.call` on the window.
pub(super) fn publish(bridge: &Bridge) {
    let asked = bridge.clone();
    let call = Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(move |request, bytes| {
        let bridge = asked.clone();
        wasm_bindgen_futures::future_to_promise(async move { answer(&bridge, request, bytes).await.map_err(|error| rejection(&error)) })
    })
    .into_js_value();
    let lab = js_sys::Object::new();
    offer_workers(bridge, &lab);
    if Reflect::set(&lab, &JsValue::from_str("call"), &call).is_ok() {
        browser::set_global("lab", &lab);
    }
}

/// `workers` can be read and set; anything but a number sets what the machine has to give.
fn offer_workers(bridge: &Bridge, lab: &js_sys::Object) {
    let (read, write) = (bridge.clone(), bridge.clone());
    let get = Closure::<dyn Fn() -> u32>::new(move || read.workers()).into_js_value();
    let set = Closure::<dyn Fn(JsValue)>::new(move |asked: JsValue| write.ask_for_workers(asked.as_f64().map(|count| count as u32)));
    let property = js_sys::Object::new();
    for (name, value) in [("get", &get), ("set", &set.into_js_value()), ("enumerable", &JsValue::TRUE)] {
        let _ = Reflect::set(&property, &JsValue::from_str(name), value);
    }
    js_sys::Object::define_property(lab, &JsValue::from_str("workers"), &property);
}

async fn answer(bridge: &Bridge, request: JsValue, bytes: JsValue) -> Result<JsValue, Error> {
    let command = command(&request)?;
    // The plan is a matter of microseconds and needs no worker.
    if let Command::Plan(plan) = &command {
        let reply = Reply::Plan(Box::new(crate::plan::answer(plan)?));
        return js_sys::JSON::parse(&wire::encode(&reply)?).map_err(|_| unreadable());
    }
    let reply = bridge.pass(command, blob(bytes)).await.map_err(|fault| match fault {
        Fault::Cancelled => Error::new("the request was cancelled", "Call again."),
        Fault::Stopped(error) | Fault::Failed(error) => error,
    })?;
    js_sys::JSON::parse(&wire::encode(&reply)?).map_err(|_| unreadable())
}

/// A command from `{command: …}`, from the command alone, or from either as JSON text.
fn command(request: &JsValue) -> Result<Command, Error> {
    let request = match request.as_string() {
        Some(text) => js_sys::JSON::parse(&text).map_err(|_| unreadable())?,
        None => request.clone(),
    };
    let command = Reflect::get(&request, &JsValue::from_str("command")).ok().filter(JsValue::is_object).unwrap_or(request);
    let text = js_sys::JSON::stringify(&command).ok().and_then(|text| text.as_string()).ok_or_else(unreadable)?;
    wire::decode_as(&text, "request")
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
