//! The training lab's state: the form of the experiment, the training, and what the reader has done so far.

use std::sync::Arc;

use leptos::prelude::*;

use crate::protocol::{Progress, TrainSpec};
use crate::ui::client::{CallFailure, Client};
use crate::ui::kit::address::keep_address;
use crate::ui::labs::train::query::Query;
use crate::ui::labs::train::story;
use crate::ui::workspace::experiment_form::ExperimentForm;
use crate::ui::workspace::run::{ModelComparison, Run};

/// The training lab on the page; copies share everything.
#[derive(Clone, Copy)]
pub(crate) struct TrainLab {
    /// Part of a lesson: compact, and the address is not its own.
    pub(crate) embedded: bool,
    pub(crate) client: Client,
    pub(crate) form: ExperimentForm,
    pub(crate) run: TrainingRun,
}

/// What is trained and what came out of it.
#[derive(Clone, Copy)]
pub(crate) struct TrainingRun {
    /// How far the training is.
    pub(crate) stage: RwSignal<Stage>,
    /// What a long training will take, in a sentence; empty for a short one.
    pub(crate) outlook: RwSignal<String>,
    /// The last report.
    pub(crate) result: RwSignal<Option<Arc<Run>>>,
    /// The experiment kept as A.
    pub(crate) kept: RwSignal<Option<TrainSpec>>,
    /// A beside the last report.
    pub(crate) comparison: RwSignal<Option<Arc<ModelComparison>>>,
    /// What the reader has done.
    pub(crate) evidence: RwSignal<Evidence>,
}

/// How far a training is.
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
    /// It went wrong; the form says what.
    Failed,
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

impl TrainLab {
    /// The lab with what an address asks for; call [`Self::open`] once it is mounted.
    pub(crate) fn new(client: Client, embedded: bool, query: Query, warnings: Vec<String>) -> Self {
        let run = TrainingRun {
            stage: RwSignal::new(Stage::Waiting),
            outlook: RwSignal::default(),
            result: RwSignal::new(None),
            kept: RwSignal::new(query.versus),
            comparison: RwSignal::new(None),
            evidence: RwSignal::default(),
        };
        Self { embedded, client, form: ExperimentForm::new(client, query.spec, warnings), run }
    }

    /// Reads the data and keeps the address in step; trains at once if asked to.
    pub(crate) fn open(self, run: bool) {
        self.form.open(move || {
            if run {
                self.train();
            }
        });
        if !self.embedded {
            keep_address(move || Some(self.query().to_string()));
        }
    }

    /// The address: it says `run` when the report on the page belongs to the experiment.
    fn query(self) -> Query {
        let spec = self.form.spec.get();
        let run = self.run.result.with(|run| run.as_ref().is_some_and(|run| run.asked == spec));
        Query { spec, run, versus: self.run.kept.get() }
    }

    /// Whether the report on the page belongs to another experiment than the controls show.
    pub(crate) fn is_stale(self) -> bool {
        self.run.result.with(|run| run.as_ref().is_some_and(|run| self.form.spec.with(|spec| run.asked != *spec)))
    }

    /// Whether the worker trains.
    pub(crate) fn is_training(self) -> bool {
        self.run.stage.with(|stage| matches!(stage, Stage::Training { .. }))
    }

    /// What a screen reader is told about the stage.
    pub(crate) fn announcement(self) -> String {
        match self.run.stage.get() {
            Stage::Finished => self.run.result.with(|run| run.as_ref().map(|run| story::announcement(run)).unwrap_or_default()),
            Stage::Cancelled => "Training was cancelled. What was on the page before stays.".to_owned(),
            _ => String::new(),
        }
    }

    /// Shows what went wrong beside the main button; a cancelled job is nothing wrong.
    pub(crate) fn report(self, fault: CallFailure) {
        if let Some(error) = fault.error() {
            self.form.trouble.set(Some(error));
        }
    }
}
