//! A service as a run of the tracking store: its setting, what happened window by window, and its prediction log as a table that
//! `mlflow.load_table` reads.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::dataset::sample;
use crate::protocol::drift::WatchReport;
use crate::protocol::track::{Access, DatasetInput, LOG_PATH, NewArtifact, NewRun, Place, SearchRuns, Selection};
use crate::protocol::{DatasetRef, LogFilter, LogForm, LogQuestion, ReadLog, WatchSpec, wire};
use crate::ui::client::CallFailure;
use crate::ui::kit::number::plain;
use crate::ui::labs::drift::state::DriftLabState;
use crate::ui::platform;
use crate::ui::workspace::logging::keep;
use crate::ui::workspace::logging::keep::Kept;
use crate::ui::workspace::logging::record::params_of;
use crate::ui::workspace::logging::service::{SPEC_PATH, metrics};

/// The tag that tells why a run has no log.
pub(crate) const NOT_KEPT: &str = "log_not_kept";
/// The tag by which runs of services are found.
const LAB: &str = "lab";
/// Its value.
const DRIFT: &str = "drift";
/// MLflow's tag that lists the tables of a run.
const TABLES: &str = "mlflow.loggedArtifacts";
/// Longest log that is kept, in bytes: every one passes through the page.
const MOST: u64 = 2_000_000;
/// Entries of a log at most.
const ENTRIES: u32 = 200_000;
/// Longest value of a param that MLflow takes.
const LONGEST: usize = 6000;
/// Kept logs that are offered.
const OFFERED: u32 = 50;

impl DriftLabState {
    /// Keeps the service once its last window has passed, unless the reader said no.
    pub(crate) fn follow_end(self) {
        Effect::new(move |_| {
            let (at, windows) = (self.at.get(), self.windows());
            // The cards have the scenario's name.
            let named = self.cards.found.with(Option::is_some);
            if windows > 0 && at >= windows && named && !self.run.is_busy() && keep::wanted() {
                self.keep();
            }
        });
        Effect::new(move |_| {
            if self.kept_logs.kept.with(|kept| matches!(kept, Kept::Saved(_))) {
                self.look_for_logs();
            }
        });
        Effect::new(move |_| {
            // Another service is shown, and nothing was kept of it yet.
            let words = self.asked.get();
            if self.kept_logs.last.with_value(|last| last.as_ref() != Some(&words)) {
                self.kept_logs.kept.set(Kept::Nothing);
                self.kept_logs.left_out.set(None);
            }
        });
    }

    /// Keeps the service that is shown, once.
    pub(crate) fn keep(self) {
        let (Some(found), words) = (self.run.found.get_untracked(), self.asked.get_untracked()) else { return };
        let again = self.kept_logs.kept.with_untracked(|kept| matches!(kept, Kept::Failed(_)));
        if self.kept_logs.last.with_value(|last| last.as_ref() == Some(&words)) && !again {
            return;
        }
        self.kept_logs.last.set_value(Some(words.clone()));
        let (spec, kept_logs) = (self.spec(), self.kept_logs);
        let title = match &spec.model.dataset {
            DatasetRef::Sample(id) => sample(id).map(|sample| sample.title.to_owned()),
            DatasetRef::Own(_) => self.data.own.with_untracked(|own| own.as_ref().map(|(title, _)| title.clone())),
        };
        let title = title.unwrap_or_else(|| "own data".to_owned());
        let card = |id: &str| {
            self.cards
                .found
                .with_untracked(|found| found.as_ref()?.cards.iter().find(|card| card.id == id).map(|card| card.name.clone()))
                .unwrap_or_else(|| id.to_owned())
        };
        let story = match &spec.scenario {
            Some(scenario) => card(&scenario.id),
            None => untrack(|| self.setup.untouched().0.to_owned()),
        };
        let name = format!("{story}, {}", spec.model.model.kind().title.to_lowercase());
        let (client, experiment) = (self.client, format!("Service: {title}"));
        let runs = async move {
            let first = LogQuestion::first(ENTRIES, LogForm::MlflowTable, LogFilter::default());
            let asked = ReadLog { spec: spec.clone(), question: LogQuestion { longest: Some(MOST), ..first } };
            let log = match client.call(asked).await {
                Ok(page) if page.matching > ENTRIES.into() || page.bytes > MOST => Err(too_long(page.matching, page.bytes)),
                Ok(page) => Ok(page.text),
                Err(CallFailure::Failed(error) | CallFailure::Stopped(error)) => Err(error.what),
                Err(CallFailure::Cancelled) => Err("it was stopped".to_owned()),
            };
            _ = kept_logs.left_out.try_set(log.as_ref().err().cloned());
            let now = platform::now_millis() as i64;
            vec![NewRun { run_name: name, source_name: format!("lab/drift?{words}"), ..run(&spec, &found.report, &title, log, now) }]
        };
        keep::keep_all(client, experiment, runs, kept_logs.kept);
    }

    /// Looks which logs are kept, and where.
    pub(crate) fn look_for_logs(self) {
        spawn_local(async move {
            let which = Selection { filter: format!("tags.{LAB} = '{DRIFT}'"), ..Selection::default() };
            if let Ok(place) = self.client.call(Access {}).await {
                _ = self.kept_logs.in_memory.try_set(place.place == Place::Memory);
            }
            let Ok(page) = self.client.call(SearchRuns { which, limit: OFFERED, ..SearchRuns::default() }).await else { return };
            let with_log = page.runs.into_iter().filter(|row| !row.tags.contains_key(NOT_KEPT));
            let named = |row: crate::protocol::track::RunRow| {
                let when = row.run.end_time.map(crate::ui::kit::browser::moment).unwrap_or_default();
                (row.run.run_id, format!("{}, kept {when}", row.run.run_name))
            };
            _ = self.kept_logs.logs.try_set(with_log.map(named).collect());
        });
    }
}

/// A service as a run; its name and its experiment are chosen by who saves it. `log` is the table, or why there is none.
fn run(spec: &WatchSpec, report: &WatchReport, title: &str, log: Result<String, String>, ended_millis: i64) -> NewRun {
    let file = |path: &str, text: Option<String>| NewArtifact { path: path.to_owned(), text, base64: None };
    let mut artifacts = vec![file(SPEC_PATH, wire::encode(spec).ok())];
    let mut tags = BTreeMap::from([(LAB.to_owned(), DRIFT.to_owned())]);
    match log {
        Ok(text) => {
            artifacts.push(file(LOG_PATH, Some(text)));
            tags.insert(TABLES.to_owned(), format!("[{{\"path\": \"{LOG_PATH}\", \"type\": \"table\"}}]"));
        }
        Err(why) => _ = tags.insert(NOT_KEPT.to_owned(), why),
    }
    let (id, kind, digest) = match &spec.model.dataset {
        DatasetRef::Sample(id) => (id, "sample", sample(id).map_or(id.as_str(), |sample| sample.digest)),
        DatasetRef::Own(id) => (id, "local", id.as_str()),
    };
    let dataset = DatasetInput {
        name: title.to_owned(),
        digest: digest.chars().take(36).collect(),
        source_type: kind.to_owned(),
        source: wire::encode(&BTreeMap::from([("id", id.as_str()), ("target", spec.model.target.as_str())])).unwrap_or_default(),
        context: Some("serving".to_owned()),
        ..DatasetInput::default()
    };
    NewRun {
        start_time: Some(ended_millis),
        end_time: Some(ended_millis),
        params: settings(spec, report),
        metrics: metrics(report),
        tags,
        datasets: vec![dataset],
        artifacts,
        ..NewRun::default()
    }
}

/// The setting under the names of the request; what is a list or has parts, as JSON.
fn settings(spec: &WatchSpec, report: &WatchReport) -> BTreeMap<String, String> {
    let mut all = params_of(&spec.model);
    let traffic = &spec.traffic;
    all.insert("scenario".to_owned(), spec.scenario.as_ref().map_or_else(|| "none".to_owned(), |scenario| scenario.id.clone()));
    all.insert("metric".to_owned(), report.spec.metric.title(report.classes.len()));
    for (name, value) in [
        ("traffic_seed", traffic.seed.to_string()),
        ("windows", traffic.windows.to_string()),
        ("label_delay", traffic.label_delay.to_string()),
        ("label_share", traffic.label_share.to_string()),
        ("retrain_windows", spec.retrain_windows.to_string()),
        ("clock", json(&traffic.clock)),
        ("injections", json(&report.spec.traffic.injections)),
        ("rule", json(&spec.rule)),
        ("alert", json(&spec.alert)),
        ("latency", json(&spec.latency)),
        ("policy", json(&spec.policy)),
        ("actions", json(&spec.actions)),
    ] {
        all.insert(name.to_owned(), value.chars().take(LONGEST).collect());
    }
    all
}

/// A part of the setting as JSON.
fn json<T: serde::Serialize>(part: &T) -> String {
    wire::encode(part).unwrap_or_default()
}

fn too_long(entries: u64, bytes: u64) -> String {
    let megabytes = |bytes: u64| plain((bytes as f64 / 1e5).ceil() / 10.0);
    if entries > ENTRIES.into() {
        return format!("it has {entries} entries, and logs of up to {ENTRIES} are kept; fewer requests or windows make it shorter");
    }
    format!("it has {} MB, and logs of up to {} MB are kept; fewer requests or windows make it shorter", megabytes(bytes), megabytes(MOST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::drift::{Latency, Reference, WindowReport, WindowState};
    use crate::ui::workspace::testing;

    fn report() -> WatchReport {
        let spec = WatchSpec::of(testing::report().spec);
        let window = |number: u32| WindowReport {
            number,
            rows: 10,
            version: 1,
            state: WindowState::Served,
            confidence: Some(0.5),
            latency: Some(Latency { p50: 1.0, p95: 2.0, p99: 3.0, load: 0.5 }),
            drift_share: (number > 0).then_some(0.25),
            ..WindowReport::default()
        };
        WatchReport {
            spec,
            classes: vec!["no".into(), "yes".into()],
            columns: vec![],
            reference: Reference::default(),
            parts: Default::default(),
            windows: (0..3).map(window).collect(),
            truth: vec![],
            alerts: vec![],
            detectors: vec![],
            versions: vec![],
            rows: 30,
            error: Some(0.1),
        }
    }

    #[test]
    fn a_service_is_a_run_with_steps_a_setting_and_a_table() {
        let report = report();
        let new = run(&report.spec, &report, "Penguins", Ok("{}".into()), 5000);
        let steps: Vec<i64> = new.metrics.iter().filter(|metric| metric.key == "drift_share").map(|metric| metric.step).collect();
        assert_eq!(steps, [1, 2]);
        assert!(new.metrics.iter().all(|metric| metric.key != "measured_performance"), "no label ever came");
        assert_eq!((new.params["windows"].as_str(), new.params["policy"].as_str()), ("60", "\"never\""));
        assert_eq!(new.artifacts.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), [SPEC_PATH, LOG_PATH]);
        assert_eq!(new.tags["mlflow.loggedArtifacts"], "[{\"path\": \"predictions.json\", \"type\": \"table\"}]");
        let spec: WatchSpec = wire::decode(new.artifacts[0].text.as_ref().unwrap()).unwrap();
        assert_eq!(spec, report.spec);
        let without = run(&report.spec, &report, "Penguins", Err("it has 3 MB".into()), 5000);
        assert_eq!((without.artifacts.len(), without.tags[NOT_KEPT].as_str()), (1, "it has 3 MB"));
        assert!(!without.tags.contains_key(TABLES));
    }

    #[test]
    fn thousands_of_windows_are_thinned_and_a_long_log_says_how_long_it_is() {
        let mut long = report();
        long.windows = (0..2500).map(|number| WindowReport { number, ..long.windows[0].clone() }).collect();
        let steps = metrics(&long).iter().filter(|metric| metric.key == "requests").count();
        assert_eq!(steps, 834);
        assert_eq!(too_long(10, 2_340_000), "it has 2.4 MB, and logs of up to 2 MB are kept; fewer requests or windows make it shorter");
    }
}
