//! Four leaks: a model is judged with the leak and without, then used on rows that nobody touched.
//!
//! The answers to both questions come from the same code that judges every other model here; only what it is shown differs.
//! Kaufman, Rosset, Perlich, *Leakage in data mining* (2012); for the choice of columns Ambroise and McLachlan, *Selection
//! bias in gene extraction* (2002).

mod repeated;
mod select;
mod timed;

use super::error::Error;
use crate::dataset::Table;
use crate::protocol::leakage::{LeakCase, LeakReport, Promise, Scored};
use crate::protocol::{DatasetRef, EarlyStopping, ModelSpec, PrepareSpec, SplitSpec, TrainSpec};

/// Judges a model both ways. `table` is not looked at where columns are noise; `progress` hears the share done.
pub fn leak(
    table: &Table,
    dataset: &DatasetRef,
    case: &LeakCase,
    seed: u64,
    clock: &dyn Fn() -> f64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<LeakReport, Error> {
    let start = clock();
    let mut report = match case {
        LeakCase::Answer { target, column, time, every } => {
            let thin = timed::Subsample::new(table, dataset, target, time, *every, seed)?;
            timed::answer(&thin, column, progress)?
        }
        LeakCase::Time { target, time, every } => {
            timed::time(&timed::Subsample::new(table, dataset, target, time, *every, seed)?, progress)?
        }
        LeakCase::Scaler { target, rows, repeats } => repeated::scaler(table, dataset, target, (*rows, *repeats), seed, progress)?,
        LeakCase::Selection { rows, columns, kept, repeats } => repeated::selection((*rows, *columns, *kept), *repeats, seed, progress)?,
    };
    report.case = case.clone();
    report.fit_millis = clock() - start;
    Ok(report)
}

/// A report without a case or a time: they are added at the end.
fn report(metric: &str, chance: f64, leaky: Promise, honest: Promise, (rows, future_rows): (usize, usize), fits: u64) -> LeakReport {
    LeakReport {
        case: LeakCase::Time { target: String::new(), time: String::new(), every: 1 },
        metric: metric.to_owned(),
        chance,
        leaky,
        honest,
        rows: rows as u64,
        future_rows: future_rows as u64,
        fits,
        drawing: None,
        fit_millis: 0.0,
    }
}

/// An experiment with a model at its defaults.
fn experiment(dataset: &DatasetRef, target: &str, model: &str, prepare: PrepareSpec, split: SplitSpec) -> TrainSpec {
    let mut model = ModelSpec::by_id(model).unwrap_or_else(|| ModelSpec::KNeighbors(Default::default()));
    if let ModelSpec::HistGradientBoosting(spec) = &mut model {
        // With it the number of rows would decide how long a model learns, and models could not be compared.
        spec.early_stopping = EarlyStopping::Off;
    }
    TrainSpec { dataset: dataset.clone(), target: target.to_owned(), features: vec![], prepare: Box::new(prepare), split, model, folds: 0 }
}

fn within(name: &'static str, value: u32, (low, high): (u32, u32)) -> Result<(), Error> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(Error::Parameter { name, value: value.to_string(), takes: format!("a whole number from {low} to {high}") })
}

/// Repeats side by side, with the standard error of their mean difference.
fn over_repeats(claimed: &[f64], delivered: &[f64]) -> Promise {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let scored = |values: &[f64]| Scored {
        score: mean(values),
        parts: values.iter().enumerate().map(|(at, value)| ((at + 1).to_string(), *value)).collect(),
    };
    let gaps: Vec<f64> = claimed.iter().zip(delivered).map(|(claimed, delivered)| claimed - delivered).collect();
    let gap = mean(&gaps);
    let squares: f64 = gaps.iter().map(|one| (one - gap) * (one - gap)).sum();
    let count = gaps.len() as f64;
    let gap_error = (gaps.len() > 1).then(|| (squares / (count - 1.0) / count).sqrt());
    Promise { claimed: scored(claimed), delivered: scored(delivered), gap, gap_error }
}

#[cfg(test)]
mod tests;
