//! What the training worker is asked: data, models, reports, files to take home.

mod drawing;
mod leaking;
mod learning;
mod pair;
mod sharing;

use std::rc::Rc;

use super::{Error, Files, Loaded, Worker, few, page, within};
use crate::dataset::{Table, order};
use crate::export;
use crate::learn::{Experiment, Regression};
use crate::protocol::report_regression::{NumbersComparison, Regressed};
use crate::protocol::{Behind, Command, Comparison, Outcome, Predict, Reply, Rows, RowsPage, TrainReport, TrainSpec, Trained, wire};
pub(super) use sharing::Apart;

/// A fitted experiment that is remembered.
#[derive(Clone)]
pub(super) enum Known {
    Classes(Rc<Experiment>),
    Numbers(Rc<Regression>),
}

impl Worker {
    pub(super) async fn train(
        &mut self,
        command: Command,
        files: &impl Files,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Reply, Error> {
        Ok(match command {
            Command::Describe(describe) => {
                let loaded = self.tables.get(&describe.dataset, files, progress).await?;
                let mut profile = loaded.profile().clone();
                if let Some(target) = describe.target {
                    column_of(&loaded, &target)?;
                    profile.target = Some(target);
                }
                let drawings = describe.draw_width.map(|width| drawing::columns(&profile, &loaded.table, within(width)));
                Reply::Describe(Box::new((profile, drawings.unwrap_or_default())))
            }
            Command::Train(train) => {
                let experiment = self.experiment(&train.spec, files, progress).await?;
                Reply::Train(Box::new(trained(&experiment, train.draw_width, train.lean)))
            }
            Command::Compare(compare) => {
                let left = self.experiment(&compare.left, files, &mut |share, doing| progress(share / 2.0, doing)).await?;
                let right = self.experiment(&compare.right, files, &mut |share, doing| progress(0.5 + share / 2.0, doing)).await?;
                let pairs = pair::compare(&left.report, &right.report);
                let mut both = trained(&left, compare.draw_width, compare.lean);
                if let Some(width) = compare.draw_width {
                    both.drawings.push(("compare".to_owned(), drawing::compare(&left.report, &right.report, within(width))));
                }
                Reply::Compare(Box::new(Comparison {
                    left: both,
                    right: trained(&right, compare.draw_width, compare.lean),
                    mcnemar_p: pairs.mcnemar_p,
                    only_left_right: pairs.only_left_right,
                    only_right_right: pairs.only_right_right,
                }))
            }
            Command::Predict(Predict { spec, row }) => {
                let known = self.known(&spec, files, progress).await?;
                Reply::Predict(Box::new(learning::predict(&known, &row)?))
            }
            Command::KeepModel(asked) => Reply::KeepModel(Box::new(match self.known(&asked.spec, files, progress).await? {
                Known::Classes(known) => known.keep(asked.most)?,
                Known::Numbers(known) => known.keep(asked.most)?,
            })),
            Command::DecisionMap(map) => {
                let experiment = self.experiment(&map.spec, files, progress).await?;
                let loaded = self.tables.get(&map.spec.dataset, files, progress).await?;
                Reply::DecisionMap(Box::new(drawing::decision_map(&experiment, &loaded.table, &map.x, &map.y, within(map.draw_width))?))
            }
            Command::Behind(asked) => {
                let experiment = self.experiment(&asked.spec, files, progress).await?;
                let loaded = self.tables.get(&asked.spec.dataset, files, progress).await?;
                Reply::Behind(Box::new(behind(&experiment.report, &loaded.table, &asked)?))
            }
            Command::Predictions(predictions) => {
                let known = self.known(&predictions.spec, files, progress).await?;
                let loaded = self.tables.get(&predictions.spec.dataset, files, progress).await?;
                Reply::Predictions(Box::new(match &known {
                    Known::Classes(known) => export::predictions(&known.report, &loaded.table, loaded.profile()),
                    Known::Numbers(known) => export::number_predictions(&known.report, &loaded.table, loaded.profile()),
                }))
            }
            Command::Regress(regress) => {
                let known = self.regression(&regress.spec, files, progress).await?;
                Reply::Regress(Box::new(regressed(&known, regress.draw_width, regress.lean)))
            }
            Command::CompareNumbers(compare) => {
                let left = self.regression(&compare.left, files, &mut |share, doing| progress(share / 2.0, doing)).await?;
                let right = self.regression(&compare.right, files, &mut |share, doing| progress(0.5 + share / 2.0, doing)).await?;
                Reply::CompareNumbers(Box::new(NumbersComparison {
                    paired: pair::compare_numbers(&left.report, &right.report)?,
                    left: regressed(&left, compare.draw_width, compare.lean),
                    right: regressed(&right, compare.draw_width, compare.lean),
                }))
            }
            Command::Estimate(asked) => {
                let loaded = self.tables.get(&asked.spec.dataset, files, progress).await?;
                let mut found = learning::estimate(&loaded.table, &asked.spec, asked.workers)?;
                if self.models.get(&wire::encode(&asked.spec)?).is_some() {
                    found.portions.clear();
                }
                Reply::Estimate(Box::new(found))
            }
            Command::Leak(leak) => Reply::Leak(Box::new(self.leak(leak, files, progress).await?)),
            Command::Share(asked) => Reply::Share(Box::new(self.share(&asked, files, progress).await?)),
            Command::Gather(asked) => Reply::Gather(Box::new(self.gather(asked, files, progress).await?)),
            _ => return Err(Error::new("this is no request to train", "This is a fault of the site; please report it.")),
        })
    }

    /// The fitted model of classes of a spec.
    async fn experiment(
        &mut self,
        spec: &TrainSpec,
        files: &impl Files,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Rc<Experiment>, Error> {
        match self.known(spec, files, progress).await? {
            Known::Classes(experiment) => Ok(experiment),
            Known::Numbers(_) => Err(Error::new(
                "this model predicts numbers, and the request is about classes",
                "Send regress for a model of numbers, or choose a model of classes.",
            )),
        }
    }

    /// The fitted model of numbers of a spec.
    async fn regression(
        &mut self,
        spec: &TrainSpec,
        files: &impl Files,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Rc<Regression>, Error> {
        match self.known(spec, files, progress).await? {
            Known::Numbers(regression) => Ok(regression),
            Known::Classes(_) => Err(Error::new(
                "this model predicts classes, and the request is about numbers",
                "Send train for a model of classes, or choose a model of numbers.",
            )),
        }
    }

    /// The fitted model of a spec: remembered, or trained now.
    async fn known(&mut self, spec: &TrainSpec, files: &impl Files, progress: &mut dyn FnMut(f64, &str)) -> Result<Known, Error> {
        let key = wire::encode(spec)?;
        if let Some(known) = self.models.get(&key) {
            return Ok(known);
        }
        let loaded = self.tables.get(&spec.dataset, files, progress).await?;
        let (known, full) = learning::train(&loaded.table, spec, &*self.clock, progress)?;
        self.remember(key, &full, &known)?;
        Ok(known)
    }

    /// Keeps a fitted model under its spec's key and under its full spec, which names the same experiment with every default
    /// filled in.
    fn remember(&mut self, key: String, full: &TrainSpec, known: &Known) -> Result<(), Error> {
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
fn behind(report: &TrainReport, table: &Table, asked: &Behind) -> Result<RowsPage, Error> {
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
