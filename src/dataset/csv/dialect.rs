//! What separates cells and how numbers are written, judged by the first rows.

use super::build::Oddity;
use super::judge::Odd;
use super::number::{self, Mark, Parsed};
use super::scan::{NO_DELIMITER, Place, Scanner};

/// The first part of a file, decoded; a row that its end cuts does not count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head<'a> {
    /// The text.
    pub(super) text: &'a [u8],
    /// It is the whole file.
    pub(super) whole: bool,
    /// Where the header begins.
    pub(super) place: Place,
}

/// Rows looked at before the whole file is read.
const SAMPLE_ROWS: usize = 1000;

/// Candidates; of two that fit equally well the earlier wins.
const DELIMITERS: [(u8, &str); 4] = [(b'\t', "tabs"), (b';', "semicolons"), (b'|', "vertical bars"), (b',', "commas")];

/// The delimiter in words.
pub(super) fn in_words(delimiter: u8) -> &'static str {
    DELIMITERS.iter().find(|(byte, _)| *byte == delimiter).map_or("nothing", |(_, words)| words)
}

/// The first rows of a file as one delimiter cuts them: cells per row.
fn widths(head: Head<'_>, delimiter: u8) -> Vec<usize> {
    let mut widths = vec![];
    // An open quote ends the sample; reading the whole file will report it.
    each_row(head, delimiter, 200, &mut |_, _, _| {}, &mut |cells| widths.push(cells));
    widths
}

/// Calls back with line, column and text of every cell, and with the number of cells of every complete row, of the first
/// `most` rows.
fn each_row(head: Head<'_>, delimiter: u8, most: usize, cell: &mut dyn FnMut(u64, usize, &[u8]), row: &mut dyn FnMut(usize)) {
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
pub(super) fn delimiter(head: Head<'_>) -> u8 {
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

/// What the first rows say about a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Hint {
    /// How its numbers are written.
    pub(super) mark: Mark,
    /// A cell that showed it, unless that is the usual way.
    pub(super) example: Option<Vec<u8>>,
    /// Cells that are neither number nor missing.
    pub(super) texts: usize,
    /// The first of them.
    pub(super) odd: Option<Odd>,
}

#[derive(Clone, Default)]
struct Evidence {
    point: usize,
    comma: usize,
    grouped: usize,
    example: Option<Vec<u8>>,
}

/// What the first rows say about each column of a file with `columns` headers.
pub(super) fn hints(head: Head<'_>, delimiter: u8, columns: usize) -> Vec<Hint> {
    let mut evidence = vec![Evidence::default(); columns];
    walk(head, delimiter, |_, column, cell| {
        let Some(seen) = evidence.get_mut(column) else { return };
        let number = |mark| matches!(number::parse(cell, mark), Parsed::Number(_));
        match (cell.contains(&b','), cell.contains(&b'.')) {
            // `1,234` may be either; `0,234` and `1,2` may not.
            (true, _) if number(Mark::Thousands) && !cell.starts_with(b"0") => seen.grouped += 1,
            (true, _) if number(Mark::Comma) => seen.comma += 1,
            (false, true) if number(Mark::Point) => {
                seen.point += 1;
                return;
            }
            _ => return,
        }
        seen.example.get_or_insert_with(|| cell.to_vec());
    });
    let separate = delimiter != b',';
    let commas = separate && evidence.iter().any(|seen| seen.comma > 0 || (seen.grouped > 0 && seen.point == 0));
    let mut hints: Vec<Hint> =
        evidence.into_iter().map(|seen| Hint { mark: mark(&seen, separate, commas), example: seen.example, ..Hint::default() }).collect();
    let mut numbers = vec![0_usize; columns];
    walk(head, delimiter, |line, column, cell| {
        let (Some(hint), Some(numbers)) = (hints.get_mut(column), numbers.get_mut(column)) else { return };
        let kind = match number::parse(cell, hint.mark) {
            Parsed::Number(_) => {
                *numbers += 1;
                return;
            }
            Parsed::TooLarge => return,
            Parsed::TooLong => Oddity::TooLong,
            Parsed::LeadingZero => Oddity::LeadingZero,
            Parsed::Text => Oddity::Text,
        };
        hint.texts += 1;
        hint.odd.get_or_insert_with(|| Odd { line, cell: cell.to_vec(), kind, numbers: 0 });
    });
    for (hint, numbers) in hints.iter_mut().zip(numbers) {
        if let Some(odd) = &mut hint.odd {
            odd.numbers = numbers;
        }
    }
    hints
}

/// One column's way of writing numbers: `separate` says that commas do not part the cells, `commas` that some column
/// of the file has decimal commas.
fn mark(seen: &Evidence, separate: bool, commas: bool) -> Mark {
    match seen {
        Evidence { comma: 1.., .. } => Mark::Comma,
        Evidence { grouped: 1.., point: 0, .. } if separate => Mark::Comma,
        Evidence { grouped: 1.., .. } => Mark::Thousands,
        Evidence { point: 1.., .. } => Mark::Point,
        _ if commas => Mark::Comma,
        _ => Mark::Point,
    }
}

/// Calls back with line, column and text of every present cell in the first rows below the header.
fn walk(head: Head<'_>, delimiter: u8, mut seen: impl FnMut(u64, usize, &[u8])) {
    let rows = std::cell::Cell::new(0);
    let mut cell = |line: u64, column: usize, text: &[u8]| {
        if rows.get() > 0 && !super::is_missing(text) {
            seen(line, column, text);
        }
    };
    each_row(head, delimiter, SAMPLE_ROWS + 1, &mut cell, &mut |_| rows.set(rows.get() + 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Head<'_> {
        Head { text: text.as_bytes(), whole: true, place: Place::default() }
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

    #[track_caller]
    fn check_marks(text: &str, expected: &[Mark]) {
        let delimiter = delimiter(head(text));
        let marks: Vec<Mark> = hints(head(text), delimiter, expected.len()).iter().map(|hint| hint.mark).collect();
        assert_eq!(marks, expected, "{text:?}");
    }

    #[test]
    fn decimal_commas_are_told_from_grouped_thousands() {
        check_marks("a;b;c\n1,5;x;2\n2,25;y;3", &[Mark::Comma, Mark::Comma, Mark::Comma]);
        check_marks("a;b\n1,5;1.5\n2,5;2.5", &[Mark::Comma, Mark::Point]);
        check_marks("a,b\n\"1,5\",2\n\"2,5\",3", &[Mark::Comma, Mark::Point]);
        check_marks("a,b\n\"1,500\",2.5\n\"2,250\",3", &[Mark::Thousands, Mark::Point]);
        check_marks("a\tb\n1,500\t2\n2,250\t3", &[Mark::Comma, Mark::Comma]);
        check_marks("a\tb\n1,500.5\t2\n2,250\t3", &[Mark::Comma, Mark::Comma]);
    }
}
