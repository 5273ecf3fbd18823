//! Why something could not be measured, and what to do about it.

use std::fmt::Display;

use crate::protocol;

/// A measurement that could not be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// A side without a single value.
    #[error("the {which} data hold no values")]
    NoRows {
        /// `reference`, `current`, or the name of the watched figure.
        which: &'static str,
    },
    /// Fewer values than the test is defined for.
    #[error("the {which} data hold {found} values, and {test} needs {least}")]
    TooFew {
        /// `reference` or `current`.
        which: &'static str,
        /// Its values.
        found: usize,
        /// The test's name for people.
        test: &'static str,
        /// The fewest it takes.
        least: usize,
    },
    /// More values than the test can take in memory and time.
    #[error("there are {found} values, and {test} takes at most {most}")]
    TooMany {
        /// Values of both sides.
        found: usize,
        /// The test's name for people.
        test: &'static str,
        /// The most it takes.
        most: usize,
    },
    /// Nothing varies, so nothing can be compared.
    #[error("all values are equal, and {test} needs some that differ")]
    Constant {
        /// The test's name for people.
        test: &'static str,
    },
    /// An infinity, or a missing value where none may be.
    #[error("the {which} holds a value that is not finite")]
    NotFinite {
        /// Where it is.
        which: &'static str,
    },
    /// More categories than the test is for.
    #[error("there are {found} categories, and {test} compares two")]
    NotTwo {
        /// Distinct values of both sides.
        found: usize,
        /// The test's name for people.
        test: &'static str,
    },
    /// Sides of different length, where the test is defined for equal ones.
    #[error("the reference data hold {reference} values and the current data {current}, and {test} takes equally many")]
    UnequalLength {
        /// Values of the reference.
        reference: usize,
        /// Values now.
        current: usize,
        /// The test's name for people.
        test: &'static str,
    },
    /// A test of numbers for text, or of categories for numbers.
    #[error("{test} does not compare {kind}")]
    WrongKind {
        /// The test's name for people.
        test: &'static str,
        /// What the column holds.
        kind: &'static str,
    },
    /// A column that one side does not have.
    #[error("the {which} data have no column '{column}'")]
    NoColumn {
        /// `reference` or `current`.
        which: &'static str,
        /// The column.
        column: String,
    },
    /// A column of another kind than in the reference.
    #[error("column '{column}' held {was} and now holds {is}")]
    KindChanged {
        /// The column.
        column: String,
        /// What the reference holds.
        was: &'static str,
        /// What it holds now.
        is: &'static str,
    },
    /// A class that the target does not have.
    #[error("the target has no class '{class}'")]
    NoClass {
        /// Its name.
        class: String,
    },
    /// A value where a detector hears bits.
    #[error("this detector hears 0 and 1 only, not {value}")]
    NotBinary {
        /// The value.
        value: f64,
    },
    /// A model that could not be fitted.
    #[error("the model of all columns could not be fitted: {what}")]
    Learning {
        /// What the model says.
        what: String,
    },
    /// A parameter outside its range.
    #[error("{name} takes {takes}, not {value}")]
    Parameter {
        /// Its name.
        name: &'static str,
        /// What was given.
        value: String,
        /// The allowed values, in words.
        takes: &'static str,
    },
}

impl Error {
    pub(crate) fn parameter(name: &'static str, value: impl Display, takes: &'static str) -> Self {
        Self::Parameter { name, value: value.to_string(), takes }
    }
}

impl From<Error> for protocol::Error {
    fn from(error: Error) -> Self {
        let hint = match &error {
            Error::NoRows { .. } => "Take a longer window, or a column with values.",
            Error::TooFew { .. } => "Take a longer window, or a test for few values such as Kolmogorov–Smirnov.",
            Error::TooMany { .. } => "Take a shorter window, or a test that sorts, such as the Wasserstein distance.",
            Error::Constant { .. } => "A column that never varies cannot drift in shape: watch it for new values instead.",
            Error::NotFinite { .. } => "Replace infinities, or let the data-quality monitor count them.",
            Error::NotTwo { .. } => "Take the chi-square test or the Jensen–Shannon distance.",
            Error::UnequalLength { .. } => "Take windows of the reference's length, or the two-proportion z-test.",
            Error::WrongKind { .. } => "Take a test for this kind of column; Jensen–Shannon and PSI take both.",
            Error::NoColumn { .. } => "The schema has changed: look upstream, or compare other columns.",
            Error::KindChanged { .. } => "The schema has changed: look upstream for words among the numbers.",
            Error::NoClass { .. } => "Take a class that occurs in the target's column.",
            Error::NotBinary { .. } => "Feed it whether the model was wrong, or take ADWIN, Page–Hinkley or KSWIN.",
            Error::Learning { .. } => "Take more rows, or columns that vary.",
            Error::Parameter { .. } => "Change it to a value in this range.",
        };
        Self::new(error.to_string(), hint)
    }
}
