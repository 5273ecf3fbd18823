//! The tracking lab: what is in the store, what of it is shown, and what the reader does with it.
//!
//! [`query`] is what is shown, as plain data; it is the address too. Answers of the store lie in signals beside it and are asked
//! for anew whenever the look or the store changes. A question that was overtaken by a newer one is not listened to.

use std::sync::Arc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use web_sys::Blob;

use crate::protocol::track::{
    Access, Accessed, ColumnFacts, EditRun, Experiment, GetRun, Place, RegisteredModel, RunChange, RunColumns, RunDetail, RunsPage,
    SearchExperiments, SearchModels, Status, StoreState, StoreStatus, TakeOver, View,
};
use crate::protocol::{Call, Error};
use crate::ui::client::{CallFailure, Client};
use crate::ui::kit::address::keep_address;
use crate::ui::labs::track::query::Query;
use crate::ui::platform;
use crate::ui::workspace::experiment_form::ExperimentForm;

/// The lab's state; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct TrackingState {
    pub(crate) client: Client,
    /// The experiment that is trained from here.
    pub(crate) form: ExperimentForm,
    /// What is shown.
    pub(crate) look: RwSignal<Query>,
    /// Whether the store can be used; absent until it was asked.
    pub(crate) access: RwSignal<Option<Arc<Accessed>>>,
    /// Where the store is and what it holds.
    pub(crate) status: RwSignal<Option<Arc<StoreStatus>>>,
    /// The experiments, deleted ones included.
    pub(crate) experiments: RwSignal<Arc<Vec<Experiment>>>,
    /// The page of runs.
    pub(crate) found: RwSignal<Option<Arc<RunsPage>>>,
    /// The columns of those runs.
    pub(crate) columns: RwSignal<Arc<Vec<ColumnFacts>>>,
    /// The registry.
    pub(crate) models: RwSignal<Arc<Vec<RegisteredModel>>>,
    /// The open run.
    pub(crate) open: RwSignal<Option<Arc<RunDetail>>>,
    /// What is wrong with the filter or the order.
    pub(crate) wrong: RwSignal<Option<Error>>,
    /// What went wrong else.
    pub(crate) trouble: RwSignal<Option<Error>>,
    /// What was done last, for all to hear.
    pub(crate) said: RwSignal<String>,
    /// Counts what changed the store.
    version: RwSignal<u32>,
    /// Numbers of the newest questions for runs and for columns.
    turns: StoredValue<(u32, u32)>,
}

impl TrackingState {
    /// Shows what the address asks for; call [`TrackingState::open`] once it is mounted.
    pub(crate) fn new(client: Client, form: ExperimentForm, query: Query) -> Self {
        Self {
            client,
            form,
            look: RwSignal::new(query),
            access: RwSignal::new(None),
            status: RwSignal::new(None),
            experiments: RwSignal::default(),
            found: RwSignal::new(None),
            columns: RwSignal::default(),
            models: RwSignal::default(),
            open: RwSignal::new(None),
            wrong: RwSignal::new(None),
            trouble: RwSignal::new(None),
            said: RwSignal::default(),
            version: RwSignal::new(0),
            turns: StoredValue::new((0, 0)),
        }
    }

    /// Opens the store, then keeps answers and address in step with what is asked for.
    pub(crate) fn open(self) {
        self.go_on();
        self.follow_other_tab();
        keep_address(move || Some(self.look.with(Query::to_string)));
        let search = Memo::new(move |_| self.look.with(Query::search));
        Effect::new(move |_| {
            self.version.track();
            self.turns.update_value(|turns| turns.0 += 1);
            let turn = self.turns.get_value().0;
            let asked = search.get();
            if !untrack(|| self.is_ready()) {
                return;
            }
            spawn_local(async move {
                let answer = self.client.call(asked).await;
                if self.turns.try_get_value().is_none_or(|turns| turns.0 != turn) {
                    return;
                }
                match answer {
                    Ok(page) => {
                        self.wrong.set(None);
                        self.found.set(Some(Arc::new(page)));
                    }
                    Err(CallFailure::Failed(error)) => self.wrong.set(Some(error)),
                    Err(fault) => self.report(fault),
                }
            });
        });
        // After the rows, which are waited for.
        Effect::new(move |_| {
            self.version.track();
            self.survey();
        });
        let which = Memo::new(move |_| self.look.with(Query::selection));
        Effect::new(move |_| {
            self.version.track();
            self.turns.update_value(|turns| turns.1 += 1);
            let turn = self.turns.get_value().1;
            let asked = RunColumns { which: which.get() };
            if !untrack(|| self.is_ready()) {
                return;
            }
            let ask = async move {
                let answer = self.client.call(asked).await;
                if self.turns.try_get_value().is_some_and(|turns| turns.1 == turn)
                    && let Ok(columns) = answer
                {
                    self.columns.set(Arc::new(columns));
                }
            };
            // The rows go first: whoever searches waits for them.
            Timeout::new(0, move || spawn_local(ask)).forget();
        });
        let run = Memo::new(move |_| self.look.with(|look| look.run.clone()));
        Effect::new(move |_| {
            self.version.track();
            let Some(run_id) = run.get().filter(|_| untrack(|| self.is_ready())) else {
                self.open.set(None);
                return;
            };
            self.ask(GetRun { run_id }, move |detail| {
                // Another may have been opened meanwhile.
                if run.get_untracked().as_ref() == Some(&detail.run.run_id) {
                    self.open.set(Some(Arc::new(detail)));
                }
            });
        });
    }

    /// Whether the store can be asked.
    pub(crate) fn is_ready(self) -> bool {
        self.access.with(|access| access.as_ref().is_some_and(|access| access.state == StoreState::Ready))
    }

    /// Takes note of whether the store can be used.
    pub(crate) fn enter(self, accessed: Accessed) {
        self.access.set(Some(Arc::new(accessed)));
        self.refresh();
    }

    /// Opens the store, if no other tab has it.
    pub(crate) fn go_on(self) {
        self.trouble.set(None);
        self.ask(Access {}, move |accessed| self.enter(accessed));
    }

    /// When another tab lets go of the store, goes on here at once if the reader looks at this tab; else offers to, and goes on
    /// when the reader comes back to it.
    fn follow_other_tab(self) {
        let freed = self.client.store_freed();
        Effect::new(move |_| {
            if freed.get() > 0 && platform::is_visible() {
                untrack(|| self.go_on());
            } else if freed.get() > 0 {
                self.access.set(Some(Arc::new(Accessed { state: StoreState::Free, place: Place::Opfs, trouble: None })));
            }
        });
        platform::on_visible(move || {
            let is_free = self.access.try_with_untracked(|access| access.as_ref().is_some_and(|access| access.state == StoreState::Free));
            if is_free == Some(true) {
                self.go_on();
            }
        });
    }

    /// Has the store here, though another tab has it.
    pub(crate) fn take_over(self) {
        self.trouble.set(None);
        self.ask(TakeOver {}, move |accessed| self.enter(accessed));
    }

    /// Status, experiments and models.
    fn survey(self) {
        if !untrack(|| self.is_ready()) {
            return;
        }
        self.ask(Status { check: false }, move |status| self.status.set(Some(Arc::new(status))));
        self.ask(SearchExperiments { view: View::All }, move |found| self.experiments.set(Arc::new(found)));
        self.ask(SearchModels { name: None }, move |found| self.models.set(Arc::new(found)));
    }

    /// Asks the store; what goes wrong is shown.
    pub(crate) fn ask<C: Call + 'static>(self, command: C, take: impl FnOnce(C::Reply) + 'static) {
        spawn_local(async move {
            let answer = self.client.call(command).await;
            if self.trouble.try_get_untracked().is_none() {
                return;
            }
            match answer {
                Ok(reply) => take(reply),
                Err(fault) => self.report(fault),
            }
        });
    }

    /// Asks the store for something that has a file beside it.
    pub(crate) async fn fetch<C: Call>(self, command: C) -> Result<(C::Reply, Option<Blob>), CallFailure> {
        self.client.fetch(command).await
    }

    /// Asks the store for a change, says that it was made, and looks again.
    pub(crate) fn change<C: Call + 'static>(self, command: C, said: impl Into<String> + 'static) {
        self.change_then(command, said, |_| {});
    }

    /// The same, and does something with the answer.
    pub(crate) fn change_then<C: Call + 'static>(
        self,
        command: C,
        said: impl Into<String> + 'static,
        take: impl FnOnce(C::Reply) + 'static,
    ) {
        self.trouble.set(None);
        self.ask(command, move |reply| {
            take(reply);
            self.said.set(said.into());
            self.refresh();
        });
    }

    /// Changes the run.
    pub(crate) fn edit_run(self, run_id: &str, change: RunChange, said: impl Into<String> + 'static) {
        self.change(EditRun { run_id: run_id.to_owned(), change }, said);
    }

    /// Asks for everything anew.
    pub(crate) fn refresh(self) {
        self.version.update(|version| *version += 1);
    }

    /// Shows what went wrong; a cancelled question is nothing wrong.
    pub(crate) fn report(self, fault: CallFailure) {
        if let CallFailure::Stopped(error) | CallFailure::Failed(error) = fault {
            self.trouble.set(Some(error));
        }
    }

    /// The name of an experiment.
    pub(crate) fn experiment_name(self, id: i64) -> String {
        self.experiments
            .with(|all| all.iter().find(|one| one.experiment_id == id).map_or_else(|| format!("experiment {id}"), |one| one.name.clone()))
    }

    /// Takes a run into the comparison, or out of it.
    pub(crate) fn choose(self, run_id: &str, taken: bool) {
        self.look.update(|look| {
            look.chosen.retain(|one| one != run_id);
            if taken {
                look.chosen.push(run_id.to_owned());
            }
        });
    }
}
