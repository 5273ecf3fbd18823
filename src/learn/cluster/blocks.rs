//! Rows eight by eight, column after column within the eight: a distance to eight rows is one pass over memory and runs
//! in vector instructions.

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
    #[inline]
    pub(super) fn block(&self, block: usize) -> &[f64] {
        &self.values[block * self.width * LANES..(block + 1) * self.width * LANES]
    }

    /// Values of a row, column after column.
    #[inline]
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = f64> {
        self.block(row / LANES).iter().skip(row % LANES).step_by(LANES).copied()
    }
}

/// Squared distances from a center to the rows of a block.
#[inline]
pub(super) fn squares(block: &[f64], center: &[f64]) -> [f64; LANES] {
    let mut sums = [0.0; LANES];
    for (values, at) in block.as_chunks::<LANES>().0.iter().zip(center) {
        for lane in 0..LANES {
            let difference = values[lane] - at;
            sums[lane] += difference * difference;
        }
    }
    sums
}

/// Of all centers the nearest to each row of a block, and squared distances to it and to the second nearest.
#[derive(Clone, Copy)]
pub(super) struct Nearest {
    pub(super) center: [f64; LANES],
    pub(super) first: [f64; LANES],
    pub(super) second: [f64; LANES],
}

impl Nearest {
    /// Of equals the first center is the nearest.
    #[inline]
    pub(super) fn find(block: &[f64], centers: &[f64], width: usize) -> Self {
        let mut nearest = Self { center: [0.0; LANES], first: [f64::INFINITY; LANES], second: [f64::INFINITY; LANES] };
        for (place, center) in centers.chunks_exact(width).enumerate() {
            let found = squares(block, center);
            let place = place as f64;
            // Choices instead of branches: all eight rows take the same way.
            let best = nearest.first.iter_mut().zip(&mut nearest.second).zip(&mut nearest.center);
            for (((first, second), center), square) in best.zip(found) {
                let nearer = square < *first;
                let behind = if square < *second { square } else { *second };
                *second = if nearer { *first } else { behind };
                *first = if nearer { square } else { *first };
                *center = if nearer { place } else { *center };
            }
        }
        nearest
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
        let nearest = Nearest::find(blocks.block(1), &[100.0, 0.0, 8.0, 0.5, 6.0, 0.5], 2);
        // The rows are (7, 1.5), (8, −0.5) and (9, 0.5).
        assert_eq!(nearest.center[..3], [1.0, 1.0, 1.0]);
        assert_eq!((nearest.first[0], nearest.second[0], nearest.second[2]), (2.0, 2.0, 9.0));
    }
}
