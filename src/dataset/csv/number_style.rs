//! Amounts as people write them, laid bare: `$1,200.50`, `45 %`, `(1,234.50)`, `1’234.50`, `1 234,56 €`, `−5`.

/// A cell without what it wears.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PlainNumber {
    /// Sign, digits, commas, points and an exponent.
    pub(super) number: String,
    /// The currency.
    pub(super) currency: Option<&'static str>,
    /// A percent sign follows.
    pub(super) percent: bool,
    /// It stands in brackets, which make it negative.
    pub(super) brackets: bool,
    /// Its minus is `−`.
    pub(super) minus: bool,
    /// The marks between its thousands, commas and points aside.
    pub(super) groups: Vec<char>,
}

impl PlainNumber {
    /// It wears anything at all.
    pub(super) fn is_dressed(&self) -> bool {
        self.currency.is_some() || self.percent || self.brackets || self.minus || !self.groups.is_empty()
    }
}

/// Longer ones before those they contain.
const CURRENCIES: [&str; 31] = [
    "US$", "A$", "C$", "R$", "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₴", "₫", "₪", "₦", "฿", "USD", "EUR", "GBP", "CHF", "JPY", "CNY",
    "INR", "CAD", "AUD", "SEK", "NOK", "DKK", "kr", "zł",
];

/// Marks between thousands that are nothing else: apostrophes and spaces, breaking or not.
const GROUPS: [char; 6] = ['\'', '’', ' ', '\u{A0}', '\u{202F}', '\u{2009}'];

/// White space as it stands between a number and its sign.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\u{A0}', '\u{202F}', '\u{2009}'])
}

/// What a cell wears, and the rest; absent if that is certainly no number.
pub(super) fn undress(cell: &str) -> Option<PlainNumber> {
    let mut bare = PlainNumber::default();
    let mut text = trim(cell);
    if let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        (bare.brackets, text) = (true, trim(inner));
    }
    let mut sign = None;
    while let Some(first) = text.chars().next().filter(|first| !first.is_ascii_digit() && !matches!(first, '.' | ',')) {
        if sign.is_none() && matches!(first, '-' | '+' | '−') {
            (sign, text) = (Some(first), trim(text.get(first.len_utf8()..)?));
        } else {
            let currency = CURRENCIES.iter().find(|sign| text.starts_with(**sign)).filter(|_| bare.currency.is_none())?;
            (bare.currency, text) = (Some(*currency), trim(text.get(currency.len()..)?));
        }
    }
    if let Some(rest) = text.strip_suffix('%') {
        (bare.percent, text) = (true, trim(rest));
    } else if let Some(currency) = CURRENCIES.iter().find(|sign| text.ends_with(**sign)) {
        if bare.currency.is_some() {
            return None;
        }
        (bare.currency, text) = (Some(*currency), trim(text.strip_suffix(currency)?));
    }
    bare.minus = sign == Some('−');
    let negative = matches!(sign, Some('-' | '−'));
    if bare.brackets && sign.is_some() {
        return None;
    }
    if bare.brackets || negative {
        bare.number.push('-');
    }
    bare.ungroup(text)?;
    Some(bare)
}

impl PlainNumber {
    /// Adds the digits of a text; absent if its groups are not of three.
    fn ungroup(&mut self, text: &str) -> Option<()> {
        let whole = text.find([',', '.']).unwrap_or(text.len());
        let (whole, rest) = text.split_at(whole);
        if whole.contains(GROUPS) {
            let mut parts = whole.split(GROUPS);
            let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
            let first = parts.next()?;
            if !(1..=3).contains(&first.len()) || !digits(first) || parts.any(|part| part.len() != 3 || !digits(part)) {
                return None;
            }
            // What follows is the fraction.
            if rest.get(1..).is_some_and(|rest| rest.contains([',', '.'])) {
                return None;
            }
            for mark in whole.chars().filter(|char| !char.is_ascii_digit()) {
                if !self.groups.contains(&mark) {
                    self.groups.push(mark);
                }
            }
            self.number.extend(whole.chars().filter(char::is_ascii_digit));
        } else {
            self.number.push_str(whole);
        }
        self.number.push_str(rest);
        let plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'e' | b'E' | b'-' | b'+');
        self.number.bytes().all(plain).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: Option<(&str, &str)>) {
        let found = undress(cell).map(|bare| {
            let mut worn = String::new();
            worn.push_str(bare.currency.unwrap_or_default());
            worn.extend(bare.percent.then_some('%'));
            worn.extend(bare.brackets.then_some('('));
            worn.extend(bare.minus.then_some('−'));
            worn.extend(&bare.groups);
            (bare.number, worn)
        });
        assert_eq!(found, expected.map(|(number, worn)| (number.to_owned(), worn.to_owned())), "{cell}");
    }

    #[test]
    fn amounts_are_laid_bare() {
        check("12.5", Some(("12.5", "")));
        check("+12,5", Some(("12,5", "")));
        check("$1,200.50", Some(("1,200.50", "$")));
        check("-$5", Some(("-5", "$")));
        check("$ -5", Some(("-5", "$")));
        check("5,00 €", Some(("5,00", "€")));
        check("EUR 1.200,50", Some(("1.200,50", "EUR")));
        check("45 %", Some(("45", "%")));
        check("-10.0%", Some(("-10.0", "%")));
        check("(1,234.50)", Some(("-1,234.50", "(")));
        check("($5)", Some(("-5", "$(")));
        check("1’234.50", Some(("1234.50", "’")));
        check("1\u{202f}234\u{202f}567,25", Some(("1234567,25", "\u{202f}")));
        check("−10.0", Some(("-10.0", "−")));
        check("1e5", Some(("1e5", "")));
        for cell in [
            "",
            "x",
            "12 kg",
            "$",
            "(-5)",
            "--5",
            "$5 €",
            "12 34",
            "1 2345",
            "1 234,5,6",
            "5'11",
            "(5",
            "10:30",
            "555-1234 x",
            "$$5",
            "1 234 5",
        ] {
            assert_eq!(undress(cell).filter(|bare| bare.number.bytes().any(|byte| byte.is_ascii_digit())), None, "{cell}");
        }
    }
}
