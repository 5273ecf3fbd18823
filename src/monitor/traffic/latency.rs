//! How long answers take: one server, a queue before it, requests at random moments.
//!
//! The wait of a request is what the one before it left (Lindley, *The theory of queues with a single server*, 1952). A window
//! begins with an empty queue, so that it is a function of its number alone. Nothing is measured by a clock.

use super::{Traffic, Window};
use crate::learn::metrics::quantile::quantile;
use crate::learn::random::Random;
use crate::monitor::Error;
use crate::protocol::drift::Latency;
use crate::protocol::{Change, LatencySpec};

/// The stream of draws of a window, apart from those of its rows.
const STREAM: u64 = 1023;

/// Every parameter must be in its range.
pub(in crate::monitor) fn check(spec: &LatencySpec) -> Result<(), Error> {
    let above = |value: f64| value > 0.0 && value.is_finite();
    let checks = [
        ("upstream_millis", spec.upstream_millis, above(spec.upstream_millis), "a finite number above 0"),
        ("spread", spec.spread, (0.0..=2.0).contains(&spec.spread), "a number from 0 to 2"),
        ("model_millis", spec.model_millis, spec.model_millis >= 0.0 && spec.model_millis.is_finite(), "a finite number from 0"),
        ("load", spec.load, spec.load > 0.0 && spec.load < 1.0, "a number above 0 and below 1"),
        ("limit_millis", spec.limit_millis, above(spec.limit_millis), "a finite number above 0"),
    ];
    match checks.into_iter().find(|(.., fits, _)| !fits) {
        Some((name, value, _, takes)) => Err(Error::parameter(name, value, takes)),
        None => Ok(()),
    }
}

impl Traffic<'_> {
    /// Milliseconds from each request of a window to its answer, in order; and the work that came, as a share of what the
    /// server can do.
    pub(in crate::monitor) fn latencies(&self, window: &Window, spec: &LatencySpec) -> (Vec<f64>, f64) {
        let rows = window.rows.len();
        let slow: Vec<(f64, f64)> = self
            .spec
            .injections
            .iter()
            .zip(&window.truth)
            .filter_map(|(injection, strength)| match injection.change {
                Change::Slowdown { factor } => Some((strength.share, 1.0 + (factor - 1.0) * strength.size)),
                _ => None,
            })
            .collect();
        let usual = spec.model_millis + spec.upstream_millis * libm::exp(spec.spread * spec.spread / 2.0);
        // With more requests than usual in the same time, less time is between two of them.
        let gap = usual / spec.load * self.source.usual() / rows.max(1) as f64;
        let mut random = Random::stream(self.spec.seed, u64::from(window.number) * 1024 + STREAM);
        let (mut wait, mut before, mut work) = (0.0_f64, 0.0, 0.0);
        let taken = (0..rows).map(|row| {
            let factor: f64 = slow.iter().map(|(share, factor)| if random.uniform() < *share { *factor } else { 1.0 }).product();
            let upstream = spec.upstream_millis * libm::exp(spec.spread * normal(&mut random)) * factor;
            let since = -gap * libm::log(1.0 - random.uniform());
            if row > 0 {
                wait = (wait + before - since).max(0.0);
            }
            before = spec.model_millis + upstream;
            work += before;
            wait + before
        });
        let taken = taken.collect();
        (taken, work / (gap * rows.max(1) as f64))
    }
}

/// Latency of the answers of a window; absent without any.
pub(in crate::monitor) fn summary((mut millis, load): (Vec<f64>, f64)) -> Option<Latency> {
    millis.sort_unstable_by(f64::total_cmp);
    Some(Latency { p50: quantile(&millis, 0.5)?, p95: quantile(&millis, 0.95)?, p99: quantile(&millis, 0.99)?, load })
}

/// A standard normal number (Box and Muller 1958); two draws give one, so that every request draws alike.
fn normal(random: &mut Random) -> f64 {
    let (radius, angle) = (1.0 - random.uniform(), random.uniform());
    (-2.0 * libm::log(radius)).sqrt() * libm::cos(std::f64::consts::TAU * angle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Column, Table, Values};
    use crate::protocol::{Clock, Injection, Shape, TrafficSpec};

    fn table() -> Table {
        let numbers = |name: &str| Column { name: name.into(), values: Values::Numeric(vec![1.0, 2.0, 3.0]) };
        Table { columns: vec![numbers("x"), numbers("y")], rows: 3, afterwards: vec![] }
    }

    fn served(rows: u32, factor: Option<f64>, spec: &LatencySpec) -> (Vec<f64>, f64) {
        let slow = |factor| Injection { change: Change::Slowdown { factor }, onset: 0, shape: Shape::Sudden, lasts: None };
        let asked =
            TrafficSpec { clock: Clock::Resample { rows }, injections: factor.map(slow).into_iter().collect(), ..Default::default() };
        let table = table();
        let traffic = Traffic::new(&table, "y", &asked).unwrap();
        traffic.latencies(&traffic.window(0).unwrap(), spec)
    }

    /// Pollaczek (1930) and Khinchine (1932): the mean wait at a server with Poisson arrivals is λ E[S²] / 2 (1 − ρ).
    #[test]
    fn the_mean_wait_is_that_of_pollaczek_and_khinchine() {
        for (factor, load) in [(None, 0.5), (None, 0.8), (Some(1.5), 0.5)] {
            let spec = LatencySpec { load, ..LatencySpec::default() };
            let (millis, measured) = served(2_000_000, factor, &spec);
            let times = factor.unwrap_or(1.0);
            let (mean, square) = (20.0 * 0.125_f64.exp() * times, 400.0 * 0.5_f64.exp() * times * times);
            let service = 5.0 + mean;
            let rate = load / (5.0 + 20.0 * 0.125_f64.exp());
            let busy = rate * service;
            let expected = service + rate * (25.0 + 10.0 * mean + square) / (2.0 * (1.0 - busy));
            let found = millis.iter().sum::<f64>() / millis.len() as f64;
            assert!((found / expected - 1.0).abs() < 0.02, "{found}, not {expected}, at a load of {busy}");
            assert!((measured / busy - 1.0).abs() < 0.01, "{measured}, not {busy}");
        }
    }

    #[test]
    fn half_of_the_answers_take_the_median_where_nobody_waits() {
        let spec = LatencySpec { load: 1e-6, model_millis: 0.0, ..LatencySpec::default() };
        let found = summary(served(200_000, None, &spec)).unwrap();
        assert!((found.p50 / 20.0 - 1.0).abs() < 0.01, "{found:?}");
        // The 95th percentile of a standard normal number is 1.6449.
        assert!((found.p95 / (20.0 * (0.5 * 1.6449_f64).exp()) - 1.0).abs() < 0.01, "{found:?}");
    }

    #[test]
    fn a_server_with_more_work_than_time_keeps_everybody_waiting_longer_and_longer() {
        let (millis, load) = served(1000, Some(3.0), &LatencySpec::default());
        assert!(load > 1.1 && millis[900..].iter().sum::<f64>() > 3.0 * millis[..100].iter().sum::<f64>(), "{load}");
        assert_eq!(served(1000, Some(3.0), &LatencySpec::default()), (millis, load));
        assert_eq!(summary((vec![], 0.0)), None);
    }

    #[test]
    fn parameters_out_of_range_are_refused() {
        assert_eq!(check(&LatencySpec::default()), Ok(()));
        let said = check(&LatencySpec { load: 1.0, ..LatencySpec::default() }).unwrap_err().to_string();
        assert_eq!(said, "load takes a number above 0 and below 1, not 1");
        assert!(check(&LatencySpec { limit_millis: f64::NAN, ..LatencySpec::default() }).is_err());
    }
}
