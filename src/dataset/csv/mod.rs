//! CSV files as people have them, read into a [`Table`]: any common delimiter and encoding, decimal commas, ragged rows.
//!
//! A file is read in one pass. Columns are held for numbers unless the first rows say otherwise; one that meets text
//! later is read again, as text, in a second pass over the file. Whatever was put right is in the warnings; whatever
//! would lose a cell is an error.

mod build;
mod dialect;
mod encoding;
mod error;
mod format;
mod header;
mod judge;
mod number;
mod scan;
mod warnings;

use std::borrow::Cow;

use build::{Build, Levels, Oddity};
use dialect::Hint;
use judge::Odd;
use number::Mark;
use scan::{OpenQuote, Scanner};

use super::{Column, Table, Values};
pub use error::ReadError;
pub use format::Format;
pub use warnings::Warnings;

/// Columns a file may have: more cannot be shown or chosen from.
const MOST_COLUMNS: usize = 5000;

/// Cells that stand for a missing value, besides the empty one. `None` and `Na` are not among them: people use them as names.
pub const MISSING_TOKENS: [&str; 10] = ["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "Null", "null", "?"];

/// True for an empty cell and for [`MISSING_TOKENS`].
#[inline]
pub(crate) fn is_missing(cell: &[u8]) -> bool {
    match cell {
        [] => true,
        [b'?' | b'N' | b'n' | b'#', ..] if cell.len() <= 4 => MISSING_TOKENS.iter().any(|token| token.as_bytes() == cell),
        _ => false,
    }
}

/// A file as a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its columns.
    pub table: Table,
    /// What was odd in it.
    pub warnings: Warnings,
    /// How it is written.
    pub format: Format,
}

/// Reads a file; `progress` is told the share of it that is done, 0..=1.
pub fn read(bytes: &[u8], progress: &mut dyn FnMut(f64)) -> Result<Reading, ReadError> {
    let encoding = encoding::name(bytes);
    let (bytes, odd_encoding) = encoding::decode(bytes)?;
    let encoding = if odd_encoding.is_some() && matches!(bytes, Cow::Owned(_)) && encoding == "utf-8-sig" { "cp1252" } else { encoding };
    let (bytes, named) = named_delimiter(&bytes);
    let delimiter = named.unwrap_or_else(|| dialect::delimiter(bytes));

    let mut first = Warnings::default();
    if let Some(warning) = odd_encoding {
        first.push(warning.line, None, warning.text);
    }
    let mut scanner = Scanner::new(bytes, delimiter);
    let header_line = scanner.next().map_err(|open| open_quote(open, &[]))?.ok_or(ReadError::Empty)?;
    let cells: Vec<String> = scanner.cells().iter().map(|cell| text_of(scanner.text(*cell))).collect();
    if cells.len() > MOST_COLUMNS {
        return Err(ReadError::Wide { line: header_line, columns: cells.len(), most: MOST_COLUMNS });
    }
    let names = header::names(&cells, header_line, &mut first);
    let hints = dialect::hints(bytes, delimiter, names.len());
    let mut format = Format {
        delimiter: if delimiter == scan::NO_DELIMITER { None } else { Some(char::from(delimiter)) },
        encoding,
        skipped_lines: u32::from(named.is_some()),
        renamed: names != cells,
        ..Format::default()
    };
    let mut pass = Pass { bytes, delimiter, names: &names, hints: &hints, warnings: Warnings::default(), rows: 0, format: &mut format };

    let builds = hints.iter().map(|hint| if hint.odd.is_some() { text() } else { Build::Numbers(vec![]) }).collect();
    let (builds, oddities) =
        pass.run(builds, &mut |share| progress(share * if hints.iter().all(|hint| hint.odd.is_some()) { 1.0 } else { 0.9 }))?;
    if pass.rows == 0 {
        return Err(ReadError::HeaderOnly { line: header_line });
    }
    let (rows, mut warnings) = (pass.rows, std::mem::take(&mut pass.warnings));
    let mut again = vec![];
    if builds.iter().any(|build| matches!(build, Build::Skipped)) {
        let second = builds.iter().map(|build| if matches!(build, Build::Skipped) { text() } else { Build::Skipped }).collect();
        again = pass.run(second, &mut |share| progress(0.9 + 0.1 * share))?.0;
    }
    progress(1.0);

    let mut again = again.into_iter();
    let values = builds.into_iter().map(|build| {
        let second = again.next();
        build.finish().or_else(|| second.and_then(Build::finish)).unwrap_or(Values::Numeric(vec![f64::NAN; rows]))
    });
    let columns: Vec<Column> = names.iter().cloned().zip(values).map(|(name, values)| Column { name, values }).collect();
    format.decimal_comma = judge::written(Mark::Comma, &columns, &hints).map(|column| column.name.clone()).collect();
    format.grouped = judge::written(Mark::Thousands, &columns, &hints).map(|column| column.name.clone()).collect();
    judge::columns(&columns, &hints, oddities, &mut first);
    warnings.put_first(first);
    Ok(Reading { table: Table { columns, rows }, warnings, format })
}

/// Excel's first line `sep=;`, which names the delimiter and is no header.
fn named_delimiter(bytes: &[u8]) -> (&[u8], Option<u8>) {
    match bytes {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\r', b'\n', rest @ ..]
        | [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\n' | b'\r', rest @ ..] => (rest, Some(*delimiter)),
        _ => (bytes, None),
    }
}

fn text() -> Build {
    Build::Text { codes: vec![], levels: Levels::default() }
}

fn text_of(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}

/// A cell as it is quoted in a message: on one line, at most 40 characters.
fn shown(cell: &str) -> String {
    let mut short: String = cell.chars().take(40).map(|char| if char.is_control() { ' ' } else { char }).collect();
    if cell.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}

fn open_quote(open: OpenQuote, names: &[String]) -> ReadError {
    let column = names.get(open.cell).map_or_else(|| (open.cell + 1).to_string(), |name| format!("“{}”", shown(name)));
    ReadError::OpenQuote { line: open.line, column }
}

/// One walk over all rows.
struct Pass<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    names: &'a [String],
    hints: &'a [Hint],
    warnings: Warnings,
    rows: usize,
    format: &'a mut Format,
}

impl Pass<'_> {
    fn run(&mut self, mut builds: Vec<Build>, progress: &mut dyn FnMut(f64)) -> Result<(Vec<Build>, Vec<Option<Odd>>), ReadError> {
        let mut scanner = Scanner::new(self.bytes, self.delimiter);
        let mut odd: Vec<Option<Odd>> = (0..builds.len()).map(|_| None).collect();
        // The header; it was read before.
        scanner.next().map_err(|open| open_quote(open, self.names))?;
        self.rows = 0;
        let mut trailing: Option<(u64, u64)> = None;
        while let Some(line) = scanner.next().map_err(|open| open_quote(open, self.names))? {
            let cells = scanner.cells();
            if cells.len() != builds.len() {
                self.ragged(&scanner, line, &mut trailing)?;
            }
            for (at, build) in builds.iter_mut().enumerate() {
                let cell = cells.get(at).map_or(&b""[..], |cell| scanner.text(*cell));
                let mark = self.hints.get(at).map_or(Mark::Point, |hint| hint.mark);
                if let Some(kind) = build.push(cell, mark) {
                    self.note(build, &mut odd, at, line, cell, kind);
                }
            }
            self.rows += 1;
            if self.rows.is_multiple_of(4096) {
                progress(scanner.share());
            }
        }
        self.remark(&scanner, trailing);
        Ok((builds, odd))
    }

    /// Too few cells: the rest is missing. Too many: an error, unless they are empty.
    fn ragged(&mut self, scanner: &Scanner<'_>, line: u64, trailing: &mut Option<(u64, u64)>) -> Result<(), ReadError> {
        let (cells, headers) = (scanner.cells(), self.names.len());
        if cells.len() < headers {
            let text = match headers - cells.len() {
                1 => format!("{} of {headers} cells; the last counts as missing", cells.len()),
                lacking => format!("{} of {headers} cells; the last {lacking} count as missing", cells.len()),
            };
            self.warnings.push(Some(line), None, text);
            return Ok(());
        }
        let Some(extra) = cells.iter().skip(headers).map(|cell| scanner.text(*cell)).find(|text| !text.is_empty()) else {
            let (first, count) = trailing.unwrap_or((line, 0));
            *trailing = Some((first, count + 1));
            self.format.long_rows = true;
            return Ok(());
        };
        let extra = shown(&text_of(extra));
        Err(ReadError::LongRow { line, cells: cells.len(), headers, extra, delimiter: dialect::in_words(self.delimiter) })
    }

    fn note(&mut self, build: &mut Build, odd: &mut [Option<Odd>], at: usize, line: u64, cell: &[u8], kind: Oddity) {
        let name = self.names.get(at).map_or("", String::as_str);
        if kind == Oddity::TooLarge {
            let text = format!("“{}” is too large for a number; it counts as missing", shown(&text_of(cell)));
            self.warnings.push(Some(line), Some(name), text);
            self.format.too_large = true;
            return;
        }
        let numbers = if let Build::Numbers(values) = build { values.iter().filter(|value| !value.is_nan()).count() } else { 0 };
        *build = Build::Skipped;
        if let Some(odd) = odd.get_mut(at) {
            *odd = Some(Odd { line, cell: text_of(cell), kind, numbers });
        }
    }

    /// What was counted along the way.
    fn remark(&mut self, scanner: &Scanner<'_>, trailing: Option<(u64, u64)>) {
        let mut remark = |found: Option<(u64, u64)>, one: &str, many: &str| {
            if let Some((line, count)) = found {
                let text = if count == 1 { one.to_string() } else { format!("{count} {many}; this is the first") };
                self.warnings.push(Some(line), None, text);
            }
        };
        remark(trailing, "one row ends in empty extra cells, which were left out", "rows end in empty extra cells, which were left out");
        remark(scanner.blank_lines, "one blank line was skipped", "blank lines were skipped");
        remark(
            scanner.loose_quotes,
            "one cell has text after its closing quote; the quotes were taken off and the text kept",
            "cells have text after their closing quote; the quotes were taken off and the text kept",
        );
    }
}

#[cfg(test)]
mod tests;
