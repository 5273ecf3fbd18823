//! Sorting once for all types: the standard library's sort is compiled again for every kind of item and comparison, some five
//! kilobytes each, which a worker that must be fetched can do without. Where millions are sorted, use that one all the same.

mod ascending;

use std::cmp::Ordering;

pub use ascending::{ascending, ascending_within, numbers};

/// The places 0..count in the order of a comparison; equal ones stay in order.
pub fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// Sorts items by a comparison; equal ones stay in order.
pub fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = places(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut goes = vec![0; order.len()];
    order.iter().enumerate().for_each(|(to, from)| goes[*from] = to);
    for place in 0..goes.len() {
        while goes[place] != place {
            let to = goes[place];
            items.swap(place, to);
            goes.swap(place, to);
        }
    }
}

/// Sorts items by a key; equal ones stay in order.
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_sorted_and_equal_ones_stay_in_order() {
        let mut items: Vec<(u32, String)> = (0..1000_u32).map(|number| (number * 7919 % 13, number.to_string())).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|item| item.0);
        by_key(&mut items, |item| item.0);
        assert_eq!(items, expected);
        by(&mut items, |a, b| b.1.cmp(&a.1));
        expected.sort_by(|a, b| b.1.cmp(&a.1));
        assert_eq!(items, expected);
        by::<u8>(&mut [], |_, _| Ordering::Equal);
    }

    #[test]
    fn numbers_are_sorted_whatever_their_spread() {
        let steps: Vec<f64> = (0..5000_u32).map(|number| f64::from(number * 7919 % 5003)).collect();
        let wide = |value: &f64| (value - 2500.0) * 1e304;
        let lists: Vec<Vec<f64>> = vec![
            vec![],
            vec![1.0],
            vec![f64::NAN; 3],
            vec![2.0; 100],
            steps.clone(),
            steps.iter().map(|value| value % 3.0).collect(),
            steps.iter().map(|value| 1.5_f64.powf(value % 400.0)).collect(),
            steps.iter().map(|value| if value % 10.0 == 0.0 { f64::NAN } else { (value * 0.37).sin() }).collect(),
            steps.iter().map(|value| if *value == 17.0 { 1e300 } else { 1.0 / (value + 1.0) }).collect(),
            steps.iter().map(wide).collect(),
            steps.iter().map(|value| f64::from_bits(*value as u64 % 5)).collect(),
            vec![0.0, -0.0, f64::MIN, 0.0, f64::MAX, -0.0],
        ];
        for list in lists {
            let mut expected: Vec<(f64, u32)> = list.iter().copied().zip(0..).filter(|(value, _)| !value.is_nan()).collect();
            expected.sort_by(|a, b| a.0.total_cmp(&b.0));
            let bits =
                |pairs: Vec<(f64, u32)>| -> Vec<(u64, u32)> { pairs.into_iter().map(|(value, place)| (value.to_bits(), place)).collect() };
            assert_eq!(bits(numbers(&list)), bits(expected));
        }
    }
}
