//! Page–Hinkley: deviations from the running mean, added up and slowly forgotten, that climb too far from their extreme.
//!
//! Page, *Continuous inspection schemes* (1954).

use super::{RunningMean, Signal};
use crate::monitor::Error;
use crate::protocol::{Direction, PageHinkleySpec};

/// The sums and their extremes.
#[derive(Clone, Debug)]
pub(super) struct PageHinkley {
    spec: PageHinkleySpec,
    mean: RunningMean,
    rise: f64,
    fall: f64,
    lowest: f64,
    highest: f64,
}

impl PageHinkley {
    pub(super) fn new(spec: &PageHinkleySpec) -> Result<Self, Error> {
        for (name, value) in [("delta", spec.delta), ("threshold", spec.threshold)] {
            super::not_negative(name, value)?;
        }
        if !(0.0..=1.0).contains(&spec.alpha) {
            return Err(Error::parameter("alpha", spec.alpha, "a number from 0 to 1"));
        }
        // river's highest sum starts at −1, not at minus infinity.
        Ok(Self { spec: spec.clone(), mean: RunningMean::default(), rise: 0.0, fall: 0.0, lowest: f64::INFINITY, highest: -1.0 })
    }

    pub(super) fn update(&mut self, value: f64, fired: bool) -> Signal {
        if fired {
            (self.mean, self.rise, self.fall) = (RunningMean::default(), 0.0, 0.0);
            (self.lowest, self.highest) = (f64::INFINITY, -1.0);
        }
        self.mean.update(value);
        let away = value - self.mean.mean;
        self.rise = self.spec.alpha * self.rise + away - self.spec.delta;
        self.fall = self.spec.alpha * self.fall + away + self.spec.delta;
        self.lowest = self.lowest.min(self.rise);
        self.highest = self.highest.max(self.fall);
        if self.mean.count < f64::from(self.spec.min_instances) {
            return Signal::Quiet;
        }
        let up = self.rise - self.lowest > self.spec.threshold;
        let down = self.highest - self.fall > self.spec.threshold;
        let drift = match self.spec.mode {
            Direction::Up => up,
            Direction::Down => down,
            Direction::Both => up || down,
        };
        if drift { Signal::Drift } else { Signal::Quiet }
    }
}
