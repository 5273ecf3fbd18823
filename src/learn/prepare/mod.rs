//! Feature preparation, learned from the training rows only: gaps filled, numbers scaled, texts and dates turned into
//! numbers, as `sklearn.compose.ColumnTransformer` does it with a pipeline per column.
//!
//! By default a missing number becomes the median, a missing text the most frequent one; a text becomes one 0/1 column per
//! level seen in training, and a level never seen becomes zeros in all of them. Nothing of the test rows leaks in.

mod choose;
mod dates;
mod feature;
#[cfg(test)]
mod gold;
mod levels;
mod numbers;
#[cfg(test)]
mod tests;

use super::Error;
use super::inspect::EncodedFeature;
use crate::dataset::{Column, Table, Values, date::Order};
use crate::protocol::{FeatureSummary, PrepareSpec, Warning};
pub use choose::{choose, choose_for};
use feature::{Feature, FeatureKind};
pub use levels::MOST_LEVELS;

/// A fitted preparation.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Encoding {
    features: Vec<Feature>,
    names: Vec<String>,
    spec: PrepareSpec,
}

/// Encoded values by column.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// One per encoded column, equal lengths.
    pub columns: Vec<Vec<f64>>,
    /// Number of rows.
    pub rows: usize,
}

impl linfa::dataset::Records for Frame {
    type Elem = f64;

    fn nsamples(&self) -> usize {
        self.rows
    }

    fn nfeatures(&self) -> usize {
        self.columns.len()
    }
}

impl Encoding {
    /// Learns the usual preparation of `names` from these table rows.
    pub fn fit(table: &Table, names: &[String], rows: &[u32]) -> Result<Self, Error> {
        Self::fit_with(table, names, rows, &PrepareSpec::default())
    }

    /// Learns the preparation of `names` that is asked for from these table rows.
    pub fn fit_with(table: &Table, names: &[String], rows: &[u32], spec: &PrepareSpec) -> Result<Self, Error> {
        let mut encoding = Self { features: Vec::new(), names: Vec::new(), spec: spec.clone() };
        for name in names {
            let column = table.column(name).ok_or_else(|| Error::NoColumn { column: name.clone() })?;
            let feature = Feature::fit(column, rows, spec.of(name), encoding.names.len())?;
            encoding.names.extend(feature.names());
            encoding.features.push(feature);
        }
        Ok(encoding)
    }

    /// True if some column's numbers are left for the model to scale as it needs.
    pub fn leaves_scaling_to_the_model(&self) -> bool {
        self.features.iter().any(|feature| feature.left_to_model)
    }

    /// Encoded column names, such as `island=Biscoe`.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Raw feature names.
    pub fn features(&self) -> impl Iterator<Item = &str> {
        self.features.iter().map(|feature| feature.name.as_str())
    }

    /// Features that are taken apart as dates, and whether day or month comes first in each.
    pub fn date_orders(&self) -> impl Iterator<Item = (&str, Order)> {
        self.features.iter().filter_map(|feature| match &feature.kind {
            FeatureKind::Date(dates) => Some((feature.name.as_str(), dates.order)),
            _ => None,
        })
    }

    /// Raw features and the encoded columns that stand for each.
    pub fn parts(&self) -> Vec<EncodedFeature> {
        let ends = self.features.iter().skip(1).map(|feature| feature.start).chain([self.names.len()]);
        self.features
            .iter()
            .zip(ends)
            .map(|(feature, end)| EncodedFeature { feature: feature.name.clone(), columns: (feature.start..end).collect() })
            .collect()
    }

    /// These rows of the table, encoded.
    pub fn frame(&self, table: &Table, rows: &[u32]) -> Result<Frame, Error> {
        let mut columns = vec![vec![0.0; rows.len()]; self.names.len()];
        for feature in &self.features {
            let column = table.column(&feature.name).ok_or_else(|| Error::NoColumn { column: feature.name.clone() })?;
            feature.encode(column, rows, &mut columns)?;
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
            feature.write(feature.parse(text)?, |at, value| encoded[at] = value);
        }
        Ok(encoded)
    }

    /// A row of typical values: medians and most frequent texts.
    pub fn typical(&self) -> Vec<f64> {
        let mut encoded = vec![0.0; self.names.len()];
        for feature in &self.features {
            feature.write(feature.typical(), |at, value| encoded[at] = value);
        }
        encoded
    }

    /// Typical value per feature as text: medians and most frequent texts.
    pub fn typical_text(&self) -> Vec<(String, String)> {
        self.features.iter().map(|feature| (feature.name.clone(), feature.typical_text())).collect()
    }

    /// Per encoded column: whether it is a number, rather than an indicator, that is left for the model to scale.
    pub fn columns_left_to_the_model(&self) -> Vec<bool> {
        self.features.iter().flat_map(Feature::scaled_by_model).collect()
    }

    /// Encoded column and value of a number of a numeric feature, scaled as the preparation scales it.
    pub fn place(&self, name: &str, value: f64) -> Result<(usize, f64), Error> {
        let (at, _) = self.numeric(name)?;
        let scaled = self.features.iter().find(|feature| feature.start == at).map(|feature| match &feature.kind {
            FeatureKind::Number(numbers) => numbers.scaled(value),
            _ => value,
        });
        Ok((at, scaled.unwrap_or(value)))
    }

    /// A warning for each feature with missing values among these rows, saying what fills them.
    pub fn filled(&self, table: &Table, rows: &[u32]) -> Vec<Warning> {
        let warning = |feature: &Feature| {
            let column = table.column(&feature.name)?;
            let missing = rows.iter().filter(|row| is_missing(column, **row as usize)).count();
            let values = if missing == 1 { "value was" } else { "values were" };
            let filler = feature.filler(self.spec.of(&feature.name));
            let text = format!("{missing} missing {values} filled with {filler}, of the training rows");
            (missing > 0).then(|| Warning { line: None, column: Some(feature.name.clone()), text })
        };
        self.features.iter().filter_map(warning).collect()
    }

    /// The encoded column of a numeric feature and its training range.
    pub fn numeric(&self, name: &str) -> Result<(usize, (f64, f64)), Error> {
        match self.features.iter().find(|feature| feature.name == name) {
            None => Err(Error::NotAFeature { column: name.into() }),
            Some(Feature { kind: FeatureKind::Number(numbers), start, .. }) => Ok((*start, (numbers.min, numbers.max))),
            Some(_) => Err(Error::NotNumeric { column: name.into() }),
        }
    }

    /// What a form for one row shows.
    pub fn summaries(&self) -> Vec<FeatureSummary> {
        self.features.iter().map(Feature::summary).collect()
    }
}

fn is_missing(column: &Column, row: usize) -> bool {
    match &column.values {
        Values::Numeric(values) => values.get(row).is_none_or(|value| value.is_nan()),
        Values::Text { codes, .. } => codes.get(row).is_none_or(|code| *code == Values::MISSING),
    }
}
