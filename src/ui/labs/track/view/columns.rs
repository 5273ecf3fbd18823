//! The table's columns: which there are, which are shown, and the form that chooses them.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::protocol::track::ColumnFacts;
use crate::ui::labs::track::query::Shown;
use crate::ui::labs::track::state::TrackingState;

/// Columns that are shown at most; the others can be chosen instead.
const MOST: usize = 14;

/// A column of the table.
pub(crate) struct Column {
    /// Its field, such as `metrics.accuracy`.
    pub(crate) field: String,
    /// Its header.
    pub(crate) title: String,
}

impl Column {
    /// Figures stand in it.
    pub(crate) fn figures(&self) -> bool {
        self.field.starts_with("metrics.") || self.field == "attributes.duration"
    }

    /// `params`, `metrics`, `tags` or `attributes`.
    pub(crate) fn kind(&self) -> String {
        self.field.split('.').next().unwrap_or_default().to_owned()
    }
}

/// Metrics and settings that are looked for first.
const FIRST: [&str; 9] = ["accuracy", "r2", "mae", "cv_accuracy_mean", "cv_r2_mean", "roc_auc", "f1_macro", "log_loss", "model"];

const ATTRIBUTES: [(&str, &str); 5] = [
    ("attributes.run_name", "Run"),
    ("attributes.start_time", "Started"),
    ("attributes.duration", "Took"),
    ("attributes.status", "Status"),
    ("attributes.dataset", "Dataset"),
];

/// The columns that are shown: attributes, then metrics, then params, then tags.
pub(crate) fn columns(track: TrackingState) -> Vec<Column> {
    let (hidden, hide_constant) = track.look.with(|look| (look.hidden.clone(), look.hide_constant));
    let fixed = ATTRIBUTES.iter().map(|(field, title)| Column { field: (*field).to_owned(), title: (*title).to_owned() });
    let facts = track.columns.get();
    let mut shown: Vec<Column> = fixed.collect();
    for kind in ["metrics", "params", "tags"] {
        let own = facts
            .iter()
            .filter(|fact| fact.kind == kind && offered(fact))
            .filter(|fact| !(hide_constant && fact.constant && kind != "metrics"));
        let mut own: Vec<Column> = own.map(|fact| Column { field: format!("{kind}.{}", fact.key), title: fact.key.clone() }).collect();
        own.sort_by_key(|column| FIRST.iter().position(|first| *first == column.title).unwrap_or(FIRST.len()));
        shown.extend(own);
    }
    shown.retain(|column| !hidden.contains(&column.field));
    shown.truncate(ATTRIBUTES.len() + MOST);
    shown
}

/// MLflow's own tags say what attributes say already.
fn offered(fact: &ColumnFacts) -> bool {
    fact.kind != "tags" || !fact.key.starts_with("mlflow.")
}

/// Which columns, which value of a metric, and whether the deleted runs.
pub(crate) fn column_choice(track: TrackingState) -> AnyView {
    let flag = move |label: &'static str, on: Signal<bool>, set: Callback<bool>| {
        view! {
            <label class="track-flag">
                <input type="checkbox" prop:checked=on on:change=move |event: Event| set.run(event_target_checked(&event)) />
                {label}
            </label>
        }
        .into_any()
    };
    let look = track.look;
    let constant = flag(
        "Hide columns that never change",
        Signal::derive(move || look.with(|look| look.hide_constant)),
        Callback::new(move |on| look.update(|look| look.hide_constant = on)),
    );
    let deleted = flag(
        "Show deleted runs",
        Signal::derive(move || look.with(|look| look.deleted)),
        Callback::new(move |on| look.update(|look| (look.deleted, look.page) = (on, 0))),
    );
    let nested = flag(
        "Keep trials within their search",
        Signal::derive(move || look.with(|look| !look.flat)),
        Callback::new(move |on: bool| look.update(|look| (look.flat, look.page) = (!on, 0))),
    );
    let values = Shown::ALL.map(|(own, word, name)| {
        view! { <option value=word prop:selected=move || look.with(|look| look.shown == own)>{name}</option> }
    });
    let set_value = move |event: Event| {
        let word = event_target_value(&event);
        if let Some((own, ..)) = Shown::ALL.iter().find(|(_, own, _)| *own == word) {
            look.update(|look| look.shown = *own);
        }
    };
    let fields = Memo::new(move |_| {
        let facts = track.columns.get();
        let fixed = ATTRIBUTES.iter().skip(1).map(|(field, title)| ((*field).to_owned(), (*title).to_owned()));
        let own = facts.iter().filter(|fact| offered(fact)).map(|fact| {
            let field = format!("{}.{}", fact.kind, fact.key);
            (field.clone(), field)
        });
        fixed.chain(own).collect::<Vec<_>>()
    });
    let each = move || {
        fields
            .get()
            .into_iter()
            .map(|(field, title)| {
                let own = field.clone();
                let on = Signal::derive(move || look.with(|look| !look.hidden.contains(&own)));
                let set = move |event: Event| {
                    let (shown, field) = (event_target_checked(&event), field.clone());
                    look.update(|look| _ = if shown { look.hidden.remove(&field) } else { look.hidden.insert(field) });
                };
                view! { <li><label class="track-flag"><input type="checkbox" prop:checked=on on:change=set />{title}</label></li> }
            })
            .collect_view()
    };
    view! {
        <details class="track-columns">
            <summary>"Columns"</summary>
            <div class="track-sheet">
                {constant}
                {deleted}
                {nested}
                <div class="field">
                    <label for="track-value">"Value of a metric with steps"</label>
                    <select id="track-value" on:change=set_value>{values}</select>
                </div>
                <ul>{each}</ul>
            </div>
        </details>
    }
    .into_any()
}
