//! The column to predict: its classes in order, or its numbers, and which rows have one.

use crate::dataset::order;
use crate::protocol::float;
use std::collections::BTreeMap;

use super::Error;
use crate::dataset::{Column, Table, Values};

/// Largest number of classes that can be learned and shown.
pub const MOST_CLASSES: usize = 50;

/// A target read from a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Labels, sorted; numbers by value.
    pub classes: Vec<String>,
    /// Table rows that have a class, ascending.
    pub rows: Vec<u32>,
    /// Class of each of those rows.
    pub labels: Vec<u32>,
    /// Rows without a value, left out.
    pub missing: usize,
}

impl Target {
    /// Reads the classes of a column; refuses one class, too many, and columns that name their rows.
    pub fn read(table: &Table, name: &str) -> Result<Self, Error> {
        let column = table.column(name).ok_or_else(|| Error::NoColumn { column: name.into() })?;
        let (classes, codes) = match &column.values {
            Values::Numeric(values) => numbers(name, values)?,
            Values::Text { codes, levels } => texts(codes, levels),
        };
        let present: Vec<(u32, u32)> = (0..).zip(codes).filter_map(|(row, code)| code.map(|code| (row, code))).collect();
        let target = Self {
            missing: table.rows - present.len().min(table.rows),
            rows: present.iter().map(|(row, _)| *row).collect(),
            labels: present.iter().map(|(_, code)| *code).collect(),
            classes,
        };
        target.check(column)?;
        Ok(target)
    }

    fn check(&self, column: &Column) -> Result<(), Error> {
        let (found, rows) = (self.classes.len(), self.rows.len());
        let column = column.name.clone();
        match self.classes.as_slice() {
            [] => Err(Error::NoValues { column }),
            [class] => Err(Error::OneClass { column, class: class.clone() }),
            _ if found > 2 && found * 10 > rows * 9 => Err(Error::Identifier { column, found, rows }),
            _ if found > MOST_CLASSES => Err(Error::TooManyClasses { column, found, most: MOST_CLASSES }),
            _ => Ok(()),
        }
    }
}

/// A target of numbers read from a table.
#[derive(Clone, Debug, PartialEq)]
pub struct NumericTarget {
    /// Table rows that have a number, ascending.
    pub rows: Vec<u32>,
    /// Number of each of those rows.
    pub values: Vec<f64>,
    /// Rows without a value, left out.
    pub missing: usize,
}

impl NumericTarget {
    /// Reads the numbers of a column; refuses texts, infinite numbers and a column of one value.
    pub fn read(table: &Table, name: &str) -> Result<Self, Error> {
        let column = table.column(name).ok_or_else(|| Error::NoColumn { column: name.into() })?;
        let Values::Numeric(numbers) = &column.values else { return Err(Error::TextTarget { column: name.into() }) };
        if let Some(row) = numbers.iter().position(|value| value.is_infinite()) {
            return Err(Error::NotFinite { column: name.into(), row });
        }
        let (rows, values): (Vec<u32>, Vec<f64>) = (0..).zip(numbers.iter().copied()).filter(|(_, value)| !value.is_nan()).unzip();
        match values.first() {
            None => Err(Error::NoValues { column: name.into() }),
            Some(first) if values.iter().all(|value| value == first) => {
                Err(Error::OneValue { column: name.into(), value: first.to_string() })
            }
            Some(_) => Ok(Self { missing: table.rows.saturating_sub(rows.len()), rows, values }),
        }
    }
}

type EncodedTarget = (Vec<String>, Vec<Option<u32>>);

fn numbers(name: &str, values: &[f64]) -> Result<EncodedTarget, Error> {
    if let Some(row) = values.iter().position(|value| value.is_infinite()) {
        return Err(Error::NotFinite { column: name.into(), row });
    }
    let mut distinct: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).map(|value| value + 0.0).collect();
    order::ascending(&mut distinct);
    distinct.dedup();
    // Adding zero turns −0 into 0, so that the two are one class.
    let code = |value: &f64| distinct.binary_search_by(|probe| probe.total_cmp(&(value + 0.0))).ok().map(|code| code as u32);
    let codes = values.iter().map(|value| if value.is_nan() { None } else { code(value) }).collect();
    Ok((distinct.iter().map(f64::to_string).collect(), codes))
}

fn texts(codes: &[u32], levels: &[String]) -> EncodedTarget {
    let mut present: BTreeMap<u32, &str> = BTreeMap::new();
    for code in codes {
        if let Some(level) = levels.get(*code as usize) {
            present.insert(*code, level);
        }
    }
    let mut order: Vec<(&str, u32)> = present.into_iter().map(|(code, level)| (level, code)).collect();
    // Numbers by value and words as text are no order of a mix: 2 < 10 < 1A < 2. One word, and all are compared as text.
    match order.iter().map(|(level, _)| float(level)).collect::<Option<Vec<f64>>>() {
        Some(values) => {
            let mut valued: Vec<(f64, (&str, u32))> = values.into_iter().zip(order).collect();
            order::by(&mut valued, |a, b| a.0.total_cmp(&b.0).then(a.1.0.cmp(b.1.0)));
            order = valued.into_iter().map(|(_, level)| level).collect();
        }
        None => order::by_key(&mut order, |(level, _)| *level),
    }
    let mut class_of = vec![None; levels.len()];
    for (class, (_, code)) in (0..).zip(&order) {
        class_of[*code as usize] = Some(class);
    }
    let coded = codes.iter().map(|code| class_of.get(*code as usize).copied().flatten()).collect();
    (order.into_iter().map(|(level, _)| level.to_owned()).collect(), coded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::testing::{number, table, text};

    fn check(column: Column, wanted: Result<&[&str], &str>) {
        let found = Target::read(&table(vec![column]), "t");
        match wanted {
            Ok(classes) => assert_eq!(found.unwrap().classes, classes),
            Err(message) => assert_eq!(found.unwrap_err().to_string(), message),
        }
    }

    #[test]
    fn classes_are_sorted_and_numbers_by_value() {
        check(text("t", &["b", "a", "b", "", "a"]), Ok(&["a", "b"]));
        check(number("t", &[10.0, 9.0, f64::NAN, 10.0, 9.0, -0.0, 0.0]), Ok(&["0", "9", "10"]));
        check(text("t", &["10", "9", "10", "9"]), Ok(&["9", "10"]));
        check(text("t", &["10", "x", "9", "10", "x", "9"]), Ok(&["10", "9", "x"]));
    }

    #[test]
    fn house_numbers_have_an_order() {
        // 2 < 10 by value and 10 < 1A < 2 as text: a sort that compares both ways panics from some twenty values on.
        let houses = ["11", "3D", "2B", "15", "1", "10C", "12", "3", "4", "10", "6", "8", "5", "7E", "7", "16", "1A", "9", "2", "14", "13"];
        let mut sorted = houses;
        sorted.sort_unstable();
        check(text("t", &houses.repeat(3)), Ok(&sorted));
    }

    #[test]
    fn a_column_that_cannot_be_learned_is_refused_by_name() {
        let many: Vec<f64> = (0..500).map(|row| f64::from(row % 51)).collect();
        let ids: Vec<f64> = (0..500).map(f64::from).collect();
        check(number("t", &many), Err("column 't' has 51 different values, more than the 50 classes allowed"));
        check(number("t", &ids), Err("column 't' has 500 different values in 500 rows: it names rows, it does not group them"));
        check(text("t", &["a", "a", ""]), Err("column 't' has only one class, 'a'"));
        check(text("t", &["", ""]), Err("column 't' has no values"));
        check(number("u", &[1.0]), Err("there is no column 't'"));
        check(number("t", &[1.0, f64::INFINITY]), Err("column 't' has no finite number in row 1"));
    }

    #[test]
    fn rows_without_a_class_are_left_out() {
        let target = Target::read(&table(vec![text("t", &["b", "", "a", "b"])]), "t").unwrap();
        assert_eq!((target.rows, target.labels, target.missing), (vec![0, 2, 3], vec![1, 0, 1], 1));
    }

    #[test]
    fn numbers_are_read_as_quantities_or_refused() {
        let check = |column: Column, wanted: Result<(&[u32], &[f64], usize), &str>| {
            let found = NumericTarget::read(&table(vec![column]), "t");
            match wanted {
                Ok((rows, values, missing)) => {
                    assert_eq!(found.unwrap(), NumericTarget { rows: rows.to_vec(), values: values.to_vec(), missing })
                }
                Err(message) => assert_eq!(found.unwrap_err().to_string(), message),
            }
        };
        check(number("t", &[2.5, f64::NAN, -1.0]), Ok((&[0, 2], &[2.5, -1.0], 1)));
        check(number("t", &[3.0, f64::NAN, 3.0]), Err("column 't' has only one value, 3"));
        check(number("t", &[f64::NAN]), Err("column 't' has no values"));
        check(number("t", &[1.0, f64::NEG_INFINITY]), Err("column 't' has no finite number in row 1"));
        check(text("t", &["a", "b"]), Err("column 't' is text, and a regression predicts numbers"));
    }
}
