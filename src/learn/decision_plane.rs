//! The model's answer over a plane of two numeric features, the others held at their typical value.

use super::prepare::Frame;
use super::training_set::TrainingSet;
use super::{Error, Experiment, largest};
use crate::dataset::{Column, Table};

/// Largest number of cells along one side.
const MOST_CELLS: usize = 400;

/// A square grid of answers and the rows that lie on it.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionPlane {
    /// Feature along x.
    pub x: String,
    /// Feature along y.
    pub y: String,
    /// Left and right edge.
    pub x_range: (f64, f64),
    /// Lower and upper edge.
    pub y_range: (f64, f64),
    /// Cells along each side; answers are those at cell centres.
    pub cells: usize,
    /// Most probable class per cell, row by row, y ascending.
    pub class: Vec<u32>,
    /// Probability of that class.
    pub confidence: Vec<f32>,
    /// x, y, actual class, and whether it is a test row; rows missing either value are left out.
    pub points: Vec<(f64, f64, u32, bool)>,
    /// Class labels.
    pub classes: Vec<String>,
    /// The other features and the value they are held at.
    pub held: Vec<(String, String)>,
}

/// The rows of an experiment as the plane shows them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Points {
    /// Row of the table, class, and whether it is a test row.
    rows: Vec<(u32, u32, bool)>,
}

impl Points {
    pub(super) fn read(training_set: &TrainingSet<'_>) -> Self {
        let labels = training_set.labels().unwrap_or_default();
        let mut rows: Vec<_> = training_set.rows.iter().zip(labels).map(|(row, label)| (*row, *label, false)).collect();
        training_set.holdout.test.iter().for_each(|position| rows[*position as usize].2 = true);
        Self { rows }
    }

    /// Those that have both values.
    fn over(&self, x: &Column, y: &Column) -> Vec<(f64, f64, u32, bool)> {
        let number = |column: &Column, row: u32| column.number(row as usize);
        self.rows.iter().filter_map(|(row, label, is_test)| Some((number(x, *row)?, number(y, *row)?, *label, *is_test))).collect()
    }
}

impl Experiment {
    /// The answer at `cells` × `cells` points, 1..=400, over the range of two numeric features and a twentieth around it; `table`
    /// is the one that the model was fitted on.
    pub fn plane(&self, table: &Table, x: &str, y: &str, cells: usize) -> Result<DecisionPlane, Error> {
        if !(1..=MOST_CELLS).contains(&cells) {
            return Err(Error::Parameter {
                name: "cells",
                value: cells.to_string(),
                takes: format!("a whole number from 1 to {MOST_CELLS}"),
            });
        }
        let (x_column, _) = self.encoding.numeric(x)?;
        let (y_column, _) = self.encoding.numeric(y)?;
        let column = |name: &str| table.column(name).ok_or_else(|| Error::NoColumn { column: name.into() });
        let points = self.points.over(column(x)?, column(y)?);
        let x_range = widened(points.iter().map(|point| point.0));
        let y_range = widened(points.iter().map(|point| point.1));
        let typical = self.encoding.typical();
        let mut class = Vec::with_capacity(cells * cells);
        let mut confidence = Vec::with_capacity(cells * cells);
        for up in 0..cells {
            let mut columns: Vec<Vec<f64>> = typical.iter().map(|value| vec![*value; cells]).collect();
            columns[y_column].fill(self.encoding.place(y, center(y_range, up, cells))?.1);
            for (across, value) in columns[x_column].iter_mut().enumerate() {
                *value = self.encoding.place(x, center(x_range, across, cells))?.1;
            }
            for shares in self.model.rows_of(&Frame { columns, rows: cells }) {
                let best = largest(&shares);
                class.push(best as u32);
                confidence.push(shares[best] as f32);
            }
        }
        let held = self.encoding.typical_text().into_iter().filter(|(name, _)| name != x && name != y).collect();
        Ok(DecisionPlane {
            x: x.into(),
            y: y.into(),
            x_range,
            y_range,
            cells,
            class,
            confidence,
            points,
            classes: self.report.classes.clone(),
            held,
        })
    }
}

fn center((low, high): (f64, f64), cell: usize, cells: usize) -> f64 {
    low + (high - low) * (cell as f64 + 0.5) / cells as f64
}

fn widened(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    match high - low {
        span if span > 0.0 && span.is_finite() => (low - span / 20.0, high + span / 20.0),
        _ if low.is_finite() => (low - 0.5, low + 0.5),
        _ => (0.0, 1.0),
    }
}
