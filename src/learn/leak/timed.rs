//! Leaks in a table that goes on in time: the past is there to learn from, the latest third is the future.

use super::{experiment, report, within};
use crate::dataset::{Column, Table, Values};
use crate::learn::error::Error;
use crate::learn::holdout::{Division, Holdout};
use crate::learn::training_set::{Settings, TrainingSet};
use crate::protocol::leakage::{LeakReport, Promise, Scored};
use crate::protocol::{DatasetRef, DatePart, Encoder, PrepareSpec, SplitSpec, TrainSpec};

/// Share of the rows that is the future.
const FUTURE: f64 = 1.0 / 3.0;
/// Share of the past on which a model is validated.
const VALIDATION: f64 = 0.2;
const METRIC: &str = "roc_auc";

/// Some of a table's rows, and an experiment on them.
pub(super) struct Subsample {
    table: Table,
    spec: TrainSpec,
    time: String,
}

impl Subsample {
    pub(super) fn new(table: &Table, dataset: &DatasetRef, target: &str, time: &str, every: u32, seed: u64) -> Result<Self, Error> {
        within("every", every, (1, 100))?;
        table.column(time).ok_or_else(|| Error::NoColumn { column: time.to_owned() })?;
        let prepare = PrepareSpec {
            encoder: Encoder::Ordinal,
            date_parts: vec![DatePart::Month, DatePart::Day, DatePart::Weekday],
            ..PrepareSpec::default()
        };
        let split = SplitSpec { test_share: FUTURE, seed, time: Some(time.to_owned()), ..SplitSpec::default() };
        let spec = experiment(dataset, target, "hist_gradient_boosting", prepare, split);
        let columns = table.columns.iter().map(|column| every_other(column, every as usize)).collect();
        let rows = table.rows.div_ceil(every as usize);
        Ok(Self { table: Table { columns, rows, afterwards: table.afterwards.clone() }, spec, time: time.to_owned() })
    }

    /// The month of a row, as far as its time is written as year, month and day.
    fn month(&self, row: u32) -> String {
        let text = self.table.column(&self.time).and_then(|column| column.text(row as usize)).unwrap_or_default();
        text.get(..7).map_or(text.clone(), str::to_owned)
    }
}

/// A column that gives the answer away, and is empty where the model is used.
pub(super) fn answer(thin: &Subsample, column: &str, progress: &mut dyn FnMut(f64, &str)) -> Result<LeakReport, Error> {
    let honest = TrainingSet::read(&thin.table, &thin.spec)?;
    if thin.table.column(column).is_none() {
        return Err(Error::NoColumn { column: column.to_owned() });
    }
    let mut features = honest.spec.features.clone();
    features.push(column.to_owned());
    let leaky = TrainingSet::read(&thin.table, &TrainSpec { features, ..thin.spec.clone() })?;
    let mut empty = thin.table.clone();
    for own in empty.columns.iter_mut().filter(|own| own.name == column) {
        own.values = match &own.values {
            Values::Numeric(values) => Values::Numeric(vec![f64::NAN; values.len()]),
            Values::Text { codes, levels } => Values::Text { codes: vec![Values::MISSING; codes.len()], levels: levels.clone() },
        };
    }
    let (past, future) = (&honest.holdout.train, &honest.holdout.test);
    let inner = honest.division.select(past).split(VALIDATION, thin.spec.split.seed, honest.names())?;
    let inner = among(past, &inner);
    let mut step = FitProgress { done: 0, of: 4, progress };
    let promised = |training_set: &TrainingSet<'_>, used: &Table, step: &mut FitProgress<'_>| {
        let claimed = step.judge(thin, training_set, &inner, &thin.table)?;
        let delivered = step.judge(thin, training_set, &Holdout { train: past.clone(), test: future.clone() }, used)?;
        Ok::<_, Error>(promise(claimed, delivered))
    };
    let (with, without) = (promised(&leaky, &empty, &mut step)?, promised(&honest, &thin.table, &mut step)?);
    Ok(report(METRIC, 0.5, with, without, (past.len(), future.len()), 4))
}

/// Rows of the same days on both sides, and a future of other days.
pub(super) fn time(thin: &Subsample, progress: &mut dyn FnMut(f64, &str)) -> Result<LeakReport, Error> {
    let training_set = TrainingSet::read(&thin.table, &thin.spec)?;
    let (past, future) = (&training_set.holdout.train, &training_set.holdout.test);
    let seed = thin.spec.split.seed;
    let drawn = SplitSpec { time: None, ..thin.spec.split.clone() };
    let by_row = Division::read(&thin.table, &training_set.rows, training_set.labels(), &drawn)?.select(past).split(
        VALIDATION,
        seed,
        training_set.names(),
    )?;
    let by_time = training_set.division.select(past).split(VALIDATION, seed, training_set.names())?;
    let mut step = FitProgress { done: 0, of: 3, progress };
    let shuffled = step.judge(thin, &training_set, &among(past, &by_row), &thin.table)?;
    let ordered = step.judge(thin, &training_set, &among(past, &by_time), &thin.table)?;
    let delivered = step.judge(thin, &training_set, &Holdout { train: past.clone(), test: future.clone() }, &thin.table)?;
    let promises = (promise(shuffled, delivered.clone()), promise(ordered, delivered));
    Ok(report(METRIC, 0.5, promises.0, promises.1, (past.len(), future.len()), 3))
}

/// Fits one after the other, with the share done of all.
struct FitProgress<'a> {
    done: u32,
    of: u32,
    progress: &'a mut dyn FnMut(f64, &str),
}

impl FitProgress<'_> {
    /// Learns from one side and scores the other, whose columns are read from `used`; by month too.
    fn judge(&mut self, thin: &Subsample, training_set: &TrainingSet<'_>, sides: &Holdout, used: &Table) -> Result<Scored, Error> {
        let (done, of) = (f64::from(self.done), f64::from(self.of));
        self.done += 1;
        let settings = Settings::check(&training_set.spec.model, training_set.spec.split.seed)?;
        let heard = &mut *self.progress;
        let mut inner = |share: f64, doing: &str| heard((done + share) / of, &format!("model {} of {of}: {doing}", done + 1.0));
        let (encoding, model) = training_set.fit(&settings, &sides.train, &mut inner)?;
        let rows = training_set.rows_at(&sides.test);
        let given = model.as_ref().answer(&encoding.frame(used, &rows)?);
        let shares = if let crate::learn::training_set::ModelOutput::Shares(shares) = given { shares } else { Vec::new() };
        let score = |places: &[usize]| {
            let positions: Vec<u32> = places.iter().filter_map(|place| sides.test.get(*place).copied()).collect();
            let own: Vec<Vec<f64>> = places.iter().filter_map(|place| shares.get(*place).cloned()).collect();
            training_set.score(METRIC, &positions, &crate::learn::training_set::ModelOutput::Shares(own))
        };
        let mut months: Vec<(String, Vec<usize>)> = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let month = thin.month(*row);
            match months.iter_mut().find(|(name, _)| *name == month) {
                Some((_, places)) => places.push(place),
                None => months.push((month, vec![place])),
            }
        }
        let mut parts = Vec::new();
        for (month, places) in &months {
            parts.extend(score(places)?.map(|value| (month.clone(), value)));
        }
        let all: Vec<usize> = (0..rows.len()).collect();
        Ok(Scored { score: score(&all)?.unwrap_or(0.5), parts })
    }
}

fn promise(claimed: Scored, delivered: Scored) -> Promise {
    Promise { gap: claimed.score - delivered.score, gap_error: None, claimed, delivered }
}

/// Places in a list of positions as those positions.
fn among(positions: &[u32], places: &Holdout) -> Holdout {
    let at = |places: &[u32]| places.iter().filter_map(|place| positions.get(*place as usize).copied()).collect();
    Holdout { train: at(&places.train), test: at(&places.test) }
}

fn every_other(column: &Column, every: usize) -> Column {
    let values = match &column.values {
        Values::Numeric(values) => Values::Numeric(values.iter().step_by(every).copied().collect()),
        Values::Text { codes, levels } => Values::Text { codes: codes.iter().step_by(every).copied().collect(), levels: levels.clone() },
    };
    Column { name: column.name.clone(), values }
}
