//! What separates cells, judged by the first rows.

use super::scan::{NO_DELIMITER, ScanPosition, Scanner};

/// The first part of a file, decoded; a row that its end cuts does not count.
#[derive(Clone, Copy, Debug)]
pub(super) struct FileHead<'a> {
    /// The text.
    pub(super) text: &'a [u8],
    /// It is the whole file.
    pub(super) whole: bool,
    /// Where the header begins.
    pub(super) place: ScanPosition,
}

/// Candidates; of two that fit equally well the earlier wins.
const DELIMITERS: [(u8, &str); 4] = [(b'\t', "tabs"), (b';', "semicolons"), (b'|', "vertical bars"), (b',', "commas")];

/// The delimiter in words.
pub(super) fn in_words(delimiter: u8) -> &'static str {
    DELIMITERS.iter().find(|(byte, _)| *byte == delimiter).map_or("nothing", |(_, words)| words)
}

/// The first rows of a file as one delimiter cuts them: cells per row.
fn widths(head: FileHead<'_>, delimiter: u8) -> Vec<usize> {
    let mut widths = vec![];
    // An open quote ends the sample; reading the whole file will report it.
    each_row(head, delimiter, 200, &mut |_, _, _| {}, &mut |cells| widths.push(cells));
    widths
}

/// Calls back with line, column and text of every cell, and with the number of cells of every complete row, of the first
/// `most` rows.
pub(super) fn each_row(
    head: FileHead<'_>,
    delimiter: u8,
    most: usize,
    cell: &mut dyn FnMut(u64, usize, &[u8]),
    row: &mut dyn FnMut(usize),
) {
    let mut scanner = Scanner::new(head.text, delimiter, head.whole, head.place);
    for _ in 0..most {
        let Some(line) = scanner.row() else { return };
        let mut cells = 0;
        loop {
            let Ok(found) = scanner.cell_apart() else { return };
            cell(line, cells, found.text);
            cells += 1;
            if found.last {
                break;
            }
        }
        row(cells);
    }
}

/// The delimiter under which most rows are as wide as the header; of equals, the one that makes more columns.
///
/// A header that no candidate divides is one column, unless nearly all rows below it agree on more.
pub(super) fn delimiter(head: FileHead<'_>) -> u8 {
    let mut best = (0.0, 0, NO_DELIMITER);
    for (delimiter, _) in DELIMITERS {
        let widths = widths(head, delimiter);
        let Some((&header, rows)) = widths.split_first() else { continue };
        let agreeing = |width: usize| rows.iter().filter(|row| **row == width).count() as f64 / rows.len().max(1) as f64;
        let (share, columns) = if header > 1 {
            (1.0 + if rows.is_empty() { 1.0 } else { agreeing(header) }, header)
        } else {
            let below = rows.first().copied().unwrap_or(1);
            if below < 2 || agreeing(below) < 0.9 {
                continue;
            }
            (agreeing(below), below)
        };
        if (share, columns) > (best.0, best.1) {
            best = (share, columns, delimiter);
        }
    }
    best.2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> FileHead<'_> {
        FileHead { text: text.as_bytes(), whole: true, place: ScanPosition::default() }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(in_words(delimiter(head(text))), expected, "{text:?}");
    }

    #[test]
    fn the_delimiter_is_the_one_that_cuts_all_rows_alike() {
        check("a,b\n1,2\n3,4", "commas");
        check("a;b\n1,5;2,5\n3,1;4,2", "semicolons");
        check("a\tb c\n1\t2 3\n", "tabs");
        check("a|b\n1|2\n", "vertical bars");
        check("name,note\nx,\"a;b;c\"\ny,d", "commas");
        check("a,b,c\n1,2\n3,4,5,6", "commas");
        check("a;b,c;d\n1;2;3\n", "semicolons");
        check("a,b", "commas");
    }

    #[test]
    fn a_single_column_has_no_delimiter() {
        check("text\nhello, world\none, two, three\nfour\n", "nothing");
        check("x\n1\n2\n", "nothing");
        check("Report of May\na,b,c\n1,2,3\n4,5,6", "commas");
    }
}
