//! One run in full: what went in, what came out, its files, its note; and what can be done with it.

use std::sync::Arc;

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;

use crate::protocol::track::{Artifact, CreateModelVersion, GetArtifact, RunChange, RunDetail};
use crate::ui::kit::browser;
use crate::ui::kit::number::{count, counted, exact};
use crate::ui::kit::table::{Cell, Column, Line, figure_columns, table};
use crate::ui::labs::track::query::Tab;
use crate::ui::labs::track::state::TrackingState;
use crate::ui::labs::track::view::cells::{moment, status, took};
use crate::ui::labs::track::view::edit::{Asked, ask_line, twice};
use crate::ui::platform;

/// Tags that have a place of their own.
const OWN_PLACE: [&str; 9] = [
    "model_not_kept",
    "mlflow.loggedArtifacts",
    "mlflow.log-model.history",
    "mlflow.note.content",
    "mlflow.runName",
    "mlflow.user",
    "mlflow.source.name",
    "mlflow.source.type",
    "mlflow.parentRunId",
];

/// The run below the table.
pub(crate) fn detail(track: TrackingState, detail: Arc<RunDetail>) -> AnyView {
    let run = &detail.run;
    let close = move |_| track.look.update(|look| look.run = None);
    view! {
        <section class="lab-section track-detail" aria-labelledby="track-run">
            <div class="track-head">
                <h2 id="track-run" tabindex="-1">{run.run_name.clone()}</h2>
                <button type="button" class="button" on:click=close>"Close"</button>
            </div>
            {facts(track, &detail)}
            {actions(track, &detail)}
            {note(track, &detail)}
            <div class="track-pair">
                {settings(&detail)}
                {results(&detail)}
            </div>
            {tags(track, &detail)}
            {files(track, &detail)}
            {crate::ui::labs::track::view::model::model(track, &detail)}
            {crate::ui::labs::track::view::train::reproduce(track, Arc::clone(&detail))}
        </section>
    }
    .into_any()
}

fn facts(track: TrackingState, detail: &RunDetail) -> AnyView {
    let run = &detail.run;
    let mut facts = vec![
        ("Experiment", track.experiment_name(run.experiment_id)),
        ("Status", format!("{}{}", status(run.status), if run.deleted { ", deleted" } else { "" })),
        ("Started", run.start_time.map(moment).unwrap_or_default()),
        ("Took", took(run).unwrap_or_default()),
        ("By", run.user_id.clone()),
        ("Run id", run.run_id.clone()),
    ];
    for data in &detail.datasets {
        facts.push(("Dataset", format!("{} ({})", data.name, data.digest)));
    }
    if !detail.children.is_empty() {
        facts.push(("Parts", counted(detail.children.len() as u64, "run")));
    }
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let facts = facts.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    let parent = detail.tags.get("mlflow.parentRunId").cloned().map(|parent| {
        let name = parent.clone();
        let open = move |_| track.look.update(|look| look.run = Some(parent.clone()));
        view! { <div><dt>"Part of"</dt><dd><button type="button" class="link-button" on:click=open>{name}</button></dd></div> }
    });
    view! { <dl class="track-facts">{facts.collect_view()} {parent}</dl> }.into_any()
}

fn actions(track: TrackingState, detail: &RunDetail) -> AnyView {
    let id = StoredValue::new(detail.run.run_id.clone());
    let edit = move |change: RunChange, said: &'static str| id.with_value(|id| track.edit_run(id, change, said));
    let asked = RwSignal::new(None::<Asked>);
    let renamed = Callback::new(move |(_, name): (Asked, String)| edit(RunChange::Rename(name), "Run renamed."));
    // Only a link into this site's own lab is followed; a run of someone else may name anything.
    let own = |lab: &str| detail.run.source_name.strip_prefix(lab).filter(|rest| rest.starts_with('?'));
    let link = own("lab/train").map(|query| view! { <a class="button" href=browser::lab_address(query)>"Open in the training lab"</a> });
    let search = own("lab/tune").map(|query| view! { <a class="button" href=browser::tuning_address(query)>"Open in the tuning lab"</a> });
    let drift = own("lab/drift").map(|query| {
        let link = browser::drift_address(query, &detail.run.run_id);
        view! { <a class="button" href=link>"Open in the drift lab"</a> }
    });
    let registering = RwSignal::new(false);
    let name = RwSignal::new("classifier".to_owned());
    let register = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked().trim().to_owned();
        if name.is_empty() {
            return;
        }
        registering.set(false);
        let command = CreateModelVersion {
            name,
            run_id: id.get_value(),
            path: "model".to_owned(),
            description: String::new(),
            tags: Default::default(),
        };
        track.change_then(command, "Registered as a new version.", move |_| track.look.update(|look| look.tab = Tab::Models));
    };
    let deleted = detail.run.deleted;
    view! {
        <p class="lab-actions">
            {link}
            {search}
            {drift}
            <button type="button" class="button" on:click=move |_| registering.update(|on| *on = !*on)>"Register model …"</button>
            <button type="button" class="button" on:click=move |_| asked.set(Some(Asked::Rename))>"Rename …"</button>
            {if deleted {
                view! { <button type="button" class="button" on:click=move |_| edit(RunChange::Restore, "Run restored.")>"Restore"</button> }.into_any()
            } else {
                twice("Delete", "Press again to delete", Callback::new(move |()| edit(RunChange::Delete, "Run deleted. Show deleted runs to bring it back.")))
            }}
        </p>
        {ask_line(asked, "run", renamed)}
        <form class="track-line" hidden=move || !registering.get() on:submit=register>
            <label for="track-register">"Registered model"</label>
            <input id="track-register" type="text" autocomplete="off" prop:value=name on:input=move |event: Event| name.set(event_target_value(&event)) />
            <button type="submit" class="button-primary">"Register"</button>
        </form>
    }
    .into_any()
}

fn note(track: TrackingState, detail: &RunDetail) -> AnyView {
    let id = StoredValue::new(detail.run.run_id.clone());
    let kept = detail.tags.get("mlflow.note.content").cloned().unwrap_or_default();
    let text = RwSignal::new(kept.clone());
    let changed = move || text.with(|text| *text != kept);
    let save = move |_| id.with_value(|id| track.edit_run(id, RunChange::Note(text.get_untracked()), "Note saved."));
    view! {
        <div class="field track-note">
            <label for="track-note">"Note: why it won, or why not"</label>
            <textarea id="track-note" rows="3" prop:value=text on:input=move |event: Event| text.set(event_target_value(&event))></textarea>
            <p class="lab-actions"><button type="button" class="button" disabled=move || !changed() on:click=save>"Save note"</button></p>
        </div>
    }
    .into_any()
}

fn settings(detail: &RunDetail) -> AnyView {
    let line = |(name, value): (&String, &String)| Line { name: name.clone(), about: "", cells: vec![Cell::Words(value.clone())] };
    let columns = vec![Column::Words("Param".to_owned()), Column::Words("Value".to_owned())];
    table(counted(detail.params.len() as u64, "param"), columns, detail.params.iter().map(line).collect(), vec![])
}

fn results(detail: &RunDetail) -> AnyView {
    let figure = |value: &Option<f64>| value.map_or_else(|| "not a number".to_owned(), exact);
    let line = |(name, value): (&String, &Option<f64>)| Line::of_figures(name.clone(), "", [figure(value)]);
    table(
        counted(detail.metrics.len() as u64, "metric"),
        figure_columns("Metric", &["Last value"]),
        detail.metrics.iter().map(line).collect(),
        vec![],
    )
}

fn tags(track: TrackingState, detail: &RunDetail) -> AnyView {
    let id = StoredValue::new(detail.run.run_id.clone());
    let own = detail.tags.iter().filter(|(name, _)| !OWN_PLACE.contains(&name.as_str()));
    let each = own.map(|(name, value)| {
        let (key, label) = (name.clone(), format!("Remove tag {name}"));
        let take = move |_| id.with_value(|id| track.edit_run(id, RunChange::DeleteTag(key.clone()), "Tag removed."));
        view! { <li class="track-tag"><span>{format!("{name}: {value}")}</span><button type="button" aria-label=label on:click=take>"×"</button></li> }
    });
    let (name, value) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let (key, value) = (name.get_untracked().trim().to_owned(), value.get_untracked());
        if !key.is_empty() {
            id.with_value(|id| track.edit_run(id, RunChange::SetTag(key, value), "Tag set."));
        }
    };
    view! {
        <div>
            <h3>"Tags"</h3>
            <ul class="track-tag-list">{each.collect_view()}</ul>
            <form class="track-line" on:submit=add>
                <input type="text" aria-label="Tag" placeholder="tag" autocomplete="off" prop:value=name on:input=move |event: Event| name.set(event_target_value(&event)) />
                <input type="text" aria-label="Value of the tag" placeholder="value" autocomplete="off" prop:value=value on:input=move |event: Event| value.set(event_target_value(&event)) />
                <button type="submit" class="button">"Set tag"</button>
            </form>
        </div>
    }
    .into_any()
}

fn files(track: TrackingState, detail: &RunDetail) -> AnyView {
    let id = StoredValue::new(detail.run.run_id.clone());
    let each = detail.artifacts.iter().map(|file| {
        let (path, shown) = (file.path.clone(), format!("{} ({} bytes)", file.path, count(file.bytes)));
        let save = move |_| {
            let (path, run_id) = (path.clone(), id.get_value());
            let name = path.rsplit('/').next().unwrap_or("artifact").to_owned();
            track.ask(GetArtifact { run_id, path }, move |file: Artifact| match (file.text, file.base64) {
                (Some(text), _) => platform::download(&name, media(&name), &text),
                (None, Some(base64)) => browser::download_base64(&name, &base64),
                (None, None) => {}
            });
        };
        view! { <li><button type="button" class="link-button" on:click=save>{shown}</button></li> }
    });
    let none = detail.artifacts.is_empty().then(|| view! { <p class="lab-note">"No file was kept with this run."</p> });
    view! {
        <div>
            <h3>"Artifacts"</h3>
            {none}
            <ul class="track-files">{each.collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// Media type of a text: to a text without an ending a browser gives one of its own.
fn media(name: &str) -> &'static str {
    if name.contains('.') { "text/plain" } else { "application/octet-stream" }
}
