//! Feature columns as the trees read them: every value replaced once by its rank, so that a split compares small integers.
//!
//! Ranks are exact up to 65,536 distinct values a column; beyond that, neighbouring values share a rank.

use super::Error;
use crate::dataset::order;

/// Largest number of distinct ranks.
const MOST_RANKS: usize = 1 << 16;

/// Ranked columns of equal length.
#[derive(Clone, Debug)]
pub struct Columns {
    rows: usize,
    codes: Vec<u16>,
    values: Vec<Vec<(f64, f64)>>,
}

/// One column as ranks, and what they stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column<'a> {
    /// Rank per row.
    pub(super) codes: &'a [u16],
    /// Smallest and largest value of each rank.
    pub(super) values: &'a [(f64, f64)],
}

impl Column<'_> {
    /// The midpoint between two ranks: rows at or below it go left.
    pub(super) fn threshold(&self, left: u16, right: u16) -> f64 {
        let (low, high) = (self.values[left as usize].1, self.values[right as usize].0);
        let middle = low / 2.0 + high / 2.0;
        // Between two adjacent floats the midpoint rounds to one of them; it must stay below the right one.
        if middle < high && middle >= low { middle } else { low }
    }
}

impl Columns {
    /// Ranks the columns; every value must be finite. `names` is for messages.
    pub fn new<'a>(columns: impl IntoIterator<Item = &'a [f64]>, names: &[String]) -> Result<Self, Error> {
        let mut ranked = Self { rows: 0, codes: Vec::new(), values: Vec::new() };
        for (index, column) in columns.into_iter().enumerate() {
            if index == 0 {
                ranked.rows = column.len();
            } else if column.len() != ranked.rows {
                return Err(Error::Shape { what: "a column", unit: "rows", found: column.len(), wanted: ranked.rows });
            }
            if let Some(row) = column.iter().position(|value| !value.is_finite()) {
                return Err(Error::NotFinite { column: names.get(index).cloned().unwrap_or_else(|| index.to_string()), row });
            }
            ranked.push(column);
        }
        Ok(ranked)
    }

    /// Rows in every column.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// No columns at all.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// One column.
    #[inline]
    pub(super) fn column(&self, feature: usize) -> Column<'_> {
        Column { codes: &self.codes[feature * self.rows..(feature + 1) * self.rows], values: &self.values[feature] }
    }

    /// A value in a row: the smallest that shares its rank.
    #[inline]
    pub(super) fn value(&self, feature: usize, row: usize) -> f64 {
        let column = self.column(feature);
        column.values[usize::from(column.codes[row])].0
    }

    fn push(&mut self, column: &[f64]) {
        let order = order::numbers(column);
        let mut distinct = 0_usize;
        let mut previous = None;
        for (value, _) in &order {
            if previous != Some(*value) {
                distinct += 1;
                previous = Some(*value);
            }
        }
        let per_rank = distinct.div_ceil(MOST_RANKS).max(1);
        let start = self.codes.len();
        self.codes.resize(start + column.len(), 0);
        let mut values: Vec<(f64, f64)> = Vec::with_capacity(distinct.min(MOST_RANKS));
        let mut seen = 0;
        previous = None;
        for (value, row) in order {
            if previous != Some(value) {
                if seen % per_rank == 0 {
                    values.push((value, value));
                }
                seen += 1;
                previous = Some(value);
            }
            if let Some(last) = values.last_mut() {
                last.1 = value;
            }
            self.codes[start + row as usize] = (values.len() - 1) as u16;
        }
        self.values.push(values);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_follow_values_and_thresholds_lie_between() {
        let columns = Columns::new([[3.0, -1.0, 3.0, 0.5, -0.0, 0.0].as_slice()], &[]).unwrap();
        let column = columns.column(0);
        assert_eq!(column.codes, &[3, 0, 3, 2, 1, 1]);
        assert_eq!(column.threshold(2, 3), 1.75);
        assert_eq!(column.threshold(0, 3), 1.0);
    }

    #[test]
    fn a_threshold_between_adjacent_floats_stays_below_the_upper_one() {
        let low = 1.0_f64;
        let columns = Columns::new([[low, low.next_up()].as_slice()], &[]).unwrap();
        assert_eq!(columns.column(0).threshold(0, 1), low);
    }

    #[test]
    fn more_distinct_values_than_ranks_share_ranks_in_order() {
        let values: Vec<f64> = (0..100_000).map(f64::from).collect();
        let columns = Columns::new([values.as_slice()], &[]).unwrap();
        assert_eq!(columns.column(0).values.len(), 50_000);
        assert!(columns.column(0).codes.is_sorted());
        assert_eq!(columns.column(0).threshold(0, 1), 1.5);
    }

    #[test]
    fn a_value_that_is_not_finite_is_named() {
        let error = Columns::new([[0.0, f64::NAN].as_slice()], &["a".into()]).unwrap_err();
        assert_eq!(error.to_string(), "column 'a' has no finite number in row 1");
    }
}
