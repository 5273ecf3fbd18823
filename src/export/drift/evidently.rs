//! A Python script that has Evidently make the same comparison on the two tables as CSV.

use super::{CURRENT_CSV, DriftExport, REFERENCE_CSV};
use crate::dataset::Values;
use crate::export::sklearn::python;
use crate::protocol::drift::{ColumnFinding, Measured};
use crate::protocol::{Correction, DriftTest, Judged};

/// The script; the columns are those that could be compared, the others are named with their reason.
///
/// `file` is the script's own name.
pub(super) fn script(case: &DriftExport<'_>, file: &str) -> String {
    let (mut numbers, mut categories, mut p_values) = (Vec::new(), Vec::new(), Vec::new());
    for (name, measured) in case.measured() {
        if is_number(case, name, measured) {
            numbers.push(name)
        } else {
            categories.push(name)
        }
        // A p-value that is undefined is not corrected either.
        if measured.judged == Judged::PValue && measured.p_value.is_some() {
            p_values.push(name);
        }
    }
    let text = HEAD.replace("{file}", file).replace("{chosen}", &chosen(case)).replace("{left_out}", &left_out(case));
    let named = |name: &str, title: &str| format!("{}  # {}", python::text(name), comment(title));
    let columns = python::list(case.measured().map(|(name, _)| name));
    let texts = python::list(case.measured().map(|(name, _)| name).filter(|name| is_text(case, name)));
    let mut text = text
        + &format!("REFERENCE = {}\n", named(REFERENCE_CSV, &case.reference.0.title))
        + &format!("CURRENT = {}\n", named(CURRENT_CSV, &case.current.0.title))
        + &format!("COLUMNS = {columns}\n")
        + &format!("TEXTS = {texts}\n")
        + &format!("NUMBERS = {}\n", python::list(numbers))
        + &format!("CATEGORIES = {}\n", python::list(categories))
        + BODY;
    let spec = &case.asked.spec;
    let mut options = vec!["columns=COLUMNS".to_owned(), format!("drift_share={:?}", spec.drift_share)];
    if let Some(test) = spec.test {
        options.push(format!("method={}", python::text(&id(test))));
    }
    if let Some(threshold) = spec.threshold {
        options.push(format!("threshold={threshold:?}"));
    }
    text.push_str(&RUN.replace("{options}", &options.join(", ")));
    let constant: Vec<&str> = case.measured().filter(|(name, measured)| is_constant(case, name, measured)).map(|(name, _)| name).collect();
    if !constant.is_empty() {
        text.push_str(&CONSTANT.replace("{names}", &python::list(constant)));
    }
    let undefined: Vec<&str> = case
        .measured()
        .filter(|(_, measured)| measured.judged == Judged::PValue && measured.p_value.is_none())
        .map(|(name, _)| name)
        .collect();
    if !undefined.is_empty() {
        text.push_str(&UNDEFINED.replace("{names}", &python::list(undefined)));
    }
    let share = format!("{:?}", spec.drift_share);
    text.push_str(&match spec.correction {
        Correction::None => String::new(),
        Correction::Bonferroni => corrected(BONFERRONI, p_values),
        Correction::BenjaminiHochberg => corrected(BENJAMINI_HOCHBERG, p_values),
    });
    text + &END.replace("{share}", &share)
}

/// A test's name in Evidently.
fn id(test: DriftTest) -> String {
    serde_json::to_string(&test).unwrap_or_default().trim_matches('"').to_owned()
}

fn is_text(case: &DriftExport<'_>, name: &str) -> bool {
    case.reference.1.column(name).is_some_and(|column| matches!(column.values, Values::Text { .. }))
}

/// Evidently refuses a test of categories for a column of numbers that it should use for all: such a column is one of
/// categories then, each number a name.
fn is_number(case: &DriftExport<'_>, name: &str, measured: &Measured) -> bool {
    let by_name = [DriftTest::ChiSquare, DriftTest::Z, DriftTest::FisherExact, DriftTest::GTest, DriftTest::Tvd];
    let is_asked = case.asked.spec.test.is_some() && by_name.contains(&measured.test);
    !(is_text(case, name) || is_asked)
}

/// Both sides hold one value, the same, under a test that has no degree of freedom then.
fn is_constant(case: &DriftExport<'_>, name: &str, measured: &Measured) -> bool {
    let is_alone = case.pictures.iter().any(|picture| picture.column == name && picture.bins.len() == 1);
    is_alone && matches!(measured.test, DriftTest::ChiSquare | DriftTest::GTest)
}

fn chosen(case: &DriftExport<'_>) -> String {
    case.asked.spec.test.map_or("its own choice of test for each column".into(), |one| format!("{} for every column", one.title()))
}

fn left_out(case: &DriftExport<'_>) -> String {
    let mut text = String::new();
    for one in &case.report.columns {
        if let ColumnFinding::Unmeasured(error) = &one.found {
            text.push_str(&format!("# Left out: {}: {}\n", comment(&one.column), comment(&error.what)));
        }
    }
    let by_chance = case.measured().any(|(_, measured)| matches!(measured.test, DriftTest::EmpiricalMmd | DriftTest::Tvd));
    if by_chance {
        text.push_str(
            "# This test draws permutations, here with another generator: a p-value near the threshold may fall on its other side.\n",
        );
    }
    text
}

/// Text that stays within its line.
fn comment(text: &str) -> String {
    let literal = python::text(text);
    literal.trim_start_matches('"').trim_end_matches('"').chars().take(200).collect()
}

fn corrected(rule: &str, p_values: Vec<&str>) -> String {
    format!("\n# Evidently corrects nothing; this does.\nBY_P_VALUE = {}\n{rule}{CORRECTED}", python::list(p_values))
}

const HEAD: &str = r#"# One comparison of two tables by Evidently, with {chosen}, as in the page.
# Needs evidently 0.7.23, which does not start under pandas 3, and the two CSV files beside this one:
#     pip install evidently==0.7.23 "pandas<3" && python {file}
{left_out}
import json

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

"#;

const BODY: &str = r#"

def read(path):
    """Texts stay texts, so that codes keep their leading zeros; an empty cell is a missing value."""
    types = {name: str for name in TEXTS}
    return pd.read_csv(path, usecols=COLUMNS, dtype=types, keep_default_na=False, na_values=[""], float_precision="round_trip")


definition = DataDefinition(numerical_columns=NUMBERS, categorical_columns=CATEGORIES)
reference, current = (Dataset.from_pandas(read(path), data_definition=definition) for path in (REFERENCE, CURRENT))
"#;

const RUN: &str = r#"result = Report([DataDriftPreset({options})], include_tests=True).run(current, reference)
result.save_html("drift_evidently.html")
found = result.dict()
metrics = {one["config"]["column"]: one for one in found["metrics"] if "column" in one["config"]}
failed = {one["metric_config"]["params"].get("column") for one in found["tests"] if one["status"] == "FAIL"}
drifted = {name: name in failed for name in metrics}
values = {name: one["value"] for name, one in metrics.items()}
"#;

const CONSTANT: &str = r#"# A column of one and the same value cannot drift; Evidently's test of it is undefined, and may say that it does.
drifted.update(dict.fromkeys({names}, False))
values.update(dict.fromkeys({names}, 1.0))
"#;

const UNDEFINED: &str = r#"# The test is undefined here. Where all values are equal, rounding may give Evidently a p-value all the same.
drifted.update(dict.fromkeys({names}, False))
values.update(dict.fromkeys({names}, float("nan")))
"#;

const BONFERRONI: &str = r#"adjusted = {name: min(1.0, values[name] * len(BY_P_VALUE)) for name in BY_P_VALUE}
"#;

const BENJAMINI_HOCHBERG: &str = r#"adjusted, least = {}, 1.0
for rank, name in sorted(enumerate(sorted(BY_P_VALUE, key=values.get), 1), reverse=True):
    least = adjusted[name] = min(least, values[name] * len(BY_P_VALUE) / rank)
"#;

const CORRECTED: &str = r#"for name, p_value in adjusted.items():
    limit = metrics[name]["config"]["threshold"]
    # Of all tests, Evidently counts only this one's p-value as drift where it equals the threshold.
    drifted[name] = bool(p_value <= limit if metrics[name]["config"]["method"].startswith("K-S") else p_value < limit)
"#;

const END: &str = r#"
for name, one in metrics.items():
    print(json.dumps({"column": name, "method": one["config"]["method"], "value": values[name], "drifted": drifted[name]}))
share = sum(drifted.values()) / len(drifted) if drifted else 0.0
print(json.dumps({"share": share, "dataset_drift": bool(drifted) and share >= {share}}))
"#;
