//! One decision tree: its nodes, its answers, its importances. It is grown in [`grow`], for a [`objective`].
//!
//! Breiman, Friedman, Olshen and Stone, *Classification and Regression Trees* (1984); for drawn thresholds Geurts, Ernst
//! and Wehenkel, *Extremely randomized trees*, Machine Learning 63 (2006).

mod balance;
mod batch_predict;
mod bytes;
mod compact_columns;
mod counts;
mod fit;
mod grow;
mod growers;
mod measure;
mod moments;
mod objective;
mod regression;
mod shares;
mod sort;

#[cfg(test)]
mod tests;

pub(super) use balance::Balance;
pub(super) use batch_predict::{Block, NodeStep};
pub(super) use bytes::{TreeDecoder, TreeReader, put};
pub use fit::{CheckedTree, TreeParams};
pub(super) use grow::{Grower, Growth};
pub(super) use growers::{check_numbers, check_targets, class_grower, class_weights, columns_of, number_grower, numbers_of};
pub use regression::{CheckedRegressionTree, RegressionTree, RegressionTreeParams};

/// The columns as slices.
pub(super) fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

/// Set in the feature of a leaf, above the leaf's number.
const LEAF: u32 = 1 << 31;

/// A node in 16 bytes, so that four of them share a cache line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    /// Rows at or below it go left.
    threshold: f64,
    /// Column asked about; of a leaf, [`LEAF`] and its number.
    feature: u32,
    /// Left child, the right one follows it; of a leaf, itself, so that a descent may step on the spot.
    next: u32,
}

/// A fitted tree: of class shares, or inside a [`RegressionTree`] of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    nodes: Vec<Node>,
    /// `outputs` numbers per leaf.
    values: Vec<f64>,
    outputs: usize,
    features: usize,
    importances: Vec<f64>,
    depth: u32,
}

impl Tree {
    /// Share of each class among the training rows of the leaf that a row falls into; they sum to 1.
    #[inline]
    pub fn probabilities(&self, value: impl Fn(usize) -> f64) -> &[f64] {
        let mut node = &self.nodes[0];
        while node.feature < LEAF {
            let right = value(node.feature as usize) > node.threshold;
            node = &self.nodes[node.next as usize + usize::from(right)];
        }
        let start = (node.feature & !LEAF) as usize * self.outputs;
        &self.values[start..start + self.outputs]
    }

    /// The same for a row of the ranked columns that it was grown on.
    #[inline]
    pub(super) fn probabilities_ranked(&self, columns: &super::columns::Columns, row: usize) -> &[f64] {
        self.probabilities(|feature| columns.value(feature, row))
    }

    /// Probability per class of every row: row after row, `classes` numbers each.
    pub fn probabilities_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let mut answers = vec![0.0; columns.first().map_or(0, Vec::len) * self.outputs];
        Block::each(&slices(columns), |from, block| self.add_to(block, &mut answers[from * self.outputs..]));
        answers
    }

    /// Impurity decrease per feature, normalised to sum to 1; all 0 for a tree without a split.
    pub fn importances(&self) -> &[f64] {
        &self.importances
    }

    /// Questions on the longest way down; 0 for a lone leaf.
    pub fn depth(&self) -> u32 {
        self.depth
    }

    /// Number of leaves.
    pub fn leaves(&self) -> usize {
        self.nodes.len().div_ceil(2)
    }

    /// What the tree has as text, at the least: a question takes 9 bytes, a leaf 2, there are as many of both, and Base64 adds a third.
    pub fn least_bytes(&self) -> u64 {
        self.nodes.len() as u64 * 7
    }

    /// Whether every leaf answers with one class alone.
    pub(super) fn is_pure(&self) -> bool {
        self.values.iter().all(|share| *share == 0.0 || *share == 1.0)
    }

    /// Number of classes; 1 for a tree of numbers.
    pub fn classes(&self) -> usize {
        self.outputs
    }

    /// Number of features it was grown on.
    pub fn features(&self) -> usize {
        self.features
    }
}
