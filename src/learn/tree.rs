//! One decision tree: its nodes, its answers, its importances. It is grown in [`grow`], split by split in [`split`].
//!
//! Breiman, Friedman, Olshen and Stone, *Classification and Regression Trees* (1984).

mod fit;
mod grow;
mod impurity;
mod split;

pub use fit::{CheckedTree, TreeParams};
pub(super) use fit::{check_targets, columns_of};
pub(super) use grow::{Bench, Growth, Sampling, check_growth, grow};

/// Marks a node as a leaf.
const LEAF: u32 = u32::MAX;

/// A node in 16 bytes, so that four of them share a cache line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    /// Rows at or below it go left.
    threshold: f64,
    /// Column asked about; [`LEAF`] for a leaf.
    feature: u32,
    /// Left child, the right one follows it; of a leaf, the start of its class shares.
    next: u32,
}

/// A fitted tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    nodes: Vec<Node>,
    shares: Vec<f64>,
    classes: usize,
    features: usize,
    importances: Vec<f64>,
    depth: u32,
}

impl Tree {
    /// Share of each class among the training rows of the leaf that a row falls into; they sum to 1.
    #[inline]
    pub fn probabilities(&self, value: impl Fn(usize) -> f64) -> &[f64] {
        let mut node = &self.nodes[0];
        while node.feature != LEAF {
            let right = value(node.feature as usize) > node.threshold;
            node = &self.nodes[node.next as usize + usize::from(right)];
        }
        let start = node.next as usize;
        &self.shares[start..start + self.classes]
    }

    /// The same for a row of the ranked columns that it was grown on.
    #[inline]
    pub(super) fn probabilities_ranked(&self, columns: &super::columns::Columns, row: usize) -> &[f64] {
        self.probabilities(|feature| columns.value(feature, row))
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
        self.nodes.iter().filter(|node| node.feature == LEAF).count()
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Number of features it was grown on.
    pub fn features(&self) -> usize {
        self.features
    }
}
