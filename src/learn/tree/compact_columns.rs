//! Ranks moved close together. The rows of a deep node lie far apart in a large table: each look at one of them would fetch a
//! line of memory for two bytes. So the ranks of a part of the rows are copied into a small table as soon as the part is
//! small, and everything below that node looks there. The values stay the same; only their location changes.

use crate::learn::columns::{Column, Columns};

/// A part is copied when it is this many times smaller than the table it lies in: most lines of that then hold one row of it.
const SPARSE: usize = 16;

/// Rows that a part has at least: below, the table it would be copied from lies in a near cache itself.
const LEAST: usize = 1024;

/// Rows that a table has at least: a smaller one lies in a near cache as a whole.
const MANY: usize = 1 << 16;

/// A table is copied where a node looks at no less than this share of its columns: else many would be copied for few looks.
const MOST_PER_TRIED: usize = 8;

/// The rows below one node, and their ranks as far as they were asked for.
#[derive(Default)]
struct CompactTable {
    /// Where its entries end.
    end: usize,
    /// Per row its place in the table around this one.
    places: Vec<u32>,
    /// Ranks, column after column.
    codes: Vec<u16>,
    /// Per column whether its ranks are there.
    ready: Vec<bool>,
}

impl CompactTable {
    fn column(&self, feature: usize) -> &[u16] {
        &self.codes[feature * self.places.len()..(feature + 1) * self.places.len()]
    }

    fn copy(&mut self, feature: usize, from: &[u16]) {
        let rows = self.places.len();
        let codes = &mut self.codes[feature * rows..(feature + 1) * rows];
        codes.iter_mut().zip(&self.places).for_each(|(code, place)| *code = from[*place as usize]);
        self.ready[feature] = true;
    }
}

/// A table, a part of it, a part of that.
pub(super) struct CompactColumns<'a> {
    columns: &'a Columns,
    worth: bool,
    /// The first `depth` are in use, the innermost last; the buffers of the others wait for the next.
    parts: Vec<CompactTable>,
    depth: usize,
}

impl<'a> CompactColumns<'a> {
    /// Nothing is copied yet; `tried` columns are looked at per node.
    pub(super) fn new(columns: &'a Columns, tried: usize) -> Self {
        let worth = columns.rows() >= MANY && columns.len() <= tried.saturating_mul(MOST_PER_TRIED);
        Self { columns, worth, parts: Vec::new(), depth: 0 }
    }

    /// Leaves the parts that end before the entry at `start`.
    pub(super) fn leave(&mut self, start: usize) {
        while self.parts[..self.depth].last().is_some_and(|part| part.end <= start) {
            self.depth -= 1;
        }
    }

    /// Whether a node of this many rows should be copied.
    pub(super) fn is_worth(&self, rows: usize) -> bool {
        let around = self.parts[..self.depth].last().map_or(self.columns.rows(), |part| part.places.len());
        self.worth && rows >= LEAST && rows <= around / SPARSE
    }

    /// Makes a part of rows of the innermost table; its entries end at `end`. From now on they have the numbers from 0.
    pub(super) fn enter(&mut self, end: usize, rows: impl Iterator<Item = usize>) {
        if self.parts.len() == self.depth {
            self.parts.push(CompactTable::default());
        }
        let features = self.columns.len();
        let part = &mut self.parts[self.depth];
        part.end = end;
        part.places.clear();
        part.places.extend(rows.map(|row| row as u32));
        part.codes.resize(features * part.places.len(), 0);
        part.ready.clear();
        part.ready.resize(features, false);
        self.depth += 1;
    }

    /// A column of the innermost table.
    #[inline]
    pub(super) fn column(&mut self, feature: usize) -> Column<'_> {
        let whole = self.columns.column(feature);
        match self.depth {
            0 => whole,
            depth => {
                if !self.parts[depth - 1].ready[feature] {
                    self.bring(feature);
                }
                Column { codes: self.parts[depth - 1].column(feature), ..whole }
            }
        }
    }

    /// Copies a column from table to table.
    fn bring(&mut self, feature: usize) {
        for depth in 0..self.depth {
            let (around, [part, ..]) = self.parts.split_at_mut(depth) else { return };
            if !part.ready[feature] {
                part.copy(feature, around.last().map_or(self.columns.column(feature).codes, |around| around.column(feature)));
            }
        }
    }

    /// The place in the whole table of a row of the innermost one.
    pub(super) fn row(&self, row: usize) -> usize {
        self.parts[..self.depth].iter().rev().fold(row, |row, part| part.places[row] as usize)
    }

    /// Copies nothing any more, or again.
    #[cfg(test)]
    pub(super) fn allow(&mut self, worth: bool) {
        self.worth = worth;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_part_holds_the_ranks_of_its_rows() {
        let table: Vec<Vec<f64>> = [7, 11].map(|factor| (0..80_000).map(|row| f64::from(row * factor % 997)).collect()).into();
        let columns = Columns::new(table.iter().map(Vec::as_slice), &[]).unwrap();
        let mut near = CompactColumns::new(&columns, 1);
        assert!(near.is_worth(5000) && !near.is_worth(5001) && !near.is_worth(LEAST - 1));
        let check = |near: &mut CompactColumns<'_>, rows: &[usize]| {
            for feature in [1, 0] {
                let codes: Vec<u16> = rows.iter().map(|row| columns.column(feature).codes[*row]).collect();
                assert_eq!(near.column(feature).codes[..rows.len()], codes);
            }
            assert!(rows.iter().enumerate().all(|(place, row)| near.row(place) == *row));
        };
        near.enter(3000, (0..2000).map(|place| place * 20 + 3));
        assert!(!near.is_worth(LEAST));
        // The inner table is asked first, so that the outer one has to copy too.
        near.enter(500, (0..100).map(|place| place * 19 + 1));
        check(&mut near, &(0..100).map(|place| (place * 19 + 1) * 20 + 3).collect::<Vec<_>>());
        near.leave(499);
        near.leave(500);
        check(&mut near, &(0..2000).map(|place| place * 20 + 3).collect::<Vec<_>>());
        near.leave(3000);
        check(&mut near, &(0..80_000).collect::<Vec<_>>());
    }
}
