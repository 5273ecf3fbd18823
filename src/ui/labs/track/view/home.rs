//! Files out and in: the database, everything as a zip, the report, somebody else's database; and a store that is thrown away.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::Error;
use crate::protocol::track::{Export, ExportKind, Import, Imported, Place, SearchRuns, StartAfresh, Status};
use crate::ui::kit::browser;
use crate::ui::kit::number::counted;
use crate::ui::labs::track::markdown;
use crate::ui::labs::track::state::TrackingState;
use crate::ui::labs::track::view::edit::twice;
use crate::ui::labs::track::view::tasks::steps;
use crate::ui::platform;

/// Runs that the report takes in, at most.
const REPORTED: u32 = 1000;
/// What opens the unpacked files.
const COMMAND: &str = "mlflow ui --backend-store-uri sqlite:///mlflow.db";

/// The part.
pub(crate) fn home(track: TrackingState) -> AnyView {
    view! {
        {out(track)}
        {report(track)}
        {bring(track)}
        {care(track)}
    }
    .into_any()
}

fn out(track: TrackingState) -> AnyView {
    let busy = RwSignal::new(false);
    let save = move |kind: ExportKind| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        track.trouble.set(None);
        spawn_local(async move {
            let answer = track.fetch(Export { kind, path: None }).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok((exported, Some(bytes))) => {
                    platform::download_blob(&exported.file, &bytes);
                    track.said.set(format!("{} was saved.", exported.file));
                }
                Ok(_) => track.trouble.set(Some(Error::new("the store sent no file", "This is a fault of the site; please report it."))),
                Err(fault) => track.report(fault),
            }
        });
    };
    view! {
        <section class="lab-section" aria-labelledby="track-out">
            <h2 id="track-out">"Take your runs home"</h2>
            <p>"The browser keeps the same file that MLflow keeps. Unpack the zip, go into its folder, and one command opens it:"</p>
            <pre class="lab-code" tabindex="0" role="region" aria-label="Command"><code>{COMMAND}</code></pre>
            <p class="lab-actions">
                <button type="button" class="button-primary" aria-busy=move || busy.get().to_string() on:click=move |_| save(ExportKind::TakeHome)>"Download everything (zip)"</button>
                <button type="button" class="button" on:click=move |_| save(ExportKind::Database)>"Download mlflow.db"</button>
            </p>
            <p class="lab-note">{move || track.status.get().map(|status| format!("Tried with MLflow {} (database revision {}).", status.mlflow, status.revision))}</p>
        </section>
    }
    .into_any()
}

fn report(track: TrackingState) -> AnyView {
    let metric = RwSignal::new("accuracy".to_owned());
    let metrics = Memo::new(move |_| {
        track
            .columns
            .with(|columns| columns.iter().filter(|column| column.kind == "metrics").map(|column| column.key.clone()).collect::<Vec<_>>())
    });
    let options = move || {
        metrics
            .get()
            .into_iter()
            .map(|name| {
                let is = name == metric.get_untracked();
                view! { <option value=name.clone() selected=is>{name.clone()}</option> }
            })
            .collect_view()
    };
    let save = move |_| {
        let which = track.look.with_untracked(|look| look.selection());
        let name =
            track.look.with_untracked(|look| look.experiment).map_or_else(|| "all experiments".to_owned(), |id| track.experiment_name(id));
        track.ask(SearchRuns { which, limit: REPORTED, ..SearchRuns::default() }, move |page| {
            let text =
                markdown::report(&name, &page.runs, &metric.get_untracked(), &untrack(|| steps(track)), &track.models.get_untracked());
            platform::download("experiments.md", "text/markdown", &text);
        });
    };
    view! {
        <section class="lab-section" aria-labelledby="track-report">
            <h2 id="track-report">"The phase's project as a page"</h2>
            <p>"The checklist with what the store proves, the best run with your note, and a table of all runs of the chosen experiment, as Markdown for your repository."</p>
            <div class="track-line">
                <label for="track-metric">"Ranked by"</label>
                <select id="track-metric" on:change=move |event: Event| metric.set(event_target_value(&event))>{options}</select>
                <button type="button" class="button" on:click=save>"Download report (Markdown)"</button>
            </div>
        </section>
    }
    .into_any()
}

fn bring(track: TrackingState) -> AnyView {
    let done = RwSignal::new(None::<Imported>);
    let choose = move |event: Event| {
        let Some(file) = browser::chosen_file(&event) else { return };
        track.trouble.set(None);
        let pending = track.client.give(Import { path: None }, file.into());
        spawn_local(async move {
            let answer = pending.answer().await;
            if done.try_set(None).is_some() {
                return;
            }
            match answer {
                Ok(imported) => {
                    done.set(Some(imported));
                    track.refresh();
                }
                Err(fault) => track.report(fault),
            }
        });
    };
    let said = move || {
        let in_folder = track.status.with(|status| status.as_ref().is_some_and(|status| status.place == Place::Folder));
        done.get().map(|imported| taken_in(&imported, in_folder).into_iter().map(|line| view! { <p>{line}</p> }).collect_view())
    };
    view! {
        <section class="lab-section" aria-labelledby="track-in">
            <h2 id="track-in">"Bring a database"</h2>
            <p>"An mlflow.db that MLflow made on your machine is read here, in the page. Its runs and models are added to yours."</p>
            <div class="field">
                <label for="track-import">"mlflow.db"</label>
                <input id="track-import" type="file" accept=".db,.sqlite,application/vnd.sqlite3" on:change=choose />
            </div>
            <div role="status">{said}</div>
        </section>
    }
    .into_any()
}

/// What an import did, a paragraph each: what came, what stayed, where runs went, what was left out.
fn taken_in(imported: &Imported, in_folder: bool) -> Vec<String> {
    let are = |count: u64| if count == 1 { "is" } else { "are" };
    let mut first = format!(
        "Took in {} and {} in {}.",
        counted(imported.runs, "run"),
        counted(imported.models, "model"),
        counted(imported.experiments, "new experiment")
    );
    if imported.deleted_runs > 0 {
        first += &format!(" {} of the runs {} marked as deleted in the file.", imported.deleted_runs, are(imported.deleted_runs));
    }
    if imported.known_runs + imported.known_models > 0 {
        first += &format!(
            " {} and {} were here already and stay as they are.",
            counted(imported.known_runs, "run"),
            counted(imported.known_models, "model")
        );
    }
    if imported.known_deleted_runs > 0 {
        first += &format!(
            " {} of those runs {} deleted here: show deleted runs to restore them.",
            imported.known_deleted_runs,
            are(imported.known_deleted_runs)
        );
    }
    let mut lines = vec![first];
    for (name, beside) in &imported.beside {
        lines.push(format!("The experiment “{name}” is deleted here, so its new runs are in “{beside}”."));
    }
    if imported.runs > 0 && !in_folder {
        lines.push("Files that the runs logged are not part of mlflow.db; they stay where MLflow keeps them.".to_owned());
    }
    if !imported.left_out.is_empty() {
        let left: Vec<String> = imported.left_out.iter().map(|(what, count)| format!("{what}: {count}")).collect();
        lines.push(format!("Not taken in, because the lab has no place for it: {}. Your file still has it.", left.join("; ")));
    }
    lines
}

/// Is the file sound; and how to begin anew.
fn care(track: TrackingState) -> AnyView {
    let found = RwSignal::new(None::<String>);
    let check = move |_| {
        track.ask(Status { check: true }, move |status| {
            let text = match status.damage.len() {
                0 => "Every page of the database was read; nothing is damaged.".to_owned(),
                _ => format!(
                    "The database is damaged: {}. Download what is there, then start afresh and bring it back.",
                    status.damage.join("; ")
                ),
            };
            found.set(Some(text));
        });
    };
    let discard = Callback::new(move |()| track.change(StartAfresh { discard: true }, "The store is empty."));
    let kept = move || {
        track.status.get().map(|status| match status.place {
            Place::Opfs => "Your runs lie in this browser's private storage. They outlive the tab and a restart; clearing the site's data removes them.",
            Place::Memory => "Your runs lie in this tab's memory and end with it.",
            Place::Folder => "Your runs lie in a folder.",
        })
    };
    view! {
        <section class="lab-section" aria-labelledby="track-care">
            <h2 id="track-care">"The store itself"</h2>
            <p>{kept}</p>
            <p class="lab-actions">
                <button type="button" class="button" on:click=check>"Check the database"</button>
                {twice("Start afresh", "Press again: all runs are lost", discard)}
            </p>
            <p role="status">{found}</p>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_says_what_came_where_it_went_and_what_was_left_out() {
        let imported = Imported {
            runs: 3,
            experiments: 1,
            known_runs: 2,
            deleted_runs: 1,
            known_deleted_runs: 2,
            beside: vec![("flowers".into(), "flowers (imported)".into())],
            left_out: vec![("trace".into(), 4), ("row in the table notes".into(), 1)],
            ..Imported::default()
        };
        assert_eq!(
            taken_in(&imported, false),
            [
                "Took in 3 runs and 0 models in 1 new experiment. 1 of the runs is marked as deleted in the file. 2 runs and 0 models were here already and stay as they are. 2 of those runs are deleted here: show deleted runs to restore them.",
                "The experiment “flowers” is deleted here, so its new runs are in “flowers (imported)”.",
                "Files that the runs logged are not part of mlflow.db; they stay where MLflow keeps them.",
                "Not taken in, because the lab has no place for it: trace: 4; row in the table notes: 1. Your file still has it.",
            ]
        );
        assert_eq!(taken_in(&Imported::default(), true), ["Took in 0 runs and 0 models in 0 new experiments."]);
    }
}
