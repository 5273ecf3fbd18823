//! Entries written: as rows, as CSV, as JSON Lines, or as the table that MLflow's `log_table` keeps.

use super::LogValue;
use crate::dataset::csv_writer as write;
use crate::protocol::LogForm;

/// A text being written, or rows being collected.
pub(super) struct LogWriter {
    form: LogForm,
    /// The columns' names as JSON.
    names: Vec<String>,
    rows: Vec<Vec<Option<String>>>,
    text: String,
    empty: bool,
}

impl LogWriter {
    pub(super) fn new(form: LogForm, columns: &[String]) -> Self {
        let names: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
        let mut text = String::new();
        match form {
            LogForm::Csv => write::record(&mut text, columns.iter().map(String::as_str)),
            LogForm::MlflowTable => text = format!("{{\"columns\":[{}],\"data\":[", names.join(",")),
            LogForm::Table | LogForm::JsonLines => {}
        }
        Self { form, names, rows: vec![], text, empty: true }
    }

    pub(super) fn add(&mut self, fields: Vec<LogValue>) {
        match self.form {
            LogForm::Table => self.rows.push(fields.into_iter().map(plain).collect()),
            LogForm::Csv => {
                let cells: Vec<Option<String>> = fields.into_iter().map(plain).collect();
                write::record(&mut self.text, cells.iter().map(|cell| cell.as_deref().unwrap_or_default()));
            }
            LogForm::JsonLines => {
                let pairs: Vec<String> = self.names.iter().zip(fields).map(|(name, field)| format!("{name}:{}", json(field))).collect();
                self.text.push_str(&format!("{{{}}}\n", pairs.join(",")));
            }
            LogForm::MlflowTable => {
                if !self.empty {
                    self.text.push(',');
                }
                let values: Vec<String> = fields.into_iter().map(json).collect();
                self.text.push_str(&format!("[{}]", values.join(",")));
            }
        }
        self.empty = false;
    }

    /// The rows, or the text.
    pub(super) fn finish(mut self) -> (Vec<Vec<Option<String>>>, String) {
        if self.form == LogForm::MlflowTable {
            self.text.push_str("]}");
        }
        (self.rows, self.text)
    }
}

fn plain(field: LogValue) -> Option<String> {
    match field {
        LogValue::Missing => None,
        LogValue::Number(text) | LogValue::Text(text) => Some(text),
    }
}

/// A value as JSON: a missing one is null, and NaN or infinity is a text.
fn json(field: LogValue) -> String {
    match field {
        LogValue::Missing => "null".to_owned(),
        LogValue::Number(text) if text.parse::<f64>().is_ok_and(f64::is_finite) => text,
        LogValue::Number(text) | LogValue::Text(text) => quoted(&text),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
