//! Random numbers that are the same on every machine: xoshiro256++ with unbiased bounded draws.
//!
//! Blackman and Vigna, *Scrambled linear pseudorandom number generators* (2021); Lemire, *Fast random integer generation
//! in an interval* (2019).

use rand_core::{RngCore, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// A stream of draws.
#[derive(Clone, Debug)]
pub struct Random(Xoshiro256PlusPlus);

impl Random {
    /// The stream with this number under this seed. Streams depend on nothing else, so work may be divided by stream.
    pub fn stream(seed: u64, number: u64) -> Self {
        // Distinct streams start far apart: the odd factor spreads neighbouring numbers over all 64 bits.
        Self(Xoshiro256PlusPlus::seed_from_u64(seed ^ number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    /// A whole number in 0..bound, each equally likely; 0 if the bound is 0.
    #[inline]
    pub fn below(&mut self, bound: u32) -> u32 {
        let mut product = u64::from(self.draw()) * u64::from(bound);
        if (product as u32) < bound {
            let reject = bound.wrapping_neg() % bound;
            while (product as u32) < reject {
                product = u64::from(self.draw()) * u64::from(bound);
            }
        }
        (product >> 32) as u32
    }

    /// A number in 0..1, each multiple of 2⁻⁵³ equally likely.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Every order equally likely (Fisher–Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }

    // The upper half has the better bits.
    #[inline]
    fn draw(&mut self) -> u32 {
        (self.0.next_u64() >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_repeats_and_differs_from_its_neighbour() {
        let draws = |seed, number| {
            let mut random = Random::stream(seed, number);
            (0..8).map(|_| random.below(1 << 30)).collect::<Vec<_>>()
        };
        assert_eq!(draws(7, 3), draws(7, 3));
        assert_ne!(draws(7, 3), draws(7, 4));
        assert_ne!(draws(7, 3), draws(8, 3));
    }

    #[test]
    fn bounded_draws_are_spread_evenly() {
        let mut random = Random::stream(1, 0);
        let mut counts = [0_f64; 7];
        for _ in 0..70_000 {
            counts[random.below(7) as usize] += 1.0;
        }
        // Chi-square with 6 degrees of freedom; 22.5 is its 99.9th percentile.
        let statistic: f64 = counts.iter().map(|count| (count - 10_000.0) * (count - 10_000.0) / 10_000.0).sum();
        assert!(statistic < 22.5, "{statistic}");
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<u32> = (0..100).collect();
        Random::stream(5, 0).shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
