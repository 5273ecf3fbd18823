//! An answer that is still on its way, and what it may be instead.

use std::marker::PhantomData;

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::protocol::{Call, Error, wire};

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CallFailure {
    /// The reader withdrew the question; nothing is wrong.
    Cancelled,
    /// The worker died on it and was restarted; asking again may help.
    Stopped(Error),
    /// The worker says what is wrong.
    Failed(Error),
}

impl CallFailure {
    /// From the word and the error that the host gives.
    fn new(kind: &str, error: &str) -> Self {
        let error = || wire::decode(error).unwrap_or_else(|fault| fault);
        match kind {
            "cancelled" => Self::Cancelled,
            "stopped" => Self::Stopped(error()),
            _ => Self::Failed(error()),
        }
    }

    /// What the reader is told; absent for a question that the reader withdrew.
    pub(crate) fn error(self) -> Option<Error> {
        match self {
            Self::Stopped(error) | Self::Failed(error) => Some(error),
            Self::Cancelled => None,
        }
    }
}

/// A call that is on its way: its job number, by which it can be cancelled, and its answer.
pub(crate) struct PendingCall<C> {
    /// The job's number; 0 if it was refused at once.
    pub(crate) job: u32,
    answer: Result<Promise, Error>,
    call: PhantomData<C>,
}

impl<C: Call> PendingCall<C> {
    pub(super) fn new(asked: Result<(u32, Promise), Error>) -> Self {
        let (job, answer) = match asked {
            Ok((job, answer)) => (job, Ok(answer)),
            Err(error) => (0, Err(error)),
        };
        Self { job, answer, call: PhantomData }
    }

    /// Waits for the answer.
    pub(crate) async fn answer(self) -> Result<C::Reply, CallFailure> {
        self.with_attachment().await.map(|(reply, _)| reply)
    }

    /// Waits for the answer and for what comes beside it.
    pub(super) async fn with_attachment(self) -> Result<(C::Reply, JsValue), CallFailure> {
        let (text, attachment) = outcome(self.answer).await?;
        Ok((wire::reply::<C>(&text).map_err(CallFailure::Failed)?, attachment))
    }
}

/// The answer as text, and what came beside it.
async fn outcome(answer: Result<Promise, Error>) -> Result<(String, JsValue), CallFailure> {
    let pair = |value: &JsValue| value.dyn_ref::<Array>().map(|parts| (parts.get(0).as_string().unwrap_or_default(), parts.get(1)));
    match JsFuture::from(answer.map_err(CallFailure::Failed)?).await {
        Ok(answer) => Ok(pair(&answer).unwrap_or_default()),
        Err(refusal) => {
            let (kind, error) = pair(&refusal).unwrap_or_default();
            Err(CallFailure::new(&kind, &error.as_string().unwrap_or_default()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_host_says_becomes_a_fault() {
        let error = Error::new("no", "yes");
        let text = wire::encode(&error).unwrap();
        assert_eq!(CallFailure::new("cancelled", ""), CallFailure::Cancelled);
        assert_eq!(CallFailure::new("stopped", &text), CallFailure::Stopped(error.clone()));
        assert_eq!(CallFailure::new("failed", &text), CallFailure::Failed(error));
        assert!(matches!(CallFailure::new("failed", "no JSON"), CallFailure::Failed(error) if error.what.contains("not JSON")));
    }
}
