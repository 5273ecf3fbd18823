//! What one version of the model is watched against: its reference, and the rules fitted to it.

use super::service::{ServedPredictions, as_column};
use super::table::only;
use crate::dataset::Table;
use crate::monitor::{ChunkRule, Error, Estimator, Predicted, Quality, against, compare, one_hot, performance};
use crate::protocol::drift::{Check, ColumnFinding, DriftReport, Performance, QualityReport};
use crate::protocol::{DriftRule, PerformanceMetric, WatchSpec};

/// Share of the columns from which NannyML's rule calls the table drifted here.
const HALF: f64 = 0.5;

/// A reference and all that was learned from it.
#[derive(Clone, Debug)]
pub(super) struct MonitoringBaseline {
    /// Watched columns, answers last.
    pub(super) reference: Table,
    pub(super) columns: Vec<String>,
    quality: Quality,
    /// Absent where there are too few rows with labels.
    estimator: Option<Estimator>,
    /// Where the figure that stands for performance usually lies.
    band: Option<(f64, f64)>,
    metric: PerformanceMetric,
    chunks: Vec<(String, Result<ChunkRule, Error>)>,
    classes: Vec<String>,
}

/// What the monitors say about a window's data.
pub(super) struct WindowFindings {
    pub(super) drift: DriftReport,
    pub(super) quality: QualityReport,
    /// One letter a column.
    pub(super) marks: String,
    /// Problems of the data, in words.
    pub(super) trouble: Vec<String>,
    /// Share of rows with a value that the reference never shows.
    pub(super) unseen: Option<f64>,
}

/// Answers to rows whose label is known.
#[derive(Default)]
struct LabelledPredictions {
    shares: Vec<f64>,
    answers: Vec<u32>,
    labels: Vec<u32>,
}

impl LabelledPredictions {
    fn of(classes: usize, given: &ServedPredictions, labels: &[Option<u32>]) -> Self {
        let mut known = Self::default();
        for ((label, class), shares) in labels.iter().zip(&given.classes).zip(given.shares.chunks_exact(classes.max(1))) {
            let Some(label) = label else { continue };
            known.shares.extend_from_slice(shares);
            known.answers.push(*class);
            known.labels.push(*label);
        }
        known
    }

    fn answered(&self, classes: usize, with_roc_auc: bool) -> Predicted<'_> {
        Predicted { classes, shares: &self.shares, answers: &self.answers, with_roc_auc }
    }
}

impl MonitoringBaseline {
    /// Learns from reference rows and the answers to them; `estimated` are the rows that the model has not learned from.
    pub(super) fn new(
        table: &Table,
        features: &[String],
        given: &ServedPredictions,
        estimated: (&ServedPredictions, &[Option<u32>]),
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
        let with_roc_auc = spec.metric == PerformanceMetric::RocAuc;
        let known = LabelledPredictions::of(classes.len(), given, labels);
        let estimator = Estimator::fit(&known.answered(classes.len(), with_roc_auc), &known.labels, &spec.estimate);
        if let Err(error @ Error::Parameter { .. }) = estimator {
            return Err(error.into());
        }
        let estimator = estimator.ok();
        let most = if spec.metric.is_loss() { f64::INFINITY } else { 1.0 };
        let band = estimator.as_ref().and_then(|own| own.band(|found| spec.metric.of(found, classes), most));
        Ok(Self { reference, columns, quality, estimator, band, metric: spec.metric.clone(), chunks, classes: classes.to_vec() })
    }

    fn answered<'a>(&self, given: &'a ServedPredictions) -> Predicted<'a> {
        let with_roc_auc = self.metric == PerformanceMetric::RocAuc;
        Predicted { classes: self.classes.len(), shares: &given.shares, answers: &given.classes, with_roc_auc }
    }

    /// Every figure that labels give; absent without any.
    pub(super) fn measured(&self, given: &ServedPredictions, labels: &[Option<u32>]) -> Option<Performance> {
        let classes = self.classes.len();
        let known = LabelledPredictions::of(classes, given, labels);
        let answered = known.answered(classes, self.metric == PerformanceMetric::RocAuc);
        (!known.labels.is_empty()).then(|| performance(&answered, &one_hot(&known.labels, classes)))
    }

    /// Every figure to be expected without labels.
    pub(super) fn expected(&self, given: &ServedPredictions) -> Option<Performance> {
        self.estimator.as_ref()?.estimate(&self.answered(given)).ok()
    }

    /// The figure that stands for performance, against its band.
    pub(super) fn check(&self, found: &Performance) -> Check {
        against(self.metric.of(found, &self.classes), self.band)
    }

    /// Looks at a window's data; answers are absent where the service failed.
    pub(super) fn judge(&self, window: &Table, given: Option<&ServedPredictions>, spec: &WatchSpec) -> Result<WindowFindings, Error> {
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
        let unseen = self.quality.unseen(window);
        Ok(WindowFindings { drift, quality, marks, trouble, unseen })
    }

    /// Keeps another version's usual range: this version is not accepted yet, so its own range is no reference.
    pub(super) fn keep_band(&mut self, of: &Self) {
        self.band = of.band;
    }

    fn by_chunks(&self, current: &Table) -> DriftReport {
        let columns: Vec<_> = self
            .chunks
            .iter()
            .map(|(name, rule)| {
                let found = rule.clone().and_then(|rule| rule.check(name, current.column(name)));
                let found = found.map_or_else(|error| ColumnFinding::Unmeasured(error.into()), ColumnFinding::Measured);
                crate::protocol::drift::ColumnDrift { column: name.clone(), found }
            })
            .collect();
        let count = |wanted: fn(&ColumnFinding) -> bool| columns.iter().filter(|column| wanted(&column.found)).count() as u32;
        let measured = count(|found| matches!(found, ColumnFinding::Measured(_)));
        let drifted = count(|found| matches!(found, ColumnFinding::Measured(measured) if measured.drifted));
        let share = (measured > 0).then(|| f64::from(drifted) / f64::from(measured));
        DriftReport { columns, added: vec![], drifted, measured, share, dataset_drift: share.is_some_and(|share| share >= HALF) }
    }
}

/// Problems of a window's data, in words; values that the reference never has count from this share on.
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
