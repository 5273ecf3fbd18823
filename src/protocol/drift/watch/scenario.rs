//! What a dataset offers to go wrong.

use serde::{Deserialize, Serialize};

use crate::protocol::drift::traffic::Injection;

/// What a dataset offers to those who want to see something go wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioCatalog {
    /// The scenarios that fit it.
    pub cards: Vec<ScenarioCard>,
    /// Columns that drift can be injected into: the model's features, in order.
    pub columns: Vec<SeenColumn>,
    /// Classes of the target, sorted.
    pub classes: Vec<String>,
}

/// A column as the form of an injection offers it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenColumn {
    /// The column.
    pub name: String,
    /// Its most frequent categories, at most 12; absent for numbers.
    pub categories: Option<Vec<String>>,
    /// Its mean; absent for categories and where nothing is known.
    pub mean: Option<f64>,
}

/// A scenario as it is offered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioCard {
    /// Stable id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What is about to go wrong.
    pub story: String,
    /// What it does to the traffic of this dataset.
    pub injections: Vec<Injection>,
}
