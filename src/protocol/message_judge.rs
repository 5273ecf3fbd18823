//! Requests beyond one classifier: numbers, a closer look at a model, searches, groups, what a job will take.

use serde::{Deserialize, Serialize};

use super::report_cluster::{ClusterScores, Elbow, Silhouettes};
use super::report_inspect::{PartialDependence, PermutationReport, ScoreCurve, SliceReport, SliceSpec};
use super::report_interval::{BootstrapSpec, FoldScores, Interval};
use super::report_probability::{BinStrategy, Calibration, CostSpec, ThresholdReport};
use super::report_search::{Leaderboard, Trial, TrialReport};
use super::spec_search::SearchSpec;
use super::{DatasetRef, DbscanSpec, Drawing, KMeansSpec, MixtureSpec, PrepareSpec, TrainSpec, Warning};

/// Train and judge a model of numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regress {
    /// The experiment; its model answers with a number.
    pub spec: TrainSpec,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
    /// Leave out of the report what grows with the test rows: `outcomes`.
    #[serde(default)]
    pub lean: bool,
}

/// Train two models of numbers and compare them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompareNumbers {
    /// The first experiment.
    pub left: TrainSpec,
    /// The second.
    pub right: TrainSpec,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
    /// Leave out of both reports what grows with the test rows.
    #[serde(default)]
    pub lean: bool,
}

/// Look closer at the model of an experiment, of classes or of numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspect {
    /// The experiment.
    pub spec: TrainSpec,
    /// What to look at.
    pub look: Look,
    /// Width of the drawing in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
}

/// One way of looking at a model. `scoring` is a score's name in scikit-learn; absent: `accuracy`, or `r2` for numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// A bootstrap interval for every headline metric, from the test rows.
    Intervals(BootstrapSpec),
    /// Whether probabilities can be taken at their word.
    Calibration {
        /// Bins, 2..=50.
        #[serde(default = "ten")]
        bins: u32,
        /// How they are cut.
        #[serde(default)]
        strategy: BinStrategy,
    },
    /// Every threshold of a model of two classes, with what errors cost.
    Thresholds(CostSpec),
    /// The score as there are more training rows, over folds.
    LearningCurve {
        /// Sizes, 2..=10, evenly spaced up to all training rows.
        #[serde(default = "five")]
        steps: u32,
        /// The score.
        #[serde(default)]
        scoring: Option<String>,
    },
    /// The score as one parameter changes, over folds.
    ValidationCurve {
        /// The parameter, by scikit-learn's name.
        parameter: String,
        /// Its values as Python prints them, 1..=50.
        values: Vec<String>,
        /// The score.
        #[serde(default)]
        scoring: Option<String>,
    },
    /// How much worse the score gets when a column of the test rows is shuffled.
    Permutation {
        /// Shuffles per column, 1..=100.
        #[serde(default = "five")]
        n_repeats: u32,
        /// The score.
        #[serde(default)]
        scoring: Option<String>,
    },
    /// The mean answer as one feature moves.
    Dependence {
        /// A numeric feature.
        feature: String,
        /// The class whose probability is shown; absent: the second of two, or the most frequent.
        #[serde(default)]
        class: Option<String>,
    },
    /// Groups of test rows on which the model fails more often than chance explains.
    Slices(SliceSpec),
    /// Several scores by repeated k-fold on the training rows, with an interval that knows that folds share rows.
    Folds {
        /// Folds, 2..=20.
        #[serde(default = "five")]
        folds: u32,
        /// How often they are drawn, 1..=20; divisions by group or time cannot be drawn again.
        #[serde(default = "one")]
        repeats: u32,
    },
}

fn one() -> u32 {
    1
}

fn five() -> u32 {
    5
}

fn ten() -> u32 {
    10
}

/// What a closer look found, with its drawing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspected {
    /// The figures.
    pub findings: Findings,
    /// The figures drawn; absent if no width was given or there is nothing to draw.
    pub drawing: Option<Drawing>,
}

/// The figures of a [`Look`], under its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Findings {
    /// Of [`Look::Intervals`].
    Intervals(Vec<Interval>),
    /// Of [`Look::Calibration`].
    Calibration(Calibration),
    /// Of [`Look::Thresholds`].
    Thresholds(Box<ThresholdReport>),
    /// Of [`Look::LearningCurve`].
    LearningCurve(ScoreCurve),
    /// Of [`Look::ValidationCurve`].
    ValidationCurve(ScoreCurve),
    /// Of [`Look::Permutation`].
    Permutation(PermutationReport),
    /// Of [`Look::Dependence`].
    Dependence(PartialDependence),
    /// Of [`Look::Slices`].
    Slices(SliceReport),
    /// Of [`Look::Folds`].
    Folds(Vec<FoldScores>),
}

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

/// Find groups of rows without being told what they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// What to do.
    pub spec: ClusterSpec,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
    /// Leave out the group of every row.
    #[serde(default)]
    pub lean: bool,
}

/// A clustering, complete.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterSpec {
    /// The table.
    pub dataset: DatasetRef,
    /// Columns to go by; empty means all but `labels` and those the profile marks as identifiers.
    #[serde(default)]
    pub features: Vec<String>,
    /// How columns become numbers. Distances need one scale: `auto` means standard here.
    #[serde(default)]
    pub prepare: Box<PrepareSpec>,
    /// A column of known groups to compare with, never looked at before; absent compares with nothing.
    #[serde(default)]
    pub labels: Option<String>,
    /// How groups are found.
    pub method: ClusterMethod,
    /// Also try k-means with 1 to this many groups, 3..=30; 0 does not.
    #[serde(default)]
    pub elbow: u32,
    /// Seed of all draws.
    #[serde(default = "seed")]
    pub seed: u64,
}

fn seed() -> u64 {
    42
}

/// How groups are found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClusterMethod {
    /// `sklearn.cluster.KMeans`.
    KMeans(KMeansSpec),
    /// `sklearn.cluster.DBSCAN`.
    Dbscan(DbscanSpec),
    /// `sklearn.mixture.GaussianMixture`.
    GaussianMixture(MixtureSpec),
}

/// Groups that were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clustered {
    /// What was asked, its features named.
    pub spec: ClusterSpec,
    /// Rows looked at.
    pub rows: u64,
    /// What was odd.
    pub warnings: Vec<Warning>,
    /// How well the groups hold together.
    pub scores: ClusterScores,
    /// Group of every row, −1 for none; empty if `lean`.
    pub groups: Vec<i32>,
    /// Rows and mean of every feature, group by group; noise, if there is any, comes last as −1.
    pub profiles: Vec<GroupProfile>,
    /// Rows per known label (outer, in the order of `labels`) and group (inner, as in `profiles`); empty without labels.
    pub crossed: Vec<Vec<u64>>,
    /// The known labels; empty without them.
    pub labels: Vec<String>,
    /// Silhouettes of a sample of rows; absent unless there are at least two groups.
    pub silhouettes: Option<Silhouettes>,
    /// The same with more and more groups; absent unless asked for.
    pub elbow: Option<Elbow>,
    /// Share of the variance along each principal component, 0..=1, largest first.
    pub explained_variance_ratio: Vec<f64>,
    /// `scatter` (rows on the first two components), `silhouette`, `elbow`, as far as there is something to draw.
    pub drawings: Vec<(String, Drawing)>,
    /// Time of the clustering alone, milliseconds; measured, so not part of what is reproducible.
    pub fit_millis: f64,
}

/// One group in figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupProfile {
    /// Its number, −1 for rows of no group.
    pub group: i32,
    /// Its rows.
    pub rows: u64,
    /// By feature: the mean of its numbers, or its most frequent text; empty where all are missing.
    pub typical: Vec<String>,
}

/// What an experiment will take, before it is begun.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The experiment.
    pub spec: TrainSpec,
    /// Workers that could share it, at least 1.
    #[serde(default = "one")]
    pub workers: u32,
}

/// What an experiment will take, right to a factor of two or three.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimated {
    /// Training rows.
    pub rows: u64,
    /// Encoded columns, at most.
    pub columns: u64,
    /// Models fitted, those of cross-validation included.
    pub fits: u64,
    /// Seconds in one worker.
    pub seconds: f64,
    /// Bytes of memory beside the table itself.
    pub bytes: f64,
    /// It fits into a worker's memory.
    pub fits_in_memory: bool,
    /// The portions that the workers should do; empty where one worker alone is as fast, or has the model already.
    #[serde(default)]
    pub portions: Vec<super::Portion>,
}
