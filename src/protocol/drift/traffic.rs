//! A stream of traffic and what goes wrong with it, as plain data: the whole scenario fits into an address.

use serde::{Deserialize, Serialize};

/// Traffic made from a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrafficSpec {
    /// Seed of every draw.
    pub seed: u64,
    /// Windows in the scenario, from 1.
    pub windows: u32,
    /// Where the rows of a window come from.
    pub clock: Clock,
    /// What goes wrong, applied in this order.
    pub injections: Vec<Injection>,
    /// Windows that pass before a label is known.
    pub label_delay: u32,
    /// Share of the rows whose label ever becomes known, 0..=1.
    pub label_share: f64,
}

impl Default for TrafficSpec {
    fn default() -> Self {
        Self { seed: 0, windows: 60, clock: Clock::default(), injections: vec![], label_delay: 3, label_share: 1.0 }
    }
}

/// Where the rows of a window come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// Rows drawn from the whole table, with replacement.
    Resample {
        /// Rows of a window, from 1.
        rows: u32,
    },
    /// The table's own time: its span is cut into windows of equal length.
    Calendar {
        /// A column of numbers or of dates.
        column: String,
    },
}

impl Default for Clock {
    fn default() -> Self {
        Self::Resample { rows: 500 }
    }
}

/// One thing that goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Injection {
    /// What.
    pub change: Change,
    /// First window in which it shows.
    pub onset: u32,
    /// How it comes.
    #[serde(default)]
    pub shape: Shape,
    /// Windows after which it has gone again; it stays if absent.
    #[serde(default)]
    pub lasts: Option<u32>,
}

/// How a change comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// All at once.
    #[default]
    Sudden,
    /// More and more rows have it whole.
    Gradual {
        /// Windows until all have it.
        over: u32,
    },
    /// All rows have more and more of it.
    Incremental {
        /// Windows until it is whole.
        over: u32,
    },
    /// It comes and goes.
    Recurring {
        /// Windows from one coming to the next.
        period: u32,
        /// Windows that it stays.
        on: u32,
    },
    /// A few rows have it, whole.
    Outliers {
        /// Share of the rows, 0..=1.
        share: f64,
    },
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A column of numbers moves.
    Shift {
        /// The column.
        column: String,
        /// By how many standard deviations of the table's.
        size: f64,
    },
    /// A column of numbers spreads about its mean.
    Scale {
        /// The column.
        column: String,
        /// To how many times its spread, from 0.
        factor: f64,
    },
    /// A column of numbers comes in another unit: multiplied.
    Unit {
        /// The column.
        column: String,
        /// By what.
        factor: f64,
    },
    /// A column is stuck at one number.
    Constant {
        /// The column.
        column: String,
        /// At what.
        value: f64,
    },
    /// Values get lost.
    Missing {
        /// The column.
        column: String,
        /// Share of its values, 0..=1.
        size: f64,
    },
    /// One category takes the place of others.
    Reweight {
        /// The column.
        column: String,
        /// The category; it need not be one that the table has.
        category: String,
        /// Share of the rows, 0..=1.
        size: f64,
    },
    /// Rows of one class come more often: the features of a class stay as they were, its share grows.
    LabelShift {
        /// The class of the target.
        class: String,
        /// Share of the rows drawn from that class alone, 0..=1.
        size: f64,
    },
    /// The rule between features and target turns: classes move on by one, numbers are mirrored about their mean.
    Concept {
        /// Only where this column of numbers is above its median; everywhere if absent.
        #[serde(default)]
        column: Option<String>,
        /// Share of those rows, 0..=1.
        size: f64,
    },
    /// A column is gone or has another name, from the first window on: half a schema cannot change.
    Schema {
        /// The column.
        column: String,
        /// Its new name; it is gone if absent.
        #[serde(default)]
        renamed: Option<String>,
    },
    /// The upstream, from which the service fetches what it needs, answers more slowly. Rows and answers stay as they were.
    Slowdown {
        /// To how many times its time, above 0.
        factor: f64,
    },
}

impl Change {
    /// Makes it so many times as large; shares stay at most 1, and a column that is stuck or gone cannot be more so.
    pub fn grow(&mut self, times: f64) {
        match self {
            Self::Shift { size, .. } => *size *= times,
            Self::Scale { factor, .. } | Self::Unit { factor, .. } | Self::Slowdown { factor } => *factor = 1.0 + (*factor - 1.0) * times,
            Self::Missing { size, .. } | Self::Reweight { size, .. } | Self::LabelShift { size, .. } | Self::Concept { size, .. } => {
                *size = (*size * times).min(1.0);
            }
            Self::Constant { .. } | Self::Schema { .. } => {}
        }
    }

    /// What it does, in words.
    pub fn words(&self) -> String {
        match self {
            Self::Shift { column, size } => format!("{column} moves by {size} standard deviations"),
            Self::Scale { column, factor } => format!("{column} spreads {factor} times as wide"),
            Self::Unit { column, factor } => format!("{column} comes multiplied by {factor}"),
            Self::Constant { column, value } => format!("{column} is stuck at {value}"),
            Self::Missing { column, size } => format!("{:.0}% of {column} are lost", size * 100.0),
            Self::Reweight { column, category, size } => format!("{:.0}% of {column} become {category}", size * 100.0),
            Self::LabelShift { class, size } => format!("{:.0}% of the rows are drawn from the class {class}", size * 100.0),
            Self::Concept { column: None, size } => format!("the rule turns for {:.0}% of the rows", size * 100.0),
            Self::Concept { column: Some(column), size } => {
                format!("the rule turns for {:.0}% of the rows with a large {column}", size * 100.0)
            }
            Self::Schema { column, renamed: None } => format!("{column} is gone"),
            Self::Schema { column, renamed: Some(name) } => format!("{column} is now called {name}"),
            Self::Slowdown { factor } => format!("the upstream takes {factor} times as long"),
        }
    }
}
