//! Quantiles as NumPy's default takes them: straight lines between neighbouring order statistics.
//!
//! Hyndman and Fan, *Sample quantiles in statistical packages* (1996), type 7.

/// The quantile at a share 0..=1 of ascending values; absent without values.
pub fn quantile(ascending: &[f64], share: f64) -> Option<f64> {
    let last = ascending.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = place as usize;
    let (low, high) = (ascending[below], ascending[(below + 1).min(last)]);
    let part = place - below as f64;
    // NumPy works from the nearer end, so that the ends are exact.
    Some(if part < 0.5 { low + (high - low) * part } else { high - (high - low) * (1.0 - part) })
}

/// The middle value, or the mean of the two in the middle; reorders the values. Absent without values.
pub fn median(values: &mut [f64]) -> Option<f64> {
    let (count, middle) = (values.len(), values.len() / 2);
    if count == 0 {
        return None;
    }
    let (below, upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let upper = *upper;
    if count % 2 == 1 {
        return Some(upper);
    }
    let lower = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some((lower + upper) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_neighbours() {
        let values = [1.0, 2.0, 4.0, 8.0];
        assert_eq!([0.0, 0.25, 0.5, 1.0].map(|share| quantile(&values, share)), [Some(1.0), Some(1.75), Some(3.0), Some(8.0)]);
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn the_median_needs_no_order() {
        assert_eq!(median(&mut [5.0, -1.0, 9.0]), Some(5.0));
        assert_eq!(median(&mut [5.0, -1.0, 9.0, 6.0]), Some(5.5));
        assert_eq!(median(&mut []), None);
    }
}
