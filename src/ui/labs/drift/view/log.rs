//! The prediction log: browsed, filtered, taken home.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::track::{LOG_PATH, ReadKeptLog};
use crate::protocol::{LogFilter, LogForm, LogPage, LogQuestion, ReadLog};
use crate::ui::client::CallFailure;
use crate::ui::kit::inputs::{choice, fields, number, whole};
use crate::ui::kit::number::count;
use crate::ui::labs::drift::state::DriftLabState;
use crate::ui::labs::drift::task::LabTask;
use crate::ui::platform;

/// Entries of a page.
const PAGE: u32 = 20;
/// Entries of a file at most.
const FILE: u32 = 200_000;

/// The log, as far as it has been played.
pub(crate) fn log(drift: DriftLabState) -> AnyView {
    let wrong = RwSignal::new(String::new());
    let (version, answer) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (from, confidence) = (RwSignal::new(0_u32), RwSignal::new(1.0));
    let offset = RwSignal::new(0_u64);
    let trouble = RwSignal::new(None::<String>);
    let source = drift.setup.log;
    let is_kept = Memo::new(move |_| source.with(|id| !id.is_empty()));
    let filter = move || {
        // Of a kept log all is known; of a service that runs, what has passed.
        let to = if is_kept.get_untracked() { u32::MAX } else { drift.at.get_untracked().saturating_sub(1) };
        let wrong = match wrong.get_untracked().as_str() {
            "wrong" => Some(true),
            "right" => Some(false),
            _ => None,
        };
        let given = |text: RwSignal<String>| Some(text.get_untracked()).filter(|text| !text.is_empty());
        LogFilter {
            from: Some(from.get_untracked().min(to)),
            to: Some(to).filter(|to| *to < u32::MAX),
            version: given(version).and_then(|text| text.parse().ok()),
            answer: given(answer),
            wrong,
            confidence_to: Some(confidence.get_untracked()).filter(|most| *most < 1.0),
        }
    };
    let question = move |form, offset, most| LogQuestion { offset, ..LogQuestion::first(most, form, filter()) };
    let here = move |form, offset, most| ReadLog { spec: drift.spec(), question: question(form, offset, most) };
    let kept = move |form, offset, most| ReadKeptLog {
        run_id: source.get_untracked(),
        path: LOG_PATH.to_owned(),
        question: question(form, offset, most),
    };
    let read = move |first: u64| {
        offset.set(first);
        if is_kept.get_untracked() {
            drift.kept_log.ask(drift.client, kept(LogForm::Table, first, PAGE));
        } else {
            drift.log.ask(drift.client, here(LogForm::Table, first, PAGE));
        }
        if wrong.with_untracked(|wrong| wrong == "wrong") {
            drift.tick([LabTask::ReadTheLog]);
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        read(0);
    };
    let save = move |form: LogForm, file: &'static str, media: &'static str| {
        let (is_kept, mine, theirs) = (is_kept.get_untracked(), here(form, 0, FILE), kept(form, 0, FILE));
        spawn_local(async move {
            let answer = if is_kept { drift.client.call(theirs).await } else { drift.client.call(mine).await };
            match answer {
                Ok(page) => {
                    platform::download(file, media, &page.text);
                    let cut = page.matching.saturating_sub(FILE.into());
                    trouble.set((cut > 0).then(|| {
                        format!(
                            "The file holds the first {} entries; {} are left out. Play less, or filter.",
                            count(FILE.into()),
                            count(cut)
                        )
                    }));
                }
                Err(CallFailure::Cancelled) => {}
                Err(CallFailure::Failed(error) | CallFailure::Stopped(error)) => {
                    trouble.set(Some(format!("{}. {}", error.what, error.hint)))
                }
            }
        });
    };
    let found = move || if is_kept.get() { drift.kept_log.found.get() } else { drift.log.found.get() };
    let none = Signal::derive(move || !is_kept.get() && drift.at.get() == 0 || drift.log.is_busy() || drift.kept_log.is_busy());
    let which = [("", "All answers"), ("wrong", "Wrong ones"), ("right", "Right ones")];
    let which = which.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect();
    // Versions and answers of the history that is shown, or of the log that was kept.
    let known = Memo::new(move |_| {
        if is_kept.get() {
            return drift.kept_log.found.get().map(|page| (page.versions.clone(), page.answers.clone()));
        }
        let found = drift.watched()?;
        Some(((1..=found.report.versions.len() as u32).collect(), found.report.classes.clone()))
    });
    let of_history = move || {
        let (versions, classes) = known.get().unwrap_or_default();
        let all = |text: &str| (String::new(), text.to_owned());
        let versions =
            std::iter::once(all("Every version")).chain(versions.into_iter().map(|number| (number.to_string(), format!("v{number}"))));
        let classes = std::iter::once(all("Every answer")).chain(classes.into_iter().map(|class| (class.clone(), class)));
        view! {
            {choice("watch-version", "Model", versions.collect(), version)}
            {choice("watch-answer", "Answer", classes.collect(), answer)}
        }
    };
    let silent = Callback::new(|()| ());
    let turn = move || {
        let found = found()?;
        let (from, all) = (offset.get(), found.matching);
        let (first, last) = (from == 0, from + u64::from(PAGE) >= all);
        let before = move |_: leptos::ev::MouseEvent| read(from.saturating_sub(PAGE.into()));
        let after = move |_: leptos::ev::MouseEvent| read(from + u64::from(PAGE));
        Some(view! {
            <div class="lab-actions">
                <button type="button" class="button" disabled=first on:click=before>"Earlier entries"</button>
                <button type="button" class="button" disabled=last on:click=after>"Later entries"</button>
            </div>
        })
    };
    if is_kept.get_untracked() {
        drift.look_for_logs();
        read(0);
    }
    let other = Callback::new(move |()| {
        offset.set(0);
        version.set(String::new());
        answer.set(String::new());
        if is_kept.get_untracked() {
            read(0);
        }
    });
    view! {
        <section class="lab-section" aria-labelledby="watch-log">
            <h2 id="watch-log">"The prediction log"</h2>
            <p>"One entry a request: inputs, answer, probability, time, model version, and the label when it has come."</p>
            {crate::ui::labs::drift::view::keep::keep(drift)}
            <form class="watch-filter" aria-label="Filter" on:submit=on_submit>
                {crate::ui::labs::drift::view::keep::source(drift, other)}
                {fields(vec![
                    choice("watch-wrong", "Show", which, wrong),
                    of_history.into_any(),
                    whole("watch-from", "From window", (0, 10_000), from, silent),
                    number("watch-confidence", "Probability at most", confidence, silent),
                ])}
                <div class="lab-actions">
                    <button type="submit" class="button" disabled=none>"Read the log"</button>
                    <button type="button" class="button" disabled=none on:click=move |_| save(LogForm::Csv, "predictions.csv", "text/csv")>"Download CSV"</button>
                    <button type="button" class="button" disabled=none on:click=move |_| save(LogForm::JsonLines, "predictions.jsonl", "application/jsonl")>"Download JSON Lines"</button>
                </div>
            </form>
            {drift.log.waiting(drift.client, "Reading the log")}
            {drift.kept_log.waiting(drift.client, "Reading the kept log")}
            {move || trouble.get().map(|text| view! { <p class="lab-problem" role="alert">{text}</p> })}
            {move || found().map(|page| entries(&page, offset.get_untracked()))}
            {turn}
        </section>
    }
    .into_any()
}

fn entries(page: &LogPage, offset: u64) -> AnyView {
    if page.rows.is_empty() {
        return view! { <p class="lab-empty">"No entry fits: labels may not have come yet."</p> }.into_any();
    }
    let from = count(offset + 1);
    let caption = format!("Entries {from} to {} of {}", count(offset + page.rows.len() as u64), count(page.matching));
    let cell = |cell: &Option<String>| match cell {
        Some(text) => view! { <td>{text.clone()}</td> }.into_any(),
        None => view! { <td data-missing="">"missing"</td> }.into_any(),
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Entries of the log">
            <table class="lab-table watch-entries">
                <caption>{caption}</caption>
                <thead><tr>{page.columns.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).collect_view()}</tr></thead>
                <tbody>{page.rows.iter().map(|row| view! { <tr>{row.iter().map(cell).collect_view()}</tr> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
