//! Policies beside each other: the same traffic served once under each.

use super::deployment::Deployment;
use super::run::History;
use crate::protocol::drift::PolicyOutcome;
use crate::protocol::{Error, RetrainPolicy, WatchSpec};

/// Policies compared at most.
const MOST: usize = 12;

impl Deployment {
    /// Error and trainings of each policy; the learner's own actions and the detectors are left out.
    pub fn compare_policies(
        &self,
        spec: &WatchSpec,
        policies: &[RetrainPolicy],
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Vec<PolicyOutcome>, Error> {
        if policies.len() > MOST {
            return Err(super::service::wrong("policies", policies.len(), "at most 12"));
        }
        let count = policies.len().max(1) as f64;
        let outcome = |(place, policy): (usize, &RetrainPolicy)| {
            let spec = WatchSpec { policy: *policy, actions: vec![], detectors: vec![], ..spec.clone() };
            let played = History::play(self, &spec, true, &mut |share, doing| {
                progress((place as f64 + share) / count, &format!("policy {} of {count}, {doing}", place + 1));
            })?;
            let trained = played.report.versions.iter().filter(|version| version.duel.is_some());
            let promoted = played.report.versions.iter().filter(|version| version.version > 1 && version.live_from.is_some());
            Ok(PolicyOutcome {
                policy: *policy,
                error: played.report.error,
                trained: trained.filter_map(|version| version.trained_after).collect(),
                promoted: promoted.filter_map(|version| version.trained_after).collect(),
            })
        };
        policies.iter().enumerate().map(outcome).collect()
    }
}
