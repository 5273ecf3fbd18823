//! How a file is written and how it was read, for a program that reads it again.

use super::lines::Lines;
use crate::dataset::date::Order;

/// The options that another CSV reader needs to get the same table. The default is a plain file.
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
    /// Columns of numbers with a decimal comma; points in them stand between thousands.
    pub decimal_comma: Vec<String>,
    /// Columns of numbers with commas between thousands.
    pub grouped: Vec<String>,
    /// Some rows end in extra empty cells.
    pub long_rows: bool,
    /// Some numbers were too large and count as missing.
    pub too_large: bool,
    /// Lines that were left out because they begin with `#`, 1-based, ascending.
    pub comment_lines: Vec<u64>,
    /// Cells are quoted with apostrophes: `'a, b'`; a doubled one stands for one.
    pub single_quotes: bool,
    /// A backslash stands before a quote in a quoted cell: `"say \"hi\""`. It is taken off and the next character kept,
    /// whatever it is.
    pub backslash: bool,
    /// Columns of numbers that have more than digits, a sign and a decimal mark in their cells; none of them is in
    /// [`Format::decimal_comma`] or [`Format::grouped`].
    pub dressed: Vec<NumberStyle>,
    /// Columns in which a token for missing values is a value: the column's name and the token, such as `NA` for Namibia.
    pub kept: Vec<(String, String)>,
    /// Columns of text whose cells lost the apostrophe that guards formulas in a spreadsheet: `'=yes` became `=yes`.
    /// It was taken off where `=`, `+`, `-`, `@`, a tab or a carriage return follows it.
    pub guarded: Vec<String>,
    /// Columns of which every value is a date, and what comes first in those whose year comes last.
    pub dates: Vec<(String, Order)>,
    /// Lines of the rows.
    pub lines: Lines,
}

/// How the numbers of a column are dressed. To undress a cell: take off brackets, currency and percent sign, drop the groups'
/// marks, write the decimal mark as a point and the minus as `-`; a number in brackets is negative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberStyle {
    /// The column's name.
    pub column: String,
    /// The decimal mark is a comma, not a point.
    pub decimal_comma: bool,
    /// Characters between thousands, each at least once in the column: `,` `.` `'` `’`, a space or one that does not break.
    pub groups: Vec<char>,
    /// The currency that stands before or behind some of the amounts, such as `$` or `EUR`.
    pub currency: Option<String>,
    /// Every number has a percent sign; `45%` was read as 45.
    pub percent: bool,
    /// Some are in brackets, as bookkeepers write negative amounts: `(1,234.50)` is −1234.5.
    pub brackets: bool,
    /// Some have the minus sign `−` (U+2212) in place of `-`.
    pub minus: bool,
    /// A cell as it stands in the file.
    pub example: String,
}
