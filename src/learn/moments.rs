//! Mean and standard deviation of a column.

/// Mean and population standard deviation; 1 in place of the latter for a column that does not vary.
pub(super) fn moments(column: &[f64]) -> (f64, f64) {
    let rows = column.len().max(1) as f64;
    let mean = column.iter().sum::<f64>() / rows;
    let variance = column.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / rows;
    let std = libm::sqrt(variance);
    // A constant column leaves only rounding behind; dividing by that would blow it up.
    if std <= 10.0 * f64::EPSILON * mean.abs() { (mean, 1.0) } else { (mean, std) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_column_keeps_a_divisor_of_one() {
        assert_eq!(moments(&[0.1; 7]).1, 1.0);
        assert_eq!(moments(&[0.0; 7]), (0.0, 1.0));
        let (mean, std) = moments(&[1.0, 2.0, 3.0, 6.0]);
        // numpy.mean and numpy.std of the same list.
        assert_eq!((mean, std), (3.0, 1.870_828_693_386_970_7));
    }
}
