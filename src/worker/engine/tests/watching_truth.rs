//! The drift lab says nothing untrue: no gain from copies, no broken champion that reads as normal, no forecast called fair that
//! is not, no detector scored against what it cannot hear.

use super::watching::{accuracy, fires, service, watch};
use super::{TestEngine, spec};
use crate::protocol::drift::{AlertRule, WatchReport};
use crate::protocol::{Act, Action, Clock, ModelSpec, Policies, RetrainPolicy, ScenarioSpec, WatchSpec};

/// A quiet week on one of three tables.
fn quiet(place: usize, seed: u64) -> WatchSpec {
    let (sample, target, model) =
        [("penguins", "species", "random_forest"), ("breast_cancer", "diagnosis", "decision_tree"), ("wine", "cultivar", "gaussian_nb")]
            [place];
    let mut model = ModelSpec::by_id(model).unwrap();
    if let ModelSpec::RandomForest(forest) = &mut model {
        forest.n_estimators = 10;
    }
    let mut train = spec(sample, target, model);
    (train.split.test_share, train.split.seed, train.folds) = (0.6, seed, 0);
    let mut service = WatchSpec::of(train);
    service.traffic.clock = Clock::Resample { rows: 100 };
    (service.traffic.windows, service.traffic.seed, service.detectors) = (40, seed, vec![]);
    service
}

/// Mean and standard error.
fn mean(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let spread = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
    (mean, (spread / count).sqrt())
}

#[test]
fn in_a_quiet_week_no_policy_wins_on_average() {
    let mut engine = TestEngine::new();
    let policies = vec![
        RetrainPolicy::Never,
        RetrainPolicy::Schedule { every: 8 },
        RetrainPolicy::OnDrift { cooldown: 8 },
        RetrainPolicy::OnPerformance { cooldown: 8 },
    ];
    for place in 0..3 {
        let mut gains = vec![vec![]; 4];
        for seed in 0..20 {
            let spec = quiet(place, seed);
            let found = engine.ask(Policies { spec: spec.clone(), policies: policies.clone(), draw_width: None }).unwrap();
            let never = found.outcomes[0].error.unwrap();
            for (gains, one) in gains.iter_mut().zip(&found.outcomes[1..]) {
                gains.push(never - one.error.unwrap());
            }
            assert!(found.outcomes[1].trained.len() > 3, "it did train");
            // Without the comparison it retrains as often as on schedule; the rest is what a model gains from rows that it has seen.
            let acts = [8, 16, 24, 32].into_iter().flat_map(|at| [Action { at, act: Act::Retrain }, Action { at, act: Act::Promote }]);
            let forced = watch(&mut engine, &WatchSpec { actions: acts.collect(), ..spec });
            assert!(forced.versions.iter().skip(1).all(|version| version.live_from.is_some()), "{:?}", forced.versions);
            gains[3].push(never - forced.error.unwrap());
        }
        for (policy, gains) in gains.iter().enumerate() {
            let (gain, error) = mean(gains);
            // The forced one learns from fewer rows than the first model, so it may lose.
            assert!(gain <= 2.0 * error && (policy == 3 || gain >= -2.0 * error), "data {place}, policy {policy}: {gain} ± {error}");
        }
    }
}

#[test]
fn a_broken_champion_never_reads_as_normal() {
    // Retrained while its labels are still those of the old world, and promoted by hand.
    let mut flip = service("label-flip");
    let act = |at, act| Action { at, act };
    flip.actions = vec![act(13, Act::Retrain), act(13, Act::Promote)];
    let report = watch(&mut TestEngine::new(), &flip);
    assert_eq!(report.versions[1].live_from, Some(14));
    assert!(report.versions[1].duel.as_ref().unwrap().refused.is_some());
    assert!(accuracy(&report, 30) < 0.1);
    let band = report.windows[30].actual.unwrap();
    assert!(band.alert && band.lower > Some(0.5), "{band:?}");
    assert!(fires(&report, AlertRule::Performance).is_some() && fires(&report, AlertRule::Baseline).is_some());
    // A policy: whatever it promotes is better than a constant, and the report warns of a bad one.
    for seed in 0..6 {
        let mut policy = service("label-flip");
        (policy.policy, policy.traffic.seed) = (RetrainPolicy::OnDrift { cooldown: 10 }, seed);
        let report = watch(&mut TestEngine::new(), &policy);
        for version in report.versions.iter().skip(1).filter(|version| version.live_from.is_some()) {
            let duel = version.duel.as_ref().unwrap();
            assert!(duel.challenger_accuracy >= duel.baseline_accuracy && duel.p_value.is_none_or(|p| p <= 0.05), "{duel:?}");
        }
        let mut bad = 0;
        for window in &report.windows[12..] {
            let Some(check) = window.actual.filter(|check| check.value < Some(0.3)) else { continue };
            bad += 1;
            assert!(check.alert, "window {} reads as normal: {check:?}", window.number);
            assert!(window.baseline.as_ref().unwrap().is_worse());
        }
        assert!(bad > 0, "nothing was ever bad");
    }
}

#[test]
fn no_model_is_promoted_by_policy_when_nothing_tells_the_two_apart() {
    let mut engine = TestEngine::new();
    let mut spec = quiet(0, 3);
    spec.policy = RetrainPolicy::Schedule { every: 5 };
    let report = watch(&mut engine, &spec);
    let duels: Vec<_> = report.versions.iter().filter_map(|version| version.duel.as_ref().map(|duel| (version, duel))).collect();
    assert!(duels.len() > 4);
    for (version, duel) in duels {
        let equal = duel.p_value.unwrap() > 0.05;
        assert!(!equal || (version.live_from.is_none() && duel.refused.is_some()), "{duel:?}");
        // After the first windows not every row has been drawn yet.
        assert!(duel.rows <= report.parts.judge && version.rows <= report.parts.teach, "each row counts once: {version:?}");
        assert!(duel.rows * 10 >= report.parts.judge * 9 && version.rows * 10 >= report.parts.teach * 9, "{version:?}");
    }
    let parts = &report.parts;
    assert_eq!((parts.train + parts.serve + parts.teach + parts.judge, parts.too_small.is_none()), (344, true));
}

#[test]
fn a_table_that_is_too_small_to_divide_is_served_and_says_why_it_is_not_retrained() {
    let text: String = (0..90).map(|row| format!("{},{}\n", row * 7 % 90, if row * 7 % 90 > 45 { "yes" } else { "no" })).collect();
    let mut engine = TestEngine::new();
    let load = crate::protocol::Load { name: "small.csv".into(), text: Some(format!("size,answer\n{text}")), path: None, lean: false };
    let mut spec = quiet(0, 0);
    (spec.model.dataset, spec.model.target) = (engine.ask(load).unwrap().dataset, "answer".into());
    spec.actions = vec![Action { at: 20, act: Act::Retrain }];
    let report = watch(&mut engine, &spec);
    assert_eq!((report.parts.teach, report.parts.serve), (0, 54));
    let wrong = report.versions[1].wrong.as_ref().unwrap();
    assert!(wrong.what.contains("54 rows") && wrong.hint.contains("larger dataset"), "{wrong:?}");
    assert_eq!(report.parts.too_small.as_ref(), Some(wrong));
}

/// Means of estimate, labels and unseen rows over the labelled windows in which the scenario has come.
fn promise(report: &WatchReport) -> (f64, f64, f64) {
    let all: Vec<_> =
        report.windows[14..].iter().filter_map(|one| Some((one.estimated?.value?, one.actual?.value?, one.unseen?))).collect();
    let mean = |of: fn(&(f64, f64, f64)) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
    (mean(|one| one.0), mean(|one| one.1), mean(|one| one.2))
}

#[test]
fn the_estimate_is_a_fair_forecast_where_the_lab_says_so_and_not_where_it_says_not() {
    let mut engine = TestEngine::new();
    // Another unit: far outside the reference, the promise is broken, and the alert on such rows says so at once.
    let units = watch(&mut engine, &service("units"));
    let (expected, actual, unseen) = promise(&units);
    assert!(expected - actual > 0.3 && unseen > 0.5, "{expected} {actual} {unseen}");
    let told = fires(&units, AlertRule::Unseen).unwrap();
    assert!((12..=15).contains(&told), "{told}");
    // A stuck sensor: every value is familiar, so that alert is silent, and the promise is broken all the same.
    let stuck = watch(&mut engine, &service("stuck-sensor"));
    let (expected, actual, unseen) = promise(&stuck);
    assert!(expected - actual > 0.05 && unseen < 0.1, "{expected} {actual} {unseen}");
    assert_eq!(fires(&stuck, AlertRule::Unseen), None);
    // A turned rule: nothing in the inputs.
    let (expected, actual, unseen) = promise(&watch(&mut engine, &service("label-flip")));
    assert!(expected - actual > 0.8 && unseen < 0.1, "{expected} {actual} {unseen}");
    // Familiar rows that come more often: the promise holds.
    let mut rush = service("black-friday");
    let shift = crate::protocol::Change::LabelShift { class: "Gentoo".into(), size: 0.5 };
    rush.scenario = None;
    rush.traffic.injections = vec![crate::protocol::Injection { change: shift, onset: 12, shape: Default::default(), lasts: None }];
    let (expected, actual, unseen) = promise(&watch(&mut engine, &rush));
    assert!((expected - actual).abs() < 0.03 && unseen < 0.05, "{expected} {actual} {unseen}");
    // In a quiet week nothing is unlike the reference.
    assert_eq!(fires(&watch(&mut engine, &quiet(1, 0)), AlertRule::Unseen), None);
}

#[test]
fn detectors_are_scored_against_what_they_can_hear() {
    let mut engine = TestEngine::new();
    let slow = watch(&mut engine, &service("slow-upstream"));
    assert!(!slow.truth[0].reaches_errors);
    for one in &slow.detectors {
        assert_eq!((one.score.found, one.score.missed, one.score.found_by_chance), (0, 0, 0.0), "{}", one.name);
        assert_eq!(one.score.false_alarms as usize, one.firings.len(), "{}", one.name);
    }
    let flip = watch(&mut engine, &service("label-flip"));
    assert!(flip.truth[0].reaches_errors);
    let always = flip.detectors.iter().find(|one| one.name == "always").unwrap();
    assert_eq!((always.score.found, always.score.found_by_chance), (1, 1.0));
    let once = flip.detectors.iter().find(|one| one.firings.len() == 1).unwrap();
    // From window 12 to the last of 40: one firing at random falls there 28 times in 40.
    assert!((once.score.found_by_chance - 0.7).abs() < 1e-12, "{}", once.score.found_by_chance);
    // Drift in a column that no answer depends on moves no error.
    let mut idle = service("units");
    idle.scenario = Some(ScenarioSpec { id: "black-friday".into(), onset: Some(12), size: Some(0.0), shape: None });
    assert!(watch(&mut engine, &idle).truth.iter().all(|one| !one.reaches_errors));
}
