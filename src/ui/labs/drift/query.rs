//! The setup of a service as the controls show it: every setting is a word of the address, defaults are left out.
//! `request.rs` makes the request of it.

use leptos::prelude::*;

use crate::protocol::{Act, Action, DetectorSpec, DriftTest, Injection, LatencySpec, PerformanceMetric};
use crate::ui::kit::query;

/// Datasets by id in the address: sample, whether its own time is used, name for people.
pub(crate) const SOURCES: [(&str, &str, bool, &str); 5] = [
    ("penguins", "penguins", false, "Penguins, drawn again and again"),
    ("breast_cancer", "breast_cancer", false, "Breast cancer, drawn again and again"),
    ("wine", "wine", false, "Wine, drawn again and again"),
    ("flights", "flights", false, "New York flights, drawn again and again (3 MB)"),
    ("flights_2013", "flights", true, "New York flights of 2013, day after day (3 MB)"),
];

/// The reader's own file, as the address calls it.
pub(crate) const OWN: &str = "own";

/// Models by id, with names.
pub(crate) const MODELS: [(&str, &str); 3] =
    [("logistic_regression", "Logistic regression"), ("random_forest", "Random forest"), ("hist_gradient_boosting", "Gradient boosting")];

/// Rows a minute that it can be played at.
pub(crate) const SPEEDS: [(&str, u32); 4] = [("20000", 20_000), ("60000", 60_000), ("200000", 200_000), ("1000000", 1_000_000)];

/// What can be set; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Query {
    pub(crate) data: RwSignal<String>,
    /// Digest of the reader's own file.
    pub(crate) digest: RwSignal<String>,
    /// The own file's column to predict, and the one that orders its rows by time; empty if none does.
    pub(crate) target: RwSignal<String>,
    pub(crate) time: RwSignal<String>,
    pub(crate) model: RwSignal<String>,
    /// Empty: nothing goes wrong.
    pub(crate) scenario: RwSignal<String>,
    /// Absent: the scenario's own.
    pub(crate) onset: RwSignal<Option<u32>>,
    pub(crate) size: RwSignal<f64>,
    pub(crate) shape: RwSignal<String>,
    pub(crate) over: RwSignal<u32>,
    /// What goes wrong besides the scenario.
    pub(crate) injections: RwSignal<Vec<Injection>>,
    pub(crate) windows: RwSignal<u32>,
    pub(crate) rows: RwSignal<u32>,
    pub(crate) seed: RwSignal<u32>,
    pub(crate) delay: RwSignal<u32>,
    pub(crate) labels: RwSignal<f64>,
    pub(crate) rule: RwSignal<String>,
    /// One test for every column that it is for; empty: Evidently's choice.
    pub(crate) test: RwSignal<String>,
    /// Absent: the test's own.
    pub(crate) threshold: RwSignal<Option<f64>>,
    pub(crate) detectors: RwSignal<Vec<DetectorSpec>>,
    /// The figure that stands for performance, as [`metric`] reads it.
    pub(crate) metric: RwSignal<String>,
    pub(crate) correction: RwSignal<String>,
    pub(crate) drift_share: RwSignal<f64>,
    /// The service: time of its upstream, how busy it is, and how long 95 of 100 answers may take, milliseconds.
    pub(crate) upstream: RwSignal<f64>,
    pub(crate) load: RwSignal<f64>,
    pub(crate) limit: RwSignal<f64>,
    pub(crate) pending: RwSignal<u32>,
    pub(crate) keep: RwSignal<u32>,
    pub(crate) policy: RwSignal<String>,
    pub(crate) every: RwSignal<u32>,
    pub(crate) recent: RwSignal<u32>,
    pub(crate) speed: RwSignal<String>,
    pub(crate) actions: RwSignal<Vec<Action>>,
    pub(crate) at: RwSignal<u32>,
    /// The run whose kept log is read; empty: this service's own.
    pub(crate) log: RwSignal<String>,
}

impl Query {
    /// What a query asks for; what it leaves out, or gets wrong, is as usual.
    pub(crate) fn read(query: &str) -> Self {
        let query = query::Query::parse(query);
        let text = |key: &str| query.text(key);
        let whole = |key: &str, usual: u32, range: (u32, u32)| RwSignal::new(query.number(key, range.0..=range.1, usual));
        let number = |key: &str, usual: f64, most: f64| RwSignal::new(query.number(key, 0.0..=most, usual));
        let positive = |key: &str, usual: f64, most: f64| RwSignal::new(query.number(key, f64::MIN_POSITIVE..=most, usual));
        let service = LatencySpec::default();
        let one_of = |key: &str, known: &[&str]| RwSignal::new(query.one_of(key, known));
        let words_of = |key: &str| RwSignal::new(text(key).unwrap_or_default());
        Self {
            data: one_of("data", &[&SOURCES.map(|(id, ..)| id)[..], &[OWN]].concat()),
            digest: words_of("digest"),
            target: words_of("target"),
            time: words_of("time"),
            model: one_of("model", &MODELS.map(|(id, _)| id)),
            scenario: RwSignal::new(
                text("scenario").map_or_else(|| "units".to_owned(), |id| if id == "none" { String::new() } else { id }),
            ),
            onset: RwSignal::new(query.parsed("onset")),
            size: number("size", 1.0, 100.0),
            shape: one_of("shape", &["", "sudden", "gradual", "incremental", "recurring", "outliers"]),
            over: whole("over", 10, (1, 10_000)),
            injections: RwSignal::new(text("injuries").and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()),
            windows: whole("windows", 60, (1, 10_000)),
            rows: whole("rows", 200, (1, 100_000)),
            seed: whole("seed", 0, (0, u32::MAX)),
            delay: whole("delay", 3, (0, 10_000)),
            labels: number("labels", 1.0, 1.0),
            rule: one_of("rule", &["evidently", "nannyml"]),
            test: RwSignal::new(text("test").filter(|id| test(id).is_some()).unwrap_or_default()),
            threshold: RwSignal::new(query.parsed("threshold").filter(|limit| (0.0..=1e9).contains(limit))),
            detectors: RwSignal::new(
                text("detectors").and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_else(DetectorSpec::usual),
            ),
            metric: RwSignal::new(text("metric").filter(|id| metric(id).is_some()).unwrap_or_else(|| "accuracy".to_owned())),
            correction: one_of("correction", &["none", "bonferroni", "benjamini_hochberg"]),
            drift_share: number("drift_share", 0.5, 1.0),
            upstream: positive("upstream", service.upstream_millis, 1e6),
            load: positive("load", service.load, 0.99),
            limit: positive("limit", service.limit_millis, 1e9),
            pending: whole("pending", 2, (0, 1000)),
            keep: whole("keep", 1, (0, 1000)),
            policy: one_of("policy", &["never", "schedule", "drift", "performance"]),
            every: whole("every", 10, (1, 10_000)),
            recent: whole("recent", 5, (1, 1000)),
            speed: one_of("speed", &SPEEDS.map(|(id, _)| id)),
            actions: RwSignal::new(text("did").map(|text| actions(&text)).unwrap_or_default()),
            at: whole("at", 0, (0, 10_000)),
            log: words_of("log"),
        }
    }

    /// The words of the address; `all` adds what does not change the history.
    pub(crate) fn words(self, all: bool) -> String {
        let usual = Self::read("");
        let mut query = query::Query::default();
        let mut say = |key: &str, value: String, is: String| query.push_unless(key, &value, &is);
        let scenario = |own: Self| own.scenario.with(|id| if id.is_empty() { "none".to_owned() } else { id.clone() });
        say("data", self.data.get(), usual.data.get_untracked());
        if self.data.with(|data| data == OWN) {
            for (key, own) in [("digest", self.digest), ("target", self.target), ("time", self.time)] {
                say(key, own.get(), String::new());
            }
        }
        say("model", self.model.get(), usual.model.get_untracked());
        say("scenario", scenario(self), "units".into());
        say("onset", self.onset.get().map(|onset| onset.to_string()).unwrap_or_default(), String::new());
        say("shape", self.shape.get(), String::new());
        let injections = self.injections.get();
        say("injuries", if injections.is_empty() { String::new() } else { json(&injections) }, String::new());
        say("test", self.test.get(), String::new());
        say("threshold", self.threshold.get().map(|limit| limit.to_string()).unwrap_or_default(), String::new());
        say("detectors", json(&self.detectors.get()), json(&DetectorSpec::usual()));
        say("metric", self.metric.get(), "accuracy".into());
        say("correction", self.correction.get(), "none".into());
        say("rule", self.rule.get(), "evidently".into());
        say("policy", self.policy.get(), "never".into());
        for (key, own, is) in [
            ("size", self.size, usual.size),
            ("labels", self.labels, usual.labels),
            ("drift_share", self.drift_share, usual.drift_share),
            ("upstream", self.upstream, usual.upstream),
            ("load", self.load, usual.load),
            ("limit", self.limit, usual.limit),
        ] {
            say(key, own.get().to_string(), is.get_untracked().to_string());
        }
        for (key, own, is) in [
            ("over", self.over, usual.over),
            ("windows", self.windows, usual.windows),
            ("rows", self.rows, usual.rows),
            ("seed", self.seed, usual.seed),
            ("delay", self.delay, usual.delay),
            ("pending", self.pending, usual.pending),
            ("keep", self.keep, usual.keep),
            ("every", self.every, usual.every),
            ("recent", self.recent, usual.recent),
        ] {
            say(key, own.get().to_string(), is.get_untracked().to_string());
        }
        let did: Vec<String> = self.actions.get().iter().map(|action| format!("{}@{}", name(action.act), action.at)).collect();
        say("did", did.join(","), String::new());
        if all {
            say("speed", self.speed.get(), usual.speed.get_untracked());
            say("at", self.at.get().to_string(), "0".into());
            say("log", self.log.get(), String::new());
        }
        query.words()
    }
}

/// Every test by Evidently's name, with its name for people.
pub(crate) fn tests() -> Vec<(String, String)> {
    DriftTest::ALL.into_iter().map(|test| (json(&test).trim_matches('"').to_owned(), test.title().to_owned())).collect()
}

/// A test by Evidently's name.
pub(super) fn test(id: &str) -> Option<DriftTest> {
    serde_json::from_value(id.into()).ok()
}

/// Figures that are of no class in particular, by id.
pub(crate) const METRICS: [(&str, PerformanceMetric); 6] = [
    ("accuracy", PerformanceMetric::Accuracy),
    ("f1", PerformanceMetric::F1),
    ("precision", PerformanceMetric::Precision),
    ("recall", PerformanceMetric::Recall),
    ("roc_auc", PerformanceMetric::RocAuc),
    ("log_loss", PerformanceMetric::LogLoss),
];

/// A figure by the id that the address has, such as `f1` or `recall:Gentoo`.
pub(crate) fn metric(id: &str) -> Option<PerformanceMetric> {
    match id.split_once(':') {
        Some(("recall", class)) => Some(PerformanceMetric::ClassRecall { class: class.to_owned() }),
        Some(("precision", class)) => Some(PerformanceMetric::ClassPrecision { class: class.to_owned() }),
        _ => METRICS.iter().find(|(own, _)| *own == id).map(|(_, metric)| metric.clone()),
    }
}

/// A part of a request as the address writes it.
fn json<T: serde::Serialize>(part: &T) -> String {
    serde_json::to_string(part).unwrap_or_default()
}

fn name(act: Act) -> &'static str {
    match act {
        Act::Retrain => "retrain",
        Act::Promote => "promote",
        Act::Keep => "keep",
    }
}

/// Actions as the address writes them, `retrain@24,promote@24`; what cannot be read is left out.
fn actions(text: &str) -> Vec<Action> {
    let one = |part: &str| {
        let (act, at) = part.split_once('@')?;
        let act = [Act::Retrain, Act::Promote, Act::Keep].into_iter().find(|one| name(*one) == act)?;
        Some(Action { at: at.parse().ok()?, act })
    };
    text.split(',').filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Clock, DatasetRef, DriftRule};

    #[test]
    fn an_address_says_the_whole_scenario_and_nothing_more() {
        let owner = Owner::new();
        owner.with(|| {
            assert_eq!(Query::read("").words(true), "");
            let query = "data=wine&scenario=slow-ageing&onset=7&shape=gradual&metric=recall%3Ared&correction=bonferroni&policy=drift&size=2&load=0.7&limit=90&delay=0&did=retrain%4024%2Cpromote%4025&at=30";
            let setup = Query::read(&format!("?{query}"));
            assert_eq!(setup.words(true), query);
            let spec = setup.spec();
            assert_eq!(spec.actions, [Action { at: 24, act: Act::Retrain }, Action { at: 25, act: Act::Promote }]);
            assert_eq!(Query::read(&format!("?{}", setup.words(true))).spec(), spec);
            assert_eq!(spec.metric, PerformanceMetric::ClassRecall { class: "red".into() });
            assert_eq!((spec.latency.load, spec.latency.limit_millis), (0.7, 90.0));
            assert_eq!(Query::read("?scenario=none").spec().scenario, None);
        });
    }

    #[test]
    fn injections_tests_detectors_and_own_files_are_part_of_it() {
        Owner::new().with(|| {
            let query = "data=own&digest=ab12&target=late&time=day&injuries=%5B%7B%22change%22%3A%7B%22shift%22%3A%7B%22column%22%3A%22x%22%2C%22size%22%3A2.0%7D%7D%2C%22onset%22%3A9%2C%22shape%22%3A%7B%22gradual%22%3A%7B%22over%22%3A4%7D%7D%2C%22lasts%22%3Anull%7D%5D&test=psi&threshold=0.2&detectors=%5B%7B%22ddm%22%3A%7B%22warm_start%22%3A10%2C%22warning_threshold%22%3A2.0%2C%22drift_threshold%22%3A3.0%7D%7D%5D";
            let setup = Query::read(&format!("?{query}"));
            assert_eq!(setup.words(true), query);
            let spec = setup.spec();
            assert_eq!((spec.model.dataset, spec.model.target.as_str()), (DatasetRef::Own("ab12".into()), "late"));
            assert_eq!(spec.traffic.clock, Clock::Calendar { column: "day".into() });
            let change = crate::protocol::Change::Shift { column: "x".into(), size: 2.0 };
            let shape = crate::protocol::Shape::Gradual { over: 4 };
            assert_eq!(spec.traffic.injections, [Injection { change, onset: 9, shape, lasts: None }]);
            let DriftRule::Evidently(rule) = spec.rule else { panic!("another rule") };
            assert_eq!((rule.test, rule.threshold), (Some(DriftTest::Psi), Some(0.2)));
            assert_eq!(spec.detectors.iter().map(DetectorSpec::name).collect::<Vec<_>>(), ["DDM"]);
            assert_eq!(tests().len(), 18);
            assert!(tests().contains(&("jensenshannon".into(), "Jensen–Shannon distance".into())));
        });
    }

    #[test]
    fn what_an_address_gets_wrong_is_as_usual() {
        Owner::new().with(|| {
            assert_eq!(
                Query::read("?rows=0&data=moon&labels=7&did=dance@3&windows=x&injuries=%5B1%5D&test=guess&threshold=-1&detectors=none&load=1&limit=0&metric=luck")
                    .words(true),
                ""
            )
        });
    }
}
