//! Requests of a search: where it stands, one trial, its script.

use serde::{Deserialize, Serialize};

use super::report::{Trial, TrialReport};
use super::spec::SearchSpec;

/// Where a search stands, and what to run next. It remembers nothing: the finished trials come with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Search {
    /// The search.
    pub search: SearchSpec,
    /// The score by which it is judged, by scikit-learn's name; absent: `accuracy`, or `r2` for numbers.
    #[serde(default)]
    pub scoring: Option<String>,
    /// Trials that are finished, in any order.
    #[serde(default)]
    pub done: Vec<TrialReport>,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
}

/// A search as a scikit-learn script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchScript {
    /// The search.
    pub search: SearchSpec,
    /// The score by which it is judged, by scikit-learn's name; absent: `accuracy`, or `r2` for numbers.
    #[serde(default)]
    pub scoring: Option<String>,
}

/// Run one trial of a search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunTrial {
    /// The trial, as [`Search`] gave it.
    pub trial: Trial,
    /// The search's score.
    #[serde(default)]
    pub scoring: Option<String>,
    /// The search's seed: it draws the rows of a trial that learns from some of them only.
    #[serde(default)]
    pub seed: u64,
}
