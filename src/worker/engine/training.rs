//! Data, models and reports.

mod drawing;
mod leaking;
pub(super) mod learning;
mod pair;

use std::rc::Rc;

use super::{Engine, Error, Files, Loaded, few, page, within};
use crate::dataset::{Table, order};
use crate::export;
use crate::learn::training_set::ModelRef;
use crate::learn::{Experiment, Fitted, Regression};
use crate::protocol::train::{NumbersComparison, Regressed};
use crate::protocol::{
    CellRows, Compare, CompareNumbers, Comparison, DatasetProfile, DecisionMap, DecisionRegions, Describe, Drawing, Estimate, Estimated,
    FittedModel, KeepModel, Outcome, Predict, Prediction, Predictions, Regress, Rows, RowsPage, ScriptText, Train, TrainReport, TrainSpec,
    Trained, wire,
};

/// A fitted experiment that is remembered.
#[derive(Clone)]
pub(super) enum CachedExperiment {
    Classes(Rc<Experiment>),
    Numbers(Rc<Regression>),
}

impl CachedExperiment {
    /// What a closer look needs of it.
    pub(super) fn fitted(&self) -> Fitted<'_> {
        match self {
            Self::Classes(known) => Fitted { encoding: &known.encoding, model: ModelRef::Classes(&known.model) },
            Self::Numbers(known) => Fitted { encoding: &known.encoding, model: ModelRef::Numbers(&known.model) },
        }
    }
}

impl<F: Files> Engine<F> {
    pub(super) async fn describe(
        &mut self,
        asked: Describe,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<(DatasetProfile, Vec<(String, Drawing)>), Error> {
        let loaded = self.tables.get(&asked.dataset, &self.files, progress).await?;
        let mut profile = loaded.profile().clone();
        if let Some(target) = asked.target {
            column_of(&loaded, &target)?;
            profile.target = Some(target);
        }
        let drawings = asked.draw_width.map(|width| drawing::columns(&profile, &loaded.table, within(width)));
        Ok((profile, drawings.unwrap_or_default()))
    }

    pub(super) async fn train(&mut self, asked: &Train, progress: &mut dyn FnMut(f64, &str)) -> Result<Trained, Error> {
        let experiment = self.experiment(&asked.spec, progress).await?;
        Ok(trained(&experiment, asked.draw_width, asked.lean))
    }

    pub(super) async fn compare(&mut self, asked: &Compare, progress: &mut dyn FnMut(f64, &str)) -> Result<Comparison, Error> {
        let left = self.experiment(&asked.left, &mut |share, doing| progress(share / 2.0, doing)).await?;
        let right = self.experiment(&asked.right, &mut |share, doing| progress(0.5 + share / 2.0, doing)).await?;
        let pairs = pair::compare(&left.report, &right.report);
        let mut both = trained(&left, asked.draw_width, asked.lean);
        if let Some(width) = asked.draw_width {
            both.drawings.push(("compare".to_owned(), drawing::compare(&left.report, &right.report, within(width))));
        }
        Ok(Comparison {
            left: both,
            right: trained(&right, asked.draw_width, asked.lean),
            mcnemar_p: pairs.mcnemar_p,
            only_left_right: pairs.only_left_right,
            only_right_right: pairs.only_right_right,
        })
    }

    pub(super) async fn regress(&mut self, asked: &Regress, progress: &mut dyn FnMut(f64, &str)) -> Result<Regressed, Error> {
        let known = self.regression(&asked.spec, progress).await?;
        Ok(regressed(&known, asked.draw_width, asked.lean))
    }

    pub(super) async fn compare_numbers(
        &mut self,
        asked: &CompareNumbers,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<NumbersComparison, Error> {
        let left = self.regression(&asked.left, &mut |share, doing| progress(share / 2.0, doing)).await?;
        let right = self.regression(&asked.right, &mut |share, doing| progress(0.5 + share / 2.0, doing)).await?;
        Ok(NumbersComparison {
            paired: pair::compare_numbers(&left.report, &right.report)?,
            left: regressed(&left, asked.draw_width, asked.lean),
            right: regressed(&right, asked.draw_width, asked.lean),
        })
    }

    pub(super) async fn predict(&mut self, asked: &Predict, progress: &mut dyn FnMut(f64, &str)) -> Result<Prediction, Error> {
        learning::predict(&self.known(&asked.spec, progress).await?, &asked.row)
    }

    pub(super) async fn keep_model(&mut self, asked: &KeepModel, progress: &mut dyn FnMut(f64, &str)) -> Result<FittedModel, Error> {
        Ok(match self.known(&asked.spec, progress).await? {
            CachedExperiment::Classes(known) => known.keep(asked.most)?,
            CachedExperiment::Numbers(known) => known.keep(asked.most)?,
        })
    }

    pub(super) async fn decision_map(
        &mut self,
        asked: &DecisionMap,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<DecisionRegions, Error> {
        let experiment = self.experiment(&asked.spec, progress).await?;
        let loaded = self.tables.get(&asked.spec.dataset, &self.files, progress).await?;
        drawing::decision_map(&experiment, &loaded.table, &asked.x, &asked.y, within(asked.draw_width))
    }

    pub(super) async fn cell_rows(&mut self, asked: &CellRows, progress: &mut dyn FnMut(f64, &str)) -> Result<RowsPage, Error> {
        let experiment = self.experiment(&asked.spec, progress).await?;
        let loaded = self.tables.get(&asked.spec.dataset, &self.files, progress).await?;
        cell_rows(&experiment.report, &loaded.table, asked)
    }

    pub(super) async fn predictions(&mut self, asked: &Predictions, progress: &mut dyn FnMut(f64, &str)) -> Result<ScriptText, Error> {
        let known = self.known(&asked.spec, progress).await?;
        let loaded = self.tables.get(&asked.spec.dataset, &self.files, progress).await?;
        Ok(match &known {
            CachedExperiment::Classes(known) => export::predictions(&known.report, &loaded.table, loaded.profile()),
            CachedExperiment::Numbers(known) => export::number_predictions(&known.report, &loaded.table, loaded.profile()),
        })
    }

    pub(super) async fn estimate(&mut self, asked: &Estimate, progress: &mut dyn FnMut(f64, &str)) -> Result<Estimated, Error> {
        let loaded = self.tables.get(&asked.spec.dataset, &self.files, progress).await?;
        let mut found = learning::estimate(&loaded.table, &asked.spec, asked.workers)?;
        if self.models.get(&wire::encode(&asked.spec)?).is_some() {
            found.portions.clear();
        }
        Ok(found)
    }

    /// The fitted model of classes of a spec.
    async fn experiment(&mut self, spec: &TrainSpec, progress: &mut dyn FnMut(f64, &str)) -> Result<Rc<Experiment>, Error> {
        match self.known(spec, progress).await? {
            CachedExperiment::Classes(experiment) => Ok(experiment),
            CachedExperiment::Numbers(_) => Err(Error::new(
                "this model predicts numbers, and the request is about classes",
                "Send regress for a model of numbers, or choose a model of classes.",
            )),
        }
    }

    /// The fitted model of numbers of a spec.
    async fn regression(&mut self, spec: &TrainSpec, progress: &mut dyn FnMut(f64, &str)) -> Result<Rc<Regression>, Error> {
        match self.known(spec, progress).await? {
            CachedExperiment::Numbers(regression) => Ok(regression),
            CachedExperiment::Classes(_) => Err(Error::new(
                "this model predicts classes, and the request is about numbers",
                "Send train for a model of classes, or choose a model of numbers.",
            )),
        }
    }

    /// The fitted model of a spec: remembered, or trained now.
    pub(super) async fn known(&mut self, spec: &TrainSpec, progress: &mut dyn FnMut(f64, &str)) -> Result<CachedExperiment, Error> {
        let key = wire::encode(spec)?;
        if let Some(known) = self.models.get(&key) {
            return Ok(known);
        }
        let loaded = self.tables.get(&spec.dataset, &self.files, progress).await?;
        let (known, full) = learning::train(&loaded.table, spec, &*self.clock, progress)?;
        self.remember(key, &full, &known)?;
        Ok(known)
    }

    /// Keeps a fitted model under its spec's key and under its full spec, which names the same experiment with every default
    /// filled in.
    pub(super) fn remember(&mut self, key: String, full: &TrainSpec, known: &CachedExperiment) -> Result<(), Error> {
        self.models.insert(wire::encode(full)?, known.clone(), 1);
        self.models.insert(key, known.clone(), 1);
        Ok(())
    }
}

fn regressed(regression: &Regression, draw_width: Option<u32>, lean: bool) -> Regressed {
    let drawings = draw_width.map(|width| drawing::regression(&regression.report, within(width))).unwrap_or_default();
    let mut report = regression.report.clone();
    if lean {
        report.outcomes = vec![];
    }
    Regressed { report, drawings }
}

fn trained(experiment: &Experiment, draw_width: Option<u32>, lean: bool) -> Trained {
    let drawings = draw_width.map(|width| drawing::training(&experiment.report, within(width))).unwrap_or_default();
    let mut report = experiment.report.clone();
    if lean {
        report.outcomes = vec![];
        for curve in report.roc.iter_mut().chain(&mut report.precision_recall) {
            (curve.x, curve.y, curve.threshold) = Default::default();
        }
    }
    Trained { report, drawings }
}

fn column_of(loaded: &Loaded, name: &str) -> Result<(), Error> {
    if loaded.table.column(name).is_some() {
        return Ok(());
    }
    let names: Vec<&str> = loaded.table.columns.iter().take(20).map(|column| column.name.as_str()).collect();
    Err(Error::new(format!("there is no column “{name}”"), format!("Choose one of these: {}.", names.join(", "))))
}

/// The test rows of a cell, the surest first; equally sure ones in the order of the data.
fn cell_rows(report: &TrainReport, table: &Table, asked: &CellRows) -> Result<RowsPage, Error> {
    few(asked.most as usize)?;
    let in_cell = |outcome: &&Outcome| (outcome.actual, outcome.predicted) == (asked.actual, asked.predicted);
    let mut outcomes: Vec<&Outcome> = report.outcomes.iter().filter(in_cell).collect();
    order::by(&mut outcomes, |left, right| right.confidence.total_cmp(&left.confidence).then(left.row.cmp(&right.row)));
    outcomes.truncate(asked.most as usize);
    let rows = outcomes.iter().map(|outcome| outcome.row).collect();
    let mut page = page(table, &Rows { dataset: asked.spec.dataset.clone(), rows })?;
    page.columns.insert(0, "confidence".to_owned());
    for ((_, cells), outcome) in page.rows.iter_mut().zip(outcomes) {
        cells.insert(0, Some(format!("{:.3}", outcome.confidence)));
    }
    Ok(page)
}
