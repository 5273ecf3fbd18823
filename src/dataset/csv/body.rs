//! The rows below the header: pieces of text in, cells into their columns, oddities into warnings.

use super::ReadError;
use super::build::{Build, NonNumericCell, NonNumericReason};
use super::dialect;
use super::encoding::Decoder;
use super::hints::Hint;
use super::lines::Lines;
use super::number::DecimalMark;
use super::scan::{Count, ScanPosition, ScanStop, Scanner};
use super::shown;
use super::warnings::Warnings;

/// One walk over all rows.
pub(super) struct Body {
    /// What parts the cells.
    pub(super) delimiter: u8,
    /// The columns' names.
    pub(super) names: Vec<String>,
    /// What the first rows said of each column.
    pub(super) hints: Vec<Hint>,
    /// The columns so far.
    pub(super) builds: Vec<Build>,
    /// The first cell of each column that made it text.
    pub(super) odd: Vec<Option<NonNumericCell>>,
    /// What was odd in single rows.
    pub(super) warnings: Warnings,
    /// Complete rows so far.
    pub(super) rows: usize,
    /// Some rows end in extra empty cells.
    pub(super) trailing: Count,
    /// Some numbers were too large and count as missing.
    pub(super) too_large: bool,
    /// Where the walk is.
    pub(super) place: ScanPosition,
    /// Lines of the rows.
    pub(super) lines: Lines,
    /// Lines that are comments.
    pub(super) comments: Vec<u64>,
}

/// How far a row was read.
enum Row {
    Whole,
    Cut,
}

impl Body {
    /// Reads the complete rows of `text`, from where the walk is; `last` says that the file ends with it.
    pub(super) fn run(&mut self, text: &[u8], last: bool, decoder: &Decoder) -> Result<(), ReadError> {
        let mut scanner = Scanner::new(text, self.delimiter, last, self.place);
        while let Some(line) = scanner.row() {
            let (place, warnings) = (scanner.place, self.warnings.count());
            match self.row(&mut scanner, line, decoder)? {
                Row::Whole => {
                    self.lines.push(self.rows, line);
                    self.rows += 1;
                }
                Row::Cut => {
                    scanner.place = place;
                    self.warnings.truncate(warnings);
                    self.builds.iter_mut().for_each(|build| build.truncate(self.rows));
                    break;
                }
            }
        }
        self.place = scanner.place;
        self.comments.append(&mut scanner.comments);
        Ok(())
    }

    fn row(&mut self, scanner: &mut Scanner<'_>, line: u64, decoder: &Decoder) -> Result<Row, ReadError> {
        let (mut cells, mut ended) = (0, false);
        for (build, hint) in self.builds.iter_mut().zip(&self.hints) {
            if ended {
                build.push(b"", hint.mark);
                continue;
            }
            cells += 1;
            if let (Build::Numbers(values), DecimalMark::Point) = (&mut *build, hint.mark)
                && let Some((value, last)) = scanner.number()
            {
                values.push(value);
                ended = last;
                continue;
            }
            let name = || self.names.get(cells - 1).map_or("", String::as_str);
            let cell = match scanner.cell() {
                Ok(cell) => cell,
                Err(ScanStop::More) => return Ok(Row::Cut),
                Err(ScanStop::OpenQuote(line)) => return Err(ReadError::OpenQuote { line, column: format!("“{}”", shown(name())) }),
            };
            ended = cell.last;
            match build.push(cell.text, hint.mark) {
                None => {}
                Some(NonNumericReason::TooLarge) => {
                    let text = format!("“{}” is too large for a number; it counts as missing", shown(&decoder.text(cell.text)));
                    self.warnings.push(Some(line), Some(name()), text);
                    self.too_large = true;
                }
                Some(kind) => {
                    let numbers = build.present();
                    *build = Build::Skipped;
                    if let Some(odd) = self.odd.get_mut(cells - 1) {
                        *odd = Some(NonNumericCell { line, cell: cell.text.to_vec(), kind, numbers });
                    }
                }
            }
        }
        if !ended {
            return self.long(scanner, line, decoder);
        }
        let headers = self.names.len();
        match headers - cells {
            0 => return Ok(Row::Whole),
            1 => self.warnings.push(Some(line), None, format!("{cells} of {headers} cells; the last counts as missing")),
            lacking => self.warnings.push(Some(line), None, format!("{cells} of {headers} cells; the last {lacking} count as missing")),
        }
        Ok(Row::Whole)
    }

    /// The cells beyond the header: an error, unless they are empty.
    fn long(&mut self, scanner: &mut Scanner<'_>, line: u64, decoder: &Decoder) -> Result<Row, ReadError> {
        let (headers, mut cells, mut extra) = (self.names.len(), self.names.len(), None);
        loop {
            let cell = match scanner.cell_apart() {
                Ok(cell) => cell,
                Err(ScanStop::More) => return Ok(Row::Cut),
                Err(ScanStop::OpenQuote(line)) => return Err(ReadError::OpenQuote { line, column: (cells + 1).to_string() }),
            };
            cells += 1;
            if extra.is_none() && !cell.text.is_empty() {
                extra = Some(shown(&decoder.text(cell.text)));
            }
            if cell.last {
                break;
            }
        }
        if let Some(extra) = extra {
            return Err(ReadError::LongRow { line, cells, headers, extra, delimiter: dialect::in_words(self.delimiter) });
        }
        let (first, count) = self.trailing.unwrap_or((line, 0));
        self.trailing = Some((first, count + 1));
        Ok(Row::Whole)
    }

    /// Warns of what was counted along the way.
    pub(super) fn remark(&mut self) {
        let mut remark = |found: Count, one: &str, many: &str| {
            if let Some((line, count)) = found {
                let text = if count == 1 { one.to_string() } else { format!("{count} {many}; this is the first") };
                self.warnings.push(Some(line), None, text);
            }
        };
        remark(
            self.trailing,
            "one row ends in empty extra cells, which were left out",
            "rows end in empty extra cells, which were left out",
        );
        remark(self.place.blank_lines, "one blank line was skipped", "blank lines were skipped");
        remark(
            self.place.loose_quotes,
            "one cell has text after its closing quote; the quotes were taken off and the text kept",
            "cells have text after their closing quote; the quotes were taken off and the text kept",
        );
    }
}
