//! Kolmogorov–Smirnov windowing: the newest values of a window against as many drawn from its older ones.
//!
//! Raab, Heusinger and Schleif, *Reactive soft prototype computing for concept drift streams* (2020). The draws are those of
//! Python's `random.Random(seed).sample`, as river makes them.

use std::collections::VecDeque;

use super::Signal;
use super::mt19937::Mt19937;
use crate::monitor::Error;
use crate::monitor::drift::square_outside;
use crate::protocol::KswinSpec;

/// The window and its draws.
#[derive(Clone, Debug)]
pub(super) struct Kswin {
    spec: KswinSpec,
    window: VecDeque<f64>,
    random: Mt19937,
    /// The smallest count by which the two distributions may differ and fire.
    fires_from: usize,
    places: Vec<usize>,
    drawn: Vec<f64>,
    newest: Vec<f64>,
}

impl Kswin {
    pub(super) fn new(spec: &KswinSpec) -> Result<Self, Error> {
        if !(0.0..=1.0).contains(&spec.alpha) {
            return Err(Error::parameter("alpha", spec.alpha, "a number from 0 to 1"));
        }
        super::from_one("stat_size", spec.stat_size)?;
        if spec.window_size / 2 < spec.stat_size || spec.window_size > 1_000_000 {
            return Err(Error::parameter("window_size", spec.window_size, "a whole number from twice stat_size to 1000000"));
        }
        // Samples of one size r differ by a whole number of r-ths, so there is one limit: p at most alpha, distance above 0.1.
        let size = spec.stat_size as usize;
        let fires = |steps: &usize| square_outside(size, *steps) <= spec.alpha && *steps as f64 / size as f64 > 0.1;
        let fires_from = (1..=size).find(fires).unwrap_or(size + 1);
        Ok(Self {
            spec: spec.clone(),
            window: VecDeque::new(),
            random: Mt19937::new(spec.seed),
            fires_from,
            places: Vec::new(),
            drawn: Vec::new(),
            newest: Vec::new(),
        })
    }

    pub(super) fn update(&mut self, value: f64, fired: bool) -> Signal {
        let (window, stat) = (self.spec.window_size as usize, self.spec.stat_size as usize);
        if fired {
            self.window.clear();
            self.random = Mt19937::new(self.spec.seed);
        }
        if self.window.len() == window {
            self.window.pop_front();
        }
        self.window.push_back(value);
        if self.window.len() < window {
            return Signal::Quiet;
        }
        self.random.sample(window - stat, stat, &mut self.places);
        self.drawn.clear();
        self.drawn.extend(self.places.iter().map(|place| self.window[*place]));
        self.newest.clear();
        self.newest.extend(self.window.range(window - stat..));
        self.drawn.sort_unstable_by(f64::total_cmp);
        self.newest.sort_unstable_by(f64::total_cmp);
        if furthest(&self.drawn, &self.newest) >= self.fires_from { Signal::Drift } else { Signal::Quiet }
    }
}

/// The largest difference between the counts of values at or below any point, of two sorted lists of one length.
fn furthest(left: &[f64], right: &[f64]) -> usize {
    let (mut i, mut j, mut most) = (0, 0, 0_usize);
    while i < left.len() && j < right.len() {
        let point = left[i].min(right[j]);
        while i < left.len() && left[i] <= point {
            i += 1;
        }
        while j < right.len() && right[j] <= point {
            j += 1;
        }
        most = most.max(i.abs_diff(j));
    }
    most
}
