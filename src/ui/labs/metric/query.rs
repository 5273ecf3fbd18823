//! The metric lab's address: the question, and what errors cost.

use std::fmt::{Display, Formatter, Result};

use crate::ui::kit::query;
use crate::ui::labs::metric::problems::PROBLEMS;

/// Largest cost of an error.
const MOST: f64 = 1e9;

/// What the address asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Query {
    /// A problem by its id.
    pub(crate) problem: String,
    /// Cost of a positive row that is missed.
    pub(crate) miss: f64,
    /// Cost of a false alarm.
    pub(crate) alarm: f64,
}

impl Query {
    /// Reads an address; what cannot be read is as usual.
    pub(crate) fn read(text: &str) -> Self {
        let query = query::Query::parse(text);
        Self {
            problem: query.one_of("problem", &PROBLEMS.each_ref().map(|problem| problem.id)),
            miss: query.number("miss", 0.0..=MOST, 20.0),
            alarm: query.number("alarm", 0.0..=MOST, 1.0),
        }
    }
}

impl Display for Query {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let mut query = query::Query::default();
        query.push("problem", &self.problem);
        query.push("miss", self.miss);
        query.push("alarm", self.alarm);
        query.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_problem_and_its_costs() {
        assert_eq!(Query::read("").to_string(), "?problem=very_late&miss=20&alarm=1");
        assert_eq!(Query::read("?problem=tumour&miss=2.5&alarm=0").to_string(), "?problem=tumour&miss=2.5&alarm=0");
        assert_eq!(Query::read("?problem=love&miss=-1&alarm=much"), Query::read(""));
    }
}
