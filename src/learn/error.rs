//! What can go wrong between a table and a trained model, and what to do about each.

use crate::protocol;
use crate::protocol::OutOfRange;

/// A failure of preparation, training or prediction.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// A hyper-parameter outside its range.
    #[error("{name} takes {takes}, not {value}")]
    Parameter {
        /// scikit-learn's name.
        name: &'static str,
        /// What was given.
        value: String,
        /// The allowed values, in words.
        takes: String,
    },
    /// A model for another kind of question.
    #[error("{model} predicts {answers}")]
    WrongTask {
        /// The model's name for people.
        model: &'static str,
        /// What it predicts, and what was asked.
        answers: &'static str,
    },
    /// A model that ranks rows without giving probabilities.
    #[error("{model} gives no probabilities, and {what} needs them")]
    NoProbabilities {
        /// The model's name for people.
        model: &'static str,
        /// What needs them.
        what: &'static str,
    },
    /// A question about two classes where there are more.
    #[error("column '{column}' has {found} classes, and a threshold divides two")]
    NotBinary {
        /// The target.
        column: String,
        /// Its classes.
        found: usize,
    },
    /// A column that the table does not have.
    #[error("there is no column '{column}'")]
    NoColumn {
        /// The name asked for.
        column: String,
    },
    /// A column named as a feature that is not one of the model's.
    #[error("the model does not use a column '{column}'")]
    NotAFeature {
        /// The name given.
        column: String,
    },
    /// The target is also among the features.
    #[error("column '{column}' is the target and cannot be a feature too")]
    TargetAsFeature {
        /// The target.
        column: String,
    },
    /// Nothing to learn from.
    #[error("no column is left to predict '{target}' from")]
    NoFeatures {
        /// The target.
        target: String,
    },
    /// A column without a single value.
    #[error("column '{column}' has no values")]
    NoValues {
        /// The column.
        column: String,
    },
    /// A feature whose values are all among the test rows, if it has any.
    #[error("no training row has a value in column '{column}'")]
    NoTrainingValues {
        /// The column.
        column: String,
    },
    /// A class of which no test row is, where both classes of a target must be tested.
    #[error("no test row is of class '{class}' of column '{column}'")]
    NoTestRow {
        /// The target.
        column: String,
        /// The class.
        class: String,
    },
    /// A column of one value repeated, where that cannot work.
    #[error("column '{column}' has only one class, '{class}'")]
    OneClass {
        /// The target.
        column: String,
        /// Its only value.
        class: String,
    },
    /// A target of numbers that never changes.
    #[error("column '{column}' has only one value, {value}")]
    OneValue {
        /// The target.
        column: String,
        /// Its only value.
        value: String,
    },
    /// A target of texts where numbers are predicted.
    #[error("column '{column}' is text, and a regression predicts numbers")]
    TextTarget {
        /// The target.
        column: String,
    },
    /// The training rows hold one class only.
    #[error("all training rows of column '{column}' are of one class, '{class}'")]
    OneTrainingClass {
        /// The target.
        column: String,
        /// The class.
        class: String,
    },
    /// A target with more classes than can be learned or shown.
    #[error("column '{column}' has {found} different values, more than the {most} classes allowed")]
    TooManyClasses {
        /// The target.
        column: String,
        /// Distinct values.
        found: usize,
        /// Largest number allowed.
        most: usize,
    },
    /// A target whose values hardly repeat.
    #[error("column '{column}' has {found} different values in {rows} rows: it names rows, it does not group them")]
    Identifier {
        /// The target.
        column: String,
        /// Distinct values.
        found: usize,
        /// Rows with a value.
        rows: usize,
    },
    /// A text column with too many levels to give each an indicator.
    #[error("column '{column}' has {found} different texts, more than the {most} a feature may have")]
    TooManyLevels {
        /// The feature.
        column: String,
        /// Distinct texts.
        found: usize,
        /// Largest number allowed.
        most: usize,
    },
    /// A class too small to be divided.
    #[error("class '{class}' of column '{column}' has {rows} {}, and {purpose} needs at least {needed}", if *.rows == 1 { "row" } else { "rows" })]
    SmallClass {
        /// The target.
        column: String,
        /// The class.
        class: String,
        /// Rows it has.
        rows: usize,
        /// Rows it needs.
        needed: usize,
        /// What needs them, such as `a stratified split`.
        purpose: String,
    },
    /// Too few rows on one side of the split.
    #[error("{rows} rows with a test share of {test_share} leave {train} for training and {test} for the test")]
    SmallSplit {
        /// Rows with a target.
        rows: usize,
        /// As asked.
        test_share: f64,
        /// Training rows.
        train: usize,
        /// Test rows.
        test: usize,
    },
    /// Too few rows to divide.
    #[error("there are {rows} rows, and {purpose} needs at least {needed}")]
    FewRows {
        /// Rows with a target.
        rows: usize,
        /// Rows needed.
        needed: usize,
        /// What needs them.
        purpose: String,
    },
    /// Too few groups to divide.
    #[error("column '{column}' has {groups} {}, and {purpose} needs at least {needed}", if *.groups == 1 { "group" } else { "groups" })]
    FewGroups {
        /// The column of groups.
        column: String,
        /// Its distinct values.
        groups: usize,
        /// Groups needed.
        needed: usize,
        /// What needs them.
        purpose: String,
    },
    /// Two ways to divide at once.
    #[error("rows are to be divided by the groups of '{group}' and by the time in '{time}' at once")]
    TwoDivisions {
        /// The column of groups.
        group: String,
        /// The column of time.
        time: String,
    },
    /// A row that has no place in time.
    #[error("column '{column}' has no time in row {row}")]
    NoTime {
        /// The column.
        column: String,
        /// 0-based row.
        row: usize,
    },
    /// A text where a date is needed.
    #[error("'{value}' in column '{column}' is no date and no number")]
    NotATime {
        /// The column.
        column: String,
        /// The text.
        value: String,
        /// 0-based row in which it stands first.
        row: usize,
    },
    /// No earlier rows are left to train on, or no later ones to test on.
    #[error("too many rows of column '{column}' are of one moment to train before it and test after it")]
    OneMoment {
        /// The column.
        column: String,
    },
    /// More than fits into memory.
    #[error("{rows} rows of {columns} encoded columns would take about {:.1} GB of memory, more than the {:.1} GB there are", .bytes / 1e9, .most / 1e9)]
    TooLarge {
        /// Training rows.
        rows: u64,
        /// Encoded columns.
        columns: u64,
        /// What they would take.
        bytes: f64,
        /// What can be had.
        most: f64,
    },
    /// A value that is no finite number.
    #[error("column '{column}' has no finite number in row {row}")]
    NotFinite {
        /// The column.
        column: String,
        /// 0-based row.
        row: usize,
    },
    /// A value whose square would leave the range of numbers.
    #[error("column '{column}' has a number beyond 1e100 in row {row}")]
    HugeValue {
        /// The column.
        column: String,
        /// 0-based row.
        row: usize,
    },
    /// A value of a row to predict that is not of the column's kind.
    #[error("column '{column}' takes numbers, not '{value}'")]
    NotANumber {
        /// The column.
        column: String,
        /// What was given.
        value: String,
    },
    /// A value of a row to predict that is no date.
    #[error("column '{column}' takes dates such as {example}, not '{value}'")]
    NotADate {
        /// The column.
        column: String,
        /// What was given.
        value: String,
        /// A date of the column.
        example: String,
    },
    /// A column of text where a numeric one is needed.
    #[error("column '{column}' is text, and the map needs numbers")]
    NotNumeric {
        /// The column.
        column: String,
    },
    /// Arrays whose sizes do not go together.
    #[error("{what} has {found} {unit}, not {wanted}")]
    Shape {
        /// Which array.
        what: &'static str,
        /// What is counted.
        unit: &'static str,
        /// Its size.
        found: usize,
        /// The size needed.
        wanted: usize,
    },
    /// Bytes that are no model of this kind.
    #[error("the stored model cannot be read: {cause}")]
    Stored {
        /// What is wrong with them.
        cause: &'static str,
    },
    /// The optimiser gave up.
    #[error("logistic regression found no solution: {cause}")]
    Optimiser {
        /// In the optimiser's words.
        cause: String,
    },
    /// A search over settings that cannot be planned.
    #[error("the search cannot start: {cause}")]
    Search {
        /// What is wrong with it.
        cause: String,
    },
    /// linfa's own complaint.
    #[error("{cause}")]
    Linfa {
        /// In linfa's words.
        cause: String,
    },
}

impl Error {
    /// A way out, as a sentence.
    pub fn hint(&self) -> String {
        match self {
            Self::Parameter { name, takes, .. } => format!("Set {name} to {takes}."),
            Self::WrongTask { .. } => "Choose another model, or another column to predict.".into(),
            Self::NoProbabilities { .. } => "Choose a model that gives probabilities, such as logistic regression or a forest.".into(),
            Self::NotBinary { .. } => "Choose a target of two classes.".into(),
            Self::NoColumn { .. } => "Check the spelling against the column names of the table.".into(),
            Self::NotAFeature { .. } => "Give only columns that the model was trained on.".into(),
            Self::TargetAsFeature { column } => format!("Take '{column}' off the features, or predict another column."),
            Self::NoFeatures { .. } => "Choose at least one column with values that repeat or are numbers.".into(),
            Self::NoValues { .. } => "Choose another column, or fill this one in the file.".into(),
            Self::NoTrainingValues { .. } => "Leave the column out of the features, or fill it in rows that train.".into(),
            Self::NoTestRow { .. } => {
                "Hold out more rows, or divide them by chance and stratified, so that both classes are among the test rows.".into()
            }
            Self::OneClass { .. } => "Choose a target with at least two different values.".into(),
            Self::OneValue { .. } => "Choose a target whose numbers differ.".into(),
            Self::TextTarget { .. } => "Choose a column of numbers, or a model that predicts classes.".into(),
            Self::OneTrainingClass { .. } => "Stratify the split, or hold out a smaller share of the rows.".into(),
            Self::TooManyClasses { most, .. } => {
                format!("Choose a target with at most {most} different values, or group its values first.")
            }
            Self::Identifier { .. } => "Choose a target whose values repeat.".into(),
            Self::TooManyLevels { .. } => {
                "Take this column off the features, group its rare texts (max_categories), or number its texts (ordinal).".into()
            }
            Self::SmallClass { .. } => "Ask for fewer folds, switch stratify off, or leave this class out of the file.".into(),
            Self::SmallSplit { .. } => "Use more rows, or choose a test share nearer to 0.2.".into(),
            Self::FewRows { .. } => "Use more rows, or ask for fewer folds.".into(),
            Self::FewGroups { .. } => "Ask for fewer folds, choose a column with more groups, or do not divide by groups.".into(),
            Self::TwoDivisions { .. } => "Choose groups or time, not both.".into(),
            Self::NoTime { .. } => "Fill in the time of every row, or choose another column.".into(),
            Self::NotATime { .. } => "Choose a column of numbers, or of dates such as 2026-01-31.".into(),
            Self::OneMoment { .. } => "Choose a column with finer times, or a smaller share for the test.".into(),
            Self::TooLarge { .. } => {
                "Group rare texts (max_categories) or number them (ordinal), leave out columns of many texts, grow fewer or shallower \
                 trees (n_estimators, max_depth), or use a part of the rows."
                    .into()
            }
            Self::NotFinite { .. } => "Replace the value by a finite number, or leave the cell empty.".into(),
            Self::HugeValue { .. } => "Check the value, or give the column in larger units.".into(),
            Self::NotANumber { .. } => "Write a number such as 4.2, or leave the field empty.".into(),
            Self::NotADate { example, .. } => format!("Write it like {example}, or leave the field empty."),
            Self::NotNumeric { .. } => "Choose two numeric columns.".into(),
            Self::Shape { .. } => "Give every row the columns that the model was trained on.".into(),
            Self::Stored { .. } => "Train the model again, or choose the file that was saved.".into(),
            Self::Optimiser { .. } => "Choose a smaller C or a larger tol.".into(),
            Self::Search { .. } => "Change what is searched, and start again.".into(),
            Self::Linfa { .. } => "Check the shape and the values of the data.".into(),
        }
    }
}

impl From<Error> for protocol::Error {
    fn from(error: Error) -> Self {
        let row = match error {
            Error::NotATime { row, .. } | Error::NoTime { row, .. } => Some(row),
            _ => None,
        };
        Self { row, ..Self::new(error.to_string(), error.hint()) }
    }
}

impl From<OutOfRange> for Error {
    fn from(OutOfRange { name, value, takes }: OutOfRange) -> Self {
        Self::Parameter { name, value, takes }
    }
}

impl From<linfa::Error> for Error {
    fn from(cause: linfa::Error) -> Self {
        Self::Linfa { cause: cause.to_string() }
    }
}
