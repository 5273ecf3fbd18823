//! Drift detection by Hoeffding's bound on averages (HDDM-A): the mean since the lowest point against the mean up to it.
//!
//! Frías-Blanco et al., *Online and non-parametric drift detection methods based on Hoeffding's bounds* (2015).

use super::{RunningMean, Signal, open_share};
use crate::monitor::Error;
use crate::protocol::HddmASpec;

/// The mean of all, and as it was at its lowest and highest points.
#[derive(Clone, Debug)]
pub(super) struct HddmA {
    spec: HddmASpec,
    lowest: RunningMean,
    highest: RunningMean,
    all: RunningMean,
    /// ln(1/drift_confidence), ln(2/drift_confidence) and ln(2/warning_confidence).
    logs: [f64; 3],
}

impl HddmA {
    pub(super) fn new(spec: &HddmASpec) -> Result<Self, Error> {
        open_share("drift_confidence", spec.drift_confidence)?;
        open_share("warning_confidence", spec.warning_confidence)?;
        let logs = [1.0 / spec.drift_confidence, 2.0 / spec.drift_confidence, 2.0 / spec.warning_confidence].map(libm::log);
        Ok(Self { spec: spec.clone(), lowest: RunningMean::default(), highest: RunningMean::default(), all: RunningMean::default(), logs })
    }

    pub(super) fn update(&mut self, value: f64, fired: bool) -> Signal {
        if fired {
            (self.lowest, self.highest, self.all) = (RunningMean::default(), RunningMean::default(), RunningMean::default());
        }
        self.all.update(value);
        if self.lowest.count == 0.0 {
            self.lowest = self.all;
        }
        if self.highest.count == 0.0 {
            self.highest = self.all;
        }
        let bound = |count: f64| (1.0 / (2.0 * count) * self.logs[0]).sqrt();
        let here = bound(self.all.count);
        if self.lowest.mean + bound(self.lowest.count) >= self.all.mean + here {
            self.lowest = self.all;
        }
        if self.highest.mean - bound(self.highest.count) <= self.all.mean - here {
            self.highest = self.all;
        }
        let rose = |ln: f64| self.parted(&self.lowest, self.all.mean - self.lowest.mean, ln);
        let fell = |ln: f64| self.spec.two_sided_test && self.parted(&self.highest, self.highest.mean - self.all.mean, ln);
        if rose(self.logs[1]) || fell(self.logs[1]) {
            Signal::Drift
        } else if rose(self.logs[2]) || fell(self.logs[2]) {
            Signal::Warning
        } else {
            Signal::Quiet
        }
    }

    fn parted(&self, then: &RunningMean, difference: f64, ln: f64) -> bool {
        let (all, part) = (self.all.count, then.count);
        let share = (all - part) / part * (1.0 / all);
        part != all && difference >= (share / 2.0 * ln).sqrt()
    }
}
