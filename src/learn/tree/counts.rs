//! The best cut by Gini where ranks are few and rows count alike: class counts per rank in whole numbers, eight classes at
//! a time. The merit is the same to the last bit as that of running sums of weights, which are then whole numbers too.

use super::objective::{SplitLimits, SplitSearch};
use crate::learn::simd::Eight;

/// Ranks a column may have: the bits of one word say which are taken.
pub(super) const MOST_RANKS: usize = 64;

/// Copies a node may have, so that squares summed stay below 2³¹.
pub(super) const MOST_COPIES: usize = 32_767;

/// Classes, eight to each of `E`.
pub(super) struct Counts<const E: usize> {
    /// Per rank: copies of each class; all 0 between two looks.
    cells: Box<[[[u16; 8]; E]; MOST_RANKS]>,
}

impl<const E: usize> Counts<E> {
    pub(super) fn new() -> Self {
        Self { cells: Box::new([[[0; 8]; E]; MOST_RANKS]) }
    }

    /// Looks at a column of at most [`MOST_RANKS`] ranks; `copies` are those of each class in the node, together at most
    /// [`MOST_COPIES`]. An entry holds a row above, then 8 bits of class and 24 of copies. Leaves may be of any size.
    pub(super) fn best(&mut self, codes: &[u16], entries: &[u64], copies: &[u32], terms: SplitLimits) -> SplitSearch {
        let mut taken = 0_u64;
        for entry in entries {
            let rank = usize::from(codes[(entry >> 32) as usize]) % MOST_RANKS;
            let class = (entry >> 24) as usize & 0xFF;
            taken |= 1 << rank;
            self.cells[rank][class / 8 % E][class % 8] += *entry as u16;
        }
        let mut all = [[0_u16; 8]; E];
        for (class, copies) in copies.iter().enumerate().take(8 * E) {
            all[class / 8][class % 8] = *copies as u16;
        }
        let total = eights(&all);
        let weight: u32 = copies.iter().sum();
        let mut left = self.take(taken.trailing_zeros());
        taken &= taken.wrapping_sub(1);
        if taken == 0 {
            return SplitSearch::Constant;
        }
        let (mut best, mut last) = (terms.floor, None);
        while taken != 0 {
            let rank = taken.trailing_zeros();
            taken &= taken - 1;
            let merit = merit(&left, &total, weight as i32);
            if merit > best {
                (best, last) = (merit, Some(rank as u16 - 1));
            }
            let here = self.take(rank);
            left.iter_mut().zip(&here).for_each(|(left, here)| *left = left.plus(*here));
        }
        last.map_or(SplitSearch::Nothing, |last| SplitSearch::Better(last, None, best))
    }

    /// The counts of a rank, which are set back.
    #[inline(always)]
    fn take(&mut self, rank: u32) -> [Eight; E] {
        let cell = &mut self.cells[rank as usize % MOST_RANKS];
        let counts = eights(cell);
        *cell = [[0; 8]; E];
        counts
    }
}

#[inline(always)]
fn eights<const E: usize>(counts: &[[u16; 8]; E]) -> [Eight; E] {
    let mut eights = [Eight::of(&[0; 8]); E];
    eights.iter_mut().zip(counts).for_each(|(eight, counts)| *eight = Eight::of(counts));
    eights
}

/// Σ of squared counts by their sum, on both sides.
#[inline(always)]
fn merit<const E: usize>(left: &[Eight; E], total: &[Eight; E], weight: i32) -> f64 {
    let right = total[0].minus(left[0]);
    let (mut lefts, mut rights, mut counts) = (left[0].squares(), right.squares(), left[0]);
    for (left, total) in left.iter().zip(total).skip(1) {
        lefts = lefts.plus(left.squares());
        rights = rights.plus(total.minus(*left).squares());
        counts = counts.plus(*left);
    }
    let [of_left, of_right] = lefts.totals(rights);
    let [left_weight, _] = counts.sums().totals(counts.sums());
    f64::from(of_left) / f64::from(left_weight) + f64::from(of_right) / f64::from(weight - left_weight)
}
