//! Which rows a window holds: drawn from the whole table, or those of its span of time.

use crate::dataset::{Column, Table, Values, date};
use crate::learn::random::Random;
use crate::monitor::Error;
use crate::protocol::Clock;

/// Where rows come from.
#[derive(Clone, Debug)]
pub(super) enum RowSource {
    /// That many rows, drawn with replacement from those that may be drawn; from all of the table if there is no list.
    Drawn(u32, Option<Vec<u32>>),
    /// Rows per window, in order of time.
    Timed(Vec<Vec<u32>>),
}

impl RowSource {
    pub(super) fn new(table: &Table, clock: &Clock, windows: u32) -> Result<Self, Error> {
        match clock {
            Clock::Resample { rows } if (1..=10_000_000).contains(rows) => Ok(Self::Drawn(*rows, None)),
            Clock::Resample { rows } => Err(Error::parameter("rows", rows, "a whole number from 1 to 10000000")),
            Clock::Calendar { column } => {
                let found = table.column(column).ok_or_else(|| Error::NoColumn { which: "reference", column: column.clone() })?;
                let moments = moments(found)?;
                let mut timed: Vec<(f64, u32)> =
                    moments.iter().enumerate().filter_map(|(row, moment)| moment.map(|moment| (moment, row as u32))).collect();
                timed.sort_by(|a, b| a.0.total_cmp(&b.0));
                let (Some((first, _)), Some((last, _))) = (timed.first().copied(), timed.last().copied()) else {
                    return Err(Error::NoRows { which: "reference" });
                };
                let mut parts = vec![Vec::new(); windows as usize];
                for (moment, row) in timed {
                    let share = if last > first { (moment - first) / (last - first) } else { 0.0 };
                    let place = ((share * f64::from(windows)) as usize).min(windows as usize - 1);
                    if let Some(part) = parts.get_mut(place) {
                        part.push(row);
                    }
                }
                Ok(Self::Timed(parts))
            }
        }
    }

    /// Requests that a window usually has.
    pub(super) fn usual(&self) -> f64 {
        match self {
            Self::Drawn(count, _) => f64::from(*count),
            Self::Timed(parts) => parts.iter().map(Vec::len).sum::<usize>() as f64 / parts.len().max(1) as f64,
        }
    }

    pub(super) fn rows(&self, window: u32, rows: usize, random: &mut Random) -> Vec<u32> {
        match self {
            Self::Drawn(count, None) => (0..*count).map(|_| random.below(rows as u32)).collect(),
            Self::Drawn(count, Some(among)) => {
                (0..*count).filter_map(|_| among.get(random.below(among.len() as u32) as usize).copied()).collect()
            }
            Self::Timed(parts) => parts.get(window as usize).cloned().unwrap_or_default(),
        }
    }
}

/// A column as points in time: its numbers, or seconds of its dates; missing values and infinities have none.
pub(in crate::monitor) fn moments(column: &Column) -> Result<Vec<Option<f64>>, Error> {
    match &column.values {
        Values::Numeric(values) => Ok(values.iter().map(|value| Some(*value).filter(|value| value.is_finite())).collect()),
        Values::Text { codes, levels } => {
            let texts = || levels.iter().map(String::as_str).filter(|text| !text.is_empty());
            let Some(order) = date::order(texts()) else {
                return Err(Error::KindChanged { column: column.name.clone(), was: "what should be dates", is: "other text" });
            };
            let numbers: Vec<Option<f64>> = levels.iter().map(|text| date::parse(text, order).map(|moment| moment.number())).collect();
            Ok(codes.iter().map(|code| numbers.get(*code as usize).copied().flatten()).collect())
        }
    }
}

/// These rows of a table, in this order.
pub(in crate::monitor) fn taken(table: &Table, rows: &[u32]) -> Table {
    let columns = table
        .columns
        .iter()
        .map(|column| {
            let values = match &column.values {
                Values::Numeric(values) => {
                    Values::Numeric(rows.iter().map(|row| values.get(*row as usize).copied().unwrap_or(f64::NAN)).collect())
                }
                Values::Text { codes, levels } => Values::Text {
                    codes: rows.iter().map(|row| codes.get(*row as usize).copied().unwrap_or(Values::MISSING)).collect(),
                    levels: levels.clone(),
                },
            };
            Column { name: column.name.clone(), values }
        })
        .collect();
    Table { columns, rows: rows.len(), afterwards: table.afterwards.clone() }
}
