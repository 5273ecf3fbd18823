//! The print as a web worker: the fonts are fetched from the site when they are first needed.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::host::{self, Scope, reason};
use super::{Answer, Attachment, Attachments, ChunkedFile, Service};
use crate::press::{FILES, PressError, PrintService};
use crate::protocol::{Error, PressCommand};

/// Starts the press in this worker.
pub fn start() {
    host::serve(|scope, _| Press { scope: scope.clone(), service: None });
}

struct Press {
    scope: Scope,
    /// Absent until the fonts have come.
    service: Option<PrintService>,
}

impl Service for Press {
    type Commands = PressCommand;

    async fn answer(
        &mut self,
        command: PressCommand,
        _: Attachments<impl ChunkedFile>,
        _: &mut dyn FnMut(f64, &str),
    ) -> Result<Answer<PressCommand>, Error> {
        let service = match &mut self.service {
            Some(service) => service,
            none => none.insert(PrintService::new(&fonts(&self.scope).await?)?),
        };
        let (reply, bytes, media_type) = service.answer(&command)?;
        Ok(Answer { reply, attachment: Some(Attachment { bytes, media_type: Some(media_type) }) })
    }

    fn stopped(reason: &str) -> Error {
        Error::new(format!("the press stopped: {reason}"), "It is started again. The browser's own print still works.")
    }
}

/// All fonts at once; the first that does not come is the error.
async fn fonts(scope: &Scope) -> Result<Vec<Vec<u8>>, PressError> {
    let coming: Vec<(String, Promise)> = FILES
        .iter()
        .map(|(_, file)| format!("fonts/print/{file}"))
        .map(|file| (scope.address(&file), file))
        .map(|(address, file)| (file, scope.raw().fetch_with_str(&address)))
        .collect();
    let mut files = Vec::with_capacity(coming.len());
    // Each is waited for, also after one has failed: a refusal that nobody hears would be an error of its own.
    for (file, response) in coming {
        files.push(bytes(response).await.map_err(|cause| PressError::Font { file, cause }));
    }
    files.into_iter().collect()
}

async fn bytes(response: Promise) -> Result<Vec<u8>, String> {
    let failed = |cause: JsValue| reason(&cause);
    let response: Response = JsFuture::from(response).await.map_err(failed)?.dyn_into().map_err(|_| "no response".to_owned())?;
    if !response.ok() {
        return Err(format!("status {}", response.status()));
    }
    let buffer = JsFuture::from(response.array_buffer().map_err(failed)?).await.map_err(failed)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
