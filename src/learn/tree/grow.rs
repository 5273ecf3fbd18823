//! Growing a tree: nodes taken depth first, features drawn per split, rows divided in place.

use super::balance::{Balance, ClassDraws, drawn_weights};
use super::compact_columns::CompactColumns;
use super::objective::{SplitLimits, SplitPoint, SplitSearch, TreeObjective};
use super::{LEAF, Node, Tree};
use crate::learn::{columns::Columns, random::Random};
use crate::protocol::MaxFeatures;

/// The settings of growing that do not depend on the target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::learn) struct Growth {
    pub(in crate::learn) max_depth: Option<u32>,
    pub(in crate::learn) min_samples_split: u32,
    pub(in crate::learn) min_samples_leaf: u32,
    pub(in crate::learn) max_features: MaxFeatures,
    /// Rows drawn with replacement, as many as there are; else every row once.
    pub(in crate::learn) bootstrap: bool,
    /// One threshold drawn per feature instead of the best one (extremely randomised trees).
    pub(in crate::learn) random_thresholds: bool,
}

impl Growth {
    /// How often a tree is grown on each row, 255 at most: the first thing that is drawn for it.
    pub(in crate::learn) fn draw(&self, copies: &mut [u8], random: &mut Random) {
        if !self.bootstrap {
            copies.fill(1);
            return;
        }
        copies.fill(0);
        let rows = copies.len();
        for _ in 0..rows {
            let copies = &mut copies[random.below(rows as u32) as usize];
            *copies = copies.saturating_add(1);
        }
    }
}

/// Anything that grows one tree after another on the same rows.
pub(in crate::learn) trait Grower {
    /// Grows a tree; everything random comes from `random`.
    fn grow(&mut self, random: &mut Random) -> Tree;
    /// How often each row was drawn for the last tree, 255 at most.
    fn copies(&self) -> &[u8];
}

/// Data laid out for growing, and the buffers, kept from tree to tree.
pub(in crate::learn) struct TreeBuilder<'a, G: TreeObjective> {
    columns: &'a Columns,
    compact: CompactColumns<'a>,
    growth: Growth,
    goal: G,
    balancing: RowWeighting<'a>,
    entries: Vec<G::Entry>,
    aside: Vec<G::Entry>,
    copies: Vec<u8>,
    order: Vec<u32>,
    stack: Vec<PendingNode>,
}

/// A [`Balance`] with what it needs.
enum RowWeighting<'a> {
    None,
    Drawn(ClassDraws),
    Weighed(&'a [u8]),
}

/// A node still to be made: its rows, its place, and the features known to be constant in it (first 64 only).
struct PendingNode {
    start: usize,
    end: usize,
    node: u32,
    depth: u32,
    constant: u64,
}

impl<'a, G: TreeObjective> TreeBuilder<'a, G> {
    /// The goal must know as many rows as there are in the columns.
    pub(in crate::learn) fn new(columns: &'a Columns, growth: Growth, goal: G) -> Self {
        let rows = columns.rows();
        Self {
            columns,
            compact: CompactColumns::new(columns, tried(growth.max_features, columns.len())),
            growth,
            goal,
            balancing: RowWeighting::None,
            entries: Vec::with_capacity(rows),
            aside: vec![G::Entry::default(); rows],
            copies: vec![0; rows],
            order: Vec::new(),
            stack: Vec::new(),
        }
    }

    /// Balances the classes of the rows that each tree draws; one label per row, as the goal knows them.
    pub(in crate::learn) fn balanced(mut self, balance: Balance, labels: &'a [u8]) -> Self {
        self.balancing = match balance {
            Balance::None => RowWeighting::None,
            Balance::Drawn => RowWeighting::Drawn(ClassDraws::new(labels)),
            Balance::Weighed => RowWeighting::Weighed(labels),
        };
        self
    }

    fn draw(&mut self, random: &mut Random) {
        self.compact.leave(usize::MAX);
        self.entries.clear();
        if let RowWeighting::Drawn(rows) = &mut self.balancing {
            let draws = rows.draw(random);
            self.copies.iter_mut().zip(draws).for_each(|(copies, draws)| *copies = (*draws).min(u32::from(u8::MAX)) as u8);
            let drawn = draws.iter().zip(0..).filter(|(draws, _)| **draws > 0);
            self.entries.extend(drawn.map(|(draws, row)| self.goal.enter(row, *draws)));
        } else {
            self.growth.draw(&mut self.copies, random);
            let drawn = self.copies.iter().zip(0..).filter(|(copies, _)| **copies > 0);
            self.entries.extend(drawn.map(|(copies, row)| self.goal.enter(row, u32::from(*copies))));
        }
        if let RowWeighting::Weighed(labels) = self.balancing {
            self.goal.set_weights(&drawn_weights(labels, &self.copies, self.goal.outputs()));
        }
        // The draw order of features carries over from node to node, not from tree to tree.
        self.order.clear();
        self.order.extend(0..self.columns.len() as u32);
    }

    /// Looks at the rows of a node close together, if that is worth it.
    fn step_near(&mut self, task: &PendingNode) {
        self.compact.leave(task.start);
        if self.compact.is_worth(task.end - task.start) {
            let entries = &mut self.entries[task.start..task.end];
            self.compact.enter(task.end, entries.iter().map(|entry| G::row(*entry)));
            entries.iter_mut().zip(0..).for_each(|(entry, row)| *entry = G::moved(*entry, row));
        }
    }

    /// Draws features without replacement until enough were tried and one of them varies; the first of equal cuts wins.
    fn search(&mut self, task: &mut PendingNode, tried: usize, min_leaf: usize, random: &mut Random) -> Option<SplitPoint> {
        let entries = &self.entries[task.start..task.end];
        let mut best: Option<SplitPoint> = None;
        let mut varied = false;
        for drawn in 0..self.order.len() {
            if drawn >= tried && varied {
                break;
            }
            let other = drawn + random.below((self.order.len() - drawn) as u32) as usize;
            self.order.swap(drawn, other);
            let feature = self.order[drawn] as usize;
            let bit = if feature < 64 { 1_u64 << feature } else { 0 };
            if task.constant & bit != 0 {
                continue;
            }
            let terms = SplitLimits { min_leaf, floor: best.map_or(f64::NEG_INFINITY, |cut| cut.merit) };
            let column = self.compact.column(feature);
            let found = if self.growth.random_thresholds {
                self.goal.drawn(column, entries, terms, random)
            } else {
                self.goal.best(column, entries, terms)
            };
            match found {
                SplitSearch::Constant => task.constant |= bit,
                SplitSearch::Nothing => varied = true,
                SplitSearch::Better(last, threshold, merit) => {
                    varied = true;
                    best = Some(SplitPoint { feature, last, threshold, merit });
                }
            }
        }
        best
    }

    /// Moves the rows at or below the cut to the front, keeping their order; returns how many they are, and where to cut: as
    /// [`find_thresholds`] reads it.
    fn divide(&mut self, task: &PendingNode, cut: SplitPoint) -> (usize, f64) {
        let column = self.compact.column(cut.feature);
        let entries = &mut self.entries[task.start..task.end];
        let (mut left, mut right) = (0, 0);
        let (mut below, mut above) = (0, u16::MAX);
        for position in 0..entries.len() {
            let entry = entries[position];
            let rank = column.codes[G::row(entry)];
            // Both writes happen, one counter moves: no branch to mispredict.
            let goes_right = rank > cut.last;
            entries[left] = entry;
            self.aside[right] = entry;
            left += usize::from(!goes_right);
            right += usize::from(goes_right);
            below = if goes_right { below } else { below.max(rank) };
            above = if goes_right { above.min(rank) } else { above };
        }
        entries[left..].copy_from_slice(&self.aside[..right]);
        (left, cut.threshold.unwrap_or_else(|| f64::from_bits(u64::from(below) | u64::from(above) << 16)))
    }
}

/// Replaces the ranks on both sides of each cut by a threshold between their values. Those are far away in memory: looked up for
/// one node after the other here, they are waited for together, and not each by itself while the tree grows.
#[inline(never)]
fn find_thresholds(nodes: &mut [Node], columns: &Columns) {
    for node in nodes.iter_mut().filter(|node| node.feature < LEAF) {
        let ranks = node.threshold.to_bits();
        node.threshold = columns.column(node.feature as usize).threshold(ranks as u16, (ranks >> 16) as u16);
    }
}

impl<G: TreeObjective> Grower for TreeBuilder<'_, G> {
    fn grow(&mut self, random: &mut Random) -> Tree {
        let features = self.columns.len();
        let tried = tried(self.growth.max_features, features);
        let min_leaf = self.growth.min_samples_leaf.max(1) as usize;
        let min_split = (self.growth.min_samples_split as usize).max(min_leaf.saturating_mul(2));
        let max_depth = self.growth.max_depth.unwrap_or(u32::MAX);
        self.draw(random);
        let empty = Node { threshold: 0.0, feature: LEAF, next: 0 };
        let mut tree = Tree {
            nodes: vec![empty],
            values: Vec::new(),
            outputs: self.goal.outputs(),
            features,
            importances: vec![0.0; features],
            depth: 0,
        };
        self.stack.push(PendingNode { start: 0, end: self.entries.len(), node: 0, depth: 0, constant: 0 });
        while let Some(mut task) = self.stack.pop() {
            self.step_near(&task);
            let alike = self.goal.weigh(&self.entries[task.start..task.end]);
            tree.depth = tree.depth.max(task.depth);
            let cut = if alike || task.end - task.start < min_split || task.depth >= max_depth {
                None
            } else {
                self.search(&mut task, tried, min_leaf, random)
            };
            let Some(cut) = cut else {
                let leaf = (tree.values.len() / tree.outputs) as u32;
                tree.nodes[task.node as usize] = Node { feature: LEAF | leaf, next: task.node, ..empty };
                let entries = &mut self.entries[task.start..task.end];
                entries.iter_mut().for_each(|entry| *entry = G::moved(*entry, self.compact.row(G::row(*entry)) as u32));
                self.goal.answer(&self.entries[task.start..task.end], &mut tree.values);
                continue;
            };
            tree.importances[cut.feature] += (cut.merit - self.goal.merit()).max(0.0);
            let (rows, threshold) = self.divide(&task, cut);
            let middle = task.start + rows;
            let left = tree.nodes.len() as u32;
            tree.nodes.extend([empty, empty]);
            tree.nodes[task.node as usize] = Node { threshold, feature: cut.feature as u32, next: left };
            let (depth, constant) = (task.depth + 1, task.constant);
            self.stack.push(PendingNode { start: middle, end: task.end, node: left + 1, depth, constant });
            self.stack.push(PendingNode { start: task.start, end: middle, node: left, depth, constant });
        }
        // A drawn threshold is a value already.
        if !self.growth.random_thresholds {
            find_thresholds(&mut tree.nodes, self.columns);
        }
        let sum: f64 = tree.importances.iter().sum();
        if sum > 0.0 {
            tree.importances.iter_mut().for_each(|importance| *importance /= sum);
        }
        tree.nodes.shrink_to_fit();
        tree.values.shrink_to_fit();
        tree
    }

    fn copies(&self) -> &[u8] {
        &self.copies
    }
}

/// Features looked at per split.
fn tried(max_features: MaxFeatures, features: usize) -> usize {
    let count = match max_features {
        MaxFeatures::All => features,
        MaxFeatures::Sqrt => features.isqrt(),
        MaxFeatures::Log2 => features.checked_ilog2().unwrap_or(0) as usize,
        MaxFeatures::Count(count) => count as usize,
        MaxFeatures::Share(share) => (features as f64 * share) as usize,
    };
    count.clamp(1, features.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::tree::measure::{Squares, TwoClasses};
    use crate::learn::tree::moments::Moments;

    #[test]
    fn rows_moved_close_together_give_the_same_tree() {
        let mut random = Random::stream(1, 0);
        let table: Vec<Vec<f64>> = (0..4).map(|_| (0..80_000).map(|_| f64::from(random.below(5000))).collect()).collect();
        let columns = Columns::new(table.iter().map(Vec::as_slice), &[]).unwrap();
        let targets: Vec<f64> = (0..80_000).map(|row| table[0][row] + table[1][row] - f64::from(random.below(10_000))).collect();
        let labels: Vec<u8> = targets.iter().map(|target| u8::from(*target > 0.0)).collect();
        for random_thresholds in [false, true] {
            let (max_depth, max_features) = (None, MaxFeatures::Sqrt);
            let growth = Growth { max_depth, min_samples_split: 2, min_samples_leaf: 1, max_features, bootstrap: true, random_thresholds };
            let classes = |compact| {
                let mut builder = TreeBuilder::new(&columns, growth, Moments::new(TwoClasses::new(&labels, [1.0; 2])));
                builder.compact.allow(compact);
                builder.grow(&mut Random::stream(2, 0))
            };
            assert!(classes(true) == classes(false));
            let numbers = |compact| {
                let mut builder = TreeBuilder::new(&columns, growth, Moments::new(Squares::new(&targets)));
                builder.compact.allow(compact);
                // Nothing is left over from the tree before.
                builder.grow(&mut Random::stream(2, 0));
                builder.grow(&mut Random::stream(3, 0))
            };
            assert!(numbers(true) == numbers(false));
        }
    }
}
