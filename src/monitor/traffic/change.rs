//! What an injection does to a window, and what of the table it must know for that.

use std::collections::BTreeSet;

use super::strength::Strength;
use crate::dataset::{Column, Table, Values};
use crate::learn::random::Random;
use crate::monitor::Error;
use crate::protocol::Change;

/// What an injection knows of the whole table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ColumnStats {
    mean: f64,
    spread: f64,
    median: f64,
    /// Rows of the class that comes more often.
    rows: Vec<u32>,
    /// Mean of a target of numbers.
    middle: f64,
}

impl ColumnStats {
    pub(super) fn new(table: &Table, target: &str, change: &Change) -> Result<Self, Error> {
        let share = |name, value: f64| {
            if (0.0..=1.0).contains(&value) { Ok(()) } else { Err(Error::parameter(name, value, "a number from 0 to 1")) }
        };
        let finite = |name, value: f64| if value.is_finite() { Ok(()) } else { Err(Error::parameter(name, value, "a finite number")) };
        match change {
            Change::Shift { column, size } => finite("size", *size).and_then(|()| of_numbers(table, column)),
            Change::Scale { column, factor } => finite("factor", *factor).and_then(|()| of_numbers(table, column)),
            Change::Unit { column, factor } => finite("factor", *factor).and_then(|()| of_numbers(table, column)),
            Change::Constant { column, value } => finite("value", *value).and_then(|()| of_numbers(table, column)),
            Change::Missing { column, size } => {
                share("size", *size)?;
                find(table, column).map(|_| Self::default())
            }
            Change::Reweight { column, size, .. } => {
                share("size", *size)?;
                texts(find(table, column)?).map(|_| Self::default())
            }
            Change::LabelShift { class, size } => {
                share("size", *size)?;
                let (codes, levels) = texts(find(table, target)?)?;
                let code = levels.iter().position(|level| level == class);
                let is_class = |code_at: &&u32| code == Some(**code_at as usize);
                let rows: Vec<u32> = (0..).zip(codes).filter(|(_, code)| is_class(code)).map(|(row, _)| row).collect();
                if rows.is_empty() { Err(Error::NoClass { class: class.clone() }) } else { Ok(Self { rows, ..Self::default() }) }
            }
            Change::Concept { column, size } => {
                share("size", *size)?;
                let mut facts = match column {
                    Some(column) => of_numbers(table, column)?,
                    None => Self::default(),
                };
                if matches!(find(table, target)?.values, Values::Numeric(_)) {
                    facts.middle = of_numbers(table, target)?.mean;
                }
                Ok(facts)
            }
            Change::Slowdown { factor } if *factor > 0.0 && factor.is_finite() => Ok(Self::default()),
            Change::Slowdown { factor } => Err(Error::parameter("factor", *factor, "a finite number above 0")),
            Change::Schema { column, renamed } => {
                if column == target {
                    return Err(Error::parameter("column", target, "a feature, not the target"));
                }
                if renamed.as_ref().is_some_and(|name| table.column(name).is_some()) {
                    return Err(Error::parameter("renamed", renamed.as_deref().unwrap_or_default(), "a name that no column has"));
                }
                find(table, column).map(|_| Self::default())
            }
        }
    }

    /// From now on only these rows may come.
    pub(super) fn keep(&mut self, among: &[u32]) {
        let among: BTreeSet<u32> = among.iter().copied().collect();
        self.rows.retain(|row| among.contains(row));
    }

    /// Changes which rows a window holds, before their values are looked at.
    pub(super) fn redraw(&self, change: &Change, strength: Strength, rows: &mut [u32], random: &mut Random) {
        let Change::LabelShift { size, .. } = change else { return };
        for row in rows.iter_mut() {
            let hit = random.uniform() < strength.share * strength.size * size;
            let drawn = random.below(self.rows.len() as u32) as usize;
            if let Some(other) = self.rows.get(drawn).filter(|_| hit) {
                *row = *other;
            }
        }
    }

    /// Changes the values of a window.
    pub(super) fn inject(&self, change: &Change, strength: Strength, target: &str, table: &mut Table, random: &mut Random) {
        if !strength.is_active() {
            return;
        }
        let share = strength.share;
        // How a number is changed; a missing value stays NaN.
        let mut each = |column: &str, of: &dyn Fn(f64) -> f64| {
            if let Some(Values::Numeric(values)) = values_of(table, column) {
                values.iter_mut().for_each(|value| {
                    if random.uniform() < share {
                        *value = of(*value);
                    }
                });
            }
        };
        let part = |factor: f64| 1.0 + (factor - 1.0) * strength.size;
        match change {
            Change::Shift { column, size } => each(column, &|value| value + strength.size * size * self.spread),
            Change::Scale { column, factor } => each(column, &|value| self.mean + (value - self.mean) * part(*factor)),
            Change::Unit { column, factor } => each(column, &|value| value * part(*factor)),
            Change::Constant { column, value: stuck } => {
                each(column, &|value| if value.is_nan() { value } else { value + (stuck - value) * strength.size });
            }
            Change::Missing { column, size } => {
                let lost = share * strength.size * size;
                match values_of(table, column) {
                    Some(Values::Numeric(values)) => {
                        values.iter_mut().filter(|_| random.uniform() < lost).for_each(|value| *value = f64::NAN)
                    }
                    Some(Values::Text { codes, .. }) => {
                        codes.iter_mut().filter(|_| random.uniform() < lost).for_each(|code| *code = Values::MISSING);
                    }
                    None => {}
                }
            }
            Change::Reweight { column, category, size } => {
                let Some(Values::Text { codes, levels }) = values_of(table, column) else { return };
                let code = levels.iter().position(|level| level == category).unwrap_or_else(|| {
                    levels.push(category.clone());
                    levels.len() - 1
                });
                codes.iter_mut().filter(|_| random.uniform() < share * strength.size * size).for_each(|place| *place = code as u32);
            }
            Change::Concept { column, size } => self.turn(column.as_deref(), share * strength.size * size, target, table, random),
            Change::Schema { column, renamed } => match (renamed, table.columns.iter_mut().find(|one| one.name == *column)) {
                (Some(name), Some(found)) => found.name.clone_from(name),
                _ => table.columns.retain(|one| one.name != *column),
            },
            // What these change is not in the values.
            Change::LabelShift { .. } | Change::Slowdown { .. } => {}
        }
    }

    /// Turns the target where the rule applies.
    fn turn(&self, column: Option<&str>, share: f64, target: &str, table: &mut Table, random: &mut Random) {
        let applies: Vec<bool> = match column.and_then(|name| table.column(name)) {
            Some(column) => (0..table.rows).map(|row| column.number(row).is_some_and(|value| value > self.median)).collect(),
            None => vec![column.is_none(); table.rows],
        };
        let mut hit = applies.into_iter().map(|applies| random.uniform() < share && applies);
        match values_of(table, target) {
            Some(Values::Numeric(values)) => {
                values.iter_mut().zip(hit).filter(|(_, hit)| *hit).for_each(|(value, _)| *value = 2.0 * self.middle - *value);
            }
            Some(Values::Text { codes, levels }) => {
                let count = levels.len() as u32;
                for code in codes.iter_mut() {
                    if hit.next() == Some(true) && *code < count {
                        *code = (*code + 1) % count;
                    }
                }
            }
            None => {}
        }
    }
}

fn find<'a>(table: &'a Table, column: &str) -> Result<&'a Column, Error> {
    table.column(column).ok_or_else(|| Error::NoColumn { which: "reference", column: column.into() })
}

fn texts(column: &Column) -> Result<(&[u32], &[String]), Error> {
    match &column.values {
        Values::Text { codes, levels } => Ok((codes, levels)),
        Values::Numeric(_) => Err(Error::WrongKind { test: "an injection for categories", kind: "numbers" }),
    }
}

fn values_of<'a>(table: &'a mut Table, column: &str) -> Option<&'a mut Values> {
    table.columns.iter_mut().find(|one| one.name == column).map(|one| &mut one.values)
}

fn of_numbers(table: &Table, column: &str) -> Result<ColumnStats, Error> {
    let Values::Numeric(values) = &find(table, column)?.values else {
        return Err(Error::WrongKind { test: "an injection for numbers", kind: "categories" });
    };
    let mut finite: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    if finite.is_empty() {
        return Err(Error::NoRows { which: "reference" });
    }
    finite.sort_unstable_by(f64::total_cmp);
    let count = finite.len() as f64;
    let mean = finite.iter().sum::<f64>() / count;
    let spread = (finite.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count).sqrt();
    let median = finite.get(finite.len() / 2).copied().unwrap_or(mean);
    Ok(ColumnStats { mean, spread, median, ..ColumnStats::default() })
}
