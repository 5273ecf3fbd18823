//! The engine as a web worker: samples come from the site.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use super::{Engine, Files};
use crate::dataset::Sample;
use crate::protocol::Error;
use crate::worker::host::{self, Scope, part, reason};

/// Starts the engine in this worker.
pub fn start() {
    host::serve(|scope, _| {
        let clock = scope.clone();
        Engine::new(Site(scope.clone()), Box::new(move || clock.now()))
    });
}

/// The site the worker came from.
pub(super) struct Site(pub(super) Scope);

impl Files for Site {
    type Local = Vec<u8>;

    async fn sample(&self, sample: &Sample, progress: &mut dyn FnMut(f64)) -> Result<Vec<u8>, Error> {
        let url = self.0.address(&format!("data/{}", sample.file));
        let failed =
            |why: String| Error::new(format!("the sample {url} could not be fetched: {why}"), "Check that you are online, then try again.");
        let broken = |cause: JsValue| failed(reason(&cause));
        let response = JsFuture::from(self.0.raw().fetch_with_str(&url)).await.map_err(broken)?;
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
