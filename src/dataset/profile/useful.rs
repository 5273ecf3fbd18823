//! Which columns a model can learn from: the one rule, for profiles and for training.

use std::collections::HashSet;

use super::kind;
use crate::dataset::{Column, Values, date};
use crate::protocol::{MOST_LEVELS, nearly_all_differ};

/// Why a column is of no use as a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnusableReason {
    /// It has no values.
    Empty,
    /// Whole numbers, each one more than the one before.
    CountsRows,
    /// Whole numbers, all different, under a name such as `id`.
    Key,
    /// Hardly any text in it comes twice.
    NamesRows,
    /// It holds dates, of which nearly each is another text.
    Dates,
    /// It has more texts than [`MOST_LEVELS`].
    TooManyTexts,
}

impl UnusableReason {
    /// In words, after the column's name.
    pub fn why(self) -> &'static str {
        match self {
            Self::Empty => "it has no values",
            Self::CountsRows => "it only counts the rows",
            Self::Key => "it is a key that names rows",
            Self::NamesRows => "nearly every text in it differs, so it names rows",
            Self::Dates => "it holds too many different dates; take their parts, such as month and weekday",
            Self::TooManyTexts => "it has too many different texts",
        }
    }
}

/// Why a column is of no use as a feature, if so. `grouped` says that rare texts will be grouped or numbered, and
/// `parted` that dates will be taken apart, so that many of them do no harm.
pub fn useless(column: &Column, grouped: bool, parted: bool) -> Option<UnusableReason> {
    match &column.values {
        Values::Numeric(values) => of_numbers(&column.name, values),
        Values::Text { codes, levels } => {
            let mut seen = vec![false; levels.len()];
            let mut present = 0_u64;
            for code in codes {
                if let Some(seen) = seen.get_mut(*code as usize) {
                    *seen = true;
                    present += 1;
                }
            }
            let distinct = seen.iter().filter(|seen| **seen).count() as u64;
            // Few texts, and dates that are taken apart, are of use whatever they are.
            if distinct == 0 {
                return Some(UnusableReason::Empty);
            }
            if !nearly_all_differ(distinct, present) && distinct <= MOST_LEVELS {
                return None;
            }
            let texts = levels.iter().zip(&seen).filter(|(_, seen)| **seen).map(|(level, _)| level.as_str());
            match date::order(texts.take(1000)).is_some() {
                true if parted => None,
                true => Some(UnusableReason::Dates),
                false if nearly_all_differ(distinct, present) => Some(UnusableReason::NamesRows),
                false if grouped => None,
                false => Some(UnusableReason::TooManyTexts),
            }
        }
    }
}

fn of_numbers(name: &str, values: &[f64]) -> Option<UnusableReason> {
    if values.iter().all(|value| value.is_nan()) {
        Some(UnusableReason::Empty)
    } else if kind::counts_rows(values) {
        Some(UnusableReason::CountsRows)
    } else if values.len() > 2 && kind::names_a_key(name) && all_whole_and_different(values) {
        Some(UnusableReason::Key)
    } else {
        None
    }
}

fn all_whole_and_different(values: &[f64]) -> bool {
    let mut seen = HashSet::with_capacity(values.len());
    values.iter().all(|value| value.fract() == 0.0 && seen.insert((value + 0.0).to_bits()))
}
