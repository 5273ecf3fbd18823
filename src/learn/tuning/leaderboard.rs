//! Trials in order: a mean over folds each, the best of the last round first, ties to the earlier trial.

use super::plan::Plan;
use super::rank::ranked;
use crate::learn::Error;
use crate::learn::inspect::curves::mean_and_std;
use crate::protocol::float;
use crate::protocol::tune::{Dimension, Leaderboard, Scale, SearchAxis, Trial, TrialReport, Values};

/// Runs one trial: `score` gives the folds' scores, higher is better; `clock` gives milliseconds. A failure is part of the
/// report, so that one impossible combination does not end the search.
pub fn judge(trial: &Trial, clock: &dyn Fn() -> f64, score: &mut dyn FnMut(&Trial) -> Result<Vec<f64>, Error>) -> TrialReport {
    let started = clock();
    let outcome = score(trial);
    let millis = (clock() - started).max(0.0);
    let (scores, failed) = match outcome {
        Ok(scores) if !scores.is_empty() && scores.iter().all(|score| score.is_finite()) => (scores, None),
        Ok(_) => (Vec::new(), Some("the score is undefined in at least one fold".to_owned())),
        Err(error) => (Vec::new(), Some(error.to_string())),
    };
    let (mean, std) = mean_and_std(&scores);
    let known = |value: f64| failed.is_none().then_some(value);
    TrialReport { trial: trial.clone(), mean: known(mean), std: known(std), scores, failed, millis }
}

/// The search as it stands. `metric` is the score's name; reports of other searches are passed over.
pub fn leaderboard(plan: &Plan, metric: &str, done: &[TrialReport]) -> Result<Leaderboard, Error> {
    let own = plan.own(done)?;
    let open = plan.next(done)?;
    let last = own.iter().map(|report| report.trial.rung).max();
    let mut best_so_far = Vec::new();
    let mut best: Option<f64> = None;
    for report in own.iter().filter(|report| Some(report.trial.rung) == last) {
        if let Some(mean) = report.mean {
            let here = best.map_or(mean, |best| best.max(mean));
            best_so_far.push((report.trial.id, here));
            best = Some(here);
        }
    }
    Ok(Leaderboard {
        metric: metric.into(),
        axes: plan.spec().space.iter().map(axis).collect(),
        planned: plan.planned(&own, &open),
        rungs: plan.rungs().to_vec(),
        finished: open.is_empty(),
        standings: ranked(own).into_iter().cloned().collect(),
        best_so_far,
    })
}

fn axis(dimension: &Dimension) -> SearchAxis {
    let (scale, words) = match &dimension.values {
        Values::Range { scale, .. } => (*scale, Vec::new()),
        Values::List(values) => {
            let numbers: Option<Vec<f64>> = values.iter().map(|value| float(value)).collect();
            match numbers {
                None => (Scale::Linear, values.clone()),
                Some(numbers) => (spread(&numbers), Vec::new()),
            }
        }
    };
    SearchAxis { name: dimension.name.clone(), scale, words }
}

/// Numbers that span two powers of ten are meant by ratio.
fn spread(numbers: &[f64]) -> Scale {
    let (low, high) = numbers.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)));
    if low > 0.0 && high / low >= 100.0 { Scale::Log } else { Scale::Linear }
}
