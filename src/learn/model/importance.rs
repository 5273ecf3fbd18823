//! What models of classes and of numbers say alike: how much each feature matters, and how rough an out-of-bag score is.

use crate::dataset::order;
use crate::protocol::Importance;

/// A feature's importance and its standard deviation over the trees of a forest.
pub(super) type FeatureWeight = (f64, Option<f64>);

/// Names and values together, largest first; nothing if there are no values.
pub(super) fn largest_first(names: &[String], values: Vec<FeatureWeight>) -> Vec<Importance> {
    let mut importances: Vec<Importance> =
        names.iter().zip(values).map(|(name, (value, std))| Importance { feature: name.clone(), value, std }).collect();
    order::by(&mut importances, |a, b| b.value.total_cmp(&a.value));
    importances
}

/// A warning of training rows that no tree of a forest could be judged by.
pub(super) fn unseen(rows: usize) -> Option<String> {
    (rows > 0).then(|| format!("{rows} training rows were in every tree's draw, so the out-of-bag score is rough; grow more trees"))
}
