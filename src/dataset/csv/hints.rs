//! What the first rows say of each column: how its numbers are written, whether it holds any, what a token means in it.

use super::build::{NonNumericCell, NonNumericReason};
use super::dialect::{FileHead, each_row};
use super::evidence::{self, Evidence};
use super::number::{self, DecimalMark, Parsed};

/// Rows looked at before the whole file is read.
const SAMPLE_ROWS: usize = 1000;

/// What the first rows say about a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Hint {
    /// How its numbers are written.
    pub(super) mark: DecimalMark,
    /// What they show of that.
    pub(super) seen: Evidence,
    /// Cells that are neither number nor missing.
    pub(super) texts: usize,
    /// The first of them.
    pub(super) odd: Option<NonNumericCell>,
    /// All cells are two capital letters, as codes of countries are: `NA` may be one.
    pub(super) codes: bool,
}

/// What the first rows say about each column of a file with `columns` headers.
pub(super) fn hints(head: FileHead<'_>, delimiter: u8, columns: usize) -> Vec<Hint> {
    let mut seen = vec![Evidence::default(); columns];
    walk(head, delimiter, |_, column, cell| {
        if let Some(seen) = seen.get_mut(column)
            && !super::is_missing(cell)
        {
            seen.add_dressed(cell);
        }
    });
    let marks = evidence::marks(&seen.iter().collect::<Vec<_>>(), delimiter != b',');
    let mut hints: Vec<Hint> = marks.into_iter().zip(seen).map(|(mark, seen)| Hint { mark, seen, ..Hint::default() }).collect();
    let mut numbers = vec![0_usize; columns];
    let mut codes: Vec<Option<Codes>> = vec![Some(Codes::default()); columns];
    walk(head, delimiter, |line, column, cell| {
        let (Some(hint), Some(numbers), Some(codes)) = (hints.get_mut(column), numbers.get_mut(column), codes.get_mut(column)) else {
            return;
        };
        *codes = codes.take().and_then(|codes| codes.with(cell));
        if super::is_missing(cell) {
            return;
        }
        let kind = match number::parse(cell, hint.mark) {
            Parsed::Number(_) => {
                *numbers += 1;
                return;
            }
            Parsed::TooLarge => return,
            Parsed::TooLong => NonNumericReason::TooLong,
            Parsed::LeadingZero => NonNumericReason::LeadingZero,
            Parsed::Text => NonNumericReason::Text,
        };
        hint.texts += 1;
        hint.odd.get_or_insert_with(|| NonNumericCell { line, cell: cell.to_vec(), kind, numbers: 0 });
    });
    for ((hint, numbers), codes) in hints.iter_mut().zip(numbers).zip(codes) {
        hint.codes = codes.is_some_and(|codes| codes.several);
        if let Some(odd) = &mut hint.odd {
            odd.numbers = numbers;
        }
    }
    hints
}

/// Cells so far that are two capital letters.
#[derive(Clone, Copy, Default)]
struct Codes {
    first: Option<[u8; 2]>,
    /// There are two different ones besides `NA`.
    several: bool,
}

impl Codes {
    /// With another cell; absent if that is no such code.
    fn with(self, cell: &[u8]) -> Option<Self> {
        match *cell {
            [] | [b'N', b'A'] => Some(self),
            [one @ b'A'..=b'Z', two @ b'A'..=b'Z'] => {
                let first = self.first.unwrap_or([one, two]);
                Some(Self { first: Some(first), several: self.several || first != [one, two] })
            }
            _ => None,
        }
    }
}

/// Calls back with line, column and text of every cell in the first rows below the header.
fn walk(head: FileHead<'_>, delimiter: u8, mut seen: impl FnMut(u64, usize, &[u8])) {
    let rows = std::cell::Cell::new(0);
    let mut cell = |line: u64, column: usize, text: &[u8]| {
        if rows.get() > 0 {
            seen(line, column, text);
        }
    };
    each_row(head, delimiter, SAMPLE_ROWS + 1, &mut cell, &mut |_| rows.set(rows.get() + 1));
}

#[cfg(test)]
mod tests {
    use super::super::dialect;
    use super::super::scan::ScanPosition;
    use super::*;

    fn head(text: &str) -> FileHead<'_> {
        FileHead { text: text.as_bytes(), whole: true, place: ScanPosition::default() }
    }

    #[track_caller]
    fn check_marks(text: &str, expected: &[DecimalMark]) {
        let delimiter = dialect::delimiter(head(text));
        let marks: Vec<DecimalMark> = hints(head(text), delimiter, expected.len()).iter().map(|hint| hint.mark).collect();
        assert_eq!(marks, expected, "{text:?}");
    }

    #[test]
    fn decimal_commas_are_distinguished_from_thousands_separators() {
        check_marks("a;b;c\n1,5;x;2\n2,25;y;3", &[DecimalMark::Comma, DecimalMark::Comma, DecimalMark::Comma]);
        check_marks("a;b\n1,5;1.5\n2,5;2.5", &[DecimalMark::Comma, DecimalMark::Point]);
        check_marks("a,b\n\"1,5\",2\n\"2,5\",3", &[DecimalMark::Comma, DecimalMark::Point]);
        check_marks("a,b\n\"1,500\",2.5\n\"2,250\",3", &[DecimalMark::Thousands, DecimalMark::Point]);
        check_marks("a\tb\n1,500\t2\n2,250\t3", &[DecimalMark::Comma, DecimalMark::Comma]);
        check_marks("a\tb\n1,500.5\t2\n2,250\t3", &[DecimalMark::Thousands, DecimalMark::Point]);
        check_marks(
            "a\tb\tc\n13,574\t3.5\t1,234,567\n14,808\t10.75\t980,450",
            &[DecimalMark::Thousands, DecimalMark::Point, DecimalMark::Thousands],
        );
        check_marks("a;b;c\n13,574;x 1.5;3,5\n14,808;2.25;7", &[DecimalMark::Comma, DecimalMark::Point, DecimalMark::Comma]);
    }

    #[test]
    fn columns_of_two_letter_codes_are_recognised() {
        let codes = |text: &str| hints(head(text), b',', 2).first().map(|hint| hint.codes);
        assert_eq!(codes("a,b\nNA,1\nDE,2\nUS,3\n,4"), Some(true));
        assert_eq!(codes("a,b\nDE,1\nUS,3"), Some(true));
        assert_eq!(codes("a,b\nNA,1\nDE,2\nDE,3"), Some(false));
        assert_eq!(codes("a,b\nNA,1\nDE,2\nUS,3\n?,4"), Some(false));
        assert_eq!(codes("a,b\nNA,1\nDE,2\nUS,3\nOdd,4"), Some(false));
    }
}
