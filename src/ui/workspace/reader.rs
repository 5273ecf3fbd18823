//! The reader's progress as the labs' module sees it: read from where the page stores it, changed only in its plan.

use leptos::prelude::*;

use crate::plan::{Day, PlanTerms, Schedule};
use crate::ui::platform;
use crate::ui::progress::{KEY, Pace, Progress, ProgressError};

/// Progress, kept in step with the page and other tabs; clones share it.
#[derive(Clone)]
pub(crate) struct Reader {
    progress: ArcRwSignal<Progress>,
    trouble: ArcRwSignal<Option<String>>,
}

impl Reader {
    /// Reads what is stored, and listens for as long as the page lives; so there is one.
    pub(crate) fn open() -> Self {
        let reader = Self { progress: ArcRwSignal::default(), trouble: ArcRwSignal::default() };
        reader.read();
        let again = reader.clone();
        platform::on_progress(move || again.read());
        reader
    }

    /// Statuses, notes, bookmarks, plan.
    pub(crate) fn progress(&self) -> RwSignal<Progress> {
        self.progress.clone().into()
    }

    /// What the reader must know about the store.
    pub(crate) fn trouble(&self) -> RwSignal<Option<String>> {
        self.trouble.clone().into()
    }

    fn read(&self) {
        match stored() {
            Ok(stored) => {
                if self.progress.with_untracked(|known| *known != stored) {
                    self.progress.set(stored);
                }
                self.trouble.set(None);
            }
            Err(cause) => self.trouble.set(Some(format!(
                "Your saved progress could not be read ({cause}), so none of it is shown here. Nothing was changed: you can export it on the home page under Your data."
            ))),
        }
    }

    /// Changes the plan in what is stored now, and tells the page.
    pub(crate) fn change_pace(&self, edit: impl FnOnce(&mut Pace)) {
        self.change(|progress| {
            edit(&mut progress.pace);
            progress.pace.changed_millis = platform::now_millis();
        });
    }

    /// Changes what is stored now, and tells the page.
    pub(crate) fn change(&self, edit: impl FnOnce(&mut Progress)) {
        // What cannot be read is never overwritten.
        let Ok(mut progress) = stored() else { return self.read() };
        edit(&mut progress);
        if !platform::store(KEY, &progress.to_json()) {
            self.trouble.set(Some(
                "This browser would not store your progress (storage is off or full). It is used until you leave the page.".to_owned(),
            ));
        } else {
            platform::tell_page();
        }
        self.progress.set(progress);
    }
}

fn stored() -> Result<Progress, ProgressError> {
    platform::stored(KEY).map_or_else(|| Ok(Progress::default()), |text| Progress::from_json(&text))
}

/// The terms of the reader's plan, with what is left beginning today at the earliest; absent until a first day is chosen.
pub(crate) fn terms(progress: &Progress) -> Option<PlanTerms> {
    progress.pace.terms(Day::parse(&platform::today()))
}

/// Dates of what is left.
pub(crate) fn schedule(progress: &Progress) -> Option<Schedule> {
    terms(progress).map(|terms| terms.schedule(&|id| progress.is_finished(id)))
}
