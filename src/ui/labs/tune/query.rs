//! The tuning lab's address: the experiment, what is varied, how, and by which score.
//!
//! `search=random&search_n_iter=30&search__C=0.001..10`: the parameters that are varied stand by name, each with its values;
//! if none is named, the first two of the model are varied over usual values.

use std::fmt::{Display, Formatter, Result};

use crate::protocol::TrainSpec;
use crate::ui::kit::query;
use crate::ui::workspace::experiment_query;

/// Folds that judge a trial.
const FOLDS: u32 = 5;
/// Combinations of a random search.
const N_ITER: u32 = 20;
/// One in this many survives a round of halving.
const FACTOR: u32 = 3;
/// The strategies, the usual one first.
const STRATEGIES: [&str; 3] = ["grid", "random", "halving"];
/// What the word of a varied parameter begins with.
const VARIED: &str = "search__";

/// What the address asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Query {
    /// The experiment whose settings are varied.
    pub(crate) spec: TrainSpec,
    /// `grid`, `random` or `halving`.
    pub(crate) strategy: String,
    pub(crate) n_iter: u32,
    pub(crate) factor: u32,
    pub(crate) folds: u32,
    /// The score; absent for the usual one.
    pub(crate) scoring: Option<String>,
    /// Varied parameters with their values as text; none for the usual ones.
    pub(crate) space: Vec<(String, String)>,
}

impl Query {
    /// Reads an address; what is wrong with it goes to the warnings. Absent only if no model exists.
    pub(crate) fn read(text: &str, warnings: &mut Vec<String>) -> Option<Self> {
        let query = query::Query::parse(text);
        let varied = |(key, value): (&str, String)| Some((key.strip_prefix(VARIED)?.to_owned(), value));
        Some(Self {
            spec: experiment_query::read(&query, warnings)?,
            strategy: query.one_of("search", &STRATEGIES),
            n_iter: query.number("search_n_iter", 1..=500, N_ITER),
            factor: query.number("search_factor", 2..=10, FACTOR),
            folds: query.number("search_folds", 2..=20, FOLDS),
            scoring: query.text("search_scoring"),
            space: query.iter().filter_map(varied).collect(),
        })
    }
}

impl Display for Query {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let mut query = experiment_query::write(&self.spec);
        query.push_unless("search", &self.strategy.as_str(), &STRATEGIES[0]);
        for (key, value, default) in
            [("search_n_iter", self.n_iter, N_ITER), ("search_factor", self.factor, FACTOR), ("search_folds", self.folds, FOLDS)]
        {
            query.push_unless(key, &value, &default);
        }
        if let Some(scoring) = &self.scoring {
            query.push("search_scoring", scoring);
        }
        for (name, values) in &self.space {
            query.push(&format!("{VARIED}{name}"), values);
        }
        query.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_survives_its_address() {
        for text in [
            "?data=iris",
            "?data=wine&model=logistic_regression&C=0.5&search=random&search_n_iter=30&search_scoring=roc_auc_ovr&search__C=0.001..10",
            "?data=iris&search=halving&search_factor=2&search_folds=3&search__max_depth=1%2C%202&search__max_features=sqrt",
        ] {
            let mut warnings = vec![];
            assert_eq!(Query::read(text, &mut warnings).unwrap().to_string(), text);
            assert!(warnings.is_empty(), "{warnings:?}");
        }
    }

    #[test]
    fn numbers_out_of_range_and_unknown_strategies_are_as_usual() {
        let query = Query::read("?data=iris&search=magic&search_n_iter=0&search_factor=11&search_folds=x", &mut vec![]).unwrap();
        assert_eq!(query.to_string(), "?data=iris");
    }
}
