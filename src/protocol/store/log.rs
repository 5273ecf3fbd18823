//! The prediction log of a service that was kept with its run.

use serde::{Deserialize, Serialize};

use crate::protocol::LogQuestion;

/// Entries of a kept prediction log, as `read_log` gives those of a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadKeptLog {
    /// The run.
    pub run_id: String,
    /// The table among its files.
    #[serde(default = "usual")]
    pub path: String,
    /// What is asked of it.
    pub question: LogQuestion,
}

/// Where a service's log is among the files of its run.
pub const LOG_PATH: &str = "predictions.json";

fn usual() -> String {
    LOG_PATH.to_owned()
}
