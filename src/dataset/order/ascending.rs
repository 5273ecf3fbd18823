//! Sorting finite numbers by dealing them out by size, twice: to parts that fit into the nearest cache, and each part to
//! places of its own, so that insertion has little left to do. A bucket sort, as that for numbers with places.

/// Numbers up to this many are sorted by insertion alone.
const FEW: usize = 16;
/// Numbers that a part of the first deal should hold.
const SHARE: usize = 512;
/// Parts of the first deal at most: as many places are written to by turns.
const MOST_PARTS: usize = 2048;
/// Parts of the second deal at most.
const MOST_PLACES: usize = 1 << 16;

/// Sorts finite numbers by `total_cmp`.
pub fn ascending(values: &mut [f64]) {
    let mut counts = Vec::new();
    if values.len() <= FEW {
        insertion(values);
    } else {
        let mut spare = vec![0.0; values.len()];
        let parts = (values.len() / SHARE).clamp(1, MOST_PARTS).next_power_of_two();
        let dealt = deal(values, &mut spare, parts, &mut counts);
        let ends = if dealt { counts.clone() } else { vec![values.len() as u32] };
        let mut start = 0;
        for end in ends {
            settle(&spare[start..end as usize], &mut values[start..end as usize], &mut counts);
            start = end as usize;
        }
    }
    // So far 0 and −0 stood as they came.
    let start = values.partition_point(|value| *value < 0.0);
    let end = start + values[start..].partition_point(|value| *value <= 0.0);
    let zeros = &mut values[start..end];
    let negative = zeros.iter().filter(|zero| zero.is_sign_negative()).count();
    zeros[..negative].fill(-0.0);
    zeros[negative..].fill(0.0);
}

/// Sorts one part into its place.
fn settle(from: &[f64], to: &mut [f64], counts: &mut Vec<u32>) {
    if from.len() <= FEW {
        to.copy_from_slice(from);
    } else {
        deal(from, to, (from.len() / 2).min(MOST_PLACES).next_power_of_two(), counts);
    }
    if !insertion(to) {
        to.sort_unstable_by(f64::total_cmp);
    }
}

/// Deals numbers out to a power of two of parts of equal width between the least and the greatest; `counts` are then where
/// the parts end. False if there is no such width: then they are only copied.
fn deal(from: &[f64], to: &mut [f64], parts: usize, counts: &mut Vec<u32>) -> bool {
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in from {
        least = if *value < least { *value } else { least };
        most = if *value > most { *value } else { most };
    }
    let scale = (parts - 1) as f64 / (most - least);
    if !(scale > 0.0 && scale < f64::INFINITY) {
        to.copy_from_slice(from);
        return false;
    }
    // Added to a number below 2⁵¹, it leaves the nearest whole number in the low bits. No step turns the order of two around.
    const SHIFT: f64 = 4_503_599_627_370_496.0;
    let part = |value: f64| ((value - least) * scale + SHIFT).to_bits() as usize & (parts - 1);
    counts.clear();
    counts.resize(parts, 0);
    from.iter().for_each(|value| counts[part(*value)] += 1);
    let mut sum = 0;
    for count in counts.iter_mut() {
        sum += std::mem::replace(count, sum);
    }
    for value in from {
        let place = &mut counts[part(*value)];
        to[*place as usize] = *value;
        *place += 1;
    }
    true
}

/// Moves values into place; gives up, the values in some order, after eight moves per value.
fn insertion(values: &mut [f64]) -> bool {
    let mut budget = 8 * values.len();
    for end in 1..values.len() {
        let value = values[end];
        let mut hole = end;
        while hole > 0 && values[hole - 1] > value {
            values[hole] = values[hole - 1];
            hole -= 1;
        }
        values[hole] = value;
        if end - hole > budget {
            return false;
        }
        budget -= end - hole;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(mut values: Vec<f64>) {
        let mut expected = values.clone();
        expected.sort_by(f64::total_cmp);
        ascending(&mut values);
        let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert!(bits(&values) == bits(&expected));
    }

    #[test]
    fn columns_of_every_shape_are_sorted() {
        let mut state = 3_u64;
        let mut uniform = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / 9_007_199_254_740_992.0
        };
        let mut draw = |count: usize, of: &dyn Fn(f64) -> f64| (0..count).map(|_| of(uniform())).collect::<Vec<f64>>();
        for count in [0, 1, 2, 16, 17, 50, 600, 5000, 20_000] {
            check(draw(count, &|u| u - 0.5));
            check(draw(count, &|u| (u * 40.0).floor() - 20.0));
            check(draw(count, &|u| if u < 0.0001 { 1e300 } else { u }));
            check(draw(count, &|u| if u < 0.5 { -f64::MAX } else { f64::MAX * u }));
            check(draw(count, &|u| 1.0 / (u + 1e-12)));
            check(draw(count, &|u| (u * 4.0).floor() * 5e-324));
            check(draw(count, &|u| if u < 0.4 { -0.0 } else { (u - 0.7).max(0.0) }));
            check(draw(count, &|u| if u < 0.5 { 1.0 + u * 1e-15 } else { u * 1e9 }));
            check(vec![2.5; count]);
            check((0..count).map(|place| place as f64).rev().collect());
        }
    }
}
