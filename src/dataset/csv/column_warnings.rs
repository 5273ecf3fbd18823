//! Warnings about whole columns once they are read.

use super::build::NonNumericCell;
use super::build::NonNumericReason;
use super::encoding::Decoder;
use super::hints::Hint;
use super::number::DecimalMark;
use super::scan::Style;
use super::shown;
use super::warnings::Warnings;
use crate::dataset::{Column, Values};

/// Warns of columns without values, of text among numbers, and of numbers written in an unusual way.
pub(super) fn columns(columns: &[Column], hints: &[Hint], later: &[Option<NonNumericCell>], decoder: &Decoder, warnings: &mut Warnings) {
    for ((column, hint), later) in columns.iter().zip(hints).zip(later) {
        let empty = match &column.values {
            Values::Numeric(values) => values.iter().all(|value| value.is_nan()),
            Values::Text { levels, .. } => levels.is_empty(),
        };
        if empty {
            warnings.push(None, Some(&column.name), "the column has no values; no model learns from it".into());
        }
        // A few numbers among names are nothing odd; a few names among numbers are.
        if let Some(odd) = later.as_ref().or(hint.odd.as_ref())
            && let Some(text) = mixed(odd, &shown(&decoder.text(&odd.cell)), later.is_none().then_some(hint.texts))
        {
            warnings.push(Some(odd.line), Some(&column.name), text);
        }
    }
    for (mark, what) in
        [(DecimalMark::Comma, "are read with a decimal comma"), (DecimalMark::Thousands, "are read with commas between thousands")]
    {
        let such = columns.iter().zip(hints).filter(|(column, hint)| is_written(mark, column, hint));
        if let Some((column, example)) = such.filter_map(|(column, hint)| Some((column, hint.seen.example.as_ref()?))).next() {
            warnings.push(None, Some(&column.name), format!("numbers such as “{}” {what}", shown(&decoder.text(example))));
        }
    }
    if let [only] = columns {
        warnings.push(
            None,
            Some(&only.name),
            "the file has one column; a model needs one to predict and at least one to learn from".into(),
        );
    }
}

/// Warns of how the file is written, where few files are.
pub(super) fn dialect(style: Style, comments: &[u64], warnings: &mut Warnings) {
    if style.quote == b'\'' {
        warnings.push(None, None, "cells are quoted with apostrophes (') here; they are taken off".into());
    }
    if style.backslash {
        warnings.push(None, None, "quotes within cells are escaped with backslashes here (\\\"); the backslashes are taken off".into());
    }
    let text = match comments {
        [] => return,
        [one] => format!("line {one} begins with # and is left out as a comment"),
        [first @ .., last] if comments.len() <= 10 => {
            let first: Vec<String> = first.iter().map(u64::to_string).collect();
            format!("lines {} and {last} begin with # and are left out as comments", first.join(", "))
        }
        _ => {
            let first: Vec<String> = comments.iter().take(10).map(u64::to_string).collect();
            format!("lines {} and {} more begin with # and are left out as comments", first.join(", "), comments.len() - 10)
        }
    };
    warnings.push(comments.first().copied(), None, text);
}

/// The columns of numbers that are written in this way.
pub(super) fn written<'a>(mark: DecimalMark, columns: &'a [Column], hints: &'a [Hint]) -> impl Iterator<Item = &'a Column> {
    columns.iter().zip(hints).filter(move |(column, hint)| is_written(mark, column, hint)).map(|(column, _)| column)
}

fn is_written(mark: DecimalMark, column: &Column, hint: &Hint) -> bool {
    hint.mark == mark && matches!(column.values, Values::Numeric(_))
}

/// Why a column that might have been numbers is text; `texts` of its first cells are no numbers, if they were counted.
fn mixed(odd: &NonNumericCell, cell: &str, texts: Option<usize>) -> Option<String> {
    match odd.kind {
        NonNumericReason::Text if odd.numbers == 0 || texts.is_some_and(|texts| texts > odd.numbers) => None,
        NonNumericReason::Text => Some(format!("“{cell}” stands among numbers; the column is read as text")),
        NonNumericReason::LeadingZero => Some(format!("“{cell}” has a leading zero; the column is read as text to keep it")),
        NonNumericReason::TooLong => Some(format!("“{cell}” has more digits than a number keeps; the column is read as text")),
        NonNumericReason::TooLarge => None,
    }
}
