//! A model in service as a run: where its setting lies, and its figures as metrics.

use crate::protocol::drift::{AlertState, WatchReport, WindowReport};
use crate::protocol::track::NewMetric;

/// Where the setting that was served last is kept in the browser, for the handbook, which serves it again.
pub(crate) const SERVED: &str = "mlops-roadmap.drift";
/// Where the service's full setting lies among its run's files: what *Reproduce* reads.
pub(crate) const SPEC_PATH: &str = "service/spec.json";
/// Windows whose figures are kept at most; of more, every second, third and so on.
const WINDOWS: usize = 1000;

type Figure = fn(&WindowReport) -> Option<f64>;

/// The figures of each window, the window as the step.
const FIGURES: [(&str, Figure); 8] = [
    ("requests", |one| Some(one.rows as f64)),
    ("confidence", |one| one.confidence),
    ("drift_share", |one| one.drift_share),
    ("expected_performance", |one| one.estimated?.value),
    ("measured_performance", |one| one.labels_due.and(one.actual)?.value),
    ("latency_p50_millis", |one| Some(one.latency?.p50)),
    ("latency_p95_millis", |one| Some(one.latency?.p95)),
    ("latency_p99_millis", |one| Some(one.latency?.p99)),
];

/// What happened: figures window by window, and what it came to in all.
pub(crate) fn metrics(report: &WatchReport) -> Vec<NewMetric> {
    let metric = |key: &str, value: f64, step: i64| NewMetric { key: key.to_owned(), value: Some(value), step, timestamp: None };
    let stride = report.windows.len().div_ceil(WINDOWS).max(1);
    let mut all = vec![];
    for window in report.windows.iter().step_by(stride) {
        let step = i64::from(window.number);
        all.extend(FIGURES.iter().filter_map(|(key, figure)| Some(metric(key, figure(window)?, step))));
        let fires = |states: &[AlertState]| states.get(window.number as usize) == Some(&AlertState::Alerting);
        all.push(metric("alerts_firing", report.alerts.iter().filter(|alert| fires(&alert.states)).count() as f64, step));
    }
    let told = report.alerts.iter().flat_map(|alert| &alert.history).filter(|event| event.to == AlertState::Alerting).count();
    let drifting = report.windows.iter().filter(|window| window.dataset_drift).count();
    let trained = report.versions.iter().filter(|version| version.duel.is_some()).count();
    all.extend(report.error.map(|error| metric("error_share", error, 0)));
    all.extend([
        metric("requests_total", report.rows as f64, 0),
        metric("windows_drifting", drifting as f64, 0),
        metric("alerts_told", told as f64, 0),
        metric("retrainings", trained as f64, 0),
    ]);
    all
}
