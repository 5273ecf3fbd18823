//! Rows in blocks of thirty-two that lie near each other, so that whole blocks are passed over and the others are
//! measured in vector instructions. Answers are exact; of rows equally far, the one that came first.
//!
//! Bentley, *Multidimensional binary search trees used for associative searching* (1975): each half is split again
//! across the column in which it is widest. With many columns no block can be passed over, and none is tried.

use serde::{Deserialize, Serialize};

/// Rows in a block.
pub(in crate::learn) const BLOCK: usize = 32;
/// With more columns than this a search looks at every row.
const FEW_COLUMNS: usize = 15;
/// Questions answered in one pass over the blocks when every row is looked at.
const TOGETHER: usize = 16;

/// How differences in the columns add up to a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::learn) enum Distance {
    /// Σ |a − b|.
    City,
    /// Σ (a − b)², the square of the straight line: its order is the same.
    Square,
}

/// A range of blocks and the box around its rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Node {
    first: u32,
    blocks: u32,
    /// The second half; the first one follows this node.
    second: u32,
}

/// Rows, arranged for searching.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::learn) struct Index {
    distance: Distance,
    width: usize,
    /// Per block, per column, the values of its rows; the last block is filled up by repeating its last row.
    values: Vec<f64>,
    /// Row numbers in the order of the blocks.
    rows: Vec<u32>,
    /// In preorder; empty if every row is looked at.
    nodes: Vec<Node>,
    /// Smallest and largest value per node and column.
    bounds: Vec<(f64, f64)>,
}

impl Index {
    /// Arranges finite columns of equal length, not empty; as a tree when that can help, or always.
    pub(in crate::learn) fn new(columns: &[Vec<f64>], distance: Distance, always_tree: bool) -> Self {
        let rows = columns.first().map_or(0, Vec::len);
        let mut index =
            Self { distance, width: columns.len(), values: Vec::new(), rows: Vec::new(), nodes: Vec::new(), bounds: Vec::new() };
        let mut order: Vec<u32> = (0..rows as u32).collect();
        if always_tree || columns.len() <= FEW_COLUMNS {
            index.split(columns, &mut order, 0);
        }
        for block in order.chunks(BLOCK) {
            for column in columns {
                let last = block.last().copied();
                let places = block.iter().copied().chain(last.into_iter().cycle()).take(BLOCK);
                index.values.extend(places.map(|row| column[row as usize]));
            }
        }
        index.rows = order;
        index
    }

    /// Orders rows into halves of whole blocks, down to single blocks.
    fn split(&mut self, columns: &[Vec<f64>], order: &mut [u32], first: usize) {
        let blocks = order.len().div_ceil(BLOCK);
        let (mut widest, mut across) = (0.0, 0);
        for (place, column) in columns.iter().enumerate() {
            let (low, high) = order.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), row| {
                let value = column[*row as usize];
                (f64::min(low, value), f64::max(high, value))
            });
            if high - low > widest {
                (widest, across) = (high - low, place);
            }
            self.bounds.push((low, high));
        }
        let node = self.nodes.len();
        self.nodes.push(Node { first: first as u32, blocks: blocks as u32, second: 0 });
        if blocks < 2 {
            return;
        }
        let half = blocks.div_ceil(2);
        let key = |row: &u32| columns[across][*row as usize];
        order.select_nth_unstable_by(half * BLOCK, |a, b| key(a).total_cmp(&key(b)).then(a.cmp(b)));
        let (left, right) = order.split_at_mut(half * BLOCK);
        self.split(columns, left, first);
        self.nodes[node].second = self.nodes.len() as u32;
        self.split(columns, right, first + half);
    }

    /// Rows in the index.
    pub(in crate::learn) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The distance in the columns' own units.
    pub(in crate::learn) fn length(&self, distance: f64) -> f64 {
        match self.distance {
            Distance::City => distance,
            Distance::Square => distance.sqrt(),
        }
    }

    /// Row numbers of a block.
    pub(in crate::learn) fn rows(&self, block: usize) -> &[u32] {
        &self.rows[block * BLOCK..self.rows.len().min((block + 1) * BLOCK)]
    }

    /// Number of nodes of the tree.
    pub(in crate::learn) fn nodes(&self) -> usize {
        self.nodes.len()
    }

    /// Distances from a point to the rows of a block; those past the block's rows mean nothing.
    #[inline]
    pub(in crate::learn) fn distances(&self, block: usize, point: &[f64]) -> [f64; BLOCK] {
        let values = &self.values[block * self.width * BLOCK..(block + 1) * self.width * BLOCK];
        match self.distance {
            Distance::City => sums(values, point, f64::abs),
            Distance::Square => sums(values, point, |difference| difference * difference),
        }
    }

    /// The least distance from a point to any place in a node's box. Summed as the distances are, so it never exceeds them.
    fn least(&self, node: usize, point: &[f64]) -> f64 {
        let mut sum = 0.0;
        for ((low, high), value) in self.bounds[node * self.width..(node + 1) * self.width].iter().zip(point) {
            let outside = f64::max(low - value, value - high).max(0.0);
            sum += match self.distance {
                Distance::City => outside,
                Distance::Square => outside * outside,
            };
        }
        sum
    }

    /// Goes down the tree to every block that may hold rows within a distance; `enter` may refuse nodes, and `block`
    /// returns whether to go on.
    pub(in crate::learn) fn visit(
        &self,
        point: &[f64],
        distance: f64,
        enter: &mut dyn FnMut(usize) -> bool,
        block: &mut dyn FnMut(usize, &[f64; BLOCK]) -> bool,
    ) {
        let mut stack = vec![0];
        while let Some(node) = stack.pop() {
            if !enter(node) || self.least(node, point) > distance {
                continue;
            }
            let Node { first, blocks, second } = self.nodes[node];
            if blocks > 1 {
                stack.extend([second as usize, node + 1]);
            } else if !block(first as usize, &self.distances(first as usize, point)) {
                return;
            }
        }
    }

    /// From the root to the leaf of a block.
    pub(in crate::learn) fn path(&self, block: usize, mut each: impl FnMut(usize)) {
        let mut node = 0;
        loop {
            each(node);
            let Node { blocks, second, .. } = self.nodes[node];
            if blocks < 2 {
                return;
            }
            node = if block >= self.nodes[second as usize].first as usize { second as usize } else { node + 1 };
        }
    }

    /// For each row of the columns its `count` nearest rows, nearest first, as distance and row number.
    pub(in crate::learn) fn each_nearest(&self, columns: &[Vec<f64>], count: usize, mut each: impl FnMut(&[(f64, u32)])) {
        let queries = columns.first().map_or(0, Vec::len);
        let point = |row: usize| -> Vec<f64> { columns.iter().map(|column| column[row]).collect() };
        if !self.nodes.is_empty() {
            for row in 0..queries {
                each(&self.nearest(&point(row), count).found);
            }
            return;
        }
        for start in (0..queries).step_by(TOGETHER) {
            let points: Vec<Vec<f64>> = (start..queries.min(start + TOGETHER)).map(point).collect();
            let mut lists = vec![NearestRows::new(count); points.len()];
            for block in 0..self.rows.len().div_ceil(BLOCK) {
                for (point, list) in points.iter().zip(&mut lists) {
                    list.offer(&self.distances(block, point), self.rows(block));
                }
            }
            lists.iter().for_each(|list| each(&list.found));
        }
    }

    /// Nearest half first, so that the other one is often passed over.
    fn nearest(&self, point: &[f64], count: usize) -> NearestRows {
        let mut list = NearestRows::new(count);
        let mut stack = vec![(self.least(0, point), 0)];
        while let Some((least, node)) = stack.pop() {
            if least > list.worst {
                continue;
            }
            let Node { first, blocks, second } = self.nodes[node];
            if blocks < 2 {
                list.offer(&self.distances(first as usize, point), self.rows(first as usize));
                continue;
            }
            let (a, b) = ((self.least(node + 1, point), node + 1), (self.least(second as usize, point), second as usize));
            stack.extend(if a.0 <= b.0 { [b, a] } else { [a, b] });
        }
        list
    }
}

#[inline]
fn sums(values: &[f64], point: &[f64], term: impl Fn(f64) -> f64) -> [f64; BLOCK] {
    let mut sums = [0.0; BLOCK];
    for (values, at) in values.as_chunks::<BLOCK>().0.iter().zip(point) {
        for (sum, value) in sums.iter_mut().zip(values) {
            *sum += term(value - at);
        }
    }
    sums
}

/// The nearest rows so far.
#[derive(Clone)]
struct NearestRows {
    found: Vec<(f64, u32)>,
    count: usize,
    /// Distance that a row must not exceed to be taken.
    worst: f64,
}

impl NearestRows {
    fn new(count: usize) -> Self {
        Self { found: Vec::with_capacity(count + 1), count, worst: f64::INFINITY }
    }

    fn offer(&mut self, distances: &[f64; BLOCK], rows: &[u32]) {
        for (distance, row) in distances.iter().zip(rows) {
            if *distance > self.worst {
                continue;
            }
            let place = self.found.partition_point(|found| found.0 < *distance || (found.0 == *distance && found.1 < *row));
            if place < self.count {
                self.found.insert(place, (*distance, *row));
                self.found.truncate(self.count);
            }
            if self.found.len() == self.count {
                self.worst = self.found.last().map_or(f64::INFINITY, |last| last.0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::random::Random;

    fn cloud(rows: usize, width: usize, seed: u64) -> Vec<Vec<f64>> {
        let mut random = Random::stream(seed, 0);
        // Few distinct values, so that many rows are equally far.
        (0..width).map(|_| (0..rows).map(|_| f64::from(random.below(12))).collect()).collect()
    }

    fn by_hand(columns: &[Vec<f64>], queries: &[Vec<f64>], row: usize, distance: Distance, count: usize) -> Vec<(f64, u32)> {
        let far = |other: usize| -> f64 {
            let terms = columns.iter().zip(queries).map(|(column, query)| (column[other] - query[row]).abs());
            terms.map(|term| if distance == Distance::City { term } else { term * term }).sum()
        };
        let mut all: Vec<(f64, u32)> = (0..columns[0].len()).map(|other| (far(other), other as u32)).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        all.truncate(count);
        all
    }

    #[test]
    fn tree_and_plain_search_find_what_sorting_finds() {
        for (rows, width, count, distance) in
            [(1, 2, 1, Distance::Square), (300, 3, 7, Distance::Square), (301, 2, 40, Distance::City), (200, 20, 5, Distance::Square)]
        {
            let (columns, queries) = (cloud(rows, width, 1), cloud(50, width, 2));
            for tree in [false, true] {
                let index = Index::new(&columns, distance, tree);
                let mut row = 0;
                index.each_nearest(&queries, count, |found| {
                    assert_eq!(found, by_hand(&columns, &queries, row, distance, count));
                    row += 1;
                });
                assert_eq!(row, 50);
            }
        }
    }

    #[test]
    fn a_visit_meets_every_row_within_reach_and_a_path_every_node_above() {
        let columns = cloud(500, 2, 3);
        let index = Index::new(&columns, Distance::Square, true);
        let mut found = 0;
        index.visit(&[4.0, 7.0], 5.0, &mut |_| true, &mut |block, distances| {
            found += distances.iter().zip(index.rows(block)).filter(|(distance, _)| **distance <= 5.0).count();
            true
        });
        let wanted = (0..500).filter(|row| (columns[0][*row] - 4.0).powi(2) + (columns[1][*row] - 7.0).powi(2) <= 5.0).count();
        assert_eq!(found, wanted);
        for block in 0..500_usize.div_ceil(BLOCK) {
            let mut last = 0;
            index.path(block, |node| last = node);
            assert_eq!((index.nodes[last].first as usize, index.nodes[last].blocks), (block, 1));
        }
    }
}
