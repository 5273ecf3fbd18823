//! Training, cancelling and comparing, as the lab does them.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::params;
use crate::protocol::params::Task;
use crate::protocol::{Compare, CompareNumbers, Estimate, Progress, Regress, Train, TrainSpec};
use crate::ui::client::Client;
use crate::ui::client::Fault;
use crate::ui::platform;
use crate::ui::workspace::run::{Beside, Found, Run};
use crate::ui::workspace::state::{Lab, Stage};
use crate::ui::workspace::story;

impl Lab {
    /// Trains with the setting as it stands, if every field is right.
    pub(crate) fn train(self) {
        if self.is_training() {
            return;
        }
        if let Some(name) = self.wrong.with_untracked(|wrong| wrong.keys().next().cloned()) {
            platform::focus(&format!("lab-{name}"));
            return;
        }
        self.trouble.set(None);
        let asked = self.spec.get_untracked();
        let (spec, draw_width) = (asked.clone(), Some(chart_width()));
        let on_progress = move |now: Progress| {
            self.stage.update(|stage| {
                if let Stage::Training { progress, .. } = stage {
                    *progress = now;
                }
            });
        };
        self.look_ahead(asked.clone());
        let numbers = params::kind(&asked.model).task == Task::Regression;
        let begin = |job| {
            let progress = Progress { share: 0.0, doing: "starting".to_owned() };
            self.stage.set(Stage::Training { job, progress });
        };
        if numbers {
            let pending = self.client.with_value(|client| client.ask(Regress { spec, draw_width, lean: true }, on_progress));
            begin(pending.job);
            spawn_local(async move { self.end(asked, pending.answer().await.map(|found| Found::Numbers(Box::new(found)))) });
        } else {
            let pending = self.client.with_value(|client| client.ask(Train { spec, draw_width, lean: true }, on_progress));
            begin(pending.job);
            spawn_local(async move { self.end(asked, pending.answer().await.map(|found| Found::Classes(Box::new(found)))) });
        }
    }

    /// Says beforehand what a long training will take. The worker answers this first; it only counts.
    fn look_ahead(self, spec: TrainSpec) {
        self.outlook.set(String::new());
        let workers = self.client.with_value(Client::workers);
        let pending = self.client.with_value(|client| client.ask(Estimate { spec, workers }, |_| {}));
        spawn_local(async move {
            if let Ok(estimated) = pending.answer().await {
                _ = self.outlook.try_set(story::outlook(&estimated, workers));
            }
        });
    }

    /// Shows what came of a training, if the lab is still there.
    fn end(self, asked: TrainSpec, answer: Result<Found, Fault>) {
        if self.stage.try_get_untracked().is_none() {
            return;
        }
        match answer {
            Ok(found) => self.finish(asked, found),
            Err(Fault::Cancelled) => self.stage.set(Stage::Cancelled),
            Err(fault) => {
                self.stage.set(Stage::Failed);
                self.report(false, fault);
            }
        }
    }

    fn finish(self, asked: TrainSpec, found: Found) {
        let beat = match &found {
            Found::Classes(trained) => trained.report.scores.accuracy > trained.report.baseline.accuracy,
            Found::Numbers(regressed) => regressed.report.scores.mae < regressed.report.baseline.mae,
        };
        let changed = self.result.with_untracked(|run| run.as_ref().is_some_and(|run| run.asked != asked));
        self.evidence.update(|evidence| {
            evidence.beat_baseline |= beat;
            evidence.changed_setting |= changed;
        });
        self.comparison.set(None);
        self.result.set(Some(Arc::new(Run { asked, found })));
        self.stage.set(Stage::Finished);
        self.compare();
    }

    /// Withdraws the training.
    pub(crate) fn cancel(self) {
        if let Stage::Training { job, .. } = self.stage.get_untracked() {
            self.client.with_value(|client| client.cancel(job));
            platform::focus("lab-train");
        }
    }

    /// Keeps the setting of the report on the page as A, to be set beside the next.
    pub(crate) fn keep(self) {
        self.comparison.set(None);
        self.kept.set(self.result.with_untracked(|run| run.as_ref().map(|run| run.asked.clone())));
    }

    /// Forgets A.
    pub(crate) fn release(self) {
        self.comparison.set(None);
        self.kept.set(None);
        platform::focus("lab-keep");
    }

    /// Sets the last report beside A, if there is one and it is another.
    fn compare(self) {
        let kept = self.kept.get_untracked();
        let (Some(left), Some(right)) = (kept.clone(), self.result.get_untracked()) else { return };
        let task = |spec: &TrainSpec| params::kind(&spec.model).task;
        // Classes and numbers have no error in common.
        if left == right.asked || task(&left) != task(&right.asked) {
            return;
        }
        let numbers = task(&left) == Task::Regression;
        let asked = right.asked.clone();
        spawn_local(async move {
            let answer = if numbers {
                let command = CompareNumbers { left, right: asked, draw_width: None, lean: true };
                self.call(command).await.map(|both| Beside::Numbers(Box::new(both)))
            } else {
                let command = Compare { left, right: asked, draw_width: Some(chart_width()), lean: true };
                self.call(command).await.map(|both| Beside::Classes(Box::new(both)))
            };
            let is_result = self.result.try_with_untracked(|run| run.as_ref().is_some_and(|run| Arc::ptr_eq(run, &right)));
            if is_result != Some(true) || self.kept.with_untracked(|now| *now != kept) {
                return;
            }
            match answer {
                Ok(comparison) => {
                    self.comparison.set(Some(Arc::new(comparison)));
                    self.evidence.update(|evidence| evidence.compared = true);
                }
                Err(fault) => self.report(false, fault),
            }
        });
    }
}

/// Width of the report's drawings in CSS pixels: one beside another where there is room, one a row on a phone.
pub(crate) fn chart_width() -> u32 {
    match platform::window_width() {
        width @ 0..=560 => width.saturating_sub(56).clamp(240, 480),
        _ => 440,
    }
}
