//! Bytes to cells: quotes, delimiters and line ends, one cell at a time and without copying plain ones.
//!
//! The grammar is RFC 4180, read generously: any line end, quotes only at the start of a cell, text after a closing quote
//! kept and counted. The bytes may be a piece of a file: a row that its end cuts is left for the next piece.

mod escaped;

use super::number;

/// In place of a delimiter where a file has none: a byte that no text file holds.
pub(super) const NO_DELIMITER: u8 = 0;

/// The first line of something and how often it came.
pub(super) type Count = Option<(u64, u64)>;

/// What a file has besides delimiters and line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// What stands around cells.
    pub(super) quote: u8,
    /// A backslash says that the next character is one of the cell.
    pub(super) backslash: bool,
    /// Lines that begin with `#` are no rows.
    pub(super) comments: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { quote: b'"', backslash: false, comments: false }
    }
}

/// Where a walk is, carried from piece to piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScanPosition {
    /// What the file has; the same everywhere.
    pub(super) style: Style,
    /// Next byte of the piece.
    pub(super) at: usize,
    /// 1-based line of that byte.
    pub(super) line: u64,
    /// Cells with text after their closing quote.
    pub(super) loose_quotes: Count,
    /// Blank lines above a row.
    pub(super) blank_lines: Count,
    /// Blank lines since the last row: those at the end of a file are nothing odd.
    blanks: Count,
}

impl ScanPosition {
    /// This byte of a piece, in this line, with nothing odd before it.
    pub(super) fn new(at: usize, line: u64) -> Self {
        Self { style: Style::default(), at, line, loose_quotes: None, blank_lines: None, blanks: None }
    }
}

impl Default for ScanPosition {
    fn default() -> Self {
        Self::new(0, 1)
    }
}

/// A cell of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'a> {
    /// Its text: without quotes, or without the white space around it.
    pub(super) text: &'a [u8],
    /// The row ends with it.
    pub(super) last: bool,
}

/// Why a cell cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScanStop {
    /// The piece ends first.
    More,
    /// The file ends within a quote that opened in this line.
    OpenQuote(u64),
}

/// Walks over a piece of a file.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    /// The file ends where the piece ends.
    last: bool,
    /// Where the walk is.
    pub(super) place: ScanPosition,
    /// Lines stepped over as comments.
    pub(super) comments: Vec<u64>,
    scratch: Vec<u8>,
}

impl<'a> Scanner<'a> {
    /// Starts at a place in a piece; `last` says that no other piece follows.
    pub(super) fn new(bytes: &'a [u8], delimiter: u8, last: bool, place: ScanPosition) -> Self {
        Self { bytes, delimiter, last, place, comments: vec![], scratch: vec![] }
    }

    /// Steps over blank lines to the next row; its line, or absent at the end.
    #[inline]
    pub(super) fn row(&mut self) -> Option<u64> {
        loop {
            let rest = self.bytes.get(self.place.at..).unwrap_or_default();
            let first = *rest.first()?;
            if first == b'#' && self.place.style.comments {
                self.step_over_a_comment()?;
                continue;
            }
            if first > b' ' && self.place.blanks.is_none() {
                return Some(self.place.line);
            }
            let spaces = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0C') && **byte != self.delimiter).count();
            match rest.get(spaces) {
                Some(b'\n' | b'\r') if self.ends_line(spaces) => add(&mut self.place.blanks, self.place.line, 1),
                None if self.last => {
                    self.place.at = self.bytes.len();
                    return None;
                }
                _ => {
                    if let Some((first, count)) = self.place.blanks.take() {
                        add(&mut self.place.blank_lines, first, count);
                    }
                    return Some(self.place.line);
                }
            }
            self.place.at += spaces;
            self.line_end();
        }
    }

    /// The next cell of the row, if it is a plain number with a decimal point or empty (NaN); moves only if it is.
    #[inline]
    pub(super) fn number(&mut self) -> Option<(f64, bool)> {
        let rest = self.bytes.get(self.place.at..).unwrap_or_default();
        let (value, length) = number::quick(rest)?;
        let byte = *rest.get(length)?;
        if byte == self.delimiter {
            self.place.at += length + 1;
            return Some((value, false));
        }
        let ends = match byte {
            b'\n' => 1,
            b'\r' if rest.get(length + 1) == Some(&b'\n') => 2,
            _ => return None,
        };
        self.place.at += length + ends;
        self.place.line += 1;
        Some((value, true))
    }

    /// The next cell of the row.
    #[inline(always)]
    pub(super) fn cell(&mut self) -> Result<Cell<'_>, ScanStop> {
        if self.place.style.backslash {
            return self.escaped();
        }
        self.skip_spaces_before_a_quote();
        if self.bytes.get(self.place.at) == Some(&self.place.style.quote) {
            return self.quoted();
        }
        let (start, end) = self.plain();
        let last = self.step()?;
        Ok(Cell { text: trim(self.bytes.get(start..end).unwrap_or_default()), last })
    }

    /// The same where few cells are read, in less code.
    #[inline(never)]
    pub(super) fn cell_apart(&mut self) -> Result<Cell<'_>, ScanStop> {
        self.cell()
    }

    /// Steps over the delimiter or the line end after a cell; true if the row ends.
    #[inline(always)]
    fn step(&mut self) -> Result<bool, ScanStop> {
        match self.bytes.get(self.place.at) {
            None if self.last => Ok(true),
            None => Err(ScanStop::More),
            Some(byte) if *byte == self.delimiter => {
                self.place.at += 1;
                Ok(false)
            }
            Some(_) if !self.ends_line(0) => Err(ScanStop::More),
            Some(_) => {
                self.line_end();
                Ok(true)
            }
        }
    }

    /// False for a carriage return whose line feed may be in the next piece.
    fn ends_line(&self, ahead: usize) -> bool {
        let at = self.place.at + ahead;
        self.last || self.bytes.get(at) != Some(&b'\r') || at + 1 < self.bytes.len()
    }

    #[inline(always)]
    fn skip_spaces_before_a_quote(&mut self) {
        if self.bytes.get(self.place.at) == Some(&b' ') {
            let rest = self.bytes.get(self.place.at..).unwrap_or_default();
            let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
            if rest.get(spaces) == Some(&self.place.style.quote) {
                self.place.at += spaces;
            }
        }
    }

    fn line_end(&mut self) {
        let carriage = self.bytes.get(self.place.at) == Some(&b'\r');
        self.place.at += 1;
        if carriage && self.bytes.get(self.place.at) == Some(&b'\n') {
            self.place.at += 1;
        }
        self.place.line += 1;
    }

    /// Moves to the end of an unquoted cell; where it starts and ends.
    #[inline(always)]
    fn plain(&mut self) -> (usize, usize) {
        let start = self.place.at;
        let rest = self.bytes.get(start..).unwrap_or_default();
        self.place.at = start + stop(rest, self.delimiter);
        (start, self.place.at)
    }

    fn quoted(&mut self) -> Result<Cell<'_>, ScanStop> {
        let opened = if self.last { ScanStop::OpenQuote(self.place.line) } else { ScanStop::More };
        let (line, quote) = (self.place.line, self.place.style.quote);
        self.place.at += 1;
        self.scratch.clear();
        let start = self.place.at;
        let mut copied_to = start;
        loop {
            match self.bytes.get(self.place.at) {
                None => return Err(opened),
                Some(byte) if *byte == quote => match self.bytes.get(self.place.at + 1) {
                    // Keep one of the two quotes.
                    Some(byte) if *byte == quote => {
                        self.scratch.extend_from_slice(self.bytes.get(copied_to..=self.place.at).unwrap_or_default());
                        self.place.at += 2;
                        copied_to = self.place.at;
                    }
                    None if !self.last => return Err(ScanStop::More),
                    _ => break,
                },
                Some(b'\n' | b'\r') => self.line_end(),
                Some(_) => self.place.at += stop(self.bytes.get(self.place.at..).unwrap_or_default(), quote),
            }
        }
        let end = self.place.at;
        self.place.at += 1;
        let (after, until) = self.plain();
        let last = self.step()?;
        let tail = trim(self.bytes.get(after..until).unwrap_or_default());
        if tail.is_empty() && copied_to == start {
            return Ok(Cell { text: self.bytes.get(start..end).unwrap_or_default(), last });
        }
        self.scratch.extend_from_slice(self.bytes.get(copied_to..end).unwrap_or_default());
        if !tail.is_empty() {
            self.scratch.extend_from_slice(tail);
            add(&mut self.place.loose_quotes, line, 1);
        }
        Ok(Cell { text: &self.scratch, last })
    }
}

fn add(count: &mut Count, line: u64, more: u64) {
    let (first, before) = count.unwrap_or((line, 0));
    *count = Some((first, before + more));
}

/// Bytes before the first delimiter or line end, sixteen at a time.
#[inline(always)]
fn stop(text: &[u8], delimiter: u8) -> usize {
    let (parts, rest) = text.as_chunks::<16>();
    for (place, part) in parts.iter().enumerate() {
        let found = stops(part, delimiter);
        if found != 0 {
            return place * 16 + found.trailing_zeros() as usize;
        }
    }
    parts.len() * 16 + rest.iter().position(|byte| *byte == delimiter || matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len())
}

/// A bit for each byte that is the delimiter or a line end.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
fn stops(part: &[u8; 16], delimiter: u8) -> u16 {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, v128, v128_or};
    let part: v128 = bytemuck::cast(*part);
    let ends = v128_or(u8x16_eq(part, u8x16_splat(b'\n')), u8x16_eq(part, u8x16_splat(b'\r')));
    u8x16_bitmask(v128_or(u8x16_eq(part, u8x16_splat(delimiter)), ends))
}

/// The same, natively.
#[cfg(not(target_arch = "wasm32"))]
fn stops(part: &[u8; 16], delimiter: u8) -> u16 {
    part.iter().rev().fold(0, |bits, byte| bits << 1 | u16::from(*byte == delimiter || matches!(byte, b'\n' | b'\r')))
}

#[inline(always)]
fn trim(text: &[u8]) -> &[u8] {
    match text {
        [first, .., last] if *first > b' ' && *last > b' ' => text,
        _ => text.trim_ascii(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, piece: usize) -> Vec<(u64, Vec<String>)> {
        let (mut found, mut place, mut end) = (vec![], ScanPosition::default(), piece.min(text.len()));
        loop {
            let mut scanner = Scanner::new(&text.as_bytes()[..end], b',', end == text.len(), place);
            while let Some(line) = scanner.row() {
                let before = scanner.place;
                let mut cells = vec![];
                loop {
                    match scanner.cell() {
                        Ok(cell) => cells.push((String::from_utf8(cell.text.to_vec()).unwrap(), cell.last)),
                        Err(ScanStop::More) => {
                            scanner.place = before;
                            cells.clear();
                            break;
                        }
                        Err(halt) => panic!("{halt:?}"),
                    }
                    if cells.last().is_some_and(|cell| cell.1) {
                        break;
                    }
                }
                if cells.is_empty() {
                    break;
                }
                found.push((line, cells.into_iter().map(|cell| cell.0).collect()));
            }
            place = scanner.place;
            if end == text.len() {
                return found;
            }
            end = (end + piece).min(text.len());
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &[(u64, &[&str])]) {
        let expected: Vec<(u64, Vec<String>)> =
            expected.iter().map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_string()).collect())).collect();
        for piece in [1, 2, 3, 7, 1000] {
            assert_eq!(rows(text, piece), expected, "{text:?} in pieces of {piece}");
        }
    }

    #[test]
    fn rows_end_where_lines_end_outside_quotes() {
        check("a,b\n1,2", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a,b\r\n1,2\r\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a,b\r1,2\r", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("\"a\r\nb\",c\nd,\"e\nf\"\ng,h", &[(1, &["a\r\nb", "c"]), (3, &["d", "e\nf"]), (5, &["g", "h"])]);
        check("a\n\n \nb\n\n", &[(1, &["a"]), (4, &["b"])]);
        check(",\n,,", &[(1, &["", ""]), (2, &["", "", ""])]);
    }

    #[test]
    fn quotes_are_taken_off_and_doubled_ones_halved() {
        check("\"a \"\"b\"\" c\",\"\"", &[(1, &["a \"b\" c", ""])]);
        check("\"\"\"\",\"x\"\"\",y", &[(1, &["\"", "x\"", "y"])]);
        check("5\" pipe,\" kept \", cut ", &[(1, &["5\" pipe", " kept ", "cut"])]);
        check("\"a,b\" , \"c\"d", &[(1, &["a,b", "cd"])]);
        check(
            "\"\"\na long cell without a quote,\"and a long one\"\n",
            &[(1, &[""]), (2, &["a long cell without a quote", "and a long one"])],
        );
    }

    #[test]
    fn an_open_quote_is_named_by_line() {
        let mut scanner = Scanner::new(b"1,\"2\n3,4\n", b',', true, ScanPosition::default());
        scanner.row().unwrap();
        scanner.cell().unwrap();
        assert_eq!(scanner.cell().unwrap_err(), ScanStop::OpenQuote(1));
    }
}
