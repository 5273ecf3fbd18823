//! The two sides of a column, made comparable: numbers sorted, categories counted under the same names.

use std::collections::BTreeMap;

use super::Error;
use super::drift::{Counts, Numbers};
use crate::dataset::{Column, Values};

/// A column of the reference and the same column now.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnPair {
    /// The values.
    pub side: PairedValues,
    /// Values left out as missing or infinite, in the reference and in the current data.
    pub left_out: (u64, u64),
}

/// The values of both sides.
#[derive(Clone, Debug, PartialEq)]
pub enum PairedValues {
    /// Numbers.
    Numbers(Numbers),
    /// How often each category occurs, names in alphabetical order.
    Categories {
        /// One name per count.
        names: Vec<String>,
        /// Counts of both sides.
        counts: Counts,
    },
}

impl ColumnPair {
    /// Reads both sides. Infinities are left out with the missing values, as Evidently leaves them out. A column that is
    /// gone, has changed its kind or has no values on one side is refused.
    pub fn new(reference: &Column, current: Option<&Column>) -> Result<Self, Error> {
        let Some(current) = current else {
            return Err(Error::NoColumn { which: "current", column: reference.name.clone() });
        };
        match (&reference.values, &current.values) {
            (Values::Numeric(left), Values::Numeric(right)) => {
                let (kept, now) = (finite(left), finite(right));
                let left_out = ((left.len() - kept.len()) as u64, (right.len() - now.len()) as u64);
                let numbers = Numbers::of(kept, now)?.gapless(left_out.0 == 0, left_out.1 == 0);
                Ok(Self { side: PairedValues::Numbers(numbers), left_out })
            }
            (Values::Text { codes, levels }, Values::Text { codes: now, levels: now_levels }) => {
                let mut table: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
                let mut left_out = (0, 0);
                for (level, count) in levels.iter().zip(counted(codes, levels.len(), &mut left_out.0)) {
                    table.entry(level).or_default().0 += count;
                }
                for (level, count) in now_levels.iter().zip(counted(now, now_levels.len(), &mut left_out.1)) {
                    table.entry(level).or_default().1 += count;
                }
                table.retain(|_, (reference, current)| *reference + *current > 0);
                let names = table.keys().map(|name| (*name).to_owned()).collect();
                let (reference, current): (Vec<u64>, Vec<u64>) = table.into_values().unzip();
                Ok(Self { side: PairedValues::Categories { names, counts: Counts::new(&reference, &current)? }, left_out })
            }
            (Values::Numeric(_), Values::Text { .. }) => {
                Err(Error::KindChanged { column: reference.name.clone(), was: "numbers", is: "text" })
            }
            (Values::Text { .. }, Values::Numeric(_)) => {
                Err(Error::KindChanged { column: reference.name.clone(), was: "text", is: "numbers" })
            }
        }
    }

    /// How often each distinct value occurs.
    pub fn counts(&self) -> Result<Counts, Error> {
        match &self.side {
            PairedValues::Categories { counts, .. } => Ok(counts.clone()),
            PairedValues::Numbers(numbers) => {
                let (mut reference, mut current) = (Vec::new(), Vec::new());
                numbers.walk(|_, left, right| {
                    reference.push(left as u64);
                    current.push(right as u64);
                });
                Counts::new(&reference, &current)
            }
        }
    }
}

/// The finite numbers of a column; where all are, they are copied as one.
fn finite(values: &[f64]) -> Vec<f64> {
    if values.iter().all(|value| value.is_finite()) {
        return values.to_vec();
    }
    values.iter().copied().filter(|value| value.is_finite()).collect()
}

/// How often each code occurs; `missing` grows by those that stand for nothing.
fn counted(codes: &[u32], levels: usize, missing: &mut u64) -> Vec<u64> {
    let mut counts = vec![0; levels];
    for code in codes {
        match counts.get_mut(*code as usize) {
            Some(count) => *count += 1,
            None => *missing += 1,
        }
    }
    counts
}
