//! Drift detection by McDiarmid's bound on exponentially weighted averages (HDDM-W).
//!
//! Frías-Blanco et al., *Online and non-parametric drift detection methods based on Hoeffding's bounds* (2015).

use super::{Signal, open_share};
use crate::monitor::Error;
use crate::protocol::HddmWSpec;

/// An exponentially weighted average and the sum of its squared weights.
#[derive(Clone, Copy, Debug)]
struct WeightedMean {
    mean: Option<f64>,
    squares: f64,
}

impl WeightedMean {
    const NEW: Self = Self { mean: None, squares: 1.0 };

    fn update(&mut self, value: f64, lambda: f64) {
        self.mean = Some(self.mean.map_or(value, |mean| lambda * value + (1.0 - lambda) * mean));
        self.squares = lambda * lambda + (1.0 - lambda) * (1.0 - lambda) * self.squares;
    }
}

/// Averages up to and since the lowest and the highest point.
#[derive(Clone, Debug)]
pub(super) struct HddmW {
    spec: HddmWSpec,
    total: WeightedMean,
    rise: [WeightedMean; 2],
    fall: [WeightedMean; 2],
    rise_cut: f64,
    fall_cut: f64,
    /// ln(1/confidence) for drift and for warning.
    logs: [f64; 2],
}

impl HddmW {
    pub(super) fn new(spec: &HddmWSpec) -> Result<Self, Error> {
        open_share("drift_confidence", spec.drift_confidence)?;
        open_share("warning_confidence", spec.warning_confidence)?;
        if !(spec.lambda_val > 0.0 && spec.lambda_val <= 1.0) {
            return Err(Error::parameter("lambda_val", spec.lambda_val, "a number above 0 and at most 1"));
        }
        let logs = [1.0 / spec.drift_confidence, 1.0 / spec.warning_confidence].map(libm::log);
        Ok(Self {
            spec: spec.clone(),
            total: WeightedMean::NEW,
            rise: [WeightedMean::NEW; 2],
            fall: [WeightedMean::NEW; 2],
            rise_cut: f64::INFINITY,
            fall_cut: f64::NEG_INFINITY,
            logs,
        })
    }

    pub(super) fn update(&mut self, value: f64, fired: bool) -> Signal {
        if fired {
            (self.total, self.rise, self.fall) = (WeightedMean::NEW, [WeightedMean::NEW; 2], [WeightedMean::NEW; 2]);
            (self.rise_cut, self.fall_cut) = (f64::INFINITY, f64::NEG_INFINITY);
        }
        let lambda = self.spec.lambda_val;
        self.total.update(value, lambda);
        let mean = self.total.mean.unwrap_or(0.0);
        let reach = bound(self.total.squares, self.logs[0]);
        if mean + reach < self.rise_cut {
            self.rise_cut = mean + reach;
            self.rise = [self.total, WeightedMean::NEW];
        } else {
            self.rise[1].update(value, lambda);
        }
        if mean - reach > self.fall_cut {
            self.fall_cut = mean - reach;
            self.fall = [self.total, WeightedMean::NEW];
        } else {
            self.fall[1].update(value, lambda);
        }
        let rose = |ln: f64| parted(&self.rise[0], &self.rise[1], ln);
        let fell = |ln: f64| self.spec.two_sided_test && parted(&self.fall[1], &self.fall[0], ln);
        if rose(self.logs[0]) || fell(self.logs[0]) {
            Signal::Drift
        } else if rose(self.logs[1]) || fell(self.logs[1]) {
            Signal::Warning
        } else {
            Signal::Quiet
        }
    }
}

fn bound(squares: f64, ln: f64) -> f64 {
    (squares * ln / 2.0).sqrt()
}

fn parted(low: &WeightedMean, high: &WeightedMean, ln: f64) -> bool {
    low.mean.zip(high.mean).is_some_and(|(low_mean, high_mean)| high_mean - low_mean > bound(low.squares + high.squares, ln))
}
