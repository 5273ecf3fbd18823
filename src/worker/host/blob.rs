//! Files and streams of the browser, read piece by piece.

use std::cell::RefCell;

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, ReadableStreamByobReader, ReadableStreamDefaultReader};

use crate::protocol::Error;
use crate::worker::ChunkedFile;
use crate::worker::service::PIECE;

/// A file that the reader chose.
pub struct ChunkedBlob {
    blob: Blob,
    flow: RefCell<Option<BufferedBlob>>,
}

/// The bytes of a file as they come: the browser reads on while a piece is looked at.
struct BufferedBlob {
    /// Absent at the end.
    stream: Option<Stream>,
    /// Where the next piece begins.
    at: u64,
    /// What came last, and how much of it is handed out.
    rest: (Uint8Array, u32),
}

/// How a file's bytes are asked for.
enum Stream {
    /// The browser writes into our buffer, which halves the wait.
    Into(ReadableStreamByobReader),
    /// It hands them out in parts of its own; a browser that cannot do the other.
    Parts(ReadableStreamDefaultReader),
}

impl ChunkedBlob {
    /// The pieces of a file.
    pub fn new(blob: Blob) -> Self {
        Self { blob, flow: RefCell::default() }
    }

    /// The bytes from here on.
    fn open(&self, from: u64) -> Result<BufferedBlob, JsValue> {
        let stream = self.blob.slice_with_f64(from as f64)?.stream();
        let (stream, room) = match ReadableStreamByobReader::new(&stream) {
            Ok(reader) => (Stream::Into(reader), PIECE as u32),
            Err(_) => (Stream::Parts(stream.get_reader().unchecked_into()), 0),
        };
        Ok(BufferedBlob { stream: Some(stream), at: from, rest: (Uint8Array::new_with_length(room), room) })
    }
}

impl BufferedBlob {
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

impl ChunkedFile for ChunkedBlob {
    // Sizes and offsets of files are whole numbers far below 2⁵³.
    fn size(&self) -> u64 {
        self.blob.size() as u64
    }

    async fn piece(&self, from: u64) -> Result<Vec<u8>, Error> {
        let failed = |cause: JsValue| {
            Error::new(
                format!("the file{} can no longer be read: {}", name_of(&self.blob), reason(&cause)),
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

/// The name of a chosen file, a space before it; empty for bytes that have none.
fn name_of(blob: &Blob) -> String {
    blob.dyn_ref::<File>().map_or_else(String::new, |file| format!(" {}", file.name()))
}

/// What a stream answers when it is asked for more; absent at its end. It comes as `{ done, value }`; when it is done, the value
/// is empty or nothing.
pub async fn part(asked: Promise) -> Result<Option<Uint8Array>, JsValue> {
    let part = JsFuture::from(asked).await?;
    let bytes: Option<Uint8Array> = Reflect::get(&part, &JsValue::from_str("value"))?.dyn_into().ok();
    Ok(bytes.filter(|bytes| bytes.length() > 0))
}

/// What a browser says of a failure.
pub fn reason(cause: &JsValue) -> String {
    cause.dyn_ref::<js_sys::Error>().map_or_else(|| "unknown cause".into(), |error| String::from(error.message()))
}
