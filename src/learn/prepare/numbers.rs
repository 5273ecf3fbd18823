//! A column of numbers as it was learned: what fills its gaps and how it is scaled.
//!
//! Quantiles are numpy's linear ones; a spread of rounding errors only counts as none, as in scikit-learn.

use crate::dataset::order;
use crate::learn::Error;
use crate::learn::moments::moments;
use crate::protocol::float;
use crate::protocol::{PrepareSpec, Scaler, Strategy};

/// What was learned of the numbers in the training rows.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Numbers {
    /// Smallest, median and largest of the values that are there.
    pub(super) min: f64,
    pub(super) median: f64,
    pub(super) max: f64,
    /// All of them are whole numbers.
    pub(super) whole: bool,
    /// What stands in for a missing value.
    pub(super) fill: f64,
    /// The scaler's offset and divisor.
    center: f64,
    scale: f64,
}

impl Numbers {
    /// Learns from the values of the training rows, in their order; NaN is missing, all others are finite.
    pub(super) fn fit(name: &str, values: &[f64], spec: &PrepareSpec) -> Result<Self, Error> {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        if sorted.is_empty() {
            return Err(Error::NoTrainingValues { column: name.into() });
        }
        let range =
            |(min, max): (f64, f64), value: &f64| (if *value < min { *value } else { min }, if *value > max { *value } else { max });
        let (min, max) = sorted.iter().fold((f64::INFINITY, f64::NEG_INFINITY), range);
        // Without the sign of a zero.
        let (min, max) = (min + 0.0, max + 0.0);
        let half = sorted.len() / 2;
        if spec.strategy == Strategy::MostFrequent || matches!(spec.scaler, Scaler::MinMax | Scaler::Robust) {
            order::ascending(&mut sorted);
        } else {
            order::ascending_within(&mut sorted, half.saturating_sub(1)..half + 1);
        }
        let median = if sorted.len() % 2 == 1 { sorted[half] } else { sorted[half - 1] / 2.0 + sorted[half] / 2.0 } + 0.0;
        let fill = match spec.strategy {
            Strategy::Median => median,
            Strategy::Mean => values.iter().filter(|value| !value.is_nan()).sum::<f64>() / sorted.len() as f64,
            Strategy::MostFrequent => most_frequent(&sorted),
            Strategy::Constant => constant(spec)?,
        };
        let whole = sorted.iter().all(|value| value.fract() == 0.0);
        let (center, scale) = match spec.scaler {
            Scaler::Auto | Scaler::None => (0.0, 1.0),
            Scaler::Standard => {
                let filled: Vec<f64> = values.iter().map(|value| if value.is_nan() { fill } else { *value }).collect();
                moments(&filled)
            }
            Scaler::MinMax | Scaler::Robust => {
                let place = sorted.partition_point(|value| *value < fill);
                sorted.splice(place..place, std::iter::repeat_n(fill, values.len() - sorted.len()));
                between(&sorted, spec.scaler)
            }
        };
        Ok(Self { min, median, max, whole, fill, center, scale })
    }

    /// A value as the model sees it.
    #[inline]
    pub(super) fn scaled(&self, value: f64) -> f64 {
        (value - self.center) / self.scale
    }
}

/// Shift and divisor of ascending values.
fn between(sorted: &[f64], scaler: Scaler) -> (f64, f64) {
    let at = |share: f64| {
        let place = share * (sorted.len() - 1) as f64;
        let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
        below + (above - below) * place.fract()
    };
    let (center, spread) = if scaler == Scaler::MinMax { (at(0.0), at(1.0) - at(0.0)) } else { (at(0.5), at(0.75) - at(0.25)) };
    (center, if spread < 10.0 * f64::EPSILON { 1.0 } else { spread })
}

/// The first of the longest runs.
fn most_frequent(sorted: &[f64]) -> f64 {
    let mut best: &[f64] = &[];
    for run in sorted.chunk_by(|a, b| a == b) {
        if run.len() > best.len() {
            best = run;
        }
    }
    best.first().copied().unwrap_or(0.0)
}

fn constant(spec: &PrepareSpec) -> Result<f64, Error> {
    let Some(text) = &spec.fill_value else { return Ok(0.0) };
    let number = float(text.trim()).filter(|value| value.is_finite());
    number.ok_or_else(|| Error::Parameter { name: "fill_value", value: text.clone(), takes: "a number for a column of numbers".into() })
}
