//! The lab's state: one plain setting, what came out of it, and what the reader has done so far.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::dataset::sample;
use crate::protocol::params::Task;
use crate::protocol::{Call, ColumnKind, ColumnProfile, DatasetProfile, DatasetRef, Describe, Drawing, Error, Progress, TrainSpec, params};
use crate::ui::client::Client;
use crate::ui::client::Fault;
use crate::ui::platform;
use crate::ui::workspace::address;
use crate::ui::workspace::address::Address;
use crate::ui::workspace::run::{Beside, Run};
use crate::ui::workspace::story;

/// One lab on the page; copies share everything.
#[derive(Clone, Copy)]
pub(crate) struct Lab {
    /// Part of a lesson: compact, and the address is not its own.
    pub(crate) embedded: bool,
    /// Nothing is predicted here; the address is not its own either.
    pub(crate) of_groups: bool,
    /// The setting as the controls show it.
    pub(crate) spec: RwSignal<TrainSpec>,
    /// What the data looks like; absent until it has been read.
    pub(crate) profile: RwSignal<Option<Arc<DatasetProfile>>>,
    /// One drawing a column, by name.
    pub(crate) distributions: RwSignal<Arc<Vec<(String, Drawing)>>>,
    /// The reader's own file: its title and reference.
    pub(crate) own: RwSignal<Option<(String, DatasetRef)>>,
    /// What is going on.
    pub(crate) stage: RwSignal<Stage>,
    /// What a long training will take, in a sentence; empty for a short one.
    pub(crate) outlook: RwSignal<String>,
    /// How far reading the data is; absent when it is read.
    pub(crate) reading: RwSignal<Option<Progress>>,
    /// The last report.
    pub(crate) result: RwSignal<Option<Arc<Run>>>,
    /// The setting kept as A.
    pub(crate) kept: RwSignal<Option<TrainSpec>>,
    /// A beside the last report.
    pub(crate) comparison: RwSignal<Option<Arc<Beside>>>,
    /// What went wrong last.
    pub(crate) trouble: RwSignal<Option<Trouble>>,
    /// What is wrong with a field's text, by the field's name.
    pub(crate) wrong: RwSignal<BTreeMap<String, String>>,
    /// Words of the address beside those of the setting.
    pub(crate) more_words: RwSignal<String>,
    /// What the address got wrong.
    pub(crate) address_warnings: RwSignal<Vec<String>>,
    /// What the reader has done.
    pub(crate) evidence: RwSignal<Evidence>,
    pub(crate) client: StoredValue<Client, LocalStorage>,
    path: StoredValue<String>,
    /// Opened by a link to somebody's own file, which has yet to be chosen here; and whether it asks to train at once.
    linked: StoredValue<Option<bool>>,
}

/// What is going on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    /// Nothing was trained yet.
    Waiting,
    /// The worker trains.
    Training {
        /// Its job, by which it can be cancelled.
        job: u32,
        /// How far it is.
        progress: Progress,
    },
    /// The reader cancelled.
    Cancelled,
    /// The report is there.
    Finished,
    /// It went wrong; see the trouble.
    Failed,
}

/// Something that went wrong, and beside which control it is said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Trouble {
    /// With the data, not with training.
    pub(crate) data: bool,
    /// What, and what to do.
    pub(crate) error: Error,
}

/// What the reader has done, for the tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) beat_baseline: bool,
    pub(crate) changed_setting: bool,
    pub(crate) opened_wrong_rows: bool,
    pub(crate) compared: bool,
    pub(crate) predicted: bool,
    pub(crate) shared: bool,
}

impl Lab {
    /// A lab with this setting; call [`Lab::open`] once it is mounted.
    pub(crate) fn new(client: Client, embedded: bool, address: Address) -> Self {
        Self {
            embedded,
            of_groups: false,
            spec: RwSignal::new(address.spec),
            profile: RwSignal::new(None),
            distributions: RwSignal::new(Arc::default()),
            own: RwSignal::new(None),
            stage: RwSignal::new(Stage::Waiting),
            outlook: RwSignal::default(),
            reading: RwSignal::new(None),
            result: RwSignal::new(None),
            kept: RwSignal::new(address.versus),
            comparison: RwSignal::new(None),
            trouble: RwSignal::new(None),
            wrong: RwSignal::default(),
            more_words: RwSignal::default(),
            address_warnings: RwSignal::new(address.warnings),
            evidence: RwSignal::default(),
            client: StoredValue::new_local(client),
            path: StoredValue::new(platform::path()),
            linked: StoredValue::new(None),
        }
    }

    /// The same lab where nothing is predicted.
    pub(crate) fn for_groups(self) -> Self {
        Self { of_groups: true, ..self }
    }

    /// Reads the data that the setting names and keeps the address in step; trains at once if asked to.
    pub(crate) fn open(self, run: bool) {
        if let DatasetRef::Own(digest) = self.spec.get_untracked().dataset {
            self.linked.set_value(Some(run));
            self.address_warnings.update(|warnings| warnings.push(missing_file(&digest)));
        } else {
            self.describe();
            if run {
                self.train();
            }
        }
        Effect::new(move |_| {
            let query = self.query();
            // A training that ends after the reader has moved on must not touch another page's address.
            platform::in_a_moment(move || {
                if !self.embedded && !self.of_groups && self.path.try_with_value(|path| *path == platform::path()) == Some(true) {
                    platform::replace_query(&query);
                }
            });
        });
    }

    /// The setting, and the one kept as A, as a query; it says `run` when the report on the page belongs to it.
    pub(crate) fn query(self) -> String {
        let kept = self.kept.get();
        let is_run = |spec: &TrainSpec| self.result.with(|run| run.as_ref().is_some_and(|run| run.asked == *spec));
        self.spec.with(|spec| address::write(spec, is_run(spec), kept.as_ref())) + &self.more_words.get()
    }

    /// Whether the report on the page belongs to another setting than the controls show.
    pub(crate) fn is_stale(self) -> bool {
        self.result.with(|run| run.as_ref().is_some_and(|run| self.spec.with(|spec| run.asked != *spec)))
    }

    /// Whether the worker trains.
    pub(crate) fn is_training(self) -> bool {
        self.stage.with(|stage| matches!(stage, Stage::Training { .. }))
    }

    /// Asks the worker.
    pub(crate) async fn call<C: Call>(self, command: C) -> Result<C::Reply, Fault> {
        self.call_with(command, |_| {}).await
    }

    /// Asks the worker, and hears how far it is.
    async fn call_with<C: Call>(self, command: C, on_progress: impl Fn(Progress) + 'static) -> Result<C::Reply, Fault> {
        let pending = self.client.try_with_value(|client| client.ask(command, on_progress)).ok_or(Fault::Cancelled)?;
        pending.answer().await
    }

    /// Takes a shipped sample; model, split and folds stay as they are.
    pub(crate) fn choose_sample(self, id: &str) {
        self.choose(DatasetRef::Sample(id.to_owned()), None);
    }

    /// Takes the reader's own file again.
    pub(crate) fn choose_own(self) {
        if let Some((_, dataset)) = self.own.get_untracked() {
            self.choose(dataset, None);
        }
    }

    /// Reads a file of the reader's own.
    pub(crate) fn choose_file(self, file: File) {
        let name = file.name();
        self.trouble.set(None);
        self.reading.set(Some(Progress { share: 0.0, doing: format!("reading {name}") }));
        let pending = self.client.with_value(|client| client.load(name, &file, move |progress| self.reading.set(Some(progress))));
        spawn_local(async move {
            let answer = pending.answer().await;
            if self.spec.try_get_untracked().is_none() {
                return;
            }
            match answer {
                Ok(profile) => {
                    self.own.set(Some((profile.title.clone(), profile.dataset.clone())));
                    let linked = self.linked.get_value();
                    let same = linked.is_some() && self.spec.with_untracked(|spec| spec.dataset == profile.dataset);
                    self.linked.set_value(None);
                    self.address_warnings.set(vec![]);
                    if same {
                        self.profile.set(Some(Arc::new(profile)));
                        self.describe();
                    } else {
                        if linked.is_some() {
                            self.address_warnings.set(vec![OTHER_FILE.to_owned()]);
                        }
                        self.choose(profile.dataset.clone(), Some(profile));
                    }
                    if same && linked == Some(true) {
                        self.train();
                    }
                }
                Err(fault) => {
                    self.reading.set(None);
                    self.report(true, fault);
                }
            }
        });
    }

    fn choose(self, dataset: DatasetRef, profile: Option<DatasetProfile>) {
        let Some(start) = address::starting(dataset) else { return };
        self.trouble.set(None);
        self.distributions.set(Arc::default());
        let target = profile.as_ref().map(target_of);
        self.profile.set(None);
        self.spec.update(|spec| {
            spec.dataset = start.dataset;
            spec.target = target.unwrap_or(start.target);
            spec.features = vec![];
            // What named a column of the other data.
            spec.prepare.columns.clear();
            (spec.split.group, spec.split.time) = (None, None);
        });
        if let DatasetRef::Sample(_) = self.spec.with_untracked(|spec| spec.dataset.clone()) {
            self.set_task(params::kind(&start.model).task);
        }
        let Some(profile) = profile else { return self.describe() };
        // The settings and the data are drawn in a task each, so that the page answers in between.
        platform::in_a_moment(move || {
            if self.spec.try_with_untracked(|spec| spec.dataset == profile.dataset) == Some(true) {
                self.profile.set(Some(Arc::new(profile)));
                self.describe();
            }
        });
    }

    /// Takes another column as the one to predict.
    pub(crate) fn set_target(self, target: String) {
        self.spec.update(|spec| {
            spec.features.retain(|name| *name != target);
            spec.target = target;
        });
        self.fit_task(true);
        self.describe();
    }

    /// What the model answers: a class, or a number.
    pub(crate) fn task(self) -> Task {
        self.spec.with(|spec| params::kind(&spec.model).task)
    }

    /// The column to predict, as it was read.
    pub(crate) fn target_column(self) -> Option<ColumnProfile> {
        let target = self.spec.with(|spec| spec.target.clone());
        self.profile.with(|profile| profile.iter().flat_map(|profile| &profile.columns).find(|column| column.name == target).cloned())
    }

    /// Takes the target for classes or for numbers; the model of the other kind gives way to a random forest.
    pub(crate) fn set_task(self, task: Task) {
        let now = self.spec.with_untracked(|spec| params::kind(&spec.model).task);
        if now != task {
            self.set_model(address::usual_model(task));
        }
    }

    /// Sees to it that the model can answer what is asked; `anew` also takes what is usual for the target.
    fn fit_task(self, anew: bool) {
        let Some(column) = untrack(|| self.target_column()) else { return };
        let now = self.spec.with_untracked(|spec| params::kind(&spec.model).task);
        if anew || !column.allows(now) {
            self.set_task(column.usual_task());
        }
    }

    /// Asks for the profile and the drawings of the chosen data.
    fn describe(self) {
        let (dataset, target) = self.spec.with_untracked(|spec| (spec.dataset.clone(), spec.target.clone()));
        let target = Some(target).filter(|target| !target.is_empty());
        let describe = Describe { dataset: dataset.clone(), target, draw_width: Some(SMALL_WIDTH) };
        // A small sample is there at once: a bar that comes and goes would only make the settings jump.
        let takes_time = match &dataset {
            DatasetRef::Own(_) => true,
            DatasetRef::Sample(id) => sample(id).is_some_and(|sample| sample.bytes > AT_ONCE),
        };
        if takes_time {
            self.reading.set(Some(Progress { share: 0.0, doing: "reading the data".to_owned() }));
        }
        spawn_local(async move {
            let mut answer = self.call_with(describe.clone(), move |now| self.follow(now)).await;
            if matches!(answer, Err(Fault::Stopped(_))) {
                // Looking at the data is what everything else needs, so a fresh worker is asked once more.
                answer = self.call_with(describe, move |now| self.follow(now)).await;
            }
            if self.spec.try_with_untracked(|spec| spec.dataset == dataset) != Some(true) {
                return;
            }
            self.reading.set(None);
            match answer {
                Ok((profile, drawings)) => {
                    self.spec
                        .with_untracked(|spec| spec.target.is_empty())
                        .then(|| self.spec.update(|spec| spec.target = target_of(&profile)));
                    self.profile.set(Some(Arc::new(profile)));
                    self.fit_task(false);
                    self.distributions.set(Arc::new(drawings));
                }
                Err(fault) => self.report(true, fault),
            }
        });
    }

    /// Shows how far reading is, where that is shown at all.
    fn follow(self, now: Progress) {
        if self.reading.try_with_untracked(Option::is_some) == Some(true) {
            self.reading.set(Some(now));
        }
    }

    /// What a screen reader is told about the stage.
    pub(crate) fn announcement(self) -> String {
        match self.stage.get() {
            Stage::Finished => self.result.with(|run| run.as_ref().map(|run| story::announcement(run)).unwrap_or_default()),
            Stage::Cancelled => "Training was cancelled. What was on the page before stays.".to_owned(),
            _ => String::new(),
        }
    }

    /// Shows what went wrong; a cancelled job is nothing wrong.
    pub(crate) fn report(self, data: bool, fault: Fault) {
        if let Fault::Stopped(error) | Fault::Failed(error) = fault {
            self.trouble.set(Some(Trouble { data, error }));
        }
    }
}

const OTHER_FILE: &str = "This is another file than the one the link was made with, so the setting starts afresh.";

/// Samples of at most so many bytes come without a progress bar.
const AT_ONCE: u32 = 400_000;

/// Width of a column's small drawing, CSS pixels.
const SMALL_WIDTH: u32 = 260;

fn target_of(profile: &DatasetProfile) -> String {
    let last = || profile.columns.iter().rfind(|column| column.kind != ColumnKind::Empty).map(|column| column.name.clone());
    profile.target.clone().or_else(last).unwrap_or_default()
}

/// What is said where a link names a file that is not here.
pub(crate) fn missing_file(digest: &str) -> String {
    let which = if digest.is_empty() { String::new() } else { format!(" (digest {digest})") };
    format!(
        "This link was made with a file of its sender's own{which}. Files do not travel with links: choose the same file to see the same numbers."
    )
}
