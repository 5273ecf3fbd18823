//! What the tracking lab shows, as plain data and as an address: whoever opens the address sees the same table and charts, if
//! the runs are in their store.

use std::collections::BTreeSet;

use crate::protocol::report_runs::RunChart;
use crate::protocol::store::{SearchRuns, Selection, View};
use crate::protocol::wire;
use crate::ui::workspace::codec::{decode, encode, words};

/// Runs of a page of the table.
pub(crate) const PAGE: u32 = 50;
/// Parts of a run that are shown below it at most.
const PARTS: u32 = 1000;

/// A part of the lab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tab {
    /// The table of runs, and one run in full.
    #[default]
    Runs,
    /// Runs side by side, and charts over them.
    Compare,
    /// The model registry.
    Models,
    /// Questions in SQL.
    Sql,
    /// Files in and out.
    Home,
}

impl Tab {
    /// In the order they are offered: the tab, its word in the address, its name.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Runs, "runs", "Runs"),
        (Self::Compare, "compare", "Compare"),
        (Self::Models, "models", "Models"),
        (Self::Sql, "sql", "SQL"),
        (Self::Home, "home", "Take home"),
    ];

    /// Its word in the address and in ids.
    pub(crate) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(tab, ..)| *tab == self).map_or("runs", |(_, word, _)| word)
    }
}

/// Which value of a metric the table shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The last one logged.
    #[default]
    Last,
    /// The least.
    Min,
    /// The greatest.
    Max,
}

impl Shown {
    /// The value, its word in the address, its name.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 3] =
        [(Self::Last, "last", "last"), (Self::Min, "min", "smallest"), (Self::Max, "max", "largest")];
}

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Look {
    /// Which part.
    pub(crate) tab: Tab,
    /// Which experiment; absent: all.
    pub(crate) experiment: Option<i64>,
    /// In MLflow's search syntax.
    pub(crate) filter: String,
    /// A field such as `metrics.accuracy`, and whether the largest come first; absent: the latest first.
    pub(crate) order: Option<(String, bool)>,
    /// 0-based page of the table.
    pub(crate) page: u32,
    /// The deleted runs instead of the others.
    pub(crate) deleted: bool,
    /// Without columns that are the same in every run.
    pub(crate) hide_constant: bool,
    /// Columns that were put away, such as `params.seed`.
    pub(crate) hidden: BTreeSet<String>,
    /// Runs that are parts of another stand among the others instead of within it.
    pub(crate) flat: bool,
    /// Runs whose parts are shown below them.
    pub(crate) unfolded: BTreeSet<String>,
    /// Which value of a metric.
    pub(crate) shown: Shown,
    /// The run that is open.
    pub(crate) run: Option<String>,
    /// Runs that are compared; empty: all that the filter finds.
    pub(crate) chosen: Vec<String>,
    /// Compare without what is the same in all.
    pub(crate) differences_only: bool,
    /// The chart and its settings; absent: the first that fits.
    pub(crate) chart: Option<RunChart>,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            tab: Tab::default(),
            experiment: None,
            filter: String::new(),
            order: None,
            page: 0,
            deleted: false,
            hide_constant: true,
            hidden: BTreeSet::new(),
            flat: false,
            unfolded: BTreeSet::new(),
            shown: Shown::default(),
            run: None,
            chosen: vec![],
            differences_only: true,
            chart: None,
        }
    }
}

impl Look {
    /// Reads a query, `?…` or empty; what is no part of it is left at its default.
    pub(crate) fn read(query: &str) -> Self {
        let words = words(query);
        let text = |key: &str| words.iter().find(|(name, _)| name == key).map(|(_, value)| decode(value));
        let list = |key: &str| -> Vec<String> {
            let raw = words.iter().find(|(name, _)| name == key).map(|(_, value)| *value).unwrap_or_default();
            raw.split(',').filter(|part| !part.is_empty()).map(decode).collect()
        };
        let order = text("order").filter(|order| order.contains('.')).map(|order| match order.strip_prefix('-') {
            Some(field) => (field.to_owned(), true),
            None => (order, false),
        });
        let usual = Self::default();
        Self {
            tab: text("tab").and_then(|word| Tab::ALL.iter().find(|(_, own, _)| *own == word)).map_or(usual.tab, |(tab, ..)| *tab),
            experiment: text("experiment").and_then(|text| text.parse().ok()),
            filter: text("filter").unwrap_or_default(),
            order,
            page: text("page").and_then(|text| text.parse::<u32>().ok()).map_or(0, |page| page.saturating_sub(1)),
            deleted: text("deleted").as_deref() == Some("1"),
            hide_constant: text("constant").as_deref() != Some("1"),
            hidden: list("hidden").into_iter().collect(),
            flat: text("flat").as_deref() == Some("1"),
            unfolded: list("unfolded").into_iter().collect(),
            shown: text("value").and_then(|word| Shown::ALL.iter().find(|(_, own, _)| *own == word)).map_or(usual.shown, |(own, ..)| *own),
            run: text("run").filter(|run| !run.is_empty()),
            chosen: list("chosen"),
            differences_only: text("same").as_deref() != Some("1"),
            chart: text("chart").and_then(|text| wire::decode(&text).ok()),
        }
    }

    /// The query; defaults are left out.
    pub(crate) fn query(&self) -> String {
        let usual = Self::default();
        let mut words: Vec<String> = vec![];
        let mut say = |key: &str, value: String, differs: bool| {
            if differs {
                words.push(format!("{key}={value}"));
            }
        };
        say("tab", self.tab.word().to_owned(), self.tab != usual.tab);
        say("experiment", self.experiment.unwrap_or_default().to_string(), self.experiment.is_some());
        say("filter", encode(&self.filter), !self.filter.is_empty());
        let order = self.order.as_ref().map(|(field, down)| format!("{}{}", if *down { "-" } else { "" }, encode(field)));
        say("order", order.clone().unwrap_or_default(), order.is_some());
        say("page", (self.page + 1).to_string(), self.page > 0);
        say("deleted", "1".to_owned(), self.deleted);
        say("constant", "1".to_owned(), !self.hide_constant);
        say("hidden", joined(self.hidden.iter()), !self.hidden.is_empty());
        say("flat", "1".to_owned(), self.flat);
        say("unfolded", joined(self.unfolded.iter()), !self.unfolded.is_empty());
        let shown = Shown::ALL.iter().find(|(own, ..)| *own == self.shown).map_or("last", |(_, word, _)| word);
        say("value", shown.to_owned(), self.shown != usual.shown);
        say("run", self.run.clone().unwrap_or_default(), self.run.is_some());
        say("chosen", joined(self.chosen.iter()), !self.chosen.is_empty());
        say("same", "1".to_owned(), !self.differences_only);
        let chart = self.chart.as_ref().and_then(|chart| wire::encode(chart).ok());
        say("chart", encode(&chart.clone().unwrap_or_default()), chart.is_some());
        if words.is_empty() { String::new() } else { format!("?{}", words.join("&")) }
    }

    /// Which runs are meant.
    pub(crate) fn selection(&self) -> Selection {
        Selection {
            experiment_ids: self.experiment.into_iter().collect(),
            filter: self.filter.clone(),
            view: if self.deleted { View::DeletedOnly } else { View::ActiveOnly },
        }
    }

    /// The question for the page of the table.
    pub(crate) fn search(&self) -> SearchRuns {
        SearchRuns { limit: PAGE, offset: self.page * PAGE, nested: !self.flat, ..self.question() }
    }

    /// The question for the parts of a run, filtered and ordered as the table is.
    pub(crate) fn parts(&self, run_id: &str) -> SearchRuns {
        SearchRuns { limit: PARTS, part_of: Some(run_id.to_owned()), ..self.question() }
    }

    fn question(&self) -> SearchRuns {
        let order_by = self.order.iter().map(|(field, down)| format!("{} {}", quoted(field), if *down { "DESC" } else { "ASC" })).collect();
        SearchRuns { which: self.selection(), order_by, spans: self.shown != Shown::Last, ..SearchRuns::default() }
    }
}

/// A field as the search syntax takes it: names with other characters than letters stand in backticks.
pub(crate) fn quoted(field: &str) -> String {
    match field.split_once('.') {
        Some((kind, name)) if !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') => format!("{kind}.`{name}`"),
        _ => field.to_owned(),
    }
}

fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    texts.map(|text| encode(text)).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_survives_its_address_and_defaults_are_left_out() {
        assert_eq!((Look::default().query(), Look::read("")), (String::new(), Look::default()));
        let look = Look {
            tab: Tab::Compare,
            experiment: Some(3),
            filter: "metrics.`a b` > 0.9 and params.model = 'ridge'".into(),
            order: Some(("metrics.a,b".into(), true)),
            page: 2,
            deleted: true,
            hide_constant: false,
            hidden: ["params.seed".to_owned(), "tags.a,b&c".to_owned()].into(),
            flat: true,
            unfolded: ["ef56".to_owned()].into(),
            shown: Shown::Max,
            run: Some("ab12".into()),
            chosen: vec!["ab12".into(), "cd34".into()],
            differences_only: false,
            chart: Some(RunChart::Scatter { x: "params.C".into(), y: "metrics.r2".into(), log_x: true, log_y: false }),
        };
        assert_eq!(Look::read(&look.query()), look);
        let search = look.search();
        assert_eq!((search.order_by, search.offset, search.spans), (vec!["metrics.`a,b` DESC".to_owned()], 100, true));
        assert!(!search.nested && Look::default().search().nested);
        let parts = look.parts("ef56");
        assert_eq!((parts.which, parts.offset, parts.part_of.as_deref()), (look.selection(), 0, Some("ef56")));
    }

    #[test]
    fn nonsense_in_an_address_changes_nothing() {
        assert_eq!(Look::read("?tab=moon&experiment=x&page=0&chart={&order=accuracy&value=mean"), Look::default());
    }
}
