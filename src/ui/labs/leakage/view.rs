//! The leakage lab: the same model judged with a leak and without, then used on rows that nobody touched.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::protocol::leakage::LeakReport;
use crate::ui::kit::inputs::{fields, select, whole};
use crate::ui::kit::task_list::{has_room, task_list};
use crate::ui::labs::leakage::query::SAMPLES;
use crate::ui::labs::leakage::state::LeakageLab;
use crate::ui::labs::leakage::story;
use crate::ui::labs::leakage::story::KINDS;
use crate::ui::workspace::explore::drawing_view;

/// The lab.
#[component]
pub(crate) fn Leakage(
    /// Its state.
    lab: LeakageLab,
) -> impl IntoView {
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        lab.judge();
    };
    let seen = lab.seen;
    let tasks = vec![
        ("Give the model the answer, and see what is left of it in use", Memo::new(move |_| seen.get().answer)),
        ("Let the future into the training rows, and see the promise shrink", Memo::new(move |_| seen.get().time)),
        ("Scale before the split: is this leak worth a meeting?", Memo::new(move |_| seen.get().scaler)),
        ("Get 90% accuracy out of coin flips", Memo::new(move |_| seen.get().noise_believed)),
        ("Then, with the mistake still in, bring the lie below 15 points", Memo::new(move |_| seen.get().noise_cured)),
    ];
    view! {
        <div class="lab">
            {task_list(tasks, has_room())}
            <div class="lab-columns">
                <form class="lab-controls" aria-label="Settings" novalidate on:submit=on_submit>
                    {choice(lab)}
                    {move || controls(lab.kind().id, lab)}
                    <div class="lab-train">
                        <button id="lab-judge" class="button-primary" type="submit">"Judge it both ways"</button>
                        {lab.job.waiting(lab.client, "Judging")}
                    </div>
                </form>
                <div class="lab-main">
                    <section class="lab-section" aria-labelledby="lab-mistake">
                        <h2 id="lab-mistake">{move || lab.kind().title}</h2>
                        {move || lab.kind().about.iter().map(|text| view! { <p>{*text}</p> }).collect_view()}
                        {move || story::code(lab.kind())}
                    </section>
                    <div class="lab-report">{move || lab.shown().map(result)}</div>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// The four leaks as one choice.
fn choice(lab: LeakageLab) -> AnyView {
    let options = KINDS.iter().map(|kind| {
        let is = Signal::derive(move || lab.kind().id == kind.id);
        view! {
            <label class="lab-choice">
                <input type="radio" name="leak" value=kind.id prop:checked=is on:change=move |_| lab.kind.set(kind.id.to_owned()) />
                <span>{kind.name}</span>
            </label>
        }
    });
    view! {
        <fieldset class="lab-group">
            <legend>"What leaks?"</legend>
            {options.collect_view()}
        </fieldset>
    }
    .into_any()
}

fn controls(kind: &str, lab: LeakageLab) -> AnyView {
    let silent = Callback::new(|()| ());
    let rows = || whole("lab-rows", "Rows to learn from", (20, 1000), lab.rows, silent);
    let repeats = || whole("lab-repeats", "Repeats, each with other rows", (2, 200), lab.repeats, silent);
    let every = || whole("lab-every", "Use one flight in so many", (1, 100), lab.every, silent);
    let seed = || whole("lab-seed", "Seed", (0, u32::MAX), lab.seed, silent);
    let chosen_first = |mut options: Vec<(String, String)>, chosen: String| {
        if let Some(place) = options.iter().position(|(value, _)| *value == chosen) {
            options[..=place].rotate_right(1);
        }
        options
    };
    match kind {
        "answer" => {
            let named = |name: &str, about: &str| (name.to_owned(), format!("{name}: {about}"));
            let options = vec![named("dep_delay", "minutes late at departure"), named("arr_delay", "minutes late at arrival")];
            let options = chosen_first(options, lab.column.get_untracked());
            let column = select("lab-column", "Column that gives it away", options, move |name| lab.column.set(name));
            fields(vec![column, every(), seed()])
        }
        "time" => fields(vec![every(), seed()]),
        "scaler" => {
            let titled = |id: &str| (id.to_owned(), crate::dataset::sample(id).map_or(id, |sample| sample.title).to_owned());
            let options = chosen_first(SAMPLES.map(titled).to_vec(), lab.dataset.get_untracked());
            let dataset = select("lab-dataset", "Dataset", options, move |id| lab.dataset.set(id));
            fields(vec![dataset, rows(), repeats(), seed()])
        }
        _ => fields(vec![
            rows(),
            whole("lab-noise", "Columns of noise", (2, 5000), lab.columns, silent),
            whole("lab-kept", "Columns kept", (1, 5000), lab.kept, silent),
            repeats(),
            seed(),
        ]),
    }
}

fn result(report: Arc<LeakReport>) -> AnyView {
    let drawing = report.drawing.as_ref().map(|drawing| drawing_view("Promised and delivered".to_owned(), drawing));
    view! {
        <section class="lab-section" aria-labelledby="lab-result">
            <h2 id="lab-result">"What it promised, what it delivered"</h2>
            <div class="lab-story-now" role="status">
                <h3>"What just happened"</h3>
                {story::of(&report).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            </div>
            <div class="lab-drawings">{drawing}</div>
            {story::figures(&report)}
            {story::months(&report)}
        </section>
    }
    .into_any()
}
