//! What a table looks like: its columns, their kinds and distributions, and what was odd in the file.

use serde::{Deserialize, Serialize};

use super::spec::DatasetRef;
use crate::protocol::model::Task;
use crate::protocol::prepare::PrepareSpec;

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Numbers that measure or count.
    Numeric,
    /// A limited set of names (or small whole numbers used as names).
    Categorical,
    /// Nearly every value differs: a name or key, of no use to a model.
    Identifier,
    /// Dates or times as text.
    Date,
    /// Nothing but missing values.
    Empty,
}

/// How the present values of a column are spread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Distribution {
    /// Equal-width bins.
    Histogram {
        /// Bin edges, one more than `counts`, ascending.
        edges: Vec<f64>,
        /// Rows per bin.
        counts: Vec<u64>,
    },
    /// Most frequent values first.
    Levels {
        /// Value and its number of rows; at most 20.
        top: Vec<(String, u64)>,
        /// Rows whose value is not among them.
        rest: u64,
    },
}

/// One column in words and numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Header, as text, never markup.
    pub name: String,
    /// What the values are.
    pub kind: ColumnKind,
    /// Rows without a value.
    pub missing: u64,
    /// Distinct present values.
    pub distinct: u64,
    /// All present values are whole numbers.
    pub whole: bool,
    /// Smallest value of a numeric column.
    pub min: Option<f64>,
    /// Largest value of a numeric column.
    pub max: Option<f64>,
    /// Arithmetic mean of a numeric column.
    pub mean: Option<f64>,
    /// Sample standard deviation (n − 1) of a numeric column.
    pub std: Option<f64>,
    /// Median of a numeric column.
    pub median: Option<f64>,
    /// Spread of the values.
    pub distribution: Distribution,
    /// Known only after the answer is due, so not learned from unless asked for.
    #[serde(default)]
    pub afterwards: bool,
}

/// Whole numbers of at most this many different values are taken for classes, unless the reader says otherwise.
const MOST_NUMBERED_CLASSES: u64 = 20;

/// No target can have more classes.
const MOST_CLASSES: u64 = 50;

/// Most distinct texts a column may have and still be a feature by default.
pub const MOST_LEVELS: u64 = 200;

/// More than 20 texts, and more than nine in ten of them different.
pub fn nearly_all_differ(distinct: u64, present: u64) -> bool {
    distinct > 20 && distinct * 10 > present * 9
}

impl ColumnProfile {
    /// True if the values are numbers, even if few of them serve as names.
    pub fn is_numeric(&self) -> bool {
        self.min.is_some()
    }

    /// True for a column of a table of so many rows that a model learns from unless told otherwise; a preparation may make more
    /// of them useful: dates taken apart, rare texts grouped or numbered.
    pub fn is_feature(&self, rows: u64, prepare: &PrepareSpec) -> bool {
        let own = prepare.of(&self.name);
        let differ = || nearly_all_differ(self.distinct, rows - self.missing);
        match self.kind {
            _ if self.afterwards => false,
            ColumnKind::Identifier | ColumnKind::Empty => false,
            _ if self.is_numeric() => true,
            ColumnKind::Date if !own.date_parts.is_empty() => true,
            ColumnKind::Date => self.distinct <= MOST_LEVELS && !differ(),
            _ => (self.distinct <= MOST_LEVELS || own.groups_texts()) && !differ(),
        }
    }

    /// What the column is predicted as when nobody says: texts, and whole numbers of few different values, are classes; other
    /// numbers are quantities.
    pub fn usual_task(&self) -> Task {
        let numbers = self.min.is_some();
        if numbers && !(self.whole && self.distinct <= MOST_NUMBERED_CLASSES) { Task::Regression } else { Task::Classification }
    }

    /// Whether it can be predicted as that.
    pub fn allows(&self, task: Task) -> bool {
        match task {
            Task::Regression => self.min.is_some(),
            Task::Classification => self.min.is_none() || self.whole && self.distinct <= MOST_CLASSES,
        }
    }
}

/// Something in the file that was put right or left out, and must be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// 1-based line in the file, if it is about one.
    pub line: Option<u64>,
    /// Column name, if it is about one.
    pub column: Option<String>,
    /// What was found and what was done about it.
    pub text: String,
}

/// Where a dataset comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Who made it, when.
    pub citation: String,
    /// Licence name.
    pub licence: String,
    /// Page to read more; empty for the reader's own file.
    pub url: String,
}

/// A whole table in words and numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DatasetProfile {
    /// How later requests name it.
    pub dataset: DatasetRef,
    /// Title for people: the sample's name or the file's.
    pub title: String,
    /// Rows read.
    pub rows: u64,
    /// In file order.
    pub columns: Vec<ColumnProfile>,
    /// The target a sample is made for, or our guess by names and kinds of columns; absent if none would do.
    pub target: Option<String>,
    /// What was odd in the file, at most 50.
    pub warnings: Vec<Warning>,
    /// Warnings beyond those listed.
    pub more_warnings: u64,
    /// First rows as text, at most 10, columns in file order; a missing value is `None`.
    pub head: Vec<Vec<Option<String>>>,
    /// Provenance; absent for the reader's own file.
    pub source: Option<Source>,
}

/// Rows of a dataset as text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowsPage {
    /// Column names.
    pub columns: Vec<String>,
    /// 0-based row number and its cells; a missing value is `None`.
    pub rows: Vec<(u32, Vec<Option<String>>)>,
}
