//! Bytes to records: quotes, delimiters and line ends, one record at a time and without copying plain cells.
//!
//! The grammar is RFC 4180, read generously: any line end, quotes only at the start of a cell, text after a closing quote
//! kept and counted.

/// Where a cell's text is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    start: usize,
    end: usize,
    /// In the scratch space (it held doubled quotes) rather than in the file.
    copied: bool,
    /// It was quoted.
    pub(super) quoted: bool,
}

/// A quote that is still open where the file ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpenQuote {
    /// 1-based line in which it opens.
    pub(super) line: u64,
    /// 0-based cell of its record.
    pub(super) cell: usize,
}

/// Walks over a file.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
    stops: [bool; 256],
    scratch: Vec<u8>,
    cells: Vec<Cell>,
    /// 1-based line of the first cell with text after its closing quote, and how many there were.
    pub(super) loose_quotes: Option<(u64, u64)>,
    /// 1-based line of the first blank line above a row, and how many there were.
    pub(super) blank_lines: Option<(u64, u64)>,
}

/// In place of a delimiter where a file has none: a byte that UTF-8 never uses.
pub(super) const NO_DELIMITER: u8 = 0xFF;

impl<'a> Scanner<'a> {
    /// Starts at the first byte.
    pub(super) fn new(bytes: &'a [u8], delimiter: u8) -> Self {
        let mut stops = [false; 256];
        for stop in [delimiter, b'\n', b'\r'] {
            stops[usize::from(stop)] = true;
        }
        Self { bytes, at: 0, line: 1, stops, scratch: vec![], cells: vec![], loose_quotes: None, blank_lines: None }
    }

    /// Share of the bytes passed, 0..=1.
    pub(super) fn share(&self) -> f64 {
        if self.bytes.is_empty() { 1.0 } else { self.at as f64 / self.bytes.len() as f64 }
    }

    /// Cells of the current record.
    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The text of a cell of the current record; white space around an unquoted one is left out.
    #[inline]
    pub(super) fn text(&self, cell: Cell) -> &[u8] {
        let text = if cell.copied { self.scratch.get(cell.start..cell.end) } else { self.bytes.get(cell.start..cell.end) };
        let text = text.unwrap_or_default();
        if cell.quoted { text } else { trim(text) }
    }

    /// Moves to the next record that is not a blank line; its 1-based line, or absent at the end.
    pub(super) fn next(&mut self) -> Result<Option<u64>, OpenQuote> {
        let mut blanks: Option<(u64, u64)> = None;
        loop {
            if self.at >= self.bytes.len() {
                self.cells.clear();
                return Ok(None);
            }
            let line = self.line;
            self.record()?;
            let blank = matches!(self.cells.as_slice(), [only] if !only.quoted && self.text(*only).is_empty());
            if !blank {
                if let Some((first, count)) = blanks {
                    let (first, before) = self.blank_lines.unwrap_or((first, 0));
                    self.blank_lines = Some((first, before + count));
                }
                return Ok(Some(line));
            }
            let (first, count) = blanks.unwrap_or((line, 0));
            blanks = Some((first, count + 1));
        }
    }

    fn record(&mut self) -> Result<(), OpenQuote> {
        self.cells.clear();
        self.scratch.clear();
        loop {
            self.skip_spaces_before_a_quote();
            let cell = if self.bytes.get(self.at) == Some(&b'"') { self.quoted()? } else { self.plain() };
            self.cells.push(cell);
            match self.bytes.get(self.at) {
                None => return Ok(()),
                Some(b'\n' | b'\r') => {
                    self.line_end();
                    return Ok(());
                }
                Some(_) => self.at += 1,
            }
        }
    }

    #[inline]
    fn skip_spaces_before_a_quote(&mut self) {
        if self.bytes.get(self.at) == Some(&b' ') {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
            if rest.get(spaces) == Some(&b'"') {
                self.at += spaces;
            }
        }
    }

    fn line_end(&mut self) {
        let carriage = self.bytes.get(self.at) == Some(&b'\r');
        self.at += 1;
        if carriage && self.bytes.get(self.at) == Some(&b'\n') {
            self.at += 1;
        }
        self.line += 1;
    }

    #[inline]
    fn plain(&mut self) -> Cell {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| self.stops[usize::from(*byte)]).unwrap_or(rest.len());
        self.at = start + length;
        Cell { start, end: self.at, copied: false, quoted: false }
    }

    fn quoted(&mut self) -> Result<Cell, OpenQuote> {
        let opened = OpenQuote { line: self.line, cell: self.cells.len() };
        self.at += 1;
        let (start, kept) = (self.at, self.scratch.len());
        let mut copied_to = start;
        loop {
            match self.bytes.get(self.at) {
                None => return Err(opened),
                Some(b'"') if self.bytes.get(self.at + 1) == Some(&b'"') => {
                    // Keep one of the two quotes.
                    self.scratch.extend_from_slice(self.bytes.get(copied_to..=self.at).unwrap_or_default());
                    self.at += 2;
                    copied_to = self.at;
                }
                Some(b'"') => break,
                Some(b'\n' | b'\r') => self.line_end(),
                Some(_) => self.at += 1,
            }
        }
        let end = self.at;
        self.at += 1;
        let after = self.plain();
        let tail = trim(self.bytes.get(after.start..after.end).unwrap_or_default());
        if tail.is_empty() && copied_to == start {
            return Ok(Cell { start, end, copied: false, quoted: true });
        }
        self.scratch.extend_from_slice(self.bytes.get(copied_to..end).unwrap_or_default());
        if !tail.is_empty() {
            self.scratch.extend_from_slice(tail);
            let (first, count) = self.loose_quotes.unwrap_or((opened.line, 0));
            self.loose_quotes = Some((first, count + 1));
        }
        Ok(Cell { start: kept, end: self.scratch.len(), copied: true, quoted: true })
    }
}

#[inline]
fn trim(text: &[u8]) -> &[u8] {
    match text {
        [first, .., last] if *first > b' ' && *last > b' ' => text,
        _ => text.trim_ascii(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(u64, &[&str])]) {
        let mut scanner = Scanner::new(text.as_bytes(), b',');
        let mut read = vec![];
        while let Some(line) = scanner.next().unwrap() {
            let cells = scanner.cells().iter().map(|cell| String::from_utf8(scanner.text(*cell).to_vec()).unwrap()).collect::<Vec<_>>();
            read.push((line, cells));
        }
        let expected: Vec<(u64, Vec<String>)> =
            expected.iter().map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_string()).collect())).collect();
        assert_eq!(read, expected, "{text:?}");
    }

    #[test]
    fn records_end_where_lines_end_outside_quotes() {
        check("a,b\n1,2", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a,b\r\n1,2\r\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a,b\r1,2\r", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("\"a\r\nb\",c\nd,\"e\nf\"\ng,h", &[(1, &["a\r\nb", "c"]), (3, &["d", "e\nf"]), (5, &["g", "h"])]);
        check("a\n\n\nb\n\n", &[(1, &["a"]), (4, &["b"])]);
        check(",\n,,", &[(1, &["", ""]), (2, &["", "", ""])]);
    }

    #[test]
    fn quotes_are_taken_off_and_doubled_ones_halved() {
        check("\"a \"\"b\"\" c\",\"\"", &[(1, &["a \"b\" c", ""])]);
        check("\"\"\"\",\"x\"\"\",y", &[(1, &["\"", "x\"", "y"])]);
        check("5\" pipe,\" kept \", cut ", &[(1, &["5\" pipe", " kept ", "cut"])]);
        check("\"a,b\" , \"c\"d", &[(1, &["a,b", "cd"])]);
    }

    #[test]
    fn an_open_quote_is_named_by_line_and_cell() {
        let mut scanner = Scanner::new(b"a,b\n1,\"2\n3,4\n", b',');
        scanner.next().unwrap();
        assert_eq!(scanner.next().unwrap_err(), OpenQuote { line: 2, cell: 1 });
    }
}
