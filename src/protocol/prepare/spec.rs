//! How columns become numbers before a model sees them. Names and meanings are scikit-learn's; the defaults are what a
//! beginner's table needs: medians for gaps, an indicator per text, nothing grouped.

use serde::{Deserialize, Serialize};

/// What stands in for a missing value (`sklearn.impute.SimpleImputer`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// The arithmetic mean of the training rows; for texts the most frequent one.
    Mean,
    /// The median of the training rows; for texts the most frequent one.
    #[default]
    Median,
    /// The most frequent value, the smallest of equally frequent ones.
    MostFrequent,
    /// `fill_value`.
    Constant,
}

/// How numbers are brought to one scale, learned from the training rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scaler {
    /// As the model needs it: standard for models that weigh or measure, none for trees.
    #[default]
    Auto,
    /// Left as they are.
    None,
    /// Minus the mean, divided by the standard deviation (`StandardScaler`).
    Standard,
    /// From 0 at the smallest to 1 at the largest (`MinMaxScaler`).
    MinMax,
    /// Minus the median, divided by the distance between the quartiles (`RobustScaler`).
    Robust,
}

/// How a text becomes numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoder {
    /// A column of 0 and 1 for each text (`OneHotEncoder(handle_unknown="infrequent_if_exist")`).
    #[default]
    OneHot,
    /// One column with the place among the sorted texts, −1 for an unknown one (`OrdinalEncoder`).
    Ordinal,
}

/// A part of a date that becomes a column of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatePart {
    /// Such as 2026.
    Year,
    /// 1..=12.
    Month,
    /// 1..=31.
    Day,
    /// 0 for Monday to 6 for Sunday.
    Weekday,
    /// 0..=23.
    Hour,
}

/// The preparation of all columns, or of one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrepareSpec {
    /// What stands in for a missing value.
    pub strategy: Strategy,
    /// The constant; absent is 0 for numbers and `missing_value` for texts.
    pub fill_value: Option<String>,
    /// Add a column of 0 and 1 that says where a value was missing, if one was in the training rows.
    pub add_indicator: bool,
    /// How numbers are brought to one scale.
    pub scaler: Scaler,
    /// How a text becomes numbers.
    pub encoder: Encoder,
    /// Texts rarer than this are grouped: a count from 1, or a share of the training rows below 1; absent groups none.
    pub min_frequency: Option<f64>,
    /// Most columns or codes that a text column may become, the group of rare ones included, 1 or more; absent is no limit.
    pub max_categories: Option<u32>,
    /// Parts that replace a column of dates; none leaves dates to `encoder`.
    pub date_parts: Vec<DatePart>,
    /// Columns that are prepared in another way, by name; theirs replaces all of the above.
    pub columns: Vec<(String, PrepareSpec)>,
}

impl PrepareSpec {
    /// The preparation of a column.
    pub fn of(&self, column: &str) -> &Self {
        self.columns.iter().find(|(name, _)| name == column).map_or(self, |(_, spec)| spec)
    }

    /// Whether a text column of very many values becomes few columns.
    pub fn groups_texts(&self) -> bool {
        self.encoder == Encoder::Ordinal || self.max_categories.is_some() || self.min_frequency.is_some()
    }
}
