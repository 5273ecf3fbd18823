//! Adaptive windowing: the longest recent window whose two parts, wherever it is cut, have means that may be equal.
//!
//! Bifet and Gavaldà, *Learning from time-changing data with adaptive windowing* (2007). The window is kept as buckets
//! whose sizes are powers of 2, oldest and largest last; variances are joined as in Babcock et al., *Maintaining variance
//! and k-medians over data stream windows* (2003).

use std::collections::VecDeque;

use super::{Signal, from_one, open_share};
use crate::monitor::Error;
use crate::protocol::AdwinSpec;

/// Values added up: their sum, and the sum of squared distances from their mean.
#[derive(Clone, Copy, Debug, Default)]
struct Bucket {
    total: f64,
    variance: f64,
}

/// The window.
#[derive(Clone, Debug)]
pub(super) struct Adwin {
    spec: AdwinSpec,
    /// Row r holds buckets of 2^r values, the oldest first.
    rows: Vec<VecDeque<Bucket>>,
    width: f64,
    total: f64,
    variance: f64,
    ticks: u32,
}

fn size(row: usize) -> f64 {
    (1_u64 << row.min(62)) as f64
}

fn square(value: f64) -> f64 {
    value * value
}

impl Adwin {
    pub(super) fn new(spec: &AdwinSpec) -> Result<Self, Error> {
        open_share("delta", spec.delta)?;
        from_one("clock", spec.clock)?;
        from_one("max_buckets", spec.max_buckets)?;
        from_one("min_window_length", spec.min_window_length)?;
        let rows = vec![VecDeque::new()];
        Ok(Self { spec: spec.clone(), rows, width: 0.0, total: 0.0, variance: 0.0, ticks: 0 })
    }

    pub(super) fn update(&mut self, value: f64, fired: bool) -> Signal {
        if fired {
            self.rows = vec![VecDeque::new()];
            (self.width, self.total, self.variance, self.ticks) = (0.0, 0.0, 0.0, 0);
        }
        self.insert(value);
        self.ticks = self.ticks.wrapping_add(1);
        let due = self.ticks.is_multiple_of(self.spec.clock) && self.width > f64::from(self.spec.grace_period);
        let mut changed = false;
        while due && self.has_changed() {
            changed = true;
            self.forget_oldest();
        }
        if changed { Signal::Drift } else { Signal::Quiet }
    }

    fn insert(&mut self, value: f64) {
        self.rows[0].push_back(Bucket { total: value, variance: 0.0 });
        self.width += 1.0;
        if self.width > 1.0 {
            let before = self.width - 1.0;
            let away = value - self.total / before;
            self.variance += before * away * away / self.width;
        }
        self.total += value;
        let most = self.spec.max_buckets as usize;
        let mut row = 0;
        while self.rows[row].len() > most {
            let (Some(first), Some(second)) = (self.rows[row].pop_front(), self.rows[row].pop_front()) else { break };
            let n = size(row);
            let away = first.total / n - second.total / n;
            let joined =
                Bucket { total: first.total + second.total, variance: first.variance + second.variance + n * n * away * away / (n + n) };
            if self.rows.len() == row + 1 {
                self.rows.push(VecDeque::new());
            }
            row += 1;
            self.rows[row].push_back(joined);
        }
    }

    fn forget_oldest(&mut self) {
        let row = self.rows.len() - 1;
        let Some(bucket) = self.rows[row].pop_front() else { return };
        let n = size(row);
        self.width -= n;
        self.total -= bucket.total;
        let away = bucket.total / n - self.total / self.width;
        self.variance -= bucket.variance + n * self.width * away * away / (n + self.width);
        if self.rows[row].is_empty() && row > 0 {
            self.rows.pop();
        }
    }

    /// Some cut between two buckets parts two means too far from each other.
    fn has_changed(&self) -> bool {
        let least = f64::from(self.spec.min_window_length);
        let (mut n0, mut total0) = (0.0, 0.0);
        let (mut n1, mut total1) = (self.width, self.total);
        // The threshold falls with both parts' sizes only; what does not change from cut to cut is computed once.
        let ln_term = libm::log(2.0 * libm::log(self.width) / self.spec.delta);
        let spread = self.variance / self.width;
        for (row, buckets) in self.rows.iter().enumerate().rev() {
            let n = size(row);
            for bucket in buckets {
                n0 += n;
                n1 -= n;
                total0 += bucket.total;
                total1 -= bucket.total;
                if n0 < least || n1 < least {
                    continue;
                }
                let inverse = 1.0 / (n0 - least + 1.0) + 1.0 / (n1 - least + 1.0);
                let away = total0 / n0 - total1 / n1;
                let rest = away.abs() - 2.0 / 3.0 * ln_term * inverse;
                if rest > 0.0 && square(rest) > 2.0 * inverse * spread * ln_term {
                    return true;
                }
            }
        }
        false
    }
}
