//! Home: the whole road at a glance, the first step, the plan, the figures.

use leptos::prelude::*;

use crate::roadmap::PHASES;
use crate::ui::site::components::{Figure, Planner, Prose, RoadMap, YourData};
use crate::ui::site::link::href;
use crate::ui::site::live;
use crate::ui::site::state::workspace;

/// The first page.
#[component]
pub(crate) fn Home() -> impl IntoView {
    view! {
        <article class="home">
            <header class="hero">
                <h1>"The MLOps roadmap that runs"</h1>
                <p class="lead">
                    "From your first script to a model in production in six months: seven phases, each read and done in this page, each ending in a project for your portfolio."
                </p>
                <FirstStep />
            </header>
            <section class="map-section" aria-labelledby="map-title">
                <h2 id="map-title" class="visually-hidden">"The map"</h2>
                <RoadMap />
                <Overall />
            </section>
            <section class="band">
                <Prose key="home" id="headlines" />
            </section>
            <section class="columns">
                <Prose key="home" id="intro" />
                <Figure key="home" name="life_cycle" caption="What you will be able to run: the life cycle of a model in production" />
            </section>
            <section aria-labelledby="pay-title">
                <h2 id="pay-title">"What it pays"</h2>
                <Figure key="home" name="salaries" caption="Published figures for one job title, US, thousands of dollars a year" />
                <Prose key="home" id="salaries" />
            </section>
            <Planner />
            <YourData />
        </article>
    }
}

/// One primary action: begin, or go on.
#[component]
fn FirstStep() -> impl IntoView {
    let workspace = workspace();
    let next = Memo::new(move |_| workspace.progress.with(|progress| progress.next().map(|(phase, id)| (phase.number, id))));
    let begun = Memo::new(move |_| workspace.progress.with(|progress| progress.tally_all().done > 0));
    view! {
        <p class="first-step">
            <a
                class="button button-primary"
                href=live(move || next.get().map_or_else(|| href("/hired"), |(number, id)| href(&format!("/phase/{number}#{id}"))))
            >
                {live(move || match (next.get(), begun.get()) {
                    (None, _) => "You finished the road: get hired".to_owned(),
                    (Some((number, _)), true) => format!("Go on in phase {number}"),
                    (Some(_), false) => "Start with phase 0".to_owned(),
                })}
            </a>
            <a class="button" href=href("/lab/train?data=iris")>"Train a model now"</a>
            <a class="button" href=href("/print")>"Print it"</a>
        </p>
    }
}

/// Progress in all and per phase.
#[component]
fn Overall() -> impl IntoView {
    let workspace = workspace();
    let tally = Memo::new(move |_| workspace.progress.with(|progress| progress.tally_all()));
    view! {
        <div class="overall">
            <p>
                <progress max="100" value=live(move || tally.get().percent().to_string()) aria-label="Progress of the whole road"></progress>
                <span>{live(move || format!("{} of {} stops and steps done", tally.get().done, tally.get().counted()))}</span>
            </p>
            <ol>
                {PHASES
                    .iter()
                    .map(|phase| {
                        let percent = Memo::new(move |_| workspace.progress.with(|progress| progress.tally(phase).percent()));
                        view! {
                            <li data-phase=phase.number.to_string()>
                                <a href=href(&format!("/phase/{}", phase.number))>{phase.title}</a>
                                <progress max="100" value=live(move || percent.get().to_string()) aria-label=format!("Progress of phase {}", phase.number)></progress>
                                <span>{live(move || format!("{} %", percent.get()))}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </div>
    }
}
