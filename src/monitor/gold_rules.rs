//! Evidently's choices and decisions on 120 tables.

use serde::Deserialize;

use super::testing::{SplitMix64, column};
use super::{compare, compare_chunks};
use crate::dataset::{Column, Table, Values};
use crate::protocol::drift::{ColumnFinding, Measured};
use crate::protocol::{Correction, DriftSpec, DriftTest, Judged};

#[derive(Deserialize)]
struct Gold {
    columns: Vec<String>,
    rows: Vec<usize>,
    /// Per table: test, value judged and decision per column; and whether the table drifts.
    tables: Vec<(Vec<Decision>, bool)>,
}

/// The test chosen, the value judged, and whether the column drifts.
type Decision = (DriftTest, f64, bool);

pub(super) fn uniforms(seed: u64, count: usize) -> Vec<f64> {
    let mut mix = SplitMix64(seed);
    (0..count).map(|_| mix.uniform()).collect()
}

pub(super) fn number(name: &str, values: Vec<f64>) -> Column {
    Column { name: name.into(), values: Values::Numeric(values) }
}

pub(super) fn text(name: &str, values: Vec<Option<String>>) -> Column {
    let mut levels: Vec<String> = Vec::new();
    let codes = values.into_iter().map(|value| match value {
        None => Values::MISSING,
        Some(value) => levels.iter().position(|level| *level == value).unwrap_or_else(|| {
            levels.push(value);
            levels.len() - 1
        }) as u32,
    });
    let codes = codes.collect();
    Column { name: name.into(), values: Values::Text { codes, levels } }
}

/// The table of that number, as `scripts/gold/monitor-rules.py` makes it.
fn table(index: u64, rows: &[usize]) -> [Table; 2] {
    let u = uniforms(10_000 + index, 16);
    let counts = [rows[(index % 8) as usize], rows[(u[0] * 8.0) as usize]];
    let far = if u[2] < 0.6 { u[1] * 0.5 } else { 0.0 };
    [0, 1].map(|side: u64| {
        let rows = counts[side as usize];
        let shift = far * side as f64;
        let seed = 100_000 + 1000 * index + 100 * side;
        let a = column(seed, rows, shift * u[3], 1.0, 0.0);
        let mut b = column(seed + 1, rows, shift * u[4] * 40.0, 40.0 * (1.0 + shift * u[5]), 0.0);
        b.iter_mut().zip(uniforms(seed + 2, rows)).filter(|(_, drawn)| *drawn < 0.05).for_each(|(value, _)| *value = f64::NAN);
        if index.is_multiple_of(5) {
            b[rows / 2] = f64::INFINITY;
        }
        let few = column(seed + 3, rows, shift * u[6] * 2.0, 1.0, 1.0);
        let coin = uniforms(seed + 4, rows).iter().map(|drawn| f64::from(u8::from(*drawn < 0.3 + shift * u[7]))).collect();
        let two =
            uniforms(seed + 5, rows).iter().map(|drawn| Some(if *drawn < 0.6 - shift * u[8] { "yes" } else { "no" }.into())).collect();
        let gone = uniforms(seed + 7, rows);
        let word = |(drawn, gone): (f64, &f64)| {
            let drawn = (drawn + shift * u[9] * 0.3).min(0.999);
            (*gone >= 0.03).then(|| format!("c{}", (4.0 * drawn * drawn) as u32))
        };
        let word = uniforms(seed + 6, rows).into_iter().zip(&gone).map(word).collect();
        let columns = vec![number("a", a), number("b", b), number("few", few), number("coin", coin), text("two", two), text("word", word)];
        Table { columns, rows, afterwards: vec![] }
    })
}

fn measured(finding: &ColumnFinding) -> &Measured {
    match finding {
        ColumnFinding::Measured(measured) => measured,
        ColumnFinding::Unmeasured(error) => panic!("{error}"),
    }
}

#[test]
fn evidently_chooses_the_same_tests_and_decides_alike_on_120_tables() {
    let gold: Gold = serde_json::from_str(include_str!("gold/rules.json")).unwrap();
    let mut drifted = 0;
    for (index, (expected, dataset_drift)) in gold.tables.iter().enumerate() {
        let [reference, current] = table(index as u64, &gold.rows);
        let report = compare(&reference, &current, &DriftSpec::default()).unwrap();
        assert_eq!(report.columns.len(), gold.columns.len());
        for (found, (test, value, drift)) in report.columns.iter().zip(expected) {
            let what = format!("table {index}, column {}", found.column);
            let found = measured(&found.found);
            assert_eq!(found.test, *test, "{what}");
            let judged = match found.judged {
                Judged::Distance => found.statistic.unwrap(),
                Judged::PValue => found.p_value.unwrap(),
            };
            // Evidently takes this p-value as 2 − 2·cdf, which leaves it no digit below 2⁻⁵².
            let floor = if *test == DriftTest::Z { 2.0 * f64::EPSILON } else { 0.0 };
            let limit = if found.p_value.is_some() { 1e-6 * value + floor } else { 1e-9 };
            assert!((judged - value).abs() <= limit, "{what}: {judged}, not {value}");
            assert_eq!(found.drifted, *drift, "{what}");
        }
        assert_eq!(report.dataset_drift, *dataset_drift, "table {index}");
        drifted += usize::from(report.dataset_drift);
    }
    assert!(gold.tables.len() >= 100 && drifted > 5 && drifted < gold.tables.len() - 5, "{drifted}");
}

#[test]
fn corrections_only_ever_take_drift_away_and_bonferroni_takes_most() {
    let gold: Gold = serde_json::from_str(include_str!("gold/rules.json")).unwrap();
    let count = |correction| -> u32 {
        let spec = DriftSpec { correction, test: None, ..DriftSpec::default() };
        (0..40)
            .map(|index| {
                let [reference, current] = table(index, &gold.rows);
                compare(&reference, &current, &spec).unwrap().drifted
            })
            .sum()
    };
    let (plain, shared, strict) = (count(Correction::None), count(Correction::BenjaminiHochberg), count(Correction::Bonferroni));
    assert!(plain > shared && shared >= strict && strict > 0, "{plain} {shared} {strict}");
}

#[test]
fn a_changed_schema_is_said_column_by_column() {
    let reference = Table {
        columns: vec![number("km", vec![1.0, 2.0]), number("gone", vec![1.0, 2.0]), number("words", vec![1.0, 2.0])],
        rows: 2,
        afterwards: vec![],
    };
    let words = text("words", vec![Some("one".into()), None]);
    let current = Table { columns: vec![number("km", vec![f64::NAN; 2]), words, number("new", vec![0.0; 2])], rows: 2, afterwards: vec![] };
    let report = compare(&reference, &current, &DriftSpec::default()).unwrap();
    let said: Vec<String> = report
        .columns
        .iter()
        .map(|column| match &column.found {
            ColumnFinding::Unmeasured(error) => error.what.clone(),
            ColumnFinding::Measured(measured) => panic!("{measured:?}"),
        })
        .collect();
    assert_eq!(
        said,
        ["the current data hold no values", "the current data have no column 'gone'", "column 'words' held numbers and now holds text"]
    );
    assert_eq!((report.added, report.share, report.dataset_drift), (vec!["new".to_owned()], None, false));
    assert!(compare_chunks(&reference, &current, &Default::default()).iter().all(|(_, chunks)| {
        chunks.as_ref().is_ok_and(|chunks| chunks.current.iter().all(Option::is_none) && chunks.alerts.iter().all(|alert| !alert))
            || chunks.is_err()
    }));
}
