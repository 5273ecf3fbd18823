//! A worker's program: fetched and compiled once on the page, and handed to every worker that runs it.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared};
use js_sys::{Promise, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::start_failure::{StartCause, StartFailure};
use crate::ui::platform;

type Compiling = Shared<LocalBoxFuture<'static, Result<JsValue, StartFailure>>>;

/// A program that is compiled when it is first needed.
#[derive(Default)]
pub(super) struct Program(RefCell<Option<Compiling>>);

impl Program {
    /// The compiled module of the file at this address. What failed is tried again with the next call.
    pub(super) async fn module(&self, address: &str) -> Result<JsValue, StartFailure> {
        let compiling = {
            let mut kept = self.0.borrow_mut();
            let address = address.to_owned();
            kept.get_or_insert_with(|| async move { compile(&address).await }.boxed_local().shared()).clone()
        };
        let outcome = compiling.clone().await;
        if outcome.is_err() {
            let mut kept = self.0.borrow_mut();
            if kept.as_ref().is_some_and(|kept| kept.ptr_eq(&compiling)) {
                *kept = None;
            }
        }
        outcome
    }
}

/// Fetches and compiles a program; the browser does both away from the page's own thread.
async fn compile(address: &str) -> Result<JsValue, StartFailure> {
    let file: Rc<str> = address.rsplit('/').next().unwrap_or(address).into();
    let failed = |why: StartCause| {
        let file = Rc::clone(&file);
        move |cause: JsValue| StartFailure { why, detail: format!("{file}: {}", message(&cause)) }
    };
    let response: Response =
        JsFuture::from(platform::fetch(address)).await.map_err(failed(StartCause::Fetch))?.dyn_into().map_err(failed(StartCause::Fetch))?;
    if !response.ok() {
        return Err(StartFailure { why: StartCause::Missing, detail: format!("{file}: status {}", response.status()) });
    }
    let is_wasm = response.headers().get("content-type").ok().flatten().is_some_and(|kind| kind.starts_with("application/wasm"));
    let compiling = if is_wasm {
        WebAssembly::compile_streaming(&Promise::resolve::<JsValue>(response.as_ref()))
    } else {
        // Some hosts send another media type, which browsers refuse to compile as it comes.
        let bytes = response.array_buffer().map_err(failed(StartCause::Fetch))?;
        WebAssembly::compile(&JsFuture::from(bytes).await.map_err(failed(StartCause::Fetch))?)
    };
    JsFuture::from(compiling).await.map_err(|cause| {
        let why = if cause.is_instance_of::<WebAssembly::CompileError>() {
            StartCause::Wasm
        } else if cause.is_instance_of::<js_sys::TypeError>() {
            StartCause::Fetch
        } else {
            StartCause::Start
        };
        failed(why)(cause)
    })
}

fn message(cause: &JsValue) -> String {
    cause.dyn_ref::<js_sys::Error>().map_or_else(|| "unknown cause".to_owned(), |error| String::from(error.message()))
}
