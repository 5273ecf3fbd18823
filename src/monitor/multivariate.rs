//! Drift of all columns together: what no column shows alone, such as a relation between two that breaks.
//!
//! Reconstruction error of principal components after Qahtan et al., *A PCA-based change detection framework for
//! multidimensional data streams* (2015), and a classifier that tries to tell reference from current rows. Defaults are
//! NannyML 0.13.1's: components for 65% of the variance, mean ± 3 standard deviations of the reference's ten chunks; AUC by
//! five-fold cross-validation, in a band of 0.45 to 0.65. The classifier is our gradient boosting where NannyML takes LightGBM.

use std::collections::BTreeMap;

use linfa::ParamGuard;

use super::Error;
use super::chunks::band;
use super::estimate::roc_auc;
use crate::dataset::{Column, Table, Values};
use crate::learn::boosting::BoostingParams;
use crate::learn::pca::{Pca, PcaParams};
use crate::learn::random::Random;
use crate::protocol::drift::Check;
use crate::protocol::{BoostingSpec, PcaSpec};

/// Share of the variance that the kept components explain at least.
const EXPLAINED: f64 = 0.65;

/// Chunks of the reference from which the band is taken.
const CHUNKS: usize = 10;

/// Standard deviations that the band reaches.
const REACH: f64 = 3.0;

/// Parts of the cross-validation.
const FOLDS: usize = 5;

/// The band in which a classifier may tell reference from current rows.
const BAND: (f64, f64) = (0.45, 0.65);

/// How a column becomes numbers on one scale.
#[derive(Clone, Debug, PartialEq)]
struct ScaledColumn {
    name: String,
    /// How often each category occurs in the reference, as a share; absent for numbers.
    shares: Option<BTreeMap<String, f64>>,
    /// What a missing value counts for.
    fill: f64,
    mean: f64,
    spread: f64,
}

/// Principal components of a reference.
#[derive(Clone, Debug, PartialEq)]
pub struct Reconstruction {
    columns: Vec<ScaledColumn>,
    pca: Pca,
    kept: usize,
    band: Option<(f64, f64)>,
}

impl Reconstruction {
    /// Learns from the columns of the reference by these names; at least two, and as many rows as chunks.
    pub fn fit(reference: &Table, names: &[String]) -> Result<Self, Error> {
        if reference.rows < CHUNKS {
            return Err(Error::TooFew { which: "reference", found: reference.rows, test: "reconstruction", least: CHUNKS });
        }
        if names.len() < 2 {
            return Err(Error::TooFew { which: "list of columns", found: names.len(), test: "reconstruction", least: 2 });
        }
        let columns = names.iter().map(|name| ScaledColumn::fit(found(reference, name, "reference")?)).collect::<Result<Vec<_>, _>>()?;
        let numbers = scaled(&columns, reference)?;
        let learned = |error: crate::learn::Error| Error::Learning { what: error.to_string() };
        let params = PcaParams::new(&PcaSpec { n_components: None, whiten: false }, 0).check().map_err(learned)?;
        let pca = params.fit_columns(&numbers, &mut |_, _| {}).map_err(learned)?;
        let mut explained = 0.0;
        let enough = pca.explained_variance_ratio().iter().position(|ratio| {
            explained += ratio;
            explained > EXPLAINED
        });
        let kept = enough.map_or(pca.components().len(), |place| place + 1);
        let mut fitted = Self { columns, pca, kept, band: None };
        let errors = fitted.errors(&numbers);
        let chunks: Vec<Option<f64>> = errors.chunks(reference.rows / CHUNKS).map(mean).collect();
        fitted.band = band(&chunks, REACH);
        Ok(fitted)
    }

    /// Mean distance of the window's rows from their reconstruction, in standard deviations of the columns, from 0.
    pub fn check(&self, window: &Table) -> Result<Check, Error> {
        if window.rows == 0 {
            return Err(Error::NoRows { which: "current" });
        }
        let value = mean(&self.errors(&scaled(&self.columns, window)?));
        let outside = value.zip(self.band).is_some_and(|(value, (lower, upper))| value < lower || value > upper);
        Ok(Check { value, lower: self.band.map(|band| band.0), upper: self.band.map(|band| band.1), alert: outside })
    }

    /// Each row less its projection on the kept components.
    fn errors(&self, numbers: &[Vec<f64>]) -> Vec<f64> {
        let scores = self.pca.transform_of(numbers);
        let rows = numbers.first().map_or(0, Vec::len);
        let mut squares = vec![0.0; rows];
        for (column, mean) in numbers.iter().zip(self.pca.means()) {
            squares.iter_mut().zip(column).for_each(|(sum, value)| *sum += (value - mean) * (value - mean));
        }
        for direction in scores.iter().take(self.kept) {
            squares.iter_mut().zip(direction).for_each(|(sum, score)| *sum -= score * score);
        }
        squares.into_iter().map(|square| square.max(0.0).sqrt()).collect()
    }
}

impl ScaledColumn {
    fn fit(column: &Column) -> Result<Self, Error> {
        let mut fitted = Self { name: column.name.clone(), shares: None, fill: 0.0, mean: 0.0, spread: 1.0 };
        match &column.values {
            Values::Numeric(values) => {
                let finite: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
                fitted.fill = mean(&finite).ok_or(Error::NoRows { which: "reference" })?;
            }
            Values::Text { codes, levels } => {
                let mut counts = vec![0.0; levels.len()];
                codes.iter().filter_map(|code| levels.get(*code as usize).map(|_| *code as usize)).for_each(|code| counts[code] += 1.0);
                let most = counts.iter().copied().fold(0.0, f64::max);
                if most == 0.0 {
                    return Err(Error::NoRows { which: "reference" });
                }
                // A missing value counts for the most frequent category, also when shares are taken; of equals, the first name.
                let missing = codes.len() as f64 - counts.iter().sum::<f64>();
                let first = levels.iter().zip(&counts).filter(|(_, count)| **count == most).map(|(level, _)| level).min();
                let share = |(level, count): (&String, &f64)| {
                    let filled = if Some(level) == first { count + missing } else { *count };
                    (level.clone(), filled / codes.len() as f64)
                };
                fitted.shares = Some(levels.iter().zip(&counts).map(share).collect());
                fitted.fill = (most + missing) / codes.len() as f64;
            }
        }
        let plain = fitted.numbers(column)?;
        fitted.mean = mean(&plain).unwrap_or(0.0);
        let squares: Vec<f64> = plain.iter().map(|value| (value - fitted.mean) * (value - fitted.mean)).collect();
        let spread = mean(&squares).unwrap_or(0.0).sqrt();
        fitted.spread = if spread > 0.0 { spread } else { 1.0 };
        Ok(fitted)
    }

    fn numbers(&self, column: &Column) -> Result<Vec<f64>, Error> {
        let scale = |value: f64| (value - self.mean) / self.spread;
        match (&self.shares, &column.values) {
            (None, Values::Numeric(values)) => {
                Ok(values.iter().map(|value| scale(if value.is_finite() { *value } else { self.fill })).collect())
            }
            (Some(shares), Values::Text { codes, levels }) => {
                let known: Vec<f64> = levels.iter().map(|level| shares.get(level).copied().unwrap_or(0.0)).collect();
                Ok(codes.iter().map(|code| scale(known.get(*code as usize).copied().unwrap_or(self.fill))).collect())
            }
            (None, _) => Err(Error::KindChanged { column: self.name.clone(), was: "numbers", is: "text" }),
            (Some(_), _) => Err(Error::KindChanged { column: self.name.clone(), was: "text", is: "numbers" }),
        }
    }
}

fn scaled(columns: &[ScaledColumn], table: &Table) -> Result<Vec<Vec<f64>>, Error> {
    columns.iter().map(|column| column.numbers(found(table, &column.name, "current")?)).collect()
}

fn found<'a>(table: &'a Table, name: &str, which: &'static str) -> Result<&'a Column, Error> {
    table.column(name).ok_or_else(|| Error::NoColumn { which, column: name.into() })
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Area under the ROC curve of a classifier that tells current from reference rows, each row judged by a model that did not
/// see it: 0.5 where it cannot. At least as many rows a side as folds.
pub fn domain_classifier(reference: &Table, current: &Table, names: &[String], seed: u64) -> Result<Check, Error> {
    for (table, which) in [(reference, "reference"), (current, "current")] {
        if table.rows < FOLDS {
            return Err(Error::TooFew { which, found: table.rows, test: "the domain classifier", least: FOLDS });
        }
    }
    let columns = names.iter().map(|name| joined(reference, current, name)).collect::<Result<Vec<_>, _>>()?;
    let rows = reference.rows + current.rows;
    let labels: Vec<u8> = (0..rows).map(|row| u8::from(row >= reference.rows)).collect();
    // Each side is shuffled and dealt out, so that every fold has the same share of both.
    let mut folds = vec![0; rows];
    let mut random = Random::stream(seed, 0);
    for side in [0..reference.rows, reference.rows..rows] {
        let mut places: Vec<usize> = side.collect();
        random.shuffle(&mut places);
        places.iter().enumerate().for_each(|(dealt, place)| folds[*place] = dealt % FOLDS);
    }
    let learned = |error: crate::learn::Error| Error::Learning { what: error.to_string() };
    let mut scores = vec![0.0; rows];
    for fold in 0..FOLDS {
        let part = |inside: bool| (0..rows).filter(|row| (folds[*row] == fold) == inside).collect::<Vec<usize>>();
        let (train, test) = (part(false), part(true));
        let taken = |rows: &[usize]| columns.iter().map(|column| rows.iter().map(|row| column[*row]).collect()).collect::<Vec<Vec<f64>>>();
        let train_labels: Vec<u8> = train.iter().map(|row| labels[*row]).collect();
        let params = BoostingParams::new(&BoostingSpec::default(), seed).check().map_err(learned)?;
        let model = params.fit_columns(&taken(&train), &train_labels, 2, &mut |_, _| {}).map_err(learned)?;
        let shares = model.probabilities_of(&taken(&test));
        shares.chunks_exact(2).zip(&test).for_each(|(pair, row)| scores[*row] = pair[1]);
    }
    let truth: Vec<f64> = labels.iter().map(|label| f64::from(*label)).collect();
    let value = roc_auc(&scores, &truth);
    let outside = value.is_some_and(|value| value < BAND.0 || value > BAND.1);
    Ok(Check { value, lower: Some(BAND.0), upper: Some(BAND.1), alert: outside })
}

/// A column of both sides as numbers; categories by their place in the alphabet, missing values and infinities as NaN.
fn joined(reference: &Table, current: &Table, name: &str) -> Result<Vec<f64>, Error> {
    match (&found(reference, name, "reference")?.values, &found(current, name, "current")?.values) {
        (Values::Numeric(left), Values::Numeric(right)) => {
            Ok(left.iter().chain(right).map(|value| if value.is_finite() { *value } else { f64::NAN }).collect())
        }
        (Values::Text { codes, levels }, Values::Text { codes: now, levels: now_levels }) => {
            let mut all: Vec<&String> = levels.iter().chain(now_levels).collect();
            all.sort_unstable();
            all.dedup();
            let places = |levels: &[String]| -> Vec<f64> {
                levels.iter().map(|level| all.binary_search(&level).map_or(f64::NAN, |place| place as f64)).collect()
            };
            let (left, right) = (places(levels), places(now_levels));
            let at = |places: &[f64], code: &u32| places.get(*code as usize).copied().unwrap_or(f64::NAN);
            Ok(codes.iter().map(|code| at(&left, code)).chain(now.iter().map(|code| at(&right, code))).collect())
        }
        _ => Err(Error::KindChanged { column: name.into(), was: "one kind", is: "another" }),
    }
}
