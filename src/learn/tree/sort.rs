//! Sorting the rows of a small node by rank.
//!
//! A key is a rank in its upper 16 bits and whatever belongs to it below, so that sorting moves one word.

/// Keys from this number are sorted by counting digits.
const RADIX_FROM: usize = 256;

/// Keys up to this number are sorted by insertion.
const INSERTION_TO: usize = 20;

/// The rank of a key.
#[inline(always)]
pub(super) fn rank(key: u64) -> u16 {
    (key >> 48) as u16
}

/// Sorts keys by rank, the same keys always into the same order; `spare` is as long.
pub(super) fn sort(keys: &mut [u64], spare: &mut [u64]) {
    if keys.len() <= INSERTION_TO {
        insertion_sort(keys);
        return;
    }
    if keys.len() < RADIX_FROM {
        keys.sort_unstable();
        return;
    }
    let spare = &mut spare[..keys.len()];
    let mut low = [0_u32; 256];
    let mut high = [0_u32; 256];
    for key in keys.iter() {
        low[usize::from((key >> 48) as u8)] += 1;
        high[usize::from((key >> 56) as u8)] += 1;
    }
    scatter(keys, spare, &mut low, 48);
    scatter(spare, keys, &mut high, 56);
}

fn insertion_sort(keys: &mut [u64]) {
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

fn scatter(from: &[u64], to: &mut [u64], counts: &mut [u32; 256], shift: u32) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::random::Random;

    #[test]
    fn keys_of_any_number_come_out_by_rank() {
        for length in [0, 1, 2, 20, 21, 255, 256, 3000] {
            let mut random = Random::stream(9, length as u64);
            let mut keys: Vec<u64> = (0..length).map(|place| u64::from(random.below(70)) << 52 | place as u64).collect();
            let mut wanted = keys.clone();
            wanted.sort_unstable();
            sort(&mut keys, &mut vec![0; length]);
            assert_eq!(keys, wanted, "{length} keys");
        }
    }
}
