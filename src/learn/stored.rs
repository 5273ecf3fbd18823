//! A fitted model that is kept: its preparation, its weights or trees and its classes in one text, so that it can be asked later
//! and elsewhere without being trained again. Numbers are written so that they read back to the last bit.

use linfa::traits::Predict;
use serde::{Deserialize, Serialize};

use super::model::{Classifier, Regressor};
use super::prepare::{Encoding, Frame};
use super::{Error, Experiment, Regression, largest};
use crate::dataset::Table;
use crate::protocol::{FeatureSummary, FittedModel, Prediction, TrainSpec};

/// The form of the text; another one is not read.
const FORMAT: u32 = 1;
/// A text that is longer than is wanted is measured up to this many times that length.
const FAR: u64 = 16;

/// A kept model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    format: u32,
    spec: TrainSpec,
    /// By code; empty for a model of numbers.
    classes: Vec<String>,
    encoding: Encoding,
    model: Model,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Model {
    Classifier(Classifier),
    Regressor(Regressor),
}

/// The stored form with borrowed fields.
#[derive(Serialize)]
struct StoredModelRef<'a> {
    format: u32,
    spec: &'a TrainSpec,
    classes: &'a [String],
    encoding: &'a Encoding,
    model: BorrowedModel<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum BorrowedModel<'a> {
    Classifier(&'a Classifier),
    Regressor(&'a Regressor),
}

/// `least` is what the text will have at the least: one that is far too long is not even written.
fn write(written: &StoredModelRef<'_>, least: u64, most: u64) -> Result<FittedModel, Error> {
    if least > most.saturating_mul(FAR) {
        return Ok(FittedModel { model: None, bytes: least });
    }
    let text = serde_json::to_string(written).map_err(|_| Error::Stored { cause: "it cannot be written" })?;
    let bytes = text.len() as u64;
    Ok(FittedModel { model: Some(text).filter(|_| bytes <= most), bytes })
}

impl Experiment {
    /// The fitted model as text of at most this many bytes, and a lower bound of its length.
    pub fn keep(&self, most: u64) -> Result<FittedModel, Error> {
        let (spec, classes) = (&self.report.spec, self.report.classes.as_slice());
        let model = BorrowedModel::Classifier(&self.model);
        write(&StoredModelRef { format: FORMAT, spec, classes, encoding: &self.encoding, model }, self.model.least_bytes(), most)
    }
}

impl Regression {
    /// The fitted model as text of at most this many bytes, and a lower bound of its length.
    pub fn keep(&self, most: u64) -> Result<FittedModel, Error> {
        let model = BorrowedModel::Regressor(&self.model);
        let spec = &self.report.spec;
        write(&StoredModelRef { format: FORMAT, spec, classes: &[], encoding: &self.encoding, model }, self.model.least_bytes(), most)
    }
}

impl Stored {
    /// The model that was written; a text that is none is refused.
    pub fn read(text: &str) -> Result<Self, Error> {
        let stored: Self = serde_json::from_str(text).map_err(|_| Error::Stored { cause: "it is no kept model" })?;
        if stored.format != FORMAT {
            return Err(Error::Stored { cause: "it is of another version of this site" });
        }
        Ok(stored)
    }

    /// What it was trained as, every default filled in.
    pub fn spec(&self) -> &TrainSpec {
        &self.spec
    }

    /// Class labels by code; empty for a model of numbers.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The features it takes.
    pub fn features(&self) -> Vec<FeatureSummary> {
        self.encoding.summaries()
    }

    /// A row of typical values, as text.
    pub fn typical(&self) -> Vec<(String, String)> {
        self.encoding.typical_text()
    }

    /// The answer to one row given as text; features left out or empty count as missing.
    pub fn predict(&self, row: &[(String, String)]) -> Result<Prediction, Error> {
        let columns = self.encoding.row(row)?.into_iter().map(|value| vec![value]).collect();
        let frame = Frame { columns, rows: 1 };
        Ok(match &self.model {
            Model::Classifier(model) => {
                let shares = model.shares_of(&frame);
                let class = self.classes.get(largest(&shares)).cloned().unwrap_or_default();
                Prediction { class, probabilities: self.classes.iter().cloned().zip(shares).collect(), value: None }
            }
            Model::Regressor(model) => {
                Prediction { class: String::new(), probabilities: Vec::new(), value: model.predict(&frame).first().copied() }
            }
        })
    }

    /// Of each of these rows of a table the class and its share, or the number, twice.
    pub fn answers(&self, table: &Table, rows: &[u32]) -> Result<Vec<(f64, f64)>, Error> {
        let frame = self.encoding.frame(table, rows)?;
        Ok(match &self.model {
            Model::Classifier(model) => {
                let of = |shares: Vec<f64>| (largest(&shares) as f64, shares.get(largest(&shares)).copied().unwrap_or(0.0));
                model.rows_of(&frame).into_iter().map(of).collect()
            }
            Model::Regressor(model) => model.predict(&frame).into_iter().map(|value| (value, value)).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::ModelSpec;
    use crate::protocol::model;
    use crate::protocol::{DatasetRef, PrepareSpec};

    fn table() -> crate::dataset::Table {
        let rows = (0..60).map(|row| {
            let day = format!("2026-0{}-1{}", 1 + row % 9, row % 10);
            let island = ["a", "b", "", "c"][row % 4];
            let weight = if row % 7 == 0 { String::new() } else { (row as f64 / 3.0).to_string() };
            format!("{weight},{island},{day},{},{}\n", ["x", "y", "z"][(row * row) % 3], row as f64 * 0.1 + 1.0 / 3.0)
        });
        let text = format!("weight,island,day,kind,size\n{}", rows.collect::<String>());
        crate::dataset::csv::read(text.as_bytes(), &mut |_| {}).unwrap().table
    }

    /// Every kind of model, kept and read back, answers every row as it did, to the last bit.
    #[test]
    fn a_kept_model_answers_to_the_last_bit_whatever_its_kind() {
        let table = table();
        let rows: Vec<u32> = (0..table.rows as u32).collect();
        for kind in model::MODELS {
            let classes = kind.task == model::Task::Classification;
            let target = if classes { "kind" } else { "size" };
            let prepare = serde_json::from_str::<PrepareSpec>(r#"{"date_parts":["month","weekday"],"add_indicator":true}"#).unwrap();
            let spec = TrainSpec {
                dataset: DatasetRef::Own("1".into()),
                target: target.into(),
                features: ["weight", "island", "day"].map(str::to_owned).into(),
                split: Default::default(),
                model: ModelSpec::by_id(kind.id).unwrap(),
                folds: 0,
                prepare: Box::new(prepare),
            };
            let (text, before, one) = if classes {
                let found = crate::learn::train(&table, &spec, &|| 0.0, &mut |_, _| {}).unwrap();
                let shares = found.model.rows_of(&found.encoding.frame(&table, &rows).unwrap());
                let before: Vec<f64> = shares.iter().map(|shares| shares[largest(shares)]).collect();
                (found.keep(1 << 24).unwrap().model.unwrap(), before, found.predict(&[]).unwrap())
            } else {
                let found = crate::learn::regress(&table, &spec, &|| 0.0, &mut |_, _| {}).unwrap();
                let before = found.model.predict(&found.encoding.frame(&table, &rows).unwrap());
                (found.keep(1 << 24).unwrap().model.unwrap(), before, found.predict(&[]).unwrap())
            };
            let read = Stored::read(&text).unwrap();
            let after = read.answers(&table, &rows).unwrap();
            let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&before), bits(&after.iter().map(|(_, share)| *share).collect::<Vec<_>>()), "{}", kind.id);
            assert_eq!(read.predict(&[]).unwrap(), one, "{}", kind.id);
        }
    }

    #[test]
    fn a_forest_has_more_text_than_it_is_said_to_have_at_the_least() {
        let spec = TrainSpec {
            dataset: DatasetRef::Own("1".into()),
            target: "size".into(),
            features: vec!["weight".into()],
            split: Default::default(),
            model: crate::protocol::ModelSpec::RandomForestRegressor(Default::default()),
            folds: 0,
            prepare: Default::default(),
        };
        let found = crate::learn::regress(&table(), &spec, &|| 0.0, &mut |_, _| {}).unwrap();
        let (least, whole) = (found.model.least_bytes(), found.keep(u64::MAX).unwrap());
        assert!(least > 10_000 && least <= whole.bytes, "{least} of {}", whole.bytes);
        assert_eq!(found.keep(least / FAR - 1).unwrap(), FittedModel { model: None, bytes: least });
    }

    #[test]
    fn a_model_that_is_too_long_is_measured_and_left_out() {
        let spec = TrainSpec {
            dataset: DatasetRef::Own("1".into()),
            target: "size".into(),
            features: vec!["weight".into()],
            split: Default::default(),
            model: crate::protocol::ModelSpec::Ridge(Default::default()),
            folds: 0,
            prepare: Default::default(),
        };
        let found = crate::learn::regress(&table(), &spec, &|| 0.0, &mut |_, _| {}).unwrap();
        let whole = found.keep(1 << 20).unwrap();
        assert_eq!(whole.bytes, whole.model.as_ref().unwrap().len() as u64);
        assert_eq!(found.keep(whole.bytes).unwrap(), whole);
        assert_eq!(found.keep(whole.bytes - 1).unwrap(), FittedModel { model: None, bytes: whole.bytes });
    }
}
