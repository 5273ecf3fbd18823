//! The best cut by two running figures, weight and sum: Gini of two classes, squared error of a number.
//!
//! A large node is counted into buckets of neighbouring ranks; each bucket's boundary is a candidate. The merit is convex
//! in what has moved left, so inside a bucket it is largest at a corner of the box between its ends, and only buckets
//! whose corners beat the best are sorted out. The cut found is that of a full sort (compare the bounds of Fayyad and
//! Irani, *On the handling of continuous-valued attributes in decision tree generation*, Machine Learning 8, 1992).

use super::measure::NodeStatistic;
use super::objective::{SplitLimits, SplitSearch, TreeObjective, draw_threshold, gather};
use super::sort::{rank, sort};
use crate::learn::{columns::Column, random::Random};

/// Nodes below this number of rows are sorted, unless their ranks are few.
const BUCKETS_FROM: usize = 80;

/// Buckets at most: the cells of all of them stay in the nearest cache.
const MOST_BUCKETS: usize = 1024;

/// A scalar goal and its buffers.
pub(in crate::learn) struct Moments<M: NodeStatistic> {
    measure: M,
    total: M::Cell,
    total_moments: (f64, f64),
    cells: Vec<M::Cell>,
    open: Vec<bool>,
    keys: Vec<u64>,
    spare: Vec<u64>,
    ranks: Vec<u16>,
}

impl<M: NodeStatistic> Moments<M> {
    pub(in crate::learn) fn new(measure: M) -> Self {
        Self {
            measure,
            total: M::Cell::default(),
            total_moments: (0.0, 0.0),
            cells: vec![M::Cell::default(); MOST_BUCKETS],
            open: vec![false; MOST_BUCKETS],
            keys: Vec::new(),
            spare: Vec::new(),
            ranks: Vec::new(),
        }
    }

    /// merit(left) + merit(right) from weight and sum of the left side, as a numerator and a denominator.
    #[inline(always)]
    fn terms_of(&self, (weight, sum): (f64, f64)) -> (f64, f64) {
        let (right_weight, right_sum) = (self.total_moments.0 - weight, self.total_moments.1 - sum);
        (sum * sum * right_weight + right_sum * right_sum * weight, weight * right_weight)
    }

    #[inline(always)]
    fn merit_of(&self, left: (f64, f64)) -> f64 {
        let (above, below) = self.terms_of(left);
        above / below
    }

    /// Whether a merit may be above another: true if it is, and at most one part in 10¹² too often. Without dividing.
    #[inline(always)]
    fn may_exceed(&self, left: (f64, f64), other: f64) -> bool {
        let (above, below) = self.terms_of(left);
        above > other * (1.0 - 1e-12) * below
    }

    #[inline(always)]
    fn allowed(&self, left: M::Cell, rows: usize, min_leaf: usize) -> bool {
        let seen = M::rows(left);
        seen >= min_leaf && rows - seen >= min_leaf
    }

    fn by_buckets(&mut self, column: Column<'_>, entries: &[M::Entry], terms: SplitLimits, shift: u32) -> SplitSearch {
        let buckets = ((column.values.len() - 1) >> shift) + 1;
        self.cells[..buckets].fill(M::Cell::default());
        let cells = &mut self.cells[..];
        for entry in entries {
            let place = usize::from(column.codes[M::row(*entry)] >> shift) % MOST_BUCKETS;
            cells[place] = M::add(cells[place], M::cell(*entry));
        }
        let mut left = M::Cell::default();
        let mut best = (terms.floor, None);
        let mut filled = 0;
        for (bucket, cell) in self.cells[..buckets].iter().enumerate() {
            if M::rows(*cell) == 0 {
                continue;
            }
            if filled > 0 && self.allowed(left, entries.len(), terms.min_leaf) {
                let merit = self.merit_of(self.measure.moments(left));
                if merit > best.0 {
                    best = (merit, Some(((bucket << shift) - 1) as u16));
                }
            }
            left = M::add(left, *cell);
            filled += 1;
        }
        if shift > 0 {
            self.within_buckets(column, entries, terms.min_leaf, shift, &mut best, &mut filled);
        }
        match best {
            (merit, Some(last)) => SplitSearch::Better(last, None, merit),
            _ if filled < 2 => SplitSearch::Constant,
            _ => SplitSearch::Nothing,
        }
    }

    /// Looks inside the buckets that may hide something better; `filled` becomes the number of distinct ranks or more.
    fn within_buckets(
        &mut self,
        column: Column<'_>,
        entries: &[M::Entry],
        min_leaf: usize,
        shift: u32,
        best: &mut (f64, Option<u16>),
        filled: &mut usize,
    ) {
        let buckets = ((column.values.len() - 1) >> shift) + 1;
        let mut left = M::Cell::default();
        let mut any = false;
        for bucket in 0..buckets {
            let cell = self.cells[bucket];
            let after = M::add(left, cell);
            // A corner that leaves one side empty is no number and hides nothing: such a bucket holds rows of one kind.
            let hides = |corner: (f64, f64)| self.may_exceed(corner, best.0);
            let open =
                M::rows(cell) > 1 && (*filled == 1 || hides(self.measure.corner(left, after)) || hides(self.measure.corner(after, left)));
            self.open[bucket] = open;
            any |= open;
            left = after;
        }
        if !any {
            return;
        }
        self.keys.clear();
        for (place, entry) in entries.iter().enumerate() {
            let code = column.codes[M::row(*entry)];
            if self.open[usize::from(code >> shift) % MOST_BUCKETS] {
                self.keys.push(u64::from(code) << 48 | M::payload(*entry, place));
            }
        }
        self.spare.resize(self.spare.len().max(self.keys.len()), 0);
        sort(&mut self.keys, &mut self.spare);
        let (mut left, mut next) = (M::Cell::default(), 0);
        let mut start = 0;
        while start < self.keys.len() {
            let bucket = usize::from(rank(self.keys[start]) >> shift);
            while next < bucket {
                left = M::add(left, self.cells[next]);
                next += 1;
            }
            let end = start + M::rows(self.cells[bucket]);
            *filled += usize::from(rank(self.keys[start]) != rank(self.keys[end - 1]));
            self.scan(&self.keys[start..end], entries, left, min_leaf, best);
            start = end;
        }
    }

    /// Moves sorted rows over one by one, starting from the rows already on the left.
    fn scan(&self, keys: &[u64], entries: &[M::Entry], mut left: M::Cell, min_leaf: usize, best: &mut (f64, Option<u16>)) {
        for pair in keys.windows(2) {
            left = M::add(left, M::unpack(pair[0] & 0xFFFF_FFFF_FFFF, entries));
            if rank(pair[0]) != rank(pair[1]) && self.allowed(left, entries.len(), min_leaf) {
                let merit = self.merit_of(self.measure.moments(left));
                if merit > best.0 {
                    *best = (merit, Some(rank(pair[0])));
                }
            }
        }
    }

    fn by_sorting(&mut self, column: Column<'_>, entries: &[M::Entry], terms: SplitLimits) -> SplitSearch {
        self.keys.clear();
        let key = |(place, entry): (usize, &M::Entry)| u64::from(column.codes[M::row(*entry)]) << 48 | M::payload(*entry, place);
        self.keys.extend(entries.iter().enumerate().map(key));
        self.spare.resize(self.spare.len().max(self.keys.len()), 0);
        sort(&mut self.keys, &mut self.spare);
        if self.keys.first().map(|key| rank(*key)) == self.keys.last().map(|key| rank(*key)) {
            return SplitSearch::Constant;
        }
        let mut best = (terms.floor, None);
        self.scan(&self.keys, entries, M::Cell::default(), terms.min_leaf, &mut best);
        best.1.map_or(SplitSearch::Nothing, |last| SplitSearch::Better(last, None, best.0))
    }
}

impl<M: NodeStatistic> TreeObjective for Moments<M> {
    type Entry = M::Entry;

    fn enter(&self, row: u32, copies: u32) -> M::Entry {
        self.measure.enter(row, copies)
    }

    #[inline(always)]
    fn row(entry: M::Entry) -> usize {
        M::row(entry)
    }

    #[inline(always)]
    fn moved(entry: M::Entry, row: u32) -> M::Entry {
        M::moved(entry, row)
    }

    fn weigh(&mut self, entries: &[M::Entry]) -> bool {
        self.total = entries.iter().fold(M::Cell::default(), |sum, entry| M::add(sum, M::cell(*entry)));
        self.total_moments = self.measure.moments(self.total);
        self.measure.note(entries, self.total)
    }

    fn merit(&self) -> f64 {
        self.total_moments.1 * self.total_moments.1 / self.total_moments.0
    }

    fn answer(&self, entries: &[M::Entry], values: &mut Vec<f64>) {
        self.measure.answer(entries, self.total, values);
    }

    fn best(&mut self, column: Column<'_>, entries: &[M::Entry], terms: SplitLimits) -> SplitSearch {
        let ranks = column.values.len();
        if ranks < 2 {
            return SplitSearch::Constant;
        }
        if ranks <= 2 * entries.len() && ranks <= MOST_BUCKETS {
            return self.by_buckets(column, entries, terms, 0);
        }
        if entries.len() < BUCKETS_FROM {
            return self.by_sorting(column, entries, terms);
        }
        let buckets = (entries.len() / 2).clamp(2, MOST_BUCKETS);
        let shift = (0..16).find(|shift| (ranks - 1) >> shift < buckets).unwrap_or(16);
        self.by_buckets(column, entries, terms, shift)
    }

    fn drawn(&mut self, column: Column<'_>, entries: &[M::Entry], terms: SplitLimits, random: &mut Random) -> SplitSearch {
        let (low, high) = gather(&mut self.ranks, column.codes, entries.iter().map(|entry| M::row(*entry)));
        if low >= high {
            return SplitSearch::Constant;
        }
        let (threshold, last) = draw_threshold(column, &self.ranks, (low, high), random);
        let mut left = M::Cell::default();
        for (entry, rank) in entries.iter().zip(&self.ranks) {
            let moved = if *rank <= last { M::cell(*entry) } else { M::Cell::default() };
            left = M::add(left, moved);
        }
        if !self.allowed(left, entries.len(), terms.min_leaf) {
            return SplitSearch::Nothing;
        }
        let merit = self.merit_of(self.measure.moments(left));
        if merit > terms.floor { SplitSearch::Better(last, Some(threshold), merit) } else { SplitSearch::Nothing }
    }

    fn set_weights(&mut self, weights: &[f64]) {
        self.measure.set_weights(weights);
    }

    fn outputs(&self) -> usize {
        self.measure.outputs()
    }
}
