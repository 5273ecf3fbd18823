//! Why a file could not be read: where, and what to do about it.

use crate::protocol;

/// A file that cannot be read as a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No byte but white space.
    #[error("the file is empty")]
    Empty,
    /// A header and nothing below it.
    #[error("the file has a header in line {line} but no rows below it")]
    HeaderOnly {
        /// 1-based line of the header.
        line: u64,
    },
    /// A known format that is not text.
    #[error("the file is {format}, not a CSV file")]
    Foreign {
        /// The format with its article, such as `a PNG picture`.
        format: &'static str,
        /// What to do instead.
        hint: &'static str,
    },
    /// A zero byte: no text has one.
    #[error("the file is binary: line {line} holds a zero byte")]
    Binary {
        /// 1-based line of the first zero byte.
        line: u64,
    },
    /// A quote that never closes.
    #[error("a quote opened in line {line}, column {column}, is never closed")]
    OpenQuote {
        /// 1-based line in which it opens.
        line: u64,
        /// Name of the column, quoted, or its number in the header.
        column: String,
    },
    /// More cells than headers.
    #[error("line {line} has {cells} cells, but the header has {headers}")]
    LongRow {
        /// 1-based line in which the row starts.
        line: u64,
        /// Cells in it.
        cells: usize,
        /// Cells in the header.
        headers: usize,
        /// The first cell too many, shortened.
        extra: String,
        /// The delimiter, in words.
        delimiter: &'static str,
    },
    /// More columns than can be shown.
    #[error("the header in line {line} has {columns} columns; at most {most} can be read")]
    Wide {
        /// 1-based line of the header.
        line: u64,
        /// Columns found.
        columns: usize,
        /// Columns allowed.
        most: usize,
    },
    /// A table that does not fit into memory.
    #[error("the table would have about {:.1} million rows and {columns} columns and take {:.1} GB of memory; at most {:.1} GB can be had", *.rows as f64 / 1e6, gigabytes(*.rows * *.columns * 8), gigabytes(super::MOST_TABLE_BYTES))]
    Huge {
        /// Rows that its beginning lets one expect.
        rows: u64,
        /// Columns of its header.
        columns: u64,
    },
}

fn gigabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e9
}

impl ReadError {
    /// What to do about it, as a sentence.
    pub fn hint(&self) -> String {
        match self {
            Self::Empty => "Choose a file with a header line and at least one row below it.".into(),
            Self::HeaderOnly { .. } => "Add at least one row of data below the header.".into(),
            Self::Foreign { hint, .. } => (*hint).into(),
            Self::Binary { .. } => "Open the file in the program that made it and save it as CSV with UTF-8 encoding.".into(),
            Self::OpenQuote { line, .. } => {
                format!("Close the quote in line {line}; a quote inside a quoted cell is written twice: \"\".")
            }
            Self::LongRow { extra, delimiter, .. } => format!(
                "Cells are separated by {delimiter}. Put quotes around a cell that contains one, give the extra cell “{extra}” a header, \
                 or delete lines above the header."
            ),
            Self::Huge { columns, .. } => format!(
                "Keep a part of the rows, such as every tenth, or only the columns you need; {} rows of {columns} columns fit.",
                super::MOST_TABLE_BYTES / 8 / columns.max(&1)
            ),
            Self::Wide { most, .. } => format!("Keep the {most} columns you need, or check that the first line holds the headers."),
        }
    }
}

impl From<ReadError> for protocol::Error {
    fn from(error: ReadError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}
