//! Cells to columns: numbers as `f64`, text as codes into its distinct values.

use super::encoding::Decoder;
use super::number::{self, Mark, Parsed};
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
    },
    /// Held for numbers until text turned up, or done in an earlier pass.
    Skipped,
}

/// What a cell did not do for a column of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Oddity {
    /// Not a number: the column is text.
    Text,
    /// A code with a leading zero: the column is text.
    LeadingZero,
    /// More digits than a number keeps: the column is text.
    TooLong,
    /// Beyond the largest number: counted as missing.
    TooLarge,
}

impl Build {
    /// Adds a cell; says what was odd about it.
    #[inline]
    pub(super) fn push(&mut self, cell: &[u8], mark: Mark) -> Option<Oddity> {
        match self {
            Self::Numbers(values) => match number::parse(cell, mark) {
                Parsed::Number(value) => values.push(value),
                Parsed::Text if super::is_missing(cell) => values.push(f64::NAN),
                Parsed::TooLarge => {
                    values.push(f64::NAN);
                    return Some(Oddity::TooLarge);
                }
                Parsed::Text => return Some(Oddity::Text),
                Parsed::LeadingZero => return Some(Oddity::LeadingZero),
                Parsed::TooLong => return Some(Oddity::TooLong),
            },
            Self::Text { codes, levels } => {
                let code = if super::is_missing(cell) { Values::MISSING } else { levels.code(cell) };
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
            Self::Text { mut codes, levels } => {
                codes.shrink_to_fit();
                Some(Values::Text { codes, levels: levels.texts(decoder) })
            }
            Self::Skipped => None,
        }
    }
}

/// The distinct values of a text column, found by hash, one behind the other in one piece of memory.
#[derive(Default)]
pub(super) struct Levels {
    bytes: Vec<u8>,
    /// Where each text ends.
    ends: Vec<u32>,
    /// Open addressing over a power of two: a hash above, a code below; `u64::MAX` is free.
    slots: Vec<u64>,
    last: u32,
}

impl Levels {
    /// The index of a text, in order of first appearance.
    #[inline]
    fn code(&mut self, cell: &[u8]) -> u32 {
        // Neighbours are often equal, as in a sorted file.
        if self.get(self.last) == Some(cell) {
            return self.last;
        }
        if self.slots.len() < 2 * (self.ends.len() + 1) {
            self.grow();
        }
        let hash = hash(cell);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let found = self.slots[slot];
            if found == u64::MAX {
                let code = self.ends.len() as u32;
                self.slots[slot] = u64::from(hash) << 32 | u64::from(code);
                self.bytes.extend_from_slice(cell);
                self.ends.push(self.bytes.len() as u32);
                self.last = code;
                return code;
            }
            let code = found as u32;
            if (found >> 32) as u32 == hash && self.get(code) == Some(cell) {
                self.last = code;
                return code;
            }
            slot = (slot + 1) & mask;
        }
    }

    #[inline]
    fn get(&self, code: u32) -> Option<&[u8]> {
        let code = code as usize;
        let start = if code == 0 { 0 } else { *self.ends.get(code - 1)? };
        self.bytes.get(start as usize..*self.ends.get(code)? as usize)
    }

    fn texts(mut self, decoder: &Decoder) -> Vec<String> {
        self.slots = vec![];
        (0..self.ends.len() as u32).map(|code| decoder.text(self.get(code).unwrap_or_default())).collect()
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 4).max(64);
        let before = std::mem::replace(&mut self.slots, vec![u64::MAX; size]);
        for found in before.into_iter().filter(|found| *found != u64::MAX) {
            let mut slot = (found >> 32) as usize & (size - 1);
            while self.slots[slot] != u64::MAX {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = found;
        }
    }
}

/// Eight bytes at a time, each folded in by a multiplication, as in FNV-1a; a file cannot make results wrong, only slow.
#[inline]
fn hash(cell: &[u8]) -> u32 {
    let mix = |hash: u64, word: u64| {
        let product = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        product ^ product >> 32
    };
    let (words, rest) = cell.as_chunks::<8>();
    let mut hash = words.iter().fold(cell.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    if !rest.is_empty() {
        hash = mix(hash, rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)));
    }
    (mix(hash, 0) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_distinct_text_gets_one_code_in_order_of_appearance() {
        let mut levels = Levels::default();
        for round in 0..3 {
            for value in 0..5000_u32 {
                let text = format!("value number {value}");
                assert_eq!(levels.code(text.as_bytes()), value, "round {round}");
            }
        }
        assert_eq!((levels.ends.len(), levels.get(4999)), (5000, Some(&b"value number 4999"[..])));
        assert_eq!(levels.code(b""), 5000);
        assert_eq!((levels.get(5000), levels.get(5001)), (Some(&b""[..]), None));
    }
}
