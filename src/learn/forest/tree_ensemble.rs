//! What every forest does, whatever its trees predict: growing them by number, joining them, averaging their answers.

use crate::dataset::order;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::PartialForest;
use super::pure_tree_counts::PureTreeCounts;
use super::votes::Votes;
use crate::learn::tree::{Block, Grower, Growth, Tree, slices};
use crate::learn::{Error, columns::Columns, largest, random::Random};

/// Trees between two checks of which rows are decided.
const EVERY: usize = 2;

/// Trees from which rows are sorted by the first tree's leaves.
const SETTLED: usize = 8;

/// Settings that forests share.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CheckedTreeEnsemble {
    pub(super) growth: Growth,
    pub(super) trees: u32,
    pub(super) oob_score: bool,
    pub(super) seed: u64,
}

/// Fitted trees of one shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Tree>", into = "Vec<Tree>")]
pub(super) struct TreeEnsemble {
    pub(super) trees: Vec<Tree>,
    pub(super) outputs: usize,
    pub(super) features: usize,
}

impl CheckedTreeEnsemble {
    /// Refuses settings that are in range and do not go together.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.oob_score && !self.growth.bootstrap {
            return Err(Error::Parameter { name: "oob_score", value: "True".into(), takes: "True only when bootstrap is True".into() });
        }
        Ok(())
    }

    /// Grows the trees with these numbers; `votes` is empty, and is filled if the out-of-bag score is wanted.
    pub(super) fn grow(
        &self,
        grower: &mut dyn Grower,
        columns: &Columns,
        mut votes: Votes,
        numbers: Range<u32>,
        grown: &mut dyn FnMut(u32),
    ) -> PartialForest {
        if self.oob_score {
            votes.cover(columns.rows());
        }
        let from = numbers.start;
        let mut trees = Vec::with_capacity(numbers.len());
        let mut pure_counts = PureTreeCounts::default();
        for number in numbers {
            let tree = grower.grow(&mut Random::stream(self.seed, u64::from(number)));
            if self.oob_score {
                let unseen = grower.copies().iter().enumerate().filter(|(_, copies)| **copies == 0);
                unseen.for_each(|(row, _)| votes.add(row, tree.probabilities_ranked(columns, row)));
            }
            // A number is no class.
            if tree.classes() > 1 && tree.is_pure() {
                pure_counts.add(grower.copies());
            }
            trees.push(tree);
            grown(number + 1 - from);
        }
        pure_counts.gather();
        PartialForest { from, trees, votes: self.oob_score.then_some(votes), pure_counts }
    }

    /// Puts parts in order and together; they must hold every number once, and votes on `rows` rows.
    pub(super) fn join(&self, mut parts: Vec<PartialForest>, rows: usize) -> Result<(TreeEnsemble, Option<Votes>, PureTreeCounts), Error> {
        let wrong = |cause| Err(Error::Stored { cause });
        order::by_key(&mut parts, |part| part.from);
        let mut trees = Vec::with_capacity(self.trees as usize);
        let mut votes: Option<Votes> = None;
        let mut pure_counts = PureTreeCounts::default();
        for part in parts {
            if part.from as usize != trees.len() {
                return wrong("its parts do not follow each other");
            }
            trees.extend(part.trees);
            pure_counts = pure_counts.plus(&part.pure_counts);
            votes = match (votes, part.votes) {
                (None, more) => more,
                (Some(sum), Some(more)) => Some(sum.plus(&more).ok_or(Error::Stored { cause: "its parts differ in shape" })?),
                (Some(_), None) => return wrong("a part lacks its out-of-bag votes"),
            };
        }
        if trees.len() != self.trees as usize {
            return wrong("a part is missing");
        }
        if votes.as_ref().map(Votes::rows) != self.oob_score.then_some(rows) {
            return wrong("its out-of-bag votes do not fit the rows");
        }
        if ![0, rows].contains(&pure_counts.counts().len()) {
            return wrong("its counts do not fit the rows");
        }
        Ok((TreeEnsemble::try_from(trees)?, votes, pure_counts))
    }
}

impl TryFrom<Vec<Tree>> for TreeEnsemble {
    type Error = Error;

    fn try_from(trees: Vec<Tree>) -> Result<Self, Error> {
        let first = trees.first().ok_or(Error::Stored { cause: "it has no trees" })?;
        let (outputs, features) = (first.classes(), first.features());
        if trees.iter().any(|tree| (tree.classes(), tree.features()) != (outputs, features)) {
            return Err(Error::Stored { cause: "its trees differ in shape" });
        }
        Ok(Self { trees, outputs, features })
    }
}

impl From<TreeEnsemble> for Vec<Tree> {
    fn from(ensemble: TreeEnsemble) -> Self {
        ensemble.trees
    }
}

impl TreeEnsemble {
    /// Mean of the trees' answers to a row of values.
    pub(super) fn means(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.outputs];
        for tree in &self.trees {
            sums.iter_mut().zip(tree.probabilities(&value)).for_each(|(sum, share)| *sum += share);
        }
        sums.iter_mut().for_each(|sum| *sum /= self.trees.len() as f64);
        sums
    }

    /// The same for every row of the columns, `outputs` numbers each.
    pub(super) fn means_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let mut means = vec![0.0; columns.iter().map(Vec::len).min().unwrap_or(0) * self.outputs];
        let go_on = |_: &mut Block<'_>, _: &[f64], _: usize| true;
        self.sums_of(columns, go_on, |row, sums| {
            let own = &mut means[row * self.outputs..][..self.outputs];
            own.iter_mut().zip(sums).for_each(|(mean, sum)| *mean = sum / self.trees.len() as f64);
        });
        means
    }

    /// The greatest of each row's means, the first of equals, where answers are shares that sum to 1. A row is not asked about
    /// any more once its greatest sum leads by more than the trees that are left could give to another.
    pub(super) fn largest_of(&self, columns: &[Vec<f64>]) -> Vec<usize> {
        let mut found = vec![0; columns.iter().map(Vec::len).min().unwrap_or(0)];
        let mut means = vec![0.0; self.outputs];
        let go_on = |block: &mut Block<'_>, sums: &[f64], done: usize| {
            let left = self.trees.len() - done;
            // The rounding of all sums together is far below that little more.
            let open = |row: usize| lead(&sums[row * self.outputs..][..self.outputs]) <= left as f64 + 1e-6;
            left >= done || !left.is_multiple_of(EVERY) || block.keep(open)
        };
        self.sums_of(columns, go_on, |row, sums| {
            // Two sums may differ where their means do not: the means decide, as in scikit-learn.
            means.iter_mut().zip(sums).for_each(|(mean, sum)| *mean = sum / self.trees.len() as f64);
            found[row] = largest(&means);
        });
        found
    }

    /// Hands out each row's sums of the trees' answers; after every tree of a block it is asked whether to go on.
    fn sums_of(
        &self,
        columns: &[Vec<f64>],
        mut go_on: impl FnMut(&mut Block<'_>, &[f64], usize) -> bool,
        mut come: impl FnMut(usize, &[f64]),
    ) {
        Block::each(&slices(columns), |from, block| {
            // It takes as long as one tree's answers, so it pays where there are several.
            if let Some(first) = self.trees.first().filter(|_| self.trees.len() >= SETTLED) {
                block.settle(first);
            }
            let mut sums = vec![0.0; block.whose().len() * self.outputs];
            for (done, tree) in (1..).zip(&self.trees) {
                tree.add_to(block, &mut sums);
                if !go_on(block, &sums, done) {
                    break;
                }
            }
            block.whose().iter().zip(sums.chunks_exact(self.outputs)).for_each(|(row, sums)| come(from + usize::from(*row), sums));
        });
    }

    /// Mean decrease per feature, summing to 1, and its standard deviation over the trees.
    pub(super) fn importances(&self) -> Vec<(f64, f64)> {
        // Trees without a split say nothing and are left out of the mean, as in scikit-learn.
        let split: Vec<&Tree> = self.trees.iter().filter(|tree| tree.depth() > 0).collect();
        let count = split.len().max(1) as f64;
        let means: Vec<f64> =
            (0..self.features).map(|feature| split.iter().map(|tree| tree.importances()[feature]).sum::<f64>() / count).collect();
        let sum: f64 = means.iter().sum();
        let all = self.trees.len() as f64;
        means
            .iter()
            .enumerate()
            .map(|(feature, mean)| {
                let center = self.trees.iter().map(|tree| tree.importances()[feature]).sum::<f64>() / all;
                let spread = |tree: &Tree| (tree.importances()[feature] - center) * (tree.importances()[feature] - center);
                let variance = self.trees.iter().map(spread).sum::<f64>() / all;
                (if sum > 0.0 { mean / sum } else { 0.0 }, libm::sqrt(variance))
            })
            .collect()
    }
}

/// By how much the greatest number is ahead of the others.
fn lead(sums: &[f64]) -> f64 {
    let [mut most, mut second] = [f64::NEG_INFINITY; 2];
    for sum in sums {
        if *sum > most {
            (most, second) = (*sum, most);
        } else {
            second = second.max(*sum);
        }
    }
    most - second
}
