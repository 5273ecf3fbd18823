//! The road as the browser's own print has it: a plain checklist with the reader's progress. On the screen it is not shown.

use leptos::prelude::*;

use crate::roadmap::{PHASES, Phase, Status};
use crate::ui::progress::Progress;
use crate::ui::workspace::reader::schedule;

/// The road.
#[component]
pub(crate) fn Road(progress: RwSignal<Progress>) -> impl IntoView {
    let plan = Memo::new(move |_| progress.with(schedule));
    let days = move |index: usize| {
        plan.with(|plan| {
            let span = plan.as_ref()?.phases.get(index)?.span?;
            Some(format!("{} – {}", span.start.label(), span.end.label()))
        })
    };
    view! {
        <div class="print-road">
            {PHASES
                .iter()
                .enumerate()
                .map(|(index, phase)| {
                    view! {
                        <section>
                            <h2>{format!("{} {}", phase.number, phase.title)}</h2>
                            <p>{phase.gist} {move || days(index).map(|days| format!(" {days}."))}</p>
                            {list(progress, topics(phase))}
                            <h3>{format!("Project: {}", phase.project.title)}</h3>
                            {list(progress, steps(phase))}
                        </section>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}

fn topics(phase: &'static Phase) -> Vec<(&'static str, &'static str)> {
    phase.topics.iter().map(|topic| (topic.id, topic.title)).collect()
}

fn steps(phase: &'static Phase) -> Vec<(&'static str, &'static str)> {
    phase.project.steps.iter().map(|step| (step.id, step.text)).collect()
}

fn list(progress: RwSignal<Progress>, items: Vec<(&'static str, &'static str)>) -> AnyView {
    let rows = items.into_iter().map(|(id, text)| {
        let status = move || progress.with(|progress| progress.status(id));
        view! {
            <li>
                <span aria-hidden="true">{move || mark(status())}</span>
                {text}
                {move || (status() != Status::ToDo).then(|| format!(" ({})", status().label().to_lowercase()))}
            </li>
        }
    });
    view! { <ul>{rows.collect_view()}</ul> }.into_any()
}

/// A box, ticked if it is done.
fn mark(status: Status) -> &'static str {
    match status {
        Status::Done => "☑ ",
        Status::Skipped => "☒ ",
        Status::ToDo | Status::Learning => "☐ ",
    }
}
