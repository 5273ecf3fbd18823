//! Feature preparation, learned from the training rows only: missing values filled, text turned into indicators.
//!
//! A missing number becomes the median, a missing text the most frequent one; a text becomes one 0/1 column per level
//! seen in training, and a level never seen becomes zeros in all of them. So nothing of the test rows leaks in.

use std::collections::BTreeSet;

use super::Error;
use crate::dataset::{Column, Table, Values};
use crate::protocol::{FeatureSummary, Warning};

/// Largest number of levels of a text feature.
pub const MOST_LEVELS: usize = 200;

/// A number or a code of one raw cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A number.
    Number(f64),
    /// A level by its place among the feature's levels.
    Level(usize),
    /// A text that training did not see.
    Unknown,
    /// No value.
    Missing,
}

/// One feature as it was learned.
#[derive(Clone, Debug, PartialEq)]
struct Feature {
    name: String,
    /// Levels by name, with their training counts; empty for numbers.
    levels: Vec<(String, u64)>,
    numeric: bool,
    min: f64,
    max: f64,
    median: f64,
    whole: bool,
    most_frequent: usize,
    /// First encoded column.
    start: usize,
}

/// A fitted preparation.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    features: Vec<Feature>,
    names: Vec<String>,
}

/// Encoded values by column.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// One per encoded column, equal lengths.
    pub columns: Vec<Vec<f64>>,
    /// Number of rows.
    pub rows: usize,
}

/// Names of the columns to learn from: the ones asked for, or all that can be used, with a warning for each left out.
pub fn choose(table: &Table, target: &str, asked: &[String]) -> Result<(Vec<String>, Vec<Warning>), Error> {
    let mut warnings = Vec::new();
    let mut chosen: Vec<String> = Vec::new();
    if asked.is_empty() {
        for column in table.columns.iter().filter(|column| column.name != target) {
            match unusable(column, table.rows) {
                None => chosen.push(column.name.clone()),
                Some(why) => {
                    warnings.push(Warning {
                        line: None,
                        column: Some(column.name.clone()),
                        text: format!("left out of the features: {why}"),
                    });
                }
            }
        }
    }
    for name in asked {
        if name == target {
            return Err(Error::TargetAsFeature { column: name.clone() });
        }
        table.column(name).ok_or_else(|| Error::NoColumn { column: name.clone() })?;
        if !chosen.contains(name) {
            chosen.push(name.clone());
        }
    }
    if chosen.is_empty() { Err(Error::NoFeatures { target: target.into() }) } else { Ok((chosen, warnings)) }
}

/// Why a column is of no use as a feature, if so.
fn unusable(column: &Column, rows: usize) -> Option<&'static str> {
    match &column.values {
        Values::Numeric(values) => {
            let present = || values.iter().copied().filter(|value| !value.is_nan());
            let count = present().count();
            let low = present().fold(f64::INFINITY, f64::min);
            let high = present().fold(f64::NEG_INFINITY, f64::max);
            let in_step = || values.windows(2).all(|pair| pair[1] - pair[0] == 1.0);
            match count {
                0 => Some("it has no values"),
                _ if count == rows && rows > 20 && high - low == (rows - 1) as f64 && in_step() => Some("it only counts the rows"),
                _ => None,
            }
        }
        Values::Text { codes, .. } => {
            let distinct: BTreeSet<u32> = codes.iter().copied().filter(|code| *code != Values::MISSING).collect();
            let present = codes.iter().filter(|code| **code != Values::MISSING).count();
            match distinct.len() {
                0 => Some("it has no values"),
                found if found > 20 && found * 10 > present * 9 => Some("nearly every text in it differs, so it names rows"),
                found if found > MOST_LEVELS => Some("it has too many different texts"),
                _ => None,
            }
        }
    }
}

impl Encoding {
    /// Learns the preparation of `names` from these table rows.
    pub fn fit(table: &Table, names: &[String], rows: &[u32]) -> Result<Self, Error> {
        let mut encoding = Self { features: Vec::new(), names: Vec::new() };
        for name in names {
            let column = table.column(name).ok_or_else(|| Error::NoColumn { column: name.clone() })?;
            let mut feature = match &column.values {
                Values::Numeric(values) => number_feature(name, values, rows)?,
                Values::Text { codes, levels } => text_feature(name, codes, levels, rows)?,
            };
            feature.start = encoding.names.len();
            if feature.numeric {
                encoding.names.push(name.clone());
            } else {
                encoding.names.extend(feature.levels.iter().map(|(level, _)| format!("{name}={level}")));
            }
            encoding.features.push(feature);
        }
        Ok(encoding)
    }

    /// Encoded column names, such as `island=Biscoe`.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Raw feature names.
    pub fn features(&self) -> impl Iterator<Item = &str> {
        self.features.iter().map(|feature| feature.name.as_str())
    }

    /// These rows of the table, encoded.
    pub fn frame(&self, table: &Table, rows: &[u32]) -> Result<Frame, Error> {
        let mut columns = vec![vec![0.0; rows.len()]; self.names.len()];
        for feature in &self.features {
            let column = table.column(&feature.name).ok_or_else(|| Error::NoColumn { column: feature.name.clone() })?;
            let codes = feature.codes(column);
            for (position, row) in rows.iter().enumerate() {
                feature.write(feature.cell(column, &codes, *row as usize)?, |offset, value| {
                    columns[feature.start + offset][position] = value;
                });
            }
        }
        Ok(Frame { columns, rows: rows.len() })
    }

    /// One row given as text, encoded; features left out or empty count as missing.
    pub fn row(&self, row: &[(String, String)]) -> Result<Vec<f64>, Error> {
        if let Some((name, _)) = row.iter().find(|(name, _)| !self.features.iter().any(|feature| feature.name == *name)) {
            return Err(Error::NotAFeature { column: name.clone() });
        }
        let mut encoded = vec![0.0; self.names.len()];
        for feature in &self.features {
            let text = row.iter().find(|(name, _)| *name == feature.name).map_or("", |(_, text)| text.trim());
            feature.write(feature.parse(text)?, |offset, value| encoded[feature.start + offset] = value);
        }
        Ok(encoded)
    }

    /// A row of typical values: medians and most frequent texts.
    pub fn typical(&self) -> Vec<f64> {
        let mut encoded = vec![0.0; self.names.len()];
        for feature in &self.features {
            feature.write(Cell::Missing, |offset, value| encoded[feature.start + offset] = value);
        }
        encoded
    }

    /// Typical value per feature as text: medians and most frequent texts.
    pub fn typical_text(&self) -> Vec<(String, String)> {
        let value = |feature: &Feature| match feature.levels.get(feature.most_frequent) {
            Some((level, _)) => level.clone(),
            None => feature.median.to_string(),
        };
        self.features.iter().map(|feature| (feature.name.clone(), value(feature))).collect()
    }

    /// Per encoded column: whether it is a number rather than an indicator.
    pub fn numeric_columns(&self) -> Vec<bool> {
        self.features.iter().flat_map(|feature| vec![feature.numeric; feature.levels.len().max(1)]).collect()
    }

    /// A warning for each feature with missing values among these rows, saying what fills them.
    pub fn filled(&self, table: &Table, rows: &[u32]) -> Vec<Warning> {
        let warning = |feature: &Feature| {
            let column = table.column(&feature.name)?;
            let missing = rows.iter().filter(|row| is_missing(column, **row as usize)).count();
            let filler = match feature.levels.get(feature.most_frequent) {
                Some((level, _)) => format!("the most frequent one, '{level}'"),
                None => format!("the median, {}", feature.median),
            };
            let values = if missing == 1 { "value was" } else { "values were" };
            let text = format!("{missing} missing {values} filled with {filler}, of the training rows");
            (missing > 0).then(|| Warning { line: None, column: Some(feature.name.clone()), text })
        };
        self.features.iter().filter_map(warning).collect()
    }

    /// The encoded column of a numeric feature and its training range.
    pub fn numeric(&self, name: &str) -> Result<(usize, (f64, f64)), Error> {
        match self.features.iter().find(|feature| feature.name == name) {
            None => Err(Error::NotAFeature { column: name.into() }),
            Some(feature) if !feature.numeric => Err(Error::NotNumeric { column: name.into() }),
            Some(feature) => Ok((feature.start, (feature.min, feature.max))),
        }
    }

    /// What a form for one row shows.
    pub fn summaries(&self) -> Vec<FeatureSummary> {
        self.features.iter().map(Feature::summary).collect()
    }
}

impl Feature {
    fn summary(&self) -> FeatureSummary {
        let mut levels = self.levels.clone();
        levels.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        FeatureSummary {
            name: self.name.clone(),
            levels: levels.into_iter().map(|(level, _)| level).collect(),
            min: self.min,
            max: self.max,
            typical: self.median,
            whole: self.whole,
        }
    }

    /// For a text column: the place among our levels of each of the table's level codes.
    fn codes(&self, column: &Column) -> Vec<Option<usize>> {
        match &column.values {
            Values::Numeric(_) => Vec::new(),
            Values::Text { levels, .. } => levels.iter().map(|level| self.place(level)).collect(),
        }
    }

    fn place(&self, level: &str) -> Option<usize> {
        self.levels.binary_search_by(|(name, _)| name.as_str().cmp(level)).ok()
    }

    fn cell(&self, column: &Column, codes: &[Option<usize>], row: usize) -> Result<Cell, Error> {
        match &column.values {
            Values::Numeric(values) => match values.get(row) {
                Some(value) if value.is_nan() => Ok(Cell::Missing),
                Some(value) if value.is_finite() => Ok(Cell::Number(*value)),
                _ => Err(Error::NotFinite { column: self.name.clone(), row }),
            },
            Values::Text { codes: raw, .. } => Ok(match raw.get(row) {
                None | Some(&Values::MISSING) => Cell::Missing,
                Some(code) => codes.get(*code as usize).copied().flatten().map_or(Cell::Unknown, Cell::Level),
            }),
        }
    }

    fn parse(&self, text: &str) -> Result<Cell, Error> {
        if text.is_empty() {
            return Ok(Cell::Missing);
        }
        if !self.numeric {
            return Ok(self.place(text).map_or(Cell::Unknown, Cell::Level));
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Cell::Number(value)),
            _ => Err(Error::NotANumber { column: self.name.clone(), value: text.into() }),
        }
    }

    fn write(&self, cell: Cell, mut put: impl FnMut(usize, f64)) {
        match (self.numeric, cell) {
            (true, Cell::Number(value)) => put(0, value),
            (true, _) => put(0, self.median),
            (false, Cell::Level(level)) => put(level, 1.0),
            (false, Cell::Missing) => put(self.most_frequent, 1.0),
            (false, _) => {}
        }
    }
}

fn is_missing(column: &Column, row: usize) -> bool {
    match &column.values {
        Values::Numeric(values) => values.get(row).is_none_or(|value| value.is_nan()),
        Values::Text { codes, .. } => codes.get(row).is_none_or(|code| *code == Values::MISSING),
    }
}

fn number_feature(name: &str, values: &[f64], rows: &[u32]) -> Result<Feature, Error> {
    let mut present = Vec::with_capacity(rows.len());
    for row in rows {
        match values.get(*row as usize) {
            Some(value) if value.is_nan() => {}
            Some(value) if value.is_finite() => present.push(*value),
            _ => return Err(Error::NotFinite { column: name.into(), row: *row as usize }),
        }
    }
    present.sort_unstable_by(f64::total_cmp);
    let (Some(min), Some(max)) = (present.first(), present.last()) else {
        return Err(Error::NoValues { column: name.into() });
    };
    let half = present.len() / 2;
    let median = if present.len() % 2 == 1 { present[half] } else { present[half - 1] / 2.0 + present[half] / 2.0 };
    let whole = present.iter().all(|value| value.fract() == 0.0);
    let (min, max) = (*min, *max);
    Ok(Feature { name: name.into(), levels: Vec::new(), numeric: true, min, max, median, whole, most_frequent: 0, start: 0 })
}

fn text_feature(name: &str, codes: &[u32], levels: &[String], rows: &[u32]) -> Result<Feature, Error> {
    let mut counts = vec![0_u64; levels.len()];
    for row in rows {
        if let Some(count) = codes.get(*row as usize).and_then(|code| counts.get_mut(*code as usize)) {
            *count += 1;
        }
    }
    let mut levels: Vec<(String, u64)> = levels.iter().cloned().zip(counts).filter(|(_, count)| *count > 0).collect();
    levels.sort_unstable();
    if levels.len() > MOST_LEVELS {
        return Err(Error::TooManyLevels { column: name.into(), found: levels.len(), most: MOST_LEVELS });
    }
    let most = levels.iter().map(|(_, count)| *count).max().ok_or_else(|| Error::NoValues { column: name.into() })?;
    // Of equally frequent texts the first by name is taken, as scikit-learn does.
    let most_frequent = levels.iter().position(|(_, count)| *count == most).unwrap_or(0);
    Ok(Feature { name: name.into(), levels, numeric: false, min: 0.0, max: 0.0, median: 0.0, whole: false, most_frequent, start: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::testing::{number, table, text};

    fn sample() -> Table {
        table(vec![
            number("size", &[4.0, f64::NAN, 1.0, 2.5, 100.0]),
            text("isle", &["b", "a", "", "b", "z"]),
            number("gone", &[f64::NAN; 5]),
        ])
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn preparation_is_learned_from_the_training_rows_alone() {
        let encoding = Encoding::fit(&sample(), &names(&["size", "isle"]), &[0, 1, 2, 3]).unwrap();
        assert_eq!(encoding.names(), ["size", "isle=a", "isle=b"]);
        let frame = encoding.frame(&sample(), &[0, 1, 2, 4]).unwrap();
        assert_eq!(frame.columns, [[4.0, 2.5, 1.0, 100.0], [0.0, 1.0, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0]]);
        let summaries = encoding.summaries();
        assert_eq!((summaries[0].min, summaries[0].typical, summaries[0].max, summaries[0].whole), (1.0, 2.5, 4.0, false));
        assert_eq!(summaries[1].levels, ["b", "a"]);
    }

    #[test]
    fn a_row_of_text_is_encoded_like_the_table() {
        let encoding = Encoding::fit(&sample(), &names(&["size", "isle"]), &[0, 1, 2, 3]).unwrap();
        let row =
            |pairs: &[(&str, &str)]| encoding.row(&pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect::<Vec<_>>());
        assert_eq!(row(&[("size", " 7 "), ("isle", "a")]), Ok(vec![7.0, 1.0, 0.0]));
        assert_eq!(row(&[]), Ok(vec![2.5, 0.0, 1.0]));
        assert_eq!(row(&[("isle", "new"), ("size", "")]), Ok(vec![2.5, 0.0, 0.0]));
        assert_eq!(row(&[("size", "tall")]).unwrap_err().to_string(), "column 'size' takes numbers, not 'tall'");
        assert_eq!(row(&[("age", "1")]).unwrap_err().to_string(), "the model does not use a column 'age'");
    }

    #[test]
    fn columns_of_no_use_are_left_out_with_a_warning_or_refused_when_named() {
        let (chosen, warnings) = choose(&sample(), "isle", &[]).unwrap();
        assert_eq!(chosen, ["size"]);
        assert_eq!(warnings[0].text, "left out of the features: it has no values");
        let error = Encoding::fit(&sample(), &names(&["gone"]), &[0, 1]).unwrap_err();
        assert_eq!(error.to_string(), "column 'gone' has no values");
        let counted: Vec<f64> = (1..=30).map(f64::from).collect();
        let (_, warnings) = choose(&table(vec![number("n", &counted), number("x", &[1.0; 30]), text("t", &["a"; 30])]), "t", &[]).unwrap();
        assert_eq!(warnings[0].column.as_deref(), Some("n"));
    }
}
