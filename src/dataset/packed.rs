//! Large samples travel as packed tables: each distinct value of a column once, rows as codes of as few bits as they need,
//! and repeated codes as runs. So 336,776 flights take about 2 MB as they are and are a table again in a moment.
//!
//! `scripts/gold/samples.py` writes the files. All numbers are little-endian, bits fill each byte from the lowest:
//!
//! | part | what it is |
//! |---|---|
//! | `table 1\n` | eight bytes that tell the format |
//! | rows, columns | `u32`, `u16` |
//! | then for every column: name | `u8` length, UTF-8 |
//! | kind | `u8`: 0 numbers, 1 texts; 2 more if it is known only after the answer is due |
//! | distinct values | `u32` count; an `f64` each, or `u16` length and UTF-8 each |
//! | coding | `u8`: 0 a code per row, 1 runs |
//! | widths | `u8` bits of a code; for runs also `u8` bits of a length and `u32` number of runs |
//! | codes | bits, up to a whole byte; a code equal to the number of distinct values is a missing value |
//! | lengths | for runs: length less one, bits, up to a whole byte |

use super::{Column, Table, Values};
use crate::protocol;

const MAGIC: &[u8] = b"table 1\n";
/// More rows than a sample has; so a damaged file cannot ask for much memory.
const MOST_ROWS: usize = 1 << 23;

/// A file that is no packed table, or not all of one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the packed table is damaged: {what} at byte {at}")]
pub struct PackedTableError {
    /// The fault.
    what: &'static str,
    /// Where.
    at: usize,
}

impl From<PackedTableError> for protocol::Error {
    fn from(damage: PackedTableError) -> Self {
        Self::new(damage.to_string(), "Reload the page without its cache, so that the file is fetched again.")
    }
}

/// True for a file in this format.
pub fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The table in a file; `progress` gets the share that is done, 0..=1.
pub fn read(bytes: &[u8], progress: &mut dyn FnMut(f64)) -> Result<Table, PackedTableError> {
    let mut walk = ByteReader { bytes, at: 0 };
    if walk.take(MAGIC.len())? != MAGIC {
        return Err(PackedTableError { what: "no packed table", at: 0 });
    }
    let rows = walk.number(4)? as usize;
    if rows > MOST_ROWS {
        return Err(walk.damage("too many rows"));
    }
    let count = walk.number(2)? as usize;
    let (mut columns, mut afterwards) = (Vec::with_capacity(count), Vec::new());
    for at in 0..count {
        let (column, late) = walk.column(rows)?;
        if late {
            afterwards.push(column.name.clone());
        }
        columns.push(column);
        progress((at + 1) as f64 / count as f64);
    }
    if walk.at != bytes.len() { Err(walk.damage("more bytes than columns")) } else { Ok(Table { columns, rows, afterwards }) }
}

struct ByteReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> ByteReader<'a> {
    fn damage(&self, what: &'static str) -> PackedTableError {
        PackedTableError { what, at: self.at }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], PackedTableError> {
        let end = self.at.checked_add(count);
        let found = end.and_then(|end| self.bytes.get(self.at..end)).ok_or_else(|| self.damage("it ends early"))?;
        self.at += count;
        Ok(found)
    }

    /// A whole number of this many bytes, at most 8.
    fn number(&mut self, bytes: usize) -> Result<u64, PackedTableError> {
        Ok(self.take(bytes)?.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn text(&mut self, length_bytes: usize) -> Result<String, PackedTableError> {
        let length = self.number(length_bytes)? as usize;
        let bytes = self.take(length)?;
        String::from_utf8(bytes.to_vec()).map_err(|_| self.damage("a text is not UTF-8"))
    }

    /// A column, and whether it is known only afterwards.
    fn column(&mut self, rows: usize) -> Result<(Column, bool), PackedTableError> {
        let name = self.text(1)?;
        let kind = self.number(1)?;
        let (is_text, afterwards) = (kind & 1 == 1, kind & 2 == 2);
        let count = self.number(4)? as usize;
        // Every value takes at least two bytes.
        if count > self.bytes.len() / 2 {
            return Err(self.damage("too many values"));
        }
        let values = if is_text {
            let levels = (0..count).map(|_| self.text(2)).collect::<Result<Vec<_>, _>>()?;
            let codes = self.codes(rows, count)?.into_iter().map(|code| if code as usize == count { Values::MISSING } else { code });
            Values::Text { codes: codes.collect(), levels }
        } else {
            let mut distinct = (0..count).map(|_| Ok(f64::from_bits(self.number(8)?))).collect::<Result<Vec<_>, PackedTableError>>()?;
            distinct.push(f64::NAN);
            let codes = self.codes(rows, count)?;
            Values::Numeric(codes.into_iter().map(|code| distinct.get(code as usize).copied().unwrap_or(f64::NAN)).collect())
        };
        Ok((Column { name, values }, afterwards))
    }

    /// A code per row, each at most `most`.
    fn codes(&mut self, rows: usize, most: usize) -> Result<Vec<u32>, PackedTableError> {
        let in_runs = self.number(1)? == 1;
        let width = self.number(1)?;
        let codes = if in_runs {
            let length_width = self.number(1)?;
            let runs = self.number(4)? as usize;
            let values = self.bits(runs, width)?;
            let lengths = self.bits(runs, length_width)?;
            if lengths.iter().map(|length| u64::from(*length) + 1).sum::<u64>() != rows as u64 {
                return Err(self.damage("runs that do not make up the rows"));
            }
            values.into_iter().zip(lengths).flat_map(|(value, length)| std::iter::repeat_n(value, length as usize + 1)).collect()
        } else {
            self.bits(rows, width)?
        };
        if codes.iter().any(|code| *code as usize > most) { Err(self.damage("a code without a value")) } else { Ok(codes) }
    }

    /// Numbers of `width` bits each, 0..=32.
    fn bits(&mut self, count: usize, width: u64) -> Result<Vec<u32>, PackedTableError> {
        if width > 32 {
            return Err(self.damage("codes too wide"));
        }
        if count > MOST_ROWS {
            return Err(self.damage("too many runs"));
        }
        let mut bytes = self.take((count as u64 * width).div_ceil(8) as usize)?.iter();
        let (mut held, mut length, mask) = (0_u64, 0, (1_u64 << width) - 1);
        let mut next = || {
            while length < width {
                held |= u64::from(*bytes.next().unwrap_or(&0)) << length;
                length += 8;
            }
            let number = (held & mask) as u32;
            held >>= width;
            length -= width;
            number
        };
        Ok((0..count).map(|_| next()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two columns over five rows: numbers as codes of two bits, texts as runs.
    fn file() -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([5, 0, 0, 0, 2, 0]);
        bytes.extend([1, b'x', 0, 2, 0, 0, 0]);
        bytes.extend(1.5_f64.to_le_bytes());
        bytes.extend((-3.0_f64).to_le_bytes());
        // Codes 1, 0, 2 (missing), 2, 1.
        bytes.extend([0, 2, 0b1010_0001, 0b01]);
        bytes.extend([1, b'y', 3, 2, 0, 0, 0, 2, 0, b'n', b'o', 3, 0, b'y', b'e', b's']);
        // Runs: three of code 1, one of code 2 (missing), one of code 0.
        bytes.extend([1, 2, 2, 3, 0, 0, 0, 0b00_10_01, 0b00_00_10]);
        bytes
    }

    #[test]
    fn codes_and_runs_become_columns() {
        let table = read(&file(), &mut |_| {}).unwrap();
        let texts = |column: &str| (0..5).map(|row| table.column(column).unwrap().text(row)).collect::<Vec<_>>();
        let some = |text: &str| Some(text.to_string());
        assert_eq!(texts("x"), [some("-3"), some("1.5"), None, None, some("-3")]);
        assert_eq!(texts("y"), [some("yes"), some("yes"), some("yes"), None, some("no")]);
    }

    #[test]
    fn a_column_that_is_known_only_afterwards_is_marked() {
        let table = read(&file(), &mut |_| {}).unwrap();
        assert_eq!(table.afterwards, ["y"]);
        assert!(table.is_afterwards("y") && !table.is_afterwards("x"));
    }

    #[test]
    fn a_damaged_file_is_refused_wherever_it_is_cut_or_changed() {
        let whole = file();
        for end in 0..whole.len() {
            let damage = read(&whole[..end], &mut |_| {}).unwrap_err();
            assert!(damage.to_string().contains("it ends early"), "{end}: {damage}");
        }
        for at in 0..whole.len() {
            for change in [0x80, 0xFF] {
                let mut changed = whole.clone();
                changed[at] ^= change;
                // Whatever it finds, it neither panics nor asks for much memory.
                let _ = read(&changed, &mut |_| {});
            }
        }
        assert_eq!(read(b"a,b\n1,2\n", &mut |_| {}).unwrap_err().to_string(), "the packed table is damaged: no packed table at byte 0");
        assert_eq!(read(&[whole, vec![0]].concat(), &mut |_| {}).unwrap_err().what, "more bytes than columns");
    }
}
