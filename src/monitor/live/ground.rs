//! What one version of the model is watched against: its reference, and the rules fitted to it.

use super::service::{Given, as_column};
use super::table::only;
use crate::dataset::Table;
use crate::monitor::{ChunkRule, Error, Estimator, Quality, compare, performance};
use crate::protocol::report_drift::{ColumnFinding, DriftReport};
use crate::protocol::report_monitor::{Check, Performance, QualityReport};
use crate::protocol::{DriftRule, WatchSpec};

/// Share of the columns from which NannyML's rule calls the table drifted here.
const HALF: f64 = 0.5;

/// A reference and all that was learned from it.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    /// Watched columns, answers last.
    pub(super) reference: Table,
    pub(super) columns: Vec<String>,
    quality: Quality,
    /// Absent where there are too few rows with labels.
    estimator: Option<Estimator>,
    chunks: Vec<(String, Result<ChunkRule, Error>)>,
    classes: Vec<String>,
}

/// What the monitors say about a window's data.
pub(super) struct Judged {
    pub(super) drift: DriftReport,
    pub(super) quality: QualityReport,
    /// One letter a column.
    pub(super) marks: String,
    /// What is wrong with the data, in words.
    pub(super) trouble: Vec<String>,
}

impl Ground {
    /// Learns from reference rows and the answers to them; `estimated` are the rows that the model has not learned from.
    pub(super) fn new(
        table: &Table,
        features: &[String],
        given: &Given,
        estimated: (&Given, &[Option<u32>]),
        classes: &[String],
        spec: &WatchSpec,
        rows_per_window: usize,
    ) -> Result<Self, crate::protocol::Error> {
        let mut reference = only(table, features);
        let quality = Quality::fit(&reference, rows_per_window.max(1), &[])?;
        reference.columns.push(as_column(given, classes));
        let columns: Vec<String> = reference.columns.iter().map(|column| column.name.clone()).collect();
        let chunks = match &spec.rule {
            DriftRule::Evidently(_) => vec![],
            DriftRule::Nannyml(spec) => {
                reference.columns.iter().map(|column| (column.name.clone(), ChunkRule::fit(column, spec))).collect()
            }
        };
        let (given, labels) = estimated;
        let (scores, answers, truth) = Self::binary(classes, given, labels);
        let estimator = Estimator::fit(&scores, &answers, &truth, &spec.estimate);
        if let Err(error @ Error::Parameter { .. }) = estimator {
            return Err(error.into());
        }
        Ok(Self { reference, columns, quality, estimator: estimator.ok(), chunks, classes: classes.to_vec() })
    }

    /// Scores, answers and truth of the labelled rows as a question of two answers: the second class, or, with more classes,
    /// whether the answer is right.
    fn binary(classes: &[String], given: &Given, labels: &[Option<u32>]) -> (Vec<f64>, Vec<bool>, Vec<bool>) {
        let (mut scores, mut answers, mut truth) = (vec![], vec![], vec![]);
        for (row, label) in labels.iter().enumerate() {
            let (Some(label), Some(class)) = (label, given.classes.get(row)) else { continue };
            scores.push(Self::score(classes.len(), given, row));
            answers.push(classes.len() != 2 || *class == 1);
            truth.push(if classes.len() == 2 { *label == 1 } else { label == class });
        }
        (scores, answers, truth)
    }

    fn score(classes: usize, given: &Given, row: usize) -> f64 {
        let cell = if classes == 2 { given.shares.get(row * 2 + 1) } else { given.confidence.get(row) };
        cell.copied().unwrap_or(0.0)
    }

    /// Every figure that labels give; with more than two classes the accuracy alone.
    pub(super) fn measured(&self, given: &Given, labels: &[Option<u32>]) -> Option<Performance> {
        let (scores, answers, truth) = Self::binary(&self.classes, given, labels);
        let truth: Vec<f64> = truth.into_iter().map(|truth| f64::from(u8::from(truth))).collect();
        (!answers.is_empty()).then(|| self.plain(performance(&scores, &answers, &truth)))
    }

    /// Every figure to be expected without labels.
    pub(super) fn expected(&self, given: &Given) -> Option<Performance> {
        let count = self.classes.len();
        let scores: Vec<f64> = (0..given.classes.len()).map(|row| Self::score(count, given, row)).collect();
        let answers: Vec<bool> = given.classes.iter().map(|class| count != 2 || *class == 1).collect();
        let found = self.estimator.as_ref()?.estimate(&scores, &answers).ok()?;
        Some(self.plain(found))
    }

    fn plain(&self, found: Performance) -> Performance {
        if self.classes.len() == 2 { found } else { Performance { rows: found.rows, accuracy: found.accuracy, ..Performance::default() } }
    }

    /// Accuracy against its band.
    pub(super) fn check(&self, found: &Performance) -> Check {
        let checks = self.estimator.as_ref().map(|estimator| estimator.checks(found)).unwrap_or_default();
        checks.first().map_or(Check { value: found.accuracy, ..Check::default() }, |(_, check)| *check)
    }

    /// Looks at a window's data; answers are absent where the service failed.
    pub(super) fn judge(&self, window: &Table, given: Option<&Given>, spec: &WatchSpec) -> Result<Judged, Error> {
        let features: Vec<String> =
            window.columns.iter().map(|column| column.name.clone()).filter(|name| *name != spec.model.target).collect();
        let ours = |name: &String| self.columns.contains(name);
        let mut current = only(window, &features.iter().filter(|name| ours(name)).cloned().collect::<Vec<_>>());
        let quality = self.quality.check(&current);
        if let Some(given) = given {
            current.columns.push(as_column(given, &self.classes));
        }
        let drift = match &spec.rule {
            DriftRule::Evidently(rule) => compare(&self.reference, &current, rule)?,
            DriftRule::Nannyml(_) => self.by_chunks(&current),
        };
        let mark = |found: &ColumnFinding| match found {
            ColumnFinding::Measured(measured) if measured.drifted => 'd',
            ColumnFinding::Measured(_) => '.',
            ColumnFinding::Unmeasured(_) => '!',
        };
        let marks = drift.columns.iter().map(|column| mark(&column.found)).collect();
        let trouble = trouble(&quality, spec.quality_share);
        Ok(Judged { drift, quality, marks, trouble })
    }

    fn by_chunks(&self, current: &Table) -> DriftReport {
        let columns: Vec<_> = self
            .chunks
            .iter()
            .map(|(name, rule)| {
                let found = rule.clone().and_then(|rule| rule.check(name, current.column(name)));
                let found = found.map_or_else(|error| ColumnFinding::Unmeasured(error.into()), ColumnFinding::Measured);
                crate::protocol::report_drift::ColumnDrift { column: name.clone(), found }
            })
            .collect();
        let count = |wanted: fn(&ColumnFinding) -> bool| columns.iter().filter(|column| wanted(&column.found)).count() as u32;
        let measured = count(|found| matches!(found, ColumnFinding::Measured(_)));
        let drifted = count(|found| matches!(found, ColumnFinding::Measured(measured) if measured.drifted));
        let share = (measured > 0).then(|| f64::from(drifted) / f64::from(measured));
        DriftReport { columns, added: vec![], drifted, measured, share, dataset_drift: share.is_some_and(|share| share >= HALF) }
    }
}

/// What is wrong with a window's data, in words; what the reference never shows counts from this share on.
fn trouble(quality: &QualityReport, least: f64) -> Vec<String> {
    let mut found = vec![];
    let percent = |share: Option<f64>| format!("{:.1}%", share.unwrap_or(0.0) * 100.0);
    if quality.volume.alert {
        found.push(format!("{} rows, which is not usual", quality.volume.value.unwrap_or(0.0)));
    }
    if quality.duplicates.alert {
        found.push(format!("{} of the rows repeat another", percent(quality.duplicates.value)));
    }
    for column in &quality.columns {
        let above = |check: &Option<Check>| check.and_then(|check| check.value).filter(|share| *share > least);
        if let Some(wrong) = &column.wrong {
            found.push(wrong.what.clone());
        }
        if column.missing.alert && column.missing.value.is_some_and(|share| share > least) {
            found.push(format!("{} of {} are missing", percent(column.missing.value), column.column));
        }
        if let Some(share) = above(&column.out_of_range) {
            found.push(format!("{} of {} are outside the reference's range", percent(Some(share)), column.column));
        }
        if let Some(share) = above(&column.new_values) {
            found.push(format!("{} of {} are new: {}", percent(Some(share)), column.column, column.new_names.join(", ")));
        }
    }
    found
}
