//! The groups lab's address: the data, the method with its settings, and the known groups to compare with.

use std::fmt::{Display, Formatter, Result};

use crate::dataset::sample;
use crate::protocol::DatasetRef;
use crate::protocol::model::Task;
use crate::ui::kit::query;
use crate::ui::workspace::experiment_query;

/// The methods, the usual one first.
pub(crate) const METHODS: [(&str, &str); 3] = [("k_means", "k-means"), ("dbscan", "DBSCAN"), ("gaussian_mixture", "Gaussian mixture")];

/// The shapes of a mixture's components, the usual one first.
pub(crate) const SHAPES: [(&str, &str); 4] =
    [("full", "each its own ellipse"), ("tied", "one ellipse for all"), ("diag", "along the axes"), ("spherical", "circles")];

/// What the address asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Query {
    pub(crate) dataset: DatasetRef,
    pub(crate) method: String,
    pub(crate) clusters: u32,
    pub(crate) eps: f64,
    pub(crate) min_samples: u32,
    pub(crate) shape: String,
    pub(crate) seed: u32,
    /// The column of known groups to compare with; empty for none.
    pub(crate) labels: String,
}

impl Query {
    /// Reads an address; what cannot be read is as usual, and a dataset that is not here is named in the warnings.
    pub(crate) fn read(text: &str, warnings: &mut Vec<String>) -> Self {
        let query = query::Query::parse(text);
        let dataset = experiment_query::dataset(&query, warnings);
        Self {
            method: query.one_of("method", &METHODS.map(|(id, _)| id)),
            clusters: query.number("n_clusters", 1..=30, 3),
            eps: query.number("eps", 0.0..=1e9, 0.8),
            min_samples: query.number("min_samples", 1..=1000, 5),
            shape: query.one_of("covariance_type", &SHAPES.map(|(id, _)| id)),
            seed: query.number("seed", 0..=u32::MAX, 42),
            labels: query.text("labels").unwrap_or_else(|| known_groups(&dataset)),
            dataset,
        }
    }
}

impl Display for Query {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let mut query = query::Query::default();
        experiment_query::push_dataset(&mut query, &self.dataset);
        query.push("method", &self.method);
        match self.method.as_str() {
            "dbscan" => {
                query.push("eps", self.eps);
                query.push("min_samples", self.min_samples);
            }
            "gaussian_mixture" => {
                query.push("n_clusters", self.clusters);
                query.push("covariance_type", &self.shape);
            }
            _ => query.push("n_clusters", self.clusters),
        }
        query.push("seed", self.seed);
        query.push("labels", &self.labels);
        query.fmt(formatter)
    }
}

/// The column of a sample that holds its classes; empty where it has none, and for a file of the reader's own.
pub(crate) fn known_groups(dataset: &DatasetRef) -> String {
    let DatasetRef::Sample(id) = dataset else { return String::new() };
    sample(id).filter(|sample| sample.task == Task::Classification).map(|sample| sample.target.to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_its_method_has_a_use_for() {
        for text in [
            "?data=iris&method=k_means&n_clusters=3&seed=42&labels=species",
            "?data=wine&method=dbscan&eps=0.5&min_samples=9&seed=1&labels=",
            "?data=own&digest=ab12&method=gaussian_mixture&n_clusters=4&covariance_type=tied&seed=42&labels=colour",
        ] {
            let mut warnings = vec![];
            assert_eq!(Query::read(text, &mut warnings).to_string(), text);
            assert!(warnings.is_empty(), "{warnings:?}");
        }
        let mut warnings = vec![];
        let odd = Query::read("?data=moon&method=magic&n_clusters=0&eps=-1&covariance_type=odd&seed=x", &mut warnings);
        assert_eq!(odd, Query::read("", &mut vec![]));
        assert!(warnings.len() == 1 && warnings[0].contains("no dataset “moon”"), "{warnings:?}");
    }
}
