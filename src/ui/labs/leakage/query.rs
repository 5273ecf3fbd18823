//! The leakage lab's address: the leak and what it is tried on.

use std::fmt::{Display, Formatter, Result};

use crate::ui::kit::query;
use crate::ui::labs::leakage::story::KINDS;

/// Columns that give the answer away, the usual one first.
const COLUMNS: [&str; 2] = ["dep_delay", "arr_delay"];
/// Samples on which a scaler leaks, the usual one first.
pub(crate) const SAMPLES: [&str; 4] = ["breast_cancer", "wine", "digits", "penguins"];

/// What the address asks for. A leak has a use for some of it, and the address says only that.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Query {
    /// The leak by its id.
    pub(crate) leak: String,
    pub(crate) column: String,
    pub(crate) every: u32,
    pub(crate) dataset: String,
    pub(crate) rows: u32,
    pub(crate) columns: u32,
    pub(crate) kept: u32,
    pub(crate) repeats: u32,
    pub(crate) seed: u32,
}

impl Query {
    /// Reads an address; what cannot be read is as usual.
    pub(crate) fn read(text: &str) -> Self {
        let query = query::Query::parse(text);
        Self {
            leak: query.one_of("leak", &KINDS.each_ref().map(|kind| kind.id)),
            column: query.one_of("column", &COLUMNS),
            every: query.number("every", 1..=100, 10),
            dataset: query.one_of("data", &SAMPLES),
            rows: query.number("rows", 20..=1000, 60),
            columns: query.number("columns", 2..=5000, 2000),
            kept: query.number("kept", 1..=5000, 20),
            repeats: query.number("repeats", 2..=200, 20),
            seed: query.number("seed", 0..=u32::MAX, 42),
        }
    }
}

impl Display for Query {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let mut query = query::Query::default();
        query.push("leak", &self.leak);
        match self.leak.as_str() {
            "answer" => {
                query.push("column", &self.column);
                query.push("every", self.every);
            }
            "time" => query.push("every", self.every),
            "scaler" => {
                query.push("data", &self.dataset);
                query.push("rows", self.rows);
                query.push("repeats", self.repeats);
            }
            _ => {
                query.push("rows", self.rows);
                query.push("columns", self.columns);
                query.push("kept", self.kept);
                query.push("repeats", self.repeats);
            }
        }
        query.push("seed", self.seed);
        query.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_its_leak_has_a_use_for() {
        for text in [
            "?leak=answer&column=arr_delay&every=5&seed=7",
            "?leak=time&every=20&seed=42",
            "?leak=scaler&data=wine&rows=40&repeats=9&seed=42",
            "?leak=selection&rows=60&columns=300&kept=10&repeats=20&seed=0",
        ] {
            assert_eq!(Query::read(text).to_string(), text);
        }
        assert_eq!(Query::read("?leak=roof&column=x&every=0&data=moon&rows=x&seed=-1"), Query::read(""));
    }
}
