//! Numbers as the lab writes them: one place, so that the same figure reads the same everywhere.

/// A share or score with three decimals, `0.967`.
pub(crate) fn score(value: f64) -> String {
    fixed(value, 3)
}

/// A score that may be undefined; then a dash.
pub(crate) fn optional(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), score)
}

/// A share as a percentage with one decimal, `96.7%`; whole percentages have none.
pub(crate) fn percent(share: f64) -> String {
    let text = fixed(share * 100.0, 1);
    format!("{}%", text.strip_suffix(".0").unwrap_or(&text))
}

/// The distance between two shares in percentage points, without its sign, `3.3 points`.
pub(crate) fn points(difference: f64) -> String {
    let text = fixed((difference * 100.0).abs(), 1);
    let text = text.strip_suffix(".0").unwrap_or(&text);
    format!("{text} {}", if text == "1" { "point" } else { "points" })
}

/// A difference with its sign, `+0.033`; `0` where it rounds to nothing.
pub(crate) fn signed(difference: f64) -> String {
    let text = score(difference.abs());
    match text.as_str() {
        "0.000" => "0".to_owned(),
        _ if difference < 0.0 => format!("−{text}"),
        _ => format!("+{text}"),
    }
}

/// A measured value with at most four significant digits, `5.843`, `1797`, `0.00012`.
pub(crate) fn plain(value: f64) -> String {
    if value.is_infinite() {
        return infinite(value);
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let size = value.abs().log10().floor();
    if !(-5.0..=9.0).contains(&size) {
        return format!("{value:.2e}").replace('-', "−");
    }
    let decimals = (3.0 - size).max(0.0) as usize;
    let text = fixed(value, decimals);
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.replace('-', "−")
}

/// A value with all its digits, the shortest text that is read back as it; very small and large ones by their power of ten.
pub(crate) fn exact(value: f64) -> String {
    if value.is_infinite() {
        return infinite(value);
    }
    let size = value.abs();
    let text = if size > 0.0 && !(1e-4..1e15).contains(&size) { format!("{value:e}") } else { value.to_string() };
    text.replace('-', "−")
}

/// A difference of measured values with its sign, `+12.4`; `0` where it is nothing.
pub(crate) fn signed_plain(difference: f64) -> String {
    match plain(difference.abs()).as_str() {
        "0" => "0".to_owned(),
        text if difference < 0.0 => format!("−{text}"),
        text => format!("+{text}"),
    }
}

/// A time span, `12 ms` or `1.3 s`.
pub(crate) fn span(millis: f64) -> String {
    if millis < 10.0 {
        format!("{} ms", fixed(millis, 1))
    } else if millis < 1000.0 {
        format!("{} ms", fixed(millis, 0))
    } else {
        format!("{} s", fixed(millis / 1000.0, 1))
    }
}

/// A count with thousands set apart, `1,797`.
pub(crate) fn count(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count and its noun, `1 row`, `1,797 rows`.
pub(crate) fn counted(value: u64, noun: &str) -> String {
    format!("{} {noun}{}", count(value), if value == 1 { "" } else { "s" })
}

/// A probability of a test, `0.031`, never `0.000`.
pub(crate) fn p_value(value: f64) -> String {
    if value < 0.001 { "below 0.001".to_owned() } else { score(value) }
}

fn infinite(value: f64) -> String {
    if value < 0.0 { "−∞" } else { "∞" }.to_owned()
}

/// A number with this many decimals.
pub(crate) fn fixed(value: f64, decimals: usize) -> String {
    if value.is_infinite() {
        return infinite(value);
    }
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_the_same_everywhere() {
        let rows = [
            (score(29.0 / 30.0), "0.967"),
            (exact(-2.5e-16), "−2.5e−16"),
            (exact(0.1 + 0.2), "0.30000000000000004"),
            (optional(None), "–"),
            (percent(29.0 / 30.0), "96.7%"),
            (percent(1.0), "100%"),
            (points(-0.0333), "3.3 points"),
            (points(0.01), "1 point"),
            (signed(0.0333), "+0.033"),
            (signed(-0.0333), "−0.033"),
            (signed(-0.0001), "0"),
            (signed_plain(-12.42), "−12.42"),
            (signed_plain(0.0), "0"),
            (plain(5.8433), "5.843"),
            (plain(1797.0), "1797"),
            (plain(-0.5), "−0.5"),
            (plain(0.000_123), "0.000123"),
            (plain(1.5e12), "1.50e12"),
            (span(4.26), "4.3 ms"),
            (span(312.4), "312 ms"),
            (span(1312.0), "1.3 s"),
            (count(1_797), "1,797"),
            (count(1_234_567), "1,234,567"),
            (counted(1, "row"), "1 row"),
            (counted(30, "row"), "30 rows"),
            (p_value(0.000_01), "below 0.001"),
        ];
        for (written, expected) in rows {
            assert_eq!(written, expected);
        }
    }
}
