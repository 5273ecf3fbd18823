//! The report as one HTML page: no script, nothing fetched, both themes, and a table beside every figure.

use super::DriftExport;
use super::figure::{cut, escape, svg};
use super::histogram::{Histogram, short};
use crate::monitor::FEW;
use crate::protocol::drift::{ColumnDrift, ColumnFinding, Measured};
use crate::protocol::{Correction, DriftTest, Judged};

/// Bytes the page may take; the style and the last sentences have room beyond the parts' limits.
const TABLE_TO: usize = 90_000;
const FIGURES_TO: usize = 185_000;

/// Longest name of a column in full.
const NAME: usize = 80;

/// The whole page, under 200 kB: what has no room is counted, and stands in the report as JSON.
pub(super) fn page(case: &DriftExport<'_>) -> String {
    let title = escape(&cut(&case.title(), 200));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Drift report: {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Drift report</h1>\n<p class=\"lead\">{title}</p>\n"
    );
    page.push_str(&verdict(case));
    let mut order: Vec<&ColumnDrift> = case.report.columns.iter().collect();
    order.sort_by_key(|one| rank(&one.found));
    columns(&mut page, &order);
    figures(&mut page, case, &order);
    page.push_str(&method(case));
    page + "</main>\n</body>\n</html>\n"
}

/// Columns that drift first, then those that could not be compared.
fn rank(found: &ColumnFinding) -> u8 {
    match found {
        ColumnFinding::Measured(measured) if measured.drifted => 0,
        ColumnFinding::Unmeasured(_) => 1,
        ColumnFinding::Measured(_) => 2,
    }
}

fn verdict(case: &DriftExport<'_>) -> String {
    let report = &case.report;
    let limit = percent(case.asked.spec.drift_share);
    let (state, said) = match report.share {
        None => ("none", "No column could be compared, so nothing is known.".to_owned()),
        Some(share) => {
            let (state, then) = if report.dataset_drift { ("drift", "so the table drifts") } else { ("holds", "so the table holds") };
            let of = format!("{} of {} columns drift, {}", report.drifted, report.measured, percent(share));
            (state, format!("{of}. A table drifts from {limit} on, {then}."))
        }
    };
    let sign = match state {
        "drift" => "▲ Drift",
        "holds" => "● No drift",
        _ => "– No data",
    };
    let mut text = format!("<section class=\"verdict\" data-state=\"{state}\">\n<p class=\"sign\">{sign}</p>\n<p>{said}</p>\n");
    let rows = |side: &str, name: &str, rows: usize| format!("<dt>{side}</dt><dd>{}, {rows} rows</dd>\n", escape(&cut(name, NAME)));
    text.push_str("<dl>\n");
    text.push_str(&rows("Reference", &case.reference.0.title, case.reference.1.rows));
    text.push_str(&rows("Current", &case.current.0.title, case.current.1.rows));
    text.push_str("</dl>\n");
    for (side, rows) in [("reference", case.reference.1.rows), ("current", case.current.1.rows)] {
        if (rows as u64) < FEW {
            let noun = if rows == 1 { "row is" } else { "rows are" };
            text.push_str(&format!(
                "<p>{rows} {side} {noun} few: tests find large changes only, and distances are often large by chance.</p>\n"
            ));
        }
    }
    if !report.added.is_empty() {
        let names: Vec<String> = report.added.iter().take(20).map(|name| escape(&cut(name, NAME))).collect();
        let more = if report.added.len() > 20 { format!(" and {} more", report.added.len() - 20) } else { String::new() };
        text.push_str(&format!("<p>Columns that the reference does not have: {}{more}.</p>\n", names.join(", ")));
    }
    text + "</section>\n"
}

fn columns(page: &mut String, order: &[&ColumnDrift]) {
    page.push_str(
        "<section>\n<h2>Columns</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Columns\">\n<table>\n<thead><tr><th scope=\"col\">Column</th><th scope=\"col\">Verdict</th>\
         <th scope=\"col\">Test</th><th scope=\"col\">Distance or statistic</th><th scope=\"col\">p-value</th><th scope=\"col\">Judged from</th></tr></thead>\n<tbody>\n",
    );
    let mut told = 0;
    for one in order {
        if page.len() > TABLE_TO {
            break;
        }
        page.push_str(&row(one));
        told += 1;
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
    if told < order.len() {
        page.push_str(&format!("<p>{} more columns are in the report as JSON.</p>\n", order.len() - told));
    }
    page.push_str("</section>\n");
}

fn row(one: &ColumnDrift) -> String {
    let name = escape(&cut(&one.column, NAME));
    match &one.found {
        ColumnFinding::Measured(measured) => {
            let p_value = match (measured.p_value, measured.adjusted_p_value) {
                (Some(plain), Some(adjusted)) if plain != adjusted => format!("{} ({} before correction)", short(adjusted), short(plain)),
                (Some(plain), _) => short(plain),
                (None, _) if measured.judged == Judged::PValue => "undefined".into(),
                (None, _) => "–".into(),
            };
            let statistic = match measured.statistic {
                None => "undefined".into(),
                Some(statistic) if statistic.is_infinite() => (if statistic > 0.0 { "infinite" } else { "−infinite" }).into(),
                Some(statistic) => short(statistic),
            };
            let notes: Vec<String> = measured.notes.iter().map(|note| escape(&cut(note, 300))).collect();
            let notes = if notes.is_empty() { String::new() } else { format!("<br><small>{}</small>", notes.join(" ")) };
            format!(
                "<tr><th scope=\"row\">{name}</th><td>{}{notes}</td><td>{}</td><td>{statistic}</td><td>{p_value}</td><td>{}</td></tr>\n",
                sign(measured),
                measured.test.title(),
                from(measured)
            )
        }
        ColumnFinding::Unmeasured(error) => {
            let why = escape(&cut(&format!("{}. {}", capital(&error.what), error.hint), 300));
            format!("<tr><th scope=\"row\">{name}</th><td>– No data</td><td colspan=\"4\">{why}</td></tr>\n")
        }
    }
}

fn figures(page: &mut String, case: &DriftExport<'_>, order: &[&ColumnDrift]) {
    page.push_str(
        "<section>\n<h2>Then and now</h2>\n<p class=\"key\"><span class=\"r\"></span> reference, filled <span class=\"c\"></span> current, outlined. \
         Each figure shows the share of values.</p>\n<div class=\"figures\">\n",
    );
    let pictured = |one: &ColumnDrift| case.pictures.iter().find(|picture| picture.column == one.column);
    let mut left = 0;
    for (one, picture) in order.iter().filter_map(|one| Some((one, pictured(one)?))) {
        let figure = figure(one, picture);
        if page.len() + figure.len() > FIGURES_TO {
            left += 1;
        } else {
            page.push_str(&figure);
        }
    }
    page.push_str("</div>\n");
    if left > 0 {
        page.push_str(&format!("<p>The shares of {left} more columns are in the report as JSON.</p>\n"));
    }
    page.push_str("</section>\n");
}

fn figure(one: &ColumnDrift, picture: &Histogram) -> String {
    let said = match &one.found {
        ColumnFinding::Measured(measured) => sign(measured).to_owned(),
        ColumnFinding::Unmeasured(_) => "– No data".to_owned(),
    };
    let rows: String = picture
        .bins
        .iter()
        .map(|bin| {
            let (name, then, now) = (escape(&cut(&bin.name, 40)), percent(bin.reference), percent(bin.current));
            format!("<tr><th scope=\"row\">{name}</th><td>{then}</td><td>{now}</td></tr>")
        })
        .collect();
    format!(
        "<figure>\n<figcaption><b>{}</b> {said}</figcaption>\n{}\n<details><summary>As a table</summary><table><thead><tr><th scope=\"col\">Value</th>\
         <th scope=\"col\">Reference</th><th scope=\"col\">Current</th></tr></thead><tbody>{rows}</tbody></table></details>\n</figure>\n",
        escape(&cut(&one.column, 40)),
        svg(picture)
    )
}

fn method(case: &DriftExport<'_>) -> String {
    let spec = &case.asked.spec;
    let chosen = match spec.test {
        None => "Evidently's default test for each column: by kind, distinct values, and whether the reference has more than 1,000 values"
            .into(),
        Some(one) => format!("{} for every column it is for", one.title()),
    };
    let corrected = match spec.correction {
        Correction::None => "P-values are taken as they are: of twenty tests at 5%, one finds drift where there is none.",
        Correction::Bonferroni => "P-values are corrected for their number by Bonferroni's method.",
        Correction::BenjaminiHochberg => "P-values are corrected for their number by Benjamini and Hochberg's method.",
    };
    let left_out: u64 = case.measured().map(|(_, measured)| measured.left_out.0 + measured.left_out.1).sum();
    let gone = if left_out > 0 { format!(" {left_out} missing or infinite values were left out.") } else { String::new() };
    format!("<section>\n<h2>How this was judged</h2>\n<p>{}. {corrected}{gone}</p>\n</section>\n", escape(&chosen))
}

fn sign(measured: &Measured) -> &'static str {
    if measured.drifted { "▲ Drifts" } else { "● Holds" }
}

fn from(measured: &Measured) -> String {
    // Evidently counts a value on the threshold itself for some tests only.
    let sign = match (measured.judged, measured.test) {
        (Judged::Distance, DriftTest::Ed) => "distance &gt;",
        (Judged::Distance, _) => "distance ≥",
        (Judged::PValue, DriftTest::Ks) => "p ≤",
        (Judged::PValue, _) => "p &lt;",
    };
    format!("{sign} {}", short(measured.threshold))
}

fn percent(share: f64) -> String {
    format!("{}%", short((share * 1000.0).round() / 10.0))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The colours are those of the site's charts; on paper the light ones.
const STYLE: &str = include_str!("report.css");
