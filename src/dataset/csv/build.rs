//! Cells to columns: numbers as `f64`, text as codes into its distinct values.

use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

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

    /// The finished column; absent if it was skipped.
    pub(super) fn finish(self) -> Option<Values> {
        match self {
            Self::Numbers(values) => Some(Values::Numeric(values)),
            Self::Text { codes, levels } => Some(Values::Text { codes, levels: levels.texts }),
            Self::Skipped => None,
        }
    }
}

/// The distinct values of a text column, found by hash. The table holds indices only, so each text is stored once.
#[derive(Default)]
pub(super) struct Levels {
    texts: Vec<String>,
    hashes: Vec<u32>,
    /// Open addressing over a power of two; `u32::MAX` is free.
    slots: Vec<u32>,
    last: u32,
}

impl Levels {
    /// The index of a text, in order of first appearance.
    fn code(&mut self, cell: &[u8]) -> u32 {
        // Neighbours are often equal, as in a sorted file.
        if self.texts.get(self.last as usize).is_some_and(|text| text.as_bytes() == cell) {
            return self.last;
        }
        if self.slots.len() < 2 * (self.texts.len() + 1) {
            self.grow();
        }
        let hash = hash(cell);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let code = self.slots[slot];
            if code == u32::MAX {
                let code = self.texts.len() as u32;
                self.slots[slot] = code;
                self.texts.push(String::from_utf8_lossy(cell).into_owned());
                self.hashes.push(hash);
                self.last = code;
                return code;
            }
            if self.hashes[code as usize] == hash && self.texts[code as usize].as_bytes() == cell {
                self.last = code;
                return code;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        self.slots = vec![u32::MAX; (self.slots.len() * 2).max(64)];
        let mask = self.slots.len() - 1;
        for (code, hash) in self.hashes.iter().enumerate() {
            let mut slot = *hash as usize & mask;
            while self.slots[slot] != u32::MAX {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = code as u32;
        }
    }
}

/// FNV-1a's multiply-and-fold over eight bytes at a time; a file cannot make results wrong, only slow.
#[derive(Default)]
struct Folding(u64);

impl Hasher for Folding {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        let mut last = [0_u8; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        self.mix(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Folding {
    fn mix(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word ^ 0xcbf2_9ce4_8422_2325) * 0x9e37_79b9_7f4a_7c15;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

fn hash(cell: &[u8]) -> u32 {
    let mut hasher = BuildHasherDefault::<Folding>::default().build_hasher();
    hasher.write(cell);
    let hash = hasher.finish();
    (hash ^ hash >> 32) as u32
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
        assert_eq!(levels.texts.len(), 5000);
    }
}
