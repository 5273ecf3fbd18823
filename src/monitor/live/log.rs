//! The prediction log of a history: one entry a request, with inputs, answer, time, version and, when it has come, the label.
//!
//! Nothing is stored: windows are functions of the request, so any part of the log is made when it is asked for. A log that is to
//! outlive this is kept in the tracking store, behind the same interface.

use super::deployment::Deployment;
use super::run::History;
use super::table::labels;
use crate::dataset::{Column, Day, Values};
use crate::monitor::traffic::{Traffic, Window};
use crate::prediction_log::{EntryDetails, LogEntry, LogValue, PredictionLog, page};
use crate::protocol::{Clock, Error, LogPage, ReadLog};

impl History {
    /// The entries that match.
    pub fn log(&self, world: &Deployment, asked: &ReadLog, progress: &mut dyn FnMut(f64, &str)) -> Result<LogPage, Error> {
        let spec = &self.report.spec;
        let traffic = world.traffic(spec)?;
        page(&HistoryLog { history: self, world, traffic: &traffic }, &asked.question, progress)
    }
}

/// The history as a log.
struct HistoryLog<'a> {
    history: &'a History,
    world: &'a Deployment,
    traffic: &'a Traffic<'a>,
}

impl PredictionLog for HistoryLog<'_> {
    fn last(&self) -> Option<u32> {
        self.traffic.windows().checked_sub(1)
    }

    fn features(&self, from: u32, to: u32) -> Vec<String> {
        let spec = &self.history.report.spec;
        let mut found: Vec<String> = vec![];
        for number in [from, to] {
            let columns = self.traffic.window(number).map(|window| window.table.columns).unwrap_or_default();
            for column in columns {
                let new = !found.contains(&column.name) && column.name != spec.model.target;
                let used = spec.model.features.contains(&column.name);
                let unknown = !self.world.known.contains(&column.name);
                if new && (used || unknown) {
                    found.push(column.name);
                }
            }
        }
        found
    }

    fn visit(&self, (from, to): (u32, u32), show: &mut dyn FnMut(&LogEntry<'_>), progress: &mut dyn FnMut(f64, &str)) {
        let features = self.features(from, to);
        for number in from..=to {
            let share = f64::from(number - from) / f64::from((to - from).max(1));
            progress(share, &format!("window {} of {}", number + 1, self.traffic.windows()));
            let Some(window) = self.traffic.window(number) else { break };
            self.window(&window, &features, show);
        }
    }
}

impl HistoryLog<'_> {
    fn window(&self, window: &Window, features: &[String], show: &mut dyn FnMut(&LogEntry<'_>)) {
        let spec = &self.history.report.spec;
        let rows = window.table.rows;
        let Some(version) = self.history.live.get(window.number as usize).filter(|_| rows > 0) else { return };
        let given = version.service.answer(&window.table).ok();
        let all = labels(&window.table, &spec.model.target, &self.world.classes);
        let (millis, _) = self.traffic.latencies(window, &spec.latency);
        let columns: Vec<Option<&Column>> = features.iter().map(|name| window.table.column(name)).collect();
        let begin = window.number as f64 * spec.window_seconds as f64;
        // By calendar a request came when its row says; an injection does not change that.
        let clock = match &spec.traffic.clock {
            Clock::Calendar { column } => self.world.pool.column(column),
            Clock::Resample { .. } => None,
        };
        let name = |place: u32| self.world.classes.get(place as usize).map(String::as_str);
        for row in 0..rows {
            let label = all.get(row).copied().flatten().filter(|_| window.labelled.get(row) == Some(&true)).and_then(name);
            let rest = || {
                let own = clock.zip(window.rows.get(row)).and_then(|(column, place)| column.text(*place as usize));
                let second = begin + spec.window_seconds as f64 * row as f64 / rows as f64;
                EntryDetails {
                    id: format!("{}-{row}", window.number),
                    timestamp: own.unwrap_or_else(|| timestamp(second as u64)),
                    features: columns.iter().map(|column| field(*column, row)).collect(),
                    latency_millis: millis.get(row).copied(),
                }
            };
            show(&LogEntry {
                window: window.number,
                version: version.number,
                prediction: given.as_ref().and_then(|given| given.classes.get(row)).copied().and_then(name),
                probability: given.as_ref().and_then(|given| given.confidence.get(row)).copied(),
                label,
                label_window: label.map(|_| window.labels_due),
                rest: &rest,
            });
        }
    }
}

fn field(column: Option<&Column>, row: usize) -> LogValue {
    let text = column.and_then(|column| column.text(row));
    match (text, column.map(|column| &column.values)) {
        (Some(text), Some(Values::Numeric(_))) => LogValue::Number(text),
        (Some(text), _) => LogValue::Text(text),
        (None, _) => LogValue::Missing,
    }
}

/// Seconds since 2026-01-01T00:00:00Z as a timestamp.
fn timestamp(seconds: u64) -> String {
    // 2026-01-01.
    let day = Day(20_454).plus((seconds / 86_400) as i64);
    let rest = seconds % 86_400;
    format!("{}T{:02}:{:02}:{:02}Z", day.iso(), rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_count_days_and_leap_years() {
        assert_eq!(timestamp(0), "2026-01-01T00:00:00Z");
        assert_eq!(timestamp(59 * 86_400 + 3_661), "2026-03-01T01:01:01Z");
        // 2028 is a leap year: 365 + 365 + 31 + 28 days on.
        assert_eq!(timestamp(789 * 86_400), "2028-02-29T00:00:00Z");
    }
}
