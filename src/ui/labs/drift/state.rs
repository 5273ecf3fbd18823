//! The drift lab: a service as it is set up, what became of it, and how far it has been played.
//!
//! [`query`] is what is asked for; it is the address too. [`story`] puts what happened into words.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement};

use crate::protocol::drift::{AlertRule, AlertState, WatchReport};
use crate::protocol::model::Task;
use crate::protocol::track::ReadKeptLog;
use crate::protocol::{
    Act, Action, ColumnKind, ColumnProfile, DatasetProfile, DatasetRef, Investigate, Policies, ReadLog, Scenarios, Watch, WatchSpec,
    Watched, wire,
};
use crate::ui::client::Client;
use crate::ui::kit::address::keep_address;
use crate::ui::kit::drawing::chart_width;
use crate::ui::labs::drift::query::{OWN, Query};
use crate::ui::labs::drift::task::{DoneTasks, LabTask};
use crate::ui::platform;
use crate::ui::workspace::dataset_choice::DatasetChoice;
use crate::ui::workspace::experiment_form::missing_file;
use crate::ui::workspace::job::Job;
use crate::ui::workspace::logging::keep::Kept;
use crate::ui::workspace::logging::service::SERVED;

/// Without smooth motion the picture moves on at most so often, milliseconds.
const STILL_MILLIS: f64 = 400.0;

/// What is known of the logs that are kept.
#[derive(Clone, Copy, Default)]
pub(crate) struct KeptLogs {
    /// What became of this service's run.
    pub(crate) kept: RwSignal<Kept>,
    /// Why its log is not among its files.
    pub(crate) left_out: RwSignal<Option<String>>,
    /// The store is in this tab's memory.
    pub(crate) in_memory: RwSignal<bool>,
    /// Runs with a log, the latest first, with names for people.
    pub(crate) logs: RwSignal<Vec<(String, String)>>,
    /// The setup that was kept last, as words of the address, which are none for the usual setup.
    pub(crate) last: StoredValue<Option<String>>,
}

/// The lab's state; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct DriftLabState {
    pub(crate) client: Client,
    /// The reader's own file.
    pub(crate) data: DatasetChoice,
    /// What the address got wrong.
    pub(crate) warnings: RwSignal<Vec<String>>,
    pub(crate) setup: Query,
    pub(crate) cards: Job<Scenarios>,
    pub(crate) run: Job<Watch>,
    pub(crate) look: Job<Investigate>,
    pub(crate) policies: Job<Policies>,
    pub(crate) log: Job<ReadLog>,
    /// The same of a log that was kept in the tracking store.
    pub(crate) kept_log: Job<ReadKeptLog>,
    /// The logs that are kept.
    pub(crate) kept_logs: KeptLogs,
    /// Windows that have passed.
    pub(crate) at: RwSignal<u32>,
    pub(crate) playing: RwSignal<bool>,
    /// Name of the panel that is enlarged; empty if none is.
    pub(crate) large: RwSignal<String>,
    /// What the reader has done, for the tasks.
    pub(crate) done: RwSignal<DoneTasks>,
    /// Windows that have passed, with the part of the one that is passing.
    exact: StoredValue<f64>,
    /// When the last frame was shown, milliseconds.
    frame: StoredValue<f64>,
    /// The history that is shown is of another setup.
    pub(crate) old: Memo<bool>,
    /// The setup that was served last, as words of the address and as a request.
    pub(crate) asked: RwSignal<String>,
    /// The address names a file that is not here yet.
    linked: StoredValue<bool>,
    served: StoredValue<Option<WatchSpec>>,
}

impl DriftLabState {
    /// A lab with the setup that the address asks for.
    pub(crate) fn new(client: Client, setup: Query) -> Self {
        let asked = RwSignal::new(String::new());
        Self {
            client,
            data: DatasetChoice::new(client),
            warnings: RwSignal::default(),
            setup,
            cards: Job::new(),
            run: Job::new(),
            look: Job::new(),
            policies: Job::new(),
            log: Job::new(),
            kept_log: Job::new(),
            kept_logs: KeptLogs::default(),
            at: RwSignal::new(setup.at.get_untracked()),
            playing: RwSignal::new(false),
            large: RwSignal::default(),
            done: RwSignal::default(),
            exact: StoredValue::new(f64::from(setup.at.get_untracked())),
            frame: StoredValue::new(0.0),
            old: Memo::new(move |_| asked.with(|asked| !asked.is_empty() && *asked != setup.words(false))),
            asked,
            linked: StoredValue::new(false),
            served: StoredValue::new(None),
        }
    }

    /// Asks for scenarios and history, and keeps the address in step.
    pub(crate) fn open(self) {
        Effect::new(move |_| {
            let (dataset, target) = self.setup.source();
            if self.has_data() {
                self.cards.ask(self.client, Scenarios { dataset, target });
            }
        });
        if untrack(|| self.has_data()) {
            self.serve();
        } else {
            // A link to somebody's own file: it has to be chosen first.
            let digest = self.setup.digest.get_untracked();
            self.linked.set_value(true);
            self.warnings.set(vec![missing_file(&digest)]);
        }
        self.follow_end();
        keep_address(move || {
            // While it plays the address would change many times a second, and browsers refuse that.
            if self.playing.get() {
                return None;
            }
            self.setup.at.set(self.at.get());
            let words = self.setup.words(true);
            Some(if words.is_empty() { words } else { format!("?{words}") })
        });
        Effect::new(move |_| {
            if let Some(report) = self.watched() {
                self.note(&report.report);
                self.cover();
            }
        });
    }

    /// The data are a sample, or the reader's file is there.
    pub(crate) fn has_data(self) -> bool {
        self.setup.data.with(|data| data != OWN) || self.data.own.with(|own| own.is_some())
    }

    /// Reads a file of the reader's own and serves it. The file that a link names keeps what the link says of it.
    pub(crate) fn choose_file(self, file: File) {
        self.data.read(file, move |profile| {
            let DatasetRef::Own(digest) = profile.dataset.clone() else { return };
            let target = classes_of(&profile);
            self.data.profile.set(Some(Arc::new(profile)));
            self.warnings.set(vec![]);
            let setup = self.setup;
            let linked = self.linked.get_value();
            self.linked.set_value(false);
            let same = setup.digest.with_untracked(|own| *own == digest) && !setup.target.with_untracked(String::is_empty);
            if !same {
                setup.target.set(target);
                setup.time.set(String::new());
                setup.digest.set(digest);
                setup.injections.set(vec![]);
            }
            if same && linked {
                self.serve();
            }
            setup.data.set(OWN.to_owned());
        });
    }

    /// Serves the setup as it stands; without its data it asks for them.
    pub(crate) fn serve(self) {
        if !untrack(|| self.has_data()) {
            platform::focus("lab-file");
            return;
        }
        self.asked.set(untrack(|| self.setup.words(false)));
        let spec = untrack(|| self.setup.spec());
        self.served.set_value(Some(spec.clone()));
        // For the handbook, which serves it again.
        if let Ok(text) = wire::encode(&spec) {
            platform::store(SERVED, &text);
        }
        self.run.ask(self.client, Watch { spec, draw_width: Some(panel_width()), lean: true });
    }

    /// What was served last: whatever asks about the history asks this, however the settings stand now.
    pub(crate) fn spec(self) -> WatchSpec {
        self.served.get_value().unwrap_or_else(|| untrack(|| self.setup.spec()))
    }

    /// The history, as far as it is known.
    pub(crate) fn watched(self) -> Option<Arc<Watched>> {
        self.run.found.get()
    }

    /// Windows of the history; 0 without one.
    pub(crate) fn windows(self) -> u32 {
        self.run.found.with(|found| found.as_ref().map_or(0, |found| found.report.windows.len() as u32))
    }

    /// Moves to where so many windows have passed.
    pub(crate) fn seek(self, at: u32) {
        let at = at.min(untrack(|| self.windows()));
        self.exact.set_value(at.into());
        self.at.set(at);
        self.cover();
        if let Some(found) = self.run.found.get_untracked() {
            self.note(&found.report);
        }
    }

    /// Plays, from the start if it is over, or pauses.
    pub(crate) fn toggle(self) {
        if self.playing.get_untracked() {
            self.playing.set(false);
            return;
        }
        if self.at.get_untracked() >= untrack(|| self.windows()) {
            self.seek(0);
        }
        self.playing.set(true);
        self.frame.set_value(platform::now_millis_exact());
        self.step();
    }

    /// One frame of the play.
    fn step(self) {
        request_animation_frame(move || {
            if self.playing.try_get_untracked() != Some(true) {
                return;
            }
            let now = platform::now_millis_exact();
            let last = self.frame.get_value();
            let still = platform::prefers_still();
            if !still || now - last >= STILL_MILLIS {
                self.frame.set_value(now);
                let Some(found) = self.run.found.get_untracked() else {
                    self.playing.set(false);
                    return;
                };
                let count = found.report.windows.len() as f64;
                // Windows of a calendar hold what they hold; played is their mean.
                let rows = found.report.rows as f64 / count.max(1.0);
                let speed = f64::from(self.setup.speed()) / 60_000.0 / rows.max(1.0);
                let next = (self.exact.get_value() + (now - last).min(1000.0) * speed).min(count);
                self.exact.set_value(next);
                let passed = next.floor() as u32;
                if passed != self.at.get_untracked() {
                    self.at.set(passed);
                    self.note(&found.report);
                }
                self.cover();
                if next >= count {
                    self.playing.set(false);
                    return;
                }
            }
            self.step();
        });
    }

    /// Covers what has not happened yet. This runs once a frame, so it touches nothing but the layers.
    pub(crate) fn cover(self) {
        let count = f64::from(untrack(|| self.windows())).max(1.0);
        let exact = if platform::prefers_still() { self.exact.get_value().floor() } else { self.exact.get_value() };
        let delay = f64::from(self.setup.delay.get_untracked());
        for layer in platform::elements(".watch-layer") {
            let Ok(layer) = layer.dyn_into::<HtmlElement>() else { continue };
            let read = |name: &str| layer.get_attribute(name).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
            let passed = if layer.has_attribute("data-late") && exact < count { (exact - delay).max(0.0) } else { exact };
            let share = (passed / count).clamp(0.0, 1.0);
            let hidden = 100.0 - (read("data-from") + share * (read("data-to") - read("data-from")));
            let hidden = if share >= 1.0 { 0.0 } else { hidden };
            // An element that takes no style shows everything, which is no fault of the reader's.
            let _ = layer.style().set_property("clip-path", &format!("inset(0 {hidden:.3}% 0 0)"));
        }
    }

    /// Does something at the window that has just passed, and serves again from the start: history is a function of the setup.
    pub(crate) fn act(self, act: Act) {
        let Some(at) = self.at.get_untracked().checked_sub(1) else { return };
        self.playing.set(false);
        self.setup.actions.update(|actions| {
            // What came later was an answer to another history.
            actions.retain(|action| action.at <= at);
            actions.push(Action { at, act });
        });
        self.serve();
    }

    /// Looks closely at the window that has just passed.
    pub(crate) fn investigate(self) {
        let Some(window) = self.at.get_untracked().checked_sub(1) else { return };
        self.playing.set(false);
        self.look.ask(self.client, Investigate { spec: self.spec(), window, draw_width: Some(chart_width()) });
    }

    /// Ticks the tasks that the history, as far as it has been played, shows done.
    fn note(self, report: &WatchReport) {
        let at = self.at.get_untracked() as usize;
        let fires = |rule: Option<AlertRule>| {
            let of = |alert: &&crate::protocol::drift::AlertReport| rule.is_none_or(|rule| rule == alert.rule);
            report.alerts.iter().filter(of).any(|alert| alert.states.iter().take(at).any(|state| *state == AlertState::Alerting))
        };
        let plays = |scenario: &str| self.setup.scenario.with_untracked(|id| id == scenario);
        let (flip, slow) = (plays("label-flip"), plays("slow-upstream"));
        let taken = report.versions.iter().any(|version| version.version > 1 && version.live_from.is_some_and(|live| (live as usize) < at));
        let well = report.windows.iter().take(at).any(|window| {
            let known = window.labels_due.is_some_and(|due| (due as usize) < at);
            known && window.version > 1 && window.actual.is_some_and(|check| !check.alert)
        });
        let manual = self.setup.actions.with_untracked(|actions| actions.iter().any(|action| action.act == Act::Promote));
        let flip = flip && fires(Some(AlertRule::Performance));
        let slow = slow && fires(Some(AlertRule::Latency));
        let found = [
            (LabTask::SeeAnAlert, fires(None)),
            (LabTask::FlipLabels, flip),
            (LabTask::SlowDown, slow),
            (LabTask::Promote, manual && taken),
            (LabTask::SeeItRecover, taken && well),
        ];
        self.tick(found.into_iter().filter(|(_, is_done)| *is_done).map(|(task, _)| task));
    }

    /// Ticks these tasks; what is ticked stays so.
    pub(crate) fn tick(self, tasks: impl IntoIterator<Item = LabTask>) {
        let new: Vec<LabTask> = self.done.with_untracked(|done| tasks.into_iter().filter(|task| !done.contains(task)).collect());
        if !new.is_empty() {
            self.done.update(|done| done.extend(new));
        }
    }
}

/// The column that a model of classes would learn to predict: the usual target if it has classes, else the last column that has.
fn classes_of(profile: &DatasetProfile) -> String {
    let fits = |column: &&ColumnProfile| column.kind == ColumnKind::Categorical && column.allows(Task::Classification);
    let usual = profile.columns.iter().filter(fits).find(|column| Some(&column.name) == profile.target.as_ref());
    usual.or_else(|| profile.columns.iter().rfind(fits)).map(|column| column.name.clone()).unwrap_or_default()
}

/// Width of the panels.
fn panel_width() -> u32 {
    match platform::window_width() {
        width @ 0..=640 => width.saturating_sub(44).clamp(280, 560),
        _ => 520,
    }
}
