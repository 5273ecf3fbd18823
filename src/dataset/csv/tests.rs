//! Files as people have them.

mod cases;

use super::*;
use crate::dataset::Values;

/// Reads a file, expects one line of text per warning and per column: `name: value value …` (a missing value is `·`).
#[track_caller]
fn check(bytes: &[u8], expected: &[&str]) {
    let reading = read(bytes, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    let mut lines = vec![];
    for warning in &reading.warnings.listed {
        let line = warning.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        let column = warning.column.as_ref().map(|column| format!("[{column}] ")).unwrap_or_default();
        lines.push(format!("! {line}{column}{}", warning.text));
    }
    for column in &reading.table.columns {
        let values: Vec<String> = (0..reading.table.rows).map(|row| column.text(row).unwrap_or("·".into())).collect();
        let sign = if matches!(column.values, Values::Numeric(_)) { "#" } else { "" };
        lines.push(format!("{}{sign}: {}", column.name, values.join(" ")));
    }
    assert_eq!(lines, expected, "{:?}", String::from_utf8_lossy(bytes));
}

#[track_caller]
fn check_error(bytes: &[u8], what: &str, hint: &str) {
    check_failure(read(bytes, &mut |_| {}).unwrap_err(), what, hint);
}

#[track_caller]
fn check_failure(error: ReadError, what: &str, hint: &str) {
    let error: crate::protocol::Error = error.into();
    assert_eq!((error.what.as_str(), error.hint.as_str()), (what, hint));
}

#[test]
fn plain_files_load_without_a_warning() {
    check(b"a,b\n1,x\n2.5,y\n", &["a#: 1 2.5", "b: x y"]);
    check(b"a,b\r\n1,x\r\n2,y", &["a#: 1 2", "b: x y"]);
    check(b"a,b\r1,x\r2,y\r", &["a#: 1 2", "b: x y"]);
    check(b"\xEF\xBB\xBFa,b\n1,x", &["a#: 1", "b: x"]);
    check(b"a\tb\n1\tx y\n", &["a#: 1", "b: x y"]);
    check(b"a|b\n1|x\n", &["a#: 1", "b: x"]);
    check(b"sep=;\r\na;b,c\r\n1;x\r\n", &["a#: 1", "b,c: x"]);
    check(b"a, b\n1, x\n 2 , \"y, z\"\n", &["a#: 1 2", "b: x y, z"]);
    check("größe,ort\n1,Köln\n".as_bytes(), &["größe#: 1", "ort: Köln"]);
    check(b"a,b\n1,\"two\nlines\"\n2,\"a \"\"b\"\"\"\n", &["a#: 1 2", "b: two\nlines a \"b\""]);
    check(b"<img src=x onerror=alert(1)>,=cmd()\n1,2\n", &["<img src=x onerror=alert(1)>#: 1", "=cmd()#: 2"]);
}

#[test]
fn utf_16_is_read_in_both_byte_orders() {
    let text = "a;b\r\n1,5;é\r\n";
    let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let expected = ["! [a] numbers such as “1,5” are read with a decimal comma", "a#: 1.5", "b: é"];
    check(&little, &expected);
    check(&big, &expected);
    check(
        &little[..little.len() - 1],
        &["! 1 characters of this UTF-16 file are broken; they are shown as �", expected[0], "a#: 1.5", "b: é"],
    );
}

#[test]
fn windows_1252_is_read_and_said() {
    check(
        b"a,b\n1,x\n2,caf\xE9 \x80\n",
        &[
            "! line 3: byte 0xE9 is not UTF-8; the whole file is read as Windows-1252 (Latin-1). Check its accented letters",
            "a#: 1 2",
            "b: x café €",
        ],
    );
}

#[test]
fn missing_values_are_missing_and_names_that_look_like_them_are_not() {
    check(b"a,b\n1,NA\n,N/A\nNaN,x\nnull,?\n2,None\n3,Na\n", &["a#: 1 · · · 2 3", "b: · · x · None Na"]);
}

#[test]
fn ragged_rows_are_named_and_no_cell_is_lost() {
    check(
        b"a,b,c\n1,2,3\n4\n5,6\n7,8,9,,\n",
        &[
            "! line 3: 1 of 3 cells; the last 2 count as missing",
            "! line 4: 2 of 3 cells; the last counts as missing",
            "! line 5: one row ends in empty extra cells, which were left out",
            "a#: 1 4 5 7",
            "b#: 2 · 6 8",
            "c#: 3 · · 9",
        ],
    );
    check_error(
        b"a,b\n1,2\n3,4,five\n",
        "line 3 has 3 cells, but the header has 2",
        "Cells are separated by commas. Put quotes around a cell that contains one, give the extra cell “five” a header, or delete lines \
         above the header.",
    );
}

#[test]
fn more_oddities_than_fifty_are_counted() {
    let file = format!("a,a,b\n{}", "1\n".repeat(70));
    let reading = read(file.as_bytes(), &mut |_| {}).unwrap();
    assert_eq!((reading.warnings.listed.len(), reading.warnings.more), (50, 23));
    assert_eq!(reading.warnings.listed[0].column.as_deref(), Some("a (2)"));
}

#[test]
fn blank_lines_and_loose_quotes_are_counted() {
    check(
        b"a,b\n\n1,\"x\"y\n\n\n2,\"z\"\n\n",
        &[
            "! line 2: 3 blank lines were skipped; this is the first",
            "! line 3: one cell has text after its closing quote; the quotes were taken off and the text kept",
            "a#: 1 2",
            "b: xy z",
        ],
    );
}

#[test]
fn an_open_quote_is_named_where_it_opens() {
    check_error(
        b"a,b\n1,x\n2,\"y\n3,z\n",
        "a quote opened in line 3, column \u{201c}b\u{201d}, is never closed",
        "Close the quote in line 3; a quote inside a quoted cell is written twice: \"\".",
    );
    check_error(
        b"\"a,b\n1,x\n",
        "a quote opened in line 1, column 1, is never closed",
        "Close the quote in line 1; a quote inside a quoted cell is written twice: \"\".",
    );
}

#[test]
fn headers_are_made_unique_and_never_empty() {
    check(
        b"a,,a\n1,2,3\n",
        &[
            "! line 1: [column 2] the header of column 2 is empty; it is called “column 2” here",
            "! line 1: [a (2)] the header “a” appears again in column 3; it is called “a (2)” here",
            "a#: 1",
            "column 2#: 2",
            "a (2)#: 3",
        ],
    );
    check(
        b"5.1,3.5\n4.9,3\n",
        &["! line 1: every header is a number; if this line is data, put a line with column names above it", "5.1#: 4.9", "3.5#: 3"],
    );
}

#[test]
fn decimal_commas_are_numbers() {
    check(b"a;b\n1,5;x\n1.234,25;y\n", &["! [a] numbers such as “1,5” are read with a decimal comma", "a#: 1.5 1234.25", "b: x y"]);
    check(b"a,b\n\"1,5\",x\n\"2\",y\n", &["! [a] numbers such as “1,5” are read with a decimal comma", "a#: 1.5 2", "b: x y"]);
    check(
        b"a,b\n\"1,500\",x\n\"2,250.5\",y\n",
        &["! [a] numbers such as “1,500” are read with commas between thousands", "a#: 1500 2250.5", "b: x y"],
    );
}

#[test]
fn numbers_that_would_change_are_named() {
    check(b"a,b\n1,x\n1e999,y\n", &["! line 3: [a] “1e999” is too large for a number; it counts as missing", "a#: 1 ·", "b: x y"]);
    check(
        b"a,b\n1,x\n12345678901234567890,y\n",
        &[
            "! line 3: [a] “12345678901234567890” has more digits than a number keeps; the column is read as text",
            "a: 1 12345678901234567890",
            "b: x y",
        ],
    );
    check(
        b"zip,b\n1067,x\n01067,y\n",
        &["! line 3: [zip] “01067” has a leading zero; the column is read as text to keep it", "zip: 1067 01067", "b: x y"],
    );
}

#[test]
fn text_among_numbers_is_named_however_late_it_comes() {
    check(b"a,b\n1,x\n2,y\nten,z\n", &["! line 4: [a] “ten” stands among numbers; the column is read as text", "a: 1 2 ten", "b: x y z"]);
    check(b"a,b\nx,1\ny,2\n3,3\n", &["a: x y 3", "b#: 1 2 3"]);
    let file = format!("a,b\n{}oops,2\n4,2\n", "1.50,2\n".repeat(1200));
    let reading = read(file.as_bytes(), &mut |_| {}).unwrap();
    let Values::Text { codes, levels } = &reading.table.columns[0].values else { panic!("numbers") };
    assert_eq!((codes.len(), levels.as_slice()), (1202, &["1.50".to_string(), "oops".into(), "4".into()][..]));
    assert_eq!(reading.table.columns[1].number(1201), Some(2.0));
    assert_eq!(reading.warnings.listed[0].line, Some(1202));
}

#[test]
fn columns_without_values_and_single_columns_are_named() {
    check(b"a,b\n1,\n2,NA\n", &["! [b] the column has no values; no model learns from it", "a#: 1 2", "b#: · ·"]);
    check(
        b"text\nhello, world\nbye\n",
        &["! [text] the file has one column; a model needs one to predict and at least one to learn from", "text: hello, world bye"],
    );
}

#[test]
fn a_file_that_is_no_table_is_refused_with_a_hint() {
    let empty = ("the file is empty", "Choose a file with a header line and at least one row below it.");
    for bytes in [&b""[..], b"\n\r\n  \n", b"\xEF\xBB\xBF", b"\xFF\xFE"] {
        check_error(bytes, empty.0, empty.1);
    }
    check_error(b"a,b\n", "the file has a header in line 1 but no rows below it", "Add at least one row of data below the header.");
    check_error(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "the file is a PNG picture, not a CSV file",
        "Choose the table's CSV file instead of a picture of it.",
    );
    check_error(
        b"PK\x03\x04\x14\0",
        "the file is a ZIP archive (an .xlsx workbook is one too), not a CSV file",
        "Unpack it, or open the workbook and save the sheet as CSV (UTF-8).",
    );
    check_error(
        b"a,b\n1,\0\n",
        "the file is binary: line 2 holds a zero byte",
        "Open the file in the program that made it and save it as CSV with UTF-8 encoding.",
    );
    check_error(
        b"\n<!DOCTYPE html><html>",
        "the file is a web page, not a CSV file",
        "Download the file itself: look for a Raw or Download link on that page.",
    );
    check(b"PAR1,GIF8\n1,2\n", &["PAR1#: 1", "GIF8#: 2"]);
    let wide = format!("{}\n1\n", vec!["x"; 5001].join(","));
    check_error(
        wide.as_bytes(),
        "the header in line 1 has 5001 columns; at most 5000 can be read",
        "Keep the 5000 columns you need, or check that the first line holds the headers.",
    );
}

#[test]
fn the_pieces_in_which_a_file_comes_change_nothing() {
    let latin = b"caf\xE9;zip;n\n"
        .iter()
        .chain(b"a;1;1,5\n\n\xE9;2;x\n".repeat(400).iter())
        .chain(b"\"\xFC\"\"\r\n\";01067;1e999;\r\n\r\n")
        .copied()
        .collect();
    let quoted = format!("a,b\n{}", "\"x\"\"y\ny\" , 2.50\r\n".repeat(700)).into_bytes();
    let late_text = format!("a,b\n{}1.50,é\n\nten,é\n4", "1.50,2\n".repeat(1200)).into_bytes();
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("a;b\r\n1,5;🐧\r\n".repeat(300).encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [latin, quoted, late_text, utf16] {
        let whole = read(&bytes, &mut |_| {}).unwrap();
        for piece in [1, 3, 997, 5000] {
            let mut reader = Reader::new(None);
            let mut passes = 0;
            let reading = loop {
                bytes.chunks(piece).for_each(|part| reader.push(part).unwrap());
                passes += 1;
                if let Some(reading) = reader.finish().unwrap() {
                    break reading;
                }
            };
            // Missing numbers are NaN, which equals nothing, itself included; as text they agree.
            let texts = |reading: &ParsedCsv| -> Vec<Vec<Option<String>>> {
                reading.table.columns.iter().map(|column| (0..reading.table.rows).map(|row| column.text(row)).collect()).collect()
            };
            assert_eq!((texts(&reading), &reading.warnings, &reading.format), (texts(&whole), &whole.warnings, &whole.format), "{piece}");
            assert!(passes <= 2);
        }
    }
}

#[test]
fn a_table_that_no_tab_could_hold_is_refused_before_it_is_read() {
    let mut reader = Reader::new(Some(40_000_000_000));
    let piece = format!("a,b\n{}", "1,2\n".repeat(600_000));
    check_failure(
        reader.push(piece.as_bytes()).unwrap_err(),
        "the table would have about 10200.0 million rows and 2 columns and take 163.2 GB of memory; at most 1.6 GB can be had",
        "Keep a part of the rows, such as every tenth, or only the columns you need; 100000000 rows of 2 columns fit.",
    );
}

#[test]
fn progress_rises_to_one() {
    let file = format!("a,b\n{}x,1\n", "1,2\n".repeat(20_000));
    let mut shares = vec![];
    read(file.as_bytes(), &mut |share| shares.push(share)).unwrap();
    assert!(shares.len() > 8 && shares.is_sorted() && shares.last() == Some(&1.0), "{shares:?}");
}

#[test]
fn every_sample_loads_as_the_catalogue_describes_it() {
    for sample in crate::dataset::SAMPLES.iter().filter(|sample| sample.file.ends_with(".csv")) {
        let bytes = std::fs::read(format!("public/data/{}", sample.file)).unwrap();
        let reading = read(&bytes, &mut |_| {}).unwrap();
        assert_eq!(reading.warnings, Warnings::default(), "{}", sample.id);
        assert_eq!(reading.table.rows, sample.rows as usize, "{}", sample.id);
        assert_eq!(reading.table.columns.len(), sample.features as usize + 1, "{}", sample.id);
    }
}

#[test]
fn the_tokens_for_missing_values_are_those_and_no_others() {
    for token in MISSING_TOKENS {
        assert!(is_missing(token.as_bytes()), "{token}");
        for other in [token.to_lowercase(), token.to_uppercase(), format!("{token} "), format!("{token}A"), token[1..].into()] {
            assert_eq!(is_missing(other.as_bytes()), other.is_empty() || MISSING_TOKENS.contains(&other.as_str()), "{other}");
        }
    }
    for text in ["N/a", "n/A", "nUll", "NaNs", "no", "No", "n", "N", "#N/a", "none", "??"] {
        assert!(!is_missing(text.as_bytes()), "{text}");
    }
}
