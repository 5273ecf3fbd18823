//! Files from the field that were once read wrongly or without a word.

use super::*;
use crate::protocol::Warning;

fn load(name: &str) -> ParsedCsv {
    let bytes = std::fs::read(format!("src/dataset/csv/cases/{name}")).unwrap();
    read(&bytes, &mut |_| {}).unwrap()
}

fn numbers<'a>(reading: &'a ParsedCsv, name: &str) -> &'a [f64] {
    match &reading.table.column(name).unwrap().values {
        Values::Numeric(values) => values,
        Values::Text { levels, .. } => panic!("{name} is text: {levels:?}"),
    }
}

fn said(reading: &ParsedCsv) -> Vec<(Option<u64>, Option<&str>, &str)> {
    let parts = |warning: &'static Warning| (warning.line, warning.column.as_deref(), warning.text.as_str());
    let listed: &'static [Warning] = Vec::leak(reading.warnings.listed.clone());
    listed.iter().map(parts).collect()
}

#[test]
fn the_whole_file_tells_what_a_comma_means() {
    let cities = load("cities.tsv");
    assert_eq!(numbers(&cities, "population")[..2], [1_234_567.0, 980_450.0]);
    assert_eq!(numbers(&cities, "visitors").iter().copied().fold(0.0, f64::max), 27_148.0);
    assert_eq!(numbers(&cities, "area_km2")[..2], [3.5, 10.75]);
    assert_eq!(cities.format.grouped, ["population", "visitors"]);
    assert_eq!(said(&cities), [(None, Some("population"), "numbers such as “1,234,567” are read with commas between thousands")]);
}

#[test]
fn the_first_decimal_comma_may_come_late() {
    let doses = load("doses.csv");
    let dose = numbers(&doses, "dose");
    assert_eq!((dose.iter().sum::<f64>(), dose.iter().copied().fold(0.0, f64::max)), (5515.75, 12.5));
    assert_eq!(doses.format.decimal_comma, ["dose"]);
    assert_eq!(said(&doses).len(), 1, "{:?}", doses.warnings);
}

#[test]
fn what_comes_late_tells_of_other_columns_too() {
    // Alone, 13,574 in a file of semicolons would have a decimal comma; thousands of thousands after the sample say it has not.
    let rows: String =
        (0..1500).map(|row| format!("{},574;{};{}\n", row % 90 + 10, if row > 1200 { "1,234,567" } else { "12" }, row)).collect();
    let late = read(format!("a;b;c\n{rows}").as_bytes(), &mut |_| {}).unwrap();
    assert_eq!((numbers(&late, "a")[0], numbers(&late, "b")[1400], numbers(&late, "c")[7]), (10_574.0, 1_234_567.0, 7.0));
    assert_eq!(late.format.grouped, ["a", "b"]);
    let rows: String = (0..1500).map(|row| format!("{},574;{}\n", row % 90 + 10, if row > 1200 { "x" } else { "12" })).collect();
    let plain = read(format!("a;b\n{rows}").as_bytes(), &mut |_| {}).unwrap();
    assert_eq!((numbers(&plain, "a")[0], plain.format.decimal_comma.as_slice()), (10.574, &["a".to_owned()][..]));
}

#[test]
fn amounts_with_currency_percent_and_brackets_are_numbers() {
    let ledger = load("ledger.csv");
    let first = |name: &str| (numbers(&ledger, name)[0], numbers(&ledger, name)[3]);
    assert_eq!(first("price_usd"), (900.0, 1011.75));
    assert_eq!(first("margin"), (-10.0, 0.5));
    assert_eq!(first("balance"), (-6228.0, -5293.8));
    assert_eq!(first("chf"), (900.0, 1011.75));
    assert_eq!(first("eur_fr"), (900.0, 1011.75));
    assert_eq!(first("temp"), (-10.0, -8.5));
    let dressed: Vec<String> = ledger
        .format
        .dressed
        .iter()
        .map(|worn| {
            let NumberStyle { column, decimal_comma, groups, currency, percent, brackets, minus, .. } = worn;
            format!("{column} {decimal_comma} {groups:?} {currency:?} {percent} {brackets} {minus}")
        })
        .collect();
    assert_eq!(
        dressed,
        [
            "price_usd false [','] Some(\"$\") false false false",
            "margin false [] None true false false",
            "balance false [','] None false true false",
            "chf false ['’'] None false false false",
            "eur_fr true ['\\u{202f}'] None false false false",
            "temp false [] None false false true",
        ]
    );
    let said = said(&ledger);
    assert_eq!(
        said.iter().map(|warning| warning.1.unwrap()).collect::<Vec<_>>(),
        ["price_usd", "margin", "balance", "chf", "eur_fr", "temp"]
    );
    assert!(said[2].2.starts_with("cells such as “(1,245.60)” are read as numbers, this one as -1245.6"), "{said:?}");
}

#[test]
fn a_column_that_is_nearly_numbers_says_why_it_is_none() {
    let rows = |cell: fn(u32) -> String| (0..40).map(|row| format!("{row},\"{}\"\n", cell(row))).collect::<String>();
    let why = |cell: fn(u32) -> String| {
        let reading = read(format!("n,x\n{}", rows(cell)).as_bytes(), &mut |_| {}).unwrap();
        assert!(matches!(reading.table.columns[1].values, Values::Text { .. }));
        assert!(reading.warnings.listed.len() <= 1, "{:?}", reading.warnings);
        reading.warnings.listed.first().map(|warning| (warning.line, warning.text.clone()))
    };
    let text = |line, text: &str| Some((line, text.to_owned()));
    assert_eq!(
        why(|row| if row == 30 { "TBD".into() } else { format!("${row}.50") }),
        text(Some(32), "“TBD” stands among numbers such as “$0.50”; the column is read as text")
    );
    assert_eq!(
        why(|row| format!("{}{row}.5", if row < 20 { '$' } else { '€' })),
        text(None, "“$0.5” and “€20.5” are amounts in different currencies; the column is read as text")
    );
    assert_eq!(
        why(|row| format!("{row}{}", if row < 20 { "%" } else { "" })),
        text(None, "“0%” and “20” are not both percentages; the column is read as text")
    );
    assert_eq!(
        why(|row| format!("{row} kg")),
        text(None, "cells such as “0 kg” are a number and a unit, and are read as text; write “kg” into the header instead")
    );
    for names in [|row: u32| format!("(19{})", row + 10), |row: u32| format!("555 {}", row + 100), |row: u32| format!("{row:03}")] {
        let reading = read(format!("n,x\n{}", rows(names)).as_bytes(), &mut |_| {}).unwrap();
        assert!(matches!(reading.table.columns[1].values, Values::Text { .. }), "{:?}", reading.table.columns[1]);
    }
}

#[test]
fn an_odd_cell_among_dates_is_named_with_its_line() {
    let orders = load("orders_tbd.csv");
    let [(line, column, text)] = said(&orders)[..] else { panic!("{:?}", orders.warnings) };
    assert_eq!((line, column), (Some(1152), Some("when")));
    assert!(text.starts_with("“TBD” is no date, unlike the other cells; "), "{text}");
    assert_eq!(orders.format.lines.of(1150), Some(1152));
    let whole = read(b"d,x\n13.1.2026,1\n1.2.2026,2\n", &mut |_| {}).unwrap();
    assert_eq!(whole.format.dates, [("d".to_owned(), crate::dataset::date::Order::DayFirst)]);
    let broken = format!("d,x\n{}\"two\nlines\",1\n", "\n2026-01-31,1\n2026-02-01,1\n2026-02-02,1\n2026-02-03,4\n2026-02-04,4\n");
    assert_eq!(said(&read(broken.as_bytes(), &mut |_| {}).unwrap())[0].0, Some(8));
}

#[test]
fn na_is_a_code_among_codes() {
    let countries = load("countries.csv");
    assert_eq!(countries.table.columns[0].text(0).as_deref(), Some("NA"));
    assert_eq!(countries.table.columns[1].text(2).as_deref(), Some("NA"));
    assert_eq!(countries.format.kept, [("country".to_owned(), "NA".to_owned()), ("region".into(), "NA".into())]);
    assert_eq!(
        said(&countries)[0],
        (None, Some("country"), "“NA” is a value like the other codes of two letters; leave a cell empty if its value is missing")
    );
    // Later cells that are no codes show that it is none either.
    let rows: String =
        (0..1500).map(|row| format!("{},{row}\n", if row == 1400 { "elsewhere" } else { ["NA", "DE", "US"][row % 3] })).collect();
    let late = read(format!("c,n\n{rows}").as_bytes(), &mut |_| {}).unwrap();
    assert_eq!((late.table.columns[0].text(0), late.table.columns[0].text(2).as_deref()), (None, Some("US")));
    assert_eq!(late.table.columns[0].text(1400).as_deref(), Some("elsewhere"));
}

#[test]
fn comments_quotes_and_escapes_are_seen_and_said() {
    check(
        b"# made by tool 1.2\n# columns: a, b\na,b,y\n1,2,yes\n3,4,no\n# end\n",
        &["! line 1: lines 1, 2 and 6 begin with # and are left out as comments", "a#: 1 3", "b#: 2 4", "y: yes no"],
    );
    check(
        b"'a','b'\n1,'x, y'\n2,'it''s'\n",
        &["! cells are quoted with apostrophes (') here; they are taken off", "a#: 1 2", "b: x, y it's"],
    );
    check(
        b"a,b\n1,\"say \\\"hi, you\\\"\"\n2,y\n",
        &[
            "! quotes within cells are escaped with backslashes here (\\\"); the backslashes are taken off",
            "a#: 1 2",
            "b: say \"hi, you\" y",
        ],
    );
    check_error(
        b"% a comment\n@relation demo\n\n@attribute width numeric\n@attribute kind {a,b}\n\n@data\n1.5,a\n?,b\n",
        "the file is an ARFF file (as Weka and OpenML write it), not a CSV file",
        "Write it as CSV first: pandas.DataFrame(scipy.io.arff.loadarff(…)[0]).to_csv(…, index=False), or leave only the lines below \
         @data and put the names of the attributes above them.",
    );
    check_error(
        b"\n[{\"a\": 1}, {\"a\": 2}]",
        "the file is a JSON file, not a CSV file",
        "Write it as CSV first: pandas.read_json(…).to_csv(…, index=False).",
    );
}

#[test]
fn guards_come_off_on_the_way_home() {
    let cells = ["-1", "=yes", "+1", "@x"];
    let rows = (0..8).map(|row| [Some(row.to_string()), Some(cells[row % 4].to_owned())]);
    let written = crate::dataset::csv_writer::rows(&["x".to_owned(), "=SUM(A1)".into()], rows);
    assert!(written.contains("'=yes") && written.contains("'=SUM(A1)"));
    let reading = read(written.as_bytes(), &mut |_| {}).unwrap();
    let column = reading.table.column("=SUM(A1)").unwrap();
    assert_eq!((0..4).map(|row| column.text(row).unwrap()).collect::<Vec<_>>(), cells);
    assert_eq!((reading.format.guarded.as_slice(), reading.format.renamed), (&["=SUM(A1)".to_owned()][..], true));
    assert!(said(&reading)[0].2.contains("keeps a spreadsheet from calculating them"));
    // Where both spellings stand side by side, nothing is touched.
    check(
        b"a,b\n'=x,1\n=x,2\n",
        &["! [a] some cells begin with an apostrophe, as “'=x” does, and others are the same without it", "a: '=x =x", "b#: 1 2"],
    );
}
