//! What a worker does, apart from how it is spoken to.

use crate::protocol::{CommandSet, Error};

/// Answers the calls of one [`CommandSet`], one at a time.
pub trait Service {
    /// What it can be asked.
    type Commands: CommandSet;

    /// Answers a command; `progress` gets the share done, 0..=1, and the name of the current step.
    fn answer(
        &mut self,
        command: Self::Commands,
        beside: Attachments<impl ChunkedFile>,
        progress: &mut dyn FnMut(f64, &str),
    ) -> impl Future<Output = Result<Answer<Self::Commands>, Error>>;

    /// Called between two requests after the service has asked to be woken.
    fn woken(&mut self) {}

    /// The message for a fault that ended the program.
    fn stopped(reason: &str) -> Error;
}

/// What came beside a command.
#[derive(Debug)]
pub struct Attachments<F> {
    /// A file.
    pub file: Option<F>,
    /// Bytes that only services read.
    pub buffers: Vec<Vec<u8>>,
}

impl<F> Attachments<F> {
    /// Nothing came beside it.
    pub fn none() -> Self {
        Self { file: None, buffers: Vec::new() }
    }
}

/// An answer and what goes beside it.
#[derive(Debug)]
pub struct Answer<C: CommandSet> {
    /// The answer.
    pub reply: C::Reply,
    /// Bytes beside it.
    pub attachment: Option<Attachment>,
}

impl<C: CommandSet> Answer<C> {
    /// An answer with nothing beside it.
    pub fn plain(reply: C::Reply) -> Self {
        Self { reply, attachment: None }
    }
}

/// Bytes beside an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The media type of a file; absent for bytes that only services read.
    pub media_type: Option<&'static str>,
}

/// A file that is never in memory as a whole.
pub trait ChunkedFile {
    /// Its length in bytes.
    fn size(&self) -> u64;
    /// Some of its bytes, from this one on; none at its end.
    fn piece(&self, from: u64) -> impl Future<Output = Result<Vec<u8>, Error>>;
}

/// Bytes of a piece, unless it is the last: what a browser reads on while one is looked at is not much more.
pub(crate) const PIECE: u64 = 1 << 18;

impl ChunkedFile for Vec<u8> {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    async fn piece(&self, from: u64) -> Result<Vec<u8>, Error> {
        let end = from.saturating_add(PIECE).min(self.size());
        Ok(self.get(from as usize..end as usize).unwrap_or_default().to_vec())
    }
}
