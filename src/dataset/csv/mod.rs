//! CSV files as people have them, read into a [`Table`]: any common delimiter and encoding, decimal commas, ragged rows.
//!
//! A file comes piece by piece into a [`Reader`] and is read in one pass. Columns are held for numbers unless the first rows
//! say otherwise; for one that meets text later the file is read again. Whatever was put right is in the warnings; whatever
//! would lose a cell is an error.

mod body;
mod build;
mod clean;
mod column_warnings;
mod dates;
mod dialect;
mod encoding;
mod error;
mod evidence;
mod format;
mod header;
mod hints;
mod levels;
mod lines;
mod number;
mod number_style;
mod quoting;
mod reader;
mod scan;
mod text_to_number;
mod warnings;

use super::Table;
pub use error::ReadError;
pub use format::{Format, NumberStyle};
pub use lines::Lines;
pub use reader::Reader;
pub use warnings::Warnings;

/// Columns a file may have: more cannot be shown or chosen from.
const MOST_COLUMNS: usize = 5000;
/// Memory a table of numbers may take, bytes: what a browser's tab can be asked for, with room to train beside it.
const MOST_TABLE_BYTES: u64 = 1_600_000_000;
/// Share of the work at which a second pass begins, if there is one.
pub const SECOND_PASS: f64 = 0.9;
/// Bytes handed on at a time.
const PIECE: usize = 1 << 20;

/// Cells that stand for a missing value, besides the empty one. `None` and `Na` are not among them: people use them as names.
pub const MISSING_TOKENS: [&str; 10] = ["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "Null", "null", "?"];

/// Bytes of the longest of [`MISSING_TOKENS`].
const LONGEST_MISSING: usize = 4;

/// True for an empty cell and for [`MISSING_TOKENS`].
#[inline]
pub(crate) fn is_missing(cell: &[u8]) -> bool {
    // Written out: cells are asked for this one by one, and comparing with a list of texts takes longer than reading a cell.
    match cell {
        [] | [b'?'] | [b'N', b'A'] => true,
        [b'N' | b'n', b'/', b'A' | b'a'] => cell[0].is_ascii_uppercase() == cell[2].is_ascii_uppercase(),
        [b'N', b'a', b'N'] | [b'n', b'a', b'n'] => true,
        [b'#', b'N', b'/', b'A'] | [b'N', b'U', b'L', b'L'] | [b'N' | b'n', b'u', b'l', b'l'] => true,
        _ => false,
    }
}

/// A file as a table.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedCsv {
    /// Its columns.
    pub table: Table,
    /// What was odd in it.
    pub warnings: Warnings,
    /// How it is written.
    pub format: Format,
}

/// Reads a file that is in memory; `progress` gets the share of it that is done, 0..=1.
pub fn read(bytes: &[u8], progress: &mut dyn FnMut(f64)) -> Result<ParsedCsv, ReadError> {
    let mut reader = Reader::new(Some(bytes.len() as u64));
    let piece = (bytes.len() / 16).clamp(1, PIECE);
    let mut pass = |from: f64, to: f64| {
        for (at, part) in bytes.chunks(piece).enumerate() {
            reader.push(part)?;
            progress(from + (to - from) * (((at + 1) * piece) as f64 / bytes.len() as f64).min(1.0));
        }
        reader.finish()
    };
    // A second pass is rare; it is the shorter part of the work.
    if let Some(reading) = pass(0.0, SECOND_PASS)? {
        progress(1.0);
        return Ok(reading);
    }
    pass(SECOND_PASS, 1.0)?.ok_or(ReadError::Empty)
}

/// A cell as it is quoted in a message: on one line, at most 40 characters.
fn shown(cell: &str) -> String {
    let mut short: String = cell.chars().take(40).map(|char| if char.is_control() { ' ' } else { char }).collect();
    if cell.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests;
