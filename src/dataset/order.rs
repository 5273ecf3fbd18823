//! Sorting once for all types: the standard library's sort is compiled anew for every kind of item and comparison, some five
//! kilobytes each, which a worker that must be fetched can do without. Where millions are sorted, use that one all the same.

use std::cmp::Ordering;

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
}
