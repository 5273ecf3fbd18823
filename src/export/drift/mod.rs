//! A comparison of two tables, taken home: a report to read and one to compute with, and files of Evidently, Grafana and FastAPI.
//!
//! One [`DriftExport`] holds what all of them are written from, so that no two files can tell different things.

mod alerts;
mod dashboard;
mod evidently;
mod figure;
mod histogram;
mod html;
mod middleware;
#[cfg(test)]
mod tests;

use serde::Serialize;

use self::histogram::Histogram;
use crate::dataset::Table;
use crate::dataset::csv_writer as write;
use crate::monitor::{self, Error};
use crate::protocol::drift::{ColumnFinding, DriftReport, Measured};
use crate::protocol::{DriftFile, DriftFiles, DriftSpec, DriftTaken, ScriptText};

/// What one of the two tables is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableNames {
    /// For people.
    pub title: String,
    /// For file names.
    pub stem: String,
}

/// Files that come unasked: the tables may be large.
const USUAL: [DriftFile; 6] =
    [DriftFile::ReportHtml, DriftFile::ReportJson, DriftFile::Evidently, DriftFile::Dashboard, DriftFile::Alerts, DriftFile::Middleware];

/// A comparison and everything that its files contain.
struct DriftExport<'a> {
    asked: &'a DriftFiles,
    reference: (&'a TableNames, &'a Table),
    current: (&'a TableNames, &'a Table),
    report: DriftReport,
    pictures: Vec<Histogram>,
}

/// Compares the current table with the reference and writes the files that are asked for.
pub fn files(asked: &DriftFiles, reference: (&TableNames, &Table), current: (&TableNames, &Table)) -> Result<DriftTaken, Error> {
    if let Some(most) = asked.most_millis.filter(|most| !(*most > 0.0 && most.is_finite())) {
        return Err(Error::parameter("most_millis", most, "a finite number above 0"));
    }
    if let Some(least) = asked.least_accuracy.filter(|least| !(0.0..=1.0).contains(least)) {
        return Err(Error::parameter("least_accuracy", least, "a number from 0 to 1"));
    }
    let report = monitor::compare(reference.1, current.1, &asked.spec)?;
    let pictures = report.columns.iter().filter_map(|one| histogram::of(&one.column, reference.1, current.1)).collect();
    let case = DriftExport { asked, reference, current, report, pictures };
    let wanted = if asked.files.is_empty() { USUAL.as_slice() } else { &asked.files };
    let files = wanted.iter().map(|file| case.file(*file)).collect::<Result<Vec<_>, Error>>()?;
    Ok(DriftTaken { report: case.report, files })
}

/// The report as data.
#[derive(Serialize)]
struct JsonReport<'a> {
    title: &'a str,
    reference: JsonSide<'a>,
    current: JsonSide<'a>,
    spec: &'a DriftSpec,
    report: &'a DriftReport,
    /// Share of each side per bin, for every column that both sides have.
    distributions: &'a [Histogram],
}

#[derive(Serialize)]
struct JsonSide<'a> {
    name: &'a str,
    rows: usize,
}

impl DriftExport<'_> {
    fn file(&self, file: DriftFile) -> Result<ScriptText, Error> {
        let stem = &self.current.0.stem;
        let (name, text) = match file {
            DriftFile::ReportHtml => (format!("{stem}_drift.html"), html::page(self)),
            DriftFile::ReportJson => (format!("{stem}_drift.json"), self.json()),
            DriftFile::Evidently => {
                let name = format!("{stem}_drift_evidently.py");
                let text = evidently::script(self, &name);
                (name, text)
            }
            DriftFile::Dashboard => ("grafana_dashboard.json".into(), dashboard::json(self)),
            DriftFile::Alerts => ("grafana_alerts.yaml".into(), alerts::yaml(self)),
            DriftFile::Middleware => ("monitoring.py".into(), middleware::python(self)?),
            DriftFile::ReferenceCsv => (REFERENCE_CSV.into(), table(self.reference.1)),
            DriftFile::CurrentCsv => (CURRENT_CSV.into(), table(self.current.1)),
        };
        Ok(ScriptText { file: name, text })
    }

    fn title(&self) -> String {
        self.asked.title.clone().unwrap_or_else(|| format!("{} against {}", self.current.0.title, self.reference.0.title))
    }

    fn json(&self) -> String {
        let side = |(side, table): (&'_ TableNames, &'_ Table)| (side.title.clone(), table.rows);
        let (before, now) = (side(self.reference), side(self.current));
        let told = JsonReport {
            title: &self.title(),
            reference: JsonSide { name: &before.0, rows: before.1 },
            current: JsonSide { name: &now.0, rows: now.1 },
            spec: &self.asked.spec,
            report: &self.report,
            distributions: &self.pictures,
        };
        serde_json::to_string_pretty(&told).unwrap_or_default() + "\n"
    }

    /// The columns that could be compared, and what was found.
    fn measured(&self) -> impl Iterator<Item = (&str, &Measured)> {
        self.report.columns.iter().filter_map(|one| match &one.found {
            ColumnFinding::Measured(measured) => Some((one.column.as_str(), measured)),
            ColumnFinding::Unmeasured(_) => None,
        })
    }
}

/// What the script calls the two tables.
const REFERENCE_CSV: &str = "drift_reference.csv";
const CURRENT_CSV: &str = "drift_current.csv";

fn table(table: &Table) -> String {
    let header: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    write::rows(&header, (0..table.rows).map(|row| table.columns.iter().map(|column| column.text(row)).collect::<Vec<_>>()))
}
