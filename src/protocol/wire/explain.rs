//! Why a JSON text is not what was expected, in plain words: which field, what it holds, what belongs there, and the nearest
//! valid name. The parser's own text is made for programmers of the lab, not for those who use it.

use crate::protocol::error::Error;

/// Names that a hint lists at most.
const LISTED: usize = 12;

/// The error for a text that `cause` refuses; `noun` is what the text is, such as `request`.
pub(super) fn explain(text: &str, noun: &str, cause: &serde_json::Error) -> Error {
    let said = cause.to_string();
    let message = said.rfind(" at line ").and_then(|at| said.get(..at)).unwrap_or(&said);
    let end = offset(text, cause);
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    if !is_json {
        return syntax(text, noun, message, end);
    }
    let (mut path, at_close) = place(text, end);
    let whole =
        |path: &[String]| if path.is_empty() { format!("the {noun}") } else { format!("“{}”", path.join(".").replace(".[", "[")) };
    let listed =
        |hint: String| if hint.is_empty() { "Compare it with the examples in the README, section Script the lab.".into() } else { hint };
    // A parser that skips a text does not look into it.
    if ["surrogate", "hex escape", "unicode code point"].iter().any(|words| message.contains(words)) {
        return syntax(text, noun, message, end);
    }
    if cause.is_syntax() {
        // The parser wanted one of several names and stopped before what is there.
        let (path, _) = place(text, end.saturating_sub(1));
        return Error::new(format!("{} must be a name, or an object with one name", whole(&path)), listed(String::new()));
    }
    if message.starts_with("data did not match") {
        return Error::new(format!("{} holds something that does not belong there", whole(&path)), listed(String::new()));
    }
    if let Some(name) = message.strip_prefix("missing field ").and_then(quoted) {
        if at_close {
            path.pop();
        }
        return Error::new(format!("{} has no field “{name}”, which it needs", whole(&path)), format!("Add “{name}” to it."));
    }
    for (kind, word) in [("unknown variant ", "name"), ("unknown field ", "field")] {
        let Some(name) = message.strip_prefix(kind).and_then(quoted) else { continue };
        let known: Vec<&str> = message.split(", expected ").nth(1).unwrap_or_default().split('`').skip(1).step_by(2).collect();
        if at_close || path.last().is_some_and(|last| last == name) {
            path.pop();
        }
        return Error::new(format!("{} cannot have the {word} “{name}”", whole(&path)), listed(suggestion(name, &known)));
    }
    if let Some(name) = message.strip_prefix("duplicate field ").and_then(quoted) {
        if at_close || path.last().is_some_and(|last| last == name) {
            path.pop();
        }
        return Error::new(format!("{} has the field “{name}” twice", whole(&path)), "Leave one of them out.");
    }
    let wrong = ["invalid type: ", "invalid value: "].into_iter().find_map(|kind| message.strip_prefix(kind));
    if let Some((found, expected)) = wrong.and_then(|rest| rest.rsplit_once(", expected ")) {
        // An object that is read as a whole is refused at its end: then which of its fields is meant is not known.
        let where_to = if at_close {
            path.pop();
            format!("{} holds {}", whole(&path), held(found))
        } else {
            format!("{} is {}", whole(&path), held(found))
        };
        return Error::new(format!("{where_to}, where {} belongs", wanted(expected)), format!("Put {} there.", wanted(expected)));
    }
    if let Some((found, expected)) = message.strip_prefix("invalid length ").and_then(|rest| rest.split_once(", expected ")) {
        if at_close {
            path.pop();
        }
        return Error::new(format!("{} has {found} values, where {} belongs", whole(&path), wanted(expected)), listed(String::new()));
    }
    Error::new(format!("{} cannot be read: {message}", whole(&path)), listed(String::new()))
}

/// The error for a field that has a name which nobody knows.
pub(super) fn unknown_name(field: &str, name: &str, known: &[&str]) -> Error {
    Error::new(format!("“{field}” cannot have the name “{name}”"), suggestion(name, known))
}

/// What breaks JSON's own rules, and where.
fn syntax(text: &str, noun: &str, message: &str, end: usize) -> Error {
    if text.trim().is_empty() {
        return Error::new(format!("the {noun} is empty"), "Send a JSON object.");
    }
    let before = text.get(..end.saturating_sub(1)).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let place = format!("the {noun} is not JSON: line {line}, character {column}");
    let (what, hint) = match message {
        message if message.starts_with("EOF") => {
            return Error::new(format!("the {noun} ends before it is complete"), "Close every bracket and every quotation mark.");
        }
        "trailing characters" => ("something follows the end of the object", "Put one object on each line, and nothing after it."),
        "trailing comma" => ("there is a comma with nothing after it", "Remove the comma."),
        "key must be a string" => ("a field's name is not in double quotation marks", "Write names as \"name\"."),
        "expected `:`" => ("a colon is missing after a field's name", "Write fields as \"name\": value."),
        "expected `,` or `}`" | "expected `,` or `]`" => ("a comma or a closing bracket is missing", "Put a comma between two values."),
        "invalid number" | "number out of range" => ("a number cannot be read", "Write numbers as 12, -0.5 or 1e-3, below 1.8e308."),
        "invalid escape" | "control character (\\u0000-\\u001F) found while parsing a string" => {
            ("a text holds a character that JSON does not allow there", "Write a line break as \\n, a tab as \\t and a backslash as \\\\.")
        }
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" | "invalid unicode code point" => {
            ("a text holds half of a character", "Send whole Unicode characters: both halves of a surrogate pair, or neither.")
        }
        "recursion limit exceeded" => ("brackets are nested too deeply", "No request needs more than a dozen levels."),
        _ => ("a value was expected", "Texts stand in double quotation marks; true, false and null are written small."),
    };
    Error::new(format!("{place}: {what}"), hint)
}

/// Bytes up to where the parser stopped.
fn offset(text: &str, cause: &serde_json::Error) -> usize {
    let before: usize = text.split_inclusive('\n').take(cause.line().saturating_sub(1)).map(str::len).sum();
    (before + cause.column()).min(text.len())
}

/// Names of the fields and places of list entries that lead to the value that ends at `end`; and whether an object or a list ends
/// there, so that the last of them is only the one that was read last.
fn place(text: &str, end: usize) -> (Vec<String>, bool) {
    enum Level {
        Object { name: Option<String>, is_value: bool },
        List(usize),
    }
    let mut levels: Vec<Level> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut closes = false;
    while at < end {
        closes = false;
        match bytes.get(at) {
            Some(b'{') => levels.push(Level::Object { name: None, is_value: false }),
            Some(b'[') => levels.push(Level::List(0)),
            // An empty object has no field that was read last.
            Some(b'}' | b']') if at + 1 >= end => closes = !matches!(levels.last(), Some(Level::Object { name: None, .. })),
            Some(b'}' | b']') => drop(levels.pop()),
            Some(b',') => match levels.last_mut() {
                Some(Level::Object { is_value, .. }) => *is_value = false,
                Some(Level::List(index)) => *index += 1,
                None => {}
            },
            Some(b':') => {
                if let Some(Level::Object { is_value, .. }) = levels.last_mut() {
                    *is_value = true;
                }
            }
            Some(b'"') => {
                let from = at + 1;
                at = from;
                while at < end && bytes.get(at) != Some(&b'"') {
                    at += if bytes.get(at) == Some(&b'\\') { 2 } else { 1 };
                }
                if let Some(Level::Object { name, is_value: false }) = levels.last_mut() {
                    *name = text.get(from..at.min(text.len())).map(str::to_owned);
                }
            }
            _ => {}
        }
        at += 1;
    }
    let path = levels.into_iter().filter_map(|level| match level {
        Level::Object { name, .. } => name,
        Level::List(index) => Some(format!("[{index}]")),
    });
    (path.collect(), closes)
}

/// What stands between two backquotes at the beginning.
fn quoted(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('`')?;
    rest.rfind("`, ")
        .or_else(|| rest.rfind('`'))
        .and_then(|at| rest.get(..at))
        .map(|name| name.split("`, expected ").next().unwrap_or(name))
}

/// The names that could stand there, the nearest first.
fn suggestion(name: &str, known: &[&str]) -> String {
    let plain = |text: &str| text.to_lowercase().replace(['-', ' '], "_");
    let nearest = known.iter().map(|one| (distance(&plain(name), &plain(one)), *one)).min();
    let near = nearest.filter(|(steps, one)| *steps <= 1 + one.chars().count().min(name.chars().count()) / 4);
    let start = near.map_or_else(String::new, |(_, one)| format!("Did you mean “{one}”? "));
    match known.len() {
        0 => start,
        1..=LISTED => format!("{start}It can be: {}.", known.join(", ")),
        many => format!("{start}It can be: {} and {} others.", known.get(..LISTED).unwrap_or_default().join(", "), many - LISTED),
    }
}

/// Letters to change, add, leave out or swap with their neighbour to get from one word to the other.
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().take(64).collect(), right.chars().take(64).collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, a) in left.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, b) in right.iter().enumerate() {
            let cell = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best = (cell(&above, column) + usize::from(a != b)).min(cell(&above, column + 1) + 1).min(cell(&line, column) + 1);
            let is_swapped = row > 0 && column > 0 && left.get(row - 1) == Some(b) && right.get(column - 1) == Some(a);
            if is_swapped {
                best = best.min(cell(&before, column - 1) + 1);
            }
            line.push(best);
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().unwrap_or(0)
}

/// What was found, in words.
fn held(found: &str) -> String {
    let inside = |text: &str| text.trim_matches('`').trim_matches('"').to_owned();
    match found.split_once(' ') {
        Some(("string", text)) => format!("the text “{}”", shortened(&inside(text))),
        Some(("integer" | "boolean", value)) => inside(value),
        Some(("floating", value)) => inside(value.trim_start_matches("point ")),
        Some(("character", value)) => format!("the text “{}”", inside(value)),
        _ => match found {
            "null" | "unit value" | "Option value" => "null".to_owned(),
            "map" => "an object".to_owned(),
            "sequence" => "a list".to_owned(),
            "unit variant" => "a bare name".to_owned(),
            "newtype variant" | "struct variant" | "tuple variant" => "a name with something in it".to_owned(),
            other => other.to_owned(),
        },
    }
}

fn shortened(text: &str) -> String {
    let start: String = text.chars().take(60).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}

/// What belongs there, in words.
fn wanted(expected: &str) -> String {
    match expected {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65,535",
        "u32" => "a whole number from 0 to 4,294,967,295",
        "u64" | "usize" => "a whole number of 0 or more",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "f32" | "f64" | "floating point number" => "a number",
        "bool" | "a boolean" => "true or false",
        "string" | "a string" | "a borrowed string" => "a text",
        "a sequence" => "a list",
        "a map" | "map" => "an object",
        "unit" | "null" => "null",
        "string or map" | "string only" => "a name",
        "map with a single key" | "enum" | "variant identifier" | "field identifier" => "one name",
        other if other.starts_with("struct variant") || other.starts_with("newtype variant") => "a name with something in it",
        other if other.starts_with("struct ") || other.starts_with("internally tagged enum ") => "an object",
        other if other.starts_with("enum ") => "a name, or an object with one name",
        other if other.starts_with("unit variant") => "a bare name",
        other => match other.rsplit_once(" of size ").or_else(|| other.rsplit_once(" array of length ")) {
            Some((_, size)) => return format!("a list of {size} values"),
            None => match other.rsplit_once(" with ") {
                Some((_, elements)) => return format!("a list of {}", elements.replace("elements", "values").replace("element", "value")),
                None => other,
            },
        },
    }
    .to_owned()
}

#[cfg(test)]
mod tests;
