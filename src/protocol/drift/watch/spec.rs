//! A model in service, and who watches it: the whole scenario as plain data, what the learner did included, so that its history
//! is a function of the request and fits into an address.

use serde::{Deserialize, Serialize};

use crate::protocol::drift::detector::DetectorSpec;
use crate::protocol::drift::monitor::{AlertSpec, EstimateSpec, LatencySpec, PerformanceMetric, RetrainPolicy};
use crate::protocol::drift::spec::{ChunkSpec, DriftSpec};
use crate::protocol::drift::traffic::{Shape, TrafficSpec};
use crate::protocol::train::TrainSpec;

/// Everything about one service and its monitors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WatchSpec {
    /// The model in service: a model of classes. It learns from the share that its split does not hold out. Where traffic is drawn,
    /// the rest is divided again, by row and by group: two fifths are served, two fifths may teach a new model, one fifth judges it.
    pub model: TrainSpec,
    /// A scenario by name, fitted to the data; what goes wrong then comes after what `traffic` says.
    #[serde(default)]
    pub scenario: Option<ScenarioSpec>,
    /// The stream of requests.
    #[serde(default)]
    pub traffic: TrafficSpec,
    /// Rows of the reference where traffic is drawn; by calendar it is the last quarter of the past.
    #[serde(default = "thousand")]
    pub reference_rows: u32,
    /// Share of the time span that is past before the first window, above 0 and below 1; by calendar only.
    #[serde(default = "quarter")]
    pub past_share: f64,
    /// Seconds that a window lasts, from 1.
    #[serde(default = "hour")]
    pub window_seconds: u64,
    /// How drift is judged.
    #[serde(default)]
    pub rule: DriftRule,
    /// How performance is estimated without labels.
    #[serde(default)]
    pub estimate: EstimateSpec,
    /// The figure that stands for performance.
    #[serde(default)]
    pub metric: PerformanceMetric,
    /// Share of new categories or numbers out of range from which data quality is bad, 0..=1.
    #[serde(default = "percent")]
    pub quality_share: f64,
    /// Share of rows unlike any of the reference above which the estimate is not to be trusted, 0..=1.
    #[serde(default = "tenth")]
    pub unseen_share: f64,
    /// How long answers take, and how long they may.
    #[serde(default)]
    pub latency: LatencySpec,
    /// Detectors that hear the model's errors as labels come.
    #[serde(default = "DetectorSpec::usual")]
    pub detectors: Vec<DetectorSpec>,
    /// When an alert starts and ends; the same for every rule.
    #[serde(default = "usual_alert")]
    pub alert: AlertSpec,
    /// When the model is trained again unasked.
    #[serde(default)]
    pub policy: RetrainPolicy,
    /// Newest windows with labels that a retraining learns from, from 1; a row that was drawn more than once counts once.
    #[serde(default = "five")]
    pub retrain_windows: u32,
    /// What the learner did, in order of windows.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl WatchSpec {
    /// This model on the usual traffic under the usual monitors.
    pub fn of(model: TrainSpec) -> Self {
        Self {
            model,
            scenario: None,
            traffic: TrafficSpec::default(),
            reference_rows: thousand(),
            past_share: quarter(),
            window_seconds: hour(),
            rule: DriftRule::default(),
            estimate: EstimateSpec::default(),
            metric: PerformanceMetric::Accuracy,
            quality_share: percent(),
            unseen_share: tenth(),
            latency: LatencySpec::default(),
            detectors: DetectorSpec::usual(),
            alert: usual_alert(),
            policy: RetrainPolicy::Never,
            retrain_windows: five(),
            actions: vec![],
        }
    }
}

fn thousand() -> u32 {
    1000
}

fn five() -> u32 {
    5
}

fn quarter() -> f64 {
    0.25
}

fn tenth() -> f64 {
    0.1
}

fn percent() -> f64 {
    0.01
}

fn hour() -> u64 {
    3600
}

fn usual_alert() -> AlertSpec {
    AlertSpec { evaluation_interval: hour(), pending_period: 2 * hour(), keep_firing_for: hour() }
}

/// A scenario by name, and what is changed about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioSpec {
    /// One of `units`, `black-friday`, `slow-ageing`, `label-flip`, `stuck-sensor`, `night-and-day`, `new-branch`, `friday-release`,
    /// `slow-upstream`.
    pub id: String,
    /// First window in which its first change shows; the others keep their distance. Its own if absent.
    #[serde(default)]
    pub onset: Option<u32>,
    /// How large its changes are, in times their own size, from 0.
    #[serde(default)]
    pub size: Option<f64>,
    /// How its changes come; their own shape if absent.
    #[serde(default)]
    pub shape: Option<Shape>,
}

/// How drift of a window is judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriftRule {
    /// Evidently's: a test a column by kind, distinct values and rows; the table drifts at a share of its columns.
    Evidently(DriftSpec),
    /// NannyML's: a distance above mean and three standard deviations of the reference's own chunks. The table drifts at half of
    /// its columns.
    Nannyml(ChunkSpec),
}

impl Default for DriftRule {
    fn default() -> Self {
        Self::Evidently(DriftSpec::default())
    }
}

/// Something the learner did after a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The window after which it was done.
    pub at: u32,
    /// What.
    pub act: Act,
}

/// What can be done about a model in service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Train a challenger on recent rows with labels.
    Retrain,
    /// Put the challenger into service from the next window on.
    Promote,
    /// Keep the champion and drop the challenger.
    Keep,
}

impl Act {
    /// Name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Retrain => "Retrain",
            Self::Promote => "Promote",
            Self::Keep => "Keep",
        }
    }
}
