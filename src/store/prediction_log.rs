//! Prediction logs that were kept with the runs of services.

use super::error::invalid;
use super::{Result, Store};
use crate::prediction_log::{StoredLog, page};
use crate::protocol::track::ReadKeptLog;
use crate::protocol::{Error, LogPage};

impl Store {
    /// Entries of a kept log.
    pub(super) fn kept_log(&self, asked: &ReadKeptLog) -> Result<LogPage> {
        let bytes = self.artifact_bytes(&asked.run_id, &asked.path)?;
        let wrong = |error: Error| invalid(error.what, error.hint);
        let kept = StoredLog::read(&String::from_utf8_lossy(&bytes)).map_err(wrong)?;
        page(&kept, &asked.question, &mut |_, _| {}).map_err(wrong)
    }
}

#[cfg(test)]
mod tests {
    use crate::protocol::track::{LOG_PATH, LogRuns, NewArtifact, NewRun, ReadKeptLog};
    use crate::protocol::{LogFilter, LogForm, LogQuestion};
    use crate::store::testing::{ask, run, store};

    #[test]
    fn a_kept_log_is_browsed_filtered_and_written() {
        let mut store = store();
        let text = r#"{"columns":["id","timestamp","window","model_version","x","prediction","probability","latency_millis","label_window","label"],
            "data":[["0-0","t",0,1,0.1,"no",0.75,12.5,1,"yes"],["1-0","t",1,1,null,"no",0.5,7,null,null]]}"#;
        let file = NewArtifact { path: LOG_PATH.into(), text: Some(text.into()), base64: None };
        let run_id = ask(&mut store, LogRuns { runs: vec![NewRun { artifacts: vec![file], ..run(1) }, run(2)] }).unwrap().remove(0);
        let wrong = LogFilter { wrong: Some(true), ..LogFilter::default() };
        let asked = ReadKeptLog { run_id, path: LOG_PATH.into(), question: LogQuestion::first(10, LogForm::Csv, wrong) };
        let found = ask(&mut store, asked.clone()).unwrap();
        let lines: Vec<&str> = found.text.lines().collect();
        assert_eq!((found.matching, lines.len(), lines[1]), (1, 2, "0-0,t,0,1,0.1,no,0.75,12.500,1,yes"));
        let error = ask(&mut store, ReadKeptLog { run_id: format!("{:032x}", 2), ..asked }).unwrap_err();
        assert!(error.what.contains("there is no artifact predictions.json"), "{}", error.what);
    }
}
