//! Python's `random.Random`: how `sample` draws with the Mersenne Twister. KSWIN's draws come from here.

use rand_mt::Mt;

/// A stream of 32-bit words.
#[derive(Clone, Debug)]
pub(super) struct Mt19937(Mt);

impl Mt19937 {
    /// The stream of `random.Random(seed)`: seeded by an array of one word.
    pub(super) fn new(seed: u32) -> Self {
        Self(Mt::new_with_key([seed]))
    }

    /// A whole number in 0..bound, as `_randbelow` draws it.
    fn below(&mut self, bound: usize) -> usize {
        let bits = usize::BITS - bound.leading_zeros();
        loop {
            let drawn = (self.0.next_u32() >> (32 - bits)) as usize;
            if drawn < bound {
                return drawn;
            }
        }
    }

    /// `count` different numbers in 0..bound, in the order of `random.sample(range(bound), count)`; into `drawn`.
    pub(super) fn sample(&mut self, bound: usize, count: usize, drawn: &mut Vec<usize>) {
        drawn.clear();
        // Python keeps a list where a set would be larger: 21 words, plus the power of 4 that holds three times the draws.
        let mut set_size = 21;
        if count > 5 {
            let mut power = 1;
            while power < count * 3 {
                power *= 4;
            }
            set_size += power;
        }
        if bound <= set_size {
            let mut pool: Vec<usize> = (0..bound).collect();
            for place in 0..count {
                let chosen = self.below(bound - place);
                drawn.push(pool[chosen]);
                pool[chosen] = pool[bound - place - 1];
            }
        } else {
            while drawn.len() < count {
                let chosen = self.below(bound);
                if !drawn.contains(&chosen) {
                    drawn.push(chosen);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Mt19937;

    // Expected values: Python 3.11, random.Random(seed).sample(range(bound), count).
    #[test]
    fn samples_are_pythons() {
        let sample = |seed, bound, count| {
            let mut drawn = Vec::new();
            Mt19937::new(seed).sample(bound, count, &mut drawn);
            drawn
        };
        assert_eq!(sample(42, 70, 8), SMALL);
        assert_eq!(sample(7, 1000, 6), LARGE);
    }

    const SMALL: [usize; 8] = [14, 3, 35, 31, 28, 17, 13, 43];
    const LARGE: [usize; 6] = [331, 970, 154, 404, 666, 49];
}
