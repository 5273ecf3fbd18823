//! Maximum mean discrepancy with a Gaussian kernel and a permutation test.
//!
//! Gretton et al., *A kernel two-sample test* (2012), the unbiased estimate; the kernel's width from the median squared
//! distance within the reference, as Evidently codes it. Draws are ours.

use super::{Numbers, TestResult};
use crate::learn::random::Random;
use crate::monitor::Error;

/// Values of both sides that the matrix of kernels may hold: 32 MB.
const MOST: usize = 2000;

/// MMD², near 0 or above, and the share of `permutations` divisions whose MMD² is at least as large. Two values a side.
pub fn maximum_mean_discrepancy(numbers: &Numbers, permutations: u32, seed: u64) -> Result<TestResult, Error> {
    const TEST: &str = "maximum mean discrepancy";
    numbers.at_least(2, TEST)?;
    let (n, m) = (numbers.reference().len(), numbers.current().len());
    let all = n + m;
    if all > MOST {
        return Err(Error::TooMany { found: all, test: TEST, most: MOST });
    }
    let values: Vec<f64> = numbers.reference().iter().chain(numbers.current()).copied().collect();
    let gamma = 1.0 / (2.0 * squared_width(numbers.reference()));
    let mut kernel = vec![0.0; all * all];
    for row in 0..all {
        for column in 0..row {
            let entry = libm::exp(-gamma * squared(values[row], values[column]));
            kernel[row * all + column] = entry;
            kernel[column * all + row] = entry;
        }
    }
    let sums: Vec<f64> = kernel.chunks_exact(all).map(|row| row.iter().sum()).collect();
    let total: f64 = sums.iter().sum();
    let estimate = |places: &[u32]| {
        // Two sums give all three blocks: within the chosen rows, and from them to all.
        let within: f64 = places
            .iter()
            .map(|row| {
                let row = &kernel[*row as usize * all..(*row as usize + 1) * all];
                places.iter().map(|column| row[*column as usize]).sum::<f64>()
            })
            .sum();
        let from: f64 = places.iter().map(|row| sums[*row as usize]).sum();
        let across = from - within;
        let (size, other) = (n as f64, m as f64);
        (total - from - across) / (size * (size - 1.0)) + within / (other * (other - 1.0)) - 2.0 * across / (size * other)
    };
    let mut places: Vec<u32> = (0..all as u32).collect();
    let statistic = estimate(&places[n..]);
    let mut random = Random::stream(seed, 0);
    let mut at_least = 0_u32;
    for _ in 0..permutations {
        random.shuffle(&mut places);
        places[n..].sort_unstable();
        at_least += u32::from(statistic <= estimate(&places[n..]));
    }
    let share = f64::from(at_least) / f64::from(permutations.max(1));
    Ok(if permutations == 0 { TestResult::distance(statistic) } else { TestResult::test(statistic, share) })
}

fn squared(left: f64, right: f64) -> f64 {
    right * right - 2.0 * (left * right) + left * left
}

/// Half the median squared distance between two values, the nearest of the middle ones; ½ where that is 0.
fn squared_width(values: &[f64]) -> f64 {
    let mut distances: Vec<f64> = values.iter().flat_map(|left| values.iter().map(move |right| squared(*left, *right))).collect();
    let middle = ((distances.len() - 1) as f64 / 2.0).round_ties_even() as usize;
    let (_, median, _) = distances.select_nth_unstable_by(middle, f64::total_cmp);
    let half = 0.5 * *median;
    if half > 0.0 { half } else { 0.5 }
}
