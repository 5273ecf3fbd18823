//! Many rows down one tree together.
//!
//! A row that goes down alone waits at every step for the node and then for its own value. So rows go down in company: at
//! each node those that are there part into the ones that go left and the ones that go right, without a branch and without
//! waiting for each other, and nodes that no row reaches are not looked at. The larger the company, the fewer nodes are
//! looked at per row; so that rows of one node are near in memory all the same, they are put in an order of one tree first.
//!
//! A node compares a value's place on a scale of 65,536 steps: a quarter of the memory. Places are in the order
//! of the values; only where a row and the threshold share one, the values themselves decide. The answers are those of the
//! values, to the last bit.

use super::{LEAF, Node, Tree};
use crate::learn::simd::{Pair, Picks, against, gather};

/// Places in a list of rows, a power of two: a number below it needs no check.
const ROOM: usize = 65_536;

/// Rows of a block at most: eight of them may be written from any on, or up to any.
const ROWS: usize = ROOM - 16;

/// The place of the first row.
const FIRST: usize = 8;

/// Numbers of rows.
type Rows = [u16; ROOM + 8];

/// Eight rows from a place on.
#[inline(always)]
fn eight(rows: &mut Rows, at: usize) -> &mut [u16; 8] {
    let Some(eight) = rows[at % ROOM..].first_chunk_mut() else { unreachable!("there are eight more rows than places to begin at") };
    eight
}

/// Some rows of a table, and where they are in a tree.
pub(in crate::learn) struct Block<'a> {
    columns: Vec<Column<'a>>,
    /// Which row of the table each is, counted from the first of the block.
    whose: Vec<u16>,
    /// The rows that trees are still asked about.
    asked: Vec<u16>,
    /// Nodes whose rows are still to be partitioned.
    open: Vec<PendingNode>,
    buffers: PartitionBuffers,
}

/// Rows that are at a node.
struct PendingNode {
    node: u32,
    from: u32,
    to: u32,
    /// In which of the two lists they are.
    second: bool,
}

/// Buffers for partitioning rows.
struct PartitionBuffers {
    /// Each row stands in one of the two; those of nodes that are done are overwritten.
    lists: [Box<Rows>; 2],
    picks: Picks,
}

impl<'a> Block<'a> {
    /// Hands the rows of columns of equal length out block by block, with the number of the first.
    pub(in crate::learn) fn each(columns: &[&'a [f64]], mut visit: impl FnMut(usize, &mut Self)) {
        let rows = columns.iter().map(|column| column.len()).min().unwrap_or(0);
        let step = ROWS.clamp(1, rows.max(1));
        let buffers = PartitionBuffers { lists: [Box::new([0; _]), Box::new([0; _])], picks: Picks::new() };
        let mut block = Self { columns: Vec::new(), whose: Vec::new(), asked: Vec::new(), open: Vec::new(), buffers };
        block.columns.resize_with(columns.len(), || Column::empty(step));
        for from in (0..rows).step_by(step) {
            let count = step.min(rows - from);
            block.asked.clear();
            block.asked.extend((0..=u16::MAX).take(count));
            block.whose.clone_from(&block.asked);
            for (column, values) in block.columns.iter_mut().zip(columns) {
                column.show(&values[from..from + count]);
            }
            visit(from, &mut block);
        }
    }

    /// Which row of the table each row is, counted from the first of the block.
    pub(in crate::learn) fn whose(&self) -> &[u16] {
        &self.whose
    }

    /// Renumbers all rows, leaf by leaf of a tree, before any are left out: those that other trees send down together are near in
    /// memory then.
    pub(in crate::learn) fn settle(&mut self, tree: &Tree) {
        let mut whose = Vec::with_capacity(self.asked.len());
        self.descend(|node| tree.step(node), |rows, _| whose.extend_from_slice(rows));
        self.whose = whose;
        let mut before = Vec::new();
        for column in &mut self.columns {
            before.clone_from(&column.places);
            let of = |row: &u16| before.get(usize::from(*row)).copied().unwrap_or_default();
            column.places.iter_mut().zip(&self.whose).for_each(|(place, row)| *place = of(row));
        }
    }

    /// From now on trees are asked about these rows alone; returns whether any are left.
    pub(in crate::learn) fn keep(&mut self, mut asks: impl FnMut(usize) -> bool) -> bool {
        self.asked.retain(|row| asks(usize::from(*row)));
        !self.asked.is_empty()
    }

    /// Sends the rows that are asked about down a tree, whose nodes `at` tells, from node 0; names those that come to each leaf.
    #[inline(always)]
    pub(in crate::learn) fn descend(&mut self, at: impl Fn(u32) -> NodeStep, mut come: impl FnMut(&[u16], u32)) {
        let Block { columns, whose, asked, open, buffers } = self;
        buffers.lists[0][FIRST..][..asked.len()].copy_from_slice(asked);
        open.clear();
        open.push(PendingNode { node: 0, from: FIRST as u32, to: (FIRST + asked.len()) as u32, second: false });
        while let Some(stay) = open.pop() {
            let (feature, threshold, next) = match at(stay.node) {
                NodeStep::Leaf(leaf) => {
                    come(&buffers.lists[usize::from(stay.second)][stay.from as usize..stay.to as usize], leaf);
                    continue;
                }
                NodeStep::Split { feature, threshold, next } => (feature, threshold, next),
            };
            // A feature beyond the columns is one that every row lacks.
            let column = columns.get(feature as usize);
            let left = column.map_or(stay.to, |column| column.part(buffers, whose, &stay, threshold) as u32);
            // The left one is done before the right one: what stands before rows is done.
            if left < stay.to {
                open.push(PendingNode { node: next + 1, from: left, second: !stay.second, ..stay });
            }
            if stay.from < left {
                open.push(PendingNode { node: next, to: left, ..stay });
            }
        }
    }
}

/// What a tree says of rows at a node.
pub(in crate::learn) enum NodeStep {
    /// They are at a leaf with this number.
    Leaf(u32),
    /// They part.
    Split {
        /// The column asked about.
        feature: u32,
        /// Rows at or below it go left, and rows that lack a value.
        threshold: f64,
        /// The left child; the right one follows it.
        next: u32,
    },
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
            // Infinite values are beyond the scale.
            (if *value < least { *value } else { least }, if *value > most && *value < f64::INFINITY { *value } else { most })
        });
        let steps = f64::from(u16::MAX) / (most - least);
        (self.values, self.least, self.steps) = (values, least, if steps.is_finite() { steps } else { 0.0 });
        let mut places = std::mem::take(&mut self.places);
        places.iter_mut().zip(values).for_each(|(place, value)| *place = self.place(*value));
        self.places = places;
    }

    /// A value's place: never less than that of a lesser value, the least for a missing value.
    fn place(&self, value: f64) -> i16 {
        // Places have signs, for which there is an instruction that compares.
        (((value - self.least) * self.steps) as u16 ^ 0x8000).cast_signed()
    }

    /// Leaves rows at or below a threshold where they are, and takes the others to the same places of the other list, to the end
    /// of them; returns where those begin. Missing values stay. The entries before the rows are overwritten.
    fn part(&self, buffers: &mut PartitionBuffers, whose: &[u16], stay: &PendingNode, threshold: f64) -> usize {
        let limit = self.place(threshold);
        let PartitionBuffers { lists: [first, second], picks } = buffers;
        let (here, there) = if stay.second { (second, first) } else { (first, second) };
        let (start, end) = (stay.from as usize, stay.to as usize);
        let rest = (end - start) % 8;
        let mut gap = PartitionCursor { from: start, left: start, right: end };
        if rest > 0 {
            // Those that are no eight go first, to the end of eight places that begin before them.
            let rows = *eight(here, start);
            let those = (0xFF >> (8 - rest)) as u8;
            let above = self.above(rows, those, limit, whose, threshold);
            let right = above.count_ones() as usize;
            gap = PartitionCursor { from: start + rest, left: start + rest - right, right: end - right };
            *eight(here, gap.left - 8) = picks.last(rows, those & !above);
            *eight(there, end - 8) = picks.last(rows, above);
        }
        gap = self.sift(here, there, picks, limit, gap, end);
        while gap.from < end {
            let rows = *eight(here, gap.from);
            let above = self.above(rows, u8::MAX, limit, whose, threshold);
            gap = gap.take(here, there, picks.last(rows, above), above);
            gap = self.sift(here, there, picks, limit, gap, end);
        }
        gap.left
    }

    /// Parts rows eight by eight up to the end, or to eight of which a place does not tell. It is on its own and calls nothing, so
    /// that what it needs stays in registers.
    #[inline(never)]
    fn sift(&self, here: &mut Rows, there: &mut Rows, picks: &Picks, limit: i16, mut gap: PartitionCursor, end: usize) -> PartitionCursor {
        let places = self.places.as_slice();
        let Some(most) = places.len().checked_sub(1) else { return gap };
        // The next ones are read before these are written: a reading that overlaps what was just written is waited for.
        let mut next = *eight(here, gap.from);
        while gap.from < end {
            let rows = next;
            next = *eight(here, gap.from + 8);
            let mask = against(gather(rows, places, most), limit);
            if mask > 0xFF {
                break;
            }
            gap = gap.take(here, there, picks.last(rows, mask as u8), mask as u8);
        }
        gap
    }

    /// Those of the lanes of a mask that are above a threshold, whose place is given too: by their places, or, where these do not
    /// tell, by their values, which are far away in memory.
    fn above(&self, rows: [u16; 8], those: u8, limit: i16, whose: &[u16], threshold: f64) -> u8 {
        let Some(most) = self.places.len().checked_sub(1) else { return 0 };
        let [mut above, same] = against(gather(rows, &self.places, most), limit).to_le_bytes();
        for (lane, row) in rows.iter().enumerate() {
            if same & those & 1 << lane != 0 {
                let value = whose.get(usize::from(*row)).and_then(|row| self.values.get(usize::from(*row)));
                above |= u8::from(value.is_some_and(|value| *value > threshold)) << lane;
            }
        }
        above & those
    }
}

/// Places between those of the rows that stayed and those that went to the other side.
#[derive(Clone, Copy)]
struct PartitionCursor {
    /// The next row.
    from: usize,
    /// Where the next one goes that stays.
    left: usize,
    /// Where those begin that went to the other side.
    right: usize,
}

impl PartitionCursor {
    /// Writes eight rows to both sides, those of a mask being their last; the next ones overwrite those that belong to the other.
    #[inline(always)]
    fn take(self, here: &mut Rows, there: &mut Rows, rows: [u16; 8], above: u8) -> Self {
        *eight(here, self.left) = rows;
        *eight(there, self.right - 8) = rows;
        let right = above.count_ones() as usize;
        Self { from: self.from + 8, left: self.left + 8 - right, right: self.right - right }
    }
}

impl Tree {
    /// Adds the answer for each row that is asked about to `sums`, which has room for `outputs` numbers per row of the block.
    pub(in crate::learn) fn add_to(&self, block: &mut Block<'_>, sums: &mut [f64]) {
        block.descend(|node| self.step(node), |rows, leaf| self.answer(rows, leaf, sums));
    }

    /// The next step at a node.
    #[inline(always)]
    fn step(&self, node: u32) -> NodeStep {
        let Node { feature, threshold, next } = self.nodes[node as usize];
        if feature < LEAF { NodeStep::Split { feature, threshold, next } } else { NodeStep::Leaf(feature) }
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
