//! Adaptive windowing: the longest recent window whose two parts, wherever it is cut, have means that may be equal.
//!
//! Bifet and Gavaldà, *Learning from time-changing data with adaptive windowing* (2007). The window is kept as buckets
//! whose sizes are powers of 2, oldest and largest last; variances are joined as in Babcock et al., *Maintaining variance
//! and k-medians over data stream windows* (2003).

use super::{Signal, from_one, open_share};
use crate::monitor::Error;
use crate::protocol::AdwinSpec;

/// Values added up: their sum, and the sum of squared distances from their mean.
#[derive(Clone, Copy, Debug, Default)]
struct Bucket {
    total: f64,
    variance: f64,
}

/// Buckets of one size, the oldest first.
#[derive(Clone, Debug, Default)]
struct BucketRow {
    buckets: Vec<Bucket>,
    /// How many at the front are dropped already.
    gone: usize,
}

/// Buckets at the front of a row that may wait to be cleared away, unless the row is longer.
const MOST_GONE: usize = 64;

impl BucketRow {
    #[inline]
    fn here(&self) -> &[Bucket] {
        &self.buckets[self.gone..]
    }

    /// Adds the newest bucket; the two oldest come out if there are then more than `most`.
    #[inline]
    fn push(&mut self, bucket: Bucket, most: usize) -> Option<(Bucket, Bucket)> {
        self.buckets.push(bucket);
        match *self.here() {
            [first, second, ..] if self.buckets.len() - self.gone > most => {
                self.leave(2);
                Some((first, second))
            }
            _ => None,
        }
    }

    #[inline]
    fn leave(&mut self, count: usize) {
        self.gone += count;
        if self.gone >= MOST_GONE.max(self.buckets.len() / 2) {
            self.buckets.drain(..self.gone);
            self.gone = 0;
        }
    }
}

/// The window.
#[derive(Clone, Debug)]
pub(super) struct Adwin {
    spec: AdwinSpec,
    /// Row r holds buckets of 2^r values.
    rows: Vec<BucketRow>,
    width: f64,
    total: f64,
    variance: f64,
    ticks: u32,
}

/// What every cut of a window is held against.
struct CutThreshold {
    least: f64,
    ln_term: f64,
    spread: f64,
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
        let rows = vec![BucketRow::default()];
        Ok(Self { spec: spec.clone(), rows, width: 0.0, total: 0.0, variance: 0.0, ticks: 0 })
    }

    pub(super) fn update(&mut self, value: f64, fired: bool) -> Signal {
        if fired {
            self.rows = vec![BucketRow::default()];
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
        self.width += 1.0;
        if self.width > 1.0 {
            let before = self.width - 1.0;
            let away = value - self.total / before;
            self.variance += before * away * away / self.width;
        }
        self.total += value;
        let most = self.spec.max_buckets as usize;
        let mut newest = Bucket { total: value, variance: 0.0 };
        // The size of a row's buckets and its inverse: of a power of 2, multiplying by that is dividing to the last bit.
        let (mut n, mut share) = (1.0, 1.0);
        for row in &mut self.rows {
            let Some((first, second)) = row.push(newest, most) else { return };
            let away = first.total * share - second.total * share;
            let between = n * n * away * away * (share * 0.5);
            newest = Bucket { total: first.total + second.total, variance: first.variance + second.variance + between };
            (n, share) = (n * 2.0, share * 0.5);
        }
        self.rows.push(BucketRow { buckets: vec![newest], gone: 0 });
    }

    fn forget_oldest(&mut self) {
        let last = self.rows.len() - 1;
        let row = &mut self.rows[last];
        let Some(bucket) = row.here().first().copied() else { return };
        row.leave(1);
        let n = (1_u64 << last.min(62)) as f64;
        self.width -= n;
        self.total -= bucket.total;
        let away = bucket.total / n - self.total / self.width;
        self.variance -= bucket.variance + n * self.width * away * away / (n + self.width);
        if row.here().is_empty() && last > 0 {
            self.rows.pop();
        }
    }

    fn bound(&self) -> CutThreshold {
        // The threshold falls with both parts' sizes only; what does not change from cut to cut is computed once.
        let ln_term = libm::log(2.0 * libm::log(self.width) / self.spec.delta);
        CutThreshold { least: f64::from(self.spec.min_window_length), ln_term, spread: self.variance / self.width }
    }

    /// Some cut between two buckets parts two means too far from each other.
    fn has_changed(&self) -> bool {
        let bound = self.bound();
        let hopeless = bound.hopeless(self.width);
        let (mut n0, mut total0) = (0.0, 0.0);
        let (mut n1, mut total1) = (self.width, self.total);
        let mut n = (1_u64 << (self.rows.len() - 1).min(62)) as f64;
        for row in self.rows.iter().rev() {
            for bucket in row.here() {
                n0 += n;
                n1 -= n;
                total0 += bucket.total;
                total1 -= bucket.total;
                let (left, right) = (total0 * n1, total1 * n0);
                let apart = (left - right).abs() + 1e-14 * (left.abs() + right.abs());
                if square(apart) <= hopeless * (n0 * n1) {
                    continue;
                }
                if bound.is_exceeded((n0, total0), (n1, total1)) {
                    return true;
                }
            }
            n *= 0.5;
        }
        false
    }
}

impl CutThreshold {
    /// The means of two parts, given by size and sum, are too far apart for chance.
    fn is_exceeded(&self, (n0, total0): (f64, f64), (n1, total1): (f64, f64)) -> bool {
        let least = self.least;
        if n0 < least || n1 < least {
            return false;
        }
        let inverse = 1.0 / (n0 - least + 1.0) + 1.0 / (n1 - least + 1.0);
        let away = total0 / n0 - total1 / n1;
        let rest = away.abs() - 2.0 / 3.0 * self.ln_term * inverse;
        rest > 0.0 && square(rest) > 2.0 * inverse * self.spread * self.ln_term
    }

    /// A cut into n₀ and n₁ values cannot exceed the bound unless (t₀·n₁ − t₁·n₀)² is above this times n₀·n₁: the difference
    /// of means loses something before it is squared, and the inverse is at least 1/n₀ + 1/n₁. So nearly all cuts are decided
    /// without a division. A little less, for rounding; below 0, so that every cut is looked at, where squares might run over.
    fn hopeless(&self, width: f64) -> f64 {
        let least = 2.0 * self.spread * self.ln_term * width * (1.0 - 1e-9);
        if least > 1e-200 && least < 1e200 { least } else { -1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitor::testing::SplitMix64;

    /// Every cut of the window looked at closely.
    fn closely(window: &Adwin) -> bool {
        let bound = window.bound();
        let (mut n0, mut total0, mut n1, mut total1) = (0.0, 0.0, window.width, window.total);
        let buckets = window.rows.iter().enumerate().rev().flat_map(|(row, of)| of.here().iter().map(move |bucket| (row, bucket)));
        let mut exceeded = false;
        for (row, bucket) in buckets {
            let n = (1_u64 << row) as f64;
            (n0, n1, total0, total1) = (n0 + n, n1 - n, total0 + bucket.total, total1 - bucket.total);
            exceeded |= bound.is_exceeded((n0, total0), (n1, total1));
        }
        exceeded
    }

    #[test]
    fn no_skipped_cut_would_have_detected_a_change() {
        let mut fired = 0;
        for (place, (scale, offset)) in
            [(1.0, 0.0), (1e-3, 1e9), (1e-160, 0.0), (1e150, 0.0), (1e-110, 1e-95), (0.0, 3.0)].into_iter().enumerate()
        {
            for least in [1, 5, 40] {
                let mut mix = SplitMix64(place as u64);
                let spec = AdwinSpec { clock: 1_000_000, min_window_length: least, ..AdwinSpec::default() };
                let mut window = Adwin::new(&spec).unwrap();
                for number in 0..3000 {
                    let level = if number < 1500 { 0.0 } else { 0.25 };
                    window.update(offset + scale * (mix.uniform() + level), false);
                    assert_eq!(window.has_changed(), closely(&window), "{scale} {offset} {least} {number}");
                    fired += usize::from(window.has_changed());
                }
            }
        }
        assert!(fired > 1000, "{fired}");
    }

    #[test]
    fn a_window_holds_the_sums_of_its_values() {
        for most in [1, 2, 5, 300] {
            let mut window = Adwin::new(&AdwinSpec { clock: 1_000_000, max_buckets: most, ..AdwinSpec::default() }).unwrap();
            for number in 1..=2000_u32 {
                window.update(f64::from(number), false);
            }
            (0..40).for_each(|_| window.forget_oldest());
            let held: f64 = window.rows.iter().flat_map(|row| row.here()).map(|bucket| bucket.total).sum();
            let sizes: f64 = window.rows.iter().enumerate().map(|(row, of)| (of.here().len() << row) as f64).sum();
            assert_eq!((held, sizes), (window.total, window.width), "{most}");
            assert!(window.rows.iter().all(|row| row.here().len() <= most as usize));
        }
    }
}
