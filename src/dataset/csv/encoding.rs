//! Bytes to UTF-8: byte-order marks, UTF-16, Windows-1252; and what is no text at all.

use std::borrow::Cow;

use super::ReadError;
use crate::protocol::Warning;

/// Python's name for the encoding that the first bytes show.
pub(super) fn name(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") { "utf-16" } else { "utf-8-sig" }
}

/// The file as UTF-8 bytes without a byte-order mark, and what was odd about its encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, [u8]>, Option<Warning>), ReadError> {
    if let Some(error) = foreign(bytes) {
        return Err(error);
    }
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return Ok(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => return Ok(utf16(rest, u16::from_be_bytes)),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(ReadError::Binary { line: line_of(bytes, at) });
    }
    let Err(fault) = std::str::from_utf8(bytes) else { return Ok((Cow::Borrowed(bytes), None)) };
    let at = fault.valid_up_to();
    let warning = Warning {
        line: Some(line_of(bytes, at)),
        column: None,
        text: format!(
            "byte 0x{:02X} is not UTF-8; the whole file is read as Windows-1252 (Latin-1). Check its accented letters",
            bytes.get(at).copied().unwrap_or_default()
        ),
    };
    Ok((Cow::Owned(windows_1252(bytes).into_bytes()), Some(warning)))
}

/// 1-based line of a byte, counting line feeds (or carriage returns where there are no line feeds).
fn line_of(bytes: &[u8], at: usize) -> u64 {
    let before = bytes.get(..at).unwrap_or(bytes);
    let count = |wanted: u8| before.iter().filter(|byte| **byte == wanted).count() as u64;
    1 + if bytes.contains(&b'\n') { count(b'\n') } else { count(b'\r') }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'_, [u8]>, Option<Warning>) {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0)]));
    let mut text = String::with_capacity(bytes.len() / 2 + bytes.len() / 8);
    let mut broken = bytes.len() % 2;
    for read in char::decode_utf16(units) {
        text.push(read.unwrap_or_else(|_| {
            broken += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    let warning = (broken > 0).then(|| Warning {
        line: None,
        column: None,
        text: format!("{broken} characters of this UTF-16 file are broken; they are shown as �"),
    });
    (Cow::Owned(text.into_bytes()), warning)
}

/// The 32 characters of Windows-1252 that differ from Latin-1; its five unused places stay control characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    text.extend(bytes.iter().map(|byte| match byte {
        0x80..=0x9F => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        byte => char::from(*byte),
    }));
    text
}

/// First bytes, what the format is called, and what to do with such a file.
const FOREIGN: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG", "a PNG picture", "Choose the table's CSV file instead of a picture of it."),
    (b"\xFF\xD8\xFF", "a JPEG picture", "Choose the table's CSV file instead of a picture of it."),
    (b"GIF8", "a GIF picture", "Choose the table's CSV file instead of a picture of it."),
    (b"%PDF", "a PDF document", "Export the table as CSV from the program that made it."),
    (b"PK\x03\x04", "a ZIP archive (an .xlsx workbook is one too)", "Unpack it, or open the workbook and save the sheet as CSV (UTF-8)."),
    (b"\xD0\xCF\x11\xE0", "an old Office document", "Open it and save the sheet as CSV (UTF-8)."),
    (b"\x1F\x8B", "a gzip archive", "Unpack it first and choose the file inside."),
    (b"BZh", "a bzip2 archive", "Unpack it first and choose the file inside."),
    (b"\xFD7zXZ", "an xz archive", "Unpack it first and choose the file inside."),
    (b"\x28\xB5\x2F\xFD", "a zstd archive", "Unpack it first and choose the file inside."),
    (b"PAR1", "a Parquet file", "Write it as CSV first: pandas.read_parquet(…).to_csv(…, index=False)."),
    (b"ARROW1", "an Arrow file", "Write it as CSV first: pandas.read_feather(…).to_csv(…, index=False)."),
    (b"SQLite format 3", "a SQLite database", "Export one table of it as CSV."),
    (b"\x7FELF", "a program", "Choose a CSV file."),
];

fn foreign(bytes: &[u8]) -> Option<ReadError> {
    for (magic, format, hint) in FOREIGN {
        // A short magic of printable letters may begin a header; a binary file also has bytes that no text has.
        let printable = magic.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ');
        let control = || bytes.iter().take(4096).any(|byte| matches!(byte, 0..=8 | 14..=31));
        if bytes.starts_with(magic) && (!printable || *magic == b"%PDF" || control()) {
            return Some(ReadError::Foreign { format, hint });
        }
    }
    let start = bytes.get(..64.min(bytes.len())).unwrap_or(bytes).trim_ascii_start();
    let page =
        [&b"<!doctype html"[..], b"<html"].iter().any(|tag| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)));
    page.then_some(ReadError::Foreign {
        format: "a web page",
        hint: "Download the file itself: look for a Raw or Download link on that page.",
    })
}
