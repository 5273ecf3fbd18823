//! Early drift detection method: errors that come closer together than they did at their furthest.
//!
//! Baena-García et al., *Early drift detection method* (2006): (p′ + 2s′)/(p′_max + 2s′_max) against α and β, where p′ and
//! s′ are mean and standard deviation of the distance between two errors.

use super::{RunningMean, Signal};
use crate::monitor::Error;
use crate::protocol::EddmSpec;

/// Distances between errors.
#[derive(Clone, Debug)]
pub(super) struct Eddm {
    spec: EddmSpec,
    distance: RunningMean,
    squares: f64,
    count: u64,
    last: u64,
    furthest: Option<f64>,
    signal: Signal,
}

impl Eddm {
    pub(super) fn new(spec: &EddmSpec) -> Result<Self, Error> {
        if !(spec.beta >= 0.0 && spec.alpha >= spec.beta && spec.alpha <= 1.0) {
            return Err(Error::parameter("alpha", spec.alpha, "a number from beta to 1, and beta one from 0"));
        }
        Ok(Self {
            spec: spec.clone(),
            distance: RunningMean::default(),
            squares: 0.0,
            count: 0,
            last: 0,
            furthest: None,
            signal: Signal::Quiet,
        })
    }

    pub(super) fn update(&mut self, value: f64, fired: bool) -> Signal {
        if fired {
            (self.distance, self.squares, self.count, self.last) = (RunningMean::default(), 0.0, 0, 0);
            (self.furthest, self.signal) = (None, Signal::Quiet);
        }
        self.count += 1;
        if value != 1.0 {
            return self.signal;
        }
        let distance = (self.count - self.last) as f64;
        self.last = self.count;
        let before = self.distance.mean;
        self.distance.update(distance);
        self.squares += (distance - before) * (distance - self.distance.mean);
        let errors = self.distance.count;
        let warm = f64::from(self.spec.warm_start);
        if self.count as f64 > warm {
            let spread = if errors > 1.0 { (self.squares / (errors - 1.0)).max(0.0).sqrt() } else { 0.0 };
            let reach = self.distance.mean + 2.0 * spread;
            match self.furthest {
                Some(furthest) if reach <= furthest => {
                    if errors > warm {
                        let level = reach / furthest;
                        self.signal = if level < self.spec.beta {
                            Signal::Drift
                        } else if level < self.spec.alpha {
                            Signal::Warning
                        } else {
                            Signal::Quiet
                        };
                    }
                }
                _ => self.furthest = Some(reach),
            }
        }
        self.signal
    }
}
