//! The order of trials.

use crate::dataset::order;
use crate::protocol::tune::TrialReport;

/// Best first: later rounds, then higher means, then smaller ids; failed ones last in their round.
pub(super) fn ranked(mut reports: Vec<&TrialReport>) -> Vec<&TrialReport> {
    let mean = |report: &TrialReport| report.mean.unwrap_or(f64::NEG_INFINITY);
    order::by(&mut reports, |a, b| b.trial.rung.cmp(&a.trial.rung).then(mean(b).total_cmp(&mean(a))).then(a.trial.id.cmp(&b.trial.id)));
    reports
}
