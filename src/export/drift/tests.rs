//! What the files say and hold; that the real tools open them is checked by scripts/check/monitor.sh.

use super::*;
use crate::dataset::{Column, Values};
use crate::protocol::{ComparedTable, DatasetRef};

fn number(name: &str, values: Vec<f64>) -> Column {
    Column { name: name.into(), values: Values::Numeric(values) }
}

fn text(name: &str, names: &[&str], rows: usize, of: impl Fn(usize) -> usize) -> Column {
    let levels = names.iter().map(|name| (*name).to_owned()).collect();
    Column { name: name.into(), values: Values::Text { codes: (0..rows).map(|row| of(row) as u32).collect(), levels } }
}

fn table(rows: usize, shift: f64) -> Table {
    let size = (0..rows).map(|row| (row * 37 % 101) as f64 / 10.0 + shift).collect();
    let colour = text("<b>colour</b>", &["red & blue", "\"green\""], rows, |row| usize::from(row % 3 == 0));
    let code = number("code", (0..rows).map(|row| (row % 4) as f64).collect());
    Table { columns: vec![number("size", size), colour, code], rows, afterwards: vec![] }
}

fn asked(files: &[DriftFile]) -> DriftFiles {
    let own = |id: &str| ComparedTable::Dataset(DatasetRef::Own(id.into()));
    DriftFiles {
        reference: own("1"),
        current: own("2"),
        spec: DriftSpec::default(),
        alert: Default::default(),
        target: Some("code".into()),
        least_accuracy: None,
        most_millis: None,
        title: None,
        files: files.to_vec(),
    }
}

fn taken(asked: &DriftFiles, reference: &Table, current: &Table) -> DriftTaken {
    let side = |title: &str, stem: &str| TableNames { title: title.into(), stem: stem.into() };
    files(asked, (&side("May.csv", "may"), reference), (&side("<June>.csv", "june"), current)).unwrap()
}

#[test]
fn the_page_says_what_drifts_and_shows_names_as_they_are() {
    let found = taken(&asked(&[DriftFile::ReportHtml]), &table(500, 0.0), &table(400, 3.0));
    let page = &found.files[0].text;
    assert_eq!(found.files[0].file, "june_drift.html");
    for said in [
        "<p class=\"sign\">● No drift</p>",
        "1 of 3 columns drift, 33.3%. A table drifts from 50% on, so the table holds.",
        "&lt;June&gt;.csv against May.csv",
        "<th scope=\"row\">&lt;b&gt;colour&lt;/b&gt;</th><td>● Holds</td>",
        "<th scope=\"row\">size</th><td>▲ Drifts</td><td>Kolmogorov–Smirnov</td>",
        "red &amp; blue",
    ] {
        assert!(page.contains(said), "{said} is not in {page}");
    }
    assert!(!page.contains("<b>colour") && !page.contains("NaN"));
    // What drifts comes first.
    assert!(page.find("<b>size</b>").unwrap() < page.find("<b>code</b>").unwrap());
}

#[test]
fn few_rows_spelling_infinite_and_undefined_values_are_reported() {
    let flags = |names: &[&str], rows: usize| Table { columns: vec![text("flag", names, rows, |row| row % 2)], rows, afterwards: vec![] };
    let found =
        taken(&asked(&[DriftFile::ReportHtml, DriftFile::ReportJson]), &flags(&["True", "False"], 150), &flags(&["true", "false"], 8));
    let page = &found.files[0].text;
    for said in [
        "<p>8 current rows are few: tests find large changes only, and distances are often large by chance.</p>",
        "With 8 current values a test finds large changes only. No value is written alike on both sides. 2 values differ in spelling only",
        "<td>chi-square</td><td>infinite</td>",
    ] {
        assert!(page.contains(said), "{said} is not in {page}");
    }
    assert!(found.files[1].text.contains("\"statistic\": \"Infinity\""), "{}", found.files[1].text);
    let constant = |value: f64| Table { columns: vec![number("same", vec![value; 40])], rows: 40, afterwards: vec![] };
    let mut asked = asked(&[DriftFile::ReportHtml, DriftFile::Evidently]);
    asked.spec.test = Some(crate::protocol::DriftTest::TTest);
    let found = taken(&asked, &constant(0.1), &constant(0.1));
    let page = &found.files[0].text;
    assert!(page.contains("<td>t-test</td><td>undefined</td><td>undefined</td>") && page.contains("0 of 1 columns drift"), "{page}");
    assert!(page.contains("All values are equal, and the t-test needs some that differ. The result is undefined"), "{page}");
    assert!(found.files[1].text.contains("values.update(dict.fromkeys([\"same\"], float(\"nan\")))"), "{}", found.files[1].text);
    assert!(taken(&asked, &constant(3.0), &constant(4.0)).files[0].text.contains("<td>−infinite</td><td>0</td>"));
}

#[test]
fn a_table_of_many_columns_still_fits_and_says_what_is_left_out() {
    let wide = |shift: f64| {
        let columns = (0..900).map(|place| number(&format!("column {place}"), (0..60).map(|row| (row * 7 % 31) as f64 + shift).collect()));
        Table { columns: columns.collect(), rows: 60, afterwards: vec![] }
    };
    let page = &taken(&asked(&[DriftFile::ReportHtml]), &wide(0.0), &wide(1.5)).files[0].text;
    assert!(page.len() < 200_000 && page.len() > 100_000, "{}", page.len());
    assert!(
        page.contains("more columns are in the report as JSON") && page.contains("more columns are in the report as JSON.</p>\n</section>")
    );
    assert!(page.trim_end().ends_with("</html>"));
}

#[test]
fn nothing_to_compare_is_said_and_is_no_drift() {
    let gone = Table { columns: vec![number("other", vec![f64::NAN; 3])], rows: 3, afterwards: vec![] };
    let found = taken(&asked(&[DriftFile::ReportHtml, DriftFile::Evidently]), &table(50, 0.0), &gone);
    let page = &found.files[0].text;
    assert!(page.contains("– No data") && page.contains("No column could be compared, so nothing is known."));
    assert!(page.contains("The current data have no column 'size'. The schema has changed"));
    assert!(page.contains("Columns that the reference does not have: other."));
    assert!(found.files[1].text.contains("# Left out: size: the current data have no column 'size'"));
}

#[test]
fn the_service_knows_the_reference_but_not_what_it_predicts() {
    let found = taken(&asked(&[]), &table(500, 0.0), &table(400, 0.0));
    let names: Vec<&str> = found.files.iter().map(|file| file.file.as_str()).collect();
    let expected = ["june_drift.html", "june_drift.json", "june_drift_evidently.py", "grafana_dashboard.json", "grafana_alerts.yaml"];
    assert_eq!(names[..5], expected);
    let module = &found.files[5].text;
    assert!(module.contains("    \"size\": {\"kind\": \"number\", \"least\": 0.0, \"most\": 10.0, \"edges\": [0.0, "));
    assert!(module.contains("\"values\": [\"\\\"green\\\"\", \"red & blue\"], \"shares\": [0.334, 0.666], \"missing\": 0.0}"));
    assert!(!module.contains("\"code\": {"));
}

#[test]
fn settings_reach_the_rules_and_wrong_ones_are_refused() {
    let mut asked = asked(&[DriftFile::Alerts]);
    asked.spec.drift_share = 0.25;
    asked.alert.evaluation_interval = 15;
    asked.least_accuracy = Some(0.8);
    asked.most_millis = Some(250.0);
    let rules = taken(&asked, &table(50, 0.0), &table(50, 0.0)).files.remove(0).text;
    for said in ["interval: 20s", "for: 60s", "max(model_drifted_share) >= bool 0.25", "< bool 0.8", "> bool 0.25"] {
        assert!(rules.contains(said), "{said} is not in {rules}");
    }
    asked.least_accuracy = Some(80.0);
    let side = TableNames { title: "a".into(), stem: "a".into() };
    let error = files(&asked, (&side, &table(5, 0.0)), (&side, &table(5, 0.0))).unwrap_err();
    assert_eq!(error.to_string(), "least_accuracy takes a number from 0 to 1, not 80");
}
