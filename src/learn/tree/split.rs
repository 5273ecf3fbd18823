//! The best cut of one feature at one node: by counting into ranks when the node is large against them, else by sorting.

use super::impurity::Impurity;
use crate::learn::columns::Columns;

/// A row in a node: its number in the upper bits, then 8 bits of class and 8 of weight (its copies in the draw).
pub(super) type Entry = u64;

/// Keys above this number are sorted by counting digits.
const RADIX_FROM: usize = 256;

/// A cut between two ranks of a feature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cut {
    pub(super) feature: usize,
    pub(super) left: u16,
    pub(super) right: u16,
    /// merit(left) + merit(right).
    pub(super) merit: f64,
}

/// What a node is divided by: its weights per class and their sum.
pub(super) struct Totals {
    pub(super) by_class: [f64; 256],
    pub(super) terms: f64,
    pub(super) weight: f64,
}

/// Buffers kept from node to node, so that growing allocates nothing.
pub(super) struct Scratch {
    keys: Vec<u32>,
    spare: Vec<u32>,
    counts: Vec<u32>,
    rows: Vec<u32>,
    classes: usize,
}

/// One side as rows move over.
struct Sides<'a> {
    left: [f64; 256],
    right: [f64; 256],
    left_terms: f64,
    right_terms: f64,
    left_weight: f64,
    right_weight: f64,
    class_weights: &'a [f64; 256],
}

impl<'a> Sides<'a> {
    fn new(totals: &Totals, class_weights: &'a [f64; 256]) -> Self {
        Self {
            left: [0.0; 256],
            right: totals.by_class,
            left_terms: 0.0,
            right_terms: totals.terms,
            left_weight: 0.0,
            right_weight: totals.weight,
            class_weights,
        }
    }

    #[inline(always)]
    fn shift<I: Impurity>(&mut self, class: u8, copies: u32) {
        let class = usize::from(class);
        let weight = f64::from(copies) * self.class_weights[class];
        let (left, right) = (self.left[class], self.right[class]);
        self.left_terms += I::term(left + weight) - I::term(left);
        self.right_terms += I::term(right - weight) - I::term(right);
        self.left[class] = left + weight;
        self.right[class] = right - weight;
        self.left_weight += weight;
        self.right_weight -= weight;
    }

    #[inline(always)]
    fn merit<I: Impurity>(&self) -> f64 {
        I::merit(self.left_terms, self.left_weight) + I::merit(self.right_terms, self.right_weight)
    }
}

/// What a look at a feature found.
pub(super) enum Found {
    /// All rows of the node have one value.
    Constant,
    /// Nothing better than the best so far.
    Nothing,
    /// A better cut.
    Better(Cut),
}

impl Scratch {
    pub(super) fn new(rows: usize, classes: usize, columns: &Columns) -> Self {
        let ranks = (0..columns.len()).map(|feature| columns.distinct(feature)).max().unwrap_or(0);
        // Counting never pays when there are more ranks than rows could fill.
        let ranks = ranks.min(rows);
        Self { keys: vec![0; rows], spare: vec![0; rows], counts: vec![0; ranks * classes], rows: vec![0; ranks], classes }
    }

    /// The best cut of a feature that beats `best`, leaving at least `min_leaf` rows on each side.
    #[expect(clippy::too_many_arguments, reason = "the inner loop takes its parts apart so that the compiler sees them unaliased")]
    pub(super) fn best<I: Impurity>(
        &mut self,
        columns: &Columns,
        feature: usize,
        entries: &[Entry],
        totals: &Totals,
        class_weights: &[f64; 256],
        min_leaf: usize,
        best: f64,
    ) -> Found {
        let ranks = columns.distinct(feature);
        if ranks < 2 {
            return Found::Constant;
        }
        if ranks * self.classes <= 2 * entries.len() && ranks <= self.rows.len() {
            self.count(columns.codes(feature), entries);
            self.scan_counts::<I>(feature, ranks, entries.len(), totals, class_weights, min_leaf, best)
        } else {
            if !self.gather(columns.codes(feature), entries) {
                return Found::Constant;
            }
            self.sort(entries.len());
            self.scan_keys::<I>(feature, entries.len(), totals, class_weights, min_leaf, best)
        }
    }

    fn count(&mut self, codes: &[u16], entries: &[Entry]) {
        for entry in entries {
            let code = usize::from(codes[(entry >> 16) as usize]);
            self.counts[code * self.classes + usize::from((entry >> 8) as u8)] += (*entry & 0xFF) as u32;
            self.rows[code] += 1;
        }
    }

    #[expect(clippy::too_many_arguments, reason = "see `best`")]
    fn scan_counts<I: Impurity>(
        &mut self,
        feature: usize,
        ranks: usize,
        total_rows: usize,
        totals: &Totals,
        class_weights: &[f64; 256],
        min_leaf: usize,
        best: f64,
    ) -> Found {
        let mut sides = Sides::new(totals, class_weights);
        let mut found = Found::Constant;
        let mut best = best;
        let mut seen = 0;
        let mut previous = 0;
        for rank in 0..ranks {
            let here = self.rows[rank] as usize;
            if here == 0 {
                continue;
            }
            if seen > 0 {
                if matches!(found, Found::Constant) {
                    found = Found::Nothing;
                }
                if seen >= min_leaf && total_rows - seen >= min_leaf {
                    let merit = sides.merit::<I>();
                    if merit > best {
                        best = merit;
                        found = Found::Better(Cut { feature, left: previous, right: rank as u16, merit });
                    }
                }
            }
            for (class, copies) in self.counts[rank * self.classes..(rank + 1) * self.classes].iter_mut().enumerate() {
                if *copies > 0 {
                    sides.shift::<I>(class as u8, *copies);
                    *copies = 0;
                }
            }
            self.rows[rank] = 0;
            seen += here;
            previous = rank as u16;
        }
        found
    }

    /// Fills the keys: rank, class, weight in one word. Says whether two ranks differ.
    fn gather(&mut self, codes: &[u16], entries: &[Entry]) -> bool {
        let first = entries.first().map_or(0, |entry| codes[(entry >> 16) as usize]);
        let mut differs = 0;
        for (key, entry) in self.keys.iter_mut().zip(entries) {
            let code = codes[(entry >> 16) as usize];
            differs |= code ^ first;
            *key = u32::from(code) << 16 | (*entry & 0xFFFF) as u32;
        }
        differs != 0
    }

    /// Sorts the first keys by rank.
    fn sort(&mut self, length: usize) {
        let keys = &mut self.keys[..length];
        if length < RADIX_FROM {
            if length <= 24 {
                insertion_sort(keys)
            } else {
                keys.sort_unstable()
            }
            return;
        }
        let spare = &mut self.spare[..length];
        let mut low = [0_u32; 256];
        let mut high = [0_u32; 256];
        for key in keys.iter() {
            low[usize::from((key >> 16) as u8)] += 1;
            high[usize::from((key >> 24) as u8)] += 1;
        }
        scatter(keys, spare, &mut low, 16);
        scatter(spare, keys, &mut high, 24);
    }

    fn scan_keys<I: Impurity>(
        &self,
        feature: usize,
        total_rows: usize,
        totals: &Totals,
        class_weights: &[f64; 256],
        min_leaf: usize,
        best: f64,
    ) -> Found {
        let keys = &self.keys[..total_rows];
        let mut sides = Sides::new(totals, class_weights);
        let mut found = Found::Nothing;
        let mut best = best;
        for (position, pair) in keys.windows(2).enumerate() {
            let (key, next) = (pair[0], pair[1]);
            sides.shift::<I>((key >> 8) as u8, key & 0xFF);
            let seen = position + 1;
            if key >> 16 != next >> 16 && seen >= min_leaf && total_rows - seen >= min_leaf {
                let merit = sides.merit::<I>();
                if merit > best {
                    best = merit;
                    found = Found::Better(Cut { feature, left: (key >> 16) as u16, right: (next >> 16) as u16, merit });
                }
            }
        }
        found
    }
}

fn insertion_sort(keys: &mut [u32]) {
    for end in 1..keys.len() {
        let key = keys[end];
        let mut hole = end;
        while hole > 0 && keys[hole - 1] > key {
            keys[hole] = keys[hole - 1];
            hole -= 1;
        }
        keys[hole] = key;
    }
}

fn scatter(from: &[u32], to: &mut [u32], counts: &mut [u32; 256], shift: u32) {
    let mut start = 0;
    for count in counts.iter_mut() {
        let here = *count;
        *count = start;
        start += here;
    }
    for key in from {
        let slot = &mut counts[usize::from((key >> shift) as u8)];
        to[*slot as usize] = *key;
        *slot += 1;
    }
}
