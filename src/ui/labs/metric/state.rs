//! The metric lab's state: the question, what errors cost, and the thresholds of the trained model.

use std::sync::Arc;

use leptos::prelude::*;

use crate::protocol::inspect::{CostSpec, ThresholdReport};
use crate::protocol::{Findings, Inspect, Inspected, Look};
use crate::ui::client::Client;
use crate::ui::kit::address::keep_address;
use crate::ui::labs::metric::problems::{PROBLEMS, Problem, spec};
use crate::ui::labs::metric::query::Query;
use crate::ui::labs::metric::story::{Costs, Evidence};
use crate::ui::workspace::job::Job;

/// The metric lab on the page; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct MetricLab {
    pub(crate) client: Client,
    pub(crate) problem: RwSignal<String>,
    pub(crate) costs: Costs,
    pub(crate) job: Job<Inspect>,
    /// The problem whose model is trained.
    pub(crate) asked: RwSignal<String>,
    pub(crate) evidence: Evidence,
}

impl MetricLab {
    /// The lab with what an address asks for, which is kept in step.
    pub(crate) fn new(client: Client, query: Query) -> Self {
        let lab = Self {
            client,
            problem: RwSignal::new(query.problem),
            costs: Costs { miss: RwSignal::new(query.miss), alarm: RwSignal::new(query.alarm) },
            job: Job::new(),
            asked: RwSignal::default(),
            evidence: Evidence::default(),
        };
        keep_address(move || {
            let (miss, alarm) = (lab.costs.miss.get(), lab.costs.alarm.get());
            Some(Query { problem: lab.problem.get(), miss, alarm }.to_string())
        });
        lab
    }

    /// The problem that is chosen.
    pub(crate) fn chosen(self) -> &'static Problem {
        self.problem.with(|id| PROBLEMS.iter().find(|one| one.id == id)).unwrap_or(&PROBLEMS[0])
    }

    /// Trains the model of the chosen problem.
    pub(crate) fn train(self) {
        let problem = untrack(|| self.chosen());
        self.asked.set(problem.id.to_owned());
        // What errors cost is worked out on the page, so the request does not depend on it.
        self.job.ask(self.client, Inspect { spec: spec(problem), look: Look::Thresholds(CostSpec::default()), draw_width: None });
    }

    /// The thresholds of the chosen problem's model; absent until it is trained.
    pub(crate) fn report(self) -> Option<Arc<ThresholdReport>> {
        let found = self.job.found.get().filter(|_| self.asked.with(|asked| *asked == self.chosen().id))?;
        thresholds(&found).cloned().map(Arc::new)
    }
}

fn thresholds(found: &Inspected) -> Option<&ThresholdReport> {
    if let Findings::Thresholds(report) = &found.findings { Some(report) } else { None }
}
