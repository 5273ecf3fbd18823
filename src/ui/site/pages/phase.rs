//! A phase: its lessons, each with status, note and bookmark, and the project with its checklist.

use leptos::prelude::*;

use crate::roadmap::{Phase, Project, Topic};
use crate::ui::site::components::LabHere;
use crate::ui::site::components::{Figure, NoteAndBookmark, PhaseStrip, Prose, StatusPicker};
use crate::ui::site::link::href;
use crate::ui::site::live;
use crate::ui::site::state::workspace;

/// Figures that belong to a phase: name and caption.
fn figures(number: u8) -> &'static [(&'static str, &'static str)] {
    match number {
        1 => &[("estimator_map", "Choosing an estimator: the scikit-learn family, by the question you ask")],
        3 => &[("deployment_flow", "From a trained model to an API that answers")],
        4 => &[("airflow_architecture", "Airflow: what schedules, what runs, what remembers")],
        5 => &[("monitoring", "Predictions against actuals: the week a model went wrong")],
        6 => &[("life_cycle", "The whole life cycle: the line ends in a loop")],
        _ => &[],
    }
}

/// One phase, whole.
#[component]
pub(crate) fn PhasePage(
    /// Which.
    phase: &'static Phase,
) -> impl IntoView {
    let workspace = workspace();
    let key = format!("phase-{}", phase.number);
    let tally = Memo::new(move |_| workspace.progress.with(|progress| progress.tally(phase)));
    let months = match phase.months {
        (from, to) if from == to => format!("Month {from} and after"),
        (from, to) => format!("Month {from} to {to}"),
    };
    view! {
        <article class="phase" data-phase=phase.number.to_string()>
            <PhaseStrip here=phase.number />
            <header class="phase-head">
                <p class="eyebrow">{format!("Phase {} · {months} · about {} hours", phase.number, phase.hours())}</p>
                <h1>{phase.title}</h1>
                <p class="lead">{phase.gist}</p>
                <div class="phase-progress">
                    <progress max="100" value=live(move || tally.get().percent().to_string()) aria-label="Progress of this phase"></progress>
                    <span>{live(move || format!("{} of {} done", tally.get().done, tally.get().counted()))}</span>
                </div>
            </header>
            <div class="phase-body">
                <Contents phase=phase />
                <div class="phase-text">
                    <Prose key=key.clone() id=phase.id />
                    {figures(phase.number)
                        .iter()
                        .map(|(name, caption)| view! { <Figure key=key.clone() name=name caption=*caption /> })
                        .collect_view()}
                    <h2 id="lessons">"Lessons"</h2>
                    {phase.topics.iter().map(|topic| view! { <Lesson topic=topic key=key.clone() /> }).collect_view()}
                    {(phase.number == 1).then(|| view! { <LabHere name="train" /> })}
                    <ProjectView project=&phase.project key=key.clone() />
                    <Onward phase=phase />
                </div>
            </div>
        </article>
    }
}

/// What is on this page.
#[component]
fn Contents(
    /// Which phase.
    phase: &'static Phase,
) -> impl IntoView {
    let workspace = workspace();
    view! {
        <nav class="contents" aria-label="On this page">
            <ol>
                {phase
                    .topics
                    .iter()
                    .map(|topic| {
                        let status = workspace.status(topic.id);
                        view! {
                            <li>
                                <a href=format!("#{}", topic.id)>
                                    <span class="stop-mark" data-status=live(move || status.get().word().to_owned()) aria-hidden="true"></span>
                                    {topic.title}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
                <li>
                    <a href=format!("#{}", phase.project.id)>
                        <span class="station-mark" aria-hidden="true"></span>
                        "Project"
                    </a>
                </li>
            </ol>
        </nav>
    }
}

/// One lesson.
#[component]
fn Lesson(
    /// What it teaches.
    topic: &'static Topic,
    /// Content file.
    key: String,
) -> impl IntoView {
    view! {
        <section class="lesson" id=topic.id aria-labelledby=format!("{}-title", topic.id)>
            <h3 id=format!("{}-title", topic.id)>{topic.title}</h3>
            <p class="lesson-gist">{topic.gist}</p>
            <p class="lesson-facts">{format!("About {} hours", topic.hours)}</p>
            <Prose key=key id=topic.id />
            {topic
                .practise
                .map(|(label, path)| {
                    view! {
                        <p class="practise">
                            <a class="button" href=href(path)>{label}</a>
                        </p>
                    }
                })}
            <div class="lesson-keep">
                <StatusPicker id=topic.id title=topic.title />
                <NoteAndBookmark id=topic.id title=topic.title />
            </div>
        </section>
    }
}

/// The phase's project.
#[component]
fn ProjectView(
    /// Which.
    project: &'static Project,
    /// Content file.
    key: String,
) -> impl IntoView {
    view! {
        <section class="project" id=project.id aria-labelledby=format!("{}-title", project.id)>
            <h2 id=format!("{}-title", project.id)>"Project: " {project.title}</h2>
            <p class="lesson-gist">{project.gist}</p>
            <p class="lesson-facts">{format!("About {} hours", project.hours)}</p>
            <Prose key=key id=project.id />
            <h3>"Checklist"</h3>
            <ol class="steps">
                {project
                    .steps
                    .iter()
                    .map(|step| {
                        view! {
                            <li id=step.id>
                                <p>{step.text}</p>
                                <div class="lesson-keep">
                                    <StatusPicker id=step.id title=step.text />
                                    <NoteAndBookmark id=step.id title=step.text />
                                </div>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}

/// Where the road goes from here.
#[component]
fn Onward(
    /// The phase just read.
    phase: &'static Phase,
) -> impl IntoView {
    let back = phase.number.checked_sub(1).and_then(crate::roadmap::phase);
    let on = crate::roadmap::phase(phase.number + 1);
    view! {
        <nav class="onward" aria-label="Neighbouring phases">
            {back
                .map(|back| {
                    view! {
                        <a rel="prev" href=href(&format!("/phase/{}", back.number))>
                            <span>{format!("Phase {}", back.number)}</span>
                            <b>{back.title}</b>
                        </a>
                    }
                })}
            {on
                .map(|on| {
                    view! {
                        <a rel="next" href=href(&format!("/phase/{}", on.number))>
                            <span>{format!("Phase {}", on.number)}</span>
                            <b>{on.title}</b>
                        </a>
                    }
                })}
        </nav>
    }
}
