//! Which rows train and which test: the hold-out split and the folds, from a seed.
//!
//! [`Division`] is what the rest of the room asks: it divides one by one, by classes, groups or time, as the spec says.
//! The sizes are scikit-learn's (`train_test_split`, `StratifiedKFold`); the draws are ours.

mod division;
#[cfg(test)]
mod gold;
mod ordered;
mod plain;

use super::{Error, random::Random};
use crate::dataset::order;
pub use division::{Division, order_of};

const SPLIT_STREAM: u64 = 0x5350_4C49;
const FOLD_STREAM: u64 = 0x464F_4C44;

/// Rows held out and rows kept, each ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holdout {
    /// Positions to train on.
    pub train: Vec<u32>,
    /// Positions to test on.
    pub test: Vec<u32>,
}

/// What the messages call the things that are split.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The target column.
    pub target: &'a str,
    /// Class labels by code.
    pub classes: &'a [String],
}

/// Holds out ⌈n · `test_share`⌉ of the positions of `labels`; stratified keeps each class's share in both parts.
pub fn split(labels: &[u32], test_share: f64, stratify: bool, seed: u64, names: Names<'_>) -> Result<Holdout, Error> {
    check_share(test_share)?;
    let rows = labels.len();
    // A product such as 0.07 · 100 may land a hair above the whole number that is meant.
    let test = libm::ceil(rows as f64 * test_share - 1e-9) as usize;
    let train = rows.saturating_sub(test);
    let mut random = Random::stream(seed, SPLIT_STREAM);
    let by_class = if stratify { rows_by_class(labels, names.classes.len()) } else { vec![] };
    let classes_present = by_class.iter().filter(|rows| !rows.is_empty()).count();
    let fewest = if stratify { classes_present } else { 1 };
    if test < fewest || train < fewest.max(2) {
        return Err(Error::SmallSplit { rows, test_share, train, test });
    }
    let mut is_test = vec![false; rows];
    if stratify {
        require(&by_class, 2, "a stratified split", names)?;
        let shares = allocate(&by_class, test, rows, &mut random);
        for (mut positions, share) in by_class.into_iter().zip(shares) {
            random.shuffle(&mut positions);
            positions.iter().take(share).for_each(|position| is_test[*position as usize] = true);
        }
    } else {
        let mut positions: Vec<u32> = (0..rows as u32).collect();
        random.shuffle(&mut positions);
        positions.iter().take(test).for_each(|position| is_test[*position as usize] = true);
    }
    let (test, train) = (0..rows as u32).partition(|position| is_test[*position as usize]);
    Ok(Holdout { train, test })
}

fn check_share(test_share: f64) -> Result<(), Error> {
    if (0.05..=0.95).contains(&test_share) {
        return Ok(());
    }
    Err(Error::Parameter { name: "test_share", value: test_share.to_string(), takes: "a number from 0.05 to 0.95".into() })
}

/// Stratified shuffled folds: every position is tested once, and each fold has its share of every class.
pub fn folds(labels: &[u32], count: u32, seed: u64, names: Names<'_>) -> Result<Vec<Holdout>, Error> {
    if !(2..=20).contains(&count) {
        return Err(Error::Parameter { name: "folds", value: count.to_string(), takes: "0, or a whole number from 2 to 20".into() });
    }
    let mut by_class = rows_by_class(labels, names.classes.len());
    require(&by_class, count as usize, &format!("cross-validation with {count} folds"), names)?;
    let mut random = Random::stream(seed, FOLD_STREAM);
    let mut fold_of = vec![0_u32; labels.len()];
    let mut dealt = 0;
    for positions in &mut by_class {
        random.shuffle(positions);
        for position in positions.iter() {
            fold_of[*position as usize] = dealt % count;
            dealt += 1;
        }
    }
    Ok((0..count)
        .map(|fold| {
            let (test, train) = (0..labels.len() as u32).partition(|position| fold_of[*position as usize] == fold);
            Holdout { train, test }
        })
        .collect())
}

fn rows_by_class(labels: &[u32], classes: usize) -> Vec<Vec<u32>> {
    let mut by_class = vec![Vec::new(); classes];
    for (position, label) in labels.iter().enumerate() {
        by_class[*label as usize].push(position as u32);
    }
    by_class
}

fn require(by_class: &[Vec<u32>], needed: usize, purpose: &str, names: Names<'_>) -> Result<(), Error> {
    match by_class.iter().zip(names.classes).find(|(rows, _)| !rows.is_empty() && rows.len() < needed) {
        None => Ok(()),
        Some((rows, class)) => {
            Err(Error::SmallClass { column: names.target.into(), class: class.clone(), rows: rows.len(), needed, purpose: purpose.into() })
        }
    }
}

/// Test rows per class: the proportional share rounded down, then one more to the largest remainders, ties drawn.
fn allocate(by_class: &[Vec<u32>], test: usize, rows: usize, random: &mut Random) -> Vec<usize> {
    // A product of two numbers of rows needs 64 bits, which a browser's `usize` does not have.
    let product = |class: usize| by_class[class].len() as u64 * test as u64;
    let mut shares: Vec<usize> = (0..by_class.len()).map(|class| (product(class) / rows as u64) as usize).collect();
    let mut order: Vec<usize> = (0..by_class.len()).filter(|class| !by_class[*class].is_empty()).collect();
    random.shuffle(&mut order);
    order::by_key(&mut order, |class| std::cmp::Reverse(product(*class) % rows as u64));
    let left = test - shares.iter().sum::<usize>();
    order.iter().take(left).for_each(|class| shares[*class] += 1);
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(counts: &[usize]) -> (Vec<u32>, Vec<String>) {
        let labels = counts.iter().enumerate().flat_map(|(class, count)| vec![class as u32; *count]).collect();
        (labels, (0..counts.len()).map(|class| format!("c{class}")).collect())
    }

    fn check(counts: &[usize], test_share: f64, stratify: bool, wanted: usize) {
        let (labels, classes) = labels(counts);
        let names = Names { target: "t", classes: &classes };
        let holdout = split(&labels, test_share, stratify, 9, names).unwrap();
        assert_eq!(holdout.test.len(), wanted);
        let mut all = [holdout.train.clone(), holdout.test.clone()].concat();
        all.sort_unstable();
        assert_eq!(all, (0..labels.len() as u32).collect::<Vec<_>>());
        assert_eq!(holdout, split(&labels, test_share, stratify, 9, names).unwrap());
        assert_ne!(holdout, split(&labels, test_share, stratify, 10, names).unwrap());
        if stratify {
            for (class, count) in counts.iter().enumerate() {
                let held = holdout.test.iter().filter(|row| labels[**row as usize] == class as u32).count() as f64;
                assert!((held - *count as f64 * test_share).abs() <= 1.0, "class {class}: {held} of {count}");
            }
        }
    }

    #[test]
    fn a_split_holds_out_the_share_rounded_up() {
        check(&[50, 50, 50], 0.2, true, 30);
        check(&[152, 68, 124], 0.2, true, 69);
        check(&[59, 71, 48], 0.2, false, 36);
        check(&[5, 95], 0.07, true, 7);
    }

    #[test]
    fn every_row_is_tested_in_exactly_one_fold() {
        let (labels, classes) = labels(&[23, 11, 40]);
        let folds = folds(&labels, 5, 1, Names { target: "t", classes: &classes }).unwrap();
        let mut tested: Vec<u32> = folds.iter().flat_map(|fold| fold.test.clone()).collect();
        tested.sort_unstable();
        assert_eq!(tested, (0..74).collect::<Vec<_>>());
        for fold in &folds {
            assert!((14..=15).contains(&fold.test.len()) && fold.train.len() + fold.test.len() == 74);
            let small = fold.test.iter().filter(|row| labels[**row as usize] == 1).count();
            assert!((2..=3).contains(&small), "{small}");
        }
    }

    #[test]
    fn a_class_too_small_is_named() {
        let (labels, classes) = labels(&[10, 1]);
        let names = Names { target: "kind", classes: &classes };
        let error = split(&labels, 0.3, true, 1, names).unwrap_err().to_string();
        assert_eq!(error, "class 'c1' of column 'kind' has 1 row, and a stratified split needs at least 2");
        let error = folds(&labels, 5, 1, names).unwrap_err().to_string();
        assert_eq!(error, "class 'c1' of column 'kind' has 1 row, and cross-validation with 5 folds needs at least 5");
    }
}
