//! Out-of-bag votes: per row, what the trees that did not see it answered, summed.
//!
//! The sums are whole numbers, so that they do not depend on the order in which parts of a forest are put together.

use crate::learn::Error;
use crate::learn::tree::{TreeReader, put};

/// Steps in one unit: a share of 1, or the largest target.
const STEPS: f64 = (1_u64 << 40) as f64;

/// Summed answers and their number, per row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Votes {
    outputs: usize,
    unit: f64,
    sums: Vec<i64>,
    counts: Vec<u32>,
}

impl Votes {
    /// Votes of class shares, on no rows yet.
    pub(super) fn of_shares(classes: usize) -> Self {
        Self { outputs: classes, unit: 1.0, sums: Vec::new(), counts: Vec::new() }
    }

    /// Votes of numbers, on no rows yet.
    pub(super) fn of_numbers(targets: &[f64]) -> Self {
        let unit = targets.iter().fold(0.0_f64, |most, target| most.max(target.abs()));
        Self { outputs: 1, unit: if unit > 0.0 { unit } else { 1.0 }, sums: Vec::new(), counts: Vec::new() }
    }

    pub(super) fn cover(&mut self, rows: usize) {
        self.sums = vec![0; rows * self.outputs];
        self.counts = vec![0; rows];
    }

    pub(super) fn rows(&self) -> usize {
        self.counts.len()
    }

    pub(super) fn add(&mut self, row: usize, answer: &[f64]) {
        for (sum, value) in self.sums[row * self.outputs..].iter_mut().zip(answer) {
            *sum += libm::rint(value / self.unit * STEPS) as i64;
        }
        self.counts[row] += 1;
    }

    /// Both together; absent if they are not on the same rows and classes.
    pub(super) fn plus(mut self, other: &Self) -> Option<Self> {
        if (self.outputs, self.unit, self.rows()) != (other.outputs, other.unit, other.rows()) {
            return None;
        }
        for (sum, more) in self.sums.iter_mut().zip(&other.sums) {
            *sum = sum.checked_add(*more)?;
        }
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count = count.checked_add(*more)?;
        }
        Some(self)
    }

    /// Rows without a vote.
    pub(super) fn unseen(&self) -> usize {
        self.counts.iter().filter(|count| **count == 0).count()
    }

    /// Share of rows whose class won, the first of equals; rows without a vote count by the first class, as in scikit-learn.
    pub(super) fn accuracy(&self, labels: &[u8]) -> Option<f64> {
        let winner = |sums: &[i64]| sums.iter().enumerate().fold(0, |best, (class, sum)| if *sum > sums[best] { class } else { best });
        let right = self.sums.chunks_exact(self.outputs).zip(labels).filter(|(sums, label)| winner(sums) == usize::from(**label));
        (!labels.is_empty()).then(|| right.count() as f64 / labels.len() as f64)
    }

    /// R² of the mean answers; rows without a vote count as 0, as in scikit-learn. Absent if all targets are equal.
    pub(super) fn r2(&self, targets: &[f64]) -> Option<f64> {
        let mean = targets.iter().sum::<f64>() / targets.len() as f64;
        let total: f64 = targets.iter().map(|target| (target - mean) * (target - mean)).sum();
        let answers = self.sums.iter().zip(&self.counts).map(|(sum, count)| *sum as f64 / STEPS * self.unit / f64::from((*count).max(1)));
        let left: f64 = answers.zip(targets).map(|(answer, target)| (target - answer) * (target - answer)).sum();
        (total > 0.0).then(|| 1.0 - left / total)
    }

    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        put(bytes, self.outputs as u64);
        bytes.extend(self.unit.to_le_bytes());
        put(bytes, self.rows() as u64);
        self.counts.iter().for_each(|count| put(bytes, u64::from(*count)));
        // A sign in the lowest bit keeps small numbers of either sign short.
        self.sums.iter().for_each(|sum| put(bytes, ((sum << 1) ^ (sum >> 63)) as u64));
    }

    pub(super) fn read(reader: &mut TreeReader<'_>) -> Result<Self, Error> {
        let outputs = reader.count()?;
        let unit = reader.number()?;
        let rows = reader.count()?;
        let counts = (0..rows).map(|_| Ok(reader.whole()? as u32)).collect::<Result<_, Error>>()?;
        let signed = |number: u64| (number >> 1) as i64 ^ -((number & 1) as i64);
        let sums = (0..rows.saturating_mul(outputs)).map(|_| reader.whole().map(signed)).collect::<Result<_, Error>>()?;
        if outputs == 0 {
            return Err(Error::Stored { cause: "its votes have no classes" });
        }
        Ok(Self { outputs, unit, sums, counts })
    }
}
