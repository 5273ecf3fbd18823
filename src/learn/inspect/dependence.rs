//! Partial dependence: the model's mean answer as one feature is set to one value after another in every row.
//!
//! Friedman, *Greedy function approximation: a gradient boosting machine* (2001); Goldstein et al., *Peeking inside the black
//! box* (2015), for the single rows. The grid is scikit-learn's.

use crate::learn::Error;
use crate::protocol::inspect::PartialDependence;

/// Single rows shown beside the mean.
const ROWS: usize = 30;

/// Values to set a feature to: its distinct values if there are fewer than `resolution`, else evenly spaced ones from its 5th
/// to its 95th percentile as scipy's `mquantiles` takes them.
pub fn dependence_grid(values: &[f64], resolution: usize) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let ends = (plotting_quantile(&sorted, 0.05), plotting_quantile(&sorted, 0.95));
    sorted.dedup();
    match ends {
        (Some(low), Some(high)) if sorted.len() >= resolution && resolution > 1 => {
            let step = (high - low) / (resolution - 1) as f64;
            (0..resolution).map(|place| if place + 1 == resolution { high } else { low + step * place as f64 }).collect()
        }
        _ => sorted,
    }
}

/// Cunnane's quantile: the order statistics stand at (rank − 0.4) / (count + 0.2). Absent without values.
fn plotting_quantile(ascending: &[f64], share: f64) -> Option<f64> {
    let count = ascending.len();
    let place = count as f64 * share + 0.4 + 0.2 * share;
    let below = libm::floor(place.clamp(1.0, (count as f64 - 1.0).max(1.0))) as usize;
    let part = (place - below as f64).clamp(0.0, 1.0);
    let low = ascending.get(below - 1)?;
    Some((1.0 - part) * low + part * ascending.get(below).unwrap_or(low))
}

/// Gives one answer per row of encoded columns.
pub type PredictFn<'a> = dyn FnMut(&[Vec<f64>]) -> Result<Vec<f64>, Error> + 'a;

/// The answers at every value of the grid; the columns are restored before this returns.
pub fn partial_dependence(
    feature: &str,
    answer: &str,
    columns: &mut [Vec<f64>],
    place: usize,
    grid: &[f64],
    predict: &mut PredictFn<'_>,
) -> Result<PartialDependence, Error> {
    let found = columns.len();
    let Some(column) = columns.get_mut(place) else {
        return Err(Error::Shape { what: "the encoded table", unit: "columns", found, wanted: place + 1 });
    };
    let kept = column.clone();
    let every = kept.len().div_ceil(ROWS).max(1);
    let mut mean = Vec::with_capacity(grid.len());
    let mut rows: Vec<Vec<f64>> = vec![Vec::with_capacity(grid.len()); kept.len().div_ceil(every)];
    let mut outcome = Ok(());
    for value in grid {
        if let Some(column) = columns.get_mut(place) {
            column.fill(*value);
        }
        match predict(columns) {
            Ok(answers) => {
                mean.push(answers.iter().sum::<f64>() / answers.len().max(1) as f64);
                rows.iter_mut().zip(answers.iter().step_by(every)).for_each(|(row, answer)| row.push(*answer));
            }
            Err(error) => {
                outcome = Err(error);
                break;
            }
        }
    }
    if let Some(column) = columns.get_mut(place) {
        *column = kept;
    }
    outcome.map(|()| PartialDependence { feature: feature.into(), answer: answer.into(), grid: grid.to_vec(), mean, rows })
}
