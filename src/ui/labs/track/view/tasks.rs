//! The phase's project as tasks that tick themselves from what is in the store.

use leptos::prelude::*;

use crate::ui::kit::task_list::task_list;
use crate::ui::labs::track::markdown::Step;
use crate::ui::labs::track::state::TrackingState;
use crate::ui::platform;

/// Runs that the project asks for.
const RUNS: usize = 10;
/// Windows of this width, CSS pixels, have room for the open list.
const WIDE: u32 = 1000;

const TEXTS: [&str; 5] = [
    "Log at least ten runs in one experiment",
    "Vary a setting other than the seed",
    "Write down in a note why the best run won",
    "Register a model from a run",
    "Point @champion at a version, with a reason",
];

/// The steps, and whether the store shows each done. Tracks the signals it reads.
pub(crate) fn steps(track: TrackingState) -> Vec<Step> {
    let most = track.experiments.with(|all| all.iter().filter(|one| !one.deleted).map(|one| one.runs).max().unwrap_or(0));
    let varied = track.columns.with(|columns| {
        columns.iter().any(|column| column.kind == "params" && column.varies && !["seed", "target"].contains(&column.key.as_str()))
    });
    let noted = track.columns.with(|columns| columns.iter().any(|column| column.kind == "tags" && column.key == "mlflow.note.content"));
    let models = track.models.get();
    let registered = models.iter().any(|model| !model.versions.is_empty());
    let champion = models
        .iter()
        .any(|model| model.aliases.contains_key("champion") && model.history.iter().any(|step| !step.reason.trim().is_empty()));
    let done = [most >= RUNS as u64, varied, noted, registered, champion];
    TEXTS.into_iter().zip(done).map(|(text, done)| Step { text, done }).collect()
}

/// The list of tasks.
pub(crate) fn tasks(track: TrackingState) -> AnyView {
    let all = Memo::new(move |_| steps(track));
    let task = |place: usize, text: &'static str| (text, Memo::new(move |_| all.with(|all| all.get(place).is_some_and(|step| step.done))));
    let tasks = TEXTS.into_iter().enumerate().map(|(place, text)| task(place, text)).collect();
    task_list(tasks, platform::window_width() >= WIDE)
}
