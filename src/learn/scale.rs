//! Standard scaling of numeric columns: minus the training mean, divided by the training standard deviation.
//!
//! Indicator columns of text features stay 0 and 1. A column that does not vary is only centred, as in scikit-learn.

use serde::{Deserialize, Serialize};

use super::moments::moments;
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
