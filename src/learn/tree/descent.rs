//! Many rows down one tree at a time.
//!
//! A step down waits for memory, and a wrong guess about where a row ends costs as much as several steps. So all rows of
//! a block take a few steps each, without a branch, and those that are not yet at a leaf take a few more. Rows are laid
//! out one after the other, each closed by a value that is no number: a leaf's feature lies beyond the row and is read as
//! that value, which lies above no threshold, so that a row at its leaf steps on the spot.

use super::{LEAF, Tree};

/// Steps between two looks at who has arrived.
const STEPS: usize = 4;

/// Values of a block at most, so that it stays in the second cache.
const BLOCK_VALUES: usize = 16_384;

/// Some rows of a table, one after the other, and where they are.
pub(in crate::learn) struct Block {
    /// Values per row, with the closing one.
    width: usize,
    values: Vec<f64>,
    rows: usize,
    /// Node per row.
    at: Vec<u32>,
    /// Rows still under way.
    open: Vec<u32>,
}

impl Block {
    /// Hands the rows of columns of equal length out block by block, with the number of the first.
    pub(in crate::learn) fn each(columns: &[Vec<f64>], mut visit: impl FnMut(usize, &mut Self)) {
        let rows = columns.iter().map(Vec::len).min().unwrap_or(0);
        let width = columns.len() + 1;
        let step = (BLOCK_VALUES / width).clamp(1, rows.max(1));
        let mut block = Self { width, values: vec![f64::NAN; width * step], rows: 0, at: vec![0; step], open: vec![0; step] };
        for from in (0..rows).step_by(step) {
            block.rows = step.min(rows - from);
            for (place, column) in columns.iter().enumerate() {
                for (slot, value) in block.values[place..].iter_mut().step_by(width).zip(&column[from..from + block.rows]) {
                    *slot = *value;
                }
            }
            visit(from, &mut block);
        }
    }

    /// Rows in the block.
    pub(in crate::learn) fn rows(&self) -> usize {
        self.rows
    }
}

impl Tree {
    /// Adds each row's answer to `sums`, which has room for `outputs` numbers per row.
    pub(in crate::learn) fn add_to(&self, block: &mut Block, sums: &mut [f64]) {
        self.descend(block);
        let add = |at: &u32, sums: &mut [f64]| {
            let start = (self.nodes[*at as usize].feature & !LEAF) as usize * self.outputs;
            for (sum, value) in sums.iter_mut().zip(&self.values[start..start + self.outputs]) {
                *sum += value;
            }
        };
        block.at[..block.rows].iter().zip(sums.chunks_exact_mut(self.outputs)).for_each(|(at, sums)| add(at, sums));
    }

    /// Brings every row of the block to its leaf.
    fn descend(&self, block: &mut Block) {
        let (nodes, width) = (&self.nodes[..], block.width);
        block.at.fill(0);
        block.open.iter_mut().zip(0..).for_each(|(slot, row)| *slot = row);
        let mut under_way = block.rows;
        while under_way > 0 {
            let mut kept = 0;
            for place in 0..under_way {
                let row = block.open[place] as usize;
                let values = &block.values[row * width..(row + 1) * width];
                let mut at = block.at[row];
                for _ in 0..STEPS {
                    let node = &nodes[at as usize];
                    let value = values[(node.feature as usize).min(values.len() - 1)];
                    at = node.next + u32::from(value > node.threshold);
                }
                block.at[row] = at;
                block.open[kept] = row as u32;
                kept += usize::from(nodes[at as usize].feature < LEAF);
            }
            under_way = kept;
        }
    }
}
