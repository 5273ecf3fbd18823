//! An answer that is still on its way, undecoded.

use futures_channel::oneshot::{self, Receiver, Sender};
use wasm_bindgen::JsValue;

use crate::protocol::Error;
use crate::ui::client::CallFailure;

/// An answer as it came, with what came beside it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RawAnswer {
    /// `{name: answer}`, as JSON.
    pub(super) text: String,
    /// A buffer or a file.
    pub(super) attachment: Option<JsValue>,
}

/// What a request came to.
pub(super) type Outcome = Result<RawAnswer, CallFailure>;

/// Where the outcome of a request is put.
pub(super) struct Settler(Sender<Outcome>);

impl Settler {
    /// Puts the outcome there.
    pub(super) fn settle(self, outcome: Outcome) {
        // It fails only if nobody waits any more.
        let _ = self.0.send(outcome);
    }

    /// The worker says what is wrong.
    pub(super) fn fail(self, error: Error) {
        self.settle(Err(CallFailure::Failed(error)));
    }
}

/// A place for an outcome, and the wait for it.
pub(super) fn slot() -> (Settler, Receiver<Outcome>) {
    let (sender, receiver) = oneshot::channel();
    (Settler(sender), receiver)
}

/// Waits for an outcome; one that was given up counts as cancelled.
pub(super) async fn outcome(receiver: Receiver<Outcome>) -> Outcome {
    receiver.await.unwrap_or(Err(CallFailure::Cancelled))
}
