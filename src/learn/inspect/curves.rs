//! Learning curve and validation curve: the score on known and on unseen rows, as the data or one setting grows.
//!
//! Perlich, *Learning curves in machine learning* (2010). Sizes and order are those of scikit-learn's `learning_curve` with
//! `shuffle=True`: each smaller training part is contained in the next. The draws are ours, and keep every class in its share.

use crate::learn::Error;
use crate::learn::holdout::Holdout;
use crate::learn::random::Random;
use crate::protocol::float;
use crate::protocol::inspect::{ScoreCurve, ScorePoint};

const STREAM: u64 = 0x4C43_5256;

/// Fits on the first rows and gives the scores on them and on the second; higher is better.
pub type FitScoreFn<'a> = dyn FnMut(&[u32], &[u32]) -> Result<(f64, f64), Error> + 'a;

/// The same with a parameter's value, as Python prints it.
pub type FitScoreAtFn<'a> = dyn FnMut(&str, &[u32], &[u32]) -> Result<(f64, f64), Error> + 'a;

/// Training sizes from shares 0..=1 of the smallest fold's training rows, ascending, each once and at least `fewest`.
pub fn train_sizes(shares: &[f64], folds: &[Holdout], fewest: usize) -> Vec<usize> {
    let most = folds.iter().map(|fold| fold.train.len()).min().unwrap_or(0);
    let mut sizes: Vec<usize> = shares.iter().map(|share| ((share * most as f64) as usize).clamp(fewest.min(most), most)).collect();
    sizes.sort_unstable();
    sizes.dedup();
    sizes
}

/// The scores at each training size, over the folds. `labels` are the classes of the positions the folds speak of, where
/// there are classes; `progress` gets the share done and the name of the current step.
pub fn learning_curve(
    metric: &str,
    folds: &[Holdout],
    sizes: &[usize],
    labels: Option<&[u32]>,
    seed: u64,
    fit: &mut FitScoreFn<'_>,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<ScoreCurve, Error> {
    let orders: Vec<Vec<u32>> = (0..).zip(folds).map(|(number, fold)| sample_order(&fold.train, labels, seed, number)).collect();
    let mut points = Vec::with_capacity(sizes.len());
    // The cost grows with the rows, so the share done does too.
    let all: f64 = sizes.iter().map(|size| *size as f64).sum::<f64>() * folds.len() as f64;
    let mut done = 0.0;
    for size in sizes {
        let mut scores = Vec::with_capacity(folds.len());
        for (order, fold) in orders.iter().zip(folds) {
            progress(done / all.max(1.0), &format!("learning from {size} rows"));
            let mut train = order.get(..*size).unwrap_or(order).to_vec();
            train.sort_unstable();
            scores.push(fit(&train, &fold.test)?);
            done += *size as f64;
        }
        points.push(point(size.to_string(), Some(*size as f64), &scores));
    }
    progress(1.0, "learning curve");
    Ok(ScoreCurve { along: "training rows".into(), metric: metric.into(), points })
}

/// The scores at each value of one parameter, over the folds; values are as Python prints them, in the order to show.
pub fn validation_curve(
    metric: &str,
    parameter: &str,
    values: &[String],
    folds: &[Holdout],
    fit: &mut FitScoreAtFn<'_>,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<ScoreCurve, Error> {
    let mut points = Vec::with_capacity(values.len());
    let all = (values.len() * folds.len()).max(1) as f64;
    for (place, value) in values.iter().enumerate() {
        let mut scores = Vec::with_capacity(folds.len());
        for (number, fold) in folds.iter().enumerate() {
            progress((place * folds.len() + number) as f64 / all, &format!("{parameter} = {value}, fold {}", number + 1));
            scores.push(fit(value, &fold.train, &fold.test)?);
        }
        points.push(point(value.clone(), float(value).filter(|number| number.is_finite()), &scores));
    }
    progress(1.0, "validation curve");
    Ok(ScoreCurve { along: parameter.into(), metric: metric.into(), points })
}

/// The training rows in an order whose every beginning is a fair sample, with every class in its share where `labels` say
/// which row is of which. Orders with different numbers are independent; a search's samples (`Trial::rows`) take number 0.
pub fn sample_order(train: &[u32], labels: Option<&[u32]>, seed: u64, number: u64) -> Vec<u32> {
    let mut random = Random::stream(seed ^ STREAM, number);
    let mut shuffled = train.to_vec();
    random.shuffle(&mut shuffled);
    let Some(labels) = labels else { return shuffled };
    let class = |position: u32| labels.get(position as usize).copied().unwrap_or(0) as usize;
    let classes = shuffled.iter().map(|position| class(*position) + 1).max().unwrap_or(0);
    let mut totals = vec![0_u64; classes];
    shuffled.iter().for_each(|position| totals[class(*position)] += 1);
    // The i-th of n rows of a class stands at (i + ½) / n of the whole order; whole numbers keep that exact.
    let mut seen = vec![0_u64; classes];
    let mut placed: Vec<(u64, usize, u32)> = Vec::with_capacity(shuffled.len());
    for (turn, position) in shuffled.into_iter().enumerate() {
        let class = class(position);
        placed.push((((2 * seen[class] + 1) << 31) / totals[class], turn, position));
        seen[class] += 1;
    }
    placed.sort_unstable();
    placed.into_iter().map(|(_, _, position)| position).collect()
}

fn point(label: String, number: Option<f64>, scores: &[(f64, f64)]) -> ScorePoint {
    let (train, validation): (Vec<f64>, Vec<f64>) = scores.iter().copied().unzip();
    let ((train_mean, train_std), (validation_mean, validation_std)) = (mean_and_std(&train), mean_and_std(&validation));
    ScorePoint { label, number, train, validation, train_mean, train_std, validation_mean, validation_std }
}

/// Mean and population standard deviation; 0 and 0 without values.
pub(crate) fn mean_and_std(values: &[f64]) -> (f64, f64) {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    (mean, libm::sqrt(values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::holdout::{Names, folds};

    fn three_folds() -> (Vec<u32>, Vec<Holdout>) {
        let labels: Vec<u32> = (0..90).map(|row| u32::from(row % 10 == 3) + 2 * u32::from(row % 10 == 7)).collect();
        let classes = ["a", "b", "c"].map(String::from);
        let folds = folds(&labels, 3, 5, Names { target: "t", classes: &classes }).unwrap();
        (labels, folds)
    }

    #[test]
    fn smaller_training_parts_are_contained_in_larger_ones_and_keep_every_class() {
        let (labels, folds) = three_folds();
        let sizes = train_sizes(&[0.1, 0.25, 0.5, 1.0], &folds, 10);
        assert_eq!(sizes, [10, 15, 30, 60]);
        let mut seen: Vec<Vec<u32>> = Vec::new();
        let mut fit = |train: &[u32], test: &[u32]| {
            assert!(train.iter().all(|row| !test.contains(row)));
            let small = train.iter().filter(|row| labels[**row as usize] > 0).count();
            assert!((small as f64 / train.len() as f64 - 0.2).abs() <= 0.1, "{small} of {}", train.len());
            seen.push(train.to_vec());
            Ok((train.len() as f64, -(test.len() as f64)))
        };
        let curve = learning_curve("accuracy", &folds, &sizes, Some(&labels), 1, &mut fit, &mut |_, _| {}).unwrap();
        assert_eq!(curve.points.iter().map(|point| point.train_mean).collect::<Vec<_>>(), [10.0, 15.0, 30.0, 60.0]);
        for (small, large) in seen.iter().zip(&seen[3..]) {
            assert!(small.iter().all(|row| large.contains(row)));
        }
        assert_ne!(seen[0], seen[1]);
    }

    #[test]
    fn every_value_is_tried_on_every_fold() {
        let (_, folds) = three_folds();
        let values = ["0.1", "None", "10"].map(String::from);
        let mut shares = Vec::new();
        let mut fit = |value: &str, _: &[u32], _: &[u32]| Ok((1.0, value.len() as f64));
        let curve = validation_curve("r2", "C", &values, &folds, &mut fit, &mut |share, _| shares.push(share)).unwrap();
        assert_eq!(curve.points.iter().map(|point| point.number).collect::<Vec<_>>(), [Some(0.1), None, Some(10.0)]);
        assert_eq!(curve.points.iter().map(|point| point.validation_mean).collect::<Vec<_>>(), [3.0, 4.0, 2.0]);
        assert_eq!((shares.len(), shares.last()), (10, Some(&1.0)));
    }

    #[test]
    fn what_goes_wrong_in_a_fit_is_passed_on() {
        let (_, folds) = three_folds();
        let wrong = || Error::NoColumn { column: "x".into() };
        let found = learning_curve("r2", &folds, &[10], None, 1, &mut |_, _| Err(wrong()), &mut |_, _| {});
        assert_eq!(found, Err(wrong()));
    }
}
