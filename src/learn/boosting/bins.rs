//! Columns sorted into at most 255 bins, so that a split compares bytes.
//!
//! Edges are those of scikit-learn's `_BinMapper`: midpoints between distinct values where there are few of them, else
//! percentiles (`averaged_inverted_cdf`). A missing value (NaN) has the bin after the last.

use crate::dataset::order;

/// Rows that the percentiles are taken from at most, evenly spaced; scikit-learn draws as many.
const MOST_ROWS: usize = 200_000;

/// Where the columns are cut.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Edges {
    /// Per column, ascending; values at or below an edge lie under it.
    pub(super) columns: Vec<Vec<f64>>,
    /// Per column: values were missing in training.
    pub(super) has_missing: Vec<bool>,
}

/// Columns as bin numbers, column after column.
#[derive(Clone, Debug)]
pub(super) struct Binned {
    pub(super) rows: usize,
    codes: Vec<u8>,
}

impl Edges {
    /// Finds the edges of columns of equal length.
    pub(super) fn find(columns: &[Vec<f64>], max_bins: usize) -> Self {
        let has_missing = columns.iter().map(|column| column.iter().any(|value| value.is_nan())).collect();
        Self { columns: columns.iter().map(|column| edges(column, max_bins)).collect(), has_missing }
    }

    /// Bins of a column, that of missing values not counted.
    pub(super) fn bins(&self, feature: usize) -> usize {
        self.columns[feature].len() + 1
    }

    /// Sorts columns into the bins.
    pub(super) fn apply(&self, columns: &[Vec<f64>]) -> Binned {
        let rows = columns.first().map_or(0, Vec::len);
        let mut codes = Vec::with_capacity(rows * columns.len());
        for (column, edges) in columns.iter().zip(&self.columns) {
            codes.extend(column.iter().map(|value| place(edges, *value)));
        }
        Binned { rows, codes }
    }
}

impl Binned {
    /// Bin of every row in one column.
    pub(super) fn column(&self, feature: usize) -> &[u8] {
        &self.codes[feature * self.rows..(feature + 1) * self.rows]
    }
}

/// Edges below the value; one more for a missing value.
fn place(edges: &[f64], value: f64) -> u8 {
    if value.is_nan() {
        return (edges.len() + 1) as u8;
    }
    // At most 254 edges: a binary search without branches.
    let (mut low, mut size) = (0, edges.len());
    while size > 0 {
        let half = size / 2;
        if edges[low + half] < value {
            low += half + 1;
            size -= half + 1;
        } else {
            size = half;
        }
    }
    low as u8
}

fn edges(column: &[f64], max_bins: usize) -> Vec<f64> {
    let step = column.len().div_ceil(MOST_ROWS).max(1);
    let mut sorted: Vec<f64> = column.iter().step_by(step).copied().filter(|value| !value.is_nan()).collect();
    order::ascending(&mut sorted);
    let mut distinct = sorted.clone();
    distinct.dedup();
    if distinct.len() <= max_bins {
        return distinct.windows(2).map(|pair| pair[0] / 2.0 + pair[1] / 2.0).collect();
    }
    let (rows, step) = (sorted.len() as f64, 100.0 / max_bins as f64);
    let mut found: Vec<f64> = (1..max_bins)
        .map(|edge| {
            // The inverse of the distribution function, the middle of two values where it jumps (Hyndman and Fan's second).
            let at = rows * (edge as f64 * step / 100.0) - 1.0;
            let below = libm::floor(at).max(0.0) as usize;
            let (low, high) = (sorted[below], sorted[(below + 1).min(sorted.len() - 1)]);
            if at == libm::floor(at) { low / 2.0 + high / 2.0 } else { high }
        })
        .collect();
    // Equal edges, from a value that repeats, would only leave empty bins between them.
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_values_have_a_bin_each_and_missing_ones_their_own() {
        let columns = vec![vec![3.0, 1.0, f64::NAN, 1.0, 2.0]];
        let edges = Edges::find(&columns, 255);
        assert_eq!((edges.columns[0].as_slice(), edges.has_missing[0]), ([1.5, 2.5].as_slice(), true));
        assert_eq!(edges.apply(&columns).column(0), [2, 0, 3, 0, 1]);
        // A value on an edge lies under it.
        assert_eq!(edges.apply(&[vec![1.5, 1.500_1, -9.0, 9.0]]).column(0), [0, 1, 0, 2]);
    }

    #[test]
    fn many_values_share_bins_of_equal_size() {
        let columns = vec![(0..1000).map(f64::from).collect::<Vec<_>>()];
        let edges = Edges::find(&columns, 4);
        assert_eq!(edges.columns[0], [249.5, 499.5, 749.5]);
        let binned = edges.apply(&columns);
        assert_eq!((0..4).map(|bin| binned.column(0).iter().filter(|code| **code == bin).count()).collect::<Vec<_>>(), [250; 4]);
    }
}
