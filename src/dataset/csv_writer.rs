//! Rows as CSV by RFC 4180, safe to open in a spreadsheet.
//!
//! A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return and
//! is no plain number) gets a leading apostrophe, as OWASP advises under *CSV injection*.

use crate::protocol::float;

/// The header and the rows as CSV with CRLF line ends; a missing value is an empty cell.
pub fn rows<R: AsRef<[Option<String>]>>(header: &[String], rows: impl IntoIterator<Item = R>) -> String {
    let mut text = String::new();
    record(&mut text, header.iter().map(String::as_str));
    for row in rows {
        record(&mut text, row.as_ref().iter().map(|cell| cell.as_deref().unwrap_or_default()));
    }
    text
}

/// One record, with its line end, added to a text.
pub fn record<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    let (start, mut alone) = (text.len(), true);
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
            alone = false;
        }
        push(text, cell);
    }
    if alone && text.len() == start {
        // A record of one empty cell would read as a blank line.
        text.push_str("\"\"");
    }
    text.push_str("\r\n");
}

fn push(text: &mut String, cell: &str) {
    let guard = if is_formula(cell) { "'" } else { "" };
    let padded = cell.starts_with(' ') || cell.ends_with(' ');
    if !padded && !cell.contains([',', '"', '\n', '\r', ';', '\t']) {
        text.push_str(guard);
        text.push_str(cell);
        return;
    }
    text.push('"');
    text.push_str(guard);
    text.push_str(&cell.replace('"', "\"\""));
    text.push('"');
}

/// A spreadsheet would calculate it.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_plain_number(cell)
}

fn is_plain_number(cell: &str) -> bool {
    float(cell).is_some_and(f64::is_finite) && cell.chars().all(|char| char.is_ascii_digit() || "+-.eE".contains(char))
}

#[cfg(all(test, feature = "engine"))]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[&str], expected: &str) {
        let row: Vec<Option<String>> = cells.iter().map(|cell| (!cell.is_empty()).then(|| (*cell).to_string())).collect();
        let text = rows(&["x".into()], [row.as_slice()]);
        assert_eq!(text, format!("x\r\n{expected}\r\n"));
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        check(&["a", "1.5", "", "b c"], "a,1.5,,b c");
        check(&["a,b", "say \"hi\"", "two\nlines", " padded", "a;b"], "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\" padded\",\"a;b\"");
        check(&[""], "\"\"");
        check(&["<img src=x onerror=alert(1)>"], "<img src=x onerror=alert(1)>");
    }

    #[test]
    fn formulas_are_disarmed_and_numbers_left_alone() {
        check(&["=cmd()", "+1+1", "-2+3", "@SUM(A1)"], "'=cmd(),'+1+1,'-2+3,'@SUM(A1)");
        check(&["\t=1", "\r=1", "=1,\"2\""], "\"'\t=1\",\"'\r=1\",\"'=1,\"\"2\"\"\"");
        check(&["-1.5", "+3", "-1e-9", "-", "-inf", "+nan"], "-1.5,+3,-1e-9,'-,'-inf,'+nan");
    }

    #[test]
    fn written_csv_reads_back() {
        let header: Vec<String> = ["a", "b \"c\"", "d,e"].map(String::from).to_vec();
        let cells = [["x\ny".to_string(), "\"".into(), ",".into()].map(Some), ["z".to_string(), "'".into(), " s ".into()].map(Some)];
        let text = rows(&header, cells.iter().map(<[_; 3]>::as_slice));
        let table = crate::dataset::csv::read(text.as_bytes(), &mut |_| {}).unwrap().table;
        for (at, name) in header.iter().enumerate() {
            let column = table.column(name).unwrap();
            assert_eq!([column.text(0), column.text(1)], [cells[0][at].clone(), cells[1][at].clone()]);
        }
    }
}
