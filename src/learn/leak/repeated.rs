//! Leaks that are small or by chance, so that they show only over many repeats: the scaler, and the choice among noise.

use super::select::chosen;
use super::{experiment, over_repeats, report, within};
use crate::dataset::{Column, Table, Values};
use crate::learn::error::Error;
use crate::learn::holdout::Holdout;
use crate::learn::random::Random;
use crate::learn::training_set::{Settings, TrainingSet};
use crate::protocol::leakage::LeakReport;
use crate::protocol::{DatasetRef, PrepareSpec, Scaler, SplitSpec};

/// Folds of every validation.
const FOLDS: u32 = 5;
/// Rows of the future where columns are noise.
const FRESH: usize = 400;

/// Nearest neighbours, whose scaler has seen the rows they are tested on.
pub(super) fn scaler(
    table: &Table,
    dataset: &DatasetRef,
    target: &str,
    (rows, repeats): (u32, u32),
    seed: u64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<LeakReport, Error> {
    within("rows", rows, (20, 1000))?;
    within("repeats", repeats, (2, 200))?;
    let prepare = PrepareSpec { scaler: Scaler::Standard, ..PrepareSpec::default() };
    let split = SplitSpec { seed, ..SplitSpec::default() };
    let training_set = TrainingSet::read(table, &experiment(dataset, target, "k_neighbors", prepare, split))?;
    let all = training_set.rows.len();
    if all < rows as usize + 20 {
        return Err(Error::FewRows { rows: all, needed: rows as usize + 20, purpose: format!("learning from {rows} with 20 left over") });
    }
    let settings = Settings::check(&training_set.spec.model, seed)?;
    let share = 1.0 - f64::from(rows) / all as f64;
    let (mut leaky, mut honest, mut delivered) = (Vec::new(), Vec::new(), Vec::new());
    for repeat in 0..repeats {
        progress(f64::from(repeat) / f64::from(repeats), &format!("draw {} of {repeats}", repeat + 1));
        let drawn = training_set.division.split(share, seed.wrapping_add(u64::from(repeat)), training_set.names())?;
        let folds = training_set.folds(&drawn.train, FOLDS, seed)?;
        let (seen, frame) = training_set.prepare(&drawn.train)?;
        let with_leak = |fold: &Holdout| {
            let own = seen.frame(training_set.table, &training_set.rows_at(&fold.train))?;
            let model = training_set.fit_on(&settings, &seen, &own, &fold.train, &mut |_, _| {})?;
            training_set.score("accuracy", &fold.test, &training_set.ask(&seen, model.as_ref(), &fold.test)?)
        };
        leaky.push(mean_of(&folds, with_leak)?);
        honest.push(mean_of(&folds, |fold| {
            let (encoding, model) = training_set.fit(&settings, &fold.train, &mut |_, _| {})?;
            training_set.score("accuracy", &fold.test, &training_set.ask(&encoding, model.as_ref(), &fold.test)?)
        })?);
        let model = training_set.fit_on(&settings, &seen, &frame, &drawn.train, &mut |_, _| {})?;
        delivered.push(training_set.score("accuracy", &drawn.test, &training_set.ask(&seen, model.as_ref(), &drawn.test)?)?.unwrap_or(0.0));
    }
    let promises = (over_repeats(&leaky, &delivered), over_repeats(&honest, &delivered));
    let fits = u64::from(repeats) * u64::from(2 * FOLDS + 1);
    let most = share_of_the_largest(training_set.labels().unwrap_or_default(), training_set.answers.classes().len());
    Ok(report("accuracy", most, promises.0, promises.1, (rows as usize, all - rows as usize), fits))
}

/// Logistic regression on the best of many columns of noise; the answers are coin flips, so there is nothing to learn.
pub(super) fn selection(
    (rows, columns, kept): (u32, u32, u32),
    repeats: u32,
    seed: u64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<LeakReport, Error> {
    within("rows", rows, (20, 1000))?;
    within("columns", columns, (2, 5000))?;
    within("kept", kept, (1, columns))?;
    within("repeats", repeats, (2, 200))?;
    let dataset = DatasetRef::Own(String::new());
    let (mut leaky, mut honest, mut delivered) = (Vec::new(), Vec::new(), Vec::new());
    for repeat in 0..repeats {
        progress(f64::from(repeat) / f64::from(repeats), &format!("draw {} of {repeats}", repeat + 1));
        let table = noise(rows as usize + FRESH, columns as usize, seed, u64::from(repeat));
        let split = SplitSpec { seed: seed.wrapping_add(u64::from(repeat)), ..SplitSpec::default() };
        let mut spec = experiment(&dataset, "coin", "logistic_regression", PrepareSpec::default(), split);
        // Named before they are chosen: the study only needs to know where the answers are.
        spec.features = table.columns.iter().take(1).map(|column| column.name.clone()).collect();
        let mut training_set = TrainingSet::read(&table, &spec)?;
        let settings = Settings::check(&training_set.spec.model, seed)?;
        let numbers: Vec<&[f64]> = table.columns.iter().filter_map(numbers).collect();
        let past: Vec<u32> = (0..rows).collect();
        let fresh: Vec<u32> = (rows..table.rows as u32).collect();
        let folds = training_set.folds(&past, FOLDS, training_set.spec.split.seed)?;
        let seen = chosen(&table, &numbers, &past, &training_set.labels_at(&past), kept as usize);
        training_set.spec.features.clone_from(&seen);
        leaky.push(mean_of(&folds, |fold| judged(&training_set, &settings, fold))?);
        delivered.push(judged(&training_set, &settings, &Holdout { train: past, test: fresh })?.unwrap_or(0.0));
        honest.push(mean_of(&folds, |fold| {
            training_set.spec.features = chosen(&table, &numbers, &fold.train, &training_set.labels_at(&fold.train), kept as usize);
            judged(&training_set, &settings, fold)
        })?);
    }
    let promises = (over_repeats(&leaky, &delivered), over_repeats(&honest, &delivered));
    let fits = u64::from(repeats) * u64::from(2 * FOLDS + 1);
    Ok(report("accuracy", 0.5, promises.0, promises.1, (rows as usize, FRESH), fits))
}

fn judged(training_set: &TrainingSet<'_>, settings: &Settings, fold: &Holdout) -> Result<Option<f64>, Error> {
    let (encoding, model) = training_set.fit(settings, &fold.train, &mut |_, _| {})?;
    training_set.score("accuracy", &fold.test, &training_set.ask(&encoding, model.as_ref(), &fold.test)?)
}

fn mean_of(folds: &[Holdout], mut score: impl FnMut(&Holdout) -> Result<Option<f64>, Error>) -> Result<f64, Error> {
    let mut sum = 0.0;
    for fold in folds {
        sum += score(fold)?.unwrap_or(0.0);
    }
    Ok(sum / folds.len().max(1) as f64)
}

fn numbers(column: &Column) -> Option<&[f64]> {
    if let Values::Numeric(values) = &column.values { Some(values) } else { None }
}

/// Columns of standard normal numbers and a column of coin flips, which have nothing to do with each other.
fn noise(rows: usize, columns: usize, seed: u64, number: u64) -> Table {
    let mut random = Random::stream(seed, number);
    let mut normal = || {
        // Box and Muller (1958); 1 − u is never 0.
        let radius = (-2.0 * libm::log(1.0 - random.uniform())).sqrt();
        radius * libm::cos(std::f64::consts::TAU * random.uniform())
    };
    let mut made: Vec<Column> = (0..columns)
        .map(|at| Column { name: format!("noise_{at}"), values: Values::Numeric((0..rows).map(|_| normal()).collect()) })
        .collect();
    let mut coin = Random::stream(seed, number.wrapping_add(1 << 32));
    let codes = (0..rows).map(|_| coin.below(2)).collect();
    made.push(Column { name: "coin".into(), values: Values::Text { codes, levels: vec!["heads".into(), "tails".into()] } });
    Table { columns: made, rows, afterwards: vec![] }
}

fn share_of_the_largest(labels: &[u32], classes: usize) -> f64 {
    let mut counts = vec![0_u64; classes];
    labels.iter().for_each(|label| counts[*label as usize] += 1);
    counts.into_iter().max().unwrap_or(0) as f64 / labels.len().max(1) as f64
}
