//! When to train again, and how well a detector found the moment.
//!
//! Detectors are scored beside one that always fires and one that never does: a share of alarms that were right says little
//! where changes are frequent.

use super::Error;
use crate::protocol::RetrainPolicy;
use crate::protocol::drift::DetectorScore;

/// A policy at work: what it has trained so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Retraining {
    policy: RetrainPolicy,
    /// The window after which it last trained; the start counts as a training.
    last: u32,
    trained: Vec<u32>,
}

impl Retraining {
    /// A policy before the first window.
    pub fn new(policy: RetrainPolicy) -> Result<Self, Error> {
        if policy == (RetrainPolicy::Schedule { every: 0 }) {
            return Err(Error::parameter("every", 0, "a whole number from 1"));
        }
        Ok(Self { policy, last: 0, trained: Vec::new() })
    }

    /// Whether to train after this window, given what the monitors say; it remembers that it did.
    pub fn decide(&mut self, window: u32, drifts: bool, performs_badly: bool) -> bool {
        let since = window.saturating_sub(self.last);
        let train = match self.policy {
            RetrainPolicy::Never => false,
            RetrainPolicy::Schedule { every } => since >= every,
            RetrainPolicy::OnDrift { cooldown } => drifts && (self.trained.is_empty() || since > cooldown),
            RetrainPolicy::OnPerformance { cooldown } => performs_badly && (self.trained.is_empty() || since > cooldown),
        };
        if train {
            self.last = window;
            self.trained.push(window);
        }
        train
    }

    /// Windows after which it trained.
    pub fn trained(&self) -> &[u32] {
        &self.trained
    }
}

/// Scores firings against true changes, each from its onset up to, not including, its end; in steps of one clock.
///
/// The first firing while a change lasts finds it; every firing outside all changes is a false alarm. `steps` is the length of the
/// clock: a change of l of n steps escapes k different firings at random with probability C(n−l, k) / C(n, k).
pub fn score(firings: &[u64], changes: &[(u64, u64)], steps: u64) -> DetectorScore {
    let during = |firing: &u64, change: &(u64, u64)| (change.0..change.1).contains(firing);
    let delays: Vec<u64> = changes
        .iter()
        .filter_map(|change| firings.iter().filter(|firing| during(firing, change)).min().map(|firing| firing - change.0))
        .collect();
    let false_alarms = firings.iter().filter(|firing| !changes.iter().any(|change| during(firing, change))).count();
    let found = delays.len() as u32;
    DetectorScore {
        found,
        missed: changes.len() as u32 - found,
        false_alarms: false_alarms as u32,
        mean_delay: (found > 0).then(|| delays.iter().sum::<u64>() as f64 / f64::from(found)),
        precision: (!firings.is_empty()).then(|| (firings.len() - false_alarms) as f64 / firings.len() as f64),
        found_by_chance: changes
            .iter()
            .map(|(from, to)| hit_by_chance(firings.len() as u64, to.min(&steps).saturating_sub(*from), steps))
            .sum(),
    }
}

/// How likely it is that at least one of `firings` different random steps falls on `lasts` of `steps`.
fn hit_by_chance(firings: u64, lasts: u64, steps: u64) -> f64 {
    let firings = firings.min(steps);
    let missed = (0..firings).map(|one| steps.saturating_sub(lasts).saturating_sub(one) as f64 / (steps - one) as f64);
    1.0 - missed.product::<f64>()
}

/// The scores of a detector that fires at every one of `steps` steps and of one that never does.
pub fn baselines(steps: u64, changes: &[(u64, u64)]) -> (DetectorScore, DetectorScore) {
    let every: Vec<u64> = (0..steps).collect();
    (score(&every, changes, steps), score(&[], changes, steps))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firings_are_scored_for_delay_misses_and_false_alarms() {
        let changes = [(10, 20), (40, 50)];
        let one = score(&[3, 14, 16, 30], &changes, 100);
        assert_eq!((one.found, one.missed, one.false_alarms, one.mean_delay, one.precision), (1, 1, 2, Some(4.0), Some(0.5)));
        // Ten of a hundred steps escape four random firings with probability C(90, 4) / C(100, 4), twice.
        let escapes = (90.0 * 89.0 * 88.0 * 87.0) / (100.0 * 99.0 * 98.0 * 97.0);
        assert!((one.found_by_chance - 2.0 * (1.0 - escapes)).abs() < 1e-12, "{}", one.found_by_chance);
        let (always, never) = baselines(100, &changes);
        assert_eq!((always.found_by_chance, never.found_by_chance), (2.0, 0.0));
        assert_eq!((always.found, always.false_alarms, always.mean_delay, always.precision), (2, 80, Some(0.0), Some(0.2)));
        assert_eq!((never.found, never.missed, never.false_alarms, never.precision), (0, 2, 0, None));
    }

    #[test]
    fn policies_train_when_they_say() {
        let run = |policy| {
            let mut retraining = Retraining::new(policy).unwrap();
            (0..12).for_each(|window| {
                retraining.decide(window, (4..9).contains(&window), window == 10);
            });
            retraining.trained().to_vec()
        };
        assert!(run(RetrainPolicy::Never).is_empty());
        assert_eq!(run(RetrainPolicy::Schedule { every: 5 }), [5, 10]);
        assert_eq!(run(RetrainPolicy::OnDrift { cooldown: 2 }), [4, 7]);
        assert_eq!(run(RetrainPolicy::OnPerformance { cooldown: 2 }), [10]);
        assert!(Retraining::new(RetrainPolicy::Schedule { every: 0 }).is_err());
    }
}
