//! Plans against scikit-learn's schedule, and the promise that the order of the work does not matter.

use serde::Deserialize;

use super::{Plan, draw, grid, judge, leaderboard, schedule};
use crate::learn::Error;
use crate::learn::random::Random;
use crate::protocol::tune::{Dimension, HalvingSpec, MinResources, Rung, Scale, SearchSpec, Strategy, Trial, TrialReport, Values};
use crate::protocol::{ModelSpec, TrainSpec};

#[derive(Deserialize)]
struct Gold {
    halving: Vec<Halving>,
    grid: Grid,
}

#[derive(Deserialize)]
struct Halving {
    candidates: u32,
    rows: u32,
    classes: u32,
    folds: u32,
    options: Options,
    n_candidates: Vec<u32>,
    n_resources: Vec<u32>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Options {
    factor: Option<u32>,
    resource: Option<String>,
    min_resources: Option<serde_json::Value>,
    max_resources: Option<u32>,
    aggressive_elimination: bool,
}

#[derive(Deserialize)]
struct Grid {
    lists: Vec<(String, Vec<String>)>,
    points: Vec<Vec<String>>,
}

fn gold() -> Gold {
    serde_json::from_str(include_str!("../gold/search.json")).unwrap()
}

#[test]
fn rounds_of_halving_are_scikit_learns() {
    let cases = gold().halving;
    assert_eq!(cases.len(), 10);
    for case in cases {
        let options = case.options;
        let least = match options.min_resources {
            Some(serde_json::Value::Number(count)) => MinResources::Count(count.as_u64().unwrap() as u32),
            Some(_) => MinResources::Smallest,
            None => MinResources::Exhaust,
        };
        let of_rows = options.resource.is_none();
        let spec = HalvingSpec {
            factor: options.factor.unwrap_or(3),
            min_resources: least,
            max_resources: options.max_resources,
            aggressive_elimination: options.aggressive_elimination,
            resource: options.resource,
            n_candidates: None,
        };
        let (all, smallest) = if of_rows { (case.rows, 2 * case.folds * case.classes) } else { (u32::MAX, 1) };
        let found = schedule(&spec, case.candidates, all, smallest);
        let wanted: Vec<Rung> = case
            .n_candidates
            .iter()
            .zip(&case.n_resources)
            .map(|(candidates, resource)| Rung { candidates: *candidates, resource: *resource })
            .collect();
        assert_eq!(found, wanted, "{spec:?}");
    }
}

#[test]
fn a_grid_is_in_scikit_learns_order() {
    let gold = gold().grid;
    let space: Vec<Dimension> = gold.lists.into_iter().map(|(name, values)| Dimension { name, values: Values::List(values) }).collect();
    assert_eq!(grid(&space).unwrap(), gold.points);
}

fn range(name: &str, low: f64, high: f64, scale: Scale, whole: bool) -> Dimension {
    Dimension { name: name.into(), values: Values::Range { low, high, scale, whole, steps: 4 } }
}

fn list(name: &str, values: &[&str]) -> Dimension {
    Dimension { name: name.into(), values: Values::List(values.iter().map(|value| (*value).to_owned()).collect()) }
}

fn search(model: &str, space: Vec<Dimension>, strategy: Strategy) -> SearchSpec {
    let base = format!(r#"{{"dataset": {{"sample": "iris"}}, "target": "species", "model": {{"{model}": {{}}}}, "folds": 5}}"#);
    SearchSpec { base: serde_json::from_str(&base).unwrap(), space, strategy, seed: 7 }
}

fn forest(space: Vec<Dimension>, strategy: Strategy) -> SearchSpec {
    search("random_forest", space, strategy)
}

fn of_forest() -> Vec<Dimension> {
    vec![list("max_features", &["sqrt", "log2", "None"]), range("min_samples_leaf", 1.0, 10.0, Scale::Linear, true)]
}

#[test]
fn ranges_become_values_a_model_takes() {
    let log = grid(&[range("C", 0.001, 1000.0, Scale::Log, false)]).unwrap();
    assert_eq!(log, [["0.001"], ["0.1"], ["10.0"], ["1000.0"]]);
    assert_eq!(grid(&[range("max_depth", 2.0, 11.0, Scale::Linear, true)]).unwrap(), [["2"], ["5"], ["8"], ["11"]]);
    let drawn = draw(&[range("C", 0.001, 1000.0, Scale::Log, false)], 600, 3).unwrap();
    let numbers: Vec<f64> = drawn.iter().map(|one| one[0].parse().unwrap()).collect();
    assert!(numbers.iter().all(|number| (0.001..=1000.0).contains(number)));
    // By ratio, half lie below the geometric middle; the standard error of that count is 12.
    let below = numbers.iter().filter(|number| **number < 1.0).count();
    assert!((252..=348).contains(&below), "{below}");
    let whole = draw(&[range("n", 1.0, 4.0, Scale::Linear, true)], 400, 3).unwrap();
    for value in ["1", "2", "3", "4"] {
        let count = whole.iter().filter(|one| one[0] == value).count();
        assert!((65..=135).contains(&count), "{value} came {count} times of 400");
    }
}

#[test]
fn random_candidates_keep_their_beginning_and_repeat_no_point_of_a_grid() {
    let space = [list("a", &["1", "2", "3"]), list("b", &["x", "y", "z"])];
    let all = draw(&space, 100, 5).unwrap();
    let mut distinct = all.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!((all.len(), distinct.len()), (9, 9));
    assert_eq!(draw(&space, 4, 5).unwrap(), all[..4]);
    let mixed = [list("a", &["1", "2", "3"]), range("C", 0.1, 10.0, Scale::Log, false)];
    assert_eq!(draw(&mixed, 8, 5).unwrap()[..3], draw(&mixed, 3, 5).unwrap());
    assert_ne!(draw(&mixed, 3, 6).unwrap(), draw(&mixed, 3, 5).unwrap());
}

/// A made-up score of a trial: the same for the same trial, and one combination that always fails.
fn score(trial: &Trial) -> Result<Vec<f64>, Error> {
    let leaf: f64 = trial.settings[1].1.parse().unwrap();
    if trial.candidate == 2 {
        return Err(Error::NoColumn { column: "x".into() });
    }
    let effort = f64::from(trial.rows.unwrap_or(100));
    Ok((0..5).map(|fold| (10.0 - leaf) / 20.0 + 0.1 * f64::from(trial.candidate % 3) + effort / 1e4 + f64::from(fold) / 100.0).collect())
}

fn run(plan: &Plan, mut done: Vec<TrialReport>, choose: &mut dyn FnMut(usize) -> usize) -> Vec<TrialReport> {
    loop {
        let open = plan.next(&done).unwrap();
        if open.is_empty() {
            return done;
        }
        let trial = &open[choose(open.len())];
        done.push(judge(trial, &|| 0.0, &mut |trial| score(trial)));
    }
}

fn every_strategy() -> Vec<SearchSpec> {
    let halving = HalvingSpec { min_resources: MinResources::Smallest, ..HalvingSpec::default() };
    let by_trees =
        HalvingSpec { resource: Some("n_estimators".into()), max_resources: Some(81), n_candidates: Some(20), ..HalvingSpec::default() };
    [Strategy::Grid, Strategy::Random { n_iter: 9 }, Strategy::Halving(halving), Strategy::Halving(by_trees)]
        .map(|strategy| forest(of_forest(), strategy))
        .to_vec()
}

#[test]
fn any_order_of_work_comes_to_the_same_leaderboard() {
    for spec in every_strategy() {
        let plan = Plan::new(&spec, 400, 3).unwrap();
        let straight = leaderboard(&plan, "accuracy", &run(&plan, Vec::new(), &mut |_| 0)).unwrap();
        let mut random = Random::stream(1, 0);
        let mixed = leaderboard(&plan, "accuracy", &run(&plan, Vec::new(), &mut |open| random.below(open as u32) as usize)).unwrap();
        assert_eq!(straight, mixed);
        assert!(straight.finished && straight.planned as usize == straight.standings.len());
        let means: Vec<Option<f64>> = straight.standings.iter().map(|report| report.mean).collect();
        assert!(means[0] >= means[1] && straight.best_so_far.last().map(|best| Some(best.1)) == Some(means[0]));
    }
}

#[test]
fn a_resumed_search_runs_only_the_remaining_trials() {
    for spec in every_strategy() {
        let plan = Plan::new(&spec, 400, 3).unwrap();
        let whole = run(&plan, Vec::new(), &mut |_| 0);
        let half = whole[..whole.len() / 2].to_vec();
        assert!(!plan.next(&half).unwrap().iter().any(|trial| half.iter().any(|report| report.trial.id == trial.id)));
        assert_eq!(run(&plan, half, &mut |_| 0), whole);
        // What another search found is of no use here.
        let other = Plan::new(&SearchSpec { base: TrainSpec { folds: 4, ..spec.base.clone() }, ..spec.clone() }, 400, 3).unwrap();
        assert_eq!(other.next(&whole).unwrap(), other.next(&[]).unwrap());
        assert!(other.own(&whole).unwrap().is_empty());
    }
}

#[test]
fn halving_keeps_the_best_and_spends_more_on_them() {
    let plan = Plan::new(&every_strategy()[2], 400, 3).unwrap();
    assert_eq!(plan.rungs(), [(12, 30), (4, 90), (2, 270)].map(|(candidates, resource)| Rung { candidates, resource }));
    let done = run(&plan, Vec::new(), &mut |_| 0);
    let of = |rung: u32| done.iter().filter(move |report| report.trial.rung == rung);
    let mut first: Vec<&TrialReport> = of(0).filter(|report| report.mean.is_some()).collect();
    first.sort_by(|a, b| b.mean.unwrap().total_cmp(&a.mean.unwrap()).then(a.trial.id.cmp(&b.trial.id)));
    let mut best: Vec<u32> = first[..4].iter().map(|report| report.trial.candidate).collect();
    best.sort_unstable();
    assert_eq!(of(1).map(|report| report.trial.candidate).collect::<Vec<_>>(), best);
    assert!(of(1).all(|report| report.trial.rows == Some(90)));
    let by_trees = Plan::new(&every_strategy()[3], 400, 3).unwrap();
    let trial = &by_trees.next(&[]).unwrap()[0];
    assert_eq!((trial.rows, trial.settings.last().unwrap()), (None, &("n_estimators".to_owned(), "9".to_owned())));
    assert!(matches!(&trial.spec.model, ModelSpec::RandomForest(forest) if forest.n_estimators == 9));
}

#[test]
fn a_trial_that_fails_is_last_and_says_why() {
    let plan = Plan::new(&every_strategy()[0], 400, 3).unwrap();
    let board = leaderboard(&plan, "accuracy", &run(&plan, Vec::new(), &mut |_| 0)).unwrap();
    let last = board.standings.last().unwrap();
    assert_eq!((last.trial.candidate, last.failed.as_deref()), (2, Some("there is no column 'x'")));
    assert_eq!((last.mean, last.scores.len()), (None, 0));
}

#[test]
fn a_search_that_cannot_work_is_refused_before_it_starts() {
    let wrong = |spec: &SearchSpec| Plan::new(spec, 100, 3).unwrap_err().to_string();
    let logistic = |space: Vec<Dimension>| search("logistic_regression", space, Strategy::Grid);
    let check = |spec: SearchSpec, message: &str| assert_eq!(wrong(&spec), format!("the search cannot start: {message}"));
    check(logistic(vec![list("depth", &["1"])]), "depth is not a parameter of this model");
    check(logistic(vec![list("C", &["1.0", "much"])]), "C takes a number from 0.0001 to 10000.0, not 'much'");
    check(logistic(vec![]), "no parameter is varied");
    check(logistic(vec![list("C", &["1.0"]), list("C", &["2.0"])]), "C is varied twice");
    check(logistic(vec![list("C", &[])]), "C has no values to try");
    check(logistic(vec![range("C", 0.0, 1.0, Scale::Log, false)]), "C is spread by ratio, so its range must begin above 0, not at 0");
    check(logistic(vec![range("C", 2.0, 1.0, Scale::Linear, false)]), "C needs a range whose second end is above the first, not 2 to 1");
    let halving = |halving: HalvingSpec| forest(of_forest(), Strategy::Halving(halving));
    check(halving(HalvingSpec { factor: 1, ..HalvingSpec::default() }), "factor takes a whole number from 2 to 10, not 1");
    let by_trees = HalvingSpec { resource: Some("n_estimators".into()), ..HalvingSpec::default() };
    check(halving(by_trees), "with n_estimators as the resource, max_resources must be given");
    let many: Vec<String> = (0..1001).map(|value| value.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    check(forest(vec![list("max_depth", &many)], Strategy::Grid), "the grid has 1001 combinations, more than the 1000 allowed");
}
