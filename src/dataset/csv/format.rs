//! How a file is written, for a program that reads it again.

/// What another reader must be told of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// What parts the cells; absent in a file of one column.
    pub delimiter: Option<char>,
    /// The encoding under Python's name: `utf-8-sig`, `utf-16` or `cp1252`.
    pub encoding: &'static str,
    /// Lines above the header.
    pub skipped_lines: u32,
    /// Some names differ from the headers in the file.
    pub renamed: bool,
    /// Columns of numbers with a decimal comma.
    pub decimal_comma: Vec<String>,
    /// Columns of numbers with commas between thousands.
    pub grouped: Vec<String>,
    /// Some rows end in extra empty cells.
    pub long_rows: bool,
    /// Some numbers were too large and count as missing.
    pub too_large: bool,
}
