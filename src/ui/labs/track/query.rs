//! What the tracking lab shows, as plain data and as an address: whoever opens the address sees the same table and charts, if
//! the runs are in their store.

use std::collections::BTreeSet;
use std::fmt;
use std::fmt::{Display, Formatter};

use crate::protocol::track::chart::RunChart;
use crate::protocol::track::{SearchRuns, Selection, View};
use crate::protocol::wire;
use crate::ui::kit::query;

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

    /// Its word in the address.
    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(own, ..)| *own == self).map_or("last", |(_, word, _)| word)
    }
}

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Query {
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

impl Default for Query {
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

impl Query {
    /// Reads a query, `?…` or empty; what is no part of it is left at its default.
    pub(crate) fn read(text: &str) -> Self {
        let query = query::Query::parse(text);
        let text = |key: &str| query.text(key);
        let list = |key: &str| query.list(key).unwrap_or_default();
        let is_on = |key: &str| text(key).as_deref() == Some("1");
        let order = text("order").filter(|order| order.contains('.')).map(|order| match order.strip_prefix('-') {
            Some(field) => (field.to_owned(), true),
            None => (order, false),
        });
        let usual = Self::default();
        Self {
            tab: text("tab").and_then(|word| Tab::ALL.iter().find(|(_, own, _)| *own == word)).map_or(usual.tab, |(tab, ..)| *tab),
            experiment: query.parsed("experiment"),
            filter: text("filter").unwrap_or_default(),
            order,
            page: query.parsed::<u32>("page").map_or(0, |page| page.saturating_sub(1)),
            deleted: is_on("deleted"),
            hide_constant: !is_on("constant"),
            hidden: list("hidden").into_iter().collect(),
            flat: is_on("flat"),
            unfolded: list("unfolded").into_iter().collect(),
            shown: text("value").and_then(|word| Shown::ALL.iter().find(|(_, own, _)| *own == word)).map_or(usual.shown, |(own, ..)| *own),
            run: text("run").filter(|run| !run.is_empty()),
            chosen: list("chosen"),
            differences_only: !is_on("same"),
            chart: text("chart").and_then(|text| wire::decode(&text).ok()),
        }
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

/// The address; defaults are left out.
impl Display for Query {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let usual = Self::default();
        let mut query = query::Query::default();
        query.push_unless("tab", &self.tab.word(), &usual.tab.word());
        if let Some(experiment) = self.experiment {
            query.push("experiment", experiment);
        }
        query.push_unless("filter", &self.filter, &usual.filter);
        if let Some((field, down)) = &self.order {
            query.push("order", format!("{}{field}", if *down { "-" } else { "" }));
        }
        query.push_unless("page", &(self.page + 1), &1);
        query.push_unless("deleted", &u8::from(self.deleted), &0);
        query.push_unless("constant", &u8::from(!self.hide_constant), &0);
        query.push_list("hidden", &Vec::from_iter(self.hidden.iter().cloned()));
        query.push_unless("flat", &u8::from(self.flat), &0);
        query.push_list("unfolded", &Vec::from_iter(self.unfolded.iter().cloned()));
        query.push_unless("value", &self.shown.word(), &usual.shown.word());
        if let Some(run) = &self.run {
            query.push("run", run);
        }
        query.push_list("chosen", &self.chosen);
        query.push_unless("same", &u8::from(!self.differences_only), &0);
        if let Some(chart) = self.chart.as_ref().and_then(|chart| wire::encode(chart).ok()) {
            query.push("chart", chart);
        }
        query.fmt(formatter)
    }
}

/// A field as the search syntax takes it: names with other characters than letters stand in backticks.
pub(crate) fn quoted(field: &str) -> String {
    match field.split_once('.') {
        Some((kind, name)) if !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') => format!("{kind}.`{name}`"),
        _ => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_survives_its_address_and_defaults_are_left_out() {
        assert_eq!((Query::default().to_string(), Query::read("")), (String::new(), Query::default()));
        let look = Query {
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
        assert_eq!(Query::read(&look.to_string()), look);
        let search = look.search();
        assert_eq!((search.order_by, search.offset, search.spans), (vec!["metrics.`a,b` DESC".to_owned()], 100, true));
        assert!(!search.nested && Query::default().search().nested);
        let parts = look.parts("ef56");
        assert_eq!((parts.which, parts.offset, parts.part_of.as_deref()), (look.selection(), 0, Some("ef56")));
    }

    #[test]
    fn nonsense_in_an_address_changes_nothing() {
        assert_eq!(Query::read("?tab=moon&experiment=x&page=0&chart={&order=accuracy&value=mean"), Query::default());
    }
}
