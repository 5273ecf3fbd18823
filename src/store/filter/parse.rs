//! Tokens as clauses: what may be compared with what, as MLflow has it.

use super::token::{Token, TokenKind, tokens};
use super::{Clause, Comparison, Entity, Key, OrderBy};
use crate::store::{Result, StoreError};

/// Attributes that are compared as numbers.
const NUMBERS: [&str; 2] = ["start_time", "end_time"];
/// Attributes that are compared as texts.
const TEXTS: [&str; 5] = ["run_id", "run_name", "user_id", "status", "artifact_uri"];
const ENTITIES: &str = "metrics, params, tags, attributes or datasets";

/// A filter's clauses, all of which must hold; none for an empty text.
pub(in crate::store) fn filter(text: &str) -> Result<Vec<Clause>> {
    let tokens = tokens("filter", text)?;
    let mut parser = Parser { clause: "filter", tokens: tokens.into_iter().peekable(), end: text.chars().count() + 1 };
    let mut clauses: Vec<Clause> = Vec::new();
    // To MLflow an AND means nothing, wherever it stands: comparisons that follow each other must all hold.
    while let Some(token) = parser.tokens.next_if(|token| token.is_word("and")).or_else(|| parser.tokens.peek().cloned()) {
        if token.is_word("and") {
            continue;
        }
        if token.is_word("or") {
            return Err(parser.wrong(token.at, "MLflow's search has no OR", "Search twice, or use IN ('a', 'b') where it is allowed."));
        }
        if !clauses.is_empty() && !matches!(token.kind, TokenKind::Name(..)) {
            return Err(parser.wrong(token.at, format!("“{}” follows a comparison", token.text), "Join comparisons with AND."));
        }
        clauses.push(parser.comparison()?);
    }
    Ok(clauses)
}

/// One entry of an order, such as `metrics.accuracy DESC`.
pub(in crate::store) fn order(text: &str) -> Result<OrderBy> {
    let tokens = tokens("order", text)?;
    let mut parser = Parser { clause: "order", tokens: tokens.into_iter().peekable(), end: text.chars().count() + 1 };
    let (key, at) = parser.key()?;
    if key.entity == Entity::Dataset {
        return Err(parser.wrong(at, "runs cannot be ordered by their datasets", "Order by metrics, params, tags or attributes."));
    }
    let descending = match parser.tokens.next() {
        None => false,
        Some(token) if token.is_word("asc") => false,
        Some(token) if token.is_word("desc") => true,
        Some(token) => return Err(parser.wrong(token.at, format!("“{}” is no direction", token.text), "Write ASC or DESC.")),
    };
    match parser.tokens.next() {
        None => Ok(OrderBy { key, descending }),
        Some(token) => Err(parser.wrong(token.at, format!("“{}” is one word too many", token.text), "Give each key an entry of its own.")),
    }
}

impl Token {
    fn is_word(&self, word: &str) -> bool {
        matches!(&self.kind, TokenKind::Name(None, name) if name.eq_ignore_ascii_case(word))
    }
}

struct Parser {
    clause: &'static str,
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    /// One past the last character.
    end: usize,
}

impl Parser {
    fn wrong(&self, at: usize, what: impl Into<String>, hint: impl Into<String>) -> StoreError {
        StoreError::Syntax { clause: self.clause, at, what: what.into(), hint: hint.into() }
    }

    fn next(&mut self, wanted: &str) -> Result<Token> {
        let end = self.end;
        self.tokens.next().ok_or_else(|| {
            self.wrong(end, format!("{wanted} is missing at the end"), "Complete the comparison, as in metrics.accuracy > 0.9.")
        })
    }

    fn key(&mut self) -> Result<(Key, usize)> {
        let token = self.next("what is compared")?;
        let TokenKind::Name(entity, name) = token.kind else {
            return Err(self.wrong(
                token.at,
                format!("“{}” is nothing that can be compared", token.text),
                format!("Begin with {ENTITIES}, as in metrics.accuracy."),
            ));
        };
        let entity = match entity.as_deref() {
            Some("metric" | "metrics") => Entity::Metric,
            Some("parameter" | "parameters" | "param" | "params") => Entity::Param,
            Some("tag" | "tags") => Entity::Tag,
            None | Some("attribute" | "attributes" | "attr" | "run") => Entity::Attribute,
            Some("dataset" | "datasets") => Entity::Dataset,
            Some(other) => return Err(self.wrong(token.at, format!("there is nothing called {other}"), format!("Begin with {ENTITIES}."))),
        };
        let name = match name.as_str() {
            "created" | "Created" if entity == Entity::Attribute => "start_time".to_owned(),
            "run name" | "Run name" | "Run Name" if entity == Entity::Attribute => "run_name".to_owned(),
            _ => name,
        };
        let known = |names: &[&str]| names.contains(&name.as_str());
        if entity == Entity::Attribute && !known(&NUMBERS) && !known(&TEXTS) {
            let hint = format!(
                "Attributes are {}, {}; a metric is written metrics.{name}, a param params.{name}.",
                NUMBERS.join(", "),
                TEXTS.join(", ")
            );
            return Err(self.wrong(token.at, format!("there is no attribute {name}"), hint));
        }
        if entity == Entity::Dataset && !known(&["name", "digest", "context"]) {
            return Err(self.wrong(
                token.at,
                format!("a dataset has no {name}"),
                "Compare datasets.name, datasets.digest or datasets.context.",
            ));
        }
        Ok((Key { entity, name }, token.at))
    }

    fn comparison(&mut self) -> Result<Clause> {
        let (key, at) = self.key()?;
        let token = self.next("a comparison")?;
        let TokenKind::Sign(sign @ ("=" | "!=" | "<" | "<=" | ">" | ">=")) = token.kind else {
            return self.worded(key, at, &token);
        };
        let numeric = key.entity == Entity::Metric || key.entity == Entity::Attribute && NUMBERS.contains(&key.name.as_str());
        let value = self.next("a value")?;
        let test = match value.kind {
            TokenKind::Number(number) if numeric => Comparison::Number(sign, number),
            TokenKind::Text(text) if !numeric && (sign == "=" || sign == "!=") => Comparison::Text(sign, text),
            TokenKind::Text(_) if !numeric => {
                return Err(self.wrong(
                    token.at,
                    format!("texts are not compared with {sign}"),
                    "Use =, !=, LIKE or ILIKE; only metrics and times have an order.",
                ));
            }
            _ if numeric => {
                return Err(self.wrong(
                    value.at,
                    format!("“{}” is no number", value.text),
                    format!("{} is compared with a number.", key.name),
                ));
            }
            _ => return Err(self.wrong(value.at, format!("“{}” is no text in quotes", value.text), format!("Write '{}'.", value.text))),
        };
        Ok(Clause { key, test })
    }

    /// LIKE, ILIKE, IN, NOT IN, IS NULL, IS NOT NULL.
    fn worded(&mut self, key: Key, at: usize, token: &Token) -> Result<Clause> {
        let numeric = key.entity == Entity::Metric || key.entity == Entity::Attribute && NUMBERS.contains(&key.name.as_str());
        let like = if token.is_word("ilike") { Some("ILIKE") } else { token.is_word("like").then_some("LIKE") };
        if let Some(word) = like {
            if numeric {
                return Err(self.wrong(token.at, format!("numbers are not compared with {word}"), "Use =, !=, <, <=, > or >=."));
            }
            let value = self.next("a pattern")?;
            let TokenKind::Text(pattern) = value.kind else {
                return Err(self.wrong(
                    value.at,
                    format!("“{}” is no pattern in quotes", value.text),
                    "Write '%forest%': % stands for any text, _ for one character.",
                ));
            };
            return Ok(Clause { key, test: Comparison::Text(word, pattern) });
        }
        if token.is_word("is") {
            let mut word = self.next("NULL")?;
            let not = word.is_word("not");
            if not {
                word = self.next("NULL")?;
            }
            if !word.is_word("null") {
                return Err(self.wrong(word.at, format!("“{}” stands where NULL should", word.text), "Write IS NULL or IS NOT NULL."));
            }
            if key.entity != Entity::Param && key.entity != Entity::Tag {
                return Err(self.wrong(at, "only params and tags are asked for NULL", "Compare metrics and attributes with a value."));
            }
            return Ok(Clause { key, test: Comparison::Null(not) });
        }
        let not = token.is_word("not");
        let word = if not { self.next("IN")? } else { token.clone() };
        if !word.is_word("in") {
            return Err(self.wrong(
                word.at,
                format!("“{}” is no comparison", word.text),
                "Compare with =, !=, <, <=, >, >=, LIKE, ILIKE, IN, NOT IN, IS NULL or IS NOT NULL.",
            ));
        }
        if key.entity != Entity::Dataset && key.name != "run_id" || !matches!(key.entity, Entity::Dataset | Entity::Attribute) {
            return Err(self.wrong(
                at,
                format!("{} is not compared with a list", key.name),
                "Only attributes.run_id and what datasets have is; for others, search once per value.",
            ));
        }
        Ok(Clause { key, test: Comparison::List(not, self.list()?) })
    }

    fn list(&mut self) -> Result<Vec<String>> {
        let open = self.next("a list")?;
        if open.kind != TokenKind::Sign("(") {
            return Err(self.wrong(open.at, format!("“{}” is no list", open.text), "Write IN ('a', 'b')."));
        }
        let mut values = Vec::new();
        loop {
            let value = self.next("a text of the list")?;
            let TokenKind::Text(text) = value.kind else {
                return Err(self.wrong(value.at, format!("“{}” is no text in quotes", value.text), "Write IN ('a', 'b')."));
            };
            values.push(text);
            let after = self.next("a comma or the list's end")?;
            match after.kind {
                TokenKind::Sign(")") => return Ok(values),
                TokenKind::Sign(",") => {}
                _ => return Err(self.wrong(after.at, format!("“{}” stands where a comma should", after.text), "Write IN ('a', 'b').")),
            }
        }
    }
}
