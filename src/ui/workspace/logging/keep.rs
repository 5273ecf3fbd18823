//! Logging: what is trained in the labs is kept as a run, in an experiment named after its dataset.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::track::{CreateExperiment, EditExperiment, Experiment, ExperimentChange, LogRuns, NewRun, SearchExperiments, View};
use crate::protocol::{DatasetProfile, Error};
use crate::ui::client::{CallFailure, Client};
use crate::ui::platform;
use crate::ui::workspace::logging::{model, record, trials};
use crate::ui::workspace::run::Run;
use crate::ui::workspace::search::SearchRunner;

/// Where the choice not to log is kept.
const KEY: &str = "mlops-roadmap-logging";

thread_local! {
    /// The browser was asked to keep what is saved; once a page is enough.
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// What became of the last run that was to be kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Kept {
    /// Nothing was trained yet, or logging is off.
    #[default]
    Nothing,
    /// On its way.
    Saving,
    /// In the store, under this id.
    Saved(String),
    /// Not in the store; why, and what to do.
    Failed(Error),
}

/// Whether trainings are logged: they are, unless the reader said no.
pub(crate) fn wanted() -> bool {
    platform::stored(KEY).as_deref() != Some("off")
}

/// Remembers the reader's choice.
pub(crate) fn want(on: bool) {
    if on { platform::forget(KEY) } else { _ = platform::store(KEY, "off") }
}

/// Saves a training; the signal says how far it is.
pub(crate) fn keep(client: Client, profile: Option<&DatasetProfile>, run: &Run, kept: RwSignal<Kept>) {
    let experiment = profile.map_or_else(|| "Default".to_owned(), |profile| profile.title.clone());
    let new = record::run(run, profile, record::name(&run.asked), platform::now_millis() as i64);
    let spec = run.asked.clone();
    keep_all(client, experiment, async move { vec![model::with_model(client, &spec, new).await] }, kept);
}

/// Saves a search and its trials, all or none; the signal says how far it is, and names the search.
pub(crate) fn keep_search(
    client: Client,
    profile: Option<&DatasetProfile>,
    search_runner: SearchRunner,
    query: &str,
    kept: RwSignal<Kept>,
) {
    let (asked, standing) = (search_runner.asked.get_untracked(), search_runner.standing.get_untracked());
    let (Some(asked), Some(standing)) = (asked, standing) else { return };
    // The reader may look at other data by now.
    let profile = profile.filter(|profile| profile.dataset == asked.search.base.dataset);
    let experiment = profile.map_or_else(|| "Default".to_owned(), |profile| profile.title.clone());
    let runs = trials::runs(&asked, &standing.board, &search_runner.done(), profile, query);
    keep_all(client, experiment, std::future::ready(runs), kept);
}

/// Saves runs in the experiment of this name; the signal says how far it is, and names the first.
pub(crate) fn keep_all(client: Client, experiment: String, runs: impl Future<Output = Vec<NewRun>> + 'static, kept: RwSignal<Kept>) {
    kept.set(Kept::Saving);
    spawn_local(async move {
        let outcome = save(client, &experiment, runs.await).await;
        // The lab may be gone; the run is kept all the same.
        _ = kept.try_set(match outcome {
            Ok(ids) => Kept::Saved(ids.into_iter().next().unwrap_or_default()),
            Err(CallFailure::Cancelled) => Kept::Nothing,
            Err(CallFailure::Failed(error) | CallFailure::Stopped(error)) => Kept::Failed(error),
        });
    });
}

/// Saves runs in the experiment of this name, which is made, or taken back from the deleted ones, if need be; their ids.
pub(crate) async fn save(client: Client, experiment: &str, runs: Vec<NewRun>) -> Result<Vec<String>, CallFailure> {
    let experiment_id = experiment_of(client, experiment).await?;
    let runs = runs.into_iter().map(|run| NewRun { experiment_id, ..run }).collect();
    let ids = client.call(LogRuns { runs }).await?;
    if !ASKED.replace(true) {
        platform::ask_to_keep();
    }
    Ok(ids)
}

async fn experiment_of(client: Client, name: &str) -> Result<i64, CallFailure> {
    let all: Vec<Experiment> = client.call(SearchExperiments { view: View::All }).await?;
    let id = match all.iter().find(|one| one.name == name) {
        Some(one) if one.deleted => {
            let back = EditExperiment { experiment_id: one.experiment_id, change: ExperimentChange::Restore };
            client.call(back).await?.experiment_id
        }
        Some(one) => one.experiment_id,
        None => client.call(CreateExperiment { name: name.to_owned(), tags: Default::default() }).await?.experiment_id,
    };
    Ok(id)
}
