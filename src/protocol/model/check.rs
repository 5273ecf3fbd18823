//! Settings by name, and whether each is in the range that its description gives.
//!
//! A spec goes through text, because everything else does: reading it from another form would be compiled a second time.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::param::{Interval, NO_LIMIT, Param, ParamKind, SIZES};

/// The settings of a model: fields that are named as scikit-learn names its parameters, each of them described.
pub trait Hyperparameters: Serialize + DeserializeOwned + Default {
    /// A description of every field, the ones that matter most first.
    const PARAMS: &'static [Param];

    /// Refuses the first setting that is out of its range.
    fn check(&self) -> Result<(), OutOfRange> {
        check(Self::PARAMS, &values(self))
    }
}

/// A setting that is out of its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfRange {
    /// scikit-learn's name of the parameter.
    pub name: &'static str,
    /// The value, as text.
    pub value: String,
    /// What the parameter takes, in words.
    pub takes: String,
}

/// The fields of a spec by name. Only a spec that is no struct has none.
pub(super) fn values(spec: &impl Serialize) -> Map<String, Value> {
    serde_json::to_string(spec).and_then(|text| serde_json::from_str(&text)).unwrap_or_default()
}

/// The spec of these fields; absent if one of them has a value that it cannot have.
pub(super) fn spec_of<S: Hyperparameters>(values: &Map<String, Value>) -> Option<S> {
    serde_json::to_string(values).and_then(|text| serde_json::from_str(&text)).ok()
}

fn check(params: &'static [Param], values: &Map<String, Value>) -> Result<(), OutOfRange> {
    for param in params {
        // JSON has no NaN: serde writes null for it.
        let value = values.get(param.name).unwrap_or(&Value::Null);
        if let Some((value, takes)) = refused(&param.kind, value) {
            return Err(OutOfRange { name: param.name, value, takes });
        }
    }
    Ok(())
}

/// The value as text and what is taken instead; absent if the value is taken.
fn refused(kind: &ParamKind, value: &Value) -> Option<(String, String)> {
    match kind {
        ParamKind::Whole { optional: true, .. } if value.is_null() => None,
        ParamKind::Whole { min, max, optional } => {
            let is_inside = value.as_u64().is_some_and(|number| (u64::from(*min)..=u64::from(*max)).contains(&number));
            (!is_inside).then(|| (value.to_string(), whole(*min, *max, *optional)))
        }
        ParamKind::Number(range) => outside(range, value).map(|value| (value, format!("a number {}", range.words(plain)))),
        ParamKind::Features => features(value),
        ParamKind::Sizes => sizes(value),
        // Their types hold nothing else.
        ParamKind::Choice(_) | ParamKind::Flag => None,
        // No model has one.
        ParamKind::Frequency | ParamKind::Several(_) | ParamKind::Text => None,
    }
}

fn whole(min: u32, max: u32, optional: bool) -> String {
    let none = if optional { ", or None" } else { "" };
    match max {
        NO_LIMIT => format!("a whole number from {min}{none}"),
        _ if max - min == 1 && !optional => format!("{min} or {max}"),
        _ => format!("a whole number from {min} to {max}{none}"),
    }
}

/// The value as text if it is not in the range.
fn outside(range: &Interval, value: &Value) -> Option<String> {
    let number = value.as_f64().unwrap_or(f64::NAN);
    (!range.contains(number)).then(|| number.to_string())
}

/// A number in digits, unless they would be too many to read.
fn plain(number: f64) -> String {
    if number == 0.0 || (1e-6..1e9).contains(&number) { number.to_string() } else { format!("{number:e}") }
}

fn features(value: &Value) -> Option<(String, String)> {
    if value.get("count").is_some_and(|count| count == 0) {
        return Some(("0".to_owned(), "sqrt, log2, None or a whole number from 1".to_owned()));
    }
    let share = outside(&Interval::above(0.0, 1.0), value.get("share")?)?;
    Some((share, "sqrt, log2, None, a whole number from 1 or a share above 0 and up to 1".to_owned()))
}

fn sizes(value: &Value) -> Option<(String, String)> {
    let sizes: Vec<u32> = value.as_array().into_iter().flatten().filter_map(|size| size.as_u64()?.try_into().ok()).collect();
    let is_inside = SIZES.0.contains(&sizes.len()) && sizes.iter().all(|size| SIZES.1.contains(size));
    (!is_inside).then(|| (format!("{sizes:?}"), "one to five whole numbers from 1 to 1000".to_owned()))
}
