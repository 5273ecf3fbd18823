//! MLflow's search syntax: read into clauses, then written as SQL with parameters.
//!
//! It is what `mlflow.search_runs` takes (mlflow/utils/search_utils.py): comparisons joined by AND, no OR, no brackets but
//! those of a list. A syntax error names the character's position, which MLflow's does not.

mod parse;
mod sql;
mod token;

pub(super) use parse::{filter, order};
pub(super) use sql::{Sql, order_sql, where_sql};

/// The kind of value that a filter compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entity {
    /// The last value of a metric.
    Metric,
    /// A param.
    Param,
    /// A tag.
    Tag,
    /// Something about the run itself.
    Attribute,
    /// Something about a dataset it used.
    Dataset,
}

/// An entity and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// The kind of value that a filter compares.
    pub entity: Entity,
    /// Its name, of attributes the one they have in MLflow's API.
    pub name: String,
}

/// How it is compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Comparison {
    /// `=`, `!=`, `<`, `<=`, `>`, `>=`.
    Number(&'static str, f64),
    /// `=`, `!=`, `LIKE`, `ILIKE`.
    Text(&'static str, String),
    /// `IN`, or `NOT IN` if true.
    List(bool, Vec<String>),
    /// `IS NULL`, or `IS NOT NULL` if true.
    Null(bool),
}

/// A comparison.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clause {
    /// What.
    pub key: Key,
    /// How.
    pub test: Comparison,
}

/// What the runs are ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OrderBy {
    /// What.
    pub key: Key,
    /// The greatest first.
    pub descending: bool,
}

#[cfg(test)]
mod tests;
