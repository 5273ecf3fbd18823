//! A filter's text as words, numbers, texts and signs, each with the place where it stands.

use crate::store::{Result, StoreError};

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// A name, dots and quoted parts included, such as `params."my key"`: its parts before and after the first dot.
    Name(Option<String>, String),
    /// A number.
    Number(f64),
    /// A text in quotes.
    Text(String),
    /// A comparison, a bracket or a comma.
    Sign(&'static str),
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first character, 1-based.
    pub at: usize,
    /// As it is written.
    pub text: String,
}

/// Longer signs before those that they begin with.
const SIGNS: [(&str, &str); 10] =
    [("!=", "!="), ("<>", "!="), ("<=", "<="), (">=", ">="), ("=", "="), ("<", "<"), (">", ">"), ("(", "("), (")", ")"), (",", ",")];

/// A text's tokens.
pub(super) fn tokens(clause: &'static str, text: &str) -> Result<Vec<Token>> {
    let mut reader = Tokenizer { clause, letters: text.chars().collect(), at: 0 };
    let mut found = Vec::new();
    while let Some(letter) = reader.peek(0) {
        if letter.is_whitespace() {
            reader.at += 1;
            continue;
        }
        let from = reader.at;
        let kind = reader.token(letter)?;
        let text = reader.letters.get(from..reader.at).unwrap_or_default().iter().collect();
        found.push(Token { kind, at: from + 1, text });
    }
    Ok(found)
}

struct Tokenizer {
    clause: &'static str,
    letters: Vec<char>,
    at: usize,
}

impl Tokenizer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).copied()
    }

    fn wrong(&self, at: usize, what: impl Into<String>, hint: impl Into<String>) -> StoreError {
        StoreError::Syntax { clause: self.clause, at: at + 1, what: what.into(), hint: hint.into() }
    }

    fn token(&mut self, letter: char) -> Result<TokenKind> {
        for (sign, meaning) in SIGNS {
            if sign.chars().enumerate().all(|(ahead, part)| self.peek(ahead) == Some(part)) {
                self.at += sign.len();
                return Ok(TokenKind::Sign(meaning));
            }
        }
        match letter {
            '\'' | '"' => self.quoted(letter).map(TokenKind::Text),
            '0'..='9' | '.' | '-' | '+' => self.number(),
            letter if letter.is_alphabetic() || letter == '_' || letter == '`' => self.name(),
            other => Err(self.wrong(
                self.at,
                format!("“{other}” has no meaning here"),
                "Compare with =, !=, <, <=, >, >=, LIKE, ILIKE or IN, and join with AND.",
            )),
        }
    }

    /// A text up to the quote that began it. MLflow knows no escape, so a doubled quote is an error rather than a surprise.
    fn quoted(&mut self, quote: char) -> Result<String> {
        let from = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.peek(0) {
                Some(letter) if letter == quote => {
                    self.at += 1;
                    if self.peek(0) != Some(quote) {
                        return Ok(text);
                    }
                    return Err(self.wrong(
                        self.at,
                        format!("a {quote} inside a text in {quote}"),
                        "Put the text in the other kind of quotes: 'a \"b\"' or \"it's\".",
                    ));
                }
                Some(letter) => {
                    text.push(letter);
                    self.at += 1;
                }
                None => {
                    return Err(self.wrong(from, format!("the {quote} is never closed"), format!("Add a {quote} at the end of the text.")));
                }
            }
        }
    }

    fn number(&mut self) -> Result<TokenKind> {
        let from = self.at;
        if matches!(self.peek(0), Some('-' | '+')) {
            self.at += 1;
        }
        while let Some(letter) = self.peek(0) {
            let exponent = matches!(letter, '-' | '+') && matches!(self.letters.get(self.at - 1), Some('e' | 'E'));
            if !(letter.is_ascii_alphanumeric() || letter == '.' || letter == '_' || exponent) {
                break;
            }
            self.at += 1;
        }
        let text: String = self.letters.get(from..self.at).unwrap_or_default().iter().collect();
        match text.parse::<f64>() {
            Ok(number) if is_number(&text) && number.is_finite() => Ok(TokenKind::Number(number)),
            Ok(_) if text.contains('+') => {
                Err(self.wrong(from, format!("“{text}” is no number"), format!("MLflow takes no plus: write {}.", text.replace('+', ""))))
            }
            _ => Err(self.wrong(
                from,
                format!("“{text}” is no number"),
                "Write numbers as 12, 0.5 or 1e-3, texts in quotes, and odd names in backticks: metrics.`5 fold`.",
            )),
        }
    }

    /// A name: parts between dots, each bare or in backticks or, after a dot, in double quotes.
    fn name(&mut self) -> Result<TokenKind> {
        let first = self.part()?;
        if self.peek(0) != Some('.') {
            return Ok(TokenKind::Name(None, first));
        }
        let mut rest = String::new();
        while self.peek(0) == Some('.') {
            self.at += 1;
            if !rest.is_empty() {
                rest.push('.');
            }
            rest += &self.part()?;
        }
        Ok(TokenKind::Name(Some(first), rest))
    }

    fn part(&mut self) -> Result<String> {
        match self.peek(0) {
            Some(quote @ ('`' | '"')) => self.quoted(quote),
            _ => {
                let from = self.at;
                while self.peek(0).is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
                    self.at += 1;
                }
                if from == self.at {
                    return Err(self.wrong(
                        from,
                        "a name is missing after the dot",
                        "Name what is compared, such as metrics.accuracy or params.`max depth`.",
                    ));
                }
                Ok(self.letters.get(from..self.at).unwrap_or_default().iter().collect())
            }
        }
    }
}

/// What MLflow's reader, sqlparse, takes for a number: no plus, and digits on both sides of a point where a power follows.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let size = text.strip_prefix('-').unwrap_or(text);
    if let Some((size, power)) = size.split_once(['e', 'E']) {
        let (whole, fraction) = size.split_once('.').unwrap_or((size, "0"));
        return digits(whole) && digits(fraction) && digits(power.strip_prefix('-').unwrap_or(power));
    }
    let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
    digits(&format!("{whole}{fraction}"))
}
