//! What became of the run: it is kept in the tracking store as soon as the report is there, unless the reader said no.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;

use crate::protocol::DatasetProfile;
use crate::ui::client::Client;
use crate::ui::kit::number::counted;
use crate::ui::platform;
use crate::ui::workspace::logging::keep;
use crate::ui::workspace::logging::keep::Kept;
use crate::ui::workspace::run::Run;
use crate::ui::workspace::search::SearchRunner;

/// Logs the run and says so.
pub(crate) fn logged(client: Client, profile: RwSignal<Option<Arc<DatasetProfile>>>, run: Arc<Run>) -> AnyView {
    let kept = RwSignal::new(Kept::default());
    let wanted = RwSignal::new(keep::wanted());
    if wanted.get_untracked() {
        keep::keep(client, profile.get_untracked().as_deref(), &run, kept);
    }
    let on_change = move |event: Event| {
        let on = event_target_checked(&event);
        keep::want(on);
        wanted.set(on);
        if on && kept.with_untracked(|kept| *kept == Kept::Nothing) {
            keep::keep(client, profile.get_untracked().as_deref(), &run, kept);
        }
    };
    view! {
        <div class="lab-logged">
            <p role="status">{move || said(kept.get(), "run")}</p>
            {flag(wanted, on_change)}
        </div>
    }
    .into_any()
}

/// Logs a search as soon as it ends, with its trials as runs within it; one that was stopped is logged when the reader says so.
pub(crate) fn logged_search(
    client: Client,
    profile: RwSignal<Option<Arc<DatasetProfile>>>,
    search_runner: SearchRunner,
    query: RwSignal<String>,
) -> AnyView {
    let kept = RwSignal::new(Kept::default());
    let wanted = RwSignal::new(keep::wanted());
    let log = move || keep::keep_search(client, profile.get_untracked().as_deref(), search_runner, &query.get_untracked(), kept);
    let finished = move || search_runner.standing.with(|standing| standing.as_ref().is_some_and(|standing| standing.board.finished));
    Effect::new(move |ran: Option<bool>| {
        let runs = search_runner.running.get();
        match (ran.unwrap_or(false), runs) {
            (false, true) => kept.set(Kept::Nothing),
            (true, false) if untrack(finished) && wanted.get_untracked() => log(),
            _ => {}
        }
        runs
    });
    let on_change = move |event: Event| {
        let on = event_target_checked(&event);
        keep::want(on);
        wanted.set(on);
    };
    let offered = move || {
        kept.with(|kept| matches!(kept, Kept::Nothing | Kept::Failed(_)))
            && !search_runner.running.get()
            && search_runner.finished.get() > 0
    };
    view! {
        <div class="lab-logged">
            <p role="status">{move || match before_the_end(search_runner.running.get(), wanted.get()) {
                Some(text) => view! { <span>{text}</span> }.into_any(),
                None => said(kept.get(), "search"),
            }}</p>
            {move || offered().then(|| view! {
                <button type="button" class="button" on:click=move |_| log()>{format!("Log this search and {}", counted(search_runner.finished.get() as u64, "trial"))}</button>
            })}
            {flag(wanted, on_change)}
        </div>
    }
    .into_any()
}

/// What there is to say of a search that still runs: nothing was decided yet.
fn before_the_end(running: bool, wanted: bool) -> Option<&'static str> {
    running.then_some(if wanted { "The search is logged when it ends." } else { "" })
}

fn flag(wanted: RwSignal<bool>, on_change: impl FnMut(Event) + 'static) -> AnyView {
    view! {
        <label class="track-flag">
            <input type="checkbox" prop:checked=wanted on:change=on_change />
            "Log every run"
        </label>
    }
    .into_any()
}

fn said(kept: Kept, what: &str) -> AnyView {
    match kept {
        Kept::Nothing => view! { <span>{format!("This {what} is not logged.")}</span> }.into_any(),
        Kept::Saving => view! { <span>{format!("Logging the {what} …")}</span> }.into_any(),
        Kept::Saved(id) => {
            let link = format!("{}/lab/track?run={id}", platform::base());
            view! { <span>"Logged. "<a href=link>{format!("See this {what} in the tracking lab")}</a>"."</span> }.into_any()
        }
        Kept::Failed(error) => view! { <span>{format!("Not logged: {}. {}", error.what, error.hint)}</span> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_still_runs_is_not_said_to_be_unlogged() {
        assert_eq!(before_the_end(true, true), Some("The search is logged when it ends."));
        assert_eq!(before_the_end(true, false), Some(""), "the reader said no, and is not told so again");
        assert_eq!(before_the_end(false, true), None, "then it is said what became of it");
    }
}
