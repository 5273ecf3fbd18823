//! One raw column as it was learned, and the encoded columns it becomes.

use super::dates::{self, Dates};
use super::levels::Levels;
use super::numbers::Numbers;
use crate::dataset::order;
use crate::dataset::{Column, Values, date};
use crate::learn::Error;
use crate::protocol::float;
use crate::protocol::{FeatureSummary, PrepareSpec, Scaler};

/// Most values that a form offers to choose from.
const MOST_OFFERED: usize = 200;

/// A column as it was learned.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Feature {
    pub(super) name: String,
    /// First encoded column.
    pub(super) start: usize,
    pub(super) kind: FeatureKind,
    /// Its last encoded column says where a value was missing.
    indicator: bool,
    /// Its numbers are left for the model to scale as it needs.
    pub(super) left_to_model: bool,
}

/// What a column holds, and what was learned of it.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) enum FeatureKind {
    Number(Numbers),
    Text(Levels),
    Date(Dates),
}

/// A raw cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum RawCell {
    Number(f64),
    /// A level by its place among the feature's levels.
    Level(usize),
    /// A text that training did not see.
    Unknown,
    Moment(date::Moment),
    Missing,
}

impl Feature {
    /// Learns from these rows of a column; its encoded columns begin at `start`.
    pub(super) fn fit(column: &Column, rows: &[u32], spec: &PrepareSpec, start: usize) -> Result<Self, Error> {
        let (kind, missing) = match &column.values {
            Values::Numeric(values) => numbers(&column.name, values, rows, spec)?,
            Values::Text { codes, levels } => texts(&column.name, codes, levels, rows, spec)?,
        };
        let left_to_model = spec.scaler == Scaler::Auto;
        Ok(Self { name: column.name.clone(), start, kind, indicator: spec.add_indicator && missing > 0, left_to_model })
    }

    /// Names of the encoded columns, such as `island=Biscoe`.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = match &self.kind {
            FeatureKind::Number(_) => vec![self.name.clone()],
            FeatureKind::Text(levels) => levels.suffixes().iter().map(|suffix| format!("{}{suffix}", self.name)).collect(),
            FeatureKind::Date(dates) => dates.parts.iter().map(|(part, _)| format!("{}.{}", self.name, dates::word(*part))).collect(),
        };
        if self.indicator {
            names.push(format!("{} is missing", self.name));
        }
        names
    }

    /// Per encoded column: whether it is a number, rather than an indicator, that the model may scale.
    pub(super) fn scaled_by_model(&self) -> impl Iterator<Item = bool> {
        let (numeric, width) = match &self.kind {
            FeatureKind::Number(_) => (true, 1),
            FeatureKind::Text(levels) => (levels.is_ordinal(), levels.width()),
            FeatureKind::Date(dates) => (true, dates.parts.len()),
        };
        std::iter::repeat_n(numeric && self.left_to_model, width).chain(self.indicator.then_some(false))
    }

    /// Writes a cell into its encoded columns, which hold 0 before.
    #[inline]
    pub(super) fn write(&self, cell: RawCell, mut put: impl FnMut(usize, f64)) {
        let width = match (&self.kind, cell) {
            (FeatureKind::Number(numbers), RawCell::Number(value)) => {
                put(self.start, numbers.scaled(value));
                1
            }
            (FeatureKind::Number(numbers), _) => {
                put(self.start, numbers.scaled(numbers.fill));
                1
            }
            (FeatureKind::Text(levels), cell) => {
                let found = match cell {
                    RawCell::Level(place) => levels.encode(Some(place)),
                    RawCell::Missing => levels.encode_missing(),
                    _ => levels.encode(None),
                };
                if let Some((offset, value)) = found {
                    put(self.start + offset, value);
                }
                levels.width()
            }
            (FeatureKind::Date(dates), cell) => {
                let moment = if let RawCell::Moment(moment) = &cell { Some(moment) } else { None };
                dates.encode(moment).enumerate().for_each(|(offset, value)| put(self.start + offset, value));
                dates.parts.len()
            }
        };
        if self.indicator && cell == RawCell::Missing {
            put(self.start + width, 1.0);
        }
    }

    /// Writes these rows of the table's column into the encoded columns, which hold 0 before.
    pub(super) fn encode(&self, column: &Column, rows: &[u32], columns: &mut [Vec<f64>]) -> Result<(), Error> {
        if let (FeatureKind::Number(numbers), Values::Numeric(values), false) = (&self.kind, &column.values, self.indicator) {
            // The usual case, for itself: nothing is asked about each value but whether it is there.
            for (to, row) in columns[self.start].iter_mut().zip(rows) {
                let row = *row as usize;
                let value = values.get(row).filter(|value| !value.is_infinite());
                let value = *value.ok_or_else(|| Error::NotFinite { column: self.name.clone(), row })?;
                *to = numbers.scaled(if value.is_nan() { numbers.fill } else { value });
            }
            return Ok(());
        }
        let cells = self.cells(column);
        for (position, row) in rows.iter().enumerate() {
            self.write(self.cell(column, &cells, *row as usize)?, |at, value| columns[at][position] = value);
        }
        Ok(())
    }

    /// Per level code of a table's text column, what it is to this feature.
    fn cells(&self, column: &Column) -> Vec<RawCell> {
        let Values::Text { levels, .. } = &column.values else { return Vec::new() };
        levels.iter().map(|level| self.of_text(level)).collect()
    }

    fn of_text(&self, text: &str) -> RawCell {
        match &self.kind {
            FeatureKind::Number(_) => RawCell::Missing,
            FeatureKind::Text(levels) => levels.place(text).map_or(RawCell::Unknown, RawCell::Level),
            FeatureKind::Date(dates) => dates.parse(text).map_or(RawCell::Missing, RawCell::Moment),
        }
    }

    /// The cell of a table row, with what [`Feature::cells`] gave.
    #[inline]
    fn cell(&self, column: &Column, cells: &[RawCell], row: usize) -> Result<RawCell, Error> {
        match &column.values {
            Values::Numeric(values) => match values.get(row) {
                Some(value) if value.is_nan() => Ok(RawCell::Missing),
                Some(value) if value.is_finite() => Ok(RawCell::Number(*value)),
                _ => Err(Error::NotFinite { column: self.name.clone(), row }),
            },
            Values::Text { codes, .. } => {
                Ok(codes.get(row).and_then(|code| cells.get(*code as usize)).copied().unwrap_or(RawCell::Missing))
            }
        }
    }

    /// The cell that a person wrote.
    pub(super) fn parse(&self, text: &str) -> Result<RawCell, Error> {
        if text.is_empty() {
            return Ok(RawCell::Missing);
        }
        match &self.kind {
            FeatureKind::Text(_) => Ok(self.of_text(text)),
            FeatureKind::Date(dates) => {
                let moment = dates.parse(text).map(RawCell::Moment);
                moment.ok_or_else(|| Error::NotADate { column: self.name.clone(), value: text.into(), example: dates.typical.clone() })
            }
            FeatureKind::Number(_) => match float(text) {
                Some(value) if value.is_finite() => Ok(RawCell::Number(value)),
                _ => Err(Error::NotANumber { column: self.name.clone(), value: text.into() }),
            },
        }
    }

    /// The usual cell: median, most frequent text, most frequent date.
    pub(super) fn typical(&self) -> RawCell {
        match &self.kind {
            FeatureKind::Number(numbers) => RawCell::Number(numbers.median),
            FeatureKind::Text(levels) => RawCell::Level(levels.most_frequent),
            FeatureKind::Date(dates) => dates.parse(&dates.typical).map_or(RawCell::Missing, RawCell::Moment),
        }
    }

    /// The usual cell as text.
    pub(super) fn typical_text(&self) -> String {
        match &self.kind {
            FeatureKind::Number(numbers) => numbers.median.to_string(),
            FeatureKind::Text(levels) => levels.levels.get(levels.most_frequent).map(|(level, _)| level.clone()).unwrap_or_default(),
            FeatureKind::Date(dates) => dates.typical.clone(),
        }
    }

    /// What stands in for a missing value, in words.
    pub(super) fn filler(&self, spec: &PrepareSpec) -> String {
        use crate::protocol::Strategy::{Constant, Mean, Median, MostFrequent};
        match &self.kind {
            FeatureKind::Number(numbers) => match spec.strategy {
                Median => format!("the median, {}", numbers.fill),
                Mean => format!("the mean, {}", numbers.fill),
                MostFrequent => format!("the most frequent one, {}", numbers.fill),
                Constant => numbers.fill.to_string(),
            },
            FeatureKind::Text(levels) if spec.strategy == Constant => format!("'{}'", levels.filler(spec)),
            FeatureKind::Text(levels) => format!("the most frequent one, '{}'", levels.filler(spec)),
            FeatureKind::Date(_) => format!("the {} of each part", if spec.strategy == Mean { "mean" } else { "usual value" }),
        }
    }

    /// What a form for one row shows.
    pub(super) fn summary(&self) -> FeatureSummary {
        let (levels, numbers) = match &self.kind {
            FeatureKind::Number(numbers) => (vec![], Some(numbers)),
            FeatureKind::Text(levels) => {
                let mut sorted: Vec<&(String, u64)> = levels.levels.iter().collect();
                order::by_key(&mut sorted, |(_, count)| std::cmp::Reverse(*count));
                (sorted.into_iter().take(MOST_OFFERED).map(|(level, _)| level.clone()).collect(), None)
            }
            FeatureKind::Date(dates) => (vec![dates.typical.clone()], None),
        };
        let of = |value: fn(&Numbers) -> f64| numbers.map_or(0.0, value);
        FeatureSummary {
            name: self.name.clone(),
            levels,
            min: of(|numbers| numbers.min),
            max: of(|numbers| numbers.max),
            typical: of(|numbers| numbers.median),
            whole: numbers.is_some_and(|numbers| numbers.whole),
        }
    }
}

fn numbers(name: &str, values: &[f64], rows: &[u32], spec: &PrepareSpec) -> Result<(FeatureKind, u64), Error> {
    let value = |row: &u32| match values.get(*row as usize) {
        Some(value) if !value.is_infinite() => Ok(*value),
        _ => Err(Error::NotFinite { column: name.into(), row: *row as usize }),
    };
    let values = rows.iter().map(value).collect::<Result<Vec<f64>, _>>()?;
    let missing = values.iter().filter(|value| value.is_nan()).count() as u64;
    Ok((FeatureKind::Number(Numbers::fit(name, &values, spec)?), missing))
}

fn texts(name: &str, codes: &[u32], levels: &[String], rows: &[u32], spec: &PrepareSpec) -> Result<(FeatureKind, u64), Error> {
    let mut counts = vec![0_u64; levels.len()];
    for row in rows {
        if let Some(count) = codes.get(*row as usize).and_then(|code| counts.get_mut(*code as usize)) {
            *count += 1;
        }
    }
    let missing = rows.len() as u64 - counts.iter().sum::<u64>();
    if !spec.date_parts.is_empty() {
        let seen = levels.iter().zip(&counts).filter(|(_, count)| **count > 0);
        if let Some(order) = date::order(seen.clone().map(|(level, _)| level.as_str())) {
            let moments: Vec<Option<date::Moment>> = levels.iter().map(|level| date::parse(level, order)).collect();
            let moment = |row: &u32| codes.get(*row as usize).and_then(|code| moments.get(*code as usize)).copied().flatten();
            let of_rows: Vec<Option<date::Moment>> = rows.iter().map(moment).collect();
            let most = counts.iter().max().copied().unwrap_or(0);
            let typical = seen.filter(|(_, count)| **count == most).map(|(level, _)| level).min().cloned().unwrap_or_default();
            return Ok((FeatureKind::Date(Dates::fit(name, order, &of_rows, typical, spec)?), missing));
        }
    }
    let counts = levels.iter().cloned().zip(counts).collect();
    Ok((FeatureKind::Text(Levels::fit(name, counts, missing, spec)?), missing))
}
