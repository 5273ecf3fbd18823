//! One search over settings, as a worker does it: where it stands, and one trial of it.

use super::cost;
use super::error::Error;
use super::inspect::sample_order;
use super::training_set::{Settings, TrainingSet};
use super::tuning::{Plan, judge, leaderboard};
use super::validation::score_folds;
use crate::dataset::{Table, order};
use crate::protocol::tune::{Leaderboard, SearchSpec, Trial, TrialReport};

/// The ranking of the finished trials and the trials that can be run now; none when the search is over. The longest come first,
/// so that at the end nobody waits long for another: Graham, *Bounds on multiprocessing timing anomalies* (1969).
pub fn search_status(
    table: &Table,
    search: &SearchSpec,
    scoring: Option<&str>,
    done: &[TrialReport],
) -> Result<(Leaderboard, Vec<Trial>), Error> {
    let training_set = TrainingSet::read(table, &search.base)?;
    let scoring = scoring.unwrap_or(training_set.usual_score());
    training_set.check_score(scoring)?;
    let plan = Plan::new(search, training_set.holdout.train.len() as u32, training_set.answers.classes().len() as u32)?;
    let (mut next, work) = (plan.next(done)?, training_set.work());
    let steps = |trial: &Trial| cost::steps(&work, &trial.spec.model);
    order::by(&mut next, |a, b| steps(b).total_cmp(&steps(a)));
    Ok((leaderboard(&plan, scoring, done)?, next))
}

/// Runs one trial: its folds over the training rows, or over as many of them as the trial may learn from, the first in the
/// search seed's order. A setting that fails is reported, not an error; a score that does not exist is one.
pub fn run_trial(
    table: &Table,
    trial: &Trial,
    scoring: Option<&str>,
    seed: u64,
    clock: &dyn Fn() -> f64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<TrialReport, Error> {
    let training_set = TrainingSet::read(table, &trial.spec)?;
    let scoring = scoring.unwrap_or(training_set.usual_score());
    training_set.check_score(scoring)?;
    let mut score = |trial: &Trial| {
        let settings = Settings::check(&trial.spec.model, trial.spec.split.seed)?;
        let mut positions = training_set.holdout.train.clone();
        if let Some(rows) = trial.rows {
            positions = sample_order(&positions, training_set.labels(), seed, 0);
            positions.truncate(rows as usize);
            positions.sort_unstable();
        }
        let folds = training_set.folds(&positions, trial.spec.folds, trial.spec.split.seed)?;
        let found = score_folds(&training_set, &settings, &[scoring], &folds, progress)?;
        Ok(found.into_iter().next().map(|found| found.scores).unwrap_or_default())
    };
    Ok(judge(trial, clock, &mut score))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::testing::shipped;
    use crate::protocol::tune::{Dimension, HalvingSpec, Strategy, Values};
    use crate::protocol::{DatasetRef, ModelSpec, SplitSpec, TrainSpec};

    fn search(model: &str, space: &[(&str, &[&str])], strategy: Strategy) -> SearchSpec {
        let base = TrainSpec {
            dataset: DatasetRef::Sample("wine".into()),
            target: "cultivar".into(),
            features: Vec::new(),
            prepare: Default::default(),
            split: SplitSpec::default(),
            model: ModelSpec::by_id(model).unwrap(),
            folds: 3,
        };
        let dimension = |(name, values): &(&str, &[&str])| Dimension {
            name: (*name).into(),
            values: Values::List(values.iter().map(|value| (*value).to_owned()).collect()),
        };
        SearchSpec { base, space: space.iter().map(dimension).collect(), strategy, seed: 1 }
    }

    /// Runs a search to its end, the trials of each round in the order that `turn` makes of them.
    fn to_the_end(search: &SearchSpec, turn: fn(Vec<Trial>) -> Vec<Trial>) -> Leaderboard {
        let table = shipped("wine");
        let mut done = Vec::new();
        loop {
            let (board, next) = search_status(&table, search, None, &done).unwrap();
            if next.is_empty() {
                return board;
            }
            for trial in turn(next) {
                done.push(run_trial(&table, &trial, None, search.seed, &|| 0.0, &mut |_, _| {}).unwrap());
            }
        }
    }

    #[test]
    fn the_order_of_the_trials_does_not_matter() {
        let space: &[(&str, &[&str])] = &[("max_depth", &["1", "2", "None"]), ("min_samples_leaf", &["1", "20"])];
        for strategy in [Strategy::Grid, Strategy::Halving(HalvingSpec::default())] {
            let search = search("decision_tree", space, strategy);
            let board = to_the_end(&search, |trials| trials);
            assert_eq!(to_the_end(&search, |trials| trials.into_iter().rev().collect()), board);
            assert!(board.finished && board.standings[0].mean.unwrap() > 0.85, "{:?}", board.standings[0]);
            // One question cannot tell three cultivars apart.
            let worst = board.standings.iter().filter_map(|report| report.mean).fold(1.0, f64::min);
            assert!(worst < 0.75, "{worst}");
        }
    }

    #[test]
    fn the_longest_trials_come_first() {
        let search = search("random_forest", &[("n_estimators", &["10", "30", "20"]), ("criterion", &["gini", "entropy"])], Strategy::Grid);
        let (_, next) = search_status(&shipped("wine"), &search, None, &[]).unwrap();
        let trees: Vec<String> = next.iter().map(|trial| trial.spec.model.get("n_estimators").unwrap()).collect();
        assert_eq!(trees, ["30", "30", "20", "20", "10", "10"]);
        assert!(next.chunks(2).all(|pair| pair[0].id < pair[1].id));
    }

    #[test]
    fn a_trial_of_some_rows_learns_from_no_others() {
        let search =
            search("gaussian_nb", &[("var_smoothing", &["1e-9", "1e-6", "1e-3", "1.0"])], Strategy::Halving(HalvingSpec::default()));
        let board = to_the_end(&search, |trials| trials);
        assert!(board.rungs.first().is_some_and(|rung| rung.resource < 142), "{:?}", board.rungs);
        let table = shipped("wine");
        let trial = &board.standings.last().unwrap().trial;
        assert!(trial.rows.is_some());
        // Fewer rows than folds need are the trial's own failure.
        let small = Trial { rows: Some(4), ..trial.clone() };
        let report = run_trial(&table, &small, None, 1, &|| 0.0, &mut |_, _| {}).unwrap();
        assert!(report.failed.is_some() && report.mean.is_none());
        let error = run_trial(&table, trial, Some("speed"), 1, &|| 0.0, &mut |_, _| {}).unwrap_err().to_string();
        assert!(error.starts_with("scoring takes one of accuracy"), "{error}");
    }
}
