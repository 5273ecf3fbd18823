//! Sorting numbers by dealing them out by size, twice: to parts that fit into the nearest cache, and each part to places of
//! its own, so that insertion has little left to do. A bucket sort (Isaac and Singleton, *Sorting by address calculation*, 1956).

use std::cmp::Ordering;
use std::ops::Range;

/// Items up to this many are sorted by insertion alone.
const FEW: usize = 16;
/// Items that a part of the first deal should hold.
const SHARE: usize = 512;
/// Parts of the first deal at most: as many places are written to by turns.
const MOST_PARTS: usize = 2048;
/// Parts of the second deal at most.
const MOST_PLACES: usize = 1 << 16;

/// Sorts numbers by `total_cmp`; none may be NaN.
pub fn ascending(values: &mut [f64]) {
    ascending_within(values, 0..values.len());
    // So far 0 and −0 stood as they came.
    let start = values.partition_point(|value| *value < 0.0);
    let end = start + values[start..].partition_point(|value| *value <= 0.0);
    let zeros = &mut values[start..end];
    let negative = zeros.iter().filter(|zero| zero.is_sign_negative()).count();
    zeros[..negative].fill(-0.0);
    zeros[negative..].fill(0.0);
}

/// Puts the numbers in place that belong within a range of places, with the smaller ones before and the larger ones behind them;
/// 0 and −0 count as equal, and none may be NaN.
pub fn ascending_within(values: &mut [f64], wanted: Range<usize>) {
    let (dealt, ends) = parts(values);
    settle(&dealt, &ends, values, &wanted);
}

/// The numbers of a list with their places, ascending by `total_cmp`, then by place; NaN is left out.
pub fn numbers(values: &[f64]) -> Vec<(f64, u32)> {
    let mut items: Vec<(f64, u32)> = values.iter().copied().zip(0..).filter(|(value, _)| !value.is_nan()).collect();
    let (dealt, ends) = parts(&items);
    settle(&dealt, &ends, &mut items, &(0..dealt.len()));
    items
}

/// The items to sort: numbers, or numbers with their places, which are in order at first.
trait Item: Copy + Default {
    fn number(self) -> f64;
    fn is_behind(self, other: Self) -> bool;
    fn order(&self, other: &Self) -> Ordering;
}

impl Item for f64 {
    #[inline]
    fn number(self) -> f64 {
        self
    }

    #[inline]
    fn is_behind(self, other: Self) -> bool {
        self > other
    }

    fn order(&self, other: &Self) -> Ordering {
        self.total_cmp(other)
    }
}

impl Item for (f64, u32) {
    #[inline]
    fn number(self) -> f64 {
        self.0
    }

    #[inline]
    fn is_behind(self, other: Self) -> bool {
        self.0.total_cmp(&other.0).is_gt()
    }

    fn order(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

/// The first deal: the items part by part, and where the parts end.
fn parts<T: Item>(items: &[T]) -> (Vec<T>, Vec<u32>) {
    let (mut dealt, mut ends) = (vec![T::default(); items.len()], Vec::new());
    if !deal(items, &mut dealt, (items.len() / SHARE).clamp(1, MOST_PARTS).next_power_of_two(), &mut ends) {
        ends = vec![items.len() as u32];
    }
    (dealt, ends)
}

/// Sorts the parts that hold some of the wanted places, and copies the others.
fn settle<T: Item>(dealt: &[T], ends: &[u32], to: &mut [T], wanted: &Range<usize>) {
    let (mut start, mut counts) = (0, Vec::new());
    for end in ends {
        let own = start..*end as usize;
        start = own.end;
        let (from, to) = (&dealt[own.clone()], &mut to[own.clone()]);
        if own.len() <= FEW || own.end <= wanted.start || own.start >= wanted.end {
            to.copy_from_slice(from);
        } else {
            deal(from, to, (own.len() / 2).min(MOST_PLACES).next_power_of_two(), &mut counts);
        }
        if own.start < wanted.end && own.end > wanted.start && !insertion(to) {
            super::by(to, T::order);
        }
    }
}

/// Deals items out to a power of two of parts of equal width between the least and the greatest; `counts` are then where the
/// parts end. False if there is no such width: then they are only copied.
fn deal<T: Item>(from: &[T], to: &mut [T], parts: usize, counts: &mut Vec<u32>) -> bool {
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in from.iter().map(|item| item.number()) {
        least = if value < least { value } else { least };
        most = if value > most { value } else { most };
    }
    let scale = (parts - 1) as f64 / (most - least);
    if !(scale > 0.0 && scale < f64::INFINITY) {
        to.copy_from_slice(from);
        return false;
    }
    // Added to a number below 2⁵¹, it leaves the nearest whole number in the low bits. No step turns the order of two around.
    const SHIFT: f64 = 4_503_599_627_370_496.0;
    let part = |item: &T| ((item.number() - least) * scale + SHIFT).to_bits() as usize & (parts - 1);
    counts.clear();
    counts.resize(parts, 0);
    from.iter().for_each(|item| counts[part(item)] += 1);
    let mut sum = 0;
    for count in counts.iter_mut() {
        sum += std::mem::replace(count, sum);
    }
    for item in from {
        let place = &mut counts[part(item)];
        to[*place as usize] = *item;
        *place += 1;
    }
    true
}

/// Moves items into place; gives up, the items in some order, after eight moves per item.
fn insertion<T: Item>(items: &mut [T]) -> bool {
    let mut budget = 8 * items.len();
    for end in 1..items.len() {
        let item = items[end];
        let mut hole = end;
        while hole > 0 && items[hole - 1].is_behind(item) {
            items[hole] = items[hole - 1];
            hole -= 1;
        }
        items[hole] = item;
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
        for place in [0, values.len() / 3, values.len() / 2] {
            let wanted = place..(place + 2).min(values.len());
            let mut within: Vec<f64> = values.iter().rev().copied().collect();
            ascending_within(&mut within, wanted.clone());
            let (before, rest) = within.split_at(wanted.start);
            let (found, behind) = rest.split_at(wanted.len());
            assert_eq!(found, &expected[wanted]);
            assert!(before.iter().all(|value| found.iter().all(|found| value <= found)));
            assert!(behind.iter().all(|value| found.iter().all(|found| value >= found)));
        }
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
