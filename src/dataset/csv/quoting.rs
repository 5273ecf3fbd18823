//! What stands around cells, and what lines are comments: judged by the first rows where they give a reason to ask.

use super::dialect::{self, FileHead};
use super::number::{self, DecimalMark, Parsed};
use super::scan::{ScanPosition, ScanStop, Scanner, Style};

/// Rows looked at.
const ROWS: usize = 1000;

/// How well a style cuts the first rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Fit {
    rows: usize,
    /// Rows that are as wide as the first.
    even: usize,
    /// Rows with a cell that begins with the quote.
    quoted: usize,
    /// Cells with text behind their closing quote.
    loose: u64,
    /// A quote is never closed.
    open: bool,
}

impl Fit {
    fn faults(&self) -> u64 {
        (self.rows - self.even) as u64 + self.loose + if self.open { ROWS as u64 } else { 0 }
    }
}

fn fit(head: FileHead<'_>, delimiter: u8) -> Fit {
    let (mut fit, mut width) = (Fit::default(), None);
    let quote = head.place.style.quote;
    let mut scanner = Scanner::new(head.text, delimiter, head.whole, head.place);
    while fit.rows < ROWS && scanner.row().is_some() {
        let (from, mut cells, mut quoted) = (scanner.place.at, 0, false);
        loop {
            quoted |= head.text.get(scanner.place.at) == Some(&quote);
            match scanner.cell_apart() {
                Ok(cell) => {
                    cells += 1;
                    if cell.last {
                        break;
                    }
                }
                Err(halt) => {
                    // Where the head ends within a row, a well-cut file ends within one of ordinary length.
                    fit.open = matches!(halt, ScanStop::OpenQuote(_)) || head.text.len() - from > 1 << 16;
                    fit.loose = scanner.place.loose_quotes.map_or(0, |(_, count)| count);
                    return fit;
                }
            }
        }
        fit.rows += 1;
        fit.even += usize::from(*width.get_or_insert(cells) == cells);
        fit.quoted += usize::from(quoted);
    }
    fit.loose = scanner.place.loose_quotes.map_or(0, |(_, count)| count);
    fit
}

/// The style of a file that is to be cut at these delimiters, and the delimiter under that style; `named` says that the file
/// names it.
pub(super) fn style(head: FileHead<'_>, named: Option<u8>) -> (Style, u8) {
    let plain = head.place.style;
    let delimiter_of = |head| named.unwrap_or_else(|| dialect::delimiter(head));
    let delimiter = delimiter_of(head);
    let with = |style: Style| {
        let mut head = head;
        head.place.style = style;
        head
    };
    let own = fit(head, delimiter);
    if own.quoted == 0 && begins_with_an_apostrophe(head.text, delimiter) {
        let single = with(Style { quote: b'\'', ..plain });
        let delimiter = delimiter_of(single);
        let found = fit(single, delimiter);
        if found.faults() == 0 && 2 * found.quoted >= found.rows && found.quoted > 1 {
            return (single.place.style, delimiter);
        }
    }
    if own.faults() > 0 && head.text.windows(2).any(|two| two == b"\\\"") {
        let escaped = with(Style { backslash: true, ..plain });
        let delimiter = delimiter_of(escaped);
        if fit(escaped, delimiter).faults() < own.faults() {
            return (escaped.place.style, delimiter);
        }
    }
    (plain, delimiter)
}

/// Some cell of the first lines begins with an apostrophe.
fn begins_with_an_apostrophe(text: &[u8], delimiter: u8) -> bool {
    let start = text.get(..text.len().min(1 << 16)).unwrap_or_default();
    let begins = |two: &[u8]| two == [delimiter, b'\''] || two == b"\n'" || two == b"\r'";
    start.starts_with(b"'") || start.windows(2).any(begins)
}

/// Where the header begins if lines that begin with `#` stand above it: the place, and those lines. From there on the place
/// says whether such lines are comments, too.
pub(super) fn header_below_comments(head: FileHead<'_>) -> Option<(ScanPosition, Vec<u64>)> {
    let (mut lines, mut last, mut at, mut line) = (vec![], head.place, head.place.at, head.place.line);
    loop {
        let rest = head.text.get(at..)?;
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let own = rest.get(..length)?;
        if own.starts_with(b"#") {
            last = ScanPosition::new(at, line);
            lines.push(line);
        } else if !own.trim_ascii().is_empty() {
            break;
        }
        at += length + if rest.get(length..)?.starts_with(b"\r\n") { 2 } else { 1 };
        line += 1;
    }
    lines.first()?;
    let below = FileHead { place: ScanPosition::new(at, line), ..head };
    let delimiter = dialect::delimiter(below);
    let cells = row_of(below, delimiter)?;
    let above = row_of(FileHead { place: last, ..head }, delimiter)?;
    let named = above.len() == cells.len() && above.len() > 1;
    let numbers = |cells: &[Vec<u8>]| cells.iter().any(|cell| matches!(number::parse(cell, DecimalMark::Point), Parsed::Number(_)));
    // `#id,name` above `1,x` is a header; `# made by tool, 2026` above `a,b` is none.
    if named && (numbers(&cells) || !above.first()?.get(1)?.is_ascii_whitespace()) {
        lines.pop();
        return (!lines.is_empty()).then_some((last, lines));
    }
    let mut place = below.place;
    place.style.comments = are_comments(below, delimiter, cells.len());
    Some((place, lines))
}

/// Lines further down that begin with `#` look like comments, not like rows whose first cell begins so.
fn are_comments(below: FileHead<'_>, delimiter: u8, width: usize) -> bool {
    let mut comments = true;
    let mut first = vec![];
    let mut cell = |_: u64, column: usize, text: &[u8]| {
        if column == 0 {
            first = text.get(..2.min(text.len())).unwrap_or_default().to_vec();
        }
        let hash = first.starts_with(b"#") && first.get(1).is_some_and(|next| !next.is_ascii_whitespace());
        // A row of the full width that begins with, say, `#ff0000`.
        if hash && column + 1 == width {
            comments = false;
        }
    };
    dialect::each_row(below, delimiter, ROWS, &mut cell, &mut |_| {});
    comments
}

fn row_of(head: FileHead<'_>, delimiter: u8) -> Option<Vec<Vec<u8>>> {
    let mut scanner = Scanner::new(head.text, delimiter, head.whole, head.place);
    scanner.row()?;
    let mut cells = vec![];
    loop {
        let cell = scanner.cell_apart().ok()?;
        cells.push(cell.text.to_vec());
        if cell.last {
            return Some(cells);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> FileHead<'_> {
        FileHead { text: text.as_bytes(), whole: true, place: ScanPosition::default() }
    }

    #[track_caller]
    fn check(text: &str, quote: u8, backslash: bool, delimiter: u8) {
        let (style, found) = style(head(text), None);
        assert_eq!((style.quote, style.backslash, found), (quote, backslash, delimiter), "{text:?}");
    }

    #[test]
    fn quotes_are_apostrophes_where_that_cuts_all_rows_alike() {
        check("a,b\n1,x\n2,y", b'"', false, b',');
        check("'a','b'\n'1','x, y'\n'2','it''s'\n", b'\'', false, b',');
        check("a;b\n1;'x; y'\n2;'z'\n", b'\'', false, b';');
        check("x,y\n7,'=yes\n14,+1\n28,'=yes\n", b'"', false, b',');
        check("a,b\n1,'tis\n2,'twas\n", b'"', false, b',');
        check("a,b\n1,'x'\n2,\"y\"\n", b'"', false, b',');
    }

    #[test]
    fn backslashes_escape_where_that_cuts_rows_better() {
        check("a,b\n1,\"say \\\"hi, you\\\"\"\n2,y", b'"', true, b',');
        check("a,b\n1,\"say \\\"hi\\\"\"\n2,y", b'"', true, b',');
        check("a,b\n\"c:\\dir\\\",1\n\"d:\\\",2", b'"', false, b',');
        check("a,b\n1,back\\slash\n", b'"', false, b',');
    }

    #[track_caller]
    fn check_comments(text: &str, expected: Option<(u64, bool, &[u64])>) {
        let found = header_below_comments(head(text));
        let found = found.as_ref().map(|(place, lines)| (place.line, place.style.comments, lines.as_slice()));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn comments_are_distinguished_from_a_header_that_starts_with_a_hash() {
        check_comments("# made by tool 1.2\n# columns: a, b\na,b,y\n1,2,yes\n# end\n", Some((3, true, &[1, 2])));
        check_comments("# one\r\n\r\n#two\r\na,b\r\n1,2\r\n", Some((4, true, &[1, 3])));
        check_comments("#,name\n1,x\n", None);
        check_comments("#id,name\nx,y\nz,y\n", None);
        check_comments("##file=1\n#chrom\tpos\n1\t2\n", Some((2, false, &[1])));
        check_comments("# colours, by name\ncolour,n\n#ff0000,1\n#00ff00,2\n", Some((2, false, &[1])));
        check_comments("a,b\n# x\n1,2\n", None);
        check_comments("# only\n# this\n", None);
        check_comments("#\na\n1\n", Some((2, true, &[1])));
    }
}
