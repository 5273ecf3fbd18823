//! Which data a request is about.

use serde::{Deserialize, Serialize};

/// Which data: a shipped sample by id, or the reader's own file by the digest that loading it returned.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatasetRef {
    /// A shipped sample: `iris`, `penguins`, `wine`, `breast_cancer`, `digits`.
    Sample(String),
    /// A file loaded earlier in this session, by content digest.
    Own(String),
}
