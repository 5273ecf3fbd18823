//! Cells to columns: numbers as `f64`, text as codes into its distinct values.

use super::encoding::Decoder;
use super::levels::Levels;
use super::number::{self, DecimalMark, Parsed};
use crate::dataset::Values;

/// A column while it is read.
pub(super) enum Build {
    /// All numbers so far.
    Numbers(Vec<f64>),
    /// Text.
    Text {
        /// Per row.
        codes: Vec<u32>,
        /// The distinct values.
        levels: Levels,
        /// `NA` is a value here.
        keep: bool,
    },
    /// Held for numbers until text turned up, or done in an earlier pass.
    Skipped,
}

/// What a cell did not do for a column of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NonNumericReason {
    /// Not a number: the column is text.
    Text,
    /// A code with a leading zero: the column is text.
    LeadingZero,
    /// More digits than a number keeps: the column is text.
    TooLong,
    /// Beyond the largest number: counted as missing.
    TooLarge,
}

/// The first cell that kept a column from being numbers.
#[derive(Clone, Debug)]
pub(super) struct NonNumericCell {
    /// 1-based.
    pub(super) line: u64,
    /// Its text, as it stands in the file.
    pub(super) cell: Vec<u8>,
    /// What was odd.
    pub(super) kind: NonNumericReason,
    /// Numbers in the rows looked at.
    pub(super) numbers: usize,
}

impl Build {
    /// Adds a cell; says what was odd about it.
    #[inline(always)]
    pub(super) fn push(&mut self, cell: &[u8], mark: DecimalMark) -> Option<NonNumericReason> {
        match self {
            Self::Numbers(values) => match number::parse(cell, mark) {
                Parsed::Number(value) => values.push(value),
                Parsed::Text if super::is_missing(cell) => values.push(f64::NAN),
                Parsed::TooLarge => {
                    values.push(f64::NAN);
                    return Some(NonNumericReason::TooLarge);
                }
                Parsed::Text => return Some(NonNumericReason::Text),
                Parsed::LeadingZero => return Some(NonNumericReason::LeadingZero),
                Parsed::TooLong => return Some(NonNumericReason::TooLong),
            },
            Self::Text { codes, levels, keep } => {
                // Most texts are longer than any marker of a missing value.
                let missing = cell.len() <= super::LONGEST_MISSING && super::is_missing(cell) && !(*keep && cell == b"NA");
                let code = if missing { Values::MISSING } else { levels.code(cell) };
                codes.push(code);
            }
            Self::Skipped => {}
        }
        None
    }

    /// Takes back what rows beyond these many have added.
    pub(super) fn truncate(&mut self, rows: usize) {
        match self {
            Self::Numbers(values) => values.truncate(rows),
            Self::Text { codes, .. } => codes.truncate(rows),
            Self::Skipped => {}
        }
    }

    /// Numbers so far; 0 for text.
    pub(super) fn present(&self) -> usize {
        if let Self::Numbers(values) = self { values.iter().filter(|value| !value.is_nan()).count() } else { 0 }
    }

    /// Makes room for these many rows at once; false if there is none.
    pub(super) fn reserve(&mut self, rows: usize) -> bool {
        match self {
            Self::Numbers(values) => values.try_reserve_exact(rows).is_ok(),
            Self::Text { codes, .. } => codes.try_reserve_exact(rows).is_ok(),
            Self::Skipped => true,
        }
    }

    /// The finished column; absent if it was skipped.
    pub(super) fn finish(self, decoder: &Decoder) -> Option<Values> {
        match self {
            Self::Numbers(mut values) => {
                values.shrink_to_fit();
                Some(Values::Numeric(values))
            }
            Self::Text { mut codes, levels, .. } => {
                codes.shrink_to_fit();
                Some(Values::Text { codes, levels: levels.texts(decoder) })
            }
            Self::Skipped => None,
        }
    }
}
