//! Permutation importance: how much worse the score gets when a column's values are dealt to the wrong rows.
//!
//! Breiman, *Random forests* (2001); Fisher, Rudin and Dominici, *All models are wrong, but many are useful* (2019). A column
//! of the table is shuffled with all its encoded parts together, so that no impossible row (two islands at once) is asked for.

use super::curves::mean_and_std;
use crate::dataset::order;
use crate::learn::Error;
use crate::learn::random::Random;
use crate::protocol::inspect::{PermutationImportance, PermutationReport};

const STREAM: u64 = 0x5045_524D;

/// A column of the table and the encoded columns that stand for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedFeature {
    /// Column of the table.
    pub feature: String,
    /// Places among the encoded columns.
    pub columns: Vec<usize>,
}

/// Scores a model on encoded columns of equal length; higher is better.
pub type ScoreFn<'a> = dyn FnMut(&[Vec<f64>]) -> Result<f64, Error> + 'a;

/// Shuffles each part `n_repeats` times (scikit-learn's default is 5) and scores the model on the result; the
/// columns are restored before this returns.
pub fn permutation_importance(
    metric: &str,
    columns: &mut [Vec<f64>],
    parts: &[EncodedFeature],
    n_repeats: u32,
    seed: u64,
    score: &mut ScoreFn<'_>,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<PermutationReport, Error> {
    if !(1..=100).contains(&n_repeats) {
        let takes = "a whole number from 1 to 100".into();
        return Err(Error::Parameter { name: "n_repeats", value: n_repeats.to_string(), takes });
    }
    let baseline = score(columns)?;
    let rows = columns.first().map_or(0, Vec::len);
    let all = (parts.len() * n_repeats as usize).max(1) as f64;
    let mut features = Vec::with_capacity(parts.len());
    for (place, part) in parts.iter().enumerate() {
        let missing = part.columns.iter().find(|column| **column >= columns.len());
        if let Some(column) = missing {
            return Err(Error::Shape { what: "the encoded table", unit: "columns", found: columns.len(), wanted: column + 1 });
        }
        let kept: Vec<Vec<f64>> = part.columns.iter().map(|column| columns[*column].clone()).collect();
        let mut drops = Vec::with_capacity(n_repeats as usize);
        let mut failed = None;
        for repeat in 0..n_repeats {
            progress((place * n_repeats as usize + repeat as usize) as f64 / all, &format!("shuffling {}", part.feature));
            // One stream per repeat: every column meets the same shuffles, and none depends on how many columns there are.
            let mut order: Vec<u32> = (0..rows as u32).collect();
            Random::stream(seed ^ STREAM, u64::from(repeat)).shuffle(&mut order);
            for (column, kept) in part.columns.iter().zip(&kept) {
                columns[*column].iter_mut().zip(&order).for_each(|(value, from)| *value = kept[*from as usize]);
            }
            match score(columns) {
                Ok(score) => drops.push(baseline - score),
                Err(error) => failed = Some(error),
            }
        }
        for (column, kept) in part.columns.iter().zip(kept) {
            columns[*column] = kept;
        }
        if let Some(error) = failed {
            return Err(error);
        }
        let (mean, std) = mean_and_std(&drops);
        features.push(PermutationImportance { feature: part.feature.clone(), drops, mean, std });
    }
    progress(1.0, "permutation importance");
    order::by(&mut features, |a, b| b.mean.total_cmp(&a.mean));
    Ok(PermutationReport { metric: metric.into(), baseline, features })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Vec<EncodedFeature> {
        let part = |feature: &str, columns: &[usize]| EncodedFeature { feature: feature.into(), columns: columns.into() };
        vec![part("unused", &[3]), part("island", &[1, 2]), part("size", &[0])]
    }

    /// size, two indicators of which exactly one is set, and a column nothing depends on.
    fn columns() -> Vec<Vec<f64>> {
        let rows = || (0..200_u32).map(|row| row * 37 % 101);
        let first: Vec<f64> = rows().map(|value| f64::from(value % 2)).collect();
        let second = first.iter().map(|value| 1.0 - value).collect();
        vec![rows().map(f64::from).collect(), first, second, rows().map(|value| f64::from(value % 7)).collect()]
    }

    fn score(truth: &[Vec<f64>]) -> impl FnMut(&[Vec<f64>]) -> Result<f64, Error> + '_ {
        move |columns| {
            assert!(columns[1].iter().zip(&columns[2]).all(|(a, b)| a + b == 1.0), "the indicators of one column move together");
            let value = |columns: &[Vec<f64>], row: usize| 2.0 * columns[0][row] + 30.0 * columns[1][row];
            let off: f64 = (0..200).map(|row| (value(columns, row) - value(truth, row)).abs()).sum();
            Ok(-off / 200.0)
        }
    }

    #[test]
    fn what_the_model_uses_matters_and_what_it_does_not_use_matters_exactly_nothing() {
        let truth = columns();
        let mut shuffled = truth.clone();
        let found = permutation_importance("neg", &mut shuffled, &parts(), 5, 9, &mut score(&truth), &mut |_, _| {}).unwrap();
        assert_eq!(found.features.iter().map(|one| one.feature.as_str()).collect::<Vec<_>>(), ["size", "island", "unused"]);
        assert_eq!((found.features[2].mean, found.features[2].std, found.baseline), (0.0, 0.0, 0.0));
        // Two independent draws from 0..=100 lie 33.7 apart on average.
        assert!((found.features[0].mean - 67.3).abs() < 5.0, "{}", found.features[0].mean);
        assert_eq!(shuffled, truth, "the columns are restored");
        let again = permutation_importance("neg", &mut shuffled, &parts(), 5, 9, &mut score(&truth), &mut |_, _| {}).unwrap();
        assert_eq!(again, found);
    }

    #[test]
    fn a_score_that_fails_leaves_the_columns_as_they_were() {
        let truth = columns();
        let mut shuffled = truth.clone();
        let mut calls = 0;
        let mut score = |_: &[Vec<f64>]| {
            calls += 1;
            if calls == 3 { Err(Error::NoColumn { column: "x".into() }) } else { Ok(1.0) }
        };
        assert!(permutation_importance("neg", &mut shuffled, &parts(), 5, 9, &mut score, &mut |_, _| {}).is_err());
        assert_eq!(shuffled, truth);
        assert!(permutation_importance("neg", &mut shuffled, &parts(), 0, 9, &mut score, &mut |_, _| {}).is_err());
    }
}
