//! The test rows as a file: every row as it stands in the data, and what the model said of it.

use super::stem;
use crate::dataset::Table;
use crate::dataset::csv_writer as write;
use crate::protocol::train::RegressReport;
use crate::protocol::{DatasetProfile, ModelSpec, ScriptText, TrainReport};

/// The test rows of a report as CSV, in the order of the data; the profile names the file.
///
/// Columns: `row` (from 1), those of the data, `predicted`, and `confidence`, the probability of the predicted class.
pub fn predictions(report: &TrainReport, table: &Table, profile: &DatasetProfile) -> ScriptText {
    let answers = report.outcomes.iter().map(|outcome| {
        let class = report.classes.get(outcome.predicted as usize).cloned();
        (outcome.row, [class, Some(format!("{:.6}", outcome.confidence))])
    });
    file(["predicted", "confidence"], answers, table, profile, &report.spec.model)
}

/// The same for a regression model.
///
/// Columns: `row` (from 1), those of the data, `predicted`, and `residual`, the actual value less the predicted one.
pub fn number_predictions(report: &RegressReport, table: &Table, profile: &DatasetProfile) -> ScriptText {
    let answers = report
        .outcomes
        .iter()
        .map(|outcome| (outcome.row, [outcome.predicted, outcome.actual - outcome.predicted].map(|value| Some(value.to_string()))));
    file(["predicted", "residual"], answers, table, profile, &report.spec.model)
}

fn file<const N: usize>(
    names: [&str; N],
    answers: impl Iterator<Item = (u32, [Option<String>; N])>,
    table: &Table,
    profile: &DatasetProfile,
    model: &ModelSpec,
) -> ScriptText {
    // The data's own names stay; ours give way.
    let own: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let mut header = vec![free("row", &own)];
    header.extend(own);
    for name in names {
        header.push(free(name, &header));
    }
    let rows = answers.map(|(row, answers)| {
        let mut cells = vec![Some((row + 1).to_string())];
        cells.extend(table.columns.iter().map(|column| column.text(row as usize)));
        cells.extend(answers);
        cells
    });
    let file = format!("{}_{}_predictions.csv", stem(profile), model.kind().id);
    ScriptText { file, text: write::rows(&header, rows) }
}

/// The name, or the first of `name_2`, `name_3`, … that no column has yet.
fn free(name: &str, taken: &[String]) -> String {
    let is_free = |name: &String| !taken.contains(name);
    let numbered = (2..=taken.len() + 2).map(|number| format!("{name}_{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{
        csv::{ParsedCsv, read},
        profile::profile,
    };
    use crate::learn::train;
    use crate::protocol::{DatasetRef, ModelSpec, SplitSpec, TrainSpec, TreeSpec};

    fn exam() -> (ParsedCsv, TrainReport) {
        let rows = (0..40).map(|row| format!("{row},{},{}\n", (row * 7) % 5, if row < 20 { "=no()" } else { "yes" }));
        let text = format!("hours,predicted,passed\n{}", rows.collect::<String>());
        let reading = read(text.as_bytes(), &mut |_| {}).unwrap();
        let spec = TrainSpec {
            dataset: DatasetRef::Own("1".into()),
            target: "passed".into(),
            features: vec!["hours".into()],
            split: SplitSpec::default(),
            model: ModelSpec::DecisionTree(TreeSpec { max_depth: Some(1), ..TreeSpec::default() }),
            folds: 0,
            prepare: Default::default(),
        };
        let report = train(&reading.table, &spec, &|| 0.0, &mut |_, _| {}).unwrap().report;
        (reading, report)
    }

    #[test]
    fn every_test_row_stands_with_its_data_and_the_models_answer() {
        let (reading, report) = exam();
        let profile = profile(report.spec.dataset.clone(), "Exam.csv", &reading.table, &reading.warnings);
        let file = predictions(&report, &reading.table, &profile);
        assert_eq!(file.file, "exam_decision_tree_predictions.csv");
        let mut lines = file.text.split("\r\n");
        assert_eq!(lines.next(), Some("row,hours,predicted,passed,predicted_2,confidence"));
        let first = &report.outcomes[0];
        let (row, right) = (first.row as usize, first.actual == first.predicted);
        let actual = reading.table.columns[2].text(row).unwrap();
        assert!(right && actual == "=no()", "{first:?}");
        let expected = format!("{},{row},{},'=no(),'=no(),1.000000", row + 1, (row * 7) % 5);
        assert_eq!(lines.next(), Some(expected.as_str()));
        assert_eq!(lines.count(), report.outcomes.len());
    }

    #[test]
    fn no_header_comes_twice() {
        let text: String = (0..40).map(|row| format!("{row},{},{}\n", (row * 7) % 5, if row < 20 { "no" } else { "yes" })).collect();
        let reading = read(format!("row,row_2,confidence\n{text}").as_bytes(), &mut |_| {}).unwrap();
        let spec = TrainSpec { target: "confidence".into(), features: vec!["row".into()], ..exam().1.spec };
        let report = train(&reading.table, &spec, &|| 0.0, &mut |_, _| {}).unwrap().report;
        let profile = profile(report.spec.dataset.clone(), "Exam.csv", &reading.table, &reading.warnings);
        let file = predictions(&report, &reading.table, &profile);
        assert_eq!(file.text.split("\r\n").next(), Some("row_3,row,row_2,confidence,predicted,confidence_2"));
    }
}
