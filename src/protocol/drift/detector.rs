//! Streaming detectors: which one, with river's names and defaults.

use serde::{Deserialize, Serialize};

/// Which changes of a mean count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Increases.
    Up,
    /// Decreases.
    Down,
    /// Either.
    #[default]
    Both,
}

/// A detector that hears one value after another and says when their distribution has changed.
///
/// What is left out takes river 0.26.1's default. Page–Hinkley, ADWIN and KSWIN take any number. The others take 0 and 1:
/// 1 is an error of the model, but for FHDDM, which fires when ones become rare, 1 is a right answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DetectorSpec {
    /// Adaptive windowing: Bifet and Gavaldà (2007).
    Adwin(AdwinSpec),
    /// Drift detection method: Gama et al. (2004).
    Ddm(DdmSpec),
    /// Early drift detection method: Baena-García et al. (2006).
    Eddm(EddmSpec),
    /// Hoeffding's bound on averages: Frías-Blanco et al. (2015).
    HddmA(HddmASpec),
    /// McDiarmid's bound on weighted averages: Frías-Blanco et al. (2015).
    HddmW(HddmWSpec),
    /// Fast Hoeffding drift detection: Pesaranghader and Viktor (2016).
    Fhddm(FhddmSpec),
    /// Cumulative deviations from the mean: Page (1954).
    PageHinkley(PageHinkleySpec),
    /// Kolmogorov–Smirnov test on a sliding window: Raab et al. (2020).
    Kswin(KswinSpec),
}

impl DetectorSpec {
    /// Every detector with river's defaults.
    pub fn usual() -> Vec<Self> {
        vec![
            Self::Adwin(Default::default()),
            Self::Ddm(Default::default()),
            Self::Eddm(Default::default()),
            Self::HddmA(Default::default()),
            Self::HddmW(Default::default()),
            Self::Fhddm(Default::default()),
            Self::PageHinkley(Default::default()),
            Self::Kswin(Default::default()),
        ]
    }

    /// river's name for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Adwin(_) => "ADWIN",
            Self::Ddm(_) => "DDM",
            Self::Eddm(_) => "EDDM",
            Self::HddmA(_) => "HDDM_A",
            Self::HddmW(_) => "HDDM_W",
            Self::Fhddm(_) => "FHDDM",
            Self::PageHinkley(_) => "PageHinkley",
            Self::Kswin(_) => "KSWIN",
        }
    }
}

/// ADWIN's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AdwinSpec {
    /// Significance, above 0 and below 1.
    pub delta: f64,
    /// Values between two checks, from 1.
    pub clock: u32,
    /// Buckets of one size before two are merged, from 1.
    pub max_buckets: u32,
    /// Values that either part of the window must hold, from 1.
    pub min_window_length: u32,
    /// Values before the first check.
    pub grace_period: u32,
}

impl Default for AdwinSpec {
    fn default() -> Self {
        Self { delta: 0.002, clock: 32, max_buckets: 5, min_window_length: 5, grace_period: 10 }
    }
}

/// DDM's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DdmSpec {
    /// Values before it says anything.
    pub warm_start: u32,
    /// Standard deviations above the minimum that warn.
    pub warning_threshold: f64,
    /// Standard deviations above the minimum that mean drift.
    pub drift_threshold: f64,
}

impl Default for DdmSpec {
    fn default() -> Self {
        Self { warm_start: 30, warning_threshold: 2.0, drift_threshold: 3.0 }
    }
}

/// EDDM's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EddmSpec {
    /// Errors before it says anything.
    pub warm_start: u32,
    /// Share of the largest distance between errors below which it warns; at least `beta`.
    pub alpha: f64,
    /// Share below which it means drift.
    pub beta: f64,
}

impl Default for EddmSpec {
    fn default() -> Self {
        Self { warm_start: 30, alpha: 0.95, beta: 0.9 }
    }
}

/// HDDM-A's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HddmASpec {
    /// Chance of a false drift, above 0 and below 1.
    pub drift_confidence: f64,
    /// Chance of a false warning, above 0 and below 1.
    pub warning_confidence: f64,
    /// A falling error rate counts too.
    pub two_sided_test: bool,
}

impl Default for HddmASpec {
    fn default() -> Self {
        Self { drift_confidence: 0.001, warning_confidence: 0.005, two_sided_test: false }
    }
}

/// HDDM-W's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HddmWSpec {
    /// Chance of a false drift, above 0 and below 1.
    pub drift_confidence: f64,
    /// Chance of a false warning, above 0 and below 1.
    pub warning_confidence: f64,
    /// Weight of the newest value, above 0 and at most 1.
    pub lambda_val: f64,
    /// A falling error rate counts too.
    pub two_sided_test: bool,
}

impl Default for HddmWSpec {
    fn default() -> Self {
        Self { drift_confidence: 0.001, warning_confidence: 0.005, lambda_val: 0.05, two_sided_test: false }
    }
}

/// FHDDM's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FhddmSpec {
    /// Values in the window, from 1.
    pub sliding_window_size: u32,
    /// Chance of a false drift, above 0 and below 1.
    pub confidence_level: f64,
    /// Values in a second, shorter window at its end (stacking FHDDM).
    pub short_window_size: Option<u32>,
}

impl Default for FhddmSpec {
    fn default() -> Self {
        Self { sliding_window_size: 100, confidence_level: 1e-6, short_window_size: None }
    }
}

/// Page–Hinkley's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageHinkleySpec {
    /// Values before it says anything.
    pub min_instances: u32,
    /// Deviation that is taken for granted, in units of the values.
    pub delta: f64,
    /// Cumulative deviation that means drift, in units of the values.
    pub threshold: f64,
    /// What is kept of the cumulative deviation at each value, 0..=1.
    pub alpha: f64,
    /// Which changes count.
    pub mode: Direction,
}

impl Default for PageHinkleySpec {
    fn default() -> Self {
        Self { min_instances: 30, delta: 0.005, threshold: 50.0, alpha: 1.0 - 0.0001, mode: Direction::Both }
    }
}

/// KSWIN's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KswinSpec {
    /// Significance, 0..=1.
    pub alpha: f64,
    /// Values in the window.
    pub window_size: u32,
    /// Newest values, compared with as many drawn from the older ones; at most half of the window.
    pub stat_size: u32,
    /// Seed of the draws; river's default is a new one each time.
    pub seed: u32,
}

impl Default for KswinSpec {
    fn default() -> Self {
        Self { alpha: 0.005, window_size: 100, stat_size: 30, seed: 42 }
    }
}
