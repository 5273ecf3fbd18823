//! What every model asks of its input before it starts: equal lengths, finite numbers, labels in range.

use linfa::dataset::{AsSingleTargets, DatasetBase};
use ndarray::{ArrayBase, Data, Ix2};

use super::Error;

/// Larger numbers could not be squared and summed.
const LARGEST: f64 = 1e100;

/// Rows of the columns; an error names the first column of another length or with a value that is not finite or too
/// large to be squared.
pub(super) fn rows_of(columns: &[Vec<f64>]) -> Result<usize, Error> {
    rows_where(columns, is_wrong)
}

fn rows_where(columns: &[Vec<f64>], is_wrong: fn(f64) -> bool) -> Result<usize, Error> {
    let Some(first) = columns.first() else {
        return Err(Error::Shape { what: "the feature matrix", unit: "columns", found: 0, wanted: 1 });
    };
    for (index, column) in columns.iter().enumerate() {
        if column.len() != first.len() {
            return Err(Error::Shape { what: "a column", unit: "rows", found: column.len(), wanted: first.len() });
        }
        check_values(column, is_wrong, || index.to_string())?;
    }
    if first.is_empty() {
        return Err(Error::Shape { what: "the feature matrix", unit: "rows", found: 0, wanted: 1 });
    }
    Ok(first.len())
}

/// Rows of columns in which NaN is a missing value; infinite values are refused, as too large ones are.
pub(super) fn rows_with_gaps(columns: &[Vec<f64>]) -> Result<usize, Error> {
    rows_where(columns, |value| value.abs() > LARGEST)
}

/// Rows of columns and numbers to predict, one finite number per row.
pub(super) fn rows_with_targets(columns: &[Vec<f64>], targets: &[f64]) -> Result<usize, Error> {
    let rows = rows_of(columns)?;
    if targets.len() != rows {
        return Err(Error::Shape { what: "the target", unit: "rows", found: targets.len(), wanted: rows });
    }
    check_values(targets, is_wrong, || "target".into())?;
    Ok(rows)
}

fn is_wrong(value: f64) -> bool {
    value.is_nan() || value.abs() > LARGEST
}

fn check_values(values: &[f64], is_wrong: fn(f64) -> bool, name: impl Fn() -> String) -> Result<(), Error> {
    match values.iter().position(|value| is_wrong(*value)) {
        Some(row) if values[row].is_finite() => Err(Error::HugeValue { column: name(), row }),
        Some(row) => Err(Error::NotFinite { column: name(), row }),
        None => Ok(()),
    }
}

/// The classes that training saw among those there are.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct SeenClasses {
    /// Ascending.
    present: Vec<usize>,
    classes: usize,
}

impl SeenClasses {
    /// Reads labels below `classes`, one per row; beside the classes seen, each row's place among them.
    pub(super) fn read(columns: &[Vec<f64>], labels: &[u8], classes: usize) -> Result<(Self, Vec<usize>), Error> {
        Self::of(rows_of(columns)?, labels, classes)
    }

    /// The same for this many rows.
    pub(super) fn of(rows: usize, labels: &[u8], classes: usize) -> Result<(Self, Vec<usize>), Error> {
        if labels.len() != rows {
            return Err(Error::Shape { what: "the target", unit: "rows", found: labels.len(), wanted: rows });
        }
        if classes > 256 {
            return Err(Error::TooManyClasses { column: "target".into(), found: classes, most: 256 });
        }
        let mut places = [None; 256];
        for label in labels {
            places[usize::from(*label)] = Some(0);
        }
        let present: Vec<usize> = (0..256).filter(|class| places[*class].is_some()).collect();
        if let Some(top) = present.last().filter(|top| **top >= classes) {
            return Err(Error::Shape { what: "the target", unit: "classes", found: top + 1, wanted: classes });
        }
        present.iter().enumerate().for_each(|(place, class)| places[*class] = Some(place));
        let targets = labels.iter().map(|label| places[usize::from(*label)].unwrap_or(0)).collect();
        Ok((Self { present, classes }, targets))
    }

    /// The same, but one class alone is an error.
    pub(super) fn read_several(columns: &[Vec<f64>], labels: &[u8], classes: usize) -> Result<(Self, Vec<usize>), Error> {
        Self::several(Self::read(columns, labels, classes)?)
    }

    /// Refuses one class alone.
    pub(super) fn several(read: (Self, Vec<usize>)) -> Result<(Self, Vec<usize>), Error> {
        match read.0.present.as_slice() {
            [class] => Err(Error::OneClass { column: "target".into(), class: class.to_string() }),
            _ => Ok(read),
        }
    }

    /// How many classes training saw.
    pub(super) fn count(&self) -> usize {
        self.present.len()
    }

    /// The class in a place.
    pub(super) fn class(&self, place: usize) -> usize {
        self.present.get(place).copied().unwrap_or(0)
    }

    /// Values per class seen, spread over all classes; those not seen get 0. Both are row after row.
    pub(super) fn spread(&self, shares: Vec<f64>) -> Vec<f64> {
        if self.present.len() == self.classes {
            return shares;
        }
        let rows = shares.len() / self.present.len().max(1);
        let mut spread = vec![0.0; rows * self.classes];
        for (wide, narrow) in spread.chunks_exact_mut(self.classes.max(1)).zip(shares.chunks_exact(self.present.len().max(1))) {
            self.present.iter().zip(narrow).for_each(|(class, share)| wide[*class] = *share);
        }
        spread
    }

    /// Number of all classes.
    pub(super) fn classes(&self) -> usize {
        self.classes
    }
}

/// The columns of a matrix of rows.
pub(super) fn columns_of_records<D: Data<Elem = f64>>(records: &ArrayBase<D, Ix2>) -> Vec<Vec<f64>> {
    records.columns().into_iter().map(|column| column.to_vec()).collect()
}

/// Columns, a label per row, and the number of classes.
type LabelledColumns = (Vec<Vec<f64>>, Vec<u8>, usize);

/// Columns, labels and number of classes of a linfa dataset.
pub(super) fn labelled<D: Data<Elem = f64>, T: AsSingleTargets<Elem = usize>>(
    dataset: &DatasetBase<ArrayBase<D, Ix2>, T>,
) -> Result<LabelledColumns, Error> {
    let targets = dataset.targets.as_single_targets();
    let classes = targets.iter().max().map_or(0, |top| top + 1);
    if classes > 256 {
        return Err(Error::TooManyClasses { column: "target".into(), found: classes, most: 256 });
    }
    Ok((columns_of_records(&dataset.records), targets.iter().map(|label| *label as u8).collect(), classes))
}

/// Turns columns into rows: one list, row after row.
pub(super) fn row_major(columns: &[Vec<f64>]) -> Vec<f64> {
    let (width, rows) = (columns.len(), columns.first().map_or(0, Vec::len));
    let mut values = vec![0.0; width * rows];
    for (place, column) in columns.iter().enumerate() {
        values.iter_mut().skip(place).step_by(width.max(1)).zip(column).for_each(|(to, value)| *to = *value);
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_that_training_did_not_see_get_no_share() {
        let columns = vec![vec![1.0, 2.0, 3.0]];
        let (seen, targets) = SeenClasses::read(&columns, &[3, 1, 3], 5).unwrap();
        assert_eq!((seen.count(), seen.class(1), targets), (2, 3, vec![1, 0, 1]));
        assert_eq!(seen.spread(vec![0.25, 0.75, 1.0, 0.0]), [0.0, 0.25, 0.0, 0.75, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn input_that_does_not_go_together_is_refused_by_name() {
        let message = |columns: &[Vec<f64>], labels: &[u8]| SeenClasses::read(columns, labels, 2).unwrap_err().to_string();
        assert_eq!(message(&[], &[0]), "the feature matrix has 0 columns, not 1");
        assert_eq!(message(&[vec![]], &[]), "the feature matrix has 0 rows, not 1");
        assert_eq!(message(&[vec![1.0], vec![1.0, 2.0]], &[0]), "a column has 2 rows, not 1");
        assert_eq!(message(&[vec![1.0], vec![f64::NAN]], &[0]), "column '1' has no finite number in row 0");
        assert_eq!(message(&[vec![1.0, 2.0]], &[0]), "the target has 1 rows, not 2");
        assert_eq!(message(&[vec![1.0, 2.0]], &[0, 2]), "the target has 3 classes, not 2");
        let error = rows_with_targets(&[vec![1.0, 2.0]], &[0.0, f64::INFINITY]).unwrap_err();
        assert_eq!(error.to_string(), "column 'target' has no finite number in row 1");
    }

    #[test]
    fn rows_are_columns_turned() {
        assert_eq!(row_major(&[vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.0]]), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    }
}
