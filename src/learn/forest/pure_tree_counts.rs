//! Which rows a forest answers right without being asked.
//!
//! A tree whose leaves hold one class each answers every row that it was grown on with that row's own label. So the number of
//! such trees that a row was grown on says, for most rows, what the whole forest answers.

use crate::learn::Error;
use crate::learn::tree::{TreeReader, put};

/// Per row, the number of trees that answer it with its own label for certain; nothing where that was not counted. It only saves
/// time: a model that was stored and read has none, and answers the same.
#[derive(Clone, Debug, Default)]
pub(super) struct PureTreeCounts {
    counts: Vec<u16>,
    /// Counts of the last trees, at most [`Self::BATCH`] of them: a byte each, so that eight are counted at a time.
    recent: Vec<u8>,
    batch: u8,
}

impl PartialEq for PureTreeCounts {
    fn eq(&self, other: &Self) -> bool {
        // The current batch is not compared: counts are read only after they are gathered.
        self.counts == other.counts
    }
}

impl PureTreeCounts {
    const BATCH: u8 = u8::MAX;

    /// Counts a tree that was grown on the rows with copies.
    pub(super) fn add(&mut self, copies: &[u8]) {
        if self.batch == Self::BATCH {
            self.gather();
        }
        self.recent.resize(copies.len(), 0);
        count_present(&mut self.recent, copies);
        self.batch += 1;
    }

    /// To be called before the counts are asked for.
    pub(super) fn gather(&mut self) {
        self.counts.resize(self.recent.len().max(self.counts.len()), 0);
        self.counts.iter_mut().zip(&self.recent).for_each(|(count, recent)| *count = count.saturating_add(u16::from(*recent)));
        self.recent.fill(0);
        self.batch = 0;
    }

    /// Per row; empty if no tree was counted.
    pub(super) fn counts(&self) -> &[u16] {
        &self.counts
    }

    /// Those of both, of the same rows.
    pub(super) fn plus(mut self, other: &Self) -> Self {
        self.counts.resize(self.counts.len().max(other.counts.len()), 0);
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, more)| *count = count.saturating_add(*more));
        self
    }

    /// Appends the counts.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        put(bytes, self.counts.len() as u64);
        self.counts.iter().for_each(|count| put(bytes, u64::from(*count)));
    }

    /// The counts that were written.
    pub(super) fn read(reader: &mut TreeReader<'_>) -> Result<Self, Error> {
        let wrong = |_| Error::Stored { cause: "a count is too large" };
        let counts = (0..reader.count()?).map(|_| u16::try_from(reader.whole()?).map_err(wrong)).collect::<Result<_, _>>()?;
        Ok(Self { counts, ..Self::default() })
    }
}

/// Adds 1 where a number is above 0: eight at a time, as bytes of one word. No count may be 255 yet.
fn count_present(counts: &mut [u8], numbers: &[u8]) {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let (counts, counts_rest) = counts.as_chunks_mut::<8>();
    let (numbers, numbers_rest) = numbers.as_chunks::<8>();
    for (counts, numbers) in counts.iter_mut().zip(numbers) {
        let numbers = u64::from_le_bytes(*numbers);
        // The top bit of each byte: the byte has it, or its other bits carry into it.
        let present = ((((numbers & LOW) + LOW) | numbers) & !LOW) >> 7;
        *counts = (u64::from_le_bytes(*counts) + present).to_le_bytes();
    }
    counts_rest.iter_mut().zip(numbers_rest).for_each(|(count, number)| *count += u8::from(*number > 0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_that_differ_are_not_equal() {
        let of = |copies: &[u8]| {
            let mut pure_counts = PureTreeCounts::default();
            pure_counts.add(copies);
            pure_counts.gather();
            pure_counts
        };
        assert_eq!(of(&[1, 0, 2]), of(&[3, 0, 1]));
        assert_ne!(of(&[1, 0, 2]), of(&[1, 1, 2]));
        assert_ne!(of(&[1, 0, 2]), PureTreeCounts::default());
    }

    #[test]
    fn positive_entries_are_counted_byte_by_byte() {
        for length in [0, 1, 7, 8, 9, 300] {
            let numbers: Vec<u8> =
                (0..length as u32).map(|place| (place * 37 % 256) as u8 & [255, 0, 1, 128][place as usize % 4]).collect();
            let mut counts = vec![0; length];
            (0..255).for_each(|_| count_present(&mut counts, &numbers));
            let wanted: Vec<u8> = numbers.iter().map(|number| if *number > 0 { 255 } else { 0 }).collect();
            assert_eq!(counts, wanted);
        }
    }
}
