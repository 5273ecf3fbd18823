//! How far predicted numbers are off, as scikit-learn counts it.
//!
//! Hyndman and Koehler, *Another look at measures of forecast accuracy*, International Journal of Forecasting 22 (2006).

use super::quantile::median;
use crate::dataset::order;
use crate::protocol::train::{RegressionScores, Residuals};

/// Points drawn at most, and how many of them are the rows with the largest errors.
const POINTS: usize = 400;
const WORST: usize = 20;
/// Bins of the histogram at most.
const MOST_BINS: usize = 40;

/// The headline errors; absent without rows.
pub fn regression_scores(actual: &[f64], predicted: &[f64]) -> Option<RegressionScores> {
    let rows = actual.len().min(predicted.len());
    if rows == 0 {
        return None;
    }
    let count = rows as f64;
    let mut sizes: Vec<f64> = actual.iter().zip(predicted).map(|(actual, predicted)| (actual - predicted).abs()).collect();
    let mae = sizes.iter().sum::<f64>() / count;
    let squares: f64 = sizes.iter().map(|size| size * size).sum();
    let mape = sizes.iter().zip(actual).map(|(size, actual)| size / actual.abs().max(f64::EPSILON)).sum::<f64>() / count;
    let max_error = sizes.iter().copied().fold(0.0, f64::max);
    let median_ae = median(&mut sizes).unwrap_or(0.0);
    let mse = squares / count;
    Some(RegressionScores { mae, mse, rmse: libm::sqrt(mse), r2: r2(actual, squares), median_ae, mape, max_error })
}

/// 1 − `squares` / Σ(actual − mean)²; absent below two rows, 1 or 0 where the target never varies.
fn r2(actual: &[f64], squares: f64) -> Option<f64> {
    if actual.len() < 2 {
        return None;
    }
    let mean = actual.iter().sum::<f64>() / actual.len() as f64;
    let spread: f64 = actual.iter().map(|value| (value - mean) * (value - mean)).sum();
    Some(if spread > 0.0 {
        1.0 - squares / spread
    } else if squares > 0.0 {
        0.0
    } else {
        1.0
    })
}

/// What the plots of the errors show. `rows` are the dataset's rows; every row is counted, a few hundred are drawn: the
/// largest errors, and the others evenly by their predicted value. Absent without rows.
pub fn residuals(target: &str, rows: &[u32], actual: &[f64], predicted: &[f64]) -> Option<Residuals> {
    let count = rows.len().min(actual.len()).min(predicted.len());
    if count == 0 {
        return None;
    }
    let errors: Vec<f64> = actual.iter().zip(predicted).map(|(actual, predicted)| actual - predicted).collect();
    let mean = errors.iter().sum::<f64>() / count as f64;
    let variance = errors.iter().map(|error| (error - mean) * (error - mean)).sum::<f64>() / count as f64;
    let (edges, counts) = histogram(&errors);
    let points = chosen(&errors, predicted).into_iter().map(|place| (rows[place], actual[place], predicted[place])).collect();
    Some(Residuals { target: target.into(), points, rows: count as u64, edges, counts, mean, std: libm::sqrt(variance) })
}

/// Places of the rows to draw, ascending.
fn chosen(errors: &[f64], predicted: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..errors.len()).collect();
    if places.len() <= POINTS {
        return places;
    }
    places.select_nth_unstable_by(WORST, |a, b| errors[*b].abs().total_cmp(&errors[*a].abs()).then(a.cmp(b)));
    let mut others = places.split_off(WORST);
    order::by(&mut others, |a, b| predicted[*a].total_cmp(&predicted[*b]).then(a.cmp(b)));
    let room = POINTS - WORST;
    places.extend((0..room).map(|step| others[step * others.len() / room]));
    places.sort_unstable();
    places
}

/// Equal-width bins, as many as √rows, 5 to 40, symmetric around 0 so that both signs can be compared.
fn histogram(errors: &[f64]) -> (Vec<f64>, Vec<u64>) {
    let reach = errors.iter().map(|error| error.abs()).fold(0.0, f64::max);
    let reach = if reach > 0.0 { reach } else { 0.5 };
    let bins = (libm::sqrt(errors.len() as f64) as usize).clamp(5, MOST_BINS);
    let width = 2.0 * reach / bins as f64;
    let edges = (0..=bins).map(|edge| -reach + width * edge as f64).collect();
    let mut counts = vec![0; bins];
    errors.iter().for_each(|error| counts[(((error + reach) / width) as usize).min(bins - 1)] += 1);
    (edges, counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_errors_are_always_drawn() {
        let rows: Vec<u32> = (0..5000).collect();
        let actual: Vec<f64> = rows.iter().map(|row| f64::from(*row)).collect();
        let predicted: Vec<f64> = rows.iter().map(|row| f64::from(*row) + if *row == 4321 { -90.0 } else { f64::from(row % 7) }).collect();
        let found = residuals("y", &rows, &actual, &predicted).unwrap();
        assert_eq!((found.points.len(), found.rows, found.counts.iter().sum::<u64>()), (POINTS, 5000, 5000));
        assert!(found.points.contains(&(4321, 4321.0, 4231.0)));
        assert!(found.points.windows(2).all(|pair| pair[0].0 < pair[1].0), "each row once");
        assert_eq!((found.edges.len(), found.edges[0]), (41, -90.0));
    }

    #[test]
    fn without_rows_there_is_no_error() {
        assert_eq!(regression_scores(&[], &[]), None);
        assert_eq!(residuals("y", &[], &[], &[]), None);
        assert_eq!(regression_scores(&[2.0], &[1.0]).unwrap().r2, None);
    }
}
