//! Standard scaling of numeric columns: minus the training mean, divided by the training standard deviation.
//!
//! Indicator columns of text features stay 0 and 1. A column that does not vary is only centred, as in scikit-learn.

use serde::{Deserialize, Serialize};

use super::prepare::{Encoding, Frame};

/// Mean and standard deviation (population) per encoded column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scaling {
    moments: Vec<(f64, f64)>,
    spreads: Vec<f64>,
}

impl Scaling {
    /// Learns the moments of the numeric columns that are left to the model.
    pub fn fit(encoding: &Encoding, frame: &Frame) -> Self {
        let found: Vec<(f64, f64)> = frame.columns.iter().map(|column| moments(column)).collect();
        let numeric = encoding.columns_left_to_the_model();
        let chosen = found.iter().zip(&numeric).map(|(moments, numeric)| if *numeric { *moments } else { (0.0, 1.0) });
        let spreads = found.iter().zip(&numeric).map(|((_, std), numeric)| if *numeric { 1.0 } else { *std });
        Self { moments: chosen.collect(), spreads: spreads.collect() }
    }

    /// A scaled value.
    #[inline]
    pub fn apply(&self, column: usize, value: f64) -> f64 {
        let (mean, std) = self.moments[column];
        (value - mean) / std
    }

    /// The columns, scaled.
    pub fn frame(&self, frame: &Frame) -> Vec<Vec<f64>> {
        let scaled = |(index, column): (usize, &Vec<f64>)| column.iter().map(|value| self.apply(index, *value)).collect();
        frame.columns.iter().enumerate().map(scaled).collect()
    }

    /// What a coefficient must be multiplied by to count per standard deviation: 1 for scaled columns.
    pub fn indicator_spread(&self, column: usize) -> f64 {
        self.spreads[column]
    }
}

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
