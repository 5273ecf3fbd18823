//! What was odd in a file: the first 50 oddities in full, the rest counted.

use crate::protocol::Warning;

/// Warnings in the order they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Warnings {
    /// At most [`Warnings::MOST`].
    pub listed: Vec<Warning>,
    /// Those beyond.
    pub more: u64,
}

impl Warnings {
    /// As many as are listed.
    pub const MOST: usize = 50;

    /// Lists a warning, or counts it.
    pub fn push(&mut self, line: Option<u64>, column: Option<&str>, text: String) {
        if self.listed.len() < Self::MOST {
            self.listed.push(Warning { line, column: column.map(Into::into), text });
        } else {
            self.more += 1;
        }
    }

    /// Warnings so far, listed or not.
    pub(super) fn count(&self) -> u64 {
        self.listed.len() as u64 + self.more
    }

    /// Takes back those beyond the first `count`.
    pub(super) fn truncate(&mut self, count: u64) {
        self.more = count.saturating_sub(Self::MOST as u64);
        self.listed.truncate(count.min(Self::MOST as u64) as usize);
    }

    /// Puts what concerns the whole file before what concerns single rows, so that a long list never hides it.
    pub(super) fn put_first(&mut self, first: Self) {
        let later = std::mem::replace(self, first);
        self.more += later.more;
        for warning in later.listed {
            self.push(warning.line, warning.column.as_deref(), warning.text);
        }
    }
}
