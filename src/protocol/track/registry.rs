//! The model registry: registered models, their versions, and the aliases that point at them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The registered models there are, by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchModels {
    /// Only this one.
    pub name: Option<String>,
}

/// A new version of a registered model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateModelVersion {
    /// The registered model; it is made if there is none of this name.
    pub name: String,
    /// The run that the version comes from.
    pub run_id: String,
    /// The model's path below the run's artifacts, such as `model`.
    #[serde(default = "model")]
    pub path: String,
    /// Says what is special about it.
    #[serde(default)]
    pub description: String,
    /// Tags.
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}

fn model() -> String {
    "model".into()
}

/// A registered model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisteredModel {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// When it was made.
    pub creation_time: Option<i64>,
    /// When it was last changed.
    pub last_updated_time: Option<i64>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// Alias and the version it points at.
    pub aliases: BTreeMap<String, i64>,
    /// The latest first.
    pub versions: Vec<ModelVersion>,
    /// Every move of an alias, the latest first.
    pub history: Vec<AliasMove>,
}

/// A version of a registered model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelVersion {
    /// The registered model.
    pub name: String,
    /// 1, 2, …
    pub version: i64,
    /// What is special about it.
    pub description: String,
    /// When it was made.
    pub creation_time: Option<i64>,
    /// The run it comes from.
    pub run_id: Option<String>,
    /// Name and digest of what that run was trained on.
    pub datasets: Vec<(String, String)>,
    /// Where its files are.
    pub source: String,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// The aliases that point at it.
    pub aliases: Vec<String>,
}

/// A move of an alias.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AliasMove {
    /// 1, 2, …
    pub number: u32,
    /// The alias.
    pub alias: String,
    /// Where it pointed; absent: nowhere.
    pub from: Option<i64>,
    /// Where it points now; absent: nowhere.
    pub to: Option<i64>,
    /// Why.
    pub reason: String,
    /// When.
    pub time: i64,
    /// It was a step back.
    #[serde(default)]
    pub roll_back: bool,
}

/// Point an alias at a version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetAlias {
    /// The registered model.
    pub name: String,
    /// The alias, without `@`.
    pub alias: String,
    /// The version; absent takes the alias away.
    pub version: Option<i64>,
    /// Why; it is kept.
    pub reason: String,
}

/// Point an alias back at the version before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RollBack {
    /// The registered model.
    pub name: String,
    /// The alias, without `@`.
    pub alias: String,
    /// Why; it is kept.
    pub reason: String,
}

/// Change a registered model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EditModel {
    /// Which.
    pub name: String,
    /// How.
    pub change: ModelChange,
}

/// Change a version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EditModelVersion {
    /// The registered model.
    pub name: String,
    /// Which version.
    pub version: i64,
    /// How.
    pub change: ModelChange,
}

/// What can be changed of a registered model or a version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelChange {
    /// What is said about it.
    Describe(String),
    /// A tag and its value.
    SetTag(String, String),
    /// Take a tag away.
    DeleteTag(String),
    /// Take it out of the registry for good; the runs stay.
    Delete,
}
