//! A hyper-parameter: its name, the values it takes, its default and its meaning; how a value is printed and read.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use crate::protocol::number::float;

/// A hyper-parameter as scikit-learn names it.
#[derive(Debug, PartialEq)]
pub struct Param {
    /// scikit-learn's name.
    pub name: &'static str,
    /// What values it takes.
    pub kind: ParamKind,
    /// scikit-learn's default, as text in the form that [`ParamKind::print`] returns.
    pub default: &'static str,
    /// One sentence: what it does and what more of it means.
    pub about: &'static str,
    /// Shown at once, or only under *More settings*.
    pub main: bool,
}

/// What values a hyper-parameter takes.
#[derive(Debug, PartialEq)]
pub enum ParamKind {
    /// A whole number in a range; `optional` also allows `None`.
    Whole {
        /// Smallest.
        min: u32,
        /// Largest; [`NO_LIMIT`] if there is none.
        max: u32,
        /// May be `None`.
        optional: bool,
    },
    /// A number in a range, best moved on a logarithmic scale.
    Number(Interval),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `sqrt`, `log2`, `None` (all), a whole number or a share such as `0.5`.
    Features,
    /// Whole numbers in a tuple, such as `(100,)`.
    Sizes,
    /// `None`, a count from 1, or a share below 1.
    Frequency,
    /// Any of these words, separated by commas.
    Several(&'static [&'static str]),
    /// Any text, or none.
    Text,
    /// `True` or `False`.
    Flag,
}

/// The largest whole number of a parameter that has no largest.
pub const NO_LIMIT: u32 = u32::MAX;

/// Layers and units a layer that [`ParamKind::Sizes`] takes.
pub(super) const SIZES: (RangeInclusive<usize>, RangeInclusive<u32>) = (1..=5, 1..=1000);

/// A range of finite numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    min: f64,
    /// Infinite if there is no largest number.
    max: f64,
    has_min: bool,
    has_max: bool,
    proposed_from: f64,
}

impl Interval {
    /// From `min` to `max`, both included.
    pub const fn closed(min: f64, max: f64) -> Self {
        Self { min, max, has_min: true, has_max: true, proposed_from: min }
    }

    /// Above `min` and at most `max`.
    pub const fn above(min: f64, max: f64) -> Self {
        Self { has_min: false, ..Self::closed(min, max) }
    }

    /// Above `min` and below `max`.
    pub const fn open(min: f64, max: f64) -> Self {
        Self { has_max: false, ..Self::above(min, max) }
    }

    /// From `min` on.
    pub const fn at_least(min: f64) -> Self {
        Self { has_max: false, ..Self::closed(min, f64::INFINITY) }
    }

    /// The same range, of which a form proposes no value below this one.
    pub const fn proposed_from(self, least: f64) -> Self {
        Self { proposed_from: least, ..self }
    }

    /// Whether the number is in the range.
    pub fn contains(&self, number: f64) -> bool {
        let (above, below) = (number > self.min, number < self.max);
        (above || self.has_min && number == self.min) && (below || self.has_max && number == self.max)
    }

    /// Whether the number is worth a try, as far as the range knows.
    pub fn proposes(&self, number: f64) -> bool {
        self.contains(number) && number >= self.proposed_from
    }

    /// The range in words that follow *a number*.
    pub fn words(&self, print: fn(f64) -> String) -> String {
        let from = if self.has_min { "from" } else { "above" };
        let min = print(self.min);
        match (self.has_min, self.has_max) {
            _ if self.max.is_infinite() => format!("{from} {min}"),
            (true, true) => format!("from {min} to {}", print(self.max)),
            (_, true) => format!("{from} {min} and at most {}", print(self.max)),
            (_, false) => format!("{from} {min} and below {}", print(self.max)),
        }
    }
}

/// A number as Python prints it.
fn python(number: f64) -> String {
    format!("{number:?}")
}

impl Param {
    /// A whole number.
    pub(super) const fn whole(name: &'static str, range: RangeInclusive<u32>, default: &'static str, about: &'static str) -> Self {
        let kind = ParamKind::Whole { min: *range.start(), max: *range.end(), optional: false };
        Self { name, kind, default, about, main: false }
    }

    /// A whole number or `None`.
    pub(super) const fn optional(name: &'static str, range: RangeInclusive<u32>, default: &'static str, about: &'static str) -> Self {
        let kind = ParamKind::Whole { min: *range.start(), max: *range.end(), optional: true };
        Self { name, kind, default, about, main: false }
    }

    /// A number.
    pub(super) const fn number(name: &'static str, range: Interval, default: &'static str, about: &'static str) -> Self {
        Self { name, kind: ParamKind::Number(range), default, about, main: false }
    }

    /// `True` or `False`.
    pub(super) const fn flag(name: &'static str, default: &'static str, about: &'static str) -> Self {
        Self { name, kind: ParamKind::Flag, default, about, main: false }
    }

    /// One of several words, the first by default.
    pub(super) const fn choice(name: &'static str, words: &'static [&'static str], about: &'static str) -> Self {
        Self { name, kind: ParamKind::Choice(words), default: words[0], about, main: false }
    }

    /// The same parameter, shown at once.
    pub(super) const fn main(self) -> Self {
        Self { main: true, ..self }
    }
}

impl ParamKind {
    /// What values it takes, in words.
    pub fn takes(&self) -> String {
        match self {
            Self::Whole { min, max, optional } => {
                let most = if *max == NO_LIMIT { String::new() } else { format!(" to {max}") };
                format!("a whole number from {min}{most}{}", if *optional { ", or None" } else { "" })
            }
            Self::Number(range) => format!("a number {}", range.words(python)),
            Self::Choice(words) => format!("one of {}", words.join(", ")),
            Self::Features => "sqrt, log2, None, a whole number from 1 or a share such as 0.5".to_owned(),
            Self::Sizes => "whole numbers from 1 to 1000 in a tuple such as (100,) or (50, 20), at most five".to_owned(),
            Self::Flag => "True or False".to_owned(),
            Self::Frequency => "a count from 1, a share below 1 such as 0.01, or None".to_owned(),
            Self::Several(words) => format!("any of {}, separated by commas", words.join(", ")),
            Self::Text => "any text".to_owned(),
        }
    }

    /// The ends of a range of numbers in few words, such as `1 to 2000`; absent for what is no number.
    pub fn ends(&self) -> Option<String> {
        match self {
            Self::Whole { min, max: NO_LIMIT, .. } => Some(format!("from {min}")),
            Self::Whole { min, max, .. } => Some(format!("{min} to {max}")),
            Self::Number(range) => {
                let words = range.words(python);
                Some(words.strip_prefix("from ").filter(|ends| ends.contains(" to ")).map(str::to_owned).unwrap_or(words))
            }
            Self::Choice(_) | Self::Features | Self::Sizes | Self::Frequency | Self::Several(_) | Self::Text | Self::Flag => None,
        }
    }

    /// A value as Python would print it.
    pub fn print(&self, value: &Value) -> Option<String> {
        Some(match (self, value) {
            (_, Value::Bool(flag)) => if *flag { "True" } else { "False" }.to_owned(),
            (Self::Text, Value::Null) => String::new(),
            (_, Value::Null) => "None".to_owned(),
            (Self::Features, Value::String(word)) if word == "all" => "None".to_owned(),
            (Self::Features, Value::Object(one)) => one.values().next().and_then(|value| Self::Flag.print(value))?,
            (Self::Choice(_), Value::String(word)) if word == "none" => "None".to_owned(),
            (Self::Several(_), Value::Array(words)) => words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
            // A count reads as one: 10, not 10.0.
            (Self::Frequency, Value::Number(number)) => number.as_f64()?.to_string(),
            (_, Value::String(word)) => word.clone(),
            (Self::Number(_), Value::Number(number)) => python(number.as_f64()?),
            (_, Value::Number(number)) => number.to_string(),
            (_, Value::Array(sizes)) => match sizes.as_slice() {
                [size] => format!("({size},)"),
                sizes => format!("({})", sizes.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")),
            },
            (_, Value::Object(_)) => return None,
        })
    }

    /// A value from text; absent if the parameter does not take it.
    pub fn read(&self, text: &str) -> Option<Value> {
        match self {
            Self::Whole { optional: true, .. } if text == "None" => Some(Value::Null),
            Self::Whole { min, max, .. } => text.parse::<u32>().ok().filter(|number| (*min..=*max).contains(number)).map(Value::from),
            Self::Number(range) => float(text).filter(|number| range.contains(*number)).map(Value::from),
            Self::Choice(words) if words.contains(&text) => Some(Value::from(if text == "None" { "none" } else { text })),
            Self::Choice(_) => None,
            Self::Features => features(text),
            Self::Sizes => sizes(text),
            Self::Flag => match text {
                "True" => Some(Value::Bool(true)),
                "False" => Some(Value::Bool(false)),
                _ => None,
            },
            Self::Frequency => frequency(text),
            Self::Several(words) => several(words, text),
            Self::Text => Some(if text.is_empty() { Value::Null } else { Value::from(text) }),
        }
    }
}

fn frequency(text: &str) -> Option<Value> {
    if matches!(text, "None" | "") {
        return Some(Value::Null);
    }
    let number = text.parse::<f64>().ok()?;
    (number >= 1.0 && number.fract() == 0.0 && number < 1e9 || number > 0.0 && number < 1.0).then(|| Value::from(number))
}

/// Words in the order of the table, each once.
fn several(words: &[&str], text: &str) -> Option<Value> {
    let asked: Vec<&str> = text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    let known = asked.iter().all(|word| words.contains(word));
    known.then(|| words.iter().filter(|word| asked.contains(word)).copied().collect())
}

fn features(text: &str) -> Option<Value> {
    let one = |name: &str, value: Value| Some(Value::Object(Map::from_iter([(name.to_owned(), value)])));
    match text {
        "sqrt" | "log2" => Some(Value::from(text)),
        "None" => Some(Value::from("all")),
        _ => match text.parse::<u32>() {
            Ok(0) => None,
            Ok(count) => one("count", Value::from(count)),
            Err(_) => float(text).filter(|share| *share > 0.0 && *share <= 1.0).and_then(|share| one("share", Value::from(share))),
        },
    }
}

fn sizes(text: &str) -> Option<Value> {
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text).trim().trim_end_matches(',');
    let sizes: Option<Vec<u32>> = inner.split(',').map(|size| size.trim().parse().ok().filter(|size| SIZES.1.contains(size))).collect();
    sizes.filter(|sizes| SIZES.0.contains(&sizes.len())).map(Value::from)
}
