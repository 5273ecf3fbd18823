//! What can be set: the scenario as cards, the traffic, the labels, the monitors, the policy.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::protocol::ScenarioCard;
use crate::ui::kit::inputs::{choice, fields, number, whole};
use crate::ui::labs::drift::injection::SHAPES;
use crate::ui::labs::drift::state::DriftLabState;
use crate::ui::labs::drift::view::{data, injections, monitors};

/// Places kept for stories that are still being read, so that nothing below moves when they come.
const STORIES: usize = 9;

/// The scenarios, a story each.
pub(crate) fn cards(drift: DriftLabState) -> AnyView {
    let quiet = move || {
        let (name, story) = drift.setup.untouched();
        ScenarioCard { id: String::new(), name: name.into(), story: story.into(), injections: vec![] }
    };
    let card = move |one: ScenarioCard| {
        let (id, own) = (one.id.clone(), one.id.clone());
        let is = Signal::derive(move || drift.setup.scenario.with(|chosen| *chosen == own));
        let take = move |_| {
            drift.setup.scenario.set(id.clone());
            drift.setup.onset.set(None);
            drift.setup.size.set(1.0);
            drift.setup.shape.set(String::new());
            drift.setup.actions.set(vec![]);
            drift.playing.set(false);
            drift.seek(0);
            drift.serve();
        };
        view! {
            <label class="watch-card">
                <input type="radio" name="scenario" value=one.id prop:checked=is on:change=take />
                <span>
                    <b>{one.name}</b>
                    <span>{one.story}</span>
                </span>
            </label>
        }
    };
    view! {
        <div class="watch-choice">
            <fieldset class="watch-cards">
                <legend>"What will go wrong?"</legend>
                {move || {
                    let found = drift.cards.found.get().map(|found| found.cards.clone());
                    let places = if found.is_some() { 0 } else { STORIES };
                    let found = std::iter::once(quiet()).chain(found.unwrap_or_default()).map(card).collect_view();
                    (found, (0..places).map(|_| view! { <span class="watch-card" aria-hidden="true"></span> }).collect_view())
                }}
            </fieldset>
            {drift.cards.waiting(drift.client, "Reading the data")}
        </div>
    }
    .into_any()
}

/// All other settings.
pub(crate) fn controls(drift: DriftLabState) -> AnyView {
    let (setup, silent) = (drift.setup, Callback::new(|()| ()));
    let named = |all: &[(&str, &str)]| all.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect::<Vec<_>>();
    let shapes = [&[("", "As the story has it")][..], &SHAPES[..]].concat();
    let onset = move |event: Event| {
        let text = event_target_value(&event);
        if text.trim().is_empty() {
            setup.onset.set(None);
        } else if let Ok(onset) = text.parse() {
            setup.onset.set(Some(onset));
        }
    };
    let policies = [
        ("never", "Never: you decide"),
        ("schedule", "On schedule"),
        ("drift", "When a drift alert fires"),
        ("performance", "When a performance alert fires"),
    ];
    view! {
        {data::service(drift)}
        <fieldset class="lab-group">
            <legend>"The scenario's injected drift"</legend>
            <div class="field">
                <label for="watch-onset">"First window (empty: as the story has it)"</label>
                <input
                    id="watch-onset"
                    type="number"
                    min="0"
                    prop:value=move || setup.onset.get().map(|onset| onset.to_string()).unwrap_or_default()
                    on:change=onset
                />
            </div>
            {number("watch-size", "Size, times the story's", setup.size, silent)}
            {choice("watch-shape", "Shape", named(&shapes), setup.shape)}
            {whole("watch-over", "Windows that a shape takes", (1, 10_000), setup.over, silent)}
        </fieldset>
        {injections::injections(drift)}
        <details class="lab-more">
            <summary>"More settings"</summary>
            <fieldset class="lab-group">
                <legend>"Traffic and labels"</legend>
                {fields(vec![
                    whole("watch-windows", "Windows", (1, 10_000), setup.windows, silent),
                    whole("watch-rows", "Requests per window", (1, 100_000), setup.rows, silent),
                    whole("watch-delay", "Windows until labels come", (0, 10_000), setup.delay, silent),
                    number("watch-labels", "Share of rows that get a label", setup.labels, silent),
                    whole("watch-seed", "Seed", (0, u32::MAX), setup.seed, silent),
                ])}
            </fieldset>
            {monitors::monitors(drift)}
            <fieldset class="lab-group">
                <legend>"Retraining"</legend>
                {choice("watch-policy", "Policy", named(&policies), setup.policy)}
                {fields(vec![
                    whole("watch-every", "Windows between two trainings", (1, 10_000), setup.every, silent),
                    whole("watch-recent", "Newest labelled windows to learn from", (1, 1000), setup.recent, silent),
                ])}
            </fieldset>
        </details>
    }
    .into_any()
}
