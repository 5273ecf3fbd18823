//! A search as nested runs: one run for the search, and one within it for every trial.
//!
//! A trial's scores are named as a training's cross-validation is, so that both stand in the same columns; the best score and
//! the best settings are named as MLflow's autologging of scikit-learn names them (`best_cv_score`, `best_max_depth`).

use std::collections::BTreeMap;

use crate::protocol::track::{NewArtifact, NewMetric, NewRun, RunStatus};
use crate::protocol::tune::{Dimension, Leaderboard, SearchSpec, Strategy, TrialReport, Values};
use crate::protocol::{DatasetProfile, RunTrial, Search, wire};
use crate::ui::workspace::experiment_query::run_query;
use crate::ui::workspace::logging::record::{dataset, params_of};
use crate::ui::workspace::search::SearchRequest;

/// Where a trial's full setting lies among its run's files: what *Reproduce* reads.
pub(crate) const TRIAL_PATH: &str = "search/trial.json";
/// Where a search's full setting lies among its run's files.
const SEARCH_PATH: &str = "search/search.json";
/// Longest value of a param that MLflow takes.
const LONGEST: usize = 6000;

/// A search and its trials, the search first; their experiment is chosen by who saves them.
///
/// `done` are the finished trials in any order, each with the moment at which it ended; `query` is the tuning lab's address.
pub(crate) fn runs(
    asked: &SearchRequest,
    board: &Leaderboard,
    done: &[(TrialReport, i64)],
    profile: Option<&DatasetProfile>,
    query: &str,
) -> Vec<NewRun> {
    let mut trials: Vec<&(TrialReport, i64)> = done.iter().collect();
    trials.sort_by_key(|(report, _)| report.trial.id);
    let datasets: Vec<_> = profile.map(|profile| dataset(profile, &asked.search.base)).into_iter().collect();
    let metric = &board.metric;
    let each = trials.iter().map(|(report, ended)| NewRun {
        part_of: Some(0),
        datasets: datasets.clone(),
        ..trial(asked, report, *ended, metric)
    });
    let parts: Vec<NewRun> = each.collect();
    let whole = NewRun {
        run_name: name(&asked.search),
        status: if board.finished { RunStatus::Finished } else { RunStatus::Killed },
        start_time: parts.iter().filter_map(|part| part.start_time).min(),
        end_time: parts.iter().filter_map(|part| part.end_time).max(),
        source_name: source("tune", query),
        params: settings(asked, board),
        metrics: bests(board, metric, parts.len()),
        datasets: datasets.clone(),
        artifacts: vec![file(
            SEARCH_PATH,
            wire::encode(&Search { search: asked.search.clone(), scoring: Some(metric.clone()), done: vec![], draw_width: None }).ok(),
        )],
        ..NewRun::default()
    };
    std::iter::once(whole).chain(parts).collect()
}

/// What came of a trial as metrics: every fold as a step, their mean and their standard deviation.
pub(crate) fn metrics(report: &TrialReport, metric: &str) -> Vec<NewMetric> {
    let value = |key: String, step: usize, value: f64| NewMetric { key, value: Some(value), step: step as i64, timestamp: None };
    let key = format!("cv_{metric}");
    let mut all: Vec<NewMetric> = report.scores.iter().enumerate().map(|(step, score)| value(key.clone(), step, *score)).collect();
    all.extend(report.mean.map(|mean| value(format!("{key}_mean"), 0, mean)));
    all.extend(report.std.map(|std| value(format!("{key}_std"), 0, std)));
    all
}

fn name(search: &SearchSpec) -> String {
    let names: Vec<&str> = search.space.iter().take(3).map(|one| one.name.as_str()).collect();
    let more = if search.space.len() > names.len() { ", …" } else { "" };
    format!("{} search: {}{more}", search.base.model.kind().title, names.join(", "))
}

fn trial(asked: &SearchRequest, report: &TrialReport, ended_millis: i64, metric: &str) -> NewRun {
    let trial = &report.trial;
    let mut params = params_of(&trial.spec);
    let halving = matches!(asked.search.strategy, Strategy::Halving(_));
    params.insert("candidate".to_owned(), trial.candidate.to_string());
    if halving {
        params.insert("rung".to_owned(), trial.rung.to_string());
    }
    if let Some(rows) = trial.rows {
        params.insert("train_rows".to_owned(), rows.to_string());
    }
    let told: Vec<String> = trial.settings.iter().take(3).map(|(name, value)| format!("{name} {value}")).collect();
    let rung = if halving { format!(", rung {}", trial.rung) } else { String::new() };
    let command = RunTrial { trial: trial.clone(), scoring: Some(metric.to_owned()), seed: asked.search.seed };
    NewRun {
        run_name: format!("Trial {}: {}{rung}", trial.id + 1, told.join(", ")).chars().take(250).collect(),
        status: if report.failed.is_some() { RunStatus::Failed } else { RunStatus::Finished },
        start_time: Some(ended_millis - (report.millis.ceil() as i64).max(1)),
        end_time: Some(ended_millis),
        source_name: source("train", &run_query(&trial.spec)),
        note: report.failed.clone(),
        params,
        metrics: metrics(report, metric),
        artifacts: vec![file(TRIAL_PATH, wire::encode(&command).ok())],
        ..NewRun::default()
    }
}

/// What was searched, how, and the settings that came out best.
fn settings(asked: &SearchRequest, board: &Leaderboard) -> BTreeMap<String, String> {
    let search = &asked.search;
    let mut all = params_of(&search.base);
    for Dimension { name, values } in &search.space {
        all.remove(name);
        let text = match values {
            Values::List(values) => values.join(", "),
            Values::Range { low, high, .. } => format!("{low}..{high}"),
        };
        all.insert(format!("search_{name}"), text.chars().take(LONGEST).collect());
    }
    let mut say = |name: &str, value: String| _ = all.insert(name.to_owned(), value);
    say("scoring", board.metric.clone());
    say("search_seed", search.seed.to_string());
    match &search.strategy {
        Strategy::Grid => say("strategy", "grid".to_owned()),
        Strategy::Random { n_iter } => {
            say("strategy", "random".to_owned());
            say("n_iter", n_iter.to_string());
        }
        Strategy::Halving(halving) => {
            say("strategy", "halving".to_owned());
            say("factor", halving.factor.to_string());
        }
    }
    for (name, value) in board.standings.first().filter(|best| best.mean.is_some()).map(|best| &best.trial.settings).into_iter().flatten() {
        say(&format!("best_{name}"), value.clone());
    }
    all
}

fn bests(board: &Leaderboard, metric: &str, trials: usize) -> Vec<NewMetric> {
    let value =
        |key: &str, step: usize, value: f64| NewMetric { key: key.to_owned(), value: Some(value), step: step as i64, timestamp: None };
    let mut all = vec![value("trials", 0, trials as f64)];
    all.extend(board.best_so_far.iter().enumerate().map(|(step, (_, best))| value("best_so_far", step, *best)));
    if let Some(best) = board.standings.first().and_then(|best| Some((best.mean?, best.std))) {
        all.push(value("best_cv_score", 0, best.0));
        all.push(value(&format!("cv_{metric}_mean"), 0, best.0));
        all.extend(best.1.map(|std| value(&format!("cv_{metric}_std"), 0, std)));
    }
    all
}

/// The lab's address; one that is longer than MLflow takes is left without its settings, which lie among the files.
fn source(lab: &str, query: &str) -> String {
    let whole = format!("lab/{lab}{query}");
    if whole.chars().count() > 500 { format!("lab/{lab}") } else { whole }
}

fn file(path: &str, text: Option<String>) -> NewArtifact {
    NewArtifact { path: path.to_owned(), text, base64: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::TrainSpec;
    use crate::protocol::tune::Trial;
    use crate::ui::kit::query::Query;
    use crate::ui::workspace::experiment_query;

    /// Two trials of a halving search, the second one better.
    fn example() -> (SearchRequest, Leaderboard, Vec<(TrialReport, i64)>) {
        let base: TrainSpec = experiment_query::read(&Query::parse("?data=iris&model=decision_tree"), &mut vec![]).unwrap();
        let report = |id: u32, depth: &str, scores: [f64; 2]| {
            let mut spec = base.clone();
            spec.model.set("max_depth", depth).unwrap();
            let mean = (scores[0] + scores[1]) / 2.0;
            let trial = Trial { id, candidate: id, rung: 0, rows: Some(40), settings: vec![("max_depth".into(), depth.into())], spec };
            TrialReport { trial, scores: scores.into(), mean: Some(mean), std: Some(0.05), failed: None, millis: 9.5 }
        };
        let (first, second) = (report(0, "1", [0.6, 0.7]), report(1, "3", [0.9, 1.0]));
        let space = vec![Dimension { name: "max_depth".into(), values: Values::List(vec!["1".into(), "3".into()]) }];
        let search = SearchSpec { base, space, strategy: Strategy::Halving(Default::default()), seed: 7 };
        let board = Leaderboard {
            metric: "accuracy".into(),
            axes: vec![],
            standings: vec![second.clone(), first.clone()],
            best_so_far: vec![(0, 0.65), (1, 0.95)],
            planned: 2,
            rungs: vec![],
            finished: true,
        };
        (SearchRequest { search, scoring: "accuracy".into() }, board, vec![(second, 5020), (first, 5010)])
    }

    #[test]
    fn a_search_is_one_run_with_its_trials_within() {
        let (asked, board, done) = example();
        let runs = runs(&asked, &board, &done, None, "?data=iris");
        let names: Vec<&str> = runs.iter().map(|run| run.run_name.as_str()).collect();
        assert_eq!(names, ["Decision tree search: max_depth", "Trial 1: max_depth 1, rung 0", "Trial 2: max_depth 3, rung 0"]);
        assert_eq!(runs.iter().map(|run| run.part_of).collect::<Vec<_>>(), [None, Some(0), Some(0)]);
        let [whole, first, second] = runs.as_slice() else { panic!() };
        assert_eq!((whole.start_time, whole.end_time), (Some(5000), Some(5020)));
        assert_eq!((first.start_time, first.end_time), (Some(5000), Some(5010)));
        assert_eq!((whole.params["best_max_depth"].as_str(), whole.params["search_max_depth"].as_str()), ("3", "1, 3"));
        assert!(!whole.params.contains_key("max_depth"), "the search itself has no depth");
        assert_eq!(
            (second.params["max_depth"].as_str(), second.params["rung"].as_str(), second.params["train_rows"].as_str()),
            ("3", "0", "40")
        );
        let folds: Vec<(i64, Option<f64>)> =
            second.metrics.iter().filter(|one| one.key == "cv_accuracy").map(|one| (one.step, one.value)).collect();
        assert_eq!(folds, [(0, Some(0.9)), (1, Some(1.0))]);
        let best = whole.metrics.iter().find(|one| one.key == "best_cv_score").unwrap();
        assert_eq!(best.value, board.standings[0].mean);
        let command: RunTrial = wire::decode(second.artifacts[0].text.as_ref().unwrap()).unwrap();
        assert_eq!((command.trial, command.seed), (done[0].0.trial.clone(), 7));
        assert_eq!((whole.source_name.as_str(), second.source_name.starts_with("lab/train?")), ("lab/tune?data=iris", true));
    }

    #[test]
    fn a_search_that_was_cancelled_and_a_trial_that_failed_say_so() {
        let (asked, mut board, mut done) = example();
        board.finished = false;
        done[0].0 = TrialReport { scores: vec![], mean: None, std: None, failed: Some("too deep".into()), ..done[0].0.clone() };
        let runs = runs(&asked, &board, &done, None, &"?".repeat(600));
        assert_eq!((runs[0].status, runs[0].source_name.as_str()), (RunStatus::Killed, "lab/tune"));
        assert_eq!((runs[2].status, runs[2].note.as_deref(), runs[2].metrics.len()), (RunStatus::Failed, Some("too deep"), 0));
    }
}
