//! The loop: look closely, retrain, compare, promote or keep; or let a policy do it.

use leptos::prelude::*;

use crate::protocol::drift::ModelVersion;
use crate::protocol::{Act, Investigation, Policies, RetrainPolicy};
use crate::ui::kit::drawing::chart_width;
use crate::ui::kit::staged_render::{Part, in_turn};
use crate::ui::labs::drift::state::DriftLabState;
use crate::ui::labs::drift::task::LabTask;
use crate::ui::workspace::explore::drawing_view;
use crate::ui::workspace::service_story;

/// Columns that are drawn.
const DRAWN: usize = 6;

/// Investigate, retrain, promote or keep.
pub(crate) fn repair(drift: DriftLabState) -> AnyView {
    let idle = Signal::derive(move || drift.at.get() == 0 || drift.run.is_busy());
    let waits = Memo::new(move |_| {
        let at = drift.at.get();
        let mut open = false;
        drift.setup.actions.with(|actions| {
            for action in actions.iter().filter(|action| action.at < at) {
                open = action.act == Act::Retrain;
            }
        });
        open && drift.watched().is_some_and(|found| newest(&found.report.versions, at).is_some_and(|version| version.duel.is_some()))
    });
    let no_challenger = Signal::derive(move || idle.get() || !waits.get());
    let window =
        move || drift.at.get().checked_sub(1).map_or_else(|| "Play first.".to_owned(), |last| format!("Window {last} has just passed."));
    view! {
        <section class="lab-section" aria-labelledby="watch-repair">
            <h2 id="watch-repair">"Find the cause, repair the model"</h2>
            <p>{window}</p>
            <div class="lab-actions">
                <button type="button" class="button" disabled=idle on:click=move |_| drift.investigate()>"Investigate this window"</button>
                <button type="button" class="button" disabled=idle on:click=move |_| drift.act(Act::Retrain)>"Retrain on recent labels"</button>
                <button type="button" class="button" disabled=no_challenger on:click=move |_| drift.act(Act::Promote)>"Promote the challenger"</button>
                <button type="button" class="button" disabled=no_challenger on:click=move |_| drift.act(Act::Keep)>"Keep the champion"</button>
            </div>
            {drift.look.waiting(drift.client, "Looking closely")}
            {move || drift.watched().map(|found| versions(&found.report.versions, drift.at.get()))}
            {move || drift.look.found.get().map(|found| investigation(drift, &found))}
        </section>
    }
    .into_any()
}

fn newest(versions: &[ModelVersion], at: u32) -> Option<&ModelVersion> {
    versions.iter().rev().find(|version| version.trained_after.is_some_and(|after| after < at))
}

/// Every model so far.
fn versions(all: &[ModelVersion], at: u32) -> AnyView {
    let shown = all.iter().filter(|version| version.trained_after.is_none_or(|after| after < at));
    let item = |version: &ModelVersion| {
        let number = version.version;
        let trained = match (version.trained_after, version.windows) {
            (Some(after), Some((from, to))) => {
                format!(
                    "v{number} was trained after window {after} because {}, on {} rows of windows {from} to {to}.",
                    version.why, version.rows
                )
            }
            (Some(after), None) => format!("After window {after} v{number} was to be trained, because {}.", version.why),
            _ => format!("v{number} is {}, trained on {} rows.", version.why, version.rows),
        };
        let wrong = version.wrong.as_ref().map(|error| format!(" It could not be: {}. {}", error.what, error.hint));
        let duel = version.duel.as_ref().map(|found| format!(" {}", service_story::duel(found, number)));
        let live = version.live_from.filter(|live| *live > 0 && *live <= at).map(|live| format!(" In service from window {live}."));
        view! { <li>{trained}{wrong}{duel}{live}</li> }
    };
    view! { <ul class="watch-versions" aria-label="Models">{shown.map(item).collect_view()}</ul> }.into_any()
}

/// What a closer look found.
fn investigation(drift: DriftLabState, found: &Investigation) -> AnyView {
    drift.tick([LabTask::Investigate]);
    let line = |look: &crate::protocol::ColumnLook| {
        let state = if look.drifted { "drifts" } else { "does not drift" };
        view! { <tr><th scope="row">{look.column.clone()}</th><td>{state}</td><td>{look.words.clone()}</td></tr> }
    };
    let slice = |one: &crate::protocol::SliceLook| {
        view! {
            <tr>
                <th scope="row">{one.column.clone()}</th>
                <td>{one.values.clone()}</td>
                <td data-number="">{one.rows.to_string()}</td>
                <td data-number="">{service_story::share(Some(one.error))}</td>
                <td data-number="">{service_story::share(one.usual)}</td>
            </tr>
        }
    };
    let slices = if found.slices.is_empty() {
        view! { <p>"No group of rows is answered worse than in the reference, as far as labels tell."</p> }.into_any()
    } else {
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label="Where the model errs more than it did">
                <table class="lab-table">
                    <caption>"Where the model errs more than it did (an investigation waits for the labels)"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Column"</th><th scope="col">"Rows with"</th><th scope="col" data-number="">"Rows"</th>
                            <th scope="col" data-number="">"Wrong now"</th><th scope="col" data-number="">"Wrong in the reference"</th>
                        </tr>
                    </thead>
                    <tbody>{found.slices.iter().map(slice).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let drawn = found.columns.iter().filter_map(|look| Some((look.column.clone(), look.drawing.clone()?))).take(DRAWN);
    let part = |(name, drawing)| -> Part { Box::new(move || drawing_view(name, &drawing)) };
    view! {
        <h3>{format!("Window {}, closely", found.window)}</h3>
        <div class="table-scroll" tabindex="0" role="region" aria-label="Columns of the window">
            <table class="lab-table">
                <caption>{format!("Columns of window {} against the reference", found.window)}</caption>
                <thead><tr><th scope="col">"Column"</th><th scope="col">"Finding"</th><th scope="col">"How sure"</th></tr></thead>
                <tbody>{found.columns.iter().map(line).collect_view()}</tbody>
            </table>
        </div>
        {slices}
        <div class="lab-drawings">{in_turn(drawn.map(part).collect())}</div>
    }
    .into_any()
}

/// Policies beside each other.
pub(crate) fn policies(drift: DriftLabState) -> AnyView {
    let compare = move |_| {
        let every = drift.setup.every.get_untracked();
        let policies = vec![
            RetrainPolicy::Never,
            RetrainPolicy::Schedule { every },
            RetrainPolicy::OnDrift { cooldown: every },
            RetrainPolicy::OnPerformance { cooldown: every },
        ];
        drift.policies.ask(drift.client, Policies { spec: drift.spec(), policies, draw_width: Some(chart_width()) });
    };
    Effect::new(move |_| {
        if drift.policies.found.with(Option::is_some) {
            drift.tick([LabTask::ComparePolicies]);
        }
    });
    view! {
        <section class="lab-section" aria-labelledby="watch-policies">
            <h2 id="watch-policies">"Or let a policy do it"</h2>
            <p>"The same traffic four times: never retrain, retrain on schedule, when a drift alert fires, when a performance alert fires. A policy promotes a new model only if it beats the champion on the judging rows (McNemar, p up to 0.05) and is no worse than always naming the most common class."</p>
            <button type="button" class="button" disabled=move || drift.policies.is_busy() on:click=compare>"Compare policies"</button>
            {drift.policies.waiting(drift.client, "Comparing policies")}
            <div class="lab-drawings">
                {move || drift.policies.found.get().and_then(|found| found.drawing.clone()).map(|drawing| drawing_view("Policies".into(), &drawing))}
            </div>
        </section>
    }
    .into_any()
}
