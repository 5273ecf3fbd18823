//! Which data are served, and which model: a sample or the reader's own file, with its target and its time.

use leptos::prelude::*;

use crate::protocol::model::Task;
use crate::protocol::{ColumnKind, ColumnProfile};
use crate::ui::kit::inputs::choice;
use crate::ui::labs::drift::query::{MODELS, OWN, SOURCES};
use crate::ui::labs::drift::state::DriftLabState;
use crate::ui::workspace::data::OwnFile;

/// Data and model.
pub(crate) fn service(drift: DriftLabState) -> AnyView {
    let setup = drift.setup;
    let models = MODELS.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect();
    let own = Memo::new(move |_| drift.data.own.get().map(|(title, _)| title));
    let sources = move || {
        let mut all: Vec<_> = SOURCES.iter().map(|(id, _, _, name)| ((*id).to_owned(), (*name).to_owned())).collect();
        let title = own.get().or_else(|| setup.data.with_untracked(|data| data == OWN).then(|| "A file of your own".to_owned()));
        all.extend(title.map(|title| (OWN.to_owned(), title)));
        choice("watch-data", "Data", all, setup.data)
    };
    let is_own = Memo::new(move |_| setup.data.with(|data| data == OWN) && own.with(Option::is_some));
    view! {
        <fieldset class="lab-group">
            <legend>"The service"</legend>
            {sources}
            <OwnFile data=drift.data on_file=Callback::new(move |file| drift.choose_file(file)) about="A column of classes to predict, a row a request. It stays in this browser." />
            {move || is_own.get().then(|| roles(drift))}
            {choice("watch-model", "Model", models, setup.model)}
        </fieldset>
    }
    .into_any()
}

/// What the columns of an own file are.
fn roles(drift: DriftLabState) -> AnyView {
    let columns = move |fits: fn(&ColumnProfile) -> bool| -> Vec<(String, String)> {
        let name = |column: &ColumnProfile| (column.name.clone(), column.name.clone());
        drift
            .data
            .profile
            .with(|profile| profile.iter().flat_map(|profile| &profile.columns).filter(|column| fits(column)).map(name).collect())
    };
    let targets = columns(|column| column.kind != ColumnKind::Empty && column.allows(Task::Classification));
    if targets.is_empty() {
        return view! {
            <p class="lab-problem" role="alert">"No column of this file has classes, so there is nothing for a model of classes to predict."</p>
        }
        .into_any();
    }
    let mut times = vec![(String::new(), "None: rows are drawn again and again".to_owned())];
    times.extend(columns(|column| matches!(column.kind, ColumnKind::Numeric | ColumnKind::Date)));
    view! {
        {choice("watch-target", "Target", targets, drift.setup.target)}
        {choice("watch-time", "Column that orders the rows by time", times, drift.setup.time)}
    }
    .into_any()
}
