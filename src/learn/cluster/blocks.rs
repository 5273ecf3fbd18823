//! Rows eight by eight, column after column within the eight: a distance to eight rows is one pass over memory and runs
//! in vector instructions.

use crate::learn::simd::Pair;

/// Rows in a block.
pub(super) const LANES: usize = 8;

/// Rows in blocks; the last block is filled up by repeating the last row.
pub(super) struct Blocks {
    width: usize,
    rows: usize,
    values: Vec<f64>,
}

impl Blocks {
    /// The columns less `means`.
    pub(super) fn new(columns: &[Vec<f64>], means: &[f64]) -> Self {
        let (width, rows) = (columns.len(), columns.first().map_or(0, Vec::len));
        let mut values = vec![0.0; width * rows.div_ceil(LANES) * LANES];
        for (place, (column, mean)) in columns.iter().zip(means).enumerate() {
            let last = column.last().copied().unwrap_or(0.0);
            for (to, from) in values.chunks_exact_mut(LANES).skip(place).step_by(width.max(1)).zip(column.chunks(LANES)) {
                to.fill(last - mean);
                to.iter_mut().zip(from).for_each(|(to, value)| *to = value - mean);
            }
        }
        Self { width, rows, values }
    }

    /// An empty block to collect rows in.
    pub(super) fn buffer(&self) -> Vec<f64> {
        vec![0.0; self.width * LANES]
    }

    /// Number of blocks.
    pub(super) fn len(&self) -> usize {
        self.rows.div_ceil(LANES)
    }

    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Rows of a block that are not filled up.
    #[inline]
    pub(super) fn filled(&self, block: usize) -> usize {
        LANES.min(self.rows - block * LANES)
    }

    /// Values of a block.
    #[inline(always)]
    pub(super) fn block(&self, block: usize) -> &[f64] {
        &self.values[block * self.width * LANES..(block + 1) * self.width * LANES]
    }

    /// Values of a row, column after column.
    #[inline(always)]
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = f64> {
        // No steps through the values: where small code is asked for, each step would be a call.
        self.block(row / LANES).as_chunks::<LANES>().0.iter().map(move |lanes| lanes[row % LANES])
    }
}

/// The rows of a block, two by two.
type BlockPairs = [Pair; LANES / 2];

#[inline(always)]
fn none() -> BlockPairs {
    [Pair::of(0.0, 0.0); LANES / 2]
}

/// Squared distances from a center to the rows of a block.
#[inline]
pub(super) fn squares(block: &[f64], center: &[f64]) -> [f64; LANES] {
    apart(distances(block, center))
}

/// The same, two by two; written out, because where small code is asked for a loop would stay one.
#[inline(always)]
fn distances(block: &[f64], center: &[f64]) -> BlockPairs {
    let [mut first, mut second, mut third, mut fourth] = none();
    let columns: &[[[f64; 2]; LANES / 2]] = block.as_chunks::<2>().0.as_chunks().0;
    for ([a, b, c, d], at) in columns.iter().zip(center) {
        let at = Pair::of(*at, *at);
        let square = |both: &[f64; 2]| {
            let off = Pair::read(both).minus(at);
            off.times(off)
        };
        (first, second) = (first.plus(square(a)), second.plus(square(b)));
        (third, fourth) = (third.plus(square(c)), fourth.plus(square(d)));
    }
    [first, second, third, fourth]
}

#[inline(always)]
fn apart([first, second, third, fourth]: BlockPairs) -> [f64; LANES] {
    let ([a, b], [c, d], [e, f], [g, h]) = (first.both(), second.both(), third.both(), fourth.both());
    [a, b, c, d, e, f, g, h]
}

/// Of all centers the nearest to each row of a block, and squared distances to it and to the second nearest.
#[derive(Clone, Copy)]
pub(super) struct NearestCenters {
    pub(super) center: [f64; LANES],
    pub(super) first: [f64; LANES],
    pub(super) second: [f64; LANES],
}

/// Distances of two rows to the centers so far.
#[derive(Clone, Copy)]
struct PairDistances {
    nearest: Pair,
    first: Pair,
    second: Pair,
}

impl PairDistances {
    #[inline(always)]
    fn nothing() -> Self {
        let far = Pair::of(f64::INFINITY, f64::INFINITY);
        Self { nearest: Pair::of(0.0, 0.0), first: far, second: far }
    }

    /// Another center. Choices instead of branches: all rows take the same way.
    #[inline(always)]
    fn see(&mut self, found: Pair, place: Pair) {
        self.second = self.second.least(self.first.most(found));
        self.nearest = found.if_below(self.first, place, self.nearest);
        self.first = self.first.least(found);
    }
}

impl NearestCenters {
    /// Of equals the first center is the nearest.
    pub(super) fn find(block: &[f64], centers: &[f64], width: usize) -> Self {
        let [mut a, mut b, mut c, mut d] = [PairDistances::nothing(); LANES / 2];
        let (mut rest, mut place) = (centers, 0.0);
        while let Some((center, others)) = rest.split_at_checked(width).filter(|_| width > 0) {
            let [e, f, g, h] = distances(block, center);
            let here = Pair::of(place, place);
            a.see(e, here);
            b.see(f, here);
            c.see(g, here);
            d.see(h, here);
            (rest, place) = (others, place + 1.0);
        }
        Self {
            center: apart([a.nearest, b.nearest, c.nearest, d.nearest]),
            first: apart([a.first, b.first, c.first, d.first]),
            second: apart([a.second, b.second, c.second, d.second]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_and_the_nearest_centers_are_found() {
        let columns = [(0..11).map(f64::from).collect::<Vec<f64>>(), (0..11).map(|row| f64::from(row % 3)).collect()];
        let blocks = Blocks::new(&columns, &[1.0, 0.5]);
        assert_eq!((blocks.len(), blocks.filled(0), blocks.filled(1)), (2, 8, 3));
        assert_eq!(blocks.row(10).collect::<Vec<f64>>(), [9.0, 0.5]);
        let nearest = NearestCenters::find(blocks.block(1), &[100.0, 0.0, 8.0, 0.5, 6.0, 0.5], 2);
        // The rows are (7, 1.5), (8, −0.5) and (9, 0.5).
        assert_eq!(nearest.center[..3], [1.0, 1.0, 1.0]);
        assert_eq!((nearest.first[0], nearest.second[0], nearest.second[2]), (2.0, 2.0, 9.0));
    }
}
