//! Training from within the tracking lab: a run, the same run with other seeds, and an old run once more.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use crate::protocol::model::Task;
use crate::protocol::track::{GetArtifact, RunDetail};
use crate::protocol::{Error, Regress, RunTrial, Train, TrainSpec, Watch, WatchSpec, wire};
use crate::ui::client::{CallFailure, Client};
use crate::ui::kit::number::exact;
use crate::ui::kit::table::{Cell, Column, Line, table};
use crate::ui::labs::track::state::TrackingState;
use crate::ui::platform;
use crate::ui::workspace::data::DataControls;
use crate::ui::workspace::logging::service;
use crate::ui::workspace::logging::{keep, model, record, trials};
use crate::ui::workspace::model_controls::ModelControls;
use crate::ui::workspace::run::{Run, TrainingOutcome};

/// Seeds that one press tries.
const SEEDS: u64 = 5;

/// The form above the table.
pub(crate) fn train(track: TrackingState) -> AnyView {
    let form = track.form;
    let busy = RwSignal::new(None::<(u64, u64)>);
    let go = move |count: u64| {
        if busy.get_untracked().is_some() {
            return;
        }
        busy.set(Some((0, count)));
        track.trouble.set(None);
        let spec = form.spec.get_untracked();
        spawn_local(async move {
            let outcome = several(track, spec, count, busy).await;
            if busy.try_set(None).is_some() {
                return;
            }
            match outcome {
                Ok(()) => track.said.set(if count == 1 { "Run logged.".to_owned() } else { format!("{count} runs logged.") }),
                Err(fault) => track.report(fault),
            }
            track.refresh();
        });
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        go(1);
    };
    // Open at first where nothing is logged yet; afterwards it is the reader's.
    let open = RwSignal::new(false);
    Effect::new(move |known: Option<bool>| {
        let runs = track.status.with(|status| status.as_ref().map(|status| status.runs));
        if let (None | Some(false), Some(runs)) = (known, runs) {
            open.set(runs == 0);
        }
        known == Some(true) || runs.is_some()
    });
    view! {
        <details class="track-train" prop:open=open>
            <summary>"Train a run here"</summary>
            <form class="track-sheet" on:submit=on_submit aria-label="Train a run">
                <div class="track-pair">
                    <DataControls form />
                    <ModelControls form />
                </div>
                <p class="lab-actions">
                    <button type="submit" class="button-primary" aria-disabled=move || busy.get().is_some().then_some("true")>"Train and log"</button>
                    <button type="button" class="button" aria-disabled=move || busy.get().is_some().then_some("true") on:click=move |_| go(SEEDS)>{format!("Log {SEEDS} runs with {SEEDS} seeds")}</button>
                    <span role="status">{move || busy.get().map(|(done, of)| format!("training, {done} of {of} logged"))}</span>
                </p>
                <p class="field-about">
                    "Each run is logged with every setting, every metric, the data's fingerprint and the full specification, in an experiment named after the dataset."
                </p>
            </form>
        </details>
    }
    .into_any()
}

/// Trains with one seed after the other and logs each.
async fn several(track: TrackingState, spec: TrainSpec, count: u64, busy: RwSignal<Option<(u64, u64)>>) -> Result<(), CallFailure> {
    for turn in 0..count {
        let mut own = spec.clone();
        own.split.seed += turn;
        let found = trained(track.client, own.clone()).await?;
        let profile = track.form.data.profile.get_untracked();
        let experiment = profile.as_ref().map_or_else(|| "Default".to_owned(), |profile| profile.title.clone());
        let name = if count == 1 { record::name(&own) } else { format!("{}, seed {}", record::name(&own), own.split.seed) };
        let trained_as = own.clone();
        let new = record::run(&Run { asked: own, found }, profile.as_deref(), name, platform::now_millis() as i64);
        let new = model::with_model(track.client, &trained_as, new).await;
        keep::save(track.client, &experiment, vec![new]).await?;
        if busy.try_set(Some((turn + 1, count))).is_some() {
            return Err(CallFailure::Cancelled);
        }
        track.refresh();
    }
    Ok(())
}

/// Trains without drawings.
async fn trained(client: Client, spec: TrainSpec) -> Result<TrainingOutcome, CallFailure> {
    if spec.model.kind().task == Task::Regression {
        let found = client.call(Regress { spec, draw_width: None, lean: true }).await?;
        Ok(TrainingOutcome::Numbers(Box::new(found)))
    } else {
        let found = client.call(Train { spec, draw_width: None, lean: true }).await?;
        Ok(TrainingOutcome::Classes(Box::new(found)))
    }
}

/// What came of doing a run again: metric, then, now, and whether they are equal.
type MetricComparison = Vec<(String, Option<f64>, Option<f64>, bool)>;

/// Does the run again from its specification, and lays the metrics side by side.
pub(crate) fn reproduce(track: TrackingState, detail: Arc<RunDetail>) -> AnyView {
    let busy = RwSignal::new(false);
    let found = RwSignal::new(None::<Arc<MetricComparison>>);
    let has = |path: &str| detail.artifacts.iter().any(|file| file.path == path);
    let (trial, service) = (has(trials::TRIAL_PATH), has(service::SPEC_PATH));
    let known = has(record::SPEC_PATH) || trial || service;
    let whole = !detail.children.is_empty();
    let go = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        track.trouble.set(None);
        let detail = Arc::clone(&detail);
        spawn_local(async move {
            let outcome = again(track, &detail).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(beside) => {
                    track.said.set(verdict(&beside));
                    found.set(Some(Arc::new(beside)));
                }
                Err(fault) => track.report(fault),
            }
        });
    };
    let result = move || {
        found.get().map(|beside| {
            let figure = |value: &Option<f64>| Cell::Figure(value.map_or_else(|| "none".to_owned(), exact));
            let line = |(name, then, now, equal): &(String, Option<f64>, Option<f64>, bool)| {
                let word = if *equal { "equal" } else { "different" };
                Line { name: name.clone(), about: "", cells: vec![figure(then), figure(now), Cell::Words(word.to_owned())] }
            };
            let mut columns = vec![Column::Words("Metric".to_owned())];
            columns.extend(["Logged", "Now"].map(|name| Column::Figures(name.to_owned())));
            columns.push(Column::Words("To the last bit".to_owned()));
            view! { <p><strong>{verdict(&beside)}</strong></p> {table("The run done again".to_owned(), columns, beside.iter().map(line).collect(), vec![])} }
        })
    };
    let text = if trial {
        "The trial's specification is among its files. Judge it again on the same folds and compare every metric to the last bit."
    } else if service {
        "The service's specification is among its files. Serve it again from the first window and compare every metric to the last bit."
    } else if whole {
        "This run is a search. Open it in the tuning lab to search again, or open one of its trials to do that again alone."
    } else if known {
        "The run's specification is among its files. Train from it and compare every metric to the last bit."
    } else {
        "This run has no specification of this lab among its files, so it cannot be done again here."
    };
    view! {
        <div>
            <h3>"Reproduce"</h3>
            <p>{text}</p>
            {known.then(|| view! {
                <p class="lab-actions">
                    <button type="button" class="button-primary" aria-busy=move || busy.get().to_string() on:click=go>"Reproduce"</button>
                    <span>{move || busy.get().then_some(if service { "serving …" } else { "training …" })}</span>
                </p>
            })}
            {result}
        </div>
    }
    .into_any()
}

async fn again(track: TrackingState, detail: &RunDetail) -> Result<MetricComparison, CallFailure> {
    if detail.artifacts.iter().any(|file| file.path == trials::TRIAL_PATH) {
        let command: RunTrial = read(track, detail, trials::TRIAL_PATH).await?;
        let metric = command.scoring.clone().unwrap_or_default();
        let report = track.client.call(command).await?;
        return Ok(record::beside(&detail.metrics, &trials::metrics(&report, &metric)));
    }
    if detail.artifacts.iter().any(|file| file.path == service::SPEC_PATH) {
        let spec: WatchSpec = read(track, detail, service::SPEC_PATH).await?;
        let found = track.client.call(Watch { spec, draw_width: None, lean: true }).await?;
        return Ok(record::beside(&detail.metrics, &service::metrics(&found.report)));
    }
    let spec: TrainSpec = read(track, detail, record::SPEC_PATH).await?;
    let found = trained(track.client, spec.clone()).await?;
    let now = record::run(&Run { asked: spec, found }, None, String::new(), 0);
    Ok(record::beside(&detail.metrics, &now.metrics))
}

/// What is kept in one of the run's files.
async fn read<T: DeserializeOwned>(track: TrackingState, detail: &RunDetail, path: &str) -> Result<T, CallFailure> {
    let file = track.client.call(GetArtifact { run_id: detail.run.run_id.clone(), path: path.to_owned() }).await?;
    let unreadable =
        || CallFailure::Failed(Error::new("the run's specification cannot be read", "It may come from another version of this lab."));
    file.text.and_then(|text| wire::decode(&text).ok()).ok_or_else(unreadable)
}

fn verdict(beside: &MetricComparison) -> String {
    let different = beside.iter().filter(|(.., equal)| !equal).count();
    match different {
        0 => format!("All {} metrics are equal to the last bit.", beside.len()),
        _ => format!("{different} of {} metrics differ.", beside.len()),
    }
}
