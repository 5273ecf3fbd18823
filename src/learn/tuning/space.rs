//! Combinations of settings: all of a grid, or random ones.

use crate::learn::Error;
use crate::learn::random::Random;
use crate::protocol::float;
use crate::protocol::tune::{Dimension, Scale, Values};

/// Combinations at most.
pub(super) const MOST_CANDIDATES: usize = 1000;

const STREAM: u64 = 0x5345_4152;

/// One value per dimension, as Python prints it.
pub(super) type Combination = Vec<String>;

/// Every combination; the last dimension changes fastest, as in scikit-learn's `ParameterGrid` of sorted names.
pub fn grid(space: &[Dimension]) -> Result<Vec<Combination>, Error> {
    let lists = space.iter().map(values).collect::<Result<Vec<_>, _>>()?;
    let count = lists.iter().try_fold(1_usize, |count, list| count.checked_mul(list.len())).unwrap_or(usize::MAX);
    if count > MOST_CANDIDATES {
        return Err(wrong(format!("the grid has {count} combinations, more than the {MOST_CANDIDATES} allowed")));
    }
    Ok((0..count).map(|number| combination(&lists, number)).collect())
}

/// `count` random combinations under the seed. Where every dimension is a list, none comes twice, and there are no more than
/// the grid has. The first ones do not depend on `count`.
pub fn draw(space: &[Dimension], count: usize, seed: u64) -> Result<Vec<Combination>, Error> {
    space.iter().try_for_each(check)?;
    if !(1..=MOST_CANDIDATES).contains(&count) {
        return Err(wrong(format!("random search draws from 1 to {MOST_CANDIDATES} combinations, not {count}")));
    }
    let lists: Option<Vec<Vec<String>>> =
        space.iter().map(|dimension| if let Values::List(values) = &dimension.values { Some(values.clone()) } else { None }).collect();
    let Some(lists) = lists else {
        return Ok((0..count).map(|number| one(space, seed, number)).collect());
    };
    let all = lists.iter().try_fold(1_usize, |count, list| count.checked_mul(list.len())).unwrap_or(usize::MAX);
    // Without replacement: draws that were there already are passed over, unless nearly everything is wanted anyway.
    if all <= 100 * MOST_CANDIDATES {
        let mut numbers: Vec<u32> = (0..all as u32).collect();
        Random::stream(seed, STREAM).shuffle(&mut numbers);
        return Ok(numbers.into_iter().take(count).map(|number| combination(&lists, number as usize)).collect());
    }
    let mut found: Vec<Combination> = Vec::with_capacity(count);
    for number in 0.. {
        let drawn = one(space, seed, number);
        if !found.contains(&drawn) {
            found.push(drawn);
        }
        if found.len() == count {
            break;
        }
    }
    Ok(found)
}

/// The combination with this number; the last list changes fastest.
fn combination(lists: &[Vec<String>], mut number: usize) -> Combination {
    let mut values: Combination = lists
        .iter()
        .rev()
        .map(|list| {
            let value = list[number % list.len()].clone();
            number /= list.len();
            value
        })
        .collect();
    values.reverse();
    values
}

/// The random combination with this number, from a stream of its own.
fn one(space: &[Dimension], seed: u64, number: usize) -> Combination {
    let mut random = Random::stream(seed ^ STREAM, number as u64);
    let value = |dimension: &Dimension| match &dimension.values {
        Values::List(values) => values[random.below(values.len() as u32) as usize].clone(),
        Values::Range { low, high, scale, whole, .. } => {
            let share = share(&mut random);
            if *whole { drawn_whole(*low, *high, *scale, share) } else { text(along(*low, *high, *scale, share), false) }
        }
    };
    space.iter().map(value).collect()
}

/// A whole number between the ends, both included, each with its due part of the scale.
fn drawn_whole(low: f64, high: f64, scale: Scale, share: f64) -> String {
    text(libm::floor(along(low, high + 1.0, scale, share)).min(high), true)
}

/// A number in 0..1 with 53 random bits.
fn share(random: &mut Random) -> f64 {
    let (upper, lower) = (random.below(1 << 26), random.below(1 << 27));
    (f64::from(upper) * f64::from(1 << 27) + f64::from(lower)) / (1_u64 << 53) as f64
}

/// The number at a share of the way from one end to the other.
fn along(low: f64, high: f64, scale: Scale, share: f64) -> f64 {
    let value = match scale {
        Scale::Linear => low + (high - low) * share,
        Scale::Log => low * libm::exp(share * libm::log(high / low)),
    };
    value.clamp(low, high)
}

/// As Python prints it, with as many digits as a reader can use.
fn text(value: f64, whole: bool) -> String {
    if whole {
        return format!("{}", libm::round(value));
    }
    let short: f64 = float(&format!("{value:.3e}")).unwrap_or(value);
    format!("{short:?}")
}

/// The values that a grid takes, as Python prints them.
pub fn values(dimension: &Dimension) -> Result<Vec<String>, Error> {
    check(dimension)?;
    Ok(match &dimension.values {
        Values::List(values) => values.clone(),
        Values::Range { low, high, scale, whole, steps } => {
            let value = |step: u32| text(along(*low, *high, *scale, f64::from(step) / f64::from(steps - 1)), *whole);
            let mut values: Vec<String> = (0..*steps).map(value).collect();
            values.dedup();
            values
        }
    })
}

fn check(dimension: &Dimension) -> Result<(), Error> {
    let name = &dimension.name;
    match &dimension.values {
        Values::List(values) if values.is_empty() => Err(wrong(format!("{name} has no values to try"))),
        Values::List(_) => Ok(()),
        Values::Range { low, high, .. } if !(low.is_finite() && high.is_finite() && low < high) => {
            Err(wrong(format!("{name} needs a range whose second end is above the first, not {low} to {high}")))
        }
        Values::Range { low, scale: Scale::Log, .. } if *low <= 0.0 => {
            Err(wrong(format!("{name} is spread by ratio, so its range must begin above 0, not at {low}")))
        }
        Values::Range { steps, .. } if !(2..=50).contains(steps) => Err(wrong(format!("{name} takes from 2 to 50 steps, not {steps}"))),
        Values::Range { .. } => Ok(()),
    }
}

pub(super) fn wrong(cause: String) -> Error {
    Error::Search { cause }
}
