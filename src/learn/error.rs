//! What can go wrong between a table and a trained model, and what to do about each.

use crate::protocol;

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
        /// What is allowed, in words.
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
    /// A column of one value repeated, where that cannot work.
    #[error("column '{column}' has only one class, '{class}'")]
    OneClass {
        /// The target.
        column: String,
        /// Its only value.
        class: String,
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
    TooLarge {
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
            Self::NoColumn { .. } => "Check the spelling against the column names of the table.".into(),
            Self::NotAFeature { .. } => "Give only columns that the model was trained on.".into(),
            Self::TargetAsFeature { column } => format!("Take '{column}' off the features, or predict another column."),
            Self::NoFeatures { .. } => "Choose at least one column with values that repeat or are numbers.".into(),
            Self::NoValues { .. } => "Choose another column, or fill this one in the file.".into(),
            Self::OneClass { .. } => "Choose a target with at least two different values.".into(),
            Self::OneTrainingClass { .. } => "Stratify the split, or hold out a smaller share of the rows.".into(),
            Self::TooManyClasses { most, .. } => {
                format!("Choose a target with at most {most} different values, or group its values first.")
            }
            Self::Identifier { .. } => "Choose a target whose values repeat.".into(),
            Self::TooManyLevels { .. } => "Take this column off the features, or group its values first.".into(),
            Self::SmallClass { .. } => "Ask for fewer folds, switch stratify off, or leave this class out of the file.".into(),
            Self::SmallSplit { .. } => "Use more rows, or choose a test share nearer to 0.2.".into(),
            Self::NotFinite { .. } => "Replace the value by a finite number, or leave the cell empty.".into(),
            Self::TooLarge { .. } => "Check the value, or give the column in larger units.".into(),
            Self::NotANumber { .. } => "Write a number such as 4.2, or leave the field empty.".into(),
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
        Self::new(error.to_string(), error.hint())
    }
}

impl From<linfa::Error> for Error {
    fn from(cause: linfa::Error) -> Self {
        Self::Linfa { cause: cause.to_string() }
    }
}
