//! An answer that is still on its way.

use std::cell::RefCell;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::protocol::{Call, Error, Reply};

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The reader withdrew the question; nothing is wrong.
    Cancelled,
    /// The worker died on it and was restarted; asking again may help.
    Stopped(Error),
    /// The worker says what is wrong.
    Failed(Error),
}

/// The place where one answer is put and fetched.
#[derive(Clone, Default)]
pub(crate) struct Slot(Rc<RefCell<Content>>);

#[derive(Default)]
struct Content {
    outcome: Option<Result<Reply, Fault>>,
    waker: Option<Waker>,
}

impl Slot {
    /// Puts the answer in and wakes who waits for it.
    pub(crate) fn settle(&self, outcome: Result<Reply, Fault>) {
        let waker = {
            let mut content = self.0.borrow_mut();
            content.outcome = Some(outcome);
            content.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for Slot {
    type Output = Result<Reply, Fault>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut content = self.0.borrow_mut();
        match content.outcome.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                content.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

/// An ordered command: its number, by which it can be cancelled, and its answer.
pub(crate) struct Ticket<C> {
    /// The job's number.
    pub(crate) job: u32,
    slot: Slot,
    command: PhantomData<C>,
}

impl<C: Call> Ticket<C> {
    /// The ticket of a job whose answer will be in this slot.
    pub(crate) fn new(job: u32, slot: Slot) -> Self {
        Self { job, slot, command: PhantomData }
    }

    /// Waits for the answer.
    pub(crate) async fn answer(self) -> Result<C::Reply, Fault> {
        let reply = self.slot.await?;
        C::reply(reply).ok_or_else(|| {
            Fault::Failed(Error::new("the worker answered another question", "This is a fault of the site; please report it."))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{RowsPage, Script, ScriptText};

    /// Polls once, which is enough for a settled slot.
    fn now<F: Future>(future: F) -> Poll<F::Output> {
        Box::pin(future).as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn a_ticket_waits_until_its_slot_is_settled() {
        let slot = Slot::default();
        let script = ScriptText { file: "train.py".into(), text: "print(1)".into() };
        assert!(now(Ticket::<Script>::new(1, slot.clone()).answer()).is_pending());
        slot.settle(Ok(Reply::Script(Box::new(script.clone()))));
        assert_eq!(now(Ticket::<Script>::new(1, slot).answer()), Poll::Ready(Ok(script)));
    }

    #[test]
    fn a_cancelled_job_and_a_wrong_answer_are_told_apart() {
        let slot = Slot::default();
        slot.settle(Err(Fault::Cancelled));
        assert_eq!(now(Ticket::<Script>::new(1, slot).answer()), Poll::Ready(Err(Fault::Cancelled)));
        let slot = Slot::default();
        slot.settle(Ok(Reply::Rows(Box::new(RowsPage { columns: vec![], rows: vec![] }))));
        assert!(matches!(now(Ticket::<Script>::new(1, slot).answer()), Poll::Ready(Err(Fault::Failed(_)))));
    }
}
