//! The prediction log: one entry a request, with inputs, answer, time, version and, when it has come, the label.
//!
//! Nothing is stored: windows are functions of the request, so any part of the log is made when it is asked for.

use super::run::History;
use super::table::labels;
use super::world::World;
use crate::dataset::csv::write;
use crate::dataset::{Column, Values, civil};
use crate::monitor::traffic::{Traffic, Window};
use crate::protocol::{Clock, Error, LogFilter, LogForm, LogPage, ReadLog};

/// Entries of one answer at most.
const MOST: u32 = 200_000;

impl History {
    /// The entries that match.
    pub fn log(&self, world: &World, asked: &ReadLog, progress: &mut dyn FnMut(f64, &str)) -> Result<LogPage, Error> {
        if !(1..=MOST).contains(&asked.most) {
            return Err(super::service::wrong("most", asked.most, "a whole number from 1 to 200000"));
        }
        let spec = &self.report.spec;
        let traffic = Traffic::new(&world.pool, &spec.model.target, &spec.traffic)?;
        let last = traffic.windows().saturating_sub(1);
        let (from, to) = (asked.filter.from.unwrap_or(0), asked.filter.to.unwrap_or(last).min(last));
        let features = self.columns(world, &traffic, from, to);
        let mut page = LogPage { columns: headers(&features), rows: vec![], matching: 0, text: String::new() };
        if asked.form == LogForm::Csv {
            write::record(&mut page.text, page.columns.iter().map(String::as_str));
        }
        for number in from..=to {
            let share = f64::from(number - from) / f64::from((to - from).max(1));
            progress(share, &format!("window {} of {}", number + 1, last + 1));
            let Some(window) = traffic.window(number) else { break };
            self.add(world, asked, (&traffic, &window), (&features, to), &mut page);
        }
        Ok(page)
    }

    /// Input columns that these windows have, in order of appearance.
    fn columns(&self, world: &World, traffic: &Traffic, from: u32, to: u32) -> Vec<String> {
        let target = &self.report.spec.model.target;
        let mut found: Vec<String> = vec![];
        for number in [from, to] {
            let columns = traffic.window(number).map(|window| window.table.columns).unwrap_or_default();
            for column in columns {
                let new = !found.contains(&column.name) && column.name != *target;
                let used = self.report.spec.model.features.contains(&column.name);
                let unknown = !world.known.contains(&column.name);
                if new && (used || unknown) {
                    found.push(column.name);
                }
            }
        }
        found
    }

    fn add(
        &self,
        world: &World,
        asked: &ReadLog,
        (traffic, window): (&Traffic, &Window),
        (features, to): (&[String], u32),
        page: &mut LogPage,
    ) {
        let Some(version) = self.live.get(window.number as usize) else { return };
        let LogFilter { version: wanted, answer, wrong, confidence_to, .. } = &asked.filter;
        if wanted.is_some_and(|wanted| wanted != version.number) || window.table.rows == 0 {
            return;
        }
        let given = version.service.answer(&window.table).ok();
        let all = labels(&window.table, &self.report.spec.model.target, &world.classes);
        let known = window.labels_due <= to;
        let name = |place: u32| world.classes.get(place as usize).cloned();
        let (taken, _) = traffic.latencies(window, &self.report.spec.latency);
        let columns: Vec<Option<&Column>> = features.iter().map(|name| window.table.column(name)).collect();
        let begin = u64::from(window.number) * self.report.spec.window_seconds;
        // By calendar a request came when its row says; an injury does not change that.
        let clock = match &self.report.spec.traffic.clock {
            Clock::Calendar { column } => world.pool.column(column),
            Clock::Resample { .. } => None,
        };
        for row in 0..window.table.rows {
            let class = given.as_ref().and_then(|given| given.classes.get(row)).copied();
            let confidence = given.as_ref().and_then(|given| given.confidence.get(row)).copied();
            let label = all.get(row).copied().flatten().filter(|_| known && window.labelled.get(row) == Some(&true));
            let matches = answer.as_ref().is_none_or(|answer| class.and_then(name).as_ref() == Some(answer))
                && wrong.is_none_or(|wrong| label.is_some_and(|label| (class != Some(label)) == wrong))
                && confidence_to.is_none_or(|most| confidence.is_some_and(|confidence| confidence <= most));
            if !matches {
                continue;
            }
            page.matching += 1;
            if page.matching <= asked.offset || page.matching > asked.offset + u64::from(asked.most) {
                continue;
            }
            let own = clock.zip(window.rows.get(row)).and_then(|(column, place)| column.text(*place as usize));
            let second = begin as f64 + self.report.spec.window_seconds as f64 * row as f64 / window.table.rows as f64;
            let head = [
                Some(format!("{}-{row}", window.number)),
                own.or_else(|| Some(timestamp(second as u64))),
                Some(window.number.to_string()),
                Some(version.number.to_string()),
            ];
            let millis = taken.get(row).map(|millis| format!("{millis:.3}"));
            let tail = [class.and_then(name), confidence.map(|confidence| confidence.to_string()), millis, label.and_then(name)];
            let cells = head.into_iter().chain(columns.iter().map(|column| column.and_then(|column| column.text(row)))).chain(tail);
            match asked.form {
                LogForm::Table => page.rows.push(cells.collect()),
                LogForm::Csv => {
                    let cells: Vec<Option<String>> = cells.collect();
                    write::record(&mut page.text, cells.iter().map(|cell| cell.as_deref().unwrap_or_default()));
                }
                LogForm::JsonLines => {
                    let numeric: Vec<bool> = columns.iter().map(|column| is_number(*column)).collect();
                    page.text.push_str(&json(&page.columns, cells, &numeric));
                }
            }
        }
    }
}

fn is_number(column: Option<&Column>) -> bool {
    column.is_some_and(|column| matches!(column.values, Values::Numeric(_)))
}

fn headers(features: &[String]) -> Vec<String> {
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    [own(&["id", "timestamp", "window", "model_version"]), features.to_vec(), own(&["prediction", "probability", "latency_millis", "label"])].concat()
}

/// An entry as a JSON object; numbers are numbers, what is missing is null.
fn json(names: &[String], cells: impl Iterator<Item = Option<String>>, numeric: &[bool]) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let pairs: Vec<String> = names
        .iter()
        .zip(cells)
        .enumerate()
        .map(|(place, (name, cell))| {
            let number = ["window", "model_version", "probability", "latency_millis"].contains(&name.as_str())
                || place.checked_sub(4).and_then(|place| numeric.get(place)) == Some(&true);
            let value = match cell {
                None => "null".to_owned(),
                Some(text) if number && text.parse::<f64>().is_ok_and(f64::is_finite) => text,
                Some(text) => quoted(&text),
            };
            format!("{}:{value}", quoted(name))
        })
        .collect();
    format!("{{{}}}\n", pairs.join(","))
}

/// Seconds since 2026-01-01T00:00:00Z as a timestamp.
fn timestamp(seconds: u64) -> String {
    let (year, month, day) = civil::date(civil::days(2026, 1, 1) + (seconds / 86_400) as i64);
    let rest = seconds % 86_400;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
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

    #[test]
    fn json_tells_numbers_texts_and_gaps_apart() {
        let names = ["id".to_owned(), "window".into(), "x".into()];
        let line = json(&names, [Some("0-1".into()), Some("0".into()), None].into_iter(), &[]);
        assert_eq!(line, "{\"id\":\"0-1\",\"window\":0,\"x\":null}\n");
    }
}
