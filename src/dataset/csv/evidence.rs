//! What cells say about decimal marks, and what the columns of a file say together.
//!
//! `1,5` has a decimal comma and `1,234,567` commas between thousands, but `1,234` may be either: there the other columns
//! tell, and where they do not, what parts the cells.

use super::number::{self, DecimalMark, Parsed};
use super::number_style::undress;

/// Cells by what they say.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// `1.5`: a decimal point.
    pub(super) point: usize,
    /// `1,5`: a decimal comma.
    pub(super) comma: usize,
    /// Of those with a point, `1,234.5`; and `1,234,567`.
    pub(super) grouped: usize,
    /// `1,234`, which may be either.
    pub(super) either: usize,
    /// `1.234`, a decimal point unless the file has decimal commas.
    pub(super) dotted: usize,
    /// Some cell is no number in any way of writing: what the others say is not said of the file.
    pub(super) broken: bool,
    /// The first cell with a comma, or with several points.
    pub(super) example: Option<Vec<u8>>,
}

impl Evidence {
    /// Takes in a cell; false if no way of writing makes a number of it.
    pub(super) fn add(&mut self, cell: &[u8]) -> bool {
        let fits = self.fits(cell);
        self.broken |= !fits;
        fits
    }

    /// The same with what an amount may wear.
    pub(super) fn add_dressed(&mut self, cell: &[u8]) {
        let bare = || undress(std::str::from_utf8(cell).ok()?);
        let fits = self.fits(cell) || bare().is_some_and(|bare| self.fits(bare.number.as_bytes()));
        self.broken |= !fits;
    }

    fn fits(&mut self, cell: &[u8]) -> bool {
        let number = |mark| matches!(number::parse(cell, mark), Parsed::Number(_));
        let [commas, points] = [b',', b'.'].map(|mark| cell.iter().filter(|byte| **byte == mark).count());
        let digits = cell.strip_prefix(b"-").or(cell.strip_prefix(b"+")).unwrap_or(cell);
        let shows = match (commas, points) {
            (0, 0) => return number(DecimalMark::Point),
            (0, 1) => {
                let ambiguous = !digits.starts_with(b"0") && number(DecimalMark::Comma);
                if !ambiguous && !number(DecimalMark::Point) {
                    return false;
                }
                *(if ambiguous { &mut self.dotted } else { &mut self.point }) += 1;
                return true;
            }
            (1, 0) if !digits.starts_with(b"0") && number(DecimalMark::Thousands) => &mut self.either,
            (_, 0 | 1) if (commas > 1 || points == 1) && number(DecimalMark::Thousands) => {
                self.grouped += 1;
                &mut self.point
            }
            _ if number(DecimalMark::Comma) => &mut self.comma,
            _ => return false,
        };
        *shows += 1;
        self.example.get_or_insert_with(|| cell.to_vec());
        true
    }

    /// The cells leave open which mark is the decimal one.
    pub(super) fn is_open(&self) -> bool {
        self.point == 0 && self.comma == 0 && self.either + self.dotted > 0
    }
}

/// One way of writing per column; `separate` says that commas do not part the cells.
pub(super) fn marks(columns: &[&Evidence], separate: bool) -> Vec<DecimalMark> {
    let points = columns.iter().any(|seen| !seen.broken && seen.point > 0);
    let commas = columns.iter().any(|seen| !seen.broken && seen.comma > 0);
    let either = match (commas, points) {
        (true, false) => DecimalMark::Comma,
        (false, true) => DecimalMark::Thousands,
        _ if separate => DecimalMark::Comma,
        _ => DecimalMark::Thousands,
    };
    let one = |seen: &&Evidence| match **seen {
        Evidence { comma: 1.., .. } => DecimalMark::Comma,
        Evidence { grouped: 1.., .. } | Evidence { point: 1.., either: 1.., .. } => DecimalMark::Thousands,
        Evidence { point: 1.., .. } => DecimalMark::Point,
        Evidence { either: 1.., .. } => either,
        Evidence { dotted: 1.., .. } if commas && !points => DecimalMark::Comma,
        _ => DecimalMark::Point,
    };
    let mut marks: Vec<DecimalMark> = columns.iter().map(one).collect();
    // A column of whole numbers so far goes with the others.
    if separate && marks.iter().zip(columns).any(|(mark, seen)| *mark == DecimalMark::Comma && !seen.broken) {
        for (mark, _) in marks.iter_mut().zip(columns).filter(|(_, seen)| seen.point + seen.dotted + seen.grouped + seen.either == 0) {
            *mark = DecimalMark::Comma;
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The marks of columns that hold these cells.
    #[track_caller]
    fn check(columns: &[&[&str]], separate: bool, expected: &[DecimalMark]) {
        let seen: Vec<Evidence> = columns
            .iter()
            .map(|cells| {
                let mut seen = Evidence::default();
                cells.iter().for_each(|cell| assert!(seen.add(cell.as_bytes()), "{cell}"));
                seen
            })
            .collect();
        assert_eq!(marks(&seen.iter().collect::<Vec<_>>(), separate), expected, "{columns:?}");
    }

    #[test]
    fn columns_that_leave_it_open_follow_those_that_do_not() {
        use DecimalMark::{Comma, Point, Thousands};
        check(&[&["13,574"], &["3.5"], &["1,234,567"]], true, &[Thousands, Point, Thousands]);
        check(&[&["13,574"], &["3,5"], &["7"]], true, &[Comma, Comma, Comma]);
        check(&[&["13,574"], &["7"]], true, &[Comma, Comma]);
        check(&[&["13,574"], &["7"]], false, &[Thousands, Point]);
        check(&[&["13,574"], &["3,5"], &["7"]], false, &[Comma, Comma, Point]);
        check(&[&["1.234"], &["3,5"]], true, &[Comma, Comma]);
        check(&[&["1.234"], &["3.5"]], true, &[Point, Point]);
        check(&[&["1.234.567"], &["1.234"]], true, &[Comma, Comma]);
        check(&[&["1,5"], &["1.5"]], true, &[Comma, Point]);
        check(&[&["1,500", "2.5"], &["-0.234"]], false, &[Thousands, Point]);
        check(&[&["-0,234"]], false, &[Comma]);
        check(&[&["1,234.5", "1,234"], &["-0.234"]], true, &[Thousands, Point]);
        check(&[&["1.234,5", "1,234"], &["1.234"]], true, &[Comma, Comma]);
    }

    #[test]
    fn text_cells_are_no_evidence_of_a_number_format() {
        for cell in ["", "x", "1,2,3", "1.2.3", "1,2345.6", "007", "1,23.4", "1.5.2026"] {
            assert!(!Evidence::default().add(cell.as_bytes()), "{cell}");
        }
        let mut addresses = Evidence::default();
        assert!(addresses.add(b"192.168.100.200") && !addresses.add(b"10.0.0.1"));
        let mut open = Evidence::default();
        open.add(b"1,234");
        assert_eq!(marks(&[&addresses, &open], false), [DecimalMark::Comma, DecimalMark::Thousands]);
    }
}
