//! Many rows down one tree together.
//!
//! A row that goes down alone waits at every step for the node and then for its own value. So rows go down in company: at
//! each node those that are there part into the ones that go left and the ones that go right, without a branch and without
//! waiting for each other, and nodes that no row reaches are not looked at. Rows stay in order, so that a column is read
//! from its beginning to its end.
//!
//! What is compared at a node is a value's place on a scale of 65,536 steps: a quarter of the memory, so that a block stays
//! in the first two caches. Places are in the order of the values; only where a row and the threshold share one, the values
//! themselves decide. The answers are those of the values, to the last bit.

use super::{LEAF, Tree};
use crate::learn::lanes::{Pair, Picks, against, gather};

/// Rows of a block at most, so that its columns stay in the second cache.
const ROWS: usize = 16_384;

/// Some rows of a table, and where they are in a tree.
pub(in crate::learn) struct Block<'a> {
    columns: Vec<Column<'a>>,
    rows: usize,
    /// The rows that trees are still asked about, ascending.
    asked: Vec<u16>,
    /// Rows in the order of the nodes they are at.
    order: Vec<u16>,
    /// Room for those that go right.
    aside: Vec<u16>,
    /// Nodes still to be parted: the node, and the places of its rows.
    open: Vec<(u32, u32, u32)>,
    picks: Picks,
}

impl<'a> Block<'a> {
    /// Hands the rows of columns of equal length out block by block, with the number of the first.
    pub(in crate::learn) fn each(columns: &'a [Vec<f64>], mut visit: impl FnMut(usize, &mut Self)) {
        let rows = columns.iter().map(Vec::len).min().unwrap_or(0);
        let step = ROWS.clamp(1, rows.max(1));
        let (order, aside) = (vec![0; step], vec![0; step + 8]);
        let mut block = Self { columns: Vec::new(), rows: 0, asked: Vec::new(), order, aside, open: Vec::new(), picks: Picks::new() };
        block.columns.resize_with(columns.len(), || Column::empty(step));
        for from in (0..rows).step_by(step) {
            block.rows = step.min(rows - from);
            block.asked.clear();
            block.asked.extend((0..=u16::MAX).take(block.rows));
            for (column, values) in block.columns.iter_mut().zip(columns) {
                column.show(&values[from..from + block.rows]);
            }
            visit(from, &mut block);
        }
    }

    /// Rows in the block.
    pub(in crate::learn) fn rows(&self) -> usize {
        self.rows
    }

    /// From now on trees are asked about these rows alone; returns whether any are left.
    pub(in crate::learn) fn keep(&mut self, mut asks: impl FnMut(usize) -> bool) -> bool {
        self.asked.retain(|row| asks(usize::from(*row)));
        !self.asked.is_empty()
    }
}

/// A column of a block: its values, and their places on a scale from the least to the greatest.
struct Column<'a> {
    values: &'a [f64],
    /// A power of two of them, at least as many as a block has rows at most: a row's number needs no check then.
    places: Vec<i16>,
    least: f64,
    steps: f64,
}

impl<'a> Column<'a> {
    /// Nothing yet: all values are missing.
    fn empty(rows: usize) -> Self {
        Self { values: &[], places: vec![0; rows.next_power_of_two()], least: 0.0, steps: 0.0 }
    }

    /// Takes the values of the next block.
    fn show(&mut self, values: &'a [f64]) {
        let (least, most) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| {
            (if *value < least { *value } else { least }, if *value > most { *value } else { most })
        });
        let steps = f64::from(u16::MAX) / (most - least);
        (self.values, self.least, self.steps) = (values, least, if steps.is_finite() { steps } else { 0.0 });
        let mut places = std::mem::take(&mut self.places);
        places.iter_mut().zip(values).for_each(|(place, value)| *place = self.place(*value));
        self.places = places;
    }

    /// A value's place: never less than that of a lesser value, the least for what is missing.
    fn place(&self, value: f64) -> i16 {
        // Places have signs, for which there is an instruction that compares.
        (((value - self.least) * self.steps) as u16 ^ 0x8000).cast_signed()
    }

    /// Brings the rows at or below a threshold before the others, both in their order; returns how many there are.
    /// What is missing goes left. If `all` is set, the rows are those of the block, from the first.
    fn part(&self, rows: &mut [u16], aside: &mut [u16], picks: &Picks, threshold: f64, all: bool) -> u32 {
        if all {
            self.part_by(rows, aside, picks, threshold, |from, _| self.places[from..].first_chunk().copied().unwrap_or_default())
        } else {
            self.part_by(rows, aside, picks, threshold, |_, eight| gather(eight, &self.places))
        }
    }

    /// The same, with a way to the places of the eight rows that follow a number of others.
    #[inline(always)]
    fn part_by(
        &self,
        rows: &mut [u16],
        aside: &mut [u16],
        picks: &Picks,
        threshold: f64,
        places: impl Fn(usize, [u16; 8]) -> [i16; 8],
    ) -> u32 {
        let limit = self.place(threshold);
        let (mut left, mut right) = (0, 0);
        let whole = rows.len() / 8 * 8;
        // The next ones are read before these are written: a reading that overlaps what was just written is waited for.
        let mut next = rows.first_chunk::<8>().copied();
        let mut from = 0;
        while let Some(eight) = next {
            let here = places(from, eight);
            from += 8;
            next = rows[from..].first_chunk::<8>().copied();
            let (mut above, same) = against(here, limit);
            if same != 0 {
                above |= self.exceeding(eight, same, threshold);
            }
            // All eight are written to both sides; the next ones overwrite those that are on the other.
            rows[left..][..8].copy_from_slice(&picks.first(eight, !above));
            aside[right..][..8].copy_from_slice(&picks.first(eight, above));
            right += above.count_ones() as usize;
            left = from - right;
        }
        for at in whole..rows.len() {
            let row = rows[at];
            rows[left] = row;
            aside[right] = row;
            let goes_right = usize::from(self.exceeds(row, threshold, limit));
            (left, right) = (left + 1 - goes_right, right + goes_right);
        }
        // Eight at a time: most are few, and asking for a copy takes longer than copying.
        let (eights, rest) = rows[left..].as_chunks_mut::<8>();
        let (those, last) = aside[..right].as_chunks::<8>();
        eights.iter_mut().zip(those).for_each(|(to, those)| *to = *those);
        rest.iter_mut().zip(last).for_each(|(to, that)| *to = *that);
        left as u32
    }

    /// Whether a row's value is above a threshold: by its place, for the values are far away in memory.
    #[inline(always)]
    fn exceeds(&self, row: u16, threshold: f64, limit: i16) -> bool {
        let place = self.places.get(row as usize).copied().unwrap_or_default();
        if place == limit { self.exceeding([row; 8], 1, threshold) != 0 } else { place > limit }
    }

    /// Those of the lanes of a mask whose values are above a threshold.
    #[cold]
    fn exceeding(&self, rows: [u16; 8], mask: u8, threshold: f64) -> u8 {
        let above = |lane: &usize| self.values.get(rows[*lane] as usize).is_some_and(|value| *value > threshold);
        mask & (0..8).filter(above).fold(0, |mask, lane| mask | 1 << lane)
    }
}

impl Tree {
    /// Adds the answer for each row that is asked about to `sums`, which has room for `outputs` numbers per row of the block.
    pub(in crate::learn) fn add_to(&self, block: &mut Block<'_>, sums: &mut [f64]) {
        block.order[..block.asked.len()].copy_from_slice(&block.asked);
        let all = block.asked.len() == block.rows;
        block.open.clear();
        block.open.push((0, 0, block.asked.len() as u32));
        while let Some((at, from, to)) = block.open.pop() {
            let node = &self.nodes[at as usize];
            let here = &mut block.order[from as usize..to as usize];
            if node.feature >= LEAF {
                self.answer(here, node.feature, sums);
                continue;
            }
            // A feature beyond the columns is one that every row lacks.
            let column = block.columns.get(node.feature as usize);
            let left = column.map_or(to, |column| from + column.part(here, &mut block.aside, &block.picks, node.threshold, all && at == 0));
            if left < to {
                block.open.push((node.next + 1, left, to));
            }
            if from < left {
                block.open.push((node.next, from, left));
            }
        }
    }

    /// Adds a leaf's answer to those of some rows.
    fn answer(&self, rows: &[u16], leaf: u32, sums: &mut [f64]) {
        let start = (leaf & !LEAF) as usize * self.outputs;
        let values = &self.values[start..start + self.outputs];
        if let Some(both) = values.first_chunk().filter(|_| values.len() == 2).map(Pair::read) {
            let sums = sums.as_chunks_mut::<2>().0;
            for row in rows {
                if let Some(own) = sums.get_mut(*row as usize) {
                    *own = Pair::read(own).plus(both).both();
                }
            }
            return;
        }
        for row in rows {
            let own = &mut sums[*row as usize * self.outputs..][..self.outputs];
            own.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        }
    }
}
