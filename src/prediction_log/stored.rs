//! A log that was kept as a file: the table of MLflow's `log_table`, which `mlflow.load_table` reads.

use serde::Deserialize;
use serde_json::Value;

use super::{EntryDetails, HEAD, LogEntry, LogValue, PredictionLog, TAIL};
use crate::protocol::Error;

/// The file, read.
#[derive(Clone, Debug, Deserialize)]
pub struct StoredLog {
    columns: Vec<String>,
    data: Vec<Vec<Value>>,
}

impl StoredLog {
    /// Reads what [`LogForm::MlflowTable`](crate::protocol::LogForm::MlflowTable) writes.
    pub fn read(text: &str) -> Result<Self, Error> {
        let unreadable = || Error::new("the file is no prediction log of this lab", "Serve the scenario again, and keep its log.");
        let kept: Self = serde_json::from_str(text).map_err(|_| unreadable())?;
        let count = kept.columns.len();
        let fits = count >= HEAD.len() + TAIL.len()
            && kept.columns.iter().zip(HEAD).all(|(own, name)| own == name)
            && kept.columns.iter().skip(count - TAIL.len()).zip(TAIL).all(|(own, name)| own == name)
            && kept.data.iter().all(|row| row.len() == count);
        if fits { Ok(kept) } else { Err(unreadable()) }
    }

    /// The places of the features.
    fn inputs(&self) -> std::ops::Range<usize> {
        HEAD.len()..self.columns.len() - TAIL.len()
    }
}

impl PredictionLog for StoredLog {
    fn last(&self) -> Option<u32> {
        self.data.iter().filter_map(|row| whole(row.get(2))).max()
    }

    fn features(&self, _: u32, _: u32) -> Vec<String> {
        self.columns.get(self.inputs()).unwrap_or_default().to_vec()
    }

    fn visit(&self, (from, to): (u32, u32), show: &mut dyn FnMut(&LogEntry<'_>), _: &mut dyn FnMut(f64, &str)) {
        for row in &self.data {
            let (Some(window), Some(version)) = (whole(row.get(2)), whole(row.get(3))) else { continue };
            if !(from..=to).contains(&window) {
                continue;
            }
            let tail = row.get(self.inputs().end..).unwrap_or_default();
            let rest = || EntryDetails {
                id: text(row.first()).unwrap_or_default().to_owned(),
                timestamp: text(row.get(1)).unwrap_or_default().to_owned(),
                features: row.get(self.inputs()).unwrap_or_default().iter().map(field).collect(),
                latency_millis: tail.get(2).and_then(Value::as_f64),
            };
            show(&LogEntry {
                window,
                version,
                prediction: text(tail.first()),
                probability: tail.get(1).and_then(Value::as_f64),
                label: text(tail.get(4)),
                label_window: whole(tail.get(3)),
                rest: &rest,
            });
        }
    }
}

fn whole(value: Option<&Value>) -> Option<u32> {
    value?.as_u64()?.try_into().ok()
}

fn text(value: Option<&Value>) -> Option<&str> {
    value?.as_str()
}

/// A value as it was written; numbers in the shortest form that is read back as the same number.
fn field(value: &Value) -> LogValue {
    match value {
        Value::Number(number) => LogValue::Number(number.as_f64().unwrap_or_default().to_string()),
        Value::String(text) => LogValue::Text(text.clone()),
        _ => LogValue::Missing,
    }
}
