//! Drift detection method: an error rate that rises above its lowest so far by too many standard deviations.
//!
//! Gama, Medas, Castillo and Rodrigues, *Learning with drift detection* (2004): p + s against p_min + k·s_min, where s is
//! √(p(1 − p)/n).

use super::{RunningMean, Signal, not_negative};
use crate::monitor::Error;
use crate::protocol::DdmSpec;

/// The error rate and its lowest point.
#[derive(Clone, Debug)]
pub(super) struct Ddm {
    spec: DdmSpec,
    rate: RunningMean,
    lowest: Option<(f64, f64)>,
    signal: Signal,
}

impl Ddm {
    pub(super) fn new(spec: &DdmSpec) -> Result<Self, Error> {
        not_negative("warning_threshold", spec.warning_threshold)?;
        not_negative("drift_threshold", spec.drift_threshold)?;
        Ok(Self { spec: spec.clone(), rate: RunningMean::default(), lowest: None, signal: Signal::Quiet })
    }

    pub(super) fn update(&mut self, value: f64, fired: bool) -> Signal {
        if fired {
            (self.rate, self.lowest, self.signal) = (RunningMean::default(), None, Signal::Quiet);
        }
        self.rate.update(value);
        let rate = self.rate.mean;
        let spread = (rate * (1.0 - rate) / self.rate.count).max(0.0).sqrt();
        if self.rate.count > f64::from(self.spec.warm_start) {
            let (low, low_spread) = match self.lowest {
                Some((low, low_spread)) if rate + spread > low + low_spread => (low, low_spread),
                _ => (rate, spread),
            };
            self.lowest = Some((low, low_spread));
            self.signal = if rate + spread > low + self.spec.drift_threshold * low_spread {
                Signal::Drift
            } else if rate + spread > low + self.spec.warning_threshold * low_spread {
                Signal::Warning
            } else {
                Signal::Quiet
            };
        }
        self.signal
    }
}
