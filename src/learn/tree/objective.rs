//! What a tree is grown for: the figures of a group of rows that decide a cut, and what its leaves answer.
//!
//! Growing itself (which node next, which features, which rows go where) is the same for classes and for numbers and
//! lives in `grow`; a [`TreeObjective`] is the part that differs.

use crate::learn::{columns::Column, random::Random};

/// A cut of one feature at one node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SplitPoint {
    pub(super) feature: usize,
    /// Rows whose rank is at most this go left.
    pub(super) last: u16,
    /// Where to cut; absent for the middle between the values on both sides.
    pub(super) threshold: Option<f64>,
    /// merit(left) + merit(right).
    pub(super) merit: f64,
}

/// What a look at a feature found.
pub(super) enum SplitSearch {
    /// All rows of the node have one value.
    Constant,
    /// Nothing better than the best so far.
    Nothing,
    /// A better cut: the last rank that goes left, the threshold if it is not the middle, and the merit.
    Better(u16, Option<f64>, f64),
}

/// What a cut must keep to: the fewest rows on each side, and the merit to beat.
#[derive(Clone, Copy)]
pub(super) struct SplitLimits {
    pub(super) min_leaf: usize,
    pub(super) floor: f64,
}

/// A purpose of growing, with its buffers; it holds the figures of the node weighed last.
pub(in crate::learn) trait TreeObjective {
    /// A row in a node.
    type Entry: Copy + Default;

    /// The row with as many copies as it was drawn, fewer than 2²⁴.
    fn enter(&self, row: u32, copies: u32) -> Self::Entry;

    /// The entry's row.
    fn row(entry: Self::Entry) -> usize;

    /// The entry with another row.
    fn moved(entry: Self::Entry, row: u32) -> Self::Entry;

    /// Takes the figures of a node. Says whether its rows are all alike, so that no cut could help.
    fn weigh(&mut self, entries: &[Self::Entry]) -> bool;

    /// How pure the weighed node is as a whole; larger is purer.
    fn merit(&self) -> f64;

    /// Appends the answer of the weighed node as a leaf.
    fn answer(&self, entries: &[Self::Entry], values: &mut Vec<f64>);

    /// The best cut of a feature at the weighed node.
    fn best(&mut self, column: Column<'_>, entries: &[Self::Entry], terms: SplitLimits) -> SplitSearch;

    /// A cut of a feature at a threshold drawn between its ends at the weighed node.
    fn drawn(&mut self, column: Column<'_>, entries: &[Self::Entry], terms: SplitLimits, random: &mut Random) -> SplitSearch;

    /// Takes another weight per class; a goal of numbers has none.
    fn set_weights(&mut self, _: &[f64]) {}

    /// Numbers in an answer.
    fn outputs(&self) -> usize;
}

/// Looks up the ranks of a node's rows; returns the smallest and the largest.
pub(super) fn gather(ranks: &mut Vec<u16>, codes: &[u16], rows: impl Iterator<Item = usize>) -> (u16, u16) {
    ranks.clear();
    ranks.extend(rows.map(|row| codes[row]));
    ranks.iter().fold((u16::MAX, 0), |(low, high), rank| (low.min(*rank), high.max(*rank)))
}

/// Nodes up to this number of rows are compared value by value: fewer steps than a search through all ranks, each of
/// which would wait for memory.
const COMPARED_TO: usize = 48;

/// A threshold drawn evenly from the smallest to the largest value of a node, and the last rank at or below it; `ranks`
/// are those of its rows, `low` and `high` the smallest and the largest of them, which differ.
pub(super) fn draw_threshold(column: Column<'_>, ranks: &[u16], (low, high): (u16, u16), random: &mut Random) -> (f64, u16) {
    let value = |rank: u16| column.values[usize::from(rank)].0;
    let (from, to) = (value(low), value(high));
    // 53 bits: every double in the unit interval that is a multiple of its smallest step there.
    let share = (f64::from(random.below(1 << 26)) * f64::from(1_u32 << 27) + f64::from(random.below(1 << 27))) / (1_u64 << 53) as f64;
    let drawn = from * (1.0 - share) + to * share;
    // Rounding may reach an end; the upper one belongs to the right side.
    let drawn = if drawn < to { drawn.max(from) } else { from };
    let last = if ranks.len() <= COMPARED_TO {
        ranks.iter().fold(low, |last, rank| if *rank > last && value(*rank) <= drawn { *rank } else { last })
    } else {
        let between = &column.values[usize::from(low)..usize::from(high)];
        low + between.partition_point(|value| value.0 <= drawn).saturating_sub(1) as u16
    };
    // Where values share a rank, their rows stay together.
    (drawn.max(column.values[usize::from(last)].1), last)
}
