//! Training, cancelling and comparing, as the lab does them.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::model::Task;
use crate::protocol::{Compare, CompareNumbers, Estimate, Progress, Regress, Train, TrainSpec};
use crate::ui::client::CallFailure;
use crate::ui::kit::drawing::chart_width;
use crate::ui::labs::train::state::{Stage, TrainLab};
use crate::ui::labs::train::story;
use crate::ui::platform;
use crate::ui::workspace::run::{ModelComparison, Run, TrainingOutcome};

impl TrainLab {
    /// Trains with the setting as it stands, if every field is right.
    pub(crate) fn train(self) {
        if self.is_training() {
            return;
        }
        if let Some(name) = self.form.first_wrong() {
            platform::focus(&format!("lab-{name}"));
            return;
        }
        self.form.trouble.set(None);
        let asked = self.form.spec.get_untracked();
        let (spec, draw_width) = (asked.clone(), Some(chart_width()));
        let on_progress = move |now: Progress| {
            self.run.stage.update(|stage| {
                if let Stage::Training { progress, .. } = stage {
                    *progress = now;
                }
            });
        };
        self.look_ahead(asked.clone());
        let numbers = asked.model.kind().task == Task::Regression;
        let begin = |job| {
            let progress = Progress { share: 0.0, doing: "starting".to_owned() };
            self.run.stage.set(Stage::Training { job, progress });
        };
        if numbers {
            let pending = self.client.ask(Regress { spec, draw_width, lean: true }, on_progress);
            begin(pending.job);
            spawn_local(async move { self.end(asked, pending.answer().await.map(|found| TrainingOutcome::Numbers(Box::new(found)))) });
        } else {
            let pending = self.client.ask(Train { spec, draw_width, lean: true }, on_progress);
            begin(pending.job);
            spawn_local(async move { self.end(asked, pending.answer().await.map(|found| TrainingOutcome::Classes(Box::new(found)))) });
        }
    }

    /// Says beforehand what a long training will take. The worker answers this first; it only counts.
    fn look_ahead(self, spec: TrainSpec) {
        self.run.outlook.set(String::new());
        let workers = self.client.workers();
        let pending = self.client.ask(Estimate { spec, workers }, |_| {});
        spawn_local(async move {
            if let Ok(estimated) = pending.answer().await {
                _ = self.run.outlook.try_set(story::outlook(&estimated, workers));
            }
        });
    }

    /// Shows what came of a training, if the lab is still there.
    fn end(self, asked: TrainSpec, answer: Result<TrainingOutcome, CallFailure>) {
        if self.run.stage.try_get_untracked().is_none() {
            return;
        }
        match answer {
            Ok(found) => self.finish(asked, found),
            Err(CallFailure::Cancelled) => self.run.stage.set(Stage::Cancelled),
            Err(fault) => {
                self.run.stage.set(Stage::Failed);
                self.report(fault);
            }
        }
    }

    fn finish(self, asked: TrainSpec, found: TrainingOutcome) {
        let beat = match &found {
            TrainingOutcome::Classes(trained) => trained.report.scores.accuracy > trained.report.baseline.accuracy,
            TrainingOutcome::Numbers(regressed) => regressed.report.scores.mae < regressed.report.baseline.mae,
        };
        let changed = self.run.result.with_untracked(|run| run.as_ref().is_some_and(|run| run.asked != asked));
        self.run.evidence.update(|evidence| {
            evidence.beat_baseline |= beat;
            evidence.changed_setting |= changed;
        });
        self.run.comparison.set(None);
        self.run.result.set(Some(Arc::new(Run { asked, found })));
        self.run.stage.set(Stage::Finished);
        self.compare();
    }

    /// Withdraws the training.
    pub(crate) fn cancel(self) {
        if let Stage::Training { job, .. } = self.run.stage.get_untracked() {
            self.client.cancel(job);
            platform::focus("lab-train");
        }
    }

    /// Keeps the setting of the report on the page as A, to be set beside the next.
    pub(crate) fn keep(self) {
        self.run.comparison.set(None);
        self.run.kept.set(self.run.result.with_untracked(|run| run.as_ref().map(|run| run.asked.clone())));
    }

    /// Forgets A.
    pub(crate) fn release(self) {
        self.run.comparison.set(None);
        self.run.kept.set(None);
        platform::focus("lab-keep");
    }

    /// Sets the last report beside A, if there is one and it is another.
    fn compare(self) {
        let kept = self.run.kept.get_untracked();
        let (Some(left), Some(right)) = (kept.clone(), self.run.result.get_untracked()) else { return };
        let task = |spec: &TrainSpec| spec.model.kind().task;
        // Classes and numbers have no error in common.
        if left == right.asked || task(&left) != task(&right.asked) {
            return;
        }
        let numbers = task(&left) == Task::Regression;
        let asked = right.asked.clone();
        spawn_local(async move {
            let answer = if numbers {
                let command = CompareNumbers { left, right: asked, draw_width: None, lean: true };
                self.client.call(command).await.map(|both| ModelComparison::Numbers(Box::new(both)))
            } else {
                let command = Compare { left, right: asked, draw_width: Some(chart_width()), lean: true };
                self.client.call(command).await.map(|both| ModelComparison::Classes(Box::new(both)))
            };
            let is_result = self.run.result.try_with_untracked(|run| run.as_ref().is_some_and(|run| Arc::ptr_eq(run, &right)));
            if is_result != Some(true) || self.run.kept.with_untracked(|now| *now != kept) {
                return;
            }
            match answer {
                Ok(comparison) => {
                    self.run.comparison.set(Some(Arc::new(comparison)));
                    self.run.evidence.update(|evidence| evidence.compared = true);
                }
                Err(fault) => self.report(fault),
            }
        });
    }
}
