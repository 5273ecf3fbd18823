//! The test rows a model was judged on: which stand behind a cell.

use crate::protocol::{Outcome, TrainReport};

/// The test rows of one cell of the confusion matrix, the surest mistakes first.
pub(crate) fn behind(report: &TrainReport, actual: usize, predicted: usize) -> Vec<Outcome> {
    let mut rows: Vec<Outcome> = report
        .outcomes
        .iter()
        .filter(|outcome| outcome.actual as usize == actual && outcome.predicted as usize == predicted)
        .cloned()
        .collect();
    rows.sort_by(|left, right| right.confidence.total_cmp(&left.confidence).then(left.row.cmp(&right.row)));
    rows
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn a_cell_opens_its_rows_the_surest_first() {
        let mut report = testing::report();
        report.outcomes[7].confidence = 0.9;
        let rows: Vec<u32> = behind(&report, 1, 0).iter().map(|outcome| outcome.row).collect();
        assert_eq!(rows, [7, 6]);
        assert_eq!(behind(&report, 0, 0).len(), 5);
    }
}
