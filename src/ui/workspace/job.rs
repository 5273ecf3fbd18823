//! One request to a worker as a view sees it: how far it is, a way to cancel it, what came of it, what went wrong.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::{Call, Progress};
use crate::ui::client::{CallFailure, Client};
use crate::ui::kit::problem::sentence;

/// A request and its answer; copies share them.
pub(crate) struct Job<C: Call>
where
    C::Reply: Send + Sync + 'static,
{
    /// The last answer.
    pub(crate) found: RwSignal<Option<Arc<C::Reply>>>,
    /// The job that is under way, and how far it is.
    busy: RwSignal<Option<(u32, Progress)>>,
    /// What went wrong, and what to do.
    trouble: RwSignal<Option<(String, String)>>,
    /// What is under way, and what was asked meanwhile.
    running: StoredValue<Option<C>>,
    next: StoredValue<Option<C>>,
}

impl<C: Call> Clone for Job<C>
where
    C::Reply: Send + Sync + 'static,
{
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Call> Copy for Job<C> where C::Reply: Send + Sync + 'static {}

impl<C: Call + Clone + PartialEq + Send + Sync + 'static> Job<C>
where
    C::Reply: Send + Sync + 'static,
{
    /// Nothing was asked yet.
    pub(crate) fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            busy: RwSignal::new(None),
            trouble: RwSignal::new(None),
            running: StoredValue::new(None),
            next: StoredValue::new(None),
        }
    }

    /// A request is under way.
    pub(crate) fn is_busy(self) -> bool {
        self.busy.with(Option::is_some)
    }

    /// Asks; the last answer stays until there is a new one. While another request is under way it waits for its end, whose
    /// answer nobody wants any more; of several that wait the newest is asked.
    pub(crate) fn ask(self, client: Client, command: C) {
        if self.busy.with_untracked(Option::is_some) {
            let is_same = self.running.with_value(|running| running.as_ref() == Some(&command));
            self.next.set_value(Some(command).filter(|_| !is_same));
            return;
        }
        self.trouble.set(None);
        self.running.set_value(Some(command.clone()));
        let follow = move |now: Progress| {
            self.busy.try_update(|busy| {
                if let Some((_, progress)) = busy {
                    *progress = now;
                }
            });
        };
        let pending = client.ask(command, follow);
        self.busy.set(Some((pending.job, Progress { share: 0.0, doing: "starting".to_owned() })));
        spawn_local(async move {
            let answer = pending.answer().await;
            if self.busy.try_set(None).is_some() {
                return;
            }
            if let Some(next) = self.next.try_update_value(Option::take).flatten() {
                self.ask(client, next);
                return;
            }
            match answer {
                Ok(found) => self.found.set(Some(Arc::new(found))),
                Err(CallFailure::Cancelled) => {}
                Err(CallFailure::Failed(error) | CallFailure::Stopped(error)) => self.trouble.set(Some((error.what, error.hint))),
            }
        });
    }

    /// Progress with its cancel button, and what went wrong.
    pub(crate) fn waiting(self, client: Client, what: &'static str) -> AnyView {
        let busy = Memo::new(move |_| self.is_busy());
        let share = Signal::derive(move || self.busy.with(|busy| busy.as_ref().map_or(0.0, |(_, now)| now.share)));
        let doing = Signal::derive(move || self.busy.with(|busy| busy.as_ref().map_or_else(String::new, |(_, now)| now.doing.clone())));
        let cancel = move |_| {
            self.next.set_value(None);
            if let Some((job, _)) = self.busy.get_untracked() {
                client.cancel(job);
            }
        };
        view! {
            {move || {
                busy.get().then(|| {
                    view! {
                        <div class="lab-progress">
                            <progress max="1" aria-label=what prop:value=share></progress>
                            <span>{doing}</span>
                            <button type="button" class="button" on:click=cancel>"Cancel"</button>
                        </div>
                    }
                })
            }}
            {move || {
                self.trouble.get().map(|(what, hint)| {
                    view! {
                        <div class="lab-problem" role="alert">
                            <p>{sentence(&what)}</p>
                            <p>{hint}</p>
                        </div>
                    }
                })
            }}
        }
        .into_any()
    }
}
