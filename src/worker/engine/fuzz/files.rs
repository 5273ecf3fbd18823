//! Files as nobody should write them: every dialect, way of writing numbers and dates, odd cell and broken byte.

use super::FuzzRandom;

/// Texts that have broken programs before.
const NAUGHTY: [&str; 44] = [
    "undefined",
    "null",
    "NULL",
    "NaN",
    "-nan",
    "inf",
    "-Infinity",
    "1e309",
    "-1e309",
    "1e-400",
    "0x1F",
    "1/0",
    "-0",
    "-0.0",
    "00",
    "007",
    "9007199254740993",
    "99999999999999999999999999",
    "1,2,3",
    "1.2.3",
    "1..2",
    "--1",
    "+",
    "-",
    ".",
    ",",
    "=1+1",
    "'=x",
    "'",
    "\"",
    "\"\"",
    "\\",
    "\\\"",
    "\u{feff}",
    "\u{202e}evil",
    "é",
    "日本",
    "👩‍👩‍👧",
    "\u{0}",
    "<script>alert(1)</script>",
    "a\nb",
    " padded ",
    "#ff0000",
    "TBD",
];

/// A file made by these dice.
pub(super) fn file(dice: &mut FuzzRandom) -> Vec<u8> {
    let columns = if dice.one_in(40) { 1 + dice.below(60) } else { 1 + dice.below(7) };
    let mut rows = if dice.one_in(60) { 990 + dice.below(60) } else { dice.below(70) };
    let delimiter = *dice.of(&[",", ",", ",", ";", "\t", "|", " ", ":"]);
    let quote = *dice.of(&["\"", "\"", "\"", "'", ""]);
    let end = *dice.of(&["\n", "\n", "\r\n", "\r"]);
    let backslash = dice.one_in(8);
    let mut kinds: Vec<(u32, u32)> = (0..columns).map(|_| (dice.below(22), if dice.one_in(3) { 1 + dice.below(20) } else { 0 })).collect();
    // Two files in three have a column of classes and rows enough, so that what comes after loading is tried too.
    if let Some(last) = kinds.last_mut().filter(|_| !dice.one_in(3)) {
        *last = (*dice.of(&[15, 18]), 0);
        rows = rows.max(40);
    }
    let mut text = String::new();
    if dice.one_in(12) {
        for _ in 0..dice.below(4) {
            text += *dice.of(&["# made by a tool", "#", "% comment", "sep=;", "Report of May", "#a,b", "@relation x", ""]);
            text += end;
        }
    }
    for row in 0..=rows {
        if dice.one_in(150) {
            text += *dice.of(&["", " ", "# a comment", "#", ",,,,"]);
            text += end;
        }
        let lacking = if dice.one_in(80) { dice.below(columns) } else { 0 };
        for (at, (kind, odd)) in kinds.iter().enumerate().take((columns - lacking) as usize) {
            if at > 0 {
                text += delimiter;
            }
            let cell = match row {
                0 => header(dice, at),
                _ if *odd > 0 && dice.one_in(*odd) => (*dice.of(&NAUGHTY)).to_owned(),
                _ if dice.one_in(25) => (*dice.of(&["", "NA", "?", "n/a", "-", "NULL"])).to_owned(),
                _ => cell(dice, *kind, row),
            };
            push(&mut text, &cell, delimiter, quote, backslash, dice);
        }
        if row < rows || !dice.one_in(3) {
            text += end;
        }
    }
    let mut bytes = encoded(dice, &text);
    if dice.one_in(4) {
        damage(dice, &mut bytes);
    }
    bytes
}

fn header(dice: &mut FuzzRandom, at: usize) -> String {
    match dice.below(14) {
        0 => (*dice.of(&NAUGHTY)).to_owned(),
        1 => (*dice.of(&["", "row", "id", "target", "predicted", "class", "1", "2.5", "when", "x"])).to_owned(),
        _ => format!("c{at}"),
    }
}

/// A cell of one kind of column.
fn cell(dice: &mut FuzzRandom, kind: u32, row: u32) -> String {
    let (whole, part) = (dice.below(5000), dice.below(1000));
    let grouped = |mark: &str| format!("{}{mark}{part:03}", 1 + whole % 999);
    match kind {
        0 => whole.to_string(),
        1 => format!("{}.{part}", whole % 100),
        2 => format!("{},{part}", whole % 100),
        3 => grouped(","),
        4 => format!("{}.{:02}", grouped(","), part % 100),
        5 => format!("{},{:02}", grouped("."), part % 100),
        6 => format!("{}{}", dice.of(&["$", "€", "EUR ", "-$"]), grouped(",")),
        7 => format!("{}%", whole % 101),
        8 => format!("({})", grouped(",")),
        9 => {
            let mark = dice.of(&["'", "’", " ", "\u{a0}", "\u{202f}"]);
            grouped(mark)
        }
        10 => format!("−{whole}"),
        11 => format!("2026-{:02}-{:02}", 1 + whole % 12, 1 + part % 31),
        12 => format!("{}.{}.{}", 1 + part % 28, 1 + whole % 12, 1990 + whole % 40),
        13 => format!("{}/{}/{} {}:{:02}", 1 + whole % 13, 1 + part % 31, whole % 100, part % 25, whole % 61),
        14 => format!("{}{}", 1 + whole % 30, dice.of(&["", "", "A", "B", "c"])),
        15 => (*dice.of(&["yes", "no"])).to_owned(),
        16 => (*dice.of(&["NA", "DE", "US", "FR"])).to_owned(),
        17 => row.to_string(),
        18 => (whole % 3).to_string(),
        19 => format!("{whole}{}", dice.of(&[" kg", "e5", "E-3", "°C"])),
        20 => (*dice.of(&["=yes", "+1", "-1", "'=yes", "@x"])).to_owned(),
        _ => format!("text number {whole} {part}"),
    }
}

fn push(text: &mut String, cell: &str, delimiter: &str, quote: &str, backslash: bool, dice: &mut FuzzRandom) {
    if quote.is_empty() || !(cell.contains([',', ';', '\t', '|', '\n', '\r', '"', '\'']) || cell.contains(delimiter) || dice.one_in(30)) {
        text.push_str(cell);
        return;
    }
    let escaped = if backslash { format!("\\{quote}") } else { quote.repeat(2) };
    text.push_str(quote);
    text.push_str(&cell.replace(quote, &escaped));
    text.push_str(quote);
}

fn encoded(dice: &mut FuzzRandom, text: &str) -> Vec<u8> {
    match dice.below(16) {
        0 => [&[0xFF, 0xFE][..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat(),
        1 => [&[0xFE, 0xFF][..], &text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>()].concat(),
        2 => text.chars().map(|char| u8::try_from(u32::from(char)).unwrap_or(b'?')).collect(),
        3 => format!("\u{feff}{text}").into_bytes(),
        _ => text.as_bytes().to_vec(),
    }
}

/// Changes, takes out, doubles or cuts some bytes.
pub(super) fn damage(dice: &mut FuzzRandom, bytes: &mut Vec<u8>) {
    for _ in 0..1 + dice.below(4) {
        if bytes.is_empty() {
            return;
        }
        let at = dice.below(bytes.len() as u32) as usize;
        match dice.below(6) {
            0 => bytes[at] = dice.below(256) as u8,
            1 => {
                bytes.remove(at);
            }
            2 => bytes.insert(at, *dice.of(b"\"'\\,;\t\n\r#0.-\xFF\xC3 ")),
            3 => bytes.truncate(at),
            4 => {
                let end = (at + 1 + dice.below(20) as usize).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            _ => bytes[at] ^= 1 << dice.below(8),
        }
    }
}
