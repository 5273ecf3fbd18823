//! Total variation distance with a permutation test: how often a random division of all rows differs as much.
//!
//! Good, *Permutation tests* (2000). Evidently's scheme, with draws of our own: sides of a division are drawn as counts, one
//! hypergeometric number per category, which is the same as shuffling the rows. Differences are compared as whole numbers.

use super::special::ln_choose;
use super::{Counts, TestResult};
use crate::learn::random::Random;

/// ½·Σ|r − c| over shares of categories, 0..=1, and the share of `permutations` divisions that differ at least as much.
pub fn total_variation(counts: &Counts, permutations: u32, seed: u64) -> TestResult {
    let (n, m) = counts.rows();
    let observed = difference(&counts.reference, &counts.current, n, m);
    let pooled: Vec<u64> = counts.reference.iter().zip(&counts.current).map(|(left, right)| left + right).collect();
    let mut random = Random::stream(seed, 0);
    let (mut left, mut right) = (vec![0; pooled.len()], vec![0; pooled.len()]);
    let mut at_least = 0_u32;
    for _ in 0..permutations {
        let (mut wanted, mut rest) = (n, n + m);
        for (place, count) in pooled.iter().enumerate() {
            let drawn = hypergeometric(&mut random, rest, *count, wanted);
            (left[place], right[place]) = (drawn, count - drawn);
            rest -= count;
            wanted -= drawn;
        }
        at_least += u32::from(difference(&left, &right, n, m) >= observed);
    }
    let statistic = observed as f64 / (2.0 * n as f64 * m as f64);
    if permutations == 0 {
        TestResult::distance(statistic)
    } else {
        TestResult::test(statistic, f64::from(at_least) / f64::from(permutations))
    }
}

/// Σ|r/n − c/m| times n·m, a whole number.
fn difference(reference: &[u64], current: &[u64], n: u64, m: u64) -> u128 {
    let away = |(left, right): (&u64, &u64)| (u128::from(*left) * u128::from(m)).abs_diff(u128::from(*right) * u128::from(n));
    reference.iter().zip(current).map(away).sum()
}

/// How many of `marked` among `all` are in a draw of `drawn`: inversion, from the most probable number outwards.
fn hypergeometric(random: &mut Random, all: u64, marked: u64, drawn: u64) -> u64 {
    let least = (marked + drawn).saturating_sub(all);
    let most = marked.min(drawn);
    let mode = ((u128::from(marked + 1) * u128::from(drawn + 1) / u128::from(all + 2)) as u64).clamp(least, most);
    let (k, n, a, s) = (mode as f64, drawn as f64, all as f64, marked as f64);
    let weight = libm::exp(ln_choose(s, k) + ln_choose(a - s, n - k) - ln_choose(a, n));
    let mut left = random.uniform() - weight;
    let (mut up, mut down, mut up_weight, mut down_weight) = (mode, mode, weight, weight);
    while left >= 0.0 && (up < most || down > least) {
        if up < most {
            up_weight *= (s - up as f64) * (n - up as f64) / ((up + 1) as f64 * (a - s - n + (up + 1) as f64));
            up += 1;
            left -= up_weight;
            if left < 0.0 {
                return up;
            }
        }
        if down > least {
            down_weight *= down as f64 * (a - s - n + down as f64) / ((s - down as f64 + 1.0) * (n - down as f64 + 1.0));
            down -= 1;
            left -= down_weight;
            if left < 0.0 {
                return down;
            }
        }
    }
    mode
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_follow_the_hypergeometric_distribution() {
        let mut random = Random::stream(11, 0);
        let mut seen = [0.0; 6];
        (0..20_000).for_each(|_| seen[hypergeometric(&mut random, 20, 5, 8) as usize] += 1.0);
        // Of 20, 5 marked, 8 drawn.
        let choose = |n: f64, k: f64| libm::exp(ln_choose(n, k));
        let statistic: f64 = (0..6)
            .map(|k| {
                let k = f64::from(k);
                let expected = 20_000.0 * choose(5.0, k) * choose(15.0, 8.0 - k) / choose(20.0, 8.0);
                (seen[k as usize] - expected) * (seen[k as usize] - expected) / expected
            })
            .sum();
        // 20.5 is the 99.9th percentile of chi-square with 5 degrees of freedom.
        assert!(statistic < 20.5, "{statistic}");
    }
}
