//! The test rows a model was judged on: which stand behind a cell, and all of them as a file.

use super::number::fixed;
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

/// Every test row with what the model said of it, as CSV (RFC 4180), in the order of the data; rows count from 1.
pub(crate) fn csv(report: &TrainReport) -> String {
    let label = |class: u32| report.classes.get(class as usize).map(|class| cell(class)).unwrap_or_default();
    let mut text = "row,actual,predicted,confidence\r\n".to_owned();
    for outcome in &report.outcomes {
        let confidence = fixed(outcome.confidence, 6);
        text.push_str(&format!("{},{},{},{confidence}\r\n", outcome.row + 1, label(outcome.actual), label(outcome.predicted)));
    }
    text
}

/// A cell of a CSV file; what a spreadsheet would run as a formula gets an apostrophe in front.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    let guarded = if formula { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
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

    #[test]
    fn the_file_escapes_what_a_spreadsheet_would_run() {
        let mut report = testing::report();
        report.outcomes.truncate(1);
        for (class, expected) in
            [("cat", "cat"), ("=cmd()", "'=cmd()"), ("-1", "-1"), ("a,\"b\"", "\"a,\"\"b\"\"\""), ("@x,y", "\"'@x,y\"")]
        {
            report.classes = vec![class.into()];
            assert_eq!(csv(&report), format!("row,actual,predicted,confidence\r\n1,{expected},{expected},0.750000\r\n"));
        }
    }
}
