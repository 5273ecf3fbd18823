//! The chosen data as far as they are known: what they look like, the reader's own file, how far reading is, what is wrong.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::dataset::sample;
use crate::protocol::{DatasetProfile, DatasetRef, Describe, Drawing, Error, Progress};
use crate::ui::client::{CallFailure, Client};

/// Samples of at most this many bytes come without a progress bar, which would only make the settings jump.
const SMALL_BYTES: u32 = 400_000;

/// Width of a column's small drawing, CSS pixels.
const SMALL_WIDTH: u32 = 260;

/// Data that are described and read; copies share them.
#[derive(Clone, Copy)]
pub(crate) struct DatasetChoice {
    /// What the data look like; absent until they have been read.
    pub(crate) profile: RwSignal<Option<Arc<DatasetProfile>>>,
    /// One drawing a column, by name.
    pub(crate) distributions: RwSignal<Arc<Vec<(String, Drawing)>>>,
    /// The reader's own file: its title and reference.
    pub(crate) own: RwSignal<Option<(String, DatasetRef)>>,
    /// How far reading the data is; absent when it is read.
    pub(crate) reading: RwSignal<Option<Progress>>,
    /// What is wrong with the data.
    pub(crate) trouble: RwSignal<Option<Error>>,
    client: Client,
    /// Counts what was asked, so that a late answer about other data is not shown.
    turn: StoredValue<u32>,
}

impl DatasetChoice {
    /// Nothing is chosen yet.
    pub(crate) fn new(client: Client) -> Self {
        Self {
            profile: RwSignal::new(None),
            distributions: RwSignal::new(Arc::default()),
            own: RwSignal::new(None),
            reading: RwSignal::new(None),
            trouble: RwSignal::new(None),
            client,
            turn: StoredValue::new(0),
        }
    }

    /// Forgets what the data look like, because other data are chosen.
    pub(crate) fn clear(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.trouble.set(None);
        self.distributions.set(Arc::default());
        self.profile.set(None);
    }

    /// Reads a file of the reader's own and hands on its profile.
    pub(crate) fn read(self, file: File, take: impl FnOnce(DatasetProfile) + 'static) {
        let name = file.name();
        self.trouble.set(None);
        self.reading.set(Some(Progress { share: 0.0, doing: format!("reading {name}") }));
        let pending = self.client.load(name, &file, move |progress| self.follow(progress));
        spawn_local(async move {
            let answer = pending.answer().await;
            if self.own.try_get_untracked().is_none() {
                return;
            }
            self.reading.set(None);
            match answer {
                Ok(profile) => {
                    self.own.set(Some((profile.title.clone(), profile.dataset.clone())));
                    take(profile);
                }
                Err(fault) => self.trouble.set(fault.error()),
            }
        });
    }

    /// Asks for the profile and the drawings, which are coloured by the target; `take` is called when the profile is there.
    pub(crate) fn describe(self, dataset: DatasetRef, target: Option<String>, take: impl FnOnce(&DatasetProfile) + 'static) {
        let takes_time = match &dataset {
            DatasetRef::Own(_) => true,
            DatasetRef::Sample(id) => sample(id).is_some_and(|sample| sample.bytes > SMALL_BYTES),
        };
        if takes_time {
            self.begin_reading();
        }
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        let describe = Describe { dataset, target, draw_width: Some(SMALL_WIDTH) };
        spawn_local(async move {
            let ask = |describe| self.client.ask(describe, move |now| self.follow(now)).answer();
            let mut answer = ask(describe.clone()).await;
            if matches!(answer, Err(CallFailure::Stopped(_))) {
                // Everything else needs the profile, so a fresh worker is asked once more.
                answer = ask(describe).await;
            }
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.reading.set(None);
            match answer {
                Ok((profile, drawings)) => {
                    let profile = Arc::new(profile);
                    take(&profile);
                    self.profile.set(Some(profile));
                    self.distributions.set(Arc::new(drawings));
                }
                Err(fault) => self.trouble.set(fault.error()),
            }
        });
    }

    /// Shows that the data are about to be read.
    pub(crate) fn begin_reading(self) {
        self.reading.set(Some(Progress { share: 0.0, doing: "reading the data".to_owned() }));
    }

    /// Shows how far reading is, where that is shown at all.
    fn follow(self, now: Progress) {
        if self.reading.try_with_untracked(Option::is_some) == Some(true) {
            self.reading.set(Some(now));
        }
    }
}
