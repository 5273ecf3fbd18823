//! The leakage lab's state: the leak, what it is tried on, and what was found.

use std::sync::Arc;

use leptos::prelude::*;

use crate::protocol::DatasetRef;
use crate::protocol::leakage::{Leak, LeakCase, LeakReport};
use crate::ui::client::Client;
use crate::ui::kit::address::keep_address;
use crate::ui::kit::drawing::chart_width;
use crate::ui::labs::leakage::query::Query;
use crate::ui::labs::leakage::story;
use crate::ui::labs::leakage::story::{KINDS, LeakStory};
use crate::ui::workspace::job::Job;

/// The leakage lab on the page; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct LeakageLab {
    pub(crate) client: Client,
    pub(crate) job: Job<Leak>,
    pub(crate) seen: RwSignal<Seen>,
    pub(crate) kind: RwSignal<String>,
    pub(crate) column: RwSignal<String>,
    pub(crate) every: RwSignal<u32>,
    pub(crate) dataset: RwSignal<String>,
    pub(crate) rows: RwSignal<u32>,
    pub(crate) columns: RwSignal<u32>,
    pub(crate) kept: RwSignal<u32>,
    pub(crate) repeats: RwSignal<u32>,
    pub(crate) seed: RwSignal<u32>,
}

impl LeakageLab {
    /// The lab with what an address asks for, which is kept in step.
    pub(crate) fn new(client: Client, query: Query) -> Self {
        let lab = Self {
            client,
            job: Job::new(),
            seen: RwSignal::default(),
            kind: RwSignal::new(query.leak),
            column: RwSignal::new(query.column),
            every: RwSignal::new(query.every),
            dataset: RwSignal::new(query.dataset),
            rows: RwSignal::new(query.rows),
            columns: RwSignal::new(query.columns),
            kept: RwSignal::new(query.kept),
            repeats: RwSignal::new(query.repeats),
            seed: RwSignal::new(query.seed),
        };
        Effect::new(move |_| {
            if let Some(report) = lab.job.found.get() {
                lab.seen.update(|seen| seen.note(&report));
            }
        });
        keep_address(move || Some(lab.query().to_string()));
        lab
    }

    fn query(self) -> Query {
        Query {
            leak: self.kind().id.to_owned(),
            column: self.column.get(),
            every: self.every.get(),
            dataset: self.dataset.get(),
            rows: self.rows.get(),
            columns: self.columns.get(),
            kept: self.kept.get(),
            repeats: self.repeats.get(),
            seed: self.seed.get(),
        }
    }

    /// The leak that is chosen.
    pub(crate) fn kind(self) -> &'static LeakStory {
        self.kind.with(|id| KINDS.iter().find(|kind| kind.id == id)).unwrap_or(&KINDS[0])
    }

    /// Judges the model with the leak and without.
    pub(crate) fn judge(self) {
        self.job.ask(self.client, untrack(|| self.ask()));
    }

    /// The result, which stands only under the leak that it is about.
    pub(crate) fn shown(self) -> Option<Arc<LeakReport>> {
        self.job.found.get().filter(|report| story::kind_of(&report.case).id == self.kind().id)
    }

    fn ask(self) -> Leak {
        let sample = |id: &str| DatasetRef::Sample(id.to_owned());
        let (target, time, every) = ("late".to_owned(), "date".to_owned(), self.every.get());
        let (rows, repeats) = (self.rows.get(), self.repeats.get());
        let (dataset, case) = match self.kind().id {
            "answer" => (sample("flights"), LeakCase::Answer { target, column: self.column.get(), time, every }),
            "time" => (sample("flights"), LeakCase::Time { target, time, every }),
            "scaler" => {
                let id = self.dataset.get();
                let target = crate::dataset::sample(&id).map(|sample| sample.target.to_owned()).unwrap_or_default();
                (sample(&id), LeakCase::Scaler { target, rows, repeats })
            }
            _ => {
                let (columns, kept) = (self.columns.get(), self.kept.get());
                (sample("iris"), LeakCase::Selection { rows, columns, kept, repeats })
            }
        };
        Leak { dataset, case, seed: self.seed.get().into(), draw_width: Some(chart_width()) }
    }
}

/// What was found so far, for the tasks.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) struct Seen {
    pub(crate) answer: bool,
    pub(crate) time: bool,
    pub(crate) scaler: bool,
    pub(crate) noise_believed: bool,
    pub(crate) noise_cured: bool,
}

impl Seen {
    fn note(&mut self, report: &LeakReport) {
        let gap = report.leaky.gap;
        match report.case {
            LeakCase::Answer { .. } => self.answer |= gap > 0.1,
            LeakCase::Time { .. } => self.time |= gap > report.honest.gap,
            LeakCase::Scaler { .. } => self.scaler = true,
            LeakCase::Selection { .. } => {
                self.noise_believed |= report.leaky.claimed.score >= 0.9;
                self.noise_cured |= self.noise_believed && gap < 0.15;
            }
        }
    }
}
