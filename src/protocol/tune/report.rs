//! What a search does and finds: trials, their scores, the leaderboard.

use serde::{Deserialize, Serialize};

use super::spec::Scale;
use crate::protocol::drawing::Drawing;
use crate::protocol::train::TrainSpec;

/// One experiment of a search, complete: any worker can run it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// Place in the search; ties in the ranking fall to the smaller one.
    pub id: u32,
    /// Number of the combination.
    pub candidate: u32,
    /// Round of successive halving; 0 otherwise.
    pub rung: u32,
    /// Only so many of the training rows, the first in the seed's order; absent: all.
    pub rows: Option<u32>,
    /// What differs from the base experiment: parameter and value, in the order of the space.
    pub settings: Vec<(String, String)>,
    /// The experiment with these settings.
    pub spec: TrainSpec,
}

/// What came of a trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrialReport {
    /// What was run.
    pub trial: Trial,
    /// Score of each fold, higher is better; empty if it failed.
    pub scores: Vec<f64>,
    /// Mean over folds; absent if it failed.
    pub mean: Option<f64>,
    /// Standard deviation over folds (population).
    pub std: Option<f64>,
    /// Why it failed.
    pub failed: Option<String>,
    /// Wall time, milliseconds; measured, so not part of what is reproducible.
    pub millis: f64,
}

/// A search as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leaderboard {
    /// The score, by scikit-learn's name; higher is better.
    pub metric: String,
    /// What is varied: name, scale, and whether all its values are numbers.
    pub axes: Vec<SearchAxis>,
    /// Finished trials, best first; later rounds before earlier ones, failed ones last.
    pub standings: Vec<TrialReport>,
    /// Best score so far after each finished trial of the last round reached, in the order of their ids; empty at first.
    pub best_so_far: Vec<(u32, f64)>,
    /// Trials known to be needed, finished ones included; grows by a round at a time in successive halving.
    pub planned: u32,
    /// Rounds of successive halving as planned: candidates and effort of each; empty otherwise.
    pub rungs: Vec<Rung>,
    /// Nothing is left to do.
    pub finished: bool,
}

/// One round of successive halving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// Candidates that take part.
    pub candidates: u32,
    /// Effort for each: rows or the value of the parameter.
    pub resource: u32,
}

/// One varied parameter, as an axis of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchAxis {
    /// The parameter.
    pub name: String,
    /// How it is spread.
    pub scale: Scale,
    /// Its values in order if it has no numeric scale; empty for numbers.
    pub words: Vec<String>,
}

/// A search as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchStatus {
    /// The ranking so far.
    pub board: Leaderboard,
    /// Trials that can be run now, by any worker, in any order; empty when the search is over.
    pub next: Vec<Trial>,
    /// `parallel_coordinates` and `search_progress`, as far as there is something to draw.
    pub drawings: Vec<(String, Drawing)>,
}
