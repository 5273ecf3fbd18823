//! The best cut by class counts: any number of classes, Gini or entropy.
//!
//! Both measures are a sum of one term per class and one closing step; the weighted impurity decrease of a split is then
//! `merit(left) + merit(right) − merit(node)`. A node that is large against a feature's ranks is counted, else sorted; with
//! Gini, rows that count alike and few ranks it is counted in whole numbers, see [`counts`](super::counts).

use super::counts::{Counts, MOST_COPIES, MOST_RANKS};
use super::objective::{SplitLimits, SplitSearch, TreeObjective, draw_threshold, gather};
use super::sort::{rank, sort};
use crate::learn::{columns::Column, random::Random};

/// A measure of purity.
pub(in crate::learn) trait Impurity {
    /// It is Gini, which whole numbers are enough for.
    const SQUARES: bool;
    /// The term of a class with this weight.
    fn term(weight: f64) -> f64;
    /// The merit of a side from the sum of its terms and its weight; larger is purer.
    fn merit(terms: f64, weight: f64) -> f64;
}

/// Gini: the terms are squares, and merit is Σ w² / W.
pub(in crate::learn) struct Gini;

impl Impurity for Gini {
    const SQUARES: bool = true;

    #[inline(always)]
    fn term(weight: f64) -> f64 {
        weight * weight
    }

    #[inline(always)]
    fn merit(terms: f64, weight: f64) -> f64 {
        terms / weight
    }
}

/// Entropy in bits: the terms are w·log2 w, and merit is Σ w·log2 w − W·log2 W.
pub(in crate::learn) struct Entropy;

impl Impurity for Entropy {
    const SQUARES: bool = false;

    #[inline]
    fn term(weight: f64) -> f64 {
        // A weight taken away class by class may end a rounding error below zero.
        if weight > 0.0 { weight * libm::log2(weight) } else { 0.0 }
    }

    #[inline]
    fn merit(terms: f64, weight: f64) -> f64 {
        terms - Self::term(weight)
    }
}

/// Class shares as a goal, and its buffers.
pub(in crate::learn) struct Shares<'a, I> {
    labels: &'a [u8],
    weights: Vec<f64>,
    /// Copies per class of the weighed node.
    copies: Vec<u32>,
    total: SideWeights,
    left: SideWeights,
    right: SideWeights,
    /// Per rank: copies of each class.
    counts: Vec<u32>,
    /// Per rank: rows.
    rows: Vec<u32>,
    keys: Vec<u64>,
    spare: Vec<u64>,
    ranks: Vec<u16>,
    few: SmallClassCounts,
    impurity: std::marker::PhantomData<I>,
}

/// Counting in whole numbers, for as many classes as there are.
enum SmallClassCounts {
    Eight(Counts<1>),
    Sixteen(Counts<2>),
    /// There are more classes, or rows count unlike.
    None,
}

/// Weight per class, their terms and their sum.
struct SideWeights {
    by_class: Vec<f64>,
    terms: f64,
    weight: f64,
}

impl SideWeights {
    fn new(classes: usize) -> Self {
        Self { by_class: vec![0.0; classes], terms: 0.0, weight: 0.0 }
    }

    fn set(&mut self, from: &Self) {
        self.by_class.copy_from_slice(&from.by_class);
        (self.terms, self.weight) = (from.terms, from.weight);
    }

    fn clear(&mut self) {
        self.by_class.fill(0.0);
        (self.terms, self.weight) = (0.0, 0.0);
    }

    #[inline(always)]
    fn change<I: Impurity>(&mut self, class: usize, weight: f64) {
        let before = self.by_class[class];
        let after = before + weight;
        self.by_class[class] = after;
        self.terms += I::term(after) - I::term(before);
        self.weight += weight;
    }
}

/// Class and copies from the low bits of an entry or a key.
#[inline(always)]
fn class_and_copies(entry: u64) -> (usize, u32) {
    (usize::from((entry >> 24) as u8), (entry & 0xFF_FFFF) as u32)
}

impl<'a, I: Impurity> Shares<'a, I> {
    /// Labels below the number of weights, one weight per class.
    pub(in crate::learn) fn new(labels: &'a [u8], weights: &'a [f64]) -> Self {
        let side = || SideWeights::new(weights.len());
        let few = match weights.len() {
            _ if !I::SQUARES || weights.iter().any(|weight| *weight != 1.0) => SmallClassCounts::None,
            0..=8 => SmallClassCounts::Eight(Counts::new()),
            9..=16 => SmallClassCounts::Sixteen(Counts::new()),
            _ => SmallClassCounts::None,
        };
        Self {
            labels,
            weights: weights.to_vec(),
            copies: vec![0; weights.len()],
            total: side(),
            left: side(),
            right: side(),
            counts: Vec::new(),
            rows: Vec::new(),
            keys: Vec::new(),
            spare: Vec::new(),
            ranks: Vec::new(),
            few,
            impurity: std::marker::PhantomData,
        }
    }

    fn begin(&mut self) {
        self.left.clear();
        self.right.set(&self.total);
    }

    #[inline(always)]
    fn shift(&mut self, class: usize, copies: u32) {
        let weight = f64::from(copies) * self.weights[class];
        self.left.change::<I>(class, weight);
        self.right.change::<I>(class, -weight);
    }

    #[inline(always)]
    fn halves(&self) -> f64 {
        I::merit(self.left.terms, self.left.weight) + I::merit(self.right.terms, self.right.weight)
    }

    fn by_counting(&mut self, column: Column<'_>, entries: &[u64], terms: SplitLimits) -> SplitSearch {
        let (ranks, classes) = (column.values.len(), self.weights.len());
        self.rows.clear();
        self.rows.resize(ranks, 0);
        self.counts.clear();
        self.counts.resize(ranks * classes, 0);
        for entry in entries {
            let code = usize::from(column.codes[(entry >> 32) as usize]);
            let (class, copies) = class_and_copies(*entry);
            self.counts[code * classes + class] += copies;
            self.rows[code] += 1;
        }
        self.begin();
        let (mut best, mut seen, mut filled) = ((terms.floor, None), 0, 0);
        for code in 0..ranks {
            let here = self.rows[code] as usize;
            if here == 0 {
                continue;
            }
            if filled > 0 && seen >= terms.min_leaf && entries.len() - seen >= terms.min_leaf {
                let merit = self.halves();
                if merit > best.0 {
                    best = (merit, Some((code - 1) as u16));
                }
            }
            for class in 0..classes {
                let copies = self.counts[code * classes + class];
                if copies > 0 {
                    self.shift(class, copies);
                }
            }
            seen += here;
            filled += 1;
        }
        match best {
            (merit, Some(last)) => SplitSearch::Better(last, None, merit),
            _ if filled < 2 => SplitSearch::Constant,
            _ => SplitSearch::Nothing,
        }
    }

    fn by_sorting(&mut self, column: Column<'_>, entries: &[u64], terms: SplitLimits) -> SplitSearch {
        let mut keys = std::mem::take(&mut self.keys);
        keys.clear();
        keys.extend(entries.iter().map(|entry| u64::from(column.codes[(entry >> 32) as usize]) << 48 | entry & 0xFFFF_FFFF));
        let found = if keys.iter().all(|key| rank(*key) == rank(keys[0])) {
            SplitSearch::Constant
        } else {
            self.spare.resize(self.spare.len().max(keys.len()), 0);
            sort(&mut keys, &mut self.spare);
            self.scan(&keys, terms)
        };
        self.keys = keys;
        found
    }

    fn scan(&mut self, keys: &[u64], terms: SplitLimits) -> SplitSearch {
        self.begin();
        let mut best = (terms.floor, None);
        for (position, pair) in keys.windows(2).enumerate() {
            let (class, copies) = class_and_copies(pair[0]);
            self.shift(class, copies);
            let seen = position + 1;
            if rank(pair[0]) != rank(pair[1]) && seen >= terms.min_leaf && keys.len() - seen >= terms.min_leaf {
                let merit = self.halves();
                if merit > best.0 {
                    best = (merit, Some(rank(pair[0])));
                }
            }
        }
        best.1.map_or(SplitSearch::Nothing, |last| SplitSearch::Better(last, None, best.0))
    }
}

impl<I: Impurity> TreeObjective for Shares<'_, I> {
    type Entry = u64;

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

    fn weigh(&mut self, entries: &[u64]) -> bool {
        self.copies.fill(0);
        for entry in entries {
            let (class, here) = class_and_copies(*entry);
            self.copies[class] += here;
        }
        self.total.clear();
        for (class, copies) in self.copies.iter().enumerate() {
            self.total.change::<I>(class, f64::from(*copies) * self.weights[class]);
        }
        self.copies.iter().filter(|copies| **copies > 0).count() < 2
    }

    fn merit(&self) -> f64 {
        I::merit(self.total.terms, self.total.weight)
    }

    fn answer(&self, _: &[u64], values: &mut Vec<f64>) {
        values.extend(self.total.by_class.iter().map(|weight| weight / self.total.weight));
    }

    fn best(&mut self, column: Column<'_>, entries: &[u64], terms: SplitLimits) -> SplitSearch {
        let ranks = column.values.len();
        if ranks < 2 {
            return SplitSearch::Constant;
        }
        // The weights are 1, so that their sum is the number of copies.
        if ranks <= MOST_RANKS && terms.min_leaf <= 1 && self.total.weight <= MOST_COPIES as f64 {
            match &mut self.few {
                SmallClassCounts::Eight(counts) => return counts.best(column.codes, entries, &self.copies, terms),
                SmallClassCounts::Sixteen(counts) => return counts.best(column.codes, entries, &self.copies, terms),
                SmallClassCounts::None => {}
            }
        }
        if ranks * (self.weights.len() + COUNTING_RANK) <= COUNTING_ROW * entries.len() {
            self.by_counting(column, entries, terms)
        } else {
            self.by_sorting(column, entries, terms)
        }
    }

    fn drawn(&mut self, column: Column<'_>, entries: &[u64], terms: SplitLimits, random: &mut Random) -> SplitSearch {
        let (low, high) = gather(&mut self.ranks, column.codes, entries.iter().map(|entry| (entry >> 32) as usize));
        if low >= high {
            return SplitSearch::Constant;
        }
        let (threshold, last) = draw_threshold(column, &self.ranks, (low, high), random);
        let mut copies = [0_u32; 256];
        let mut seen = 0;
        for (entry, rank) in entries.iter().zip(&self.ranks) {
            let goes_left = u32::from(*rank <= last);
            let (class, here) = class_and_copies(*entry);
            copies[class] += here * goes_left;
            seen += goes_left as usize;
        }
        if seen < terms.min_leaf || entries.len() - seen < terms.min_leaf {
            return SplitSearch::Nothing;
        }
        self.begin();
        for (class, copies) in copies.iter().enumerate().filter(|(_, copies)| **copies > 0) {
            self.shift(class, *copies);
        }
        let merit = self.halves();
        if merit > terms.floor { SplitSearch::Better(last, Some(threshold), merit) } else { SplitSearch::Nothing }
    }

    fn set_weights(&mut self, weights: &[f64]) {
        self.weights.copy_from_slice(weights);
        // Rows that count unlike are not counted in whole numbers.
        self.few = SmallClassCounts::None;
    }

    fn outputs(&self) -> usize {
        self.weights.len()
    }
}

/// Counting pays when a rank's cost (one step per class and this many) is below what sorting costs per row.
const COUNTING_RANK: usize = 8;

/// The cost of sorting one row, in the same steps.
const COUNTING_ROW: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_counted_in_whole_numbers_has_the_cut_of_one_sorted() {
        for classes in [2_u32, 3, 8, 9, 10, 16] {
            let mut random = Random::stream(3, u64::from(classes));
            let labels: Vec<u8> = (0..300).map(|_| random.below(classes) as u8).collect();
            let codes: Vec<u16> = labels.iter().map(|label| (u32::from(*label) * 2 + random.below(30)) as u16).collect();
            let values: Vec<(f64, f64)> = (0..64).map(|rank| (f64::from(rank), f64::from(rank))).collect();
            let column = Column { codes: &codes, values: &values };
            let weights = vec![1.0; classes as usize];
            let mut shares = Shares::<Gini>::new(&labels, &weights);
            for rows in [2, 3, 7, 40, 300] {
                let entries: Vec<u64> = (0..rows).map(|row| shares.enter(row, 1 + random.below(4))).collect();
                shares.weigh(&entries);
                let terms = SplitLimits { min_leaf: 1, floor: f64::NEG_INFINITY };
                let few = shares.best(column, &entries, terms);
                let (counted, sorted) = (shares.by_counting(column, &entries, terms), shares.by_sorting(column, &entries, terms));
                let cut = |found: &SplitSearch| match found {
                    SplitSearch::Better(last, None, merit) => {
                        Some((entries.iter().filter(|e| codes[Shares::<Gini>::row(**e)] <= *last).count(), *merit))
                    }
                    _ => None,
                };
                assert_eq!(cut(&few), cut(&counted), "{classes} classes, {rows} rows");
                assert_eq!(cut(&few), cut(&sorted), "{classes} classes, {rows} rows");
                // Nothing beats the best itself.
                let terms = SplitLimits { floor: cut(&few).map_or(0.0, |cut| cut.1), ..terms };
                assert!(!matches!(shares.best(column, &entries, terms), SplitSearch::Better(..)));
            }
        }
    }
}
