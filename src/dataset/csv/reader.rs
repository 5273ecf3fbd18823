//! A file as it comes, piece by piece: encoding first, then the dialect by its first megabyte, then row after row.
//!
//! Only the pieces that are not yet rows are kept, so memory stays near the table's own size. Columns are held for numbers
//! unless the first rows say otherwise; for one that meets text later the file is asked for again.

use super::body::Body;
use super::build::{Build, NonNumericCell};
use super::dialect::FileHead;
use super::encoding::{self, DecodeFault, Decoder};
use super::evidence::Evidence;
use super::hints::hints;
use super::levels::Levels;
use super::lines::Lines;
use super::number::DecimalMark;
use super::scan::{NO_DELIMITER, ScanPosition, ScanStop, Scanner};
use super::warnings::Warnings;
use super::{Format, MOST_COLUMNS, MOST_TABLE_BYTES, ParsedCsv, ReadError, clean, column_warnings, dates, header, quoting, text_to_number};
use crate::dataset::{Column, Table, Values};
use crate::protocol::Warning;

/// Bytes by which a foreign format and the encoding are known.
const FIRST_LOOK: usize = 4096;
/// Text by which the dialect is known, bytes: at least this much, unless the file is shorter.
const HEAD: usize = 1 << 20;
/// Rows that the head should hold, and its size at which it is judged all the same.
const HEAD_ROWS: u64 = 50;
const LARGEST_HEAD: usize = 32 << 20;

/// Reads a file from its pieces.
///
/// Push all pieces in order, then call [`Reader::finish`]; if that gives nothing, push them all once more.
pub struct Reader {
    /// Bytes of the file, if known.
    size: Option<u64>,
    pushed: u64,
    /// The first bytes, until they are enough for a look.
    raw: Vec<u8>,
    decoder: Option<Decoder>,
    /// Decoded text that is not in the table yet.
    text: Vec<u8>,
    /// Length at which `text` is looked at again: twice that at which it held no whole row.
    enough: usize,
    start: Option<HeaderLine>,
    body: Option<Body>,
    odd_encoding: Option<Warning>,
    /// The first pass, if a second is needed.
    first: Option<Body>,
}

/// What the first line says.
struct HeaderLine {
    line: u64,
    cells: Vec<Vec<u8>>,
    named_delimiter: bool,
    /// Warnings about the header.
    warnings: Warnings,
    /// Where the rows begin.
    place: ScanPosition,
    /// Lines above it that are comments.
    comments: Vec<u64>,
}

impl Reader {
    /// A reader; the size of the file in bytes, if known, saves memory.
    pub fn new(size: Option<u64>) -> Self {
        Self {
            size,
            pushed: 0,
            raw: vec![],
            decoder: None,
            text: vec![],
            enough: HEAD,
            start: None,
            body: None,
            odd_encoding: None,
            first: None,
        }
    }

    /// Takes the next piece.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), ReadError> {
        self.pushed += piece.len() as u64;
        if self.decoder.is_some() {
            return self.decode(piece, false);
        }
        self.raw.extend_from_slice(piece);
        if self.raw.len() >= FIRST_LOOK { self.look(false) } else { Ok(()) }
    }

    /// The table, once all pieces have come; absent if they must come again because a column of numbers turned out to
    /// be text.
    pub fn finish(&mut self) -> Result<Option<ParsedCsv>, ReadError> {
        if self.decoder.is_none() {
            self.look(true)?;
        } else {
            self.decode(&[], true)?;
        }
        let (Some(decoder), Some(start), Some(mut body)) = (self.decoder.take(), self.start.take(), self.body.take()) else {
            return Err(ReadError::Empty);
        };
        self.text = vec![];
        if let Some(first) = self.first.take() {
            return Ok(Some(self.reading(first, body.builds, start, &decoder)));
        }
        if body.rows == 0 {
            return Err(ReadError::HeaderOnly { line: start.line });
        }
        body.remark();
        body.look_again_where_open();
        if !body.builds.iter().any(|build| matches!(build, Build::Skipped)) {
            return Ok(Some(self.reading(body, vec![], start, &decoder)));
        }
        (self.enough, self.pushed) = (start.place.at, 0);
        (self.first, self.start) = (Some(body), Some(start));
        Ok(None)
    }

    /// Judges the encoding by the first bytes.
    fn look(&mut self, last: bool) -> Result<(), ReadError> {
        let raw = std::mem::take(&mut self.raw);
        let (mut decoder, mark) = Decoder::new(&raw)?;
        if self.first.is_some() && self.odd_encoding.is_some() {
            decoder.be_windows_1252();
        }
        self.decoder = Some(decoder);
        self.decode(raw.get(mark..).unwrap_or_default(), last)
    }

    fn decode(&mut self, piece: &[u8], last: bool) -> Result<(), ReadError> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        match decoder.push(piece, last, &mut self.text) {
            Ok(()) => {}
            Err(DecodeFault::Zero(at)) => return Err(ReadError::Binary { line: self.line_of(at) }),
            Err(DecodeFault::NotUtf8(at)) => {
                let text = format!(
                    "byte 0x{:02X} is not UTF-8; the whole file is read as Windows-1252 (Latin-1). Check its accented letters",
                    self.text.get(at).copied().unwrap_or_default()
                );
                self.odd_encoding = Some(Warning { line: Some(self.line_of(at)), column: None, text });
            }
        }
        if !last && self.text.len() < self.enough {
            return Ok(());
        }
        if self.body.is_none() && !self.begin(last)? {
            return Ok(());
        }
        let (Some(body), Some(decoder)) = (&mut self.body, &self.decoder) else { return Ok(()) };
        body.run(&self.text, last, decoder)?;
        let done = std::mem::take(&mut body.place.at);
        self.enough = if done == 0 { 2 * self.text.len() } else { 0 };
        self.text.drain(..done);
        Ok(())
    }

    /// Reads the header and judges the dialect; false if the text is too short for that.
    fn begin(&mut self, last: bool) -> Result<bool, ReadError> {
        let Some(decoder) = &self.decoder else { return Ok(false) };
        if let (Some(first), Some(start)) = (&self.first, &self.start) {
            self.body = Some(first.again(start.place));
            return Ok(true);
        }
        let (skipped, named) = named_delimiter(&self.text);
        let place = ScanPosition::new(skipped, 1 + u64::from(named.is_some()));
        let mut head = FileHead { text: &self.text, whole: last, place };
        let rows = encoding::line_ends(head.text);
        if !last && rows < HEAD_ROWS && head.text.len() < LARGEST_HEAD {
            self.enough = 2 * self.text.len();
            return Ok(false);
        }
        let comments = if named.is_none() { quoting::header_below_comments(head) } else { None };
        let (place, comments) = comments.unwrap_or((place, vec![]));
        head.place = place;
        let (style, delimiter) = quoting::style(head, named);
        head.place.style = style;
        let mut start = header_of(Scanner::new(&self.text, delimiter, last, head.place), comments)?;
        start.named_delimiter = named.is_some();
        if start.cells.len() > MOST_COLUMNS {
            return Err(ReadError::Wide { line: start.line, columns: start.cells.len(), most: MOST_COLUMNS });
        }
        let cells: Vec<String> = start.cells.iter().map(|cell| bare(decoder.text(cell))).collect();
        let names = header::names(&cells, start.line, &mut start.warnings);
        let hints = hints(head, delimiter, names.len());
        let mut builds: Vec<Build> =
            hints.iter().map(|hint| if hint.odd.is_some() { text(hint.codes) } else { Build::Numbers(vec![]) }).collect();
        if let Some(expected) = self.expected_rows(rows)
            && (expected.saturating_mul(8 * builds.len() as u64) > MOST_TABLE_BYTES
                || !builds.iter_mut().all(|build| build.reserve(expected as usize)))
        {
            return Err(ReadError::Huge { rows: expected, columns: builds.len() as u64 });
        }
        let odd = (0..builds.len()).map(|_| None).collect();
        let place = start.place;
        let (warnings, rows, trailing, too_large) = (Warnings::default(), 0, None, false);
        let (lines, comments) = (Lines::default(), vec![]);
        self.body = Some(Body { delimiter, names, hints, builds, odd, warnings, rows, trailing, too_large, place, lines, comments });
        self.start = Some(start);
        Ok(true)
    }

    /// Rows that the whole file should have if it goes on as it begins, with these many lines so far.
    fn expected_rows(&self, lines: u64) -> Option<u64> {
        let share = self.size? as f64 / self.pushed.max(1) as f64;
        Some((lines as f64 * share.max(1.0) * 1.02) as u64 + 16)
    }

    fn line_of(&self, at: usize) -> u64 {
        let line = self.body.as_ref().map_or(1, |body| body.place.line);
        line + encoding::line_ends(self.text.get(..at).unwrap_or_default())
    }

    /// Puts the table together.
    fn reading(&mut self, mut body: Body, again: Vec<Build>, start: HeaderLine, decoder: &Decoder) -> ParsedCsv {
        let mut first = Warnings::default();
        let broken = (decoder.broken > 0).then(|| Warning {
            line: None,
            column: None,
            text: format!("{} characters of this UTF-16 file are broken; they are shown as �", decoder.broken),
        });
        for warning in self.odd_encoding.take().into_iter().chain(broken) {
            first.push(warning.line, None, warning.text);
        }
        let cells: Vec<String> = start.cells.iter().map(|cell| decoder.text(cell)).collect();
        for warning in start.warnings.listed {
            first.push(warning.line, warning.column.as_deref(), warning.text);
        }
        first.more += start.warnings.more;
        let mut again = again.into_iter();
        let values = body.builds.into_iter().map(|build| {
            let second = again.next();
            let found = build.finish(decoder).or_else(|| second.and_then(|build| build.finish(decoder)));
            found.unwrap_or(Values::Numeric(vec![f64::NAN; body.rows]))
        });
        let mut columns: Vec<Column> = body.names.iter().cloned().zip(values).map(|(name, values)| Column { name, values }).collect();
        let comment_lines: Vec<u64> = start.comments.into_iter().chain(std::mem::take(&mut body.comments)).collect();
        let style = start.place.style;
        column_warnings::dialect(style, &comment_lines, &mut first);
        let guarded = if style.quote == b'"' { clean::unguard(&mut columns, &mut first) } else { vec![] };
        let kept = clean::keep_codes(&mut columns, &body.hints, &mut first);
        let separate = body.delimiter != b',';
        let mut odd: Vec<Option<String>> = body
            .odd
            .iter()
            .zip(&body.hints)
            .map(|(later, hint)| later.as_ref().or(hint.odd.as_ref()).map(|odd| decoder.text(&odd.cell)))
            .collect();
        let dressed = text_to_number::restyle(&mut columns, &mut body.hints, &mut odd, separate, &body.lines, &mut first);
        for (later, odd) in body.odd.iter_mut().zip(odd) {
            *later = later.take().filter(|_| odd.is_some());
        }
        let dates = dates::dates(&columns, &body.lines, &mut first);
        let written = |mark| column_warnings::written(mark, &columns, &body.hints).map(|column| column.name.clone()).collect();
        let format = Format {
            delimiter: if body.delimiter == NO_DELIMITER { None } else { Some(char::from(body.delimiter)) },
            encoding: decoder.name(),
            skipped_lines: u32::from(start.named_delimiter),
            renamed: body.names != cells,
            decimal_comma: written(DecimalMark::Comma),
            grouped: written(DecimalMark::Thousands),
            long_rows: body.trailing.is_some(),
            too_large: body.too_large,
            comment_lines,
            single_quotes: style.quote == b'\'',
            backslash: style.backslash,
            dressed,
            kept,
            guarded,
            dates,
            lines: std::mem::take(&mut body.lines),
        };
        column_warnings::columns(&columns, &body.hints, &body.odd, decoder, &mut first);
        body.warnings.put_first(first);
        ParsedCsv { table: Table { columns, rows: body.rows, afterwards: vec![] }, warnings: body.warnings, format }
    }
}

impl Body {
    /// A walk over the same rows for the columns that this one had to skip.
    fn again(&self, place: ScanPosition) -> Self {
        Self {
            delimiter: self.delimiter,
            names: self.names.clone(),
            hints: self.hints.clone(),
            builds: self
                .builds
                .iter()
                .zip(&self.hints)
                .map(|(build, hint)| if matches!(build, Build::Skipped) { text(hint.codes) } else { Build::Skipped })
                .collect(),
            odd: vec![],
            warnings: Warnings::default(),
            rows: 0,
            trailing: None,
            too_large: false,
            place,
            lines: Lines::default(),
            comments: vec![],
        }
    }

    /// Where a column of numbers met a cell that other marks make a number, those that leave it open what their marks mean
    /// are read again with it.
    fn look_again_where_open(&mut self) {
        let told = |odd: &NonNumericCell| {
            let mut seen = Evidence::default();
            seen.add_dressed(&odd.cell);
            !seen.broken
        };
        if !self.odd.iter().flatten().any(told) {
            return;
        }
        for (build, hint) in self.builds.iter_mut().zip(&self.hints) {
            if matches!(build, Build::Numbers(_)) && hint.seen.is_open() {
                *build = Build::Skipped;
            }
        }
    }
}

fn text(keep: bool) -> Build {
    Build::Text { codes: vec![], levels: Levels::default(), keep }
}

/// A header without the guard that a spreadsheet needs.
fn bare(header: String) -> String {
    clean::unguarded(&header).map(Into::into).unwrap_or(header)
}

/// The cells of the first line that is not blank.
fn header_of(mut scanner: Scanner<'_>, mut comments: Vec<u64>) -> Result<HeaderLine, ReadError> {
    let line = scanner.row().ok_or(ReadError::Empty)?;
    let mut cells = vec![];
    loop {
        match scanner.cell_apart() {
            Ok(cell) => {
                cells.push(cell.text.to_vec());
                if cell.last {
                    break;
                }
            }
            Err(ScanStop::OpenQuote(line)) => return Err(ReadError::OpenQuote { line, column: (cells.len() + 1).to_string() }),
            // A header longer than the largest head holds more columns than can be read, or an open quote.
            Err(ScanStop::More) => return Err(ReadError::OpenQuote { line, column: (cells.len() + 1).to_string() }),
        }
    }
    comments.append(&mut scanner.comments);
    Ok(HeaderLine { line, cells, named_delimiter: false, warnings: Warnings::default(), place: scanner.place, comments })
}

/// Excel's first line `sep=;`, which names the delimiter and is no header: its length and the delimiter.
fn named_delimiter(bytes: &[u8]) -> (usize, Option<u8>) {
    match bytes {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\r', b'\n', ..] => (7, Some(*delimiter)),
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\n' | b'\r', ..] => (6, Some(*delimiter)),
        _ => (0, None),
    }
}
