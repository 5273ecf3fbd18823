//! Python text: literals that hold whatever a file's headers hold, and lists that stay readable.

/// Widest line of a list.
const WIDTH: usize = 100;

/// A string literal. Quotes, control characters and characters that change how text around them is shown are escaped.
pub(in crate::export) fn text(value: &str) -> String {
    let mut literal = String::from("\"");
    for char in value.chars() {
        match char {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            char if is_hidden(char) => literal.push_str(&format!("\\U{:08x}", u32::from(char))),
            char => literal.push(char),
        }
    }
    literal.push('"');
    literal
}

fn is_hidden(char: char) -> bool {
    let marks = matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}');
    char.is_control() || marks
}

/// A list of string literals, on one line if it is short.
pub(in crate::export) fn list<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    filled(values.into_iter().map(text).collect())
}

/// A list of whole numbers, on one line if it is short.
pub(super) fn numbers(values: impl IntoIterator<Item = u64>) -> String {
    filled(values.into_iter().map(|value| value.to_string()).collect())
}

fn filled(literals: Vec<String>) -> String {
    let line = literals.join(", ");
    if line.len() <= WIDTH - 20 {
        return format!("[{line}]");
    }
    let mut lines = String::from("[\n   ");
    let mut length = 3;
    for literal in &literals {
        if length + literal.len() + 2 > WIDTH && length > 3 {
            lines.push_str("\n   ");
            length = 3;
        }
        lines.push(' ');
        lines.push_str(literal);
        lines.push(',');
        length += literal.len() + 2;
    }
    lines.push_str("\n]");
    lines
}

/// A long literal of plain ASCII over several lines, to stand between brackets.
pub(super) fn wrapped(value: &str) -> String {
    let mut lines = String::from("\n");
    for piece in value.as_bytes().chunks(WIDTH) {
        lines.push_str(&format!("    \"{}\"\n", String::from_utf8_lossy(piece)));
    }
    lines
}

/// A character within the brackets of a regular expression.
pub(super) fn in_class(char: char) -> String {
    match char {
        '\t' => "\\t".into(),
        char if char.is_ascii_graphic() && !matches!(char, '^' | ']' | '-' | '\\') => char.to_string(),
        char => format!("\\x{:02x}", u32::from(char)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: &str) {
        assert_eq!(text(value), expected);
    }

    #[test]
    fn any_text_is_one_harmless_literal() {
        check("plain größe", "\"plain größe\"");
        check("a\"); import os #", "\"a\\\"); import os #\"");
        check("back\\slash\n\t\r", "\"back\\\\slash\\n\\t\\r\"");
        check("\u{0}\u{202e}\u{2028}", "\"\\U00000000\\U0000202e\\U00002028\"");
        check("{x} %s '", "\"{x} %s '\"");
    }

    #[test]
    fn long_lists_are_filled_line_by_line() {
        assert_eq!(list(["a", "b"]), "[\"a\", \"b\"]");
        let names: Vec<String> = (0..64).map(|at| format!("pixel_{}_{}", at / 8, at % 8)).collect();
        let list = list(names.iter().map(String::as_str));
        assert!(list.lines().all(|line| line.len() <= WIDTH) && list.lines().count() < 15, "{list}");
    }
}
