//! Columns of whole numbers, with gaps and without, and constant ones: what Evidently finds on them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::compare;
use super::gold_rules::number;
use super::testing::column;
use crate::dataset::{Column, Table};
use crate::protocol::drift::ColumnFinding;
use crate::protocol::{DriftSpec, DriftTest, Judged};

#[derive(Deserialize)]
struct Gold {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    /// Seed, rows of both sides, shift and scale of both.
    #[serde(default)]
    drawn: Option<(u64, usize, usize, f64, f64, f64, f64)>,
    #[serde(default)]
    reference: Vec<f64>,
    #[serde(default)]
    current: Vec<f64>,
    /// Which sides have a missing value.
    gap: String,
    tests: BTreeMap<String, (Option<f64>, bool)>,
}

impl Case {
    fn sides(&self) -> [Table; 2] {
        let (reference, current) = match self.drawn {
            Some((seed, n, m, left, wide, right, wider)) => (column(seed, n, left, wide, 1.0), column(seed + 1, m, right, wider, 1.0)),
            None => (self.reference.clone(), self.current.clone()),
        };
        let table = |mut values: Vec<f64>, gap: bool| {
            values.extend(gap.then_some(f64::NAN));
            let (rows, columns): (usize, Vec<Column>) = (values.len(), vec![number("c", values)]);
            Table { columns, rows, afterwards: vec![] }
        };
        let gap = |side| self.gap == side || self.gap == "both";
        [table(reference, gap("reference")), table(current, gap("current"))]
    }
}

#[test]
fn whole_numbers_and_constants_are_compared_as_evidently_does() {
    let gold: Gold = serde_json::from_str(include_str!("gold/whole.json")).unwrap();
    let (mut compared, mut undefined) = (0, 0);
    for case in &gold.cases {
        let [reference, current] = case.sides();
        for (test, (value, drifted)) in &case.tests {
            let test: DriftTest = serde_json::from_value(test.as_str().into()).unwrap();
            let what = format!("{test:?} on {:?} {:?} {:?} {}", case.drawn, case.reference, case.current, case.gap);
            let report = compare(&reference, &current, &DriftSpec { test: Some(test), ..DriftSpec::default() }).unwrap();
            let ColumnFinding::Measured(found) = &report.columns[0].found else { panic!("{what}: {:?}", report.columns[0].found) };
            let ours = if found.judged == Judged::Distance { found.statistic } else { found.p_value };
            assert_eq!(ours.is_some(), value.is_some(), "{what}: {ours:?}, not {value:?}");
            if let (Some(ours), Some(value)) = (ours, value) {
                let limit = match (found.judged, test) {
                    (Judged::Distance, _) => 1e-9 * value.abs().max(1.0),
                    // scipy's own has no more digits.
                    (Judged::PValue, DriftTest::CramerVonMises) => 1e-6,
                    (Judged::PValue, _) => 1e-6 * value,
                };
                assert!((ours - value).abs() <= limit, "{what}: {ours}, not {value}");
            } else {
                undefined += 1;
                assert!(found.notes.iter().any(|note| note.ends_with("counts as no drift, as in Evidently.")), "{what}: {:?}", found.notes);
            }
            assert_eq!(found.drifted, *drifted, "{what}: {found:?}");
            compared += 1;
        }
    }
    assert!(compared > 200 && undefined == 9, "{compared}, {undefined}");
}

#[test]
fn two_constants_are_infinitely_far_apart_and_the_report_says_so() {
    let side = |value: f64| Table { columns: vec![number("c", vec![value; 9])], rows: 9, afterwards: vec![] };
    let spec = DriftSpec { test: Some(DriftTest::TTest), ..DriftSpec::default() };
    for (then, now, statistic) in [(3.0, 4.0, "\"-Infinity\""), (0.1, 0.05, "\"Infinity\"")] {
        let report = serde_json::to_string(&compare(&side(then), &side(now), &spec).unwrap()).unwrap();
        assert!(report.contains(&format!("\"statistic\":{statistic},\"p_value\":0.0")), "{report}");
    }
}
