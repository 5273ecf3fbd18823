//! Numbers, closer looks, searches and groups, as the page and the command line ask for them.

use super::{TestEngine, spec};
use crate::protocol::inspect::{BinStrategy, BootstrapSpec, CostSpec, SliceSpec};
use crate::protocol::leakage::{Leak, LeakCase};
use crate::protocol::tune::{Dimension, SearchSpec, Strategy, Values};
use crate::protocol::{
    Cluster, ClusterMethod, ClusterSpec, DatasetRef, Estimate, Findings, Inspect, KMeansSpec, Load, Look, ModelSpec, Predict, Predictions,
    Regress, RunTrial, Search, SplitSpec, Train, TrainSpec,
};

fn ridge() -> TrainSpec {
    TrainSpec { folds: 3, ..spec("diabetes", "progression", ModelSpec::by_id("ridge").unwrap()) }
}

fn cancer(model: &str) -> TrainSpec {
    spec("breast_cancer", "diagnosis", ModelSpec::by_id(model).unwrap())
}

fn look(engine: &mut TestEngine, spec: &TrainSpec, look: Look) -> (Findings, bool) {
    let found = engine.ask(Inspect { spec: spec.clone(), look, draw_width: Some(480) }).unwrap();
    (found.findings, found.drawing.is_some_and(|drawing| drawing.svg.starts_with("<svg") && !drawing.table.rows.is_empty()))
}

#[test]
fn a_regression_model_is_evaluated_drawn_queried_and_exported() {
    let mut engine = TestEngine::new();
    let lean = engine.ask(Regress { spec: ridge(), draw_width: Some(480), lean: true }).unwrap();
    let names: Vec<&str> = lean.drawings.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["predicted_actual", "residuals", "residual_histogram", "importance"]);
    assert!(lean.report.outcomes.is_empty() && lean.report.cross_validation.len() == 2);
    let full = engine.ask(Regress { spec: ridge(), draw_width: None, lean: false }).unwrap();
    assert_eq!((full.report.outcomes.len(), full.drawings.len()), (89, 0));
    let answer = engine.ask(Predict { spec: ridge(), row: vec![("bmi".into(), "32.1".into())] }).unwrap();
    assert!(answer.value.is_some_and(f64::is_finite) && answer.probabilities.is_empty());
    let file = engine.ask(Predictions { spec: ridge() }).unwrap();
    assert_eq!(file.file, "diabetes_ridge_predictions.csv");
    assert!(file.text.lines().next().is_some_and(|header| header.ends_with("progression,predicted,residual")));
    assert_eq!(file.text.lines().count(), 90);
}

#[test]
fn a_request_with_the_wrong_kind_of_model_names_the_right_request() {
    let mut engine = TestEngine::new();
    let error = engine.ask(Train { spec: ridge(), draw_width: None, lean: true }).unwrap_err();
    assert!(error.what.contains("predicts numbers") && error.hint.contains("regress"), "{error:?}");
    let error = engine.ask(Regress { spec: cancer("gaussian_nb"), draw_width: None, lean: true }).unwrap_err();
    assert!(error.what.contains("predicts classes") && error.hint.contains("train"), "{error:?}");
}

#[test]
fn every_closer_look_at_classes_finds_something() {
    let mut engine = TestEngine::new();
    let spec = cancer("logistic_regression");
    let (Findings::Intervals(found), true) = look(&mut engine, &spec, Look::Intervals(BootstrapSpec::default())) else { panic!() };
    let accuracy = found.iter().find(|interval| interval.metric == "accuracy").unwrap();
    assert!(accuracy.low < accuracy.value && accuracy.value <= accuracy.high && accuracy.low > 0.9, "{accuracy:?}");
    let asked = Look::Calibration { bins: 5, strategy: BinStrategy::Quantile };
    let (Findings::Calibration(found), true) = look(&mut engine, &spec, asked) else { panic!() };
    assert!(found.brier < found.baseline_brier && found.bins.iter().map(|bin| bin.rows).sum::<u64>() == 114);
    let costs = CostSpec { false_negative: 10.0, ..CostSpec::default() };
    let (Findings::Thresholds(found), true) = look(&mut engine, &spec, Look::Thresholds(costs)) else { panic!() };
    assert!(found.cheapest.cost <= found.usual.cost);
    let asked = Look::LearningCurve { steps: 3, scoring: None };
    let (Findings::LearningCurve(found), true) = look(&mut engine, &spec, asked) else { panic!() };
    assert_eq!((found.points.len(), found.metric.as_str()), (3, "accuracy"));
    let values = ["0.001", "1.0"].map(String::from).to_vec();
    let asked = Look::ValidationCurve { parameter: "C".into(), values, scoring: Some("neg_log_loss".into()) };
    let (Findings::ValidationCurve(found), true) = look(&mut engine, &spec, asked) else { panic!() };
    assert!(found.points[1].validation_mean > found.points[0].validation_mean, "{found:?}");
    let (Findings::Permutation(found), true) = look(&mut engine, &spec, Look::Permutation { n_repeats: 3, scoring: None }) else {
        panic!()
    };
    assert_eq!(found.features.len(), 30);
    let asked = Look::Dependence { feature: found.features[0].feature.clone(), class: None };
    let (Findings::Dependence(found), true) = look(&mut engine, &spec, asked) else { panic!() };
    // A linear model's answer moves one way only, and the grid is in the column's own units.
    let rises = found.mean.windows(2).filter(|pair| pair[1] > pair[0]).count();
    assert!(rises == 0 || rises == found.mean.len() - 1, "{:?}", found.mean);
    assert!(found.grid.windows(2).all(|pair| pair[1] > pair[0]));
    let (Findings::Slices(found), _) = look(&mut engine, &spec, Look::Slices(SliceSpec::default())) else { panic!() };
    assert_eq!((found.metric.as_str(), found.rows), ("error rate", 114));
    let (Findings::Folds(found), _) = look(&mut engine, &spec, Look::Folds { folds: 4, repeats: 2 }) else { panic!() };
    assert_eq!((found.len(), found[0].scores.len()), (4, 8));
    assert!(found[0].interval.is_some_and(|(low, high)| low < found[0].mean && found[0].mean < high));
}

#[test]
fn closer_looks_at_numbers_and_what_cannot_be_looked_at() {
    let mut engine = TestEngine::new();
    let (Findings::Intervals(found), true) = look(&mut engine, &ridge(), Look::Intervals(BootstrapSpec::default())) else { panic!() };
    assert_eq!(found.len(), 5);
    let asked = Look::Dependence { feature: "bmi".into(), class: None };
    let (Findings::Dependence(found), true) = look(&mut engine, &ridge(), asked) else { panic!() };
    assert!(found.mean.last().unwrap() > found.mean.first().unwrap() && found.answer == "progression");
    let (Findings::Slices(found), _) = look(&mut engine, &ridge(), Look::Slices(SliceSpec::default())) else { panic!() };
    assert_eq!(found.metric, "mean absolute error");
    let (Findings::Folds(found), _) = look(&mut engine, &ridge(), Look::Folds { folds: 3, repeats: 1 }) else { panic!() };
    assert_eq!(found.len(), 3);
    let mut refused = |spec: TrainSpec, asked: Look| engine.ask(Inspect { spec, look: asked, draw_width: None }).unwrap_err().what;
    let calibration = || Look::Calibration { bins: 10, strategy: BinStrategy::Uniform };
    assert_eq!(refused(ridge(), calibration()), "Ridge predicts numbers, not classes");
    assert!(refused(cancer("linear_svc"), calibration()).contains("gives no probabilities"));
    let iris = spec("iris", "species", ModelSpec::by_id("gaussian_nb").unwrap());
    assert_eq!(refused(iris.clone(), Look::Thresholds(CostSpec::default())), "column 'species' has 3 classes, and a threshold divides two");
    assert!(refused(iris.clone(), Look::Dependence { feature: "species".into(), class: None }).contains("does not use a column"));
    let unknown = Look::ValidationCurve { parameter: "C".into(), values: vec!["1.0".into()], scoring: None };
    assert!(refused(iris, unknown).contains("C is not a parameter of this model"));
}

#[test]
fn a_quiet_end_and_a_column_that_begins_late_are_named_for_what_they_are() {
    let mut engine = TestEngine::new();
    // Divided by day: in the last fifth nothing fails, and `late` has values there only.
    let line = |row: u32| {
        let (late, kind) = (row >= 40, if row < 40 && row.is_multiple_of(2) { "fail" } else { "ok" });
        format!("{row},{}.5,{},{kind}\n", row * 37 % 50, if late { row.to_string() } else { String::new() })
    };
    let text = format!("day,x,late,y\n{}", (0..50).map(line).collect::<String>());
    let dataset = engine.ask(Load { name: "quiet week.csv".into(), text: Some(text), path: None, lean: false }).unwrap().dataset;
    let split = SplitSpec { time: Some("day".into()), ..SplitSpec::default() };
    let model = ModelSpec::by_id("gaussian_nb").unwrap();
    let own = TrainSpec { dataset, features: vec!["x".into()], split, ..spec("iris", "y", model) };
    let mut refused = |spec: &TrainSpec| {
        let look = Look::Thresholds(CostSpec::default());
        engine.ask(Inspect { spec: spec.clone(), look, draw_width: None }).unwrap_err().what
    };
    assert_eq!(refused(&own), "no test row is of class 'fail' of column 'y'");
    let late = TrainSpec { features: vec!["x".into(), "late".into()], ..own };
    assert_eq!(refused(&late), "no training row has a value in column 'late'");
}

#[test]
fn a_search_goes_from_request_to_request_until_it_is_over() {
    let mut engine = TestEngine::new();
    let base = TrainSpec { folds: 3, ..spec("wine", "cultivar", ModelSpec::by_id("k_neighbors").unwrap()) };
    let values = Values::List(["1", "5", "60"].map(String::from).to_vec());
    let search = SearchSpec { base, space: vec![Dimension { name: "n_neighbors".into(), values }], strategy: Strategy::Grid, seed: 3 };
    let mut done = vec![];
    let last = loop {
        let asked = Search { search: search.clone(), scoring: None, done: done.clone(), draw_width: Some(480) };
        let search_status = engine.ask(asked).unwrap();
        let Some(trial) = search_status.next.first().cloned() else { break search_status };
        assert_eq!(search_status.next.len() + done.len(), 3);
        done.push(engine.ask(RunTrial { trial, scoring: None, seed: search.seed }).unwrap());
    };
    assert!(last.board.finished && last.board.standings.len() == 3);
    assert_eq!(last.drawings.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["parallel_coordinates", "search_progress"]);
    // With sixty neighbours out of ninety-five rows, the model cannot separate the classes.
    assert_eq!(last.board.standings[2].trial.settings[0].1, "60");
}

#[test]
fn groups_are_found_drawn_and_left_out_when_lean() {
    let mut engine = TestEngine::new();
    let spec = ClusterSpec {
        dataset: DatasetRef::Sample("iris".into()),
        features: vec![],
        prepare: Default::default(),
        labels: Some("species".into()),
        method: ClusterMethod::KMeans(KMeansSpec { n_clusters: 3, n_init: 3, ..KMeansSpec::default() }),
        elbow: 5,
        seed: 1,
    };
    let found = engine.ask(Cluster { spec, draw_width: Some(480), lean: true }).unwrap();
    assert_eq!(found.drawings.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["scatter", "silhouette", "elbow"]);
    assert!(found.groups.is_empty() && found.profiles.len() == 3 && !found.spec.features.contains(&"species".to_owned()));
    assert!(found.scores.adjusted_rand.is_some_and(|agreement| (0.5..0.8).contains(&agreement)), "{:?}", found.scores);
}

#[test]
fn a_leak_is_judged_both_ways_and_drawn() {
    let mut engine = TestEngine::new();
    let case = LeakCase::Scaler { target: "cultivar".into(), rows: 40, repeats: 4 };
    let leak = Leak { dataset: DatasetRef::Sample("wine".into()), case: case.clone(), seed: 3, draw_width: Some(480) };
    let found = engine.ask(leak).unwrap();
    assert_eq!((found.case, found.rows, found.future_rows, found.fits), (case, 40, 138, 44));
    let drawing = found.drawing.unwrap();
    // Both ways with their mean and four repeats.
    assert_eq!(drawing.table.rows.len(), 10);
    assert!(found.leaky.delivered.score > found.chance && found.honest.claimed.parts.len() == 4);
}

#[test]
fn what_a_job_will_take_is_said_before_it_is_begun() {
    let mut engine = TestEngine::new();
    let small = engine.ask(Estimate { spec: cancer("random_forest"), workers: 2 }).unwrap();
    let folded = engine.ask(Estimate { spec: TrainSpec { folds: 5, ..cancer("random_forest") }, workers: 2 }).unwrap();
    assert_eq!((small.rows, small.columns, small.fits, folded.fits), (455, 30, 1, 6));
    assert!(small.fits_in_memory && small.seconds > 0.0 && folded.seconds > 5.0 * small.seconds);
}
