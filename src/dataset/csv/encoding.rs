//! Bytes to UTF-8, piece by piece: byte-order marks, UTF-16, Windows-1252; and files that are not text.
//!
//! A file counts as UTF-8 until a byte is none. From there on bytes are passed on as they are: cells, delimiters and line
//! ends are found alike in UTF-8 and in Windows-1252, so only texts that are shown or kept need to be decoded, at the end.

use super::ReadError;

/// What a decoder met that the reader must hear of, and where: a place in the decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DecodeFault {
    /// A zero byte.
    Zero(usize),
    /// The first byte that is not UTF-8.
    NotUtf8(usize),
}

#[derive(Clone, Copy, Debug)]
enum TextEncoding {
    Utf8,
    Windows1252,
    Utf16(fn([u8; 2]) -> u16),
}

/// Turns the pieces of a file into text.
#[derive(Clone, Debug)]
pub(super) struct Decoder {
    kind: TextEncoding,
    /// Bytes at the end of the text that may be the start of a character.
    unchecked: usize,
    /// Bytes of UTF-16 that are no character yet.
    rest: Vec<u8>,
    /// Characters of UTF-16 that are broken.
    pub(super) broken: u64,
}

impl Decoder {
    /// Judges by the first bytes of a file; also the length of its byte-order mark.
    pub(super) fn new(head: &[u8]) -> Result<(Self, usize), ReadError> {
        if let Some(error) = foreign(head) {
            return Err(error);
        }
        let (kind, mark) = match head {
            [0xFF, 0xFE, ..] => (TextEncoding::Utf16(u16::from_le_bytes), 2),
            [0xFE, 0xFF, ..] => (TextEncoding::Utf16(u16::from_be_bytes), 2),
            [0xEF, 0xBB, 0xBF, ..] => (TextEncoding::Utf8, 3),
            _ => (TextEncoding::Utf8, 0),
        };
        Ok((Self { kind, unchecked: 0, rest: vec![], broken: 0 }, mark))
    }

    /// Python's name for the encoding.
    pub(super) fn name(&self) -> &'static str {
        match self.kind {
            TextEncoding::Utf8 => "utf-8-sig",
            TextEncoding::Windows1252 => "cp1252",
            TextEncoding::Utf16(_) => "utf-16",
        }
    }

    /// The file is Windows-1252, as was found out in an earlier pass or only now.
    pub(super) fn be_windows_1252(&mut self) {
        self.kind = TextEncoding::Windows1252;
    }

    /// Adds a piece to the text; `last` says that no other follows. After [`DecodeFault::NotUtf8`] the file counts as Windows-1252.
    pub(super) fn push(&mut self, piece: &[u8], last: bool, text: &mut Vec<u8>) -> Result<(), DecodeFault> {
        if let TextEncoding::Utf16(unit) = self.kind {
            self.utf16(piece, unit, last, text);
            return Ok(());
        }
        let from = text.len() - self.unchecked.min(text.len());
        text.extend_from_slice(piece);
        if let Some(at) = first_zero(piece) {
            return Err(DecodeFault::Zero(text.len() - piece.len() + at));
        }
        if matches!(self.kind, TextEncoding::Windows1252) {
            return Ok(());
        }
        self.unchecked = 0;
        match std::str::from_utf8(text.get(from..).unwrap_or_default()) {
            Ok(_) => Ok(()),
            Err(fault) if fault.error_len().is_none() && !last => {
                self.unchecked = text.len() - from - fault.valid_up_to();
                Ok(())
            }
            Err(fault) => {
                self.be_windows_1252();
                Err(DecodeFault::NotUtf8(from + fault.valid_up_to()))
            }
        }
    }

    fn utf16(&mut self, piece: &[u8], unit: fn([u8; 2]) -> u16, last: bool, text: &mut Vec<u8>) {
        self.rest.extend_from_slice(piece);
        let (pairs, odd) = self.rest.as_chunks::<2>();
        let mut pairs = pairs;
        let mut rest = odd.to_vec();
        // The first half of a character beyond 16 bits waits for the second.
        if let ([before @ .., pair], false) = (pairs, last)
            && (0xD800..0xDC00).contains(&unit(*pair))
        {
            rest = [pair.as_slice(), odd].concat();
            pairs = before;
        }
        let mut buffer = [0; 4];
        for read in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
            // No text holds a zero character either.
            let char = read.ok().filter(|char| *char != '\0').unwrap_or_else(|| {
                self.broken += 1;
                char::REPLACEMENT_CHARACTER
            });
            text.extend_from_slice(char.encode_utf8(&mut buffer).as_bytes());
        }
        self.broken += if last { rest.len() as u64 } else { 0 };
        self.rest = rest;
    }

    /// Parts of the text that stand one behind the other, in characters; `ends` says where each ends.
    pub(super) fn texts(&self, parts: Vec<u8>, ends: &[u32]) -> Vec<String> {
        let starts = std::iter::once(&0).chain(ends);
        let ranges = starts.zip(ends).map(|(start, end)| *start as usize..*end as usize);
        if matches!(self.kind, TextEncoding::Windows1252) {
            return ranges.map(|range| self.text(parts.get(range).unwrap_or_default())).collect();
        }
        // Checked once for all rather than one by one; parts of UTF-8 between delimiters are UTF-8.
        match String::from_utf8(parts) {
            Ok(whole) => ranges.map(|range| whole.get(range).unwrap_or_default().to_owned()).collect(),
            Err(fault) => ranges.map(|range| self.text(fault.as_bytes().get(range).unwrap_or_default())).collect(),
        }
    }

    /// A part of the text in characters.
    pub(super) fn text(&self, part: &[u8]) -> String {
        match self.kind {
            TextEncoding::Windows1252 => windows_1252(part),
            TextEncoding::Utf8 | TextEncoding::Utf16(_) => String::from_utf8_lossy(part).into_owned(),
        }
    }
}

/// Line ends in a text: line feeds, or carriage returns where there are no line feeds.
pub(super) fn line_ends(text: &[u8]) -> u64 {
    let count = |wanted: u8| text.iter().filter(|byte| **byte == wanted).count() as u64;
    match count(b'\n') {
        0 => count(b'\r'),
        feeds => feeds,
    }
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
    if is_arff(bytes) {
        return Some(ReadError::Foreign {
            format: "an ARFF file (as Weka and OpenML write it)",
            hint: "Write it as CSV first: pandas.DataFrame(scipy.io.arff.loadarff(…)[0]).to_csv(…, index=False), or leave only the lines \
                   below @data and put the names of the attributes above them.",
        });
    }
    let start = bytes.get(..64.min(bytes.len())).unwrap_or(bytes).trim_ascii_start();
    let open = start.iter().filter(|byte| !byte.is_ascii_whitespace());
    if matches!(open.copied().take(2).collect::<Vec<u8>>()[..], [b'[', b'{' | b'['] | [b'{', b'"' | b'}']) && !start.starts_with(b"{}") {
        return Some(ReadError::Foreign {
            format: "a JSON file",
            hint: "Write it as CSV first: pandas.read_json(…).to_csv(…, index=False).",
        });
    }
    let page =
        [&b"<!doctype html"[..], b"<html"].iter().any(|tag| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)));
    page.then_some(ReadError::Foreign {
        format: "a web page",
        hint: "Download the file itself: look for a Raw or Download link on that page.",
    })
}

/// The first line that is neither blank nor a comment declares a relation or an attribute.
fn is_arff(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n' || *byte == b'\r').map(<[u8]>::trim_ascii);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with(b"%")).unwrap_or_default();
    [&b"@relation"[..], b"@attribute"].iter().any(|word| {
        let (head, tail) = first.split_at(word.len().min(first.len()));
        head.eq_ignore_ascii_case(word) && tail.first().is_some_and(u8::is_ascii_whitespace)
    })
}

/// Where the first zero byte is.
fn first_zero(bytes: &[u8]) -> Option<usize> {
    let (parts, rest) = bytes.as_chunks::<16>();
    let whole = parts.iter().take_while(|part| !holds_zero(part)).count();
    let rest = parts.get(whole).map_or(rest, |part| part);
    rest.iter().position(|byte| *byte == 0).map(|at| 16 * whole + at)
}

/// Sixteen bytes at a time: where small code is asked for, the compiler would look at one after the other.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
fn holds_zero(part: &[u8; 16]) -> bool {
    !core::arch::wasm32::u8x16_all_true(bytemuck::cast(*part))
}

/// The same, natively.
#[cfg(not(target_arch = "wasm32"))]
fn holds_zero(part: &[u8; 16]) -> bool {
    part.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str, faults: &[DecodeFault]) {
        for piece in [1, 2, 3, 1000] {
            let (mut decoder, mark) = Decoder::new(bytes).unwrap();
            let (mut text, mut found) = (vec![], vec![]);
            for part in bytes[mark..].chunks(piece) {
                found.extend(decoder.push(part, false, &mut text).err());
            }
            found.extend(decoder.push(&[], true, &mut text).err());
            assert_eq!((decoder.text(&text).as_str(), found.as_slice()), (expected, faults), "in pieces of {piece}");
        }
    }

    #[test]
    fn characters_may_be_cut_by_a_piece_anywhere() {
        check("\u{feff}größe € 🐧".as_bytes(), "größe € 🐧", &[]);
        for marked in [
            "\u{feff}é 🐧;".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
            "\u{feff}é 🐧;".encode_utf16().flat_map(u16::to_be_bytes).collect(),
        ] {
            check(&marked, "é 🐧;", &[]);
        }
        check(b"ab\xE9\xE9 \x80", "abéé €", &[DecodeFault::NotUtf8(2)]);
        check(b"a\xC3", "aÃ", &[DecodeFault::NotUtf8(1)]);
        check(b"a\0b", "a\0b", &[DecodeFault::Zero(1)]);
        for (length, at) in [(1, 0), (15, 14), (16, 0), (16, 15), (40, 16), (40, 33), (40, 39)] {
            let mut bytes = vec![b'x'; length];
            assert_eq!(first_zero(&bytes), None);
            bytes[at..].fill(0);
            assert_eq!(first_zero(&bytes), Some(at), "{length}");
        }
        assert_eq!(first_zero(b""), None);
    }
}
