//! Folds without classes, and groups that are never split.
//!
//! Sizes are scikit-learn's (`KFold`, `GroupShuffleSplit`, `GroupKFold`); the draws are ours.

use super::{FOLD_STREAM, Holdout, SPLIT_STREAM, check_share};
use crate::dataset::order;
use crate::learn::{Error, random::Random};

/// Shuffled folds of nearly equal size; the first ones take what does not divide.
pub(super) fn folds(rows: usize, count: u32, seed: u64) -> Result<Vec<Holdout>, Error> {
    if rows < 2 * count as usize {
        return Err(Error::FewRows { rows, needed: 2 * count as usize, purpose: format!("cross-validation with {count} folds") });
    }
    let mut positions: Vec<u32> = (0..rows as u32).collect();
    Random::stream(seed, FOLD_STREAM).shuffle(&mut positions);
    let (size, more) = (rows / count as usize, rows % count as usize);
    let mut fold_of = vec![0; rows];
    let mut rest = positions.as_slice();
    for fold in 0..count {
        let (these, later) = rest.split_at((size + usize::from((fold as usize) < more)).min(rest.len()));
        for position in these {
            fold_of[*position as usize] = fold;
        }
        rest = later;
    }
    Ok(by_fold(&fold_of, count))
}

/// Holds out ⌈groups · share⌉ of the groups with all their rows.
pub(super) fn split_groups(groups: &[u32], column: &str, test_share: f64, seed: u64) -> Result<Holdout, Error> {
    check_share(test_share)?;
    let found = number_of(groups);
    let test = libm::ceil(found as f64 * test_share - 1e-9) as usize;
    if test == 0 || test >= found {
        return Err(Error::FewGroups { column: column.into(), groups: found, needed: 2, purpose: "a split by groups".into() });
    }
    let mut order: Vec<u32> = (0..found as u32).collect();
    Random::stream(seed, SPLIT_STREAM).shuffle(&mut order);
    let mut is_test = vec![false; found];
    order.iter().take(test).for_each(|group| is_test[*group as usize] = true);
    let (test, train) = (0..groups.len() as u32).partition(|position| is_test[groups[*position as usize] as usize]);
    Ok(Holdout { train, test })
}

/// Folds of whole groups: the largest group first, each to the fold that has fewest rows.
pub(super) fn group_folds(groups: &[u32], column: &str, count: u32) -> Result<Vec<Holdout>, Error> {
    let found = number_of(groups);
    if found < count as usize {
        let purpose = format!("cross-validation with {count} folds");
        return Err(Error::FewGroups { column: column.into(), groups: found, needed: count as usize, purpose });
    }
    let mut sizes = vec![0_usize; found];
    groups.iter().for_each(|group| sizes[*group as usize] += 1);
    let mut order: Vec<usize> = (0..found).collect();
    order::by_key(&mut order, |group| std::cmp::Reverse(sizes[*group]));
    let mut loads = vec![0_usize; count as usize];
    let mut fold_of_group = vec![0_u32; found];
    for group in order {
        let lightest = (0..loads.len()).min_by_key(|fold| loads[*fold]).unwrap_or(0);
        loads[lightest] += sizes[group];
        fold_of_group[group] = lightest as u32;
    }
    let fold_of: Vec<u32> = groups.iter().map(|group| fold_of_group[*group as usize]).collect();
    Ok(by_fold(&fold_of, count))
}

fn number_of(groups: &[u32]) -> usize {
    groups.iter().max().map_or(0, |most| *most as usize + 1)
}

fn by_fold(fold_of: &[u32], count: u32) -> Vec<Holdout> {
    let one = |fold| {
        let (test, train) = (0..fold_of.len() as u32).partition(|position| fold_of[*position as usize] == fold);
        Holdout { train, test }
    };
    (0..count).map(one).collect()
}
