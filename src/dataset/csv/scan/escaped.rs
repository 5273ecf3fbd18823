//! What few files have: a backslash before quotes, and lines that are comments.

use super::{Cell, ScanStop, Scanner, add, stop, trim};

impl Scanner<'_> {
    /// Steps over a line that begins with `#`; absent if the piece ends before it does.
    #[inline(never)]
    pub(super) fn step_over_a_comment(&mut self) -> Option<()> {
        let rest = self.bytes.get(self.place.at..).unwrap_or_default();
        let length = stop(rest, b'\n');
        if length == rest.len() {
            if self.last {
                self.comments.push(self.place.line);
                self.place.at = self.bytes.len();
            }
            return None;
        }
        if !self.ends_line(length) {
            return None;
        }
        self.comments.push(self.place.line);
        self.place.at += length;
        self.line_end();
        Some(())
    }

    /// The next cell of a row in a file with backslashes: each is dropped, and the next character kept, within quotes and
    /// without, as pandas reads it with `escapechar`.
    #[inline(never)]
    pub(super) fn escaped(&mut self) -> Result<Cell<'_>, ScanStop> {
        self.skip_spaces_before_a_quote();
        self.scratch.clear();
        let (line, quote) = (self.place.line, self.place.style.quote);
        let quoted = self.bytes.get(self.place.at) == Some(&quote);
        self.place.at += usize::from(quoted);
        let (mut inside, mut closed) = (quoted, 0);
        loop {
            let Some(&byte) = self.bytes.get(self.place.at) else {
                match (self.last, inside) {
                    (false, _) => return Err(ScanStop::More),
                    (true, true) => return Err(ScanStop::OpenQuote(line)),
                    (true, false) => break,
                }
            };
            let next = self.bytes.get(self.place.at + 1);
            if next.is_none() && !self.last && (byte == b'\\' || byte == quote) {
                return Err(ScanStop::More);
            }
            match (byte, next) {
                (b'\\', Some(b'\n' | b'\r')) => self.place.at += 1,
                (b'\\', Some(next)) => {
                    self.scratch.push(*next);
                    self.place.at += 2;
                    continue;
                }
                _ if inside && byte == quote && next == Some(&quote) => self.place.at += 1,
                _ if inside && byte == quote => {
                    (inside, closed) = (false, self.scratch.len());
                    self.place.at += 1;
                    continue;
                }
                _ if !inside && (byte == self.delimiter || matches!(byte, b'\n' | b'\r')) => break,
                _ => {}
            }
            self.keep();
        }
        let last = self.step()?;
        if !quoted {
            return Ok(Cell { text: trim(&self.scratch), last });
        }
        let tail = self.scratch.get(closed..).unwrap_or_default().trim_ascii().to_vec();
        self.scratch.truncate(closed);
        if !tail.is_empty() {
            self.scratch.extend_from_slice(&tail);
            add(&mut self.place.loose_quotes, line, 1);
        }
        Ok(Cell { text: &self.scratch, last })
    }

    /// Adds the character here to the cell, a line end as a whole.
    fn keep(&mut self) {
        let from = self.place.at;
        match self.bytes.get(from) {
            Some(b'\n' | b'\r') => self.line_end(),
            _ => self.place.at += 1,
        }
        self.scratch.extend_from_slice(self.bytes.get(from..self.place.at).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ScanPosition, Style};
    use super::*;

    #[track_caller]
    fn check(text: &str, style: Style, expected: &[&[&str]], comments: &[u64]) {
        for piece in [1, 2, 3, 1000] {
            let mut place = ScanPosition { style, ..ScanPosition::default() };
            let (mut rows, mut found, mut end) = (vec![], vec![], 0);
            while end < text.len() {
                end = (end + piece).min(text.len());
                let mut scanner = Scanner::new(&text.as_bytes()[..end], b',', end == text.len(), place);
                'rows: while scanner.row().is_some() {
                    let before = scanner.place;
                    let mut cells = vec![];
                    loop {
                        match scanner.cell() {
                            Ok(cell) => {
                                cells.push(String::from_utf8(cell.text.to_vec()).unwrap());
                                if cell.last {
                                    break;
                                }
                            }
                            Err(ScanStop::More) => {
                                scanner.place = before;
                                break 'rows;
                            }
                            Err(halt) => panic!("{halt:?}"),
                        }
                    }
                    rows.push(cells);
                }
                found.append(&mut scanner.comments);
                place = scanner.place;
            }
            assert_eq!(
                (rows, found.as_slice()),
                (expected.iter().map(|row| row.to_vec().iter().map(ToString::to_string).collect()).collect(), comments),
                "{text:?} in pieces of {piece}"
            );
        }
    }

    #[test]
    fn backslashes_keep_the_next_character() {
        let style = Style { backslash: true, ..Style::default() };
        check(r#""say \"hi\"",x"#, style, &[&["say \"hi\"", "x"]], &[]);
        check("\"a\\\\\",\"b\"\"c\" , d\\,e ,\n1,\"x\\\ny\"\r\n", style, &[&["a\\", "b\"c", "d,e", ""], &["1", "x\ny"]], &[]);
        check("\"a\"b\n", style, &[&["ab"]], &[]);
    }

    #[test]
    fn apostrophes_quote_where_the_file_says_so() {
        let style = Style { quote: b'\'', ..Style::default() };
        check("'a, b','it''s',\"c\"\n", style, &[&["a, b", "it's", "\"c\""]], &[]);
    }

    #[test]
    fn comments_are_stepped_over_and_counted() {
        let style = Style { comments: true, ..Style::default() };
        check("#x,y\na,#b\r\n# c\r\n\n#\n1,2\n# end", style, &[&["a", "#b"], &["1", "2"]], &[1, 3, 5, 7]);
    }
}
