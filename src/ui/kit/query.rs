//! The query of an address: words with values, percent-encoded (RFC 3986). Every lab reads and writes its address through it.
//!
//! A word that cannot be read leaves its setting at the default and all others as they are, so that old links keep opening.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Words with their values in the order of the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    /// Keys as they read, values as they are written.
    words: Vec<(String, String)>,
}

impl Query {
    /// Reads `?key=value&…`; the question mark may be missing.
    pub(crate) fn parse(query: &str) -> Self {
        let pairs = query.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
        let words =
            pairs.map(|pair| pair.split_once('=').map_or((decode(pair), String::new()), |(key, value)| (decode(key), value.to_owned())));
        Self { words: words.collect() }
    }

    /// The words with their values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, String)> {
        self.words.iter().map(|(key, value)| (key.as_str(), decode(value)))
    }

    /// The value of a word.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        self.raw(key).map(decode)
    }

    /// The values of a word that is a list: each is encoded, and commas stand between them.
    pub(crate) fn list(&self, key: &str) -> Option<Vec<String>> {
        Some(self.raw(key)?.split(',').map(decode).filter(|value| !value.is_empty()).collect())
    }

    /// A value that parses; absent if it is missing or does not.
    pub(crate) fn parsed<T: FromStr>(&self, key: &str) -> Option<T> {
        self.text(key)?.trim().parse().ok()
    }

    /// A number in a range, or the default.
    pub(crate) fn number<T: FromStr + PartialOrd>(&self, key: &str, range: RangeInclusive<T>, default: T) -> T {
        self.parsed(key).filter(|number| range.contains(number)).unwrap_or(default)
    }

    /// One of these words, or the first of them.
    pub(crate) fn one_of(&self, key: &str, words: &[&str]) -> String {
        let found = self.text(key).filter(|text| words.contains(&text.as_str()));
        found.unwrap_or_else(|| words.first().copied().unwrap_or_default().to_owned())
    }

    fn raw(&self, key: &str) -> Option<&str> {
        self.words.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Adds a word.
    pub(crate) fn push(&mut self, key: &str, value: impl Display) {
        self.words.push((key.to_owned(), encode(&value.to_string())));
    }

    /// Adds a word unless it says the default.
    pub(crate) fn push_unless<T: Display + PartialEq>(&mut self, key: &str, value: &T, default: &T) {
        if value != default {
            self.push(key, value);
        }
    }

    /// Adds a list of values, unless it is empty.
    pub(crate) fn push_list(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| encode(value)).collect();
            self.words.push((key.to_owned(), values.join(",")));
        }
    }

    /// Adds the words of another query.
    pub(crate) fn extend(&mut self, other: Self) {
        self.words.extend(other.words);
    }

    /// The words without a question mark.
    pub(crate) fn words(&self) -> String {
        let words = self.words.iter().map(|(key, value)| format!("{}={value}", encode(key)));
        words.collect::<Vec<_>>().join("&")
    }
}

/// As it stands in an address, with its question mark; nothing if there are no words.
impl Display for Query {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.words.is_empty() { Ok(()) } else { write!(formatter, "?{}", self.words()) }
    }
}

/// Percent-encodes everything but letters, digits and `-_.~`.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Undoes [`encode`]; a plus is a space, as forms write it, and a percent sign without two hexadecimal digits stands for itself.
pub(crate) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = text.get(at + 1..at + 3).and_then(|code| u8::from_str_radix(code, 16).ok());
        match (byte, code) {
            (b'%', Some(code)) => {
                decoded.push(code);
                at += 2;
            }
            (b'+', _) => decoded.push(b' '),
            _ => decoded.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_the_address() {
        let mut query = Query::default();
        assert_eq!(query.to_string(), "");
        query.push("target", "<b> & co");
        query.push_unless("seed", &42, &42);
        query.push_unless("folds", &0, &5);
        query.push_list("features", &["a,b".to_owned(), "größe".to_owned()]);
        query.push_list("none", &[]);
        assert_eq!(query.to_string(), "?target=%3Cb%3E%20%26%20co&folds=0&features=a%2Cb,gr%C3%B6%C3%9Fe");
        assert_eq!(Query::parse(&query.to_string()), query);
        assert_eq!(query.list("features").unwrap(), ["a,b", "größe"]);
    }

    #[test]
    fn a_word_that_cannot_be_read_leaves_the_default() {
        let query = Query::parse("?rows=0&share=x&method=magic&eps=0.5&half=%zz+1&bare");
        assert_eq!(
            (query.number("rows", 1..=9, 5), query.number("share", 0.0..=1.0, 0.2), query.number("eps", 0.0..=1.0, 0.8)),
            (5, 0.2, 0.5)
        );
        assert_eq!(query.one_of("method", &["k_means", "dbscan"]), "k_means");
        assert_eq!((query.text("half").as_deref(), query.text("bare").as_deref(), query.text("absent")), (Some("%zz 1"), Some(""), None));
    }
}
