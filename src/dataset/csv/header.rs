//! Column names: never empty, never twice.

use std::collections::HashSet;

use super::number::{self, DecimalMark, Parsed};
use super::warnings::Warnings;

/// Unique names for the cells of the header in `line`; what was changed is warned of.
pub(super) fn names(cells: &[String], line: u64, warnings: &mut Warnings) -> Vec<String> {
    let mut taken: HashSet<String> = cells.iter().filter(|cell| !cell.is_empty()).cloned().collect();
    let mut seen = HashSet::new();
    let mut names = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        let mut name = cell.clone();
        if cell.is_empty() {
            name = unused(format!("column {}", at + 1), &taken);
            warnings.push(Some(line), Some(&name), format!("the header of column {} is empty; it is called “{name}” here", at + 1));
        } else if seen.contains(cell) {
            name = unused_number(cell, &taken);
            warnings.push(
                Some(line),
                Some(&name),
                format!("the header “{cell}” appears again in column {}; it is called “{name}” here", at + 1),
            );
        }
        taken.insert(name.clone());
        seen.insert(name.clone());
        names.push(name);
    }
    let present = || cells.iter().filter(|cell| !cell.is_empty());
    if present().count() > 1 && present().all(|cell| matches!(number::parse(cell.as_bytes(), DecimalMark::Point), Parsed::Number(_))) {
        warnings.push(Some(line), None, "every header is a number; if this line is data, put a line with column names above it".into());
    }
    names
}

fn unused(name: String, taken: &HashSet<String>) -> String {
    if taken.contains(&name) { unused_number(&name, taken) } else { name }
}

fn unused_number(name: &str, taken: &HashSet<String>) -> String {
    (2_u32..).map(|number| format!("{name} ({number})")).find(|name| !taken.contains(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[&str], expected: &[&str], expected_warnings: usize) {
        let mut warnings = Warnings::default();
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_string()).collect();
        assert_eq!(names(&cells, 1, &mut warnings), expected);
        assert_eq!(warnings.listed.len(), expected_warnings, "{warnings:?}");
    }

    #[test]
    fn names_are_unique_whatever_the_header_holds() {
        check(&["a", "b"], &["a", "b"], 0);
        check(&["a", "a", "a (2)", "a"], &["a", "a (3)", "a (2)", "a (4)"], 2);
        check(&["", "x", ""], &["column 1", "x", "column 3"], 2);
        check(&["column 2", ""], &["column 2", "column 2 (2)"], 1);
        check(&["1", "2.5"], &["1", "2.5"], 1);
    }
}
