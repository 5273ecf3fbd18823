//! The bootstrap: the test rows are drawn again with replacement, and every metric is worked out on each draw.
//!
//! Efron, *Better bootstrap confidence intervals* (1987); Efron and Tibshirani, *An introduction to the bootstrap* (1993),
//! chapters 13 and 14. A draw is kept as how often each row came up, so that metrics that need an order sort once only.

use super::distribution::{normal_cdf, normal_quantile};
use crate::dataset::order;
use crate::learn::Error;
use crate::learn::metrics::quantile::quantile;
use crate::learn::random::Random;
use crate::protocol::inspect::{BootstrapMethod, BootstrapSpec, Interval};

/// Groups of rows left out in turn to find the skewness; with fewer rows each row is a group.
const GROUPS: usize = 200;

/// Metrics that can be worked out on a draw of the rows.
pub trait BootstrapMetrics {
    /// Names of the metrics, scikit-learn's where it has one.
    fn names(&self) -> Vec<&'static str>;

    /// Rows there are to draw from.
    fn rows(&self) -> usize;

    /// The metrics with each row of the sheet, in its own order, counted so many times; in the order of the names, absent where
    /// undefined.
    fn of(&self, weights: &[u32]) -> Vec<Option<f64>>;
}

/// An interval for every metric of the sheet that is defined on the rows themselves and on at least half the resamples;
/// `progress` hears the share done, 0..=1.
pub fn bootstrap(
    metrics: &dyn BootstrapMetrics,
    spec: &BootstrapSpec,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Vec<Interval>, Error> {
    check(spec)?;
    let rows = metrics.rows();
    if rows == 0 {
        return Ok(Vec::new());
    }
    let names = metrics.names();
    let estimates = metrics.of(&vec![1; rows]);
    let mut drawn: Vec<Vec<f64>> = vec![Vec::with_capacity(spec.resamples as usize); names.len()];
    let mut weights = vec![0; rows];
    for resample in 0..spec.resamples {
        // A stream each, so that the draws do not depend on who makes them.
        let mut random = Random::stream(spec.seed, u64::from(resample));
        weights.fill(0);
        for _ in 0..rows {
            weights[random.below(rows as u32) as usize] += 1;
        }
        let values = metrics.of(&weights);
        drawn.iter_mut().zip(values).for_each(|(drawn, value)| drawn.extend(value.filter(|value| value.is_finite())));
        if resample % 50 == 49 {
            progress(f64::from(resample + 1) / f64::from(spec.resamples), "drawing the test rows again");
        }
    }
    let jackknife = if spec.method == BootstrapMethod::Bca { jackknife(metrics, spec.seed) } else { vec![Vec::new(); names.len()] };
    let mut intervals = Vec::new();
    for (((name, estimate), mut drawn), left_out) in names.into_iter().zip(estimates).zip(drawn).zip(jackknife) {
        order::ascending(&mut drawn);
        let enough = drawn.len() * 2 >= spec.resamples as usize;
        let Some(value) = estimate.filter(|value| value.is_finite() && enough) else { continue };
        let ends = match spec.method {
            BootstrapMethod::Percentile => percentile_ends(&drawn, spec.level),
            BootstrapMethod::Bca => bca_ends(&drawn, value, &left_out, spec.level),
        };
        if let Some((low, high)) = ends {
            intervals.push(Interval { metric: name.into(), value, low, high, level: spec.level, resamples: drawn.len() as u32 });
        }
    }
    Ok(intervals)
}

fn check(spec: &BootstrapSpec) -> Result<(), Error> {
    if !(100..=10_000).contains(&spec.resamples) {
        let takes = "a whole number from 100 to 10000".into();
        return Err(Error::Parameter { name: "resamples", value: spec.resamples.to_string(), takes });
    }
    if !(0.5..=0.999).contains(&spec.level) {
        return Err(Error::Parameter { name: "level", value: spec.level.to_string(), takes: "a number from 0.5 to 0.999".into() });
    }
    Ok(())
}

/// The quantiles that leave out (1 − level) / 2 on each side of the ascending values.
pub fn percentile_ends(ascending: &[f64], level: f64) -> Option<(f64, f64)> {
    let tail = (1.0 - level) / 2.0;
    Some((quantile(ascending, tail)?, quantile(ascending, 1.0 - tail)?))
}

/// The bias-corrected and accelerated ends; falls back on the quantiles where every resample lies on one side of the
/// estimate.
pub fn bca_ends(ascending: &[f64], estimate: f64, left_out: &[f64], level: f64) -> Option<(f64, f64)> {
    let below = ascending.partition_point(|value| *value < estimate) as f64;
    let up_to = ascending.partition_point(|value| *value <= estimate) as f64;
    let bias = normal_quantile((below + up_to) / (2.0 * ascending.len() as f64));
    if !bias.is_finite() {
        return percentile_ends(ascending, level);
    }
    let mean = left_out.iter().sum::<f64>() / left_out.len().max(1) as f64;
    let off = || left_out.iter().map(|value| mean - value);
    let squares: f64 = off().map(|off| off * off).sum();
    let cubes: f64 = off().map(|off| off * off * off).sum();
    let acceleration = if squares > 0.0 { cubes / (6.0 * squares * squares.sqrt()) } else { 0.0 };
    let share = |tail: f64| {
        let shifted = bias + normal_quantile(tail);
        normal_cdf(bias + shifted / (1.0 - acceleration * shifted))
    };
    let tail = (1.0 - level) / 2.0;
    Some((quantile(ascending, share(tail))?, quantile(ascending, share(1.0 - tail))?))
}

/// Each metric with one group of rows left out at a time; with up to [`GROUPS`] rows a group is a row.
fn jackknife(metrics: &dyn BootstrapMetrics, seed: u64) -> Vec<Vec<f64>> {
    let rows = metrics.rows();
    let mut order: Vec<u32> = (0..rows as u32).collect();
    if rows > GROUPS {
        Random::stream(seed, u64::MAX).shuffle(&mut order);
    }
    let mut found = vec![Vec::new(); metrics.names().len()];
    let mut weights = vec![1; rows];
    for group in 0..rows.min(GROUPS) {
        let own = || order.iter().skip(group).step_by(GROUPS);
        own().for_each(|row| weights[*row as usize] = 0);
        let values = metrics.of(&weights);
        found.iter_mut().zip(values).for_each(|(found, value)| found.extend(value.filter(|value| value.is_finite())));
        own().for_each(|row| weights[*row as usize] = 1);
    }
    found
}
