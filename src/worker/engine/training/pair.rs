//! Two models on the same test rows: McNemar's test (*Note on the sampling error of the difference between correlated
//! proportions*, 1947) in its exact form: of the rows that only one of the two gets right, each is equally likely to be
//! either's, so the smaller count is binomial with ½.

use super::super::Error;
use crate::learn::interval::paired::paired_errors;
use crate::learn::metrics::mcnemar;
use crate::protocol::train::{PairedErrors, RegressReport};
use crate::protocol::{Outcome, TrainReport};

/// How two models differ, row by row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct PairedOutcome {
    /// Two-sided exact p; absent when the test rows differ.
    pub(super) mcnemar_p: Option<f64>,
    /// Shared rows that only the first got right.
    pub(super) only_left_right: u64,
    /// Shared rows that only the second got right.
    pub(super) only_right_right: u64,
}

/// Compares the outcomes of two experiments; on different data or targets no row is shared.
pub(super) fn compare(left: &TrainReport, right: &TrainReport) -> PairedOutcome {
    if left.spec.dataset != right.spec.dataset || left.spec.target != right.spec.target {
        return PairedOutcome::default();
    }
    outcomes(&left.outcomes, &right.outcomes)
}

/// Compares the errors of two models of numbers; on different data or targets no row is shared.
pub(super) fn compare_numbers(left: &RegressReport, right: &RegressReport) -> Result<Option<PairedErrors>, Error> {
    if left.spec.dataset != right.spec.dataset || left.spec.target != right.spec.target {
        return Ok(None);
    }
    Ok(paired_errors(&left.outcomes, &right.outcomes, left.spec.split.seed)?)
}

/// Both are ascending in `row`.
fn outcomes(left: &[Outcome], right: &[Outcome]) -> PairedOutcome {
    let mut pairs = PairedOutcome::default();
    let (mut ours, mut theirs, mut shared) = (left.iter().peekable(), right.iter().peekable(), 0);
    while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
        match a.row.cmp(&b.row) {
            std::cmp::Ordering::Less => _ = ours.next(),
            std::cmp::Ordering::Greater => _ = theirs.next(),
            std::cmp::Ordering::Equal => {
                let (a_right, b_right) = (a.actual == a.predicted, b.actual == b.predicted);
                pairs.only_left_right += u64::from(a_right && !b_right);
                pairs.only_right_right += u64::from(b_right && !a_right);
                shared += 1;
                ours.next();
                theirs.next();
            }
        }
    }
    if shared == left.len() && shared == right.len() && shared > 0 {
        pairs.mcnemar_p = Some(mcnemar(pairs.only_left_right, pairs.only_right_right));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(row: u32, right: bool) -> Outcome {
        Outcome { row, actual: 1, predicted: u32::from(right), confidence: 0.5 }
    }

    #[test]
    fn only_shared_rows_are_compared() {
        let left = [outcome(1, true), outcome(4, true), outcome(7, false), outcome(9, true)];
        let right = [outcome(1, false), outcome(5, true), outcome(7, true), outcome(9, true)];
        assert_eq!(outcomes(&left, &right), PairedOutcome { mcnemar_p: None, only_left_right: 1, only_right_right: 1 });
        assert_eq!(outcomes(&left, &left).mcnemar_p, Some(1.0));
        assert_eq!(outcomes(&[], &[]).mcnemar_p, None);
    }
}
