//! Python's `random.Random`: the Mersenne Twister, and how `sample` draws with it. KSWIN's draws come from here.
//!
//! Matsumoto and Nishimura, *Mersenne Twister* (1998).

const WORDS: usize = 624;
const AHEAD: usize = 397;

/// A stream of 32-bit words.
#[derive(Clone, Debug)]
pub(super) struct Twister {
    words: Vec<u32>,
    next: usize,
}

impl Twister {
    /// The stream of `random.Random(seed)`: seeded by an array of one word.
    pub(super) fn new(seed: u32) -> Self {
        let mut words = vec![0_u32; WORDS];
        words[0] = 19_650_218;
        for place in 1..WORDS {
            words[place] = spread(words[place - 1], 1_812_433_253).wrapping_add(place as u32);
        }
        let mut place = 1;
        let mut turn = |words: &mut Vec<u32>, factor: u32, add: &dyn Fn(usize) -> u32| {
            words[place] = (words[place] ^ spread(words[place - 1], factor)).wrapping_add(add(place));
            place += 1;
            if place == WORDS {
                words[0] = words[WORDS - 1];
                place = 1;
            }
        };
        for _ in 0..WORDS {
            turn(&mut words, 1_664_525, &|_| seed);
        }
        for _ in 1..WORDS {
            turn(&mut words, 1_566_083_941, &|place| (place as u32).wrapping_neg());
        }
        words[0] = 0x8000_0000;
        Self { words, next: WORDS }
    }

    fn word(&mut self) -> u32 {
        if self.next == WORDS {
            for place in 0..WORDS {
                let joined = (self.words[place] & 0x8000_0000) | (self.words[(place + 1) % WORDS] & 0x7FFF_FFFF);
                let odd = if joined & 1 == 1 { 0x9908_B0DF } else { 0 };
                self.words[place] = self.words[(place + AHEAD) % WORDS] ^ (joined >> 1) ^ odd;
            }
            self.next = 0;
        }
        let mut word = self.words[self.next];
        self.next += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C_5680;
        word ^= (word << 15) & 0xEFC6_0000;
        word ^ (word >> 18)
    }

    /// A whole number in 0..bound, as `_randbelow` draws it.
    fn below(&mut self, bound: usize) -> usize {
        let bits = usize::BITS - bound.leading_zeros();
        loop {
            let drawn = (self.word() >> (32 - bits)) as usize;
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

fn spread(word: u32, factor: u32) -> u32 {
    (word ^ (word >> 30)).wrapping_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::Twister;

    // Expected values: Python 3.11, random.Random(seed).sample(range(bound), count).
    #[test]
    fn samples_are_pythons() {
        let sample = |seed, bound, count| {
            let mut drawn = Vec::new();
            Twister::new(seed).sample(bound, count, &mut drawn);
            drawn
        };
        assert_eq!(sample(42, 70, 8), SMALL);
        assert_eq!(sample(7, 1000, 6), LARGE);
    }

    const SMALL: [usize; 8] = [14, 3, 35, 31, 28, 17, 13, 43];
    const LARGE: [usize; 6] = [331, 970, 154, 404, 666, 49];
}
