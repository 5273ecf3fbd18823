//! A model in service, as page and command line ask for it.

use super::{TestEngine, spec};
use crate::protocol::drift::{AlertRule, AlertState, ColumnFinding, WatchReport, WindowState};
use crate::protocol::{
    Act, Action, Change, Clock, ComparedTable, DatasetRef, DatePart, DriftFile, DriftFiles, DriftRule, Encoder, EngineCommand,
    ExportWindows, Injection, Investigate, Load, LogFilter, LogForm, LogQuestion, ModelSpec, PerformanceMetric, Policies, PrepareSpec,
    ReadLog, RetrainPolicy, ScenarioSpec, Scenarios, Shape, Watch, WatchSpec, wire,
};

/// Penguins under a scenario; two rows in five teach, so that the others can be served, teach a new model and judge it.
pub(super) fn service(scenario: &str) -> WatchSpec {
    let mut model = spec("penguins", "species", ModelSpec::by_id("logistic_regression").unwrap());
    (model.split.test_share, model.folds) = (0.6, 0);
    let mut service = WatchSpec::of(model);
    service.traffic.clock = Clock::Resample { rows: 120 };
    service.traffic.windows = 40;
    service.scenario = Some(ScenarioSpec { id: scenario.into(), onset: Some(12), size: None, shape: None });
    service
}

pub(super) fn watch(engine: &mut TestEngine, spec: &WatchSpec) -> WatchReport {
    engine.ask(Watch { spec: spec.clone(), draw_width: None, lean: true }).unwrap().report
}

pub(super) fn fires(report: &WatchReport, rule: AlertRule) -> Option<usize> {
    let alert = report.alerts.iter().find(|alert| alert.rule == rule).unwrap();
    alert.states.iter().position(|state| *state == AlertState::Alerting)
}

/// The first window from this one on in which an alert is firing that was not before.
fn fires_from(report: &WatchReport, rule: AlertRule, from: usize) -> usize {
    let states = &report.alerts.iter().find(|alert| alert.rule == rule).unwrap().states;
    let new = |window: &usize| states[*window] == AlertState::Alerting && states[*window - 1] != AlertState::Alerting;
    (from..states.len()).find(new).unwrap()
}

pub(super) fn accuracy(report: &WatchReport, window: usize) -> f64 {
    report.windows[window].actual.unwrap().value.unwrap()
}

#[test]
fn a_history_is_a_function_of_the_request() {
    let asked = Watch { spec: service("slow-ageing"), draw_width: Some(500), lean: false };
    let mut engine = TestEngine::new();
    let once = engine.ask(asked.clone()).unwrap();
    assert_eq!(once, TestEngine::new().ask(asked).unwrap());
    assert_eq!(once.panels.len(), 9);
    for panel in &once.panels {
        for svg in [&panel.frame.svg, &panel.now, &panel.late].into_iter().filter(|svg| !svg.is_empty()) {
            roxmltree::Document::parse(svg).unwrap();
            assert!(!svg.contains("NaN"), "{}", panel.name);
        }
        assert_eq!(
            (panel.frame.marks.len(), panel.table.rows.len()),
            (panel.mark_windows.len(), panel.row_windows.len()),
            "{}",
            panel.name
        );
    }
}

#[test]
fn expected_accuracy_is_missed_in_summer_and_met_in_october() {
    let mut service = WatchSpec::of(spec("flights", "late", ModelSpec::by_id("logistic_regression").unwrap()));
    // As the page asks for it.
    *service.model.prepare = PrepareSpec { encoder: Encoder::Ordinal, date_parts: vec![DatePart::Weekday], ..PrepareSpec::default() };
    service.traffic.clock = Clock::Calendar { column: "date".into() };
    let report = watch(&mut TestEngine::new(), &service);
    assert_eq!(report.windows.len(), 60);
    let expected = |window: usize| report.windows[window].estimated.unwrap().value.unwrap();
    // A window is four and a half days, from the second of April on: 22 June to 28 July, and 1 October to 1 November.
    for window in 18..=25 {
        let (expected, actual) = (expected(window), accuracy(&report, window));
        assert!((0.85..0.95).contains(&expected) && (0.5..0.8).contains(&actual), "{window}: {expected} {actual}");
    }
    for window in 40..=46 {
        let (expected, actual) = (expected(window), accuracy(&report, window));
        assert!((expected - actual).abs() < 0.08, "{window}: {expected} {actual}");
    }
}

#[test]
fn a_changed_unit_is_noticed_by_data_and_by_labels_and_not_before() {
    let report = watch(&mut TestEngine::new(), &service("units"));
    assert!(accuracy(&report, 5) > 0.9 && accuracy(&report, 30) < 0.5);
    let (drift, labels) = (fires_from(&report, AlertRule::ColumnDrift, 12), fires(&report, AlertRule::Performance).unwrap());
    // Two windows of pending period; labels come three windows late.
    assert!((12..=15).contains(&drift) && (17..=18).contains(&labels), "{drift} {labels}");
    let alert = report.alerts.iter().find(|alert| alert.rule == AlertRule::ColumnDrift).unwrap();
    let told = alert.history.iter().rfind(|event| event.to == AlertState::Alerting).unwrap();
    assert!(told.reason.contains("bill_length_mm (Kolmogorov–Smirnov") && told.reason.contains("since window"), "{}", told.reason);
    assert_eq!((report.truth.len(), report.truth[0].from, report.truth[0].to), (1, 12, 40));
    let adwin = &report.detectors[0];
    assert_eq!((adwin.name.as_str(), adwin.score.found, adwin.score.missed), ("ADWIN", 1, 0));
    let names: Vec<&str> = report.detectors.iter().skip(8).map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["always", "never"]);
}

#[test]
fn a_turned_rule_is_seen_by_labels_alone() {
    let report = watch(&mut TestEngine::new(), &service("label-flip"));
    assert!(accuracy(&report, 20) < 0.1);
    assert!(fires(&report, AlertRule::Performance).is_some());
    assert_eq!((fires(&report, AlertRule::Estimate), fires(&report, AlertRule::DatasetDrift)), (None, None));
}

#[test]
fn another_figure_stands_for_performance_in_alerts_panels_and_policies() {
    let mut engine = TestEngine::new();
    let with = |metric| WatchSpec { metric, ..service("label-flip") };
    let told = |report: &WatchReport, rule| {
        let alert = report.alerts.iter().find(|alert| alert.rule == rule).unwrap();
        alert.history.iter().find(|event| event.to == AlertState::Alerting).unwrap().reason.clone()
    };
    let loss = watch(&mut engine, &with(PerformanceMetric::LogLoss));
    let why = told(&loss, AlertRule::Performance);
    assert!(why.contains("log loss is ") && why.contains(", above "), "{why}");
    let recall = watch(&mut engine, &with(PerformanceMetric::ClassRecall { class: "Gentoo".into() }));
    let why = told(&recall, AlertRule::Performance);
    assert!(why.contains("recall of Gentoo is ") && why.contains("%, below "), "{why}");
    assert_eq!(recall.name_of(AlertRule::Performance), "Recall of Gentoo by labels");
    let f1 = watch(&mut engine, &with(PerformanceMetric::F1));
    assert_eq!((f1.noun().as_str(), f1.name_of(AlertRule::Estimate).as_str()), ("macro F1", "Estimated macro F1"));
    let window = &f1.windows[5];
    assert_eq!(window.actual.unwrap().value, window.measured.as_ref().unwrap().f1);
    assert!((window.actual.unwrap().value.unwrap() - window.estimated.unwrap().value.unwrap()).abs() < 0.1);
    // Whatever figure is watched, the same traffic was answered in the same way.
    assert_eq!((f1.error, loss.error), (recall.error, recall.error));
    let asked = Watch { spec: with(PerformanceMetric::LogLoss), draw_width: Some(500), lean: true };
    let panel = engine.ask(asked).unwrap().panels.remove(0);
    assert_eq!((panel.title.as_str(), panel.table.headers[3].as_str()), ("Log loss", "usual at most"));
    let error = engine.ask(Watch { spec: with(PerformanceMetric::ClassRecall { class: "Emu".into() }), draw_width: None, lean: true });
    assert_eq!(error.unwrap_err().what, "the target has no class 'Emu'");
}

#[test]
fn labels_that_never_come_are_no_data() {
    let mut spec = service("label-flip");
    spec.traffic.label_share = 0.0;
    let report = watch(&mut TestEngine::new(), &spec);
    let alert = report.alerts.iter().find(|alert| alert.rule == AlertRule::Performance).unwrap();
    // Two windows of pending period, as for any other trouble.
    assert!(alert.states.iter().skip(2).all(|state| *state == AlertState::NoData), "{:?}", alert.states);
    assert_eq!(report.error, None);
}

#[test]
fn retraining_on_late_labels_learns_the_old_world_and_on_new_ones_the_new() {
    let mut engine = TestEngine::new();
    let mut spec = service("label-flip");
    let act = |at, act| Action { at, act };
    spec.actions = vec![act(13, Act::Retrain), act(13, Act::Keep), act(24, Act::Retrain), act(24, Act::Promote)];
    let report = watch(&mut engine, &spec);
    let [_, early, late] = report.versions.as_slice() else { panic!("{:?}", report.versions) };
    let (early_duel, duel) = (early.duel.as_ref().unwrap(), late.duel.as_ref().unwrap());
    assert_eq!((early.live_from, late.live_from, late.windows), (None, Some(25), Some((17, 21))));
    assert!(early_duel.p_value.unwrap() > 0.05, "{early_duel:?}");
    assert!(duel.p_value.unwrap() < 1e-6 && duel.only_challenger > duel.only_champion, "{duel:?}");
    assert!(accuracy(&report, 24) < 0.1 && accuracy(&report, 30) > 0.9);
    let never = watch(&mut engine, &WatchSpec { actions: vec![], ..spec.clone() });
    assert!(report.error.unwrap() < never.error.unwrap());
}

#[test]
fn a_renamed_column_is_an_error_with_a_reason_and_retraining_takes_the_new_name() {
    let mut spec = service("friday-release");
    spec.actions = vec![Action { at: 32, act: Act::Retrain }, Action { at: 32, act: Act::Promote }];
    spec.traffic.label_delay = 0;
    let report = watch(&mut TestEngine::new(), &spec);
    let WindowState::Failed(why) = &report.windows[25].state else { panic!("it was served") };
    assert!(why.what.contains("bill_length_mm"), "{}", why.what);
    assert_eq!(report.windows[25].actual, None);
    assert!(report.windows[25].marks.contains('!'));
    assert!(accuracy(&report, 35) > 0.8);
}

#[test]
fn policies_trade_error_for_trainings() {
    let policies = vec![RetrainPolicy::Never, RetrainPolicy::Schedule { every: 5 }, RetrainPolicy::OnPerformance { cooldown: 5 }];
    let found = TestEngine::new().ask(Policies { spec: service("label-flip"), policies, draw_width: Some(400) }).unwrap();
    let [never, schedule, performance] = found.outcomes.as_slice() else { panic!("three were asked for") };
    assert!(never.trained.is_empty());
    assert!(schedule.trained.len() > performance.trained.len() && !performance.trained.is_empty());
    assert!(performance.error < never.error && schedule.error < never.error);
    assert!(found.drawing.is_some());
}

#[test]
fn a_window_looked_at_closely_names_the_column_and_the_rows() {
    let found = TestEngine::new().ask(Investigate { spec: service("units"), window: 20, draw_width: Some(300) }).unwrap();
    let first = found.columns.iter().find(|look| look.column == "bill_length_mm").unwrap();
    assert!(first.drifted && first.drawing.is_some() && first.words.contains("Kolmogorov–Smirnov"));
    let worst = found.slices.first().unwrap();
    assert!(worst.excess > 0.0 && worst.usual.is_none_or(|usual| usual < worst.error));
}

#[test]
fn the_log_knows_a_label_only_when_it_has_come() {
    let mut engine = TestEngine::new();
    let ask = |form, filter| ReadLog { spec: service("units"), question: LogQuestion::first(1000, form, filter) };
    let filter = LogFilter { to: Some(9), ..LogFilter::default() };
    let page = engine.ask(ask(LogForm::Table, filter.clone())).unwrap();
    assert_eq!((page.matching, page.rows.len(), page.columns.last().map(String::as_str)), (1200, 1000, Some("label")));
    let known = |row: &Vec<Option<String>>| row.last().unwrap().is_some();
    assert!(known(&page.rows[0]) && known(&page.rows[6 * 120]) && !known(&page.rows[7 * 120]));
    let csv = engine.ask(ask(LogForm::Csv, filter.clone())).unwrap().text;
    assert!(csv.starts_with("id,timestamp,window,model_version,") && csv.lines().count() == 1001);
    let wrong = LogFilter { wrong: Some(true), to: Some(30), ..LogFilter::default() };
    let wrong = engine.ask(ask(LogForm::JsonLines, wrong)).unwrap();
    assert!(wrong.matching > 200);
    for line in wrong.text.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_ne!(entry["label"], entry["prediction"]);
    }
}

#[test]
fn a_slow_upstream_is_seen_by_the_time_to_answer_alone() {
    let report = watch(&mut TestEngine::new(), &service("slow-upstream"));
    let fired = fires(&report, AlertRule::Latency).unwrap();
    assert!((13..=15).contains(&fired), "{fired}");
    // Every other alert does what it does in a quiet week, false alarms of chance included.
    let quiet = watch(&mut TestEngine::new(), &WatchSpec { scenario: None, ..service("units") });
    for (found, usual) in report.alerts.iter().zip(&quiet.alerts).filter(|(found, _)| found.rule != AlertRule::Latency) {
        assert_eq!(found.states, usual.states, "{}", found.rule.title());
    }
    let (calm, slow) = (report.windows[5].latency.unwrap(), report.windows[20].latency.unwrap());
    // Twice the upstream's time is far more than twice the wait.
    assert!(slow.p95 > 3.0 * calm.p95 && slow.load > 1.5 * calm.load, "{calm:?} {slow:?}");
    let alert = report.alerts.iter().find(|alert| alert.rule == AlertRule::Latency).unwrap();
    let told = alert.history.iter().find(|event| event.to == AlertState::Alerting).unwrap();
    assert!(told.reason.starts_with("95 of 100 answers come within ") && told.reason.contains("they may take 250 ms"), "{}", told.reason);
    assert_eq!(report.truth[0].words, "the upstream takes 2 times as long");
    assert_eq!(fires(&quiet, AlertRule::Latency), None);
}

#[test]
fn the_nine_scenarios_fit_every_sample_of_classes() {
    let mut engine = TestEngine::new();
    for (id, target) in [("iris", "species"), ("wine", "cultivar"), ("breast_cancer", "diagnosis"), ("penguins", "species")] {
        let found = engine.ask(Scenarios { dataset: DatasetRef::Sample(id.into()), target: target.into() }).unwrap();
        assert_eq!(found.cards.len(), 9, "{id}");
        assert!(found.classes.len() > 1 && found.columns.iter().all(|column| column.name != target), "{id}");
        // A column has categories or a mean, whatever is offered for it.
        assert!(found.columns.iter().all(|column| column.categories.is_some() != column.mean.is_some()), "{id}");
    }
}

#[test]
fn reference_and_windows_are_written_as_tables_that_the_drift_files_compare() {
    let mut engine = TestEngine::new();
    let spec = service("units");
    let sides = engine.ask(ExportWindows { spec: spec.clone(), from: 20, to: 22 }).unwrap();
    let rows = |text: &str| text.lines().count() - 1;
    assert_eq!((rows(&sides.reference), rows(&sides.current)), (1000, 3 * 120));
    assert_eq!(sides.reference.lines().next(), sides.current.lines().next());
    assert!(sides.reference.lines().next().unwrap().ends_with(",prediction"));
    let text = |name: &str, csv: String| ComparedTable::Text { name: name.into(), csv };
    let asked = DriftFiles {
        reference: text("reference.csv", sides.reference),
        current: text("windows.csv", sides.current),
        spec: Default::default(),
        alert: Default::default(),
        target: Some("prediction".into()),
        least_accuracy: None,
        most_millis: None,
        title: None,
        files: vec![DriftFile::ReportJson],
    };
    let found = engine.ask(asked).unwrap();
    let length = found.report.columns.iter().find(|column| column.column == "bill_length_mm").unwrap();
    let ColumnFinding::Measured(length) = &length.found else { panic!("not measured") };
    assert!(length.drifted);
    assert_eq!(found.report.columns.len(), watch(&mut engine, &spec).columns.len());
    let error = engine.ask(ExportWindows { spec, from: 5, to: 4 }).unwrap_err();
    assert!(error.what.contains("from and to"), "{}", error.what);
}

#[test]
fn an_own_file_is_served_with_injections_of_the_readers_own() {
    let mut engine = TestEngine::new();
    let cell = |row: u32| (row * 37 % 101, if row.is_multiple_of(3) { "red" } else { "blue" });
    let line = |row: u32| format!("{},{},{}\n", cell(row).0, cell(row).1, if cell(row).0 > 50 { "yes" } else { "no" });
    let text = format!("size,colour,answer\n{}", (0..600).map(line).collect::<String>());
    let profile = engine.ask(Load { name: "mine.csv".into(), text: Some(text), path: None, lean: false }).unwrap();
    let mut spec = service("units");
    (spec.model.dataset, spec.model.target, spec.scenario) = (profile.dataset, "answer".into(), None);
    let change = Change::Reweight { column: "colour".into(), category: "green".into(), size: 0.5 };
    spec.traffic.injections = vec![Injection { change, onset: 15, shape: Shape::Sudden, lasts: Some(5) }];
    let report = watch(&mut engine, &spec);
    let quality = fires(&report, AlertRule::Quality).unwrap();
    assert!((15..20).contains(&quality), "{quality}");
    let place = report.columns.iter().position(|name| name == "colour").unwrap();
    let drifts: Vec<usize> = (0..40).filter(|window| report.windows[*window].marks.as_bytes()[place] == b'd').collect();
    assert!((15..20).all(|window| drifts.contains(&window)), "{drifts:?}");
}

#[test]
fn requests_survive_the_wire_and_need_only_the_model() {
    let text =
        r#"{"job":1,"command":{"watch":{"spec":{"model":{"dataset":{"sample":"iris"},"target":"species","model":{"random_forest":{}}}}}}}"#;
    let EngineCommand::Watch(asked) = wire::request_to::<EngineCommand>(text).unwrap().2 else { panic!("not a watch command") };
    assert_eq!(asked.spec, WatchSpec::of(asked.spec.model.clone()));
    let again = wire::request_to::<EngineCommand>(&wire::request(1, &*asked).unwrap()).unwrap().2;
    assert_eq!(again, EngineCommand::Watch(asked));
    let question = LogQuestion { filter: LogFilter::default(), form: LogForm::Csv, offset: 3, most: 5, longest: Some(9) };
    let log = ReadLog { spec: service("units"), question };
    let again = wire::request_to::<EngineCommand>(&wire::request(2, &log).unwrap()).unwrap().2;
    assert_eq!(again, EngineCommand::ReadLog(Box::new(log)));
}

#[test]
fn what_cannot_be_served_says_why() {
    let mut engine = TestEngine::new();
    let mut check = |change: &dyn Fn(&mut WatchSpec), words: &str| {
        let mut spec = service("units");
        change(&mut spec);
        let error = engine.ask(Watch { spec, draw_width: None, lean: true }).unwrap_err();
        assert!(error.what.contains(words), "{}", error.what);
    };
    check(&|spec| spec.scenario.as_mut().unwrap().id = "flood".into(), "there is no scenario 'flood'");
    check(&|spec| spec.traffic.windows = 0, "windows takes a whole number from 1 to 100000, not 0");
    check(&|spec| spec.alert.evaluation_interval = 0, "evaluation_interval");
    check(&|spec| spec.model.model = ModelSpec::by_id("ridge").unwrap(), "this lab watches models of classes");
    check(&|spec| spec.model.target = "weight".into(), "weight");
    let gone = Change::Shift { column: "wing".into(), size: 1.0 };
    check(&|spec| spec.traffic.injections.push(Injection { change: gone.clone(), onset: 0, shape: Shape::Sudden, lasts: None }), "wing");
}

#[test]
fn one_row_a_window_and_nannymls_rule_are_served_too() {
    let mut spec = service("slow-ageing");
    spec.traffic.clock = Clock::Resample { rows: 1 };
    let report = watch(&mut TestEngine::new(), &spec);
    assert_eq!(report.rows, 40);
    let mut spec = service("units");
    spec.rule = DriftRule::Nannyml(Default::default());
    let report = watch(&mut TestEngine::new(), &spec);
    let place = report.columns.iter().position(|name| name == "bill_length_mm").unwrap();
    assert_eq!((report.windows[5].marks.as_bytes()[place], report.windows[20].marks.as_bytes()[place]), (b'.', b'd'));
}
