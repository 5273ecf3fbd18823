//! P-values of many tests, corrected for their number.
//!
//! Bonferroni (1936); Benjamini and Hochberg, *Controlling the false discovery rate* (1995).

use crate::protocol::Correction;

/// Adjusted p-values in the order given, 0..=1: each may be held to the level that a single one would be.
pub fn adjusted(p_values: &[f64], correction: Correction) -> Vec<f64> {
    let count = p_values.len() as f64;
    match correction {
        Correction::None => p_values.to_vec(),
        Correction::Bonferroni => p_values.iter().map(|p_value| (p_value * count).min(1.0)).collect(),
        Correction::BenjaminiHochberg => {
            let mut places: Vec<usize> = (0..p_values.len()).collect();
            places.sort_by(|a, b| p_values[*b].total_cmp(&p_values[*a]));
            let mut corrected = vec![0.0; p_values.len()];
            let mut least = 1.0_f64;
            for (above, place) in places.iter().enumerate() {
                least = least.min(p_values[*place] * count / (count - above as f64));
                corrected[*place] = least;
            }
            corrected
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Expected values: scipy 1.17.1, stats.false_discovery_control.
    #[test]
    fn corrections_are_scipys() {
        let p_values = [0.04, 0.001, 0.5, 0.011, 0.03];
        let close = |found: Vec<f64>, expected: [f64; 5]| {
            found.iter().zip(expected).for_each(|(a, b)| assert!((a - b).abs() < 1e-12, "{a} {b}"));
        };
        close(adjusted(&p_values, Correction::BenjaminiHochberg), [0.05, 0.005, 0.5, 0.0275, 0.05]);
        close(adjusted(&p_values, Correction::Bonferroni), [0.2, 0.005, 1.0, 0.055, 0.15]);
        assert!(adjusted(&[], Correction::BenjaminiHochberg).is_empty());
    }
}
