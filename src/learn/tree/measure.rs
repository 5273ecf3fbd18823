//! What a scalar goal adds up: a weight and a sum per group of rows.
//!
//! Two classes and a number need the same two figures. With S the weight of the second class and W that of both, the
//! Gini merit of a side, Σ w² / W, is W − 2S + 2S²/W; summed over both sides only S²/W depends on the cut, and that is
//! also what the squared error of a number with sum S leaves to choose.

/// Rows counted by a packed cell at most.
pub(in crate::learn) const MOST_PACKED: usize = (1 << 21) - 1;

/// How rows add up.
pub(in crate::learn) trait NodeStatistic {
    /// A row in a node.
    type Entry: Copy + Default;
    /// Figures of a group of rows.
    type Cell: Copy + Default;

    fn enter(&self, row: u32, copies: u32) -> Self::Entry;
    fn row(entry: Self::Entry) -> usize;
    /// The entry with another row.
    fn moved(entry: Self::Entry, row: u32) -> Self::Entry;
    /// The figures of one row.
    fn cell(entry: Self::Entry) -> Self::Cell;
    /// What a sorting key carries in its lower 48 bits for the entry at a place.
    fn payload(entry: Self::Entry, place: usize) -> u64;
    /// The figures of the row that a key stands for.
    fn unpack(payload: u64, entries: &[Self::Entry]) -> Self::Cell;
    fn add(a: Self::Cell, b: Self::Cell) -> Self::Cell;
    /// Rows in a group.
    fn rows(cell: Self::Cell) -> usize;
    /// Weight and sum of a group.
    fn moments(&self, cell: Self::Cell) -> (f64, f64);
    /// Weight and sum if the small rows are those of one group and the large ones those of another.
    fn corner(&self, small: Self::Cell, large: Self::Cell) -> (f64, f64);
    /// Takes note of a node; says whether all its rows are alike.
    fn note(&mut self, entries: &[Self::Entry], total: Self::Cell) -> bool;
    fn answer(&self, entries: &[Self::Entry], total: Self::Cell, values: &mut Vec<f64>);
    /// Takes another weight per class; numbers have none.
    fn set_weights(&mut self, _: &[f64]) {}
    fn outputs(&self) -> usize;
}

/// Two classes: the sum is the weight of the second.
pub(in crate::learn) struct TwoClasses<'a> {
    labels: &'a [u8],
    weights: [f64; 2],
}

impl<'a> TwoClasses<'a> {
    /// Labels 0 and 1, at most [`MOST_PACKED`] of them, and the weight of each class.
    pub(in crate::learn) fn new(labels: &'a [u8], weights: [f64; 2]) -> Self {
        Self { labels, weights }
    }
}

/// Copies of both classes and of the second in a packed cell of 22 bits rows, 21 bits copies, 21 bits copies of the second.
#[inline(always)]
fn copies(cell: u64) -> (f64, f64) {
    (((cell >> 21) & 0x1F_FFFF) as u32 as f64, (cell & 0x1F_FFFF) as u32 as f64)
}

impl NodeStatistic for TwoClasses<'_> {
    type Entry = u64;
    type Cell = u64;

    #[inline(always)]
    fn enter(&self, row: u32, copies: u32) -> u64 {
        u64::from(row) << 32 | u64::from(self.labels[row as usize]) << 24 | u64::from(copies)
    }

    #[inline(always)]
    fn row(entry: u64) -> usize {
        (entry >> 32) as usize
    }

    #[inline(always)]
    fn moved(entry: u64, row: u32) -> u64 {
        u64::from(row) << 32 | entry & 0xFFFF_FFFF
    }

    #[inline(always)]
    fn cell(entry: u64) -> u64 {
        let copies = entry & 0xFF_FFFF;
        1 << 42 | copies << 21 | (copies * (entry >> 24 & 1))
    }

    #[inline(always)]
    fn payload(entry: u64, _: usize) -> u64 {
        entry & 0xFFFF_FFFF
    }

    #[inline(always)]
    fn unpack(payload: u64, _: &[u64]) -> u64 {
        Self::cell(payload & 0xFFFF_FFFF)
    }

    #[inline(always)]
    fn add(a: u64, b: u64) -> u64 {
        a + b
    }

    #[inline(always)]
    fn rows(cell: u64) -> usize {
        (cell >> 42) as usize
    }

    #[inline(always)]
    fn moments(&self, cell: u64) -> (f64, f64) {
        let (both, second) = copies(cell);
        let second_weight = second * self.weights[1];
        ((both - second) * self.weights[0] + second_weight, second_weight)
    }

    #[inline(always)]
    fn corner(&self, small: u64, large: u64) -> (f64, f64) {
        let (both, second) = copies(small);
        let sum = copies(large).1 * self.weights[1];
        ((both - second) * self.weights[0] + sum, sum)
    }

    fn note(&mut self, _: &[u64], total: u64) -> bool {
        let (both, second) = copies(total);
        second == 0.0 || second == both
    }

    fn answer(&self, _: &[u64], total: u64, values: &mut Vec<f64>) {
        let (both, second) = copies(total);
        let (first, second) = ((both - second) * self.weights[0], second * self.weights[1]);
        values.extend([first / (first + second), second / (first + second)]);
    }

    fn set_weights(&mut self, weights: &[f64]) {
        self.weights.copy_from_slice(weights);
    }

    fn outputs(&self) -> usize {
        2
    }
}

/// A number to predict: the sum is that of its values, taken from their middle for accuracy.
pub(in crate::learn) struct Squares<'a> {
    targets: &'a [f64],
    middle: f64,
    low: f64,
    high: f64,
}

impl<'a> Squares<'a> {
    /// Finite numbers, one per row.
    pub(in crate::learn) fn new(targets: &'a [f64]) -> Self {
        let middle = targets.iter().sum::<f64>() / targets.len().max(1) as f64;
        Self { targets, middle, low: 0.0, high: 0.0 }
    }
}

/// A row and its number, less the middle.
#[derive(Clone, Copy, Default)]
pub(in crate::learn) struct WeightedTarget {
    row: u32,
    copies: u32,
    value: f64,
}

/// Rows, weight and sum of numbers.
#[derive(Clone, Copy, Default)]
pub(in crate::learn) struct Sum {
    rows: u32,
    weight: u32,
    sum: f64,
}

impl NodeStatistic for Squares<'_> {
    type Entry = WeightedTarget;
    type Cell = Sum;

    fn enter(&self, row: u32, copies: u32) -> WeightedTarget {
        WeightedTarget { row, copies, value: self.targets[row as usize] - self.middle }
    }

    #[inline(always)]
    fn row(entry: WeightedTarget) -> usize {
        entry.row as usize
    }

    #[inline(always)]
    fn moved(entry: WeightedTarget, row: u32) -> WeightedTarget {
        WeightedTarget { row, ..entry }
    }

    #[inline(always)]
    fn cell(entry: WeightedTarget) -> Sum {
        Sum { rows: 1, weight: entry.copies, sum: f64::from(entry.copies) * entry.value }
    }

    #[inline(always)]
    fn payload(_: WeightedTarget, place: usize) -> u64 {
        place as u64
    }

    #[inline(always)]
    fn unpack(payload: u64, entries: &[WeightedTarget]) -> Sum {
        Self::cell(entries[payload as u32 as usize])
    }

    #[inline(always)]
    fn add(a: Sum, b: Sum) -> Sum {
        Sum { rows: a.rows + b.rows, weight: a.weight + b.weight, sum: a.sum + b.sum }
    }

    #[inline(always)]
    fn rows(cell: Sum) -> usize {
        cell.rows as usize
    }

    #[inline(always)]
    fn moments(&self, cell: Sum) -> (f64, f64) {
        (f64::from(cell.weight), cell.sum)
    }

    // A value between low and high is a mixture of both; how much of each only grows as rows move over.
    #[inline(always)]
    fn corner(&self, small: Sum, large: Sum) -> (f64, f64) {
        let span = self.high - self.low;
        let lows = (f64::from(small.weight) * self.high - small.sum) / span;
        let highs = (large.sum - f64::from(large.weight) * self.low) / span;
        (lows + highs, lows * self.low + highs * self.high)
    }

    fn note(&mut self, entries: &[WeightedTarget], _: Sum) -> bool {
        self.low = entries.iter().fold(f64::INFINITY, |low, entry| low.min(entry.value));
        self.high = entries.iter().fold(f64::NEG_INFINITY, |high, entry| high.max(entry.value));
        self.low >= self.high
    }

    fn answer(&self, entries: &[WeightedTarget], total: Sum, values: &mut Vec<f64>) {
        let sum: f64 = entries.iter().map(|entry| f64::from(entry.copies) * self.targets[entry.row as usize]).sum();
        // Rows that are all alike answer with their value to the last bit.
        let alike = entries.first().filter(|_| self.low >= self.high).map(|entry| self.targets[entry.row as usize]);
        values.push(alike.unwrap_or(sum / f64::from(total.weight)));
    }

    fn outputs(&self) -> usize {
        1
    }
}
