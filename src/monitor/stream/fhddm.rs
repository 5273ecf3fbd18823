//! Fast Hoeffding drift detection: the share of ones in a sliding window, far below its highest so far.
//!
//! Pesaranghader and Viktor, *Fast Hoeffding drift detection method for evolving data streams* (2016); with a second,
//! shorter window it is their stacking variant.

use std::collections::VecDeque;

use super::{Signal, from_one, open_share};
use crate::monitor::Error;
use crate::protocol::FhddmSpec;

/// A window of bits and the highest shares of ones seen.
#[derive(Clone, Debug)]
pub(super) struct Fhddm {
    window: VecDeque<bool>,
    size: usize,
    short: Option<usize>,
    ones: u32,
    short_ones: u32,
    highest: f64,
    short_highest: f64,
    reach: f64,
    short_reach: f64,
}

impl Fhddm {
    pub(super) fn new(spec: &FhddmSpec) -> Result<Self, Error> {
        from_one("sliding_window_size", spec.sliding_window_size)?;
        open_share("confidence_level", spec.confidence_level)?;
        if let Some(short) = spec.short_window_size.filter(|short| !(1..=spec.sliding_window_size).contains(short)) {
            return Err(Error::parameter("short_window_size", short, "a whole number from 1 to sliding_window_size, or nothing"));
        }
        let reach = |size: u32| (libm::log(1.0 / spec.confidence_level) / (2.0 * f64::from(size))).sqrt();
        Ok(Self {
            window: VecDeque::with_capacity(spec.sliding_window_size as usize),
            size: spec.sliding_window_size as usize,
            short: spec.short_window_size.map(|short| short as usize),
            ones: 0,
            short_ones: 0,
            highest: 0.0,
            short_highest: 0.0,
            reach: reach(spec.sliding_window_size),
            short_reach: reach(spec.short_window_size.unwrap_or(1)),
        })
    }

    pub(super) fn update(&mut self, value: f64, fired: bool) -> Signal {
        if fired {
            self.window.clear();
            (self.ones, self.short_ones, self.highest, self.short_highest) = (0, 0, 0.0, 0.0);
        }
        let one = value == 1.0;
        self.window.push_back(one);
        self.ones += u32::from(one);
        if let Some(short) = self.short {
            self.short_ones += u32::from(one);
            let left = self.window.len().checked_sub(short + 1).and_then(|place| self.window.get(place));
            self.short_ones -= u32::from(left == Some(&true));
        }
        if self.window.len() < self.size {
            return Signal::Quiet;
        }
        let share = f64::from(self.ones) / self.size as f64;
        self.highest = self.highest.max(share);
        let mut drift = self.highest - share > self.reach;
        if let Some(short) = self.short {
            let share = f64::from(self.short_ones) / short as f64;
            self.short_highest = self.short_highest.max(share);
            drift |= self.short_highest - share > self.short_reach;
            // The next value pushes this one out of a short window that is as long as the other.
            if short == self.size {
                self.short_ones -= u32::from(self.window.front() == Some(&true));
            }
        }
        self.ones -= u32::from(self.window.pop_front() == Some(true));
        if drift { Signal::Drift } else { Signal::Quiet }
    }
}
