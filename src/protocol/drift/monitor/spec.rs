//! Settings of monitors, alerts and retraining.

use serde::{Deserialize, Serialize};

use super::report::{ClassFigures, Performance};
use crate::protocol::drift::spec::Incomplete;

/// Performance estimated without labels: confidence-based, as NannyML's CBPE.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EstimateSpec {
    /// Probabilities are made to mean what they say by isotonic regression on the reference.
    pub calibrate: bool,
    /// Chunks of the reference from which the band is taken, from 2.
    pub chunk_number: u32,
    /// Rows left over.
    pub incomplete: Incomplete,
    /// Standard deviations that the band reaches to either side.
    pub std_multiplier: f64,
}

impl Default for EstimateSpec {
    fn default() -> Self {
        Self { calibrate: true, chunk_number: 10, incomplete: Incomplete::Append, std_multiplier: 3.0 }
    }
}

/// The figure that stands for performance: it is drawn, held to its band, and asked by policies. Names are scikit-learn's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PerformanceMetric {
    /// Share of right answers.
    #[default]
    Accuracy,
    /// Area under the ROC curve.
    RocAuc,
    /// Harmonic mean of precision and recall.
    F1,
    /// Share of the answers of a class that are right.
    Precision,
    /// Share of the rows of a class that were found.
    Recall,
    /// Mean of −ln of the share given to the true class.
    LogLoss,
    /// Precision of one class.
    ClassPrecision {
        /// Which.
        class: String,
    },
    /// Recall of one class.
    ClassRecall {
        /// Which.
        class: String,
    },
}

impl PerformanceMetric {
    /// Name for people; with more than two classes a mean over them says so.
    pub fn title(&self, classes: usize) -> String {
        let plain = |name: &str| name.to_owned();
        let mean = |name: &str| if classes > 2 { format!("Macro {name}") } else { name[..1].to_uppercase() + &name[1..] };
        match self {
            Self::Accuracy => plain("Accuracy"),
            Self::RocAuc => mean("ROC AUC"),
            Self::F1 => mean("F1"),
            Self::Precision => mean("precision"),
            Self::Recall => mean("recall"),
            Self::LogLoss => plain("Log loss"),
            Self::ClassPrecision { class } => format!("Precision of {class}"),
            Self::ClassRecall { class } => format!("Recall of {class}"),
        }
    }

    /// The same within a sentence.
    pub fn noun(&self, classes: usize) -> String {
        let title = self.title(classes);
        if matches!(self, Self::RocAuc | Self::F1) && classes <= 2 {
            return title;
        }
        title[..1].to_lowercase() + &title[1..]
    }

    /// The figure of a performance; the class is found among these.
    pub fn of(&self, found: &Performance, classes: &[String]) -> Option<f64> {
        let class = |name: &String, of: fn(&ClassFigures) -> Option<f64>| {
            let place = classes.iter().position(|class| class == name)?;
            found.classes.get(place).and_then(of)
        };
        match self {
            Self::Accuracy => found.accuracy,
            Self::RocAuc => found.roc_auc,
            Self::F1 => found.f1,
            Self::Precision => found.precision,
            Self::Recall => found.recall,
            Self::LogLoss => found.log_loss,
            Self::ClassPrecision { class: name } => class(name, |one| one.precision),
            Self::ClassRecall { class: name } => class(name, |one| one.recall),
        }
    }

    /// The smaller the better.
    pub fn is_loss(&self) -> bool {
        *self == Self::LogLoss
    }

    /// A value for people: a percentage with one decimal, or, of a loss, a number with three.
    pub fn words(&self, value: f64) -> String {
        if self.is_loss() { format!("{value:.3}") } else { format!("{:.1}%", value * 100.0) }
    }
}

/// How long answers take: a simulated service of one server with a queue before it, so that waiting times are a function of the
/// request. Requests come at random moments (a Poisson process); each takes the upstream's time and the model's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LatencySpec {
    /// Median time that the upstream takes, such as a feature store, in milliseconds, above 0; it is log-normal.
    pub upstream_millis: f64,
    /// Standard deviation of the logarithm of that time, 0..=2.
    pub spread: f64,
    /// Time that the model itself takes, in milliseconds, from 0.
    pub model_millis: f64,
    /// Share of the time that the server is at work with the usual number of requests, above 0 and below 1.
    pub load: f64,
    /// 95 of 100 answers should come within this time, in milliseconds, above 0.
    pub limit_millis: f64,
}

impl Default for LatencySpec {
    fn default() -> Self {
        Self { upstream_millis: 20.0, spread: 0.5, model_millis: 5.0, load: 0.5, limit_millis: 250.0 }
    }
}

/// When an alert starts and ends: Grafana's three knobs, in seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AlertSpec {
    /// Time between two evaluations, from 1.
    pub evaluation_interval: u64,
    /// How long the condition must hold before somebody is told; 0 tells at once.
    pub pending_period: u64,
    /// How long an alert is kept after the condition has ended; 0 ends it at once.
    pub keep_firing_for: u64,
}

impl Default for AlertSpec {
    fn default() -> Self {
        Self { evaluation_interval: 10, pending_period: 60, keep_firing_for: 0 }
    }
}

/// When a model is trained again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetrainPolicy {
    /// Never.
    #[default]
    Never,
    /// Every so many windows.
    Schedule {
        /// Windows between two trainings, from 1.
        every: u32,
    },
    /// When the data drift.
    OnDrift {
        /// Windows that must pass between two trainings.
        cooldown: u32,
    },
    /// When performance leaves its band.
    OnPerformance {
        /// Windows that must pass between two trainings.
        cooldown: u32,
    },
}
