//! How much each feature matters, in the form that reports carry.

use crate::dataset::order;
use crate::protocol::Importance;

/// A feature's importance and its standard deviation over the trees of a forest.
pub(super) type Weight = (f64, Option<f64>);

/// Names and values together, largest first; nothing if there are no values.
pub(super) fn largest_first(names: &[String], values: Vec<Weight>) -> Vec<Importance> {
    let mut importances: Vec<Importance> =
        names.iter().zip(values).map(|(name, (value, std))| Importance { feature: name.clone(), value, std }).collect();
    order::by(&mut importances, |a, b| b.value.total_cmp(&a.value));
    importances
}
