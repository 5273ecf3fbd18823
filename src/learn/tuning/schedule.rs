//! How many candidates each round of successive halving keeps and what effort it spends: scikit-learn's rules to the letter.

use crate::protocol::tune::{HalvingSpec, MinResources, Rung};

/// Rounds from first to last. `all` is the effort of everything (training rows, or the largest value of the parameter) and
/// `smallest` the least sensible one.
pub fn schedule(spec: &HalvingSpec, candidates: u32, all: u32, smallest: u32) -> Vec<Rung> {
    let factor = spec.factor.max(2);
    let most = spec.max_resources.map_or(all, |most| most.min(all)).max(1);
    // Logarithms as scikit-learn takes them: where an exact power comes out a hair too small, so does theirs.
    let rounds = |ratio: u32| 1 + libm::floor(libm::log(f64::from(ratio.max(1))) / libm::log(f64::from(factor))) as u32;
    let required = rounds(candidates);
    let least = match spec.min_resources {
        MinResources::Count(least) => least,
        MinResources::Smallest => smallest,
        MinResources::Exhaust => smallest.max(most / factor.saturating_pow(required - 1)),
    }
    .clamp(1, most);
    let possible = rounds(most / least);
    let count = if spec.aggressive_elimination { required } else { possible.min(required) };
    let mut left = candidates;
    let mut rungs = Vec::with_capacity(count as usize);
    for round in 0..count {
        let power = if spec.aggressive_elimination { (round + possible).saturating_sub(required) } else { round };
        let resource = factor.saturating_pow(power).saturating_mul(least).min(most);
        rungs.push(Rung { candidates: left, resource });
        left = left.div_ceil(factor);
    }
    rungs
}
