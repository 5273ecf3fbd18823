//! The form of an experiment: data, target, model, split and preparation as the controls show them.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use crate::protocol::model::Task;
use crate::protocol::{ColumnKind, ColumnProfile, DatasetProfile, DatasetRef, Error, ModelSpec, TrainSpec};
use crate::ui::client::Client;
use crate::ui::kit::query;
use crate::ui::platform;
use crate::ui::workspace::dataset_choice::DatasetChoice;
use crate::ui::workspace::{experiment_query, preparation};

/// What is done once the data of a link are there.
type OnData = Box<dyn FnOnce()>;

/// The form; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct ExperimentForm {
    /// The data that the experiment names.
    pub(crate) data: DatasetChoice,
    /// The experiment as the controls show it.
    pub(crate) spec: RwSignal<TrainSpec>,
    /// What is wrong with the experiment, shown beside the main button.
    pub(crate) trouble: RwSignal<Option<Error>>,
    /// What is wrong with a field's text, by the field's name.
    pub(crate) wrong: RwSignal<BTreeMap<String, String>>,
    /// What the address got wrong.
    pub(crate) warnings: RwSignal<Vec<String>>,
    /// The link names a file that has yet to be chosen here; this is done when it is.
    linked: StoredValue<Option<OnData>, LocalStorage>,
}

impl ExperimentForm {
    /// A form that shows this experiment; call [`Self::open`] once it is mounted.
    pub(crate) fn new(client: Client, spec: TrainSpec, warnings: Vec<String>) -> Self {
        Self {
            data: DatasetChoice::new(client),
            spec: RwSignal::new(spec),
            trouble: RwSignal::new(None),
            wrong: RwSignal::default(),
            warnings: RwSignal::new(warnings),
            linked: StoredValue::new_local(None),
        }
    }

    /// Asks for the data that the experiment names. `then` is done at once, or when the reader has chosen the file of a link.
    pub(crate) fn open(self, then: impl FnOnce() + 'static) {
        if let DatasetRef::Own(digest) = self.spec.with_untracked(|spec| spec.dataset.clone()) {
            self.linked.set_value(Some(Box::new(then)));
            self.warnings.update(|warnings| warnings.push(missing_file(&digest)));
        } else {
            self.describe();
            then();
        }
    }

    /// The first field whose text is wrong.
    pub(crate) fn first_wrong(self) -> Option<String> {
        self.wrong.with_untracked(|wrong| wrong.keys().next().cloned())
    }

    /// Takes a shipped sample; model, split and folds stay as they are.
    pub(crate) fn choose_sample(self, id: &str) {
        self.choose(DatasetRef::Sample(id.to_owned()), None);
    }

    /// Takes the reader's own file again.
    pub(crate) fn choose_own(self) {
        if let Some((_, dataset)) = self.data.own.get_untracked() {
            self.choose(dataset, None);
        }
    }

    /// Reads a file of the reader's own and takes it.
    pub(crate) fn choose_file(self, file: File) {
        self.trouble.set(None);
        self.data.read(file, move |profile| {
            let linked = self.linked.try_update_value(Option::take).flatten();
            self.warnings.set(vec![]);
            match linked {
                Some(then) if self.spec.with_untracked(|spec| spec.dataset == profile.dataset) => {
                    self.data.profile.set(Some(Arc::new(profile)));
                    self.describe();
                    then();
                }
                linked => {
                    if linked.is_some() {
                        self.warnings.set(vec![OTHER_FILE.to_owned()]);
                    }
                    self.choose(profile.dataset.clone(), Some(profile));
                }
            }
        });
    }

    fn choose(self, dataset: DatasetRef, profile: Option<DatasetProfile>) {
        let Some(start) = experiment_query::starting(dataset) else { return };
        self.trouble.set(None);
        self.data.clear();
        let target = profile.as_ref().map(target_of);
        self.spec.update(|spec| {
            spec.dataset = start.dataset;
            spec.target = target.unwrap_or(start.target);
            spec.features = vec![];
            // These name columns of the other data.
            spec.prepare.columns.clear();
            (spec.split.group, spec.split.time) = (None, None);
        });
        if let DatasetRef::Sample(_) = self.spec.with_untracked(|spec| spec.dataset.clone()) {
            self.set_task(start.model.kind().task);
        }
        let Some(profile) = profile else { return self.describe() };
        self.data.begin_reading();
        // The settings and the data are drawn in a task each, so that the page answers in between.
        platform::in_a_moment(move || {
            if self.spec.try_with_untracked(|spec| spec.dataset == profile.dataset) == Some(true) {
                self.data.profile.set(Some(Arc::new(profile)));
                self.describe();
            }
        });
    }

    /// Asks for what the chosen data look like.
    fn describe(self) {
        let (dataset, target) = self.spec.with_untracked(|spec| (spec.dataset.clone(), spec.target.clone()));
        self.data.describe(dataset, Some(target).filter(|target| !target.is_empty()), move |profile| {
            if self.spec.with_untracked(|spec| spec.target.is_empty()) {
                self.spec.update(|spec| spec.target = target_of(profile));
            }
            let target = self.spec.with_untracked(|spec| spec.target.clone());
            if let Some(column) = profile.columns.iter().find(|column| column.name == target) {
                self.fit_task(column, false);
            }
        });
    }

    /// Takes another column as the one to predict.
    pub(crate) fn set_target(self, target: String) {
        self.spec.update(|spec| {
            spec.features.retain(|name| *name != target);
            spec.target = target;
        });
        if let Some(column) = untrack(|| self.target_column()) {
            self.fit_task(&column, true);
        }
        self.describe();
    }

    /// What the model answers: a class, or a number.
    pub(crate) fn task(self) -> Task {
        self.spec.with(|spec| spec.model.kind().task)
    }

    /// The column to predict, as it was read.
    pub(crate) fn target_column(self) -> Option<ColumnProfile> {
        let target = self.spec.with(|spec| spec.target.clone());
        self.data.profile.with(|profile| profile.iter().flat_map(|profile| &profile.columns).find(|column| column.name == target).cloned())
    }

    /// Takes the target for classes or for numbers; a model of the other kind gives way to a random forest.
    pub(crate) fn set_task(self, task: Task) {
        if untrack(|| self.task()) != task {
            self.set_model(experiment_query::usual_model(task));
        }
    }

    /// Makes sure that the model can answer what is asked; `usual` also takes the task that is usual for the target.
    fn fit_task(self, target: &ColumnProfile, usual: bool) {
        if usual || !target.allows(untrack(|| self.task())) {
            self.set_task(target.usual_task());
        }
    }

    /// Takes another model, with scikit-learn's defaults.
    pub(crate) fn set_model(self, id: &str) {
        if let Some(model) = ModelSpec::by_id(id) {
            self.wrong.set(BTreeMap::new());
            self.spec.update(|spec| spec.model = model);
        }
    }

    /// Sets a field from its text, or remembers what is wrong with it.
    pub(crate) fn set_field(self, name: &str, text: &str) {
        let mut spec = self.spec.get_untracked();
        let outcome = match name {
            "test_share" => experiment_query::set_test_share(&mut spec, text),
            "seed" => experiment_query::set_seed(&mut spec, text),
            "folds" => experiment_query::set_folds(&mut spec, text),
            _ => match name.strip_prefix(preparation::PREFIX) {
                Some(name) => preparation::set(&mut spec.prepare, &query::decode(name), text),
                None => spec.model.set(name, text),
            },
        };
        match outcome {
            Ok(()) => {
                if self.wrong.with_untracked(|wrong| wrong.contains_key(name)) {
                    self.wrong.update(|wrong| _ = wrong.remove(name));
                }
                if self.spec.with_untracked(|before| *before != spec) {
                    self.spec.set(spec);
                }
            }
            Err(trouble) => self.wrong.update(|wrong| _ = wrong.insert(name.to_owned(), trouble)),
        }
    }

    /// Prepares a column as all others are, and forgets what was wrong with its fields.
    pub(crate) fn prepare_as_all(self, column: &str) {
        self.spec.update(|spec| spec.prepare.columns.retain(|(name, _)| name != column));
        let own = preparation::field(Some(column), "");
        self.wrong.update(|wrong| wrong.retain(|name, _| !name.starts_with(&own)));
    }
}

const OTHER_FILE: &str = "This is another file than the one the link was made with, so the setting starts afresh.";

/// The column to predict: the usual one of the data, else the last that is not empty.
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

/// Whether a column is learned from, when these are asked for, or none by name.
pub(crate) fn is_chosen(features: &[String], column: &str, usual: bool) -> bool {
    if features.is_empty() { usual } else { features.iter().any(|feature| feature == column) }
}
