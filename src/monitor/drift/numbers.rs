//! Two columns of numbers, sorted once for all tests that need an order; and the test that needs only means.

use super::TestResult;
use super::special::student_two_sided;
use crate::dataset::order::ascending;
use crate::monitor::Error;

/// Reference and current values of a column, sorted, missing ones removed.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    reference: Vec<f64>,
    current: Vec<f64>,
    /// Which side is a column without a gap, so that pandas would hold its whole numbers as int64.
    gapless: (bool, bool),
}

impl Numbers {
    /// Sorts both sides; NaN is a missing value. An infinity, or a side without values, is refused.
    pub fn new(reference: &[f64], current: &[f64]) -> Result<Self, Error> {
        let present = |values: &[f64]| values.iter().copied().filter(|value| !value.is_nan()).collect();
        Self::of(present(reference), present(current))
    }

    /// The same of values among which none is missing.
    pub(in crate::monitor) fn of(reference: Vec<f64>, current: Vec<f64>) -> Result<Self, Error> {
        let prepare = |mut values: Vec<f64>, which| {
            if values.is_empty() {
                return Err(Error::NoRows { which });
            }
            if values.iter().any(|value| value.is_infinite()) {
                return Err(Error::NotFinite { which: if which == "reference" { "reference data" } else { "current data" } });
            }
            ascending(&mut values);
            Ok(values)
        };
        Ok(Self { reference: prepare(reference, "reference")?, current: prepare(current, "current")?, gapless: (false, false) })
    }

    /// The same, and whether the reference and the current column are without missing values.
    pub(in crate::monitor) fn gapless(self, reference: bool, current: bool) -> Self {
        Self { gapless: (reference, current), ..self }
    }

    /// Which side pandas would hold as integers: whole numbers without a gap.
    pub(super) fn integers(&self) -> (bool, bool) {
        let whole = |values: &[f64]| values.iter().all(|value| value.fract() == 0.0 && value.abs() < 9.2e18);
        (self.gapless.0 && whole(&self.reference), self.gapless.1 && whole(&self.current))
    }

    /// Reference values, ascending; at least one.
    pub fn reference(&self) -> &[f64] {
        &self.reference
    }

    /// Current values, ascending; at least one.
    pub fn current(&self) -> &[f64] {
        &self.current
    }

    /// Both sides hold this many values at least.
    pub(super) fn at_least(&self, least: usize, test: &'static str) -> Result<(), Error> {
        for (values, which) in [(&self.reference, "reference"), (&self.current, "current")] {
            if values.len() < least {
                return Err(Error::TooFew { which, found: values.len(), test, least });
            }
        }
        Ok(())
    }

    /// Some value differs from another.
    pub(super) fn varied(&self, test: &'static str) -> Result<(), Error> {
        let (least, most) = self.ends();
        if least < most { Ok(()) } else { Err(Error::Constant { test }) }
    }

    /// The least and the greatest value of both sides.
    pub(super) fn ends(&self) -> (f64, f64) {
        let first = |values: &[f64]| values.first().copied().unwrap_or(0.0);
        let last = |values: &[f64]| values.last().copied().unwrap_or(0.0);
        (first(&self.reference).min(first(&self.current)), last(&self.reference).max(last(&self.current)))
    }

    /// Calls for every distinct value, ascending, with how many of it the reference and the current side hold.
    pub(in crate::monitor) fn walk(&self, mut see: impl FnMut(f64, usize, usize)) {
        let (mut i, mut j) = (0, 0);
        let (reference, current) = (self.reference.as_slice(), self.current.as_slice());
        loop {
            let value = match (reference.get(i), current.get(j)) {
                // `f64::min` would be a call in wasm.
                (Some(left), Some(right)) => {
                    if *right < *left {
                        *right
                    } else {
                        *left
                    }
                }
                (Some(only), None) | (None, Some(only)) => *only,
                (None, None) => return,
            };
            let (from_i, from_j) = (i, j);
            while reference.get(i).is_some_and(|next| *next <= value) {
                i += 1;
            }
            while current.get(j).is_some_and(|next| *next <= value) {
                j += 1;
            }
            see(value, i - from_i, j - from_j);
        }
    }

    /// Distinct values of both sides, counted up to `most`.
    pub fn distinct_up_to(&self, most: usize) -> usize {
        let (mut i, mut j, mut found) = (0, 0, 0);
        while found < most {
            let value = match (self.reference.get(i), self.current.get(j)) {
                (Some(left), Some(right)) => left.min(*right),
                (Some(only), None) | (None, Some(only)) => *only,
                (None, None) => break,
            };
            found += 1;
            i += self.reference[i..].partition_point(|next| *next <= value);
            j += self.current[j..].partition_point(|next| *next <= value);
        }
        found
    }
}

/// Mean and sum of squared distances from it; 0 and 0 without values.
pub(super) fn mean_and_squares(values: &[f64]) -> (f64, f64) {
    // Four sums side by side are faster and round less than one.
    let mut sums = [0.0; 4];
    let mut lanes = values.chunks_exact(4);
    for lane in lanes.by_ref() {
        sums.iter_mut().zip(lane).for_each(|(sum, value)| *sum += value);
    }
    let count = values.len().max(1) as f64;
    let mean = (sums.iter().sum::<f64>() + lanes.remainder().iter().sum::<f64>()) / count;
    let mut squares = [0.0; 4];
    let mut lanes = values.chunks_exact(4);
    for lane in lanes.by_ref() {
        squares.iter_mut().zip(lane).for_each(|(sum, value)| *sum += (value - mean) * (value - mean));
    }
    let rest: f64 = lanes.remainder().iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, squares.iter().sum::<f64>() + rest)
}

/// Student's t-test with pooled variance, two-sided: t = (x̄ − ȳ)/√(s²(1/n + 1/m)), any real number; p from Student's
/// distribution with n + m − 2 degrees of freedom. Two different constants are infinitely far apart. Student (1908); scipy's
/// `ttest_ind`.
pub fn student_t(numbers: &Numbers) -> Result<TestResult, Error> {
    const TEST: &str = "the t-test";
    let (n, m) = (numbers.reference().len() as f64, numbers.current().len() as f64);
    if n + m < 3.0 {
        return Err(Error::TooFew { which: "current", found: numbers.current().len(), test: TEST, least: 2 });
    }
    numbers.varied(TEST)?;
    let constant = |values: &[f64]| values.first() == values.last();
    if constant(numbers.reference()) && constant(numbers.current()) {
        // No spread on either side, and different means: as far out as can be.
        let below = numbers.reference().first() < numbers.current().first();
        return Ok(TestResult::test(if below { f64::NEG_INFINITY } else { f64::INFINITY }, 0.0));
    }
    let (left, left_squares) = mean_and_squares(numbers.reference());
    let (right, right_squares) = mean_and_squares(numbers.current());
    let freedom = n + m - 2.0;
    let variance = (left_squares + right_squares) / freedom;
    let t = (left - right) / (variance * (1.0 / n + 1.0 / m)).sqrt();
    Ok(TestResult::test(t, student_two_sided(t, freedom)))
}
