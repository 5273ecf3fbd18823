//! The prediction log: one entry a request, behind one interface, wherever it is kept.
//!
//! [`PredictionLog`] is that interface. The worker that watches makes entries from a service's history, which is in its memory; the
//! tracking store reads them from the file that was kept with a run ([`StoredLog`]). [`page`] filters, counts and writes the entries
//! of either, so both look alike.

mod stored;
mod write;

pub use stored::StoredLog;

use crate::protocol::{Error, LogFilter, LogPage, LogQuestion};

/// Entries of one answer at most.
const MOST: u32 = 200_000;

/// Columns before the features.
const HEAD: [&str; 4] = ["id", "timestamp", "window", "model_version"];
/// Columns after the features.
const TAIL: [&str; 5] = ["prediction", "probability", "latency_millis", "label_window", "label"];

/// Where predictions are kept.
pub trait PredictionLog {
    /// The last window there is; absent if there is none.
    fn last(&self) -> Option<u32>;

    /// Input columns that entries of these windows have, in order.
    fn features(&self, from: u32, to: u32) -> Vec<String>;

    /// Shows every entry of these windows, in order of time, and tells how far it is.
    fn visit(&self, windows: (u32, u32), show: &mut dyn FnMut(&LogEntry<'_>), progress: &mut dyn FnMut(f64, &str));
}

/// A request and its answer: the fields that filters use, and a function for the rest.
pub struct LogEntry<'a> {
    /// Its window.
    pub window: u32,
    /// Version of the model that answered.
    pub version: u32,
    /// The class answered; absent where the service failed.
    pub prediction: Option<&'a str>,
    /// Its probability, 0..=1.
    pub probability: Option<f64>,
    /// The true class, if it ever becomes known …
    pub label: Option<&'a str>,
    /// … and the window at whose end it does.
    pub label_window: Option<u32>,
    /// The fields that are only written, features in the order of [`PredictionLog::features`].
    pub rest: &'a dyn Fn() -> EntryDetails,
}

/// What of an entry is only written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryDetails {
    /// Window and place in it.
    pub id: String,
    /// When the request came.
    pub timestamp: String,
    /// The inputs.
    pub features: Vec<LogValue>,
    /// Milliseconds until the answer.
    pub latency_millis: Option<f64>,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum LogValue {
    /// There is none.
    Missing,
    /// A number as it is written.
    Number(String),
    /// A text.
    Text(String),
}

/// The entries that match, as they were known when the last window of the filter ended.
pub fn page(journal: &dyn PredictionLog, asked: &LogQuestion, progress: &mut dyn FnMut(f64, &str)) -> Result<LogPage, Error> {
    if !(1..=MOST).contains(&asked.most) {
        let hint = "Change it to a value in this range.";
        return Err(Error::new(format!("most takes a whole number from 1 to {MOST}, not {}", asked.most), hint));
    }
    let last = journal.last().unwrap_or(0);
    let (from, to) = (asked.filter.from.unwrap_or(0), asked.filter.to.unwrap_or(last).min(last));
    let features = journal.features(from, to);
    let columns: Vec<String> = HEAD.iter().map(|name| (*name).to_owned()).chain(features).chain(TAIL.map(str::to_owned)).collect();
    let mut page = LogPage { columns, ..LogPage::default() };
    let mut writer = write::LogWriter::new(asked.form, &page.columns);
    let known = |entry: &LogEntry| entry.label_window.is_some_and(|due| due <= to);
    let matches = |entry: &LogEntry| {
        let LogFilter { version, answer, wrong, confidence_to, .. } = &asked.filter;
        let label = entry.label.filter(|_| known(entry));
        version.is_none_or(|version| version == entry.version)
            && answer.as_ref().is_none_or(|answer| entry.prediction == Some(answer.as_str()))
            && wrong.is_none_or(|wrong| label.is_some_and(|label| (entry.prediction != Some(label)) == wrong))
            && confidence_to.is_none_or(|most| entry.probability.is_some_and(|probability| probability <= most))
    };
    let mut show = |entry: &LogEntry<'_>| {
        if !page.versions.contains(&entry.version) {
            page.versions.push(entry.version);
        }
        if let Some(answer) = entry.prediction.filter(|answer| !page.answers.iter().any(|known| known == answer)) {
            page.answers.push(answer.to_owned());
        }
        if !matches(entry) {
            return;
        }
        page.matching += 1;
        if page.matching > asked.offset && page.matching <= asked.offset + u64::from(asked.most) {
            writer.add(fields(entry, known(entry)));
        }
    };
    if from <= to {
        journal.visit((from, to), &mut show, progress);
    }
    page.answers.sort_unstable();
    (page.rows, page.text) = writer.finish();
    page.bytes = page.text.len() as u64;
    if asked.longest.is_some_and(|longest| page.bytes > longest) {
        page.text.clear();
    }
    Ok(page)
}

/// An entry's values, column by column.
fn fields(entry: &LogEntry, known: bool) -> Vec<LogValue> {
    let number = |text: Option<String>| text.map_or(LogValue::Missing, LogValue::Number);
    let text = |text: Option<&str>| text.map_or(LogValue::Missing, |text| LogValue::Text(text.to_owned()));
    let EntryDetails { id, timestamp, features, latency_millis } = (entry.rest)();
    let label = entry.label.filter(|_| known);
    let mut fields = vec![
        LogValue::Text(id),
        LogValue::Text(timestamp),
        LogValue::Number(entry.window.to_string()),
        LogValue::Number(entry.version.to_string()),
    ];
    fields.extend(features);
    fields.extend([
        text(entry.prediction),
        number(entry.probability.map(|probability| probability.to_string())),
        number(latency_millis.map(|millis| format!("{millis:.3}"))),
        number(label.and(entry.label_window).map(|due| due.to_string())),
        text(label),
    ]);
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::LogForm;

    /// Four requests in two windows; labels come a window later, the third one's never.
    struct FourEntries;

    impl PredictionLog for FourEntries {
        fn last(&self) -> Option<u32> {
            Some(1)
        }

        fn features(&self, _: u32, _: u32) -> Vec<String> {
            vec!["x".into(), "colour".into()]
        }

        fn visit(&self, (from, to): (u32, u32), show: &mut dyn FnMut(&LogEntry<'_>), _: &mut dyn FnMut(f64, &str)) {
            let labels = [Some("no"), Some("yes"), None, Some("yes")];
            for (row, label) in (0_u32..).zip(labels).filter(|(row, _)| (from..=to).contains(&(row / 2))) {
                let features = vec![LogValue::Number(format!("{}", f64::from(row) / 10.0)), LogValue::Text("a \"b\", c".into())];
                let rest =
                    || EntryDetails { id: row.to_string(), timestamp: "t".into(), features: features.clone(), latency_millis: Some(1.5) };
                let (window, probability) = (row / 2, Some(0.9 - f64::from(row) / 10.0));
                let label_window = label.map(|_| window + 1);
                show(&LogEntry { window, version: 1 + window, prediction: Some("yes"), probability, label, label_window, rest: &rest });
            }
        }
    }

    fn read(form: LogForm, filter: LogFilter) -> LogPage {
        page(&FourEntries, &LogQuestion::first(10, form, filter), &mut |_, _| {}).unwrap()
    }

    #[test]
    fn a_kept_log_answers_as_the_log_it_was_made_of() {
        let all = read(LogForm::MlflowTable, LogFilter { to: Some(1), ..LogFilter::default() });
        let kept = StoredLog::read(&all.text).unwrap();
        for form in [LogForm::Table, LogForm::Csv, LogForm::JsonLines, LogForm::MlflowTable] {
            let first = LogFilter { to: Some(0), ..LogFilter::default() };
            let wrong = LogFilter { wrong: Some(true), confidence_to: Some(0.95), ..LogFilter::default() };
            let newer = LogFilter { version: Some(2), answer: Some("yes".into()), ..LogFilter::default() };
            for filter in [LogFilter::default(), first, wrong, newer] {
                let asked = LogQuestion::first(3, form, filter);
                let ours = page(&FourEntries, &asked, &mut |_, _| {}).unwrap();
                let theirs = page(&kept, &asked, &mut |_, _| {}).unwrap();
                assert_eq!(ours, theirs, "{asked:?}");
            }
        }
    }

    #[test]
    fn labels_are_known_when_they_have_come() {
        let page = read(LogForm::Table, LogFilter::default());
        let labels: Vec<Option<&str>> = page.rows.iter().map(|row| row.last().unwrap().as_deref()).collect();
        assert_eq!(labels, [Some("no"), Some("yes"), None, None]);
        assert_eq!((page.matching, page.versions, page.answers), (4, vec![1, 2], vec!["yes".to_owned()]));
        assert_eq!(read(LogForm::Table, LogFilter { wrong: Some(true), ..LogFilter::default() }).matching, 1);
        assert_eq!(read(LogForm::Table, LogFilter { from: Some(3), ..LogFilter::default() }).matching, 0);
    }

    #[test]
    fn every_form_has_the_same_values() {
        let filter = LogFilter { to: Some(0), ..LogFilter::default() };
        let lines = read(LogForm::JsonLines, filter.clone()).text;
        let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        assert_eq!((first["x"].as_f64(), first["colour"].as_str(), first["label"].is_null()), (Some(0.0), Some("a \"b\", c"), true));
        let table: serde_json::Value = serde_json::from_str(&read(LogForm::MlflowTable, filter.clone()).text).unwrap();
        assert_eq!((table["columns"].as_array().unwrap().len(), table["data"].as_array().unwrap().len()), (11, 2));
        assert!(read(LogForm::Csv, filter.clone()).text.starts_with("id,timestamp,window,model_version,x,colour,prediction,probability,"));
        let asked = LogQuestion { longest: Some(20), ..LogQuestion::first(10, LogForm::Csv, filter) };
        let long = page(&FourEntries, &asked, &mut |_, _| {}).unwrap();
        assert!(long.text.is_empty() && long.bytes > 100);
        assert!(page(&FourEntries, &LogQuestion { most: 0, ..asked }, &mut |_, _| {}).is_err());
    }

    #[test]
    fn another_table_is_no_prediction_log() {
        for text in ["", "{\"columns\":[\"a\"],\"data\":[[1]]}", "{\"columns\":[],\"data\":[]}"] {
            assert_eq!(StoredLog::read(text).unwrap_err().what, "the file is no prediction log of this lab");
        }
    }
}
